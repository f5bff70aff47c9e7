/* agg_survival.c -- SQL aggregates: Kaplan-Meier and log-rank over rows of (time, event).
**
**   SELECT elg_km_median(days, won), elg_km_median_low(days, won) FROM deal;      -- open deals: days so far, won = 0
**   SELECT elg_rmst(months, churned, 12) FROM customer;
**   SELECT elg_logrank_p(months, churned, depth) FROM customer;
**
** A row with a NULL among its arguments is left out. Not window functions: every value needs the whole group sorted.
*/
#include <math.h>
#include "base/buf.h"
#include "sqlite/modules.h"
#include "sqlite/sql_stats.h"
#include "stats/intern.h"
#include "stats/survival.h"

typedef enum { SURVIVAL_ESTIMATE, SURVIVAL_LOW, SURVIVAL_HIGH } SurvivalPart;
typedef enum { SURVIVAL_MEDIAN, SURVIVAL_AT, SURVIVAL_MEAN, SURVIVAL_CURVE, SURVIVAL_LOGRANK } SurvivalWhat;
typedef struct {
  const char *name;
  SurvivalWhat what;
  SurvivalPart part;
  const char *third; /* name of the third argument, if any */
} SurvivalFn;

typedef struct {
  double level, third;
  int started, failed; /* after a failed step there is nothing to compute */
  ElgBuf items;        /* ElgRankItem[] */
  ElgIntern groups;
} SurvivalState;

/* The arguments behind time and event: group; or tau or at, then confidence. */
static int survival_options(sqlite3_context *ctx, int argc, sqlite3_value **argv, SurvivalState *state,
                            ElgRankItem *item)
{
  const SurvivalFn *fn = sqlite3_user_data(ctx);
  ElgErr err;
  ElgStr group;
  double third = 0;
  if (fn->what == SURVIVAL_LOGRANK) {
    ElgRc rc = sql_text(argv[2], &group) ? ELG_NOMEM : elg_intern_add(&state->groups, group, &item->group);
    if (!rc && state->groups.n > ELG_LOGRANK_MAX)
      rc = elg_err(&err, "too many groups, got one more, '%s'; expected at most %d", elg_show(group).s, ELG_LOGRANK_MAX);
    sql_fail(ctx, fn->name, rc, &err);
    return !rc;
  }
  if (fn->third && !sql_positive(ctx, fn->name, fn->third, argv[2], &third)) return 0;
  if (!sql_confidence(ctx, fn->name, argc, argv, fn->third ? 3 : 2, &state->level)) return 0;
  if (!state->started) state->third = third;
  if (state->third == third) return 1;
  sql_fail(ctx, fn->name,
           elg_err(&err, "%s changes between rows, got %.15g after %.15g; expected a constant", fn->third, third,
                   state->third),
           &err);
  return 0;
}

static void survival_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  const SurvivalFn *fn = sqlite3_user_data(ctx);
  ElgRankItem item = {0, 0, 0};
  int event;
  if (sql_any_null(argc, argv)) return;
  if (!sql_positive(ctx, fn->name, "time", argv[0], &item.x) || !sql_flag(ctx, fn->name, "event", argv[1], &event))
    return;
  item.x += 0.0; /* -0.0 and 0.0 are one time */
  item.event = (uint32_t)event;
  SurvivalState *state = sqlite3_aggregate_context(ctx, sizeof *state);
  if (!state) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  state->failed |= !survival_options(ctx, argc, argv, state, &item);
  if (state->failed) return;
  state->started = 1;
  elg_buf_put(&state->items, &item, sizeof item);
  sql_fail(ctx, fn->name, state->items.rc, NULL);
}

static void survival_number(ElgBuf *out, const char *name, double x)
{
  elg_buf_printf(out, ",\"%s\":", name);
  elg_buf_double(out, x);
}

static void survival_json_step(ElgBuf *out, const ElgKmStep *s, double z)
{
  ElgInterval ci = elg_km_interval(s, z);
  elg_buf_cstr(out, out->n > 1 ? ",{\"time\":" : "{\"time\":");
  elg_buf_double(out, s->time);
  elg_buf_printf(out, ",\"at_risk\":%lld,\"events\":%lld,\"censored\":%lld", (long long)s->at_risk,
                 (long long)s->events, (long long)s->censored);
  survival_number(out, "survival", s->survival);
  survival_number(out, "error", elg_km_error(s));
  survival_number(out, "low", ci.low);
  survival_number(out, "high", ci.high);
  elg_buf_byte(out, '}');
}

static ElgRc survival_json(sqlite3_context *ctx, const ElgKmStep *steps, size_t n, double z)
{
  ElgBuf out = {0};
  elg_buf_byte(&out, '[');
  for (size_t i = 0; i < n; i++) survival_json_step(&out, steps + i, z);
  elg_buf_byte(&out, ']');
  ElgRc rc = out.rc;
  if (!rc) sql_result_str(ctx, elg_buf_view(&out));
  if (!rc) sqlite3_result_subtype(ctx, 'J');
  elg_buf_free(&out);
  return rc;
}

static ElgRc survival_logrank(sqlite3_context *ctx, SurvivalState *state, ElgPoll *poll)
{
  ElgLogrankGroup groups[ELG_LOGRANK_MAX];
  double chi2;
  int df;
  ElgBuf order = {0};
  ElgRc rc = elg_survival_number(&state->items, &state->groups, &order);
  elg_buf_free(&order);
  if (rc) return rc;
  rc = elg_logrank((const ElgRankItem *)(const void *)state->items.p, state->items.n / sizeof(ElgRankItem),
                   state->groups.n, groups, &chi2, &df, poll);
  if (!rc) sql_result_number(ctx, elg_chi2_p(chi2, df));
  return rc;
}

static ElgRc survival_curve(sqlite3_context *ctx, const SurvivalFn *fn, SurvivalState *state, ElgPoll *poll)
{
  ElgBuf curve = {0};
  const ElgKmStep *at = NULL;
  ElgInterval ci = {0, 0};
  double x = 0, z = elg_critical(state->level);
  ElgRc rc = elg_km_curve((const ElgRankItem *)(const void *)state->items.p, state->items.n / sizeof(ElgRankItem),
                          &curve, poll);
  const ElgKmStep *steps = (const ElgKmStep *)(const void *)curve.p;
  size_t n = curve.n / sizeof *steps;
  if (!rc && fn->what == SURVIVAL_CURVE) {
    rc = survival_json(ctx, steps, n, z);
  } else if (!rc) {
    if (fn->what == SURVIVAL_MEDIAN) x = elg_km_median(steps, n, z, &ci);
    if (fn->what == SURVIVAL_MEAN) x = elg_km_rmst(steps, n, state->third, z, &ci);
    if (fn->what == SURVIVAL_AT) {
      x = elg_km_at(steps, n, state->third, &at);
      ci = at && !isnan(x) ? elg_km_interval(at, z) : (ElgInterval){NAN, NAN};
    }
    sql_result_number(ctx, fn->part == SURVIVAL_ESTIMATE ? x : fn->part == SURVIVAL_LOW ? ci.low : ci.high);
  }
  elg_buf_free(&curve);
  return rc;
}

static void survival_final(sqlite3_context *ctx)
{
  const SurvivalFn *fn = sqlite3_user_data(ctx);
  SurvivalState *state = sqlite3_aggregate_context(ctx, 0);
  if (!state) return;
  if (state->items.n && !state->failed) {
    SqlPoll poll = {0, 0};
    ElgPoll check = sql_poll(&poll, sqlite3_context_db_handle(ctx));
    ElgRc rc = elg_survival_sort(&state->items, &check);
    if (!rc)
      rc = fn->what == SURVIVAL_LOGRANK ? survival_logrank(ctx, state, &check) : survival_curve(ctx, fn, state, &check);
    sql_poll_free(&poll);
    sql_fail(ctx, fn->name, rc, NULL);
  }
  elg_buf_free(&state->items);
  elg_intern_free(&state->groups);
}

static const SurvivalFn survival_fn[] = {{"elg_km_median", SURVIVAL_MEDIAN, SURVIVAL_ESTIMATE, 0},
                                         {"elg_km_median_low", SURVIVAL_MEDIAN, SURVIVAL_LOW, 0},
                                         {"elg_km_median_high", SURVIVAL_MEDIAN, SURVIVAL_HIGH, 0},
                                         {"elg_km_survival", SURVIVAL_AT, SURVIVAL_ESTIMATE, "at"},
                                         {"elg_km_survival_low", SURVIVAL_AT, SURVIVAL_LOW, "at"},
                                         {"elg_km_survival_high", SURVIVAL_AT, SURVIVAL_HIGH, "at"},
                                         {"elg_rmst", SURVIVAL_MEAN, SURVIVAL_ESTIMATE, "tau"},
                                         {"elg_rmst_low", SURVIVAL_MEAN, SURVIVAL_LOW, "tau"},
                                         {"elg_rmst_high", SURVIVAL_MEAN, SURVIVAL_HIGH, "tau"},
                                         {"elg_kaplan_meier", SURVIVAL_CURVE, SURVIVAL_LOW, 0},
                                         {"elg_logrank_p", SURVIVAL_LOGRANK, SURVIVAL_ESTIMATE, "group"}};

#ifndef SQLITE_RESULT_SUBTYPE
#define SQLITE_RESULT_SUBTYPE 0x001000000 /* SQLite 3.45; older ones ignore it */
#endif

int elg_register_survival(sqlite3 *db)
{
  int rc = SQLITE_OK;
  for (size_t i = 0; !rc && i < ELG_COUNT(survival_fn); i++) {
    const SurvivalFn *fn = survival_fn + i;
    SqlAggregate row = {fn->name, fn->third ? 3 : 2, SQL_PURE, survival_step, survival_final, 0, 0, fn};
    if (fn->what == SURVIVAL_CURVE) row.flags |= SQLITE_RESULT_SUBTYPE;
    rc = sql_register_aggregates(db, &row, 1);
    row.n_args++;
    if (!rc && fn->part != SURVIVAL_ESTIMATE) rc = sql_register_aggregates(db, &row, 1);
  }
  return rc;
}
