/* tvf_shapley.c -- SQL: elg_shapley(relation [, options]), Shapley values of channels.
**
**   SELECT channel, credit FROM elg_shapley('journey');
**   SELECT channel, position, credit FROM elg_shapley('journey', '{"mode":"ordered"}');
**   SELECT channel, credit FROM elg_shapley('coalition', '{"mode":"exact","game":"worth"}');
**   SELECT channel, credit, error FROM elg_shapley('journey',
** '{"mode":"sampled","game":"rate","samples":20000,"seed":7}');
**
** Columns read: path, conversions (the worth of a coalition), nulls and value (0 when absent). Options: mode, game,
** samples, seed, separator (">"), columns.
*/
#include <math.h>
#include "sqlite/modules.h"
#include "sqlite/sql_journey.h"
#include "stats/shapley.h"

typedef struct {
  ElgShapley game;
  ElgBuf credits; /* ElgShapleyCredit[] */
  double samples, seed, total;
  size_t n, row; /* row counts from 1; the row behind the last credit is that of the journeys without a channel */
  int has_value;
} ShapleyState;

static const SqlRole shapley_roles[SQL_JOURNEY_ROLES] = {
    {"path", "path journey coalition channels touchpoints", 1},
    {"conversions", "conversions conversion conv totalconversions converted worth", 1},
    {"nulls", "nulls null totalnull nonconversions lost", 0},
    {"value", "value conversionvalue totalconversionvalue revenue amount amountminor", 0},
};

static int shapley_add(SqlTvfCall *call, void *arg, const SqlJourney *j)
{
  ShapleyState *state = arg;
  ElgErr err;
  int bad = state->game.game == ELG_SHAPLEY_WORTH ? SQLITE_OK : sql_journey_counts(call, j);
  if (bad) return bad;
  ElgRc rc = elg_shapley_add(&state->game, j->path, j->separator, j->conversions, j->nulls, j->value, &err);
  return sql_tvf_rc(call, rc, &err);
}

static int shapley_configure(SqlTvfCall *call, ShapleyState *state, const ElgJson *doc)
{
  int mode = 0, game = 0;
  state->samples = 10000;
  int rc = sql_option_word(call, doc, "mode", "simplified ordered exact sampled shao_li", &mode);
  if (!rc) rc = sql_option_word(call, doc, "game", "conversions rate worth", &game);
  if (!rc) rc = sql_option_whole(call, doc, "samples", 2, 1e9, &state->samples);
  if (!rc) rc = sql_option_whole(call, doc, "seed", 0, 9007199254740992.0, &state->seed);
  if (!rc && mode != ELG_SHAPLEY_SAMPLED && (sql_option(doc, "samples") || sql_option(doc, "seed")))
    rc = sql_tvf_error(call, "option %s: got it in a mode that draws nothing; expected mode sampled",
                       sql_option(doc, "samples") ? "samples" : "seed");
  if (!rc && game && mode != ELG_SHAPLEY_SUBSETS && mode != ELG_SHAPLEY_SAMPLED)
    rc = sql_tvf_error(call, "option game: rate and worth have no closed form; expected mode exact or sampled");
  state->game.mode = (ElgShapleyMode)mode;
  state->game.game = (ElgShapleyGame)game;
  return rc;
}

static int shapley_solve(SqlTvfCall *call, ShapleyState *state)
{
  SqlPoll poll = {0, 0};
  ElgPoll check = sql_poll(&poll, call->db);
  ElgRc rc = elg_shapley_solve(&state->game, (uint64_t)state->samples, (uint64_t)state->seed, &state->credits, &check);
  sql_poll_free(&poll);
  state->n = state->credits.n / sizeof(ElgShapleyCredit);
  for (size_t i = 0; i < state->n; i++) state->total += ((ElgShapleyCredit *)(void *)state->credits.p)[i].credit;
  return sql_rc(rc);
}

static int shapley_open(SqlTvfCall *call, void *p)
{
  ShapleyState *state = p;
  ElgJson doc = {{0}, {0}};
  if (!sql_tvf_has(call, 0)) {
    call->eof = 1;
    return SQLITE_OK;
  }
  int rc = sql_options(call, 1, "mode game samples seed separator columns", &doc);
  if (!rc) rc = shapley_configure(call, state, &doc);
  if (!rc) rc = sql_journeys_read(call, shapley_roles, &doc, shapley_add, state, &state->has_value);
  state->has_value = state->has_value && state->game.mode != ELG_SHAPLEY_SUBSETS && state->game.mode != ELG_SHAPLEY_SAMPLED;
  if (!rc) rc = shapley_solve(call, state);
  elg_json_free(&doc);
  return rc;
}

static int shapley_rewind(SqlTvfCall *call, void *p)
{
  call->eof = !sql_tvf_has(call, 0);
  ((ShapleyState *)p)->row = 0;
  return SQLITE_OK;
}

static int shapley_next(SqlTvfCall *call, void *p)
{
  ShapleyState *state = p;
  state->row++;
  call->eof = state->row > state->n + (state->game.has_bare != 0);
  return SQLITE_OK;
}

static int shapley_column(SqlTvfCall *call, void *p, sqlite3_context *ctx, int column)
{
  const ShapleyState *state = p;
  const ElgShapleyCredit *c = (const ElgShapleyCredit *)(const void *)state->credits.p + state->row - 1;
  (void)call;
  if (state->row > state->n) {
    if (column == 2) sql_result_number(ctx, elg_shapley_bare(&state->game));
    if (column == 3 && state->has_value) sql_result_number(ctx, state->game.bare_value);
    return SQLITE_OK;
  }
  switch (column) {
  case 0: sql_result_str(ctx, elg_intern_get(&state->game.paths.channels, c->channel)); break;
  case 1:
    if (c->position) sqlite3_result_int64(ctx, c->position);
    break;
  case 2: sql_result_number(ctx, c->credit); break;
  case 3:
    if (state->has_value) sql_result_number(ctx, c->value);
    break;
  case 4: sql_result_number(ctx, state->total != 0 ? c->credit / state->total : NAN); break;
  case 5: sql_result_number(ctx, c->error); break;
  default: sql_result_number(ctx, c->bound);
  }
  return SQLITE_OK;
}

static void shapley_close(void *p)
{
  ShapleyState *state = p;
  elg_shapley_free(&state->game);
  elg_buf_free(&state->credits);
}

static const SqlTvf shapley_tvf = {
    .name = "elg_shapley",
    .columns = "channel TEXT, position INTEGER, credit REAL, value REAL, share REAL, error REAL, bound REAL",
    .args = "relation options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 50,
    .state_size = sizeof(ShapleyState),
    .open = shapley_open,
    .next = shapley_next,
    .column = shapley_column,
    .close = shapley_close,
    .rewind = shapley_rewind,
};

int elg_register_shapley(sqlite3 *db) { return sql_register_tvf(db, &shapley_tvf); }
