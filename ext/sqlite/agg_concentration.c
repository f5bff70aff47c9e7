/* agg_concentration.c -- SQL aggregates and window functions: concentration and network effects.
**
**   SELECT elg_hhi(credit), elg_hhi_effective(credit) FROM credit_by_partner;
**   SELECT partner, elg_spillover(amount, partners) FROM deal_partner GROUP BY partner;
**
** A row with a NULL is left out.
*/
#include <math.h>
#include "sqlite/modules.h"
#include "sqlite/sql_stats.h"
#include "stats/concentration.h"

typedef struct {
  const char *name;
  double (*value)(const ElgHhi *);
} HhiFn;

static void hhi_row(sqlite3_context *ctx, sqlite3_value **argv, int sign)
{
  const HhiFn *fn = sqlite3_user_data(ctx);
  double amount;
  if (sqlite3_value_type(argv[0]) == SQLITE_NULL) return;
  if (!sql_positive(ctx, fn->name, "amount", argv[0], &amount)) return;
  ElgHhi *h = sqlite3_aggregate_context(ctx, sizeof *h);
  if (h) elg_hhi_add(h, amount, sign);
  else sqlite3_result_error_nomem(ctx);
}

static void hhi_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) { (void)argc, hhi_row(ctx, argv, 1); }
static void hhi_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv) { (void)argc, hhi_row(ctx, argv, -1); }

static void hhi_value(sqlite3_context *ctx)
{
  const HhiFn *fn = sqlite3_user_data(ctx);
  ElgHhi *h = sqlite3_aggregate_context(ctx, 0);
  if (h) sql_result_number(ctx, fn->value(h));
}

typedef struct {
  const char *name;
  double (*value)(const ElgNetwork *);
} NetworkFn;

static void network_row(sqlite3_context *ctx, sqlite3_value **argv, int sign)
{
  const NetworkFn *fn = sqlite3_user_data(ctx);
  double amount, partners;
  ElgErr err;
  if (sql_any_null(2, argv)) return;
  if (!sql_number(ctx, fn->name, "amount", argv[0], &amount)) return;
  if (!sql_number(ctx, fn->name, "partners", argv[1], &partners)) return;
  if (partners < 1 || partners != floor(partners)) {
    sql_fail(ctx, fn->name,
             elg_err(&err, "partners, got %.17g; expected the deal's number of partners, at least 1", partners), &err);
    return;
  }
  ElgNetwork *net = sqlite3_aggregate_context(ctx, sizeof *net);
  if (net) elg_network_add(net, amount, partners, sign);
  else sqlite3_result_error_nomem(ctx);
}

static void network_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  (void)argc, network_row(ctx, argv, 1);
}
static void network_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  (void)argc, network_row(ctx, argv, -1);
}

static void network_value(sqlite3_context *ctx)
{
  const NetworkFn *fn = sqlite3_user_data(ctx);
  ElgNetwork *net = sqlite3_aggregate_context(ctx, 0);
  if (net && net->n) sql_result_number(ctx, fn->value(net));
}

static double network_spillover(const ElgNetwork *net) { return elg_sum_value(&net->spillover); }
static double network_interaction(const ElgNetwork *net) { return elg_sum_value(&net->interaction); }
static double network_index(const ElgNetwork *net)
{
  double credit = elg_sum_value(&net->credit);
  return credit > 0 ? elg_sum_value(&net->spillover) / credit : NAN;
}

static const HhiFn hhi_fn[] = {
    {"elg_hhi", elg_hhi}, {"elg_hhi_effective", elg_hhi_effective}, {"elg_hhi_normalised", elg_hhi_normalised}};
static const NetworkFn network_fn[] = {{"elg_spillover", network_spillover},
                                       {"elg_spillover_index", network_index},
                                       {"elg_interaction", network_interaction}};

int elg_register_concentration(sqlite3 *db)
{
  int rc = SQLITE_OK;
  for (size_t i = 0; !rc && i < ELG_COUNT(hhi_fn); i++) {
    SqlAggregate row = {hhi_fn[i].name, 1, SQL_PURE, hhi_step, hhi_value, hhi_value, hhi_inverse, hhi_fn + i};
    rc = sql_register_aggregates(db, &row, 1);
  }
  for (size_t i = 0; !rc && i < ELG_COUNT(network_fn); i++) {
    const NetworkFn *fn = network_fn + i;
    SqlAggregate row = {fn->name, 2, SQL_PURE, network_step, network_value, network_value, network_inverse, fn};
    rc = sql_register_aggregates(db, &row, 1);
  }
  return rc;
}
