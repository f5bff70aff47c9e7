/* tvf_markov.c -- SQL: elg_markov(relation [, order [, options]]), exact Markov attribution.
**
**   SELECT channel, removal_effect, conversions FROM elg_markov('journey');
**   SELECT * FROM elg_markov('SELECT path, sum(won) AS conversions, sum(lost) AS nulls FROM deal GROUP BY path', 2);
**
** Columns read: path, conversions, nulls (0 when absent), value (0 when absent). Options: separator (">"), columns.
*/
#include <math.h>
#include "base/mem.h"
#include "sqlite/modules.h"
#include "sqlite/sql_journey.h"
#include "stats/markov.h"

typedef struct {
  ElgMarkov chain;
  ElgMarkovCredit *credits;
  size_t n, row; /* row counts from 1; the row behind the last channel is that of the journeys without one */
  int has_value;
} MarkovState;

static const SqlRole markov_roles[SQL_JOURNEY_ROLES] = {
    {"path", "path journey channels touchpoints", 1},
    {"conversions", "conversions conversion conv totalconversions converted", 1},
    {"nulls", "nulls null totalnull nonconversions lost", 0},
    {"value", "value conversionvalue totalconversionvalue revenue amount amountminor", 0},
};

static int markov_count(SqlTvfCall *call, const char *what, double x)
{
  if (x >= 0) return SQLITE_OK;
  return sql_tvf_error(call, "%s, got %.15g; expected a number of at least 0", what, x);
}

static int markov_add(SqlTvfCall *call, void *arg, const SqlJourney *j)
{
  MarkovState *state = arg;
  ElgErr err;
  int rc = markov_count(call, "conversions", j->conversions);
  if (!rc) rc = markov_count(call, "nulls", j->nulls);
  if (rc) return rc;
  ElgRc added = elg_markov_add(&state->chain, j->path, j->separator, j->conversions, j->nulls, j->value, &err);
  return sql_tvf_rc(call, added, &err);
}

static int markov_solve(SqlTvfCall *call, MarkovState *state)
{
  SqlPoll poll = {0, 0};
  ElgPoll check = sql_poll(&poll, call->db);
  state->n = state->chain.paths.channels.n;
  if (!state->n) return SQLITE_OK;
  state->credits = elg_realloc(NULL, state->n * sizeof *state->credits);
  ElgRc rc = state->credits ? elg_markov_solve(&state->chain, state->credits, &check) : ELG_NOMEM;
  sql_poll_free(&poll);
  return sql_rc(rc);
}

static int markov_open(SqlTvfCall *call, void *p)
{
  MarkovState *state = p;
  ElgJson doc = {{0}, {0}};
  sqlite3_int64 order = 1;
  if (!sql_tvf_has(call, 0)) {
    call->eof = 1;
    return SQLITE_OK;
  }
  if (sql_tvf_has(call, 1))
    order = sqlite3_value_numeric_type(call->argv[1]) == SQLITE_INTEGER ? sqlite3_value_int64(call->argv[1]) : 0;
  if (order < 1 || order > ELG_MARKOV_ORDER) {
    ElgStr text;
    if (sql_text(call->argv[1], &text)) return SQLITE_NOMEM;
    return sql_tvf_error(call, "order, got '%s'; expected a whole number from 1 to %d", elg_show(text).s, ELG_MARKOV_ORDER);
  }
  state->chain.order = (size_t)order;
  int rc = sql_options(call, 2, "separator columns", &doc);
  if (!rc) rc = sql_journeys_read(call, markov_roles, &doc, markov_add, state, &state->has_value);
  if (!rc) rc = markov_solve(call, state);
  elg_json_free(&doc);
  return rc;
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

static void markov_bare(const MarkovState *state, sqlite3_context *ctx, int column)
{
  if (column == 3) sql_result_number(ctx, state->chain.bare_conversions);
  if (column == 4 && state->has_value) sql_result_number(ctx, state->chain.bare_value);
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
  switch (column) {
  case 0: sql_result_str(ctx, elg_intern_get(&state->chain.paths.channels, c->channel)); break;
  case 1: sql_result_number(ctx, c->effect); break;
  case 2: sql_result_number(ctx, c->share); break;
  case 3: sql_result_number(ctx, isnan(c->share) ? 0 : c->share * state->chain.conversions); break;
  default:
    if (state->has_value) sql_result_number(ctx, c->share * state->chain.value);
  }
  return SQLITE_OK;
}

static void markov_close(void *p)
{
  MarkovState *state = p;
  elg_markov_free(&state->chain);
  elg_free(state->credits);
}

static const SqlTvf markov_tvf = {
    .name = "elg_markov",
    .columns = "channel TEXT, removal_effect REAL, share REAL, conversions REAL, value REAL",
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

int elg_register_markov(sqlite3 *db) { return sql_register_tvf(db, &markov_tvf); }
