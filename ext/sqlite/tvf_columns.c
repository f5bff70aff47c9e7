/* tvf_columns.c -- SQL: elg_columns(relation [, options]): which columns of a list would be recognised, and as what.
**
**   SELECT role, column FROM elg_columns('accounts');
**
** One row per role that elg_overlap, elg_dedupe and elg_search know, column NULL where none was found. options may hold
** columns as there. Reads no rows.
*/
#include "sqlite/modules.h"
#include "sqlite/sql_list.h"
#include "sqlite/sql_match.h"

typedef struct {
  SqlMatch options;
  SqlRelation relation;
  int role;
} ColumnsState;

static int columns_open(SqlTvfCall *call, void *state)
{
  ColumnsState *s = state;
  ElgStr text;
  s->role = -1;
  if (!sql_tvf_has(call, 0)) return sql_tvf_error(call, "relation: got NULL; expected a table, a view or a SELECT");
  int rc = sql_match_open(call, -1, 1, "columns or duplicates", NULL, NULL, &s->options);
  const ElgJsonNode *columns = s->options.root ? elg_json_get(&s->options.doc, s->options.root, "columns") : NULL;
  if (!rc) rc = sql_text(call->argv[0], &text);
  if (!rc)
    rc = sql_relation_open(call, "relation", text, sql_list_roles, SQL_LIST_ROLES, &s->options.doc, columns,
                           SQL_LIST_ID, &s->relation);
  return rc;
}

static int columns_next(SqlTvfCall *call, void *state)
{
  ColumnsState *s = state;
  call->eof = ++s->role >= SQL_LIST_ROLES;
  return SQLITE_OK;
}

static int columns_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  ColumnsState *s = state;
  int at = s->relation.column[s->role];
  (void)call;
  if (column == 0) sqlite3_result_text(ctx, sql_list_roles[s->role].role, -1, SQLITE_STATIC);
  else if (at >= 0) sqlite3_result_text(ctx, sqlite3_column_name(s->relation.stmt, at), -1, SQLITE_TRANSIENT);
  return SQLITE_OK;
}

static void columns_close(void *state)
{
  ColumnsState *s = state;
  sql_match_free(&s->options);
  sql_relation_close(&s->relation);
}

static const SqlTvf columns_fn = {
    .name = "elg_columns",
    .columns = "role TEXT, column TEXT",
    .args = "relation options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 10,
    .state_size = sizeof(ColumnsState),
    .open = columns_open,
    .next = columns_next,
    .column = columns_column,
    .close = columns_close,
};

int elg_register_columns(sqlite3 *db) { return sql_register_tvf(db, &columns_fn); }
