/* tvf_path.c -- SQL: elg_path(path [, separator]): the channels of a journey, a row each.
**
**   SELECT channel, sum(1.0 * conversions / n) AS linear FROM journey, elg_path(path) GROUP BY channel;
**
** position from 1; n: how many channels the path has.
*/
#include "sqlite/modules.h"
#include "sqlite/sql_tvf.h"
#include "stats/path.h"

typedef struct {
  ElgStr rest, separator, channel; /* in text */
  sqlite3_int64 position, n;
} PathState;

static int path_open(SqlTvfCall *call, void *p)
{
  PathState *state = p;
  ElgBuf *text = call->keep;
  ElgStr path, separator = ELG_STR(">");
  call->eof = !sql_tvf_has(call, 0);
  if (call->eof) return SQLITE_OK;
  if (sql_text(call->argv[0], &path)) return SQLITE_NOMEM;
  if (sql_tvf_has(call, 1) && sql_text(call->argv[1], &separator)) return SQLITE_NOMEM;
  if (!separator.n) return sql_tvf_error(call, "separator, got ''; expected at least one byte");
  elg_buf_reset(text);
  elg_buf_str(text, separator);
  elg_buf_str(text, path);
  if (text->rc) return SQLITE_NOMEM;
  state->separator = elg_path_trim((ElgStr){text->p, separator.n});
  state->rest = (ElgStr){text->p + separator.n, path.n};
  for (ElgStr rest = state->rest; elg_path_next(&rest, state->separator, &state->channel);) state->n++;
  return SQLITE_OK;
}

static int path_next(SqlTvfCall *call, void *p)
{
  PathState *state = p;
  call->eof = !elg_path_next(&state->rest, state->separator, &state->channel);
  state->position++;
  return SQLITE_OK;
}

static int path_column(SqlTvfCall *call, void *p, sqlite3_context *ctx, int column)
{
  const PathState *state = p;
  (void)call;
  if (column == 0) sqlite3_result_int64(ctx, state->position);
  else if (column == 1) sqlite3_result_int64(ctx, state->n);
  else sql_result_str(ctx, state->channel);
  return SQLITE_OK;
}

static void path_close(void *p) { (void)p; }
static void path_drop(void *keep) { elg_buf_free(keep); }

static const SqlTvf path_tvf = {
    .name = "elg_path",
    .columns = "position INTEGER, n INTEGER, channel TEXT",
    .args = "path separator",
    .n_required = 1,
    .risk = SQLITE_VTAB_INNOCUOUS,
    .rows = 5,
    .state_size = sizeof(PathState),
    .open = path_open,
    .next = path_next,
    .column = path_column,
    .close = path_close,
    .keep_size = sizeof(ElgBuf),
    .drop = path_drop,
};

int elg_register_path(sqlite3 *db) { return sql_register_tvf(db, &path_tvf); }
