/* tvf_markov.c -- SQL: exact Markov attribution of journeys, the chain it rests on, and which order fits.
**
**   SELECT channel, removal_effect, conversions FROM elg_markov('journey');
**   SELECT * FROM elg_markov('SELECT path, sum(won) AS conversions, sum(lost) AS nulls FROM deal GROUP BY path', 2);
**   SELECT from_state, to_state, probability FROM elg_transitions('journey', 2);
**   SELECT * FROM elg_markov_order('journey', 6);
**
** Columns read: path, conversions, nulls (0 when absent), value (0 when absent). Options: separator (">"), columns; of
** elg_markov replicates, seed and confidence too.
*/
#include <math.h>
#include "base/mem.h"
#include "sqlite/modules.h"
#include "sqlite/sql_journey.h"
#include "stats/resample.h"
#include "stats/transitions.h"

static const SqlRole markov_roles[SQL_JOURNEY_ROLES] = {
    {"path", "path journey channels touchpoints", 1},
    {"conversions", "conversions conversion conv totalconversions converted", 1},
    {"nulls", "nulls null totalnull nonconversions lost", 0},
    {"value", "value conversionvalue totalconversionvalue revenue amount amountminor", 0},
};

/* A whole number from 1 to ELG_MARKOV_ORDER in argument 1; fallback when it is absent. */
static int markov_order(SqlTvfCall *call, const char *what, size_t fallback, size_t *out)
{
  ElgStr text;
  *out = fallback;
  if (!sql_tvf_has(call, 1)) return SQLITE_OK;
  sqlite3_int64 order = sqlite3_value_numeric_type(call->argv[1]) == SQLITE_INTEGER ? sqlite3_value_int64(call->argv[1]) : 0;
  *out = (size_t)order;
  if (order >= 1 && order <= ELG_MARKOV_ORDER) return SQLITE_OK;
  if (sql_text(call->argv[1], &text)) return SQLITE_NOMEM;
  return sql_tvf_error(call, "%s, got '%s'; expected a whole number from 1 to %d", what, elg_show(text).s, ELG_MARKOV_ORDER);
}

typedef struct {
  ElgMarkov chain;
  ElgMarkovCredit *credits;
  ElgResample journeys;         /* with replicates */
  ElgMarkovInterval *intervals; /* with replicates, by number of the channel */
  double replicates, seed, confidence;
  size_t n, row; /* row counts from 1; the row behind the last channel is that of the journeys without one */
  int has_value;
} MarkovState;

static int markov_add(SqlTvfCall *call, void *arg, const SqlJourney *j)
{
  MarkovState *state = arg;
  ElgErr err;
  int rc = sql_journey_counts(call, j);
  if (rc) return rc;
  ElgRc added = elg_markov_add(&state->chain, j->path, j->separator, j->conversions, j->nulls, j->value);
  if (!added) added = elg_markov_check(&state->chain, &err);
  int any = j->conversions + j->nulls > 0, bare = !elg_path_count(&state->chain.paths);
  if (!added && state->replicates > 0 && any && !bare)
    added = elg_resample_add(&state->journeys, &state->chain, j->conversions, j->nulls);
  if (added) return sql_tvf_rc(call, added, &err);
  if (j->value == 0 || any || bare) return SQLITE_OK;
  return sql_tvf_error(call, "value, got %.15g for no conversions and no nulls; expected 0", j->value);
}

static int markov_solve(SqlTvfCall *call, MarkovState *state)
{
  SqlPoll poll = {0, 0};
  ElgPoll check = sql_poll(&poll, call->db);
  state->n = state->chain.paths.channels.n;
  if (!state->n) return SQLITE_OK;
  state->credits = elg_realloc(NULL, state->n * sizeof *state->credits);
  ElgRc rc = state->credits ? elg_markov_solve(&state->chain, state->credits, &check) : ELG_NOMEM;
  if (!rc && state->replicates > 0) {
    state->intervals = elg_realloc(NULL, state->n * sizeof *state->intervals);
    rc = state->intervals ? elg_resample_markov(&state->journeys, &state->chain, (size_t)state->replicates, (uint64_t)state->seed,
                                                state->confidence, state->intervals, &check)
                          : ELG_NOMEM;
  }
  sql_poll_free(&poll);
  return sql_rc(rc);
}

static int markov_configure(SqlTvfCall *call, MarkovState *state, const ElgJson *doc)
{
  state->confidence = 0.95;
  int rc = sql_option_whole(call, doc, "replicates", 100, 1e6, &state->replicates);
  if (!rc) rc = sql_option_whole(call, doc, "seed", 0, 9007199254740992.0, &state->seed);
  if (!rc) rc = sql_option_number(call, doc, "confidence", 1e-12, 1 - 1e-12, &state->confidence);
  const char *alone = sql_option(doc, "seed") ? "seed" : sql_option(doc, "confidence") ? "confidence" : NULL;
  if (!rc && alone && !(state->replicates > 0))
    rc = sql_tvf_error(call, "option %s: got it without replicates; expected option replicates too", alone);
  return rc;
}

static int markov_open(SqlTvfCall *call, void *p)
{
  MarkovState *state = p;
  call->eof = !sql_tvf_has(call, 0);
  if (call->eof) return SQLITE_OK;
  ElgJson doc = {{0}, {0}};
  int rc = markov_order(call, "order", 1, &state->chain.order);
  if (!rc) rc = sql_options(call, 2, "separator columns replicates seed confidence", &doc);
  if (!rc) rc = markov_configure(call, state, &doc);
  if (!rc) rc = sql_journeys_read(call, markov_roles, &doc, markov_add, state, &state->has_value);
  elg_json_free(&doc);
  return rc ? rc : markov_solve(call, state);
}

static int markov_rewind(SqlTvfCall *call, void *p)
{
  call->eof = !sql_tvf_has(call, 0);
  ((MarkovState *)p)->row = 0;
  return SQLITE_OK;
}

static int markov_next(SqlTvfCall *call, void *p)
{
  MarkovState *state = p;
  state->row++;
  call->eof = state->row > state->n + (state->chain.bare != 0);
  return SQLITE_OK;
}

enum { MARKOV_CHANNEL, MARKOV_EFFECT, MARKOV_SHARE, MARKOV_CONVERSIONS, MARKOV_VALUE_EFFECT, MARKOV_VALUE,
       MARKOV_EFFECT_LOW, MARKOV_EFFECT_HIGH, MARKOV_SHARE_LOW, MARKOV_SHARE_HIGH };

static void markov_bare(const MarkovState *state, sqlite3_context *ctx, int column)
{
  if (column == MARKOV_CONVERSIONS) sql_result_number(ctx, state->chain.bare_conversions);
  if (column == MARKOV_VALUE && state->has_value) sql_result_number(ctx, state->chain.bare_value);
}

static int markov_column(SqlTvfCall *call, void *p, sqlite3_context *ctx, int column)
{
  const MarkovState *state = p;
  (void)call;
  if (state->row > state->n) {
    markov_bare(state, ctx, column);
    return SQLITE_OK;
  }
  const ElgMarkovCredit *c = state->credits + state->row - 1;
  const ElgMarkov *chain = &state->chain;
  const ElgMarkovInterval *i = state->intervals ? state->intervals + c->channel : NULL;
  switch (column) {
  case MARKOV_CHANNEL: sql_result_str(ctx, elg_intern_get(&chain->paths.channels, c->channel)); break;
  case MARKOV_EFFECT: sql_result_number(ctx, c->effect); break;
  case MARKOV_SHARE: sql_result_number(ctx, c->share); break;
  case MARKOV_CONVERSIONS: sql_result_number(ctx, isnan(c->share) ? 0 : c->share * chain->conversions); break;
  case MARKOV_VALUE_EFFECT:
    if (state->has_value) sql_result_number(ctx, c->value_effect);
    break;
  case MARKOV_VALUE:
    if (state->has_value) sql_result_number(ctx, chain->value == 0 ? 0 : c->value_share * chain->value);
    break;
  case MARKOV_EFFECT_LOW:
  case MARKOV_EFFECT_HIGH:
    if (i) sql_result_number(ctx, i->effect[column - MARKOV_EFFECT_LOW]);
    break;
  default:
    if (i) sql_result_number(ctx, i->share[column - MARKOV_SHARE_LOW]);
  }
  return SQLITE_OK;
}

static void markov_close(void *p)
{
  MarkovState *state = p;
  elg_markov_free(&state->chain);
  elg_resample_free(&state->journeys);
  elg_free(state->credits);
  elg_free(state->intervals);
}

static const SqlTvf markov_tvf = {
    .name = "elg_markov",
    .columns = "channel TEXT, removal_effect REAL, share REAL, conversions REAL, value_effect REAL, value REAL, "
               "effect_low REAL, effect_high REAL, share_low REAL, share_high REAL",
    .args = "relation order options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 50,
    .state_size = sizeof(MarkovState),
    .open = markov_open,
    .next = markov_next,
    .column = markov_column,
    .close = markov_close,
    .rewind = markov_rewind,
};

typedef struct {
  ElgMarkov chain;
  ElgBuf rows; /* ElgTransition[] */
  ElgBuf separator, text;
  size_t row; /* from 1 */
} TransitionsState;

static int transitions_add(SqlTvfCall *call, void *arg, const SqlJourney *j)
{
  int rc = sql_journey_counts(call, j);
  return rc ? rc : sql_rc(elg_markov_add(arg, j->path, j->separator, j->conversions, j->nulls, 0));
}

static int transitions_open(SqlTvfCall *call, void *p)
{
  TransitionsState *state = p;
  int has_value;
  call->eof = !sql_tvf_has(call, 0);
  if (call->eof) return SQLITE_OK;
  int rc = markov_order(call, "order", 1, &state->chain.order);
  if (!rc) rc = sql_journeys(call, 2, markov_roles, transitions_add, &state->chain, &has_value, &state->separator);
  return rc ? rc : sql_rc(elg_transitions(&state->chain, &state->rows));
}

static int transitions_rewind(SqlTvfCall *call, void *p)
{
  call->eof = !sql_tvf_has(call, 0);
  ((TransitionsState *)p)->row = 0;
  return SQLITE_OK;
}

static int transitions_next(SqlTvfCall *call, void *p)
{
  TransitionsState *state = p;
  state->row++;
  call->eof = state->row > state->rows.n / sizeof(ElgTransition);
  return SQLITE_OK;
}

static ElgStr transitions_channel(const TransitionsState *state, uint32_t channel)
{
  return elg_intern_get(&state->chain.paths.channels, channel);
}

/* The channels of a state as a path: "a > b". */
static int transitions_state(TransitionsState *state, sqlite3_context *ctx, uint32_t id)
{
  size_t n;
  const uint32_t *channel = elg_markov_channels(&state->chain, &id, &n);
  elg_buf_reset(&state->text);
  elg_path_join(&state->text, &state->chain.paths, channel, n, elg_buf_view(&state->separator));
  if (!state->text.rc) sql_result_str(ctx, elg_buf_view(&state->text));
  return sql_rc(state->text.rc);
}

enum { TRANSITIONS_FROM, TRANSITIONS_TO, TRANSITIONS_CHANNEL, TRANSITIONS_COUNT, TRANSITIONS_PROBABILITY };

static int transitions_column(SqlTvfCall *call, void *p, sqlite3_context *ctx, int column)
{
  TransitionsState *state = p;
  const ElgTransition *t = (const ElgTransition *)(const void *)state->rows.p + state->row - 1;
  size_t n;
  (void)call;
  switch (column) {
  case TRANSITIONS_FROM:
    if (t->from) return transitions_state(state, ctx, t->from - 1);
    sql_result_str(ctx, ELG_STR("(start)"));
    break;
  case TRANSITIONS_TO:
    if (t->to >= 2) return transitions_state(state, ctx, t->to - 2);
    sql_result_str(ctx, t->to ? ELG_STR("(null)") : ELG_STR("(conversion)"));
    break;
  case TRANSITIONS_CHANNEL:
    if (t->to < 2) break;
    uint32_t id = t->to - 2;
    const uint32_t *channel = elg_markov_channels(&state->chain, &id, &n);
    sql_result_str(ctx, transitions_channel(state, channel[n - 1]));
    break;
  case TRANSITIONS_COUNT: sql_result_number(ctx, t->count); break;
  default: sql_result_number(ctx, t->probability);
  }
  return SQLITE_OK;
}

static void transitions_close(void *p)
{
  TransitionsState *state = p;
  elg_markov_free(&state->chain);
  elg_buf_free(&state->rows);
  elg_buf_free(&state->separator);
  elg_buf_free(&state->text);
}

static const SqlTvf transitions_tvf = {
    .name = "elg_transitions",
    .columns = "from_state TEXT, to_state TEXT, channel TEXT, count REAL, probability REAL",
    .args = "relation order options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 500,
    .state_size = sizeof(TransitionsState),
    .open = transitions_open,
    .next = transitions_next,
    .column = transitions_column,
    .close = transitions_close,
    .rewind = transitions_rewind,
};

#define ORDER_MOST 5 /* when the call does not say */

typedef struct {
  ElgPaths paths;
  ElgMarkov chain[ELG_MARKOV_ORDER]; /* of order 1, 2, ... */
  ElgMarkovFit fit;                  /* of the row */
  size_t most, longest;              /* orders asked for, touches of the longest journey */
  size_t row;
} OrderState;

static int order_add(SqlTvfCall *call, void *arg, const SqlJourney *j)
{
  OrderState *state = arg;
  int rc = sql_journey_counts(call, j);
  if (rc) return rc;
  ElgRc read = elg_path_read(&state->paths, j->path, j->separator);
  size_t n = elg_path_count(&state->paths);
  if (read || !n || j->conversions + j->nulls == 0) return sql_rc(read);
  if (n > state->longest) state->longest = n;
  for (size_t i = 0; !read && i < state->most; i++)
    read = elg_markov_walk(state->chain + i, elg_path_touches(&state->paths), n, j->conversions, j->nulls, 0);
  return sql_rc(read);
}

static int order_open(SqlTvfCall *call, void *p)
{
  OrderState *state = p;
  int has_value;
  call->eof = !sql_tvf_has(call, 0);
  if (call->eof) return SQLITE_OK;
  int rc = markov_order(call, "max_order", ORDER_MOST, &state->most);
  for (size_t i = 0; i < ELG_MARKOV_ORDER; i++) state->chain[i].order = i + 1;
  return rc ? rc : sql_journeys(call, 2, markov_roles, order_add, state, &has_value, NULL);
}

static int order_rewind(SqlTvfCall *call, void *p)
{
  call->eof = !sql_tvf_has(call, 0);
  ((OrderState *)p)->row = 0;
  return SQLITE_OK;
}

/* An order above the longest journey fits as that one does. */
static int order_next(SqlTvfCall *call, void *p)
{
  OrderState *state = p;
  size_t most = state->most < state->longest ? state->most : state->longest;
  call->eof = state->row >= most;
  if (call->eof) return SQLITE_OK;
  return sql_rc(elg_markov_fit(state->chain + state->row++, state->paths.channels.n, &state->fit));
}

static int order_column(SqlTvfCall *call, void *p, sqlite3_context *ctx, int column)
{
  const OrderState *state = p;
  (void)call;
  switch (column) {
  case 0: sqlite3_result_int64(ctx, (sqlite3_int64)state->row); break;
  case 1: sqlite3_result_int64(ctx, (sqlite3_int64)state->fit.states); break;
  case 2: sqlite3_result_int64(ctx, (sqlite3_int64)state->fit.parameters); break;
  case 3: sql_result_number(ctx, state->fit.log_likelihood); break;
  case 4: sql_result_number(ctx, state->fit.bic); break;
  case 5: sql_result_number(ctx, state->fit.auc); break;
  default: sql_result_number(ctx, state->fit.penalised_auc);
  }
  return SQLITE_OK;
}

static void order_close(void *p)
{
  OrderState *state = p;
  elg_path_free(&state->paths);
  for (size_t i = 0; i < ELG_MARKOV_ORDER; i++) elg_markov_free(state->chain + i);
}

static const SqlTvf order_tvf = {
    .name = "elg_markov_order",
    .columns = "markov_order INTEGER, states INTEGER, parameters INTEGER, log_likelihood REAL, bic REAL, auc REAL, penalised_auc REAL",
    .args = "relation max_order options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = ORDER_MOST,
    .state_size = sizeof(OrderState),
    .open = order_open,
    .next = order_next,
    .column = order_column,
    .close = order_close,
    .rewind = order_rewind,
};

int elg_register_markov(sqlite3 *db)
{
  int rc = sql_register_tvf(db, &markov_tvf);
  if (!rc) rc = sql_register_tvf(db, &transitions_tvf);
  return rc ? rc : sql_register_tvf(db, &order_tvf);
}
