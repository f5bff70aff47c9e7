/* sql_relation.h -- a relation an analyst names: a table, a view or a SELECT, its columns recognised by role.
**
** 'accounts', 'main.accounts', '"My List"' and 'SELECT Id, Name FROM Account WHERE ...' all do. Column names are
** compared without case, blanks, underscores and other punctuation: "Account Name" is accountname.
** The statement must be one read-only SELECT; it may stand in brackets, behind comments and before ; and comments.
*/
#ifndef ELG_SQL_RELATION_H
#define ELG_SQL_RELATION_H
#include "base/json.h"
#include "sqlite/sql_tvf.h"

#define SQL_MAX_ROLES 24

/* A role and the column names it is known by, best first: lower-case letters and digits, blank-separated. */
typedef struct {
  const char *role;
  const char *names;
  int required;
} SqlRole;

typedef struct {
  sqlite3_stmt *stmt;        /* owned; not yet stepped */
  int n_columns;             /* of the relation, without the rowid added behind them */
  int column[SQL_MAX_ROLES]; /* index of the role's column, or -1 */
  int is_table;              /* with a rowid; not a view, not a SELECT */
} SqlRelation;

/* Fold the name of a column for comparison into out (cut at cap - 1): letters and digits alone, ASCII in lower case, without the byte
** order mark that some tools leave before the first and blanks that do not break. */
void sql_fold_column(ElgStr name, char *out, size_t cap);
/* Prepare the relation and recognise its columns. what names the argument in errors ("left", "relation").
** columns: NULL, or a JSON object {role: column name} given by hand; unknown roles and columns are errors.
** rowid_role: the role a table's rowid stands in for when no column has it, or -1.
** Errors are set on the call; *out is then empty. */
int sql_relation_open(SqlTvfCall *call, const char *what, ElgStr relation, const SqlRole *roles, size_t n_roles,
                      const ElgJson *doc, const ElgJsonNode *columns, int rowid_role, SqlRelation *out);
/* The error "no column for ROLE, got (columns); expected ..." on the call; returns its code. */
int sql_relation_missing(SqlTvfCall *call, const char *what, const SqlRole *role, const SqlRelation *r);
/* True when the role is a table's rowid, not a column that bears the name. */
int sql_relation_has_rowid(const SqlRelation *r, size_t role);
/* Before the first step: of a table, read only the columns that have a role still, in the same order of rows. */
int sql_relation_narrow(SqlTvfCall *call, SqlRelation *r);
/* *out: the relation may give other rows while no database changes: it calls a function that is not known to depend on
** its arguments alone (random, date, one of the application's), or reads a virtual table. Costs preparing it again. */
int sql_relation_varies(SqlTvfCall *call, const SqlRelation *r, int *out);
void sql_relation_close(SqlRelation *r);
/* Step to the next row: SQLITE_ROW, SQLITE_DONE, or an error with its text set on the call. */
int sql_relation_step(SqlTvfCall *call, SqlRelation *r);
/* True when the role has a column and the current row's value is neither NULL nor blank text. */
int sql_relation_has(const SqlRelation *r, size_t role);
#endif
