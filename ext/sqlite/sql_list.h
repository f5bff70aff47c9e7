/* sql_list.h -- a list of companies an analyst names, read row by row: names and facts for the matcher.
**
** Columns are recognised by role under plain, Salesforce, HubSpot and Crossbeam names (sql_list_roles). A table without
** an id column gives its rowid; a view or SELECT must have one. NULL ids, blank ones and ids met twice are
** errors.
*/
#ifndef ELG_SQL_LIST_H
#define ELG_SQL_LIST_H
#include "overlap/record.h"
#include "sqlite/sql_relation.h"

typedef enum { SQL_LIST_ID, SQL_LIST_NAME, SQL_LIST_WEBSITE, SQL_LIST_DOMAIN, SQL_LIST_DOMAINS, SQL_LIST_COUNTRY, SQL_LIST_LEI,
               SQL_LIST_DUNS, SQL_LIST_REGISTRATION, SQL_LIST_PARENT, SQL_LIST_ROLES } SqlListRole;
extern const SqlRole sql_list_roles[SQL_LIST_ROLES];

/* A value of the caller's, kept with its storage class. */
typedef struct {
  int type; /* SQLITE_INTEGER, ... */
  int n;    /* bytes of a text or blob */
  union {
    sqlite3_int64 i;
    double r;
    const char *s; /* in an arena */
  } u;
} SqlKept;
int sql_keep(ElgArena *arena, sqlite3_value *v, SqlKept *out);
/* What from holds, in another arena. */
int sql_kept_copy(ElgArena *arena, const SqlKept *from, SqlKept *out);
/* Its text, empty of NULL; room holds that of a number. */
typedef struct {
  char s[40];
} SqlKeptRoom;
ElgStr sql_kept_text(const SqlKept *v, SqlKeptRoom *room);
void sql_result_kept(sqlite3_context *ctx, const SqlKept *v);

typedef struct {
  const char *what; /* "left", "right", "relation" */
  SqlRelation rel;
  ElgNameReader *countries;
  ElgStr name;      /* of the current row, valid until the next; empty when absent */
  ElgFacts facts;
  int has_facts;    /* the relation has any column beyond id and name */
  int unique;       /* ids are checked */
  int group;        /* column whose value makes ids unique together with id, or -1 */
  ElgBuf seen;      /* uint64_t[2^k]: hashes of the ids met */
  ElgBuf rising;    /* until an id is no integer above the last: sqlite3_int64[], the ids so far, and seen is empty */
  size_t n_seen, n_rows;
  int done;         /* all rows were read */
  ElgStr country_text;
  ElgBuf country_buf;
  uint16_t country;
} SqlList;

/* Open. options: NULL or the options object; its "columns" member may hold {what: {role: column}} or, for a single
** relation, {role: column}; its "duplicates": "keep" switches the check of ids off. */
int sql_list_open(SqlTvfCall *call, const char *what, sqlite3_value *relation, const ElgJson *doc,
                  const ElgJsonNode *options, SqlList *list);
/* The next row: SQLITE_ROW, SQLITE_DONE or an error with its text set. */
int sql_list_next(SqlTvfCall *call, SqlList *list);
sqlite3_value *sql_list_id(const SqlList *list);
/* An error that names the row. */
int sql_list_bad_row(SqlTvfCall *call, const SqlList *list, size_t number, ElgStr id, const char *text);
void sql_list_close(SqlList *list);
#endif
