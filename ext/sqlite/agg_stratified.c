/* agg_stratified.c -- SQL aggregates and window functions: Mantel-Haenszel estimates and the person-time rate ratio.
**
**   SELECT elg_mantel_haenszel('risk_difference', won1, n1, won2, n2) FROM by_segment;
**   SELECT elg_rate_ratio(churned, months, integrated), elg_rate_ratio_low(churned, months, integrated) FROM spell;
**
** A row with a NULL among its numbers is left out.
*/
#include <string.h>
#include "sqlite/modules.h"
#include "sqlite/sql_stats.h"
#include "stats/stratified.h"

typedef enum { MH_ESTIMATE, MH_LOW, MH_HIGH, MH_CHI2, MH_P, MH_STRATA, MH_FLAG } MhPart;
typedef struct {
  const char *name;
  MhPart part;
  int measure; /* ElgMhMeasure; of chi2 and p: corrected */
} MhStatistic;

static const MhStatistic mh_statistics[] = {
    {"risk_difference", MH_ESTIMATE, ELG_MH_RISK_DIFFERENCE},
    {"risk_difference_low", MH_LOW, ELG_MH_RISK_DIFFERENCE},
    {"risk_difference_high", MH_HIGH, ELG_MH_RISK_DIFFERENCE},
    {"risk_difference_flag", MH_FLAG, ELG_MH_RISK_DIFFERENCE},
    {"risk_ratio", MH_ESTIMATE, ELG_MH_RISK_RATIO},
    {"risk_ratio_low", MH_LOW, ELG_MH_RISK_RATIO},
    {"risk_ratio_high", MH_HIGH, ELG_MH_RISK_RATIO},
    {"risk_ratio_flag", MH_FLAG, ELG_MH_RISK_RATIO},
    {"odds_ratio", MH_ESTIMATE, ELG_MH_ODDS_RATIO},
    {"odds_ratio_low", MH_LOW, ELG_MH_ODDS_RATIO},
    {"odds_ratio_high", MH_HIGH, ELG_MH_ODDS_RATIO},
    {"odds_ratio_flag", MH_FLAG, ELG_MH_ODDS_RATIO},
    {"rate_ratio", MH_ESTIMATE, ELG_MH_RATE_RATIO},
    {"rate_ratio_low", MH_LOW, ELG_MH_RATE_RATIO},
    {"rate_ratio_high", MH_HIGH, ELG_MH_RATE_RATIO},
    {"rate_ratio_flag", MH_FLAG, ELG_MH_RATE_RATIO},
    {"chi2", MH_CHI2, 0},
    {"p", MH_P, 0},
    {"chi2_corrected", MH_CHI2, 1},
    {"p_corrected", MH_P, 1},
    {"strata", MH_STRATA, 0},
};

typedef struct {
  const MhStatistic *statistic;
  double level;
  int64_t rows;
  ElgMh mh;
} MhState;

static const char mh_name[] = "elg_mantel_haenszel";

static const MhStatistic *mh_find(ElgStr name)
{
  for (size_t i = 0; i < ELG_COUNT(mh_statistics); i++)
    if (elg_str_equal(name, (ElgStr){mh_statistics[i].name, strlen(mh_statistics[i].name)})) return mh_statistics + i;
  return NULL;
}

/* The statistic and level of this row into the state; both must be the same in every row. */
static int mh_configure(sqlite3_context *ctx, int argc, sqlite3_value **argv, MhState *state)
{
  ElgErr err;
  ElgStr name;
  double level;
  if (sql_text(argv[0], &name)) {
    sqlite3_result_error_nomem(ctx);
    return 0;
  }
  const MhStatistic *statistic = mh_find(name);
  if (!statistic) {
    sql_fail(ctx, mh_name,
             elg_err(&err,
                     "unknown statistic, got '%s'; expected risk_difference, risk_ratio, odds_ratio or rate_ratio, "
                     "each also with _low, _high, _flag, or chi2, p, chi2_corrected, p_corrected, strata",
                     elg_show(name).s),
             &err);
    return 0;
  }
  if (!sql_confidence(ctx, mh_name, argc, argv, 5, &level)) return 0;
  if (!state->statistic) {
    state->statistic = statistic;
    state->level = level;
  }
  if (state->statistic == statistic && state->level == level) return 1;
  sql_fail(ctx, mh_name, elg_err(&err, "statistic or confidence changes between rows, got '%s' at %.15g; expected constants",
                                elg_show(name).s, level), &err);
  return 0;
}

static void mh_row(sqlite3_context *ctx, int argc, sqlite3_value **argv, int sign)
{
  double c[4];
  if (sql_any_null(argc, argv)) return;
  MhState *state = sqlite3_aggregate_context(ctx, sizeof *state);
  if (!state) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (!mh_configure(ctx, argc, argv, state)) return;
  static const char *const what[] = {"events1", "time1", "events2", "time2"};
  int rates = state->statistic->measure == ELG_MH_RATE_RATIO && state->statistic->part <= MH_HIGH;
  for (int i = 0; rates && i < 4; i++)
    if (!sql_positive(ctx, mh_name, what[i], argv[i + 1], c + i)) return;
  if (!rates && !sql_counts(ctx, mh_name, argv + 1, 4, c)) return;
  elg_mh_add(&state->mh, c, sign);
  state->rows += sign;
}

static void mh_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) { mh_row(ctx, argc, argv, 1); }
static void mh_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv) { mh_row(ctx, argc, argv, -1); }

static void mh_value_of(sqlite3_context *ctx)
{
  MhState *state = sqlite3_aggregate_context(ctx, 0);
  ElgInterval ci;
  if (!state || !state->rows) return;
  const MhStatistic *s = state->statistic;
  int corrected = s->measure;
  double chi2 = elg_mh_chi2(&state->mh, corrected);
  const char *flag;
  switch (s->part) {
  case MH_CHI2: sql_result_number(ctx, chi2); break;
  case MH_P: sql_result_number(ctx, elg_chi2_p(chi2, 1)); break;
  case MH_STRATA: sqlite3_result_int64(ctx, state->mh.strata); break;
  case MH_FLAG:
    flag = elg_mh_flag(&state->mh, (ElgMhMeasure)s->measure);
    if (flag) sqlite3_result_text(ctx, flag, -1, SQLITE_STATIC);
    break;
  case MH_ESTIMATE:
  case MH_LOW:
  case MH_HIGH: {
    double x = elg_mh_estimate(&state->mh, (ElgMhMeasure)s->measure, &ci, elg_critical(state->level));
    sql_result_number(ctx, s->part == MH_ESTIMATE ? x : s->part == MH_LOW ? ci.low : ci.high);
  }
  }
}

typedef enum { RATE_RATIO, RATE_LOW, RATE_HIGH, RATE_P, RATE_FLAG } RatePart;
typedef struct {
  const char *name;
  RatePart part;
} RateFn;
typedef struct {
  double level;
  int64_t rows;
  ElgRate rate;
} RateState;

static void rate_row(sqlite3_context *ctx, int argc, sqlite3_value **argv, int sign)
{
  const RateFn *fn = sqlite3_user_data(ctx);
  double events, time, level;
  int exposed;
  if (sql_any_null(argc, argv)) return;
  if (!sql_positive(ctx, fn->name, "events", argv[0], &events) ||
      !sql_positive(ctx, fn->name, "time", argv[1], &time) || !sql_flag(ctx, fn->name, "exposed", argv[2], &exposed) ||
      !sql_confidence(ctx, fn->name, argc, argv, 3, &level))
    return;
  RateState *state = sqlite3_aggregate_context(ctx, sizeof *state);
  if (!state) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  state->level = level;
  elg_rate_add(&state->rate, exposed, events, time, sign);
  state->rows += sign;
}

static void rate_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) { rate_row(ctx, argc, argv, 1); }
static void rate_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv) { rate_row(ctx, argc, argv, -1); }

static void rate_value(sqlite3_context *ctx)
{
  const RateFn *fn = sqlite3_user_data(ctx);
  RateState *state = sqlite3_aggregate_context(ctx, 0);
  ElgInterval ci;
  if (!state || !state->rows) return;
  if (fn->part == RATE_FLAG) {
    const char *flag = elg_rate_flag(&state->rate);
    if (flag) sqlite3_result_text(ctx, flag, -1, SQLITE_STATIC);
  } else if (fn->part == RATE_P) {
    sql_result_number(ctx, elg_rate_p(&state->rate));
  } else {
    double ratio = elg_rate_ratio(&state->rate, &ci, elg_critical(state->level));
    sql_result_number(ctx, fn->part == RATE_RATIO ? ratio : fn->part == RATE_LOW ? ci.low : ci.high);
  }
}

static const RateFn rate_fn[] = {{"elg_rate_ratio", RATE_RATIO},
                                 {"elg_rate_ratio_low", RATE_LOW},
                                 {"elg_rate_ratio_high", RATE_HIGH},
                                 {"elg_rate_ratio_p", RATE_P},
                                 {"elg_rate_ratio_flag", RATE_FLAG}};

int elg_register_stratified(sqlite3 *db)
{
  int rc = SQLITE_OK;
  for (int n_args = 5; !rc && n_args <= 6; n_args++) {
    SqlAggregate row = {mh_name, n_args, SQL_PURE, mh_step, mh_value_of, mh_value_of, mh_inverse, 0};
    rc = sql_register_aggregates(db, &row, 1);
  }
  for (size_t i = 0; !rc && i < ELG_COUNT(rate_fn); i++) {
    const RateFn *fn = rate_fn + i;
    SqlAggregate row = {fn->name, 3, SQL_PURE, rate_step, rate_value, rate_value, rate_inverse, fn};
    rc = sql_register_aggregates(db, &row, 1);
    row.n_args++; /* with the confidence */
    if (!rc && (fn->part == RATE_LOW || fn->part == RATE_HIGH)) rc = sql_register_aggregates(db, &row, 1);
  }
  return rc;
}
