/* agg_mean.c -- SQL aggregates and window functions: the interval of a mean.
**
**   SELECT avg(score), elg_mean_low(score), elg_mean_high(score) FROM crm_nps;
**
** mean +- z s / sqrt(n), s the sample's standard deviation: the normal interval, for n not small. NULLs are left out;
** NULL below two values. Exact sums, so a window equals recomputation.
*/
#include <math.h>
#include "sqlite/modules.h"
#include "sqlite/sql_stats.h"
#include "stats/proportion.h"
#include "stats/sum.h"

typedef struct {
  ElgSum sum, squares;
  int64_t n;
  double level;
} MeanState;

static const char *const mean_names[] = {"elg_mean_low", "elg_mean_high"};

static void mean_row(sqlite3_context *ctx, int argc, sqlite3_value **argv, int sign)
{
  const char *const *name = sqlite3_user_data(ctx);
  double x, level;
  if (sql_any_null(argc, argv) || !sql_number(ctx, *name, "value", argv[0], &x)) return;
  if (!sql_confidence(ctx, *name, argc, argv, 1, &level)) return;
  MeanState *state = sqlite3_aggregate_context(ctx, sizeof *state);
  if (!state) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  state->level = level;
  state->n += sign;
  elg_sum_add(&state->sum, x, sign);
  elg_sum_add_product(&state->squares, x, x, sign);
}

static void mean_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) { mean_row(ctx, argc, argv, 1); }
static void mean_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv) { mean_row(ctx, argc, argv, -1); }

static void mean_value(sqlite3_context *ctx)
{
  const char *const *name = sqlite3_user_data(ctx);
  MeanState *state = sqlite3_aggregate_context(ctx, 0);
  if (!state || state->n < 2) return;
  double n = (double)state->n, mean = elg_sum_value(&state->sum) / n;
  double spread = elg_sum_spread(&state->sum, &state->squares, n);
  if (!isfinite(spread)) return; /* values beyond 1e150 */
  double half = elg_critical(state->level) * sqrt(fmax(spread, 0) / (n - 1)) / n;
  sql_result_number(ctx, name == mean_names ? mean - half : mean + half);
}

int elg_register_mean(sqlite3 *db)
{
  int rc = SQLITE_OK;
  for (int i = 0; !rc && i < 4; i++) {
    SqlAggregate row = {mean_names[i % 2], 1 + i / 2, SQL_PURE, mean_step, mean_value, mean_value, mean_inverse,
                        mean_names + i % 2};
    rc = sql_register_aggregates(db, &row, 1);
  }
  return rc;
}
