/* agg_rank.c -- SQL aggregates: medians and their intervals (window functions too), the Hodges-Lehmann shift and ratio.
**
**   SELECT elg_median(days), elg_median_interval_low(days), elg_median_interval_high(days) FROM closed_deal;
**   SELECT elg_hodges_lehmann(days, cosell) FROM closed_deal;   -- median difference, cosell 1 minus cosell 0
**   SELECT elg_hodges_lehmann_ratio(amount, cosell) FROM closed_deal; -- median ratio: the shift of the logarithms
**
** A row with a NULL among its numbers is left out, of a ratio one whose value is not above 0.
*/
#include "sqlite/modules.h"
#include "sqlite/sql_stats.h"
#include "stats/rank.h"
#include <math.h>

typedef enum { RANK_ESTIMATE, RANK_LOW, RANK_HIGH } RankPart;
typedef struct {
  const char *name;
  RankPart part;
  int ratio; /* of the logarithms */
} RankFn;

typedef struct {
  double level;
  ElgRank rank;
} MedianState;

static void median_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  const RankFn *fn = sqlite3_user_data(ctx);
  double x, level;
  if (sql_any_null(argc, argv) || !sql_number(ctx, fn->name, "value", argv[0], &x)) return;
  if (!sql_confidence(ctx, fn->name, argc, argv, 1, &level)) return;
  MedianState *state = sqlite3_aggregate_context(ctx, sizeof *state);
  if (state) state->level = level;
  sql_fail(ctx, fn->name, state ? elg_rank_add(&state->rank, x) : ELG_NOMEM, NULL);
}

static void median_result(sqlite3_context *ctx, MedianState *state)
{
  const RankFn *fn = sqlite3_user_data(ctx);
  SqlPoll poll = {0, 0};
  ElgPoll check = sql_poll(&poll, sqlite3_context_db_handle(ctx));
  double x = 0;
  ElgInterval ci = {0, 0};
  ElgRc rc = fn->part == RANK_ESTIMATE ? elg_rank_median(&state->rank, &check, &x)
                                       : elg_rank_interval(&state->rank, state->level, &check, &ci);
  sql_poll_free(&poll);
  if (rc) sql_fail(ctx, fn->name, rc, NULL);
  else sql_result_number(ctx, fn->part == RANK_ESTIMATE ? x : fn->part == RANK_LOW ? ci.low : ci.high);
}

static void median_final(sqlite3_context *ctx)
{
  MedianState *state = sqlite3_aggregate_context(ctx, 0);
  if (!state) return;
  if (state->rank.n) median_result(ctx, state);
  elg_rank_free(&state->rank);
}

static void median_value(sqlite3_context *ctx)
{
  const RankFn *fn = sqlite3_user_data(ctx);
  MedianState *state = sqlite3_aggregate_context(ctx, 0);
  ElgRc rc = state ? elg_rank_order(&state->rank) : ELG_OK;
  if (rc) sql_fail(ctx, fn->name, rc, NULL);
  else if (state) median_result(ctx, state);
}

static void median_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  const RankFn *fn = sqlite3_user_data(ctx);
  MedianState *state = sqlite3_aggregate_context(ctx, 0);
  double x;
  if (!state || sql_any_null(argc, argv) || !sql_number(ctx, fn->name, "value", argv[0], &x)) return;
  ElgRc rc = elg_rank_order(&state->rank);
  if (rc) sql_fail(ctx, fn->name, rc, NULL);
  else elg_rank_remove(&state->rank, x);
}

typedef struct {
  double level;
  ElgBuf items; /* ElgRankItem[] */
} HodgesState;

static void hodges_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  const RankFn *fn = sqlite3_user_data(ctx);
  ElgRankItem item = {0, 0, 0};
  double level;
  int exposed;
  if (sql_any_null(argc, argv) || !sql_number(ctx, fn->name, "value", argv[0], &item.x)) return;
  if (!sql_flag(ctx, fn->name, "exposed", argv[1], &exposed)) return;
  if (!sql_confidence(ctx, fn->name, argc, argv, 2, &level) || (fn->ratio && !(item.x > 0))) return;
  if (fn->ratio) item.x = log(item.x);
  HodgesState *state = sqlite3_aggregate_context(ctx, sizeof *state);
  item.group = (uint32_t)exposed;
  if (state) {
    state->level = level;
    elg_buf_put(&state->items, &item, sizeof item);
  }
  sql_fail(ctx, fn->name, state ? state->items.rc : ELG_NOMEM, NULL);
}

/* Sort the items and part them: x (exposed) from the front, y behind. */
static ElgRc hodges_part(HodgesState *state, ElgBuf *xy, size_t *m, ElgPoll *poll)
{
  size_t n = state->items.n / sizeof(ElgRankItem), y;
  ElgRankItem *items = (ElgRankItem *)(void *)state->items.p;
  ElgBuf scratch = {0};
  if (!elg_buf_grow(&scratch, state->items.n)) return scratch.rc;
  ElgRc rc = elg_rank_sort(items, (ElgRankItem *)(void *)scratch.p, n, poll);
  elg_buf_free(&scratch);
  double *x = rc ? NULL : elg_buf_grow(xy, n * sizeof *x);
  if (!x) return rc ? rc : xy->rc;
  for (size_t i = *m = 0; i < n; i++) *m += items[i].group;
  y = *m;
  for (size_t i = *m = 0; i < n; i++) x[items[i].group ? (*m)++ : y++] = items[i].x;
  return ELG_OK;
}

/* The shift or the interval; NULL for what is not wanted. */
static ElgRc hodges_compute(HodgesState *state, double *shift, ElgInterval *ci, ElgPoll *poll)
{
  size_t n = state->items.n / sizeof(ElgRankItem), m = 0;
  ElgBuf xy = {0};
  ElgRc rc = hodges_part(state, &xy, &m, poll);
  const double *x = (const double *)(const void *)xy.p;
  if (!rc) rc = elg_hodges_lehmann(x, m, x + m, n - m, state->level, poll, shift, ci);
  elg_buf_free(&xy);
  return rc;
}

static void hodges_final(sqlite3_context *ctx)
{
  const RankFn *fn = sqlite3_user_data(ctx);
  HodgesState *state = sqlite3_aggregate_context(ctx, 0);
  if (!state) return;
  if (state->items.n) {
    SqlPoll poll = {0, 0};
    ElgPoll check = sql_poll(&poll, sqlite3_context_db_handle(ctx));
    double shift = 0;
    ElgInterval ci = {0, 0};
    int estimate = fn->part == RANK_ESTIMATE;
    ElgRc rc = hodges_compute(state, estimate ? &shift : NULL, estimate ? NULL : &ci, &check);
    sql_poll_free(&poll);
    if (rc) sql_fail(ctx, fn->name, rc, NULL);
    else {
      double x = estimate ? shift : fn->part == RANK_LOW ? ci.low : ci.high;
      sql_result_number(ctx, fn->ratio ? exp(x) : x);
    }
  }
  elg_buf_free(&state->items);
}

static const RankFn rank_fn[] = {{"elg_median", RANK_ESTIMATE, 0},           {"elg_median_interval_low", RANK_LOW, 0},
                                 {"elg_median_interval_high", RANK_HIGH, 0}, {"elg_hodges_lehmann", RANK_ESTIMATE, 0},
                                 {"elg_hodges_lehmann_low", RANK_LOW, 0},    {"elg_hodges_lehmann_high", RANK_HIGH, 0},
                                 {"elg_hodges_lehmann_ratio", RANK_ESTIMATE, 1}, {"elg_hodges_lehmann_ratio_low", RANK_LOW, 1},
                                 {"elg_hodges_lehmann_ratio_high", RANK_HIGH, 1}};

int elg_register_rank(sqlite3 *db)
{
  int rc = SQLITE_OK;
  for (int i = 0; !rc && i < (int)ELG_COUNT(rank_fn); i++) {
    const RankFn *fn = rank_fn + i;
    SqlAggregate row = {fn->name, 1, SQL_PURE, median_step, median_final, median_value, median_inverse, fn};
    if (i >= 3) row = (SqlAggregate){fn->name, 2, SQL_PURE, hodges_step, hodges_final, 0, 0, fn};
    rc = sql_register_aggregates(db, &row, 1);
    row.n_args++;
    if (!rc && fn->part != RANK_ESTIMATE) rc = sql_register_aggregates(db, &row, 1);
  }
  return rc;
}
