/* fn_proportion.c -- SQL: intervals and tests of one and two proportions.
**
**   SELECT elg_wilson_low(won, closed), elg_wilson_high(won, closed) FROM ...;
**   SELECT elg_newcombe_low(won1, closed1, won2, closed2), elg_fisher_p(won1, closed1, won2, closed2) FROM ...;
*/
#include <math.h>
#include "sqlite/modules.h"
#include "sqlite/sql_stats.h"
#include "stats/proportion.h"

typedef struct {
  const char *name;
  int n_counts;                                       /* 2: x, n; 4: x1, n1, x2, n2 */
  ElgInterval (*interval)(const double *c, double z); /* or value */
  double (*value)(const double *c);
  int high;  /* the interval's end */
  int whole; /* Fisher's test: counts must be whole */
} ProportionFn;

static ElgInterval proportion_wilson(const double *c, double z) { return elg_wilson(c[0], c[1], z); }

static ElgInterval proportion_corrected(const double *c, double z) { return elg_wilson_corrected(c[0], c[1], z); }

static int proportion_whole(sqlite3_context *ctx, const ProportionFn *fn, const double *c)
{
  ElgErr err;
  for (int i = 0; i < fn->n_counts; i++) {
    if (c[i] == floor(c[i]) && c[i] <= 9007199254740992.0) continue;
    sql_fail(ctx, fn->name, elg_err(&err, "got the count %.17g; expected a whole number up to 2^53", c[i]), &err);
    return 0;
  }
  return 1;
}

static void proportion_fisher(sqlite3_context *ctx, const ProportionFn *fn, const double *c)
{
  SqlPoll poll = {0, 0};
  ElgPoll check = sql_poll(&poll, sqlite3_context_db_handle(ctx));
  double p;
  ElgRc rc = elg_fisher_p(c, &check, &p);
  sql_poll_free(&poll);
  if (rc) sql_fail(ctx, fn->name, rc, NULL);
  else sql_result_number(ctx, p);
}

static void proportion_call(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  const ProportionFn *fn = sqlite3_user_data(ctx);
  double c[4], level;
  if (sql_any_null(argc, argv)) return;
  if (!sql_counts(ctx, fn->name, argv, fn->n_counts, c)) return;
  if (!sql_confidence(ctx, fn->name, argc, argv, fn->n_counts, &level)) return;
  if (fn->whole) {
    if (proportion_whole(ctx, fn, c)) proportion_fisher(ctx, fn, c);
    return;
  }
  if (fn->value) {
    sql_result_number(ctx, fn->value(c));
    return;
  }
  ElgInterval ci = fn->interval(c, elg_critical(level));
  sql_result_number(ctx, fn->high ? ci.high : ci.low);
}

static const ProportionFn proportion_fn[] = {
    {"elg_wilson_low", 2, proportion_wilson, 0, 0, 0},
    {"elg_wilson_high", 2, proportion_wilson, 0, 1, 0},
    {"elg_wilson_corrected_low", 2, proportion_corrected, 0, 0, 0},
    {"elg_wilson_corrected_high", 2, proportion_corrected, 0, 1, 0},
    {"elg_newcombe_low", 4, elg_newcombe, 0, 0, 0},
    {"elg_newcombe_high", 4, elg_newcombe, 0, 1, 0},
    {"elg_risk_ratio_low", 4, elg_katz, 0, 0, 0},
    {"elg_risk_ratio_high", 4, elg_katz, 0, 1, 0},
    {"elg_risk_ratio_score_low", 4, elg_ratio_score, 0, 0, 0},
    {"elg_risk_ratio_score_high", 4, elg_ratio_score, 0, 1, 0},
    {"elg_risk_ratio", 4, 0, elg_risk_ratio, 0, 0},
    {"elg_fisher_p", 4, 0, 0, 0, 1},
    {"elg_two_proportion_p", 4, 0, elg_two_proportion_p, 0, 0},
};

int elg_register_proportion(sqlite3 *db)
{
  int rc = SQLITE_OK;
  for (size_t i = 0; !rc && i < ELG_COUNT(proportion_fn); i++) {
    const ProportionFn *fn = proportion_fn + i;
    SqlScalar plain = {fn->name, fn->n_counts, SQL_PURE, proportion_call, fn};
    SqlScalar with_level = {fn->name, fn->n_counts + 1, SQL_PURE, proportion_call, fn};
    rc = sql_register_scalars(db, &plain, 1);
    if (!rc && fn->interval) rc = sql_register_scalars(db, &with_level, 1);
  }
  return rc;
}
