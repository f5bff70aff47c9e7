/* tvf_fractribution.c -- SQL: elg_fractribution(relation [, options]).
**
**   SELECT channel, sum(credit) FROM elg_fractribution('SELECT path, conversions, nulls FROM journey') GROUP BY channel;
**
** Columns read: path ("search > email"), conversions (1 when absent), nulls and value (0 when absent). One row a step of
** each distinct path, then one for the journeys without a channel. Options: separator (">"), columns.
*/
#include "sqlite/modules.h"
#include "sqlite/sql_journey.h"
#include "stats/fractribution.h"

static const SqlRole tvffrac_roles[SQL_JOURNEY_ROLES] = {
    {"path", "path journey channels touchpoints touches", 1},
    {"conversions", "conversions conversion conv totalconversions converted", 0},
    {"nulls", "nulls null totalnull totalnulls nonconversions lost", 0},
    {"value", "value conversionvalue totalconversionvalue revenue amount amountminor", 0},
};

typedef struct {
  ElgFractribution all;
  ElgBuf separator, text;
  ElgFractributionPath open;
  size_t path, step; /* path counts the opened ones; past the last: the row of the journeys without a channel */
  int has_value;
} TvfFrac;

static int tvffrac_add(SqlTvfCall *call, void *arg, const SqlJourney *j)
{
  ElgErr err;
  int rc = sql_journey_counts(call, j);
  if (rc) return rc;
  return sql_tvf_rc(call, elg_fractribution_add(arg, j->path, j->separator, j->conversions, j->nulls, j->value, &err), &err);
}

static int tvffrac_open(SqlTvfCall *call, void *state)
{
  TvfFrac *s = state;
  call->eof = !sql_tvf_has(call, 0);
  return call->eof ? SQLITE_OK : sql_journeys(call, 1, tvffrac_roles, tvffrac_add, &s->all, &s->has_value, &s->separator);
}

static int tvffrac_rewind(SqlTvfCall *call, void *state)
{
  TvfFrac *s = state;
  call->eof = !sql_tvf_has(call, 0);
  s->path = s->step = s->open.n = 0;
  return SQLITE_OK;
}

static int tvffrac_next(SqlTvfCall *call, void *state)
{
  TvfFrac *s = state;
  if (++s->step < s->open.n) return SQLITE_OK;
  s->step = s->open.n = 0;
  if (s->path++ < s->all.distinct.n) return sql_rc(elg_fractribution_open(&s->all, s->path - 1, &s->open));
  call->eof = !s->all.bare || s->path > s->all.distinct.n + 1;
  return SQLITE_OK;
}

enum { TVFFRAC_PATH, TVFFRAC_POSITION, TVFFRAC_CHANNEL, TVFFRAC_SHARE, TVFFRAC_CREDIT, TVFFRAC_VALUE };

static int tvffrac_path(TvfFrac *s, sqlite3_context *ctx)
{
  elg_buf_reset(&s->text);
  elg_path_join(&s->text, &s->all.paths, s->open.touches, s->open.n, elg_buf_view(&s->separator));
  if (!s->text.rc) sql_result_str(ctx, elg_buf_view(&s->text));
  return sql_rc(s->text.rc);
}

static void tvffrac_bare(const TvfFrac *s, sqlite3_context *ctx, int column)
{
  if (column == TVFFRAC_CREDIT) sqlite3_result_double(ctx, s->all.bare_conversions);
  if (column == TVFFRAC_VALUE && s->has_value) sqlite3_result_double(ctx, s->all.bare_value);
}

static int tvffrac_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  TvfFrac *s = state;
  const ElgFractributionPath *p = &s->open;
  (void)call;
  if (!p->n) {
    tvffrac_bare(s, ctx, column);
    return SQLITE_OK;
  }
  switch (column) {
  case TVFFRAC_PATH: return tvffrac_path(s, ctx);
  case TVFFRAC_POSITION: sqlite3_result_int64(ctx, (sqlite3_int64)s->step + 1); break;
  case TVFFRAC_CHANNEL: sql_result_str(ctx, elg_intern_get(&s->all.paths.channels, p->touches[s->step])); break;
  case TVFFRAC_SHARE: sqlite3_result_double(ctx, 100 * p->shares[s->step]); break;
  case TVFFRAC_CREDIT: sqlite3_result_double(ctx, p->shares[s->step] * p->conversions); break;
  default:
    if (s->has_value) sqlite3_result_double(ctx, p->shares[s->step] * p->value);
  }
  return SQLITE_OK;
}

static void tvffrac_close(void *state)
{
  TvfFrac *s = state;
  elg_fractribution_free(&s->all);
  elg_buf_free(&s->separator);
  elg_buf_free(&s->text);
}

static const SqlTvf tvffrac_fractribution = {
    .name = "elg_fractribution",
    .columns = "path TEXT, position INTEGER, channel TEXT, share REAL, credit REAL, value REAL",
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
