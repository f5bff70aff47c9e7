/* tvf_fractribution.c -- SQL: elg_fractribution(relation [, options]).
**
**   SELECT channel, sum(credit) FROM elg_fractribution('SELECT path, conversions, nulls FROM journey') GROUP BY channel;
**
** relation: path ("search > email"), conversions (default 1), nulls (default 0). One row a step of each distinct path.
*/
#include "credit/fractribution.h"
#include "sqlite/modules.h"
#include "sqlite/sql_cell.h"
#include "sqlite/sql_credit.h"
#include "sqlite/sql_relation.h"

static const SqlRole tvffrac_roles[] = {
    {"path", "path journey channels touches", 1},
    {"conversions", "conversions conversion conv totalconversions converted", 0},
    {"nulls", "nulls null nonconversions totalnull totalnulls", 0},
};

typedef struct {
  ElgFractribution all;
  ElgJson options;
  ElgBuf text;
  size_t path, step, steps;
  double conversions;
} TvfFrac;

/* A count >= 0 whose sum with others is a double too; fallback when the relation has no such column, 0 for NULL. */
static int tvffrac_count(SqlTvfCall *call, SqlRelation *r, size_t role, double fallback, double *out)
{
  int column = r->column[role];
  *out = column < 0 ? fallback : 0;
  if (column < 0 || !sql_relation_has(r, role)) return SQLITE_OK;
  int type = sqlite3_value_numeric_type(sqlite3_column_value(r->stmt, column));
  *out = sqlite3_column_double(r->stmt, column);
  if ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) && *out >= 0 && *out < 1e150) return SQLITE_OK;
  return sql_tvf_error(call, "%s: got %s; expected a number of at least 0 and below 1e150", tvffrac_roles[role].role,
                       sqlite3_column_text(r->stmt, column));
}

static int tvffrac_row(SqlTvfCall *call, TvfFrac *s, SqlRelation *r)
{
  ElgErr err;
  ElgStr path;
  double conversions, nulls;
  int rc = tvffrac_count(call, r, 1, 1, &conversions);
  if (!rc) rc = tvffrac_count(call, r, 2, 0, &nulls);
  if (rc || !sql_relation_has(r, 0)) return rc;
  rc = sql_text(sqlite3_column_value(r->stmt, r->column[0]), &path);
  return rc ? rc : sql_tvf_rc(call, elg_fractribution_add(&s->all, path, conversions, nulls, &err), &err);
}

static int tvffrac_columns(SqlTvfCall *call, TvfFrac *s, const ElgJsonNode **columns)
{
  ElgErr err;
  ElgStr text;
  *columns = NULL;
  if (!sql_tvf_has(call, 1)) return SQLITE_OK;
  if (sql_credit_text(call->argv[1], &text)) return SQLITE_NOMEM;
  elg_buf_str(&s->text, text);
  ElgRc rc = s->text.rc ? s->text.rc : elg_json_parse(&s->options, elg_buf_view(&s->text), &err);
  if (rc) return sql_tvf_rc(call, rc, &err);
  const ElgJsonNode *root = elg_json_root(&s->options);
  *columns = elg_json_get(&s->options, root, "columns");
  if (root->type == ELG_JSON_OBJECT && root->size == (*columns ? 1u : 0u)) return SQLITE_OK;
  return sql_tvf_error(call, "options: got %s; expected an object with columns", elg_show(root->text).s);
}

static int tvffrac_open(SqlTvfCall *call, void *state)
{
  TvfFrac *s = state;
  SqlRelation r = {0};
  ElgStr relation;
  const ElgJsonNode *columns;
  call->eof = !sql_tvf_has(call, 0);
  if (call->eof) return SQLITE_OK;
  if (sql_credit_text(call->argv[0], &relation)) return SQLITE_NOMEM;
  int rc = tvffrac_columns(call, s, &columns);
  if (!rc)
    rc = sql_relation_open(call, "relation", relation, tvffrac_roles, ELG_COUNT(tvffrac_roles), &s->options, columns, -1, &r);
  while (!rc) {
    rc = sql_relation_step(call, &r);
    if (rc != SQLITE_ROW) break;
    rc = tvffrac_row(call, s, &r);
  }
  sql_relation_close(&r);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int tvffrac_rewind(SqlTvfCall *call, void *state)
{
  TvfFrac *s = state;
  call->eof = !sql_tvf_has(call, 0);
  s->path = s->step = s->steps = 0;
  return SQLITE_OK;
}

static int tvffrac_next(SqlTvfCall *call, void *state)
{
  TvfFrac *s = state;
  if (++s->step < s->steps) return SQLITE_OK;
  s->step = 0;
  call->eof = s->path >= elg_fractribution_paths(&s->all);
  return call->eof ? SQLITE_OK : sql_rc(elg_fractribution_open(&s->all, s->path++, &s->steps, &s->conversions));
}

enum { TVFFRAC_PATH, TVFFRAC_POSITION, TVFFRAC_CHANNEL, TVFFRAC_SHARE, TVFFRAC_CREDIT };

/* "a > b > c" of the open path. */
static void tvffrac_path(const TvfFrac *s, sqlite3_context *ctx)
{
  ElgBuf text = {0};
  for (size_t k = 0; k < s->steps; k++) {
    ElgStr channel;
    double share;
    elg_fractribution_step(&s->all, k, &channel, &share);
    if (k) elg_buf_cstr(&text, " > ");
    elg_buf_str(&text, channel);
  }
  if (text.rc) sql_fail(ctx, "elg_fractribution", text.rc, 0);
  else sql_result_str(ctx, elg_buf_view(&text));
  elg_buf_free(&text);
}

static int tvffrac_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  const TvfFrac *s = state;
  ElgStr channel;
  double share;
  (void)call;
  elg_fractribution_step(&s->all, s->step, &channel, &share);
  if (column == TVFFRAC_PATH) tvffrac_path(s, ctx);
  else if (column == TVFFRAC_POSITION) sqlite3_result_int64(ctx, (sqlite3_int64)s->step + 1);
  else if (column == TVFFRAC_CHANNEL) sql_result_str(ctx, channel);
  else sqlite3_result_double(ctx, column == TVFFRAC_SHARE ? 100 * share : share * s->conversions);
  return SQLITE_OK;
}

static void tvffrac_close(void *state)
{
  TvfFrac *s = state;
  elg_fractribution_free(&s->all);
  elg_json_free(&s->options);
  elg_buf_free(&s->text);
}

static const SqlTvf tvffrac_fractribution = {
    .name = "elg_fractribution",
    .columns = "path TEXT, position INTEGER, channel TEXT, share REAL, credit REAL",
    .args = "relation options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 10000,
    .state_size = sizeof(TvfFrac),
    .open = tvffrac_open,
    .next = tvffrac_next,
    .column = tvffrac_column,
    .close = tvffrac_close,
    .rewind = tvffrac_rewind,
};

int elg_register_fractribution(sqlite3 *db) { return sql_register_tvf(db, &tvffrac_fractribution); }
