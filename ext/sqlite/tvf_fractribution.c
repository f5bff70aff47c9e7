/* tvf_fractribution.c -- SQL: elg_fractribution(relation [, options]).
**
**   SELECT channel, sum(credit) FROM elg_fractribution('SELECT path, conversions, nulls FROM journey') GROUP BY channel;
**
** relation: path ("search > email"), conversions (default 1), nulls (default 0). One row a step of each distinct path.
*/
#include "credit/fractribution.h"
#include "sqlite/modules.h"
#include "sqlite/sql_relation.h"
#include "sqlite/sql_stats.h"

static const SqlRole tvffrac_roles[] = {
    {"path", "path journey channels touches", 1},
    {"conversions", "conversions conversion conv totalconversions converted", 0},
    {"nulls", "nulls null nonconversions totalnull totalnulls", 0},
};

typedef struct {
  ElgFractribution all;
  size_t path, step, steps;
  double conversions;
} TvfFrac;

/* A count >= 0 whose sum with others is a double too; fallback when the relation has no such column, 0 for NULL. */
static int tvffrac_count(SqlTvfCall *call, SqlRelation *r, size_t role, double fallback, double *out)
{
  int column = r->column[role];
  *out = column < 0 ? fallback : 0;
  if (column < 0 || !sql_relation_has(r, role)) return SQLITE_OK;
  sqlite3_value *v = sqlite3_column_value(r->stmt, column);
  int type = sqlite3_value_numeric_type(v);
  *out = sqlite3_value_double(v);
  if ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) && *out >= 0 && *out < 1e150) return SQLITE_OK;
  ElgStr text;
  if (sql_text(v, &text)) return SQLITE_NOMEM;
  return sql_tvf_error(call, "%s: got %s; expected a number of at least 0 and below 1e150", tvffrac_roles[role].role, elg_show(text).s);
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

static int tvffrac_open(SqlTvfCall *call, void *state)
{
  TvfFrac *s = state;
  ElgJson options = {{0}, {0}};
  SqlRelation r = {0};
  ElgStr relation;
  call->eof = !sql_tvf_has(call, 0);
  if (call->eof) return SQLITE_OK;
  int rc = sql_text(call->argv[0], &relation);
  if (!rc) rc = sql_options(call, 1, "columns", &options);
  if (!rc)
    rc = sql_relation_open(call, "relation", relation, tvffrac_roles, ELG_COUNT(tvffrac_roles), &options,
                           sql_option(&options, "columns"), -1, &r);
  while (!rc && (rc = sql_relation_step(call, &r)) == SQLITE_ROW) rc = tvffrac_row(call, s, &r);
  sql_relation_close(&r);
  elg_json_free(&options);
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
