/* tvf_attribution.c -- SQL: elg_attribution(relation [, options]).
**
**   SELECT deal, partner, u, u_minor FROM elg_attribution('SELECT opportunity_id AS deal, amount_minor AS amount,
**     touchpoint_id AS touch, partner_id AS partner, type, at FROM ...');
**
** One row a touch. Only the models whose columns are read are computed. The relation is gathered and grouped in memory;
** with {"sorted": true} it must come ordered by deal and is streamed, one deal in memory; gathered all the same when a
** statement scans the call again, and in a statement that writes (it may write into the relation).
*/
#include <math.h>
#include <string.h>
#include "sqlite/modules.h"
#include "sqlite/sql_cell.h"
#include "sqlite/sql_credit.h"
#include "sqlite/sql_stats.h"
#include "sqlite/sql_touches.h"

#define TVFATTR_COLUMNS                                                                                        \
  "deal, touch, partner, type, at, position INTEGER, n INTEGER, "                                             \
  "first REAL, last REAL, linear REAL, u REAL, w REAL, full_path REAL, decay REAL, custom REAL, "             \
  "first_minor INTEGER, last_minor INTEGER, linear_minor INTEGER, u_minor INTEGER, w_minor INTEGER, "         \
  "full_path_minor INTEGER, decay_minor INTEGER, custom_minor INTEGER"

enum { TVFATTR_ROLE_DEAL, TVFATTR_ROLE_AT, TVFATTR_ROLE_AMOUNT, TVFATTR_ROLE_TOUCH, TVFATTR_ROLE_PARTNER,
       TVFATTR_ROLE_TYPE, TVFATTR_ROLE_ANCHOR, TVFATTR_ROLE_LEAD, TVFATTR_ROLE_OPPORTUNITY, TVFATTR_ROLE_CLOSE };

static const SqlRole tvfattr_roles[] = {
    {"deal", "deal dealid opportunity opportunityid journey journeyid conversionid", 1},
    {"at", "at time timestamp touchedat touchtime date activitydate createddate", 1},
    {"amount", "amountminor amount valueminor value", 0},
    {"touch", "touch touchid touchpoint touchpointid id", 0},
    {"partner", "partner partnerid channel source", 0},
    {"type", "type touchtype kind", 0},
    {"anchor", "anchor anchors milestone", 0},
    {"lead_at", "leadat leadcreatedat leadcreated", 0},
    {"opportunity_at", "opportunityat opportunitycreatedat dealcreatedat", 0},
    {"closed_at", "closedat closeat closedate conversionat convertedat", 0},
};

typedef struct {
  SqlTouches core;
  SqlRelation relation;
  SqlPoll poll;
  int sorted, streams, pending; /* pending: the statement stands on a row not yet taken */
} TvfAttr;

/* ---- rows of the relation ---- */

/* Forget the columns nobody reads: rows that differ only there may come in either order without anyone seeing it. */
static void tvfattr_prune(TvfAttr *s, uint64_t used)
{
  static const struct {
    int role, column;
  } read[] = {{TVFATTR_ROLE_TOUCH, SQL_TOUCHES_TOUCH}, {TVFATTR_ROLE_PARTNER, SQL_TOUCHES_PARTNER},
              {TVFATTR_ROLE_TYPE, SQL_TOUCHES_TYPE}};
  for (size_t i = 0; i < ELG_COUNT(read); i++)
    if (!(used >> read[i].column & 1) && !(read[i].role == TVFATTR_ROLE_TYPE && s->core.ignore))
      s->relation.column[read[i].role] = -1;
}

static int tvfattr_cell(const SqlRelation *r, size_t role, ElgCell *out)
{
  out->type = ELG_CELL_NULL;
  return r->column[role] < 0 ? SQLITE_OK : sql_cell(sqlite3_column_value(r->stmt, r->column[role]), out);
}

static ElgRc tvfattr_time(SqlRelation *r, size_t role, ElgWhenRead how, double *out, int *scale, ElgErr *err)
{
  int blank = 1;
  *out = NAN;
  if (r->column[role] < 0) return ELG_OK;
  sqlite3_value *v = sqlite3_column_value(r->stmt, r->column[role]);
  double seconds = 0;
  ElgRc rc = sql_credit_time(v, how, &blank, &seconds, scale, err);
  if (!rc && !blank) *out = seconds;
  return rc;
}

static ElgRc tvfattr_row_amount(SqlRelation *r, ElgJourneyRow *row, ElgErr *err)
{
  int column = r->column[TVFATTR_ROLE_AMOUNT];
  row->amount = 0;
  row->has_amount = 0;
  if (column < 0) return ELG_OK;
  sqlite3_value *v = sqlite3_column_value(r->stmt, column);
  int type = sqlite3_value_type(v);
  if (type != SQLITE_INTEGER && !sql_relation_has(r, TVFATTR_ROLE_AMOUNT)) return ELG_OK;
  row->has_amount = 1;
  if (type != SQLITE_INTEGER) return sql_credit_whole("amount", v, &row->amount, err);
  row->amount = sqlite3_value_int64(v);
  return ELG_OK;
}

static ElgRc tvfattr_row(TvfAttr *s, ElgJourneyRow *row, ElgErr *err)
{
  SqlRelation *r = &s->relation;
  ElgStr anchor;
  int scale;
  row->marks = 0;
  if (tvfattr_cell(r, TVFATTR_ROLE_DEAL, &row->deal) || tvfattr_cell(r, TVFATTR_ROLE_TOUCH, &row->touch) ||
      tvfattr_cell(r, TVFATTR_ROLE_PARTNER, &row->partner) || tvfattr_cell(r, TVFATTR_ROLE_TYPE, &row->type) ||
      sql_row_text(r, TVFATTR_ROLE_ANCHOR, &anchor))
    return ELG_NOMEM;
  if (!sql_relation_has(r, TVFATTR_ROLE_DEAL))
    return elg_err(err, "deal: got %s; expected the deal of every touch",
                   row->deal.type == ELG_CELL_NULL ? "NULL" : "a blank");
  ElgRc rc = tvfattr_time(r, TVFATTR_ROLE_AT, (ElgWhenRead){0}, &row->at, &row->scale, err);
  if (!rc && isnan(row->at))
    rc = elg_err(err, "at: got no time for a touch of deal '%s'; expected one on every touch", elg_cell_show(&row->deal).s);
  for (size_t k = 0; !rc && s->core.journey.has_until && k < ELG_UNTILS; k++)
    rc = tvfattr_time(r, TVFATTR_ROLE_LEAD + k, (ElgWhenRead){.end_of_day = 1}, &row->until[k], &scale, err);
  if (!rc) rc = tvfattr_row_amount(r, row, err);
  if (!rc && anchor.n) rc = elg_touch_marks(anchor, &row->marks, err);
  row->ignored = sql_touches_ignored(&s->core, &row->type);
  return rc;
}

/* Does the row belong to the deal of the row before? An order other than ascending is an error. */
static ElgRc tvfattr_same_deal(const TvfAttr *s, const ElgJourneyRow *row, int *same, ElgErr *err)
{
  ElgCell deal;
  *same = 1;
  size_t n = elg_journey_deals(&s->core.journey);
  if (!n) return ELG_OK;
  elg_cellset_get(&s->core.journey.deals, (uint32_t)n - 1, &deal);
  int c = elg_cell_compare(&deal, &row->deal);
  *same = c == 0;
  if (c <= 0) return ELG_OK;
  return elg_err(err, "sorted: got deal '%s' behind '%s'; expected rows ordered by deal", elg_cell_show(&row->deal).s,
                 elg_cell_show(&deal).s);
}

/* Gather rows: all, or those of one deal. */
static int tvfattr_gather(SqlTvfCall *call, TvfAttr *s)
{
  ElgPoll poll = sql_poll(&s->poll, call->db);
  ElgErr err;
  ElgRc rc = ELG_OK;
  elg_journey_reset(&s->core.journey);
  while (!rc && s->relation.stmt) {
    ElgJourneyRow row;
    int same = 1, step = s->pending ? SQLITE_ROW : sql_relation_step(call, &s->relation);
    if (step == SQLITE_DONE) {
      sql_relation_close(&s->relation);
      break;
    }
    if (step != SQLITE_ROW) return step;
    rc = tvfattr_row(s, &row, &err);
    if (!rc && s->sorted) rc = tvfattr_same_deal(s, &row, &same, &err);
    s->pending = !rc && !same && s->streams;
    if (s->pending) break;
    if (!rc) rc = elg_journey_add(&s->core.journey, &row, &err);
    if (!rc) rc = elg_poll(&poll);
  }
  if (!rc) rc = elg_journey_group(&s->core.journey);
  return sql_tvf_rc(call, rc, &err);
}

static ElgRc tvfattr_models(SqlTouches *c, ElgErr *err)
{
  static const char *const names[] = {"first", "last", "linear", "u", "w", "full_path", "decay"};
  const ElgJsonNode *half = sql_touches_option(c, "half_life_days"), *model = sql_touches_option(c, "model");
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < ELG_COUNT(names); i++)
    rc = elg_touch_model_parse(c->models + i, (ElgStr){names[i], strlen(names[i])}, err);
  if (!rc && half) {
    double days = half->type == ELG_JSON_NUMBER ? elg_json_double(half) : 0;
    if (!(days > 0 && days <= 1e6))
      return elg_err(err, "half_life_days: got %s; expected days above 0", elg_show(half->text).s);
    c->models[6].half_life = days * 86400;
  }
  if (!rc && model) rc = elg_touch_model_node(c->models + SQL_TOUCHES_CUSTOM, &c->options, model, err);
  if (!model) c->wanted &= ~(1u << SQL_TOUCHES_CUSTOM);
  return rc;
}

static ElgRc tvfattr_prepare(SqlTvfCall *call, TvfAttr *s, ElgErr *err)
{
  SqlTouches *c = &s->core;
  uint64_t used = call->columns_used >> SQL_TOUCHES_SHARES;
  c->results = ((used & ((1u << SQL_TOUCHES_MODELS) - 1)) ? ELG_JOURNEY_SHARES : 0) |
               (used >> SQL_TOUCHES_MODELS ? ELG_JOURNEY_CREDITS : 0);
  c->wanted = (uint32_t)((used | used >> SQL_TOUCHES_MODELS) & ((1u << SQL_TOUCHES_MODELS) - 1));
  ElgRc rc = sql_tvf_has(call, 1) ? sql_touches_options(c, call->argv[1], err) : ELG_OK;
  if (!rc) rc = sql_touches_known(c, "model half_life_days sorted ignore columns", err);
  if (!rc) rc = tvfattr_models(c, err);
  const ElgJsonNode *sorted = rc ? NULL : sql_touches_option(c, "sorted");
  if (sorted && sorted->type != ELG_JSON_TRUE && sorted->type != ELG_JSON_FALSE)
    rc = elg_err(err, "sorted: got %s; expected true or false", elg_show(sorted->text).s);
  s->sorted = sorted && sorted->type == ELG_JSON_TRUE;
  return rc;
}

static int tvfattr_begin(SqlTvfCall *call, TvfAttr *s, int hold)
{
  ElgErr err;
  ElgStr relation;
  call->eof = !sql_tvf_has(call, 0);
  if (call->eof) return SQLITE_OK;
  ElgRc core = tvfattr_prepare(call, s, &err);
  s->streams = s->sorted && !hold;
  if (!core) core = sql_credit_text(call->argv[0], &relation);
  if (core) return sql_tvf_rc(call, core, &err);
  int rc = sql_relation_open(call, "relation", relation, tvfattr_roles, ELG_COUNT(tvfattr_roles), &s->core.options,
                             sql_touches_option(&s->core, "columns"), TVFATTR_ROLE_TOUCH, &s->relation);
  if (rc) return rc;
  static const int anchors[] = {ELG_ANCHOR_LEAD, ELG_ANCHOR_OPPORTUNITY, ELG_ANCHOR_CLOSE};
  for (size_t k = 0; k < 3; k++)
    if (s->relation.column[TVFATTR_ROLE_LEAD + k] >= 0) s->core.known |= 1u << anchors[k];
  s->core.journey.has_until = s->core.known != 0;
  s->core.journey.eager = s->sorted;
  if (s->relation.column[TVFATTR_ROLE_ANCHOR] >= 0) s->core.known = (1u << ELG_ANCHORS) - 1;
  tvfattr_prune(s, call->columns_used);
  rc = sql_relation_narrow(call, &s->relation);
  if (rc) return rc;
  return s->streams ? SQLITE_OK : tvfattr_gather(call, s);
}

static int tvfattr_open(SqlTvfCall *call, void *state)
{
  return tvfattr_begin(call, state, sql_is_writing(call->db));
}

static void tvfattr_close(void *state)
{
  TvfAttr *s = state;
  sql_touches_free(&s->core);
  sql_relation_close(&s->relation);
  sql_poll_free(&s->poll);
}

/* What was streamed is gone: it is read once more, and held. */
static int tvfattr_rewind(SqlTvfCall *call, void *state)
{
  TvfAttr *s = state;
  if (s->streams) {
    tvfattr_close(s);
    memset(s, 0, sizeof *s);
    return tvfattr_begin(call, s, 1);
  }
  s->core.deal = s->core.touch = 0;
  s->core.started = 0;
  return SQLITE_OK;
}

static int tvfattr_next(SqlTvfCall *call, void *state)
{
  TvfAttr *s = state;
  SqlTouches *c = &s->core;
  ElgErr err;
  if (c->started && ++c->touch < c->journey.n) return SQLITE_OK;
  if (s->streams) {
    int rc = tvfattr_gather(call, s);
    if (rc) return rc;
    c->deal = 0;
  } else if (c->started) {
    c->deal++;
  }
  call->eof = c->deal >= elg_journey_deals(&c->journey);
  return call->eof ? SQLITE_OK : sql_tvf_rc(call, sql_touches_begin(c, &err), &err);
}

static int tvfattr_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  (void)call;
  sql_touches_result(&((TvfAttr *)state)->core, ctx, column);
  return SQLITE_OK;
}

static const SqlTvf tvfattr_attribution = {
    .name = "elg_attribution",
    .columns = TVFATTR_COLUMNS,
    .args = "relation options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 100000,
    .state_size = sizeof(TvfAttr),
    .open = tvfattr_open,
    .next = tvfattr_next,
    .column = tvfattr_column,
    .close = tvfattr_close,
    .rewind = tvfattr_rewind,
};

int elg_register_attribution(sqlite3 *db) { return sql_register_tvf(db, &tvfattr_attribution); }
