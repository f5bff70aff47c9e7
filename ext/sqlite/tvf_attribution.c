/* tvf_attribution.c -- SQL: elg_attribution(relation [, options]), elg_attribute(model, amount_minor, touches [, options]).
**
**   SELECT deal, partner, u, u_minor FROM elg_attribution('SELECT opportunity_id AS deal, amount_minor AS amount,
**     touchpoint_id AS touch, partner_id AS partner, type, at FROM ...');
**   SELECT partner, share, credit_minor FROM elg_attribute('w', 100000, '[{"touch":1,"partner":"p","at":"2024-01-31"}]');
**
** One row a touch. Only the models whose columns are read are computed. The relation is gathered and grouped in memory;
** with {"sorted": true} it must come ordered by deal and is streamed, one deal in memory.
*/
#include <math.h>
#include <string.h>
#include "base/mem.h"
#include "credit/journey.h"
#include "credit/when.h"
#include "sqlite/modules.h"
#include "sqlite/sql_cell.h"
#include "sqlite/sql_credit.h"
#include "sqlite/sql_relation.h"

enum { TVFATTR_DEAL, TVFATTR_TOUCH, TVFATTR_PARTNER, TVFATTR_TYPE, TVFATTR_AT, TVFATTR_POSITION, TVFATTR_N,
       TVFATTR_SHARES };
enum { TVFATTR_MODELS = 8, TVFATTR_CUSTOM = 7, TVFATTR_CREDITS = TVFATTR_SHARES + TVFATTR_MODELS };
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

/* What both functions share: the models asked for and the deal being given out. */
typedef struct {
  ElgJourney journey;
  ElgTouchModel models[TVFATTR_MODELS];
  uint32_t wanted, known; /* bits: models to compute; anchors the input tells about */
  int results;            /* ELG_JOURNEY_SHARES, _CREDITS */
  ElgCell id;             /* of the open deal */
  ElgJson options;
  const ElgJsonNode *ignore; /* of the options, or NULL */
  ElgBuf options_text;
  ElgBuf shares; /* ElgJourneyShare[TVFATTR_MODELS][n] */
  const ElgJourneyShare *given[TVFATTR_MODELS]; /* rows of shares; NULL: not wanted, or without a basis */
  const ElgJourneyTouch *touches; /* of the open deal */
  size_t deal, touch;             /* the current row */
  int started;
} TvfAttrCore;

typedef struct {
  TvfAttrCore core;
  SqlRelation relation;
  SqlPoll poll;
  int sorted, pending; /* pending: the statement stands on a row not yet taken */
} TvfAttr;

/* ---- options ---- */

static ElgRc tvfattr_options(TvfAttrCore *c, sqlite3_value *v, ElgErr *err)
{
  ElgStr text;
  if (sql_credit_text(v, &text)) return ELG_NOMEM;
  elg_buf_str(&c->options_text, text);
  if (c->options_text.rc) return c->options_text.rc;
  ElgRc rc = elg_json_parse(&c->options, elg_buf_view(&c->options_text), err);
  if (!rc && elg_json_root(&c->options)->type != ELG_JSON_OBJECT)
    rc = elg_err(err, "options: got %s; expected an object", elg_json_type_name(elg_json_root(&c->options)->type));
  return rc;
}

static const ElgJsonNode *tvfattr_option(const TvfAttrCore *c, const char *name)
{
  return c->options.nodes.n ? elg_json_get(&c->options, elg_json_root(&c->options), name) : NULL;
}

/* Every member must be one of the blank-separated names. */
static ElgRc tvfattr_known(TvfAttrCore *c, const char *names, ElgErr *err)
{
  if (!c->options.nodes.n) return ELG_OK;
  const ElgJsonNode *root = elg_json_root(&c->options);
  for (const ElgJsonNode *m = elg_json_first(root); m; m = elg_json_next(&c->options, root, m)) {
    int found = 0;
    for (const char *w = names; *w && !found;) {
      size_t n = strcspn(w, " ");
      found = elg_str_equal(m->name, (ElgStr){w, n});
      w += n;
      w += *w == ' ';
    }
    if (!found) return elg_err(err, "options: unknown '%s'; expected %s", elg_show(m->name).s, names);
  }
  c->ignore = tvfattr_option(c, "ignore");
  if (c->ignore && c->ignore->type != ELG_JSON_ARRAY)
    return elg_err(err, "ignore: got %s; expected an array of touch types", elg_show(c->ignore->text).s);
  return ELG_OK;
}

static int tvfattr_ignored(const TvfAttrCore *c, const ElgCell *type)
{
  if (!c->ignore || type->type != ELG_CELL_TEXT) return 0;
  for (const ElgJsonNode *m = elg_json_first(c->ignore); m; m = elg_json_next(&c->options, c->ignore, m))
    if (elg_str_equal(m->text, type->s)) return 1;
  return 0;
}

static ElgRc tvfattr_models(TvfAttrCore *c, ElgErr *err)
{
  static const char *const names[] = {"first", "last", "linear", "u", "w", "full_path", "decay"};
  const ElgJsonNode *half = tvfattr_option(c, "half_life_days"), *model = tvfattr_option(c, "model");
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < ELG_COUNT(names); i++)
    rc = elg_touch_model_parse(c->models + i, (ElgStr){names[i], strlen(names[i])}, err);
  if (!rc && half) {
    double days = half->type == ELG_JSON_NUMBER ? elg_json_double(half) : 0;
    if (!(days > 0 && days <= 1e6))
      return elg_err(err, "half_life_days: got %s; expected days above 0", elg_show(half->text).s);
    c->models[6].half_life = days * 86400;
  }
  if (!rc && model) rc = elg_touch_model_node(c->models + TVFATTR_CUSTOM, &c->options, model, err);
  if (!model) c->wanted &= ~(1u << TVFATTR_CUSTOM);
  return rc;
}

/* ---- the current deal and touch ---- */

/* Open the deal and compute its models. */
static ElgRc tvfattr_begin(TvfAttrCore *c, ElgErr *err)
{
  c->started = 1;
  c->touch = 0;
  ElgRc rc = elg_journey_open(&c->journey, c->deal, err);
  if (rc) return rc;
  size_t n = c->journey.n;
  c->touches = elg_journey_touch(&c->journey, 0);
  elg_cellset_get(&c->journey.deals, c->touches->deal, &c->id);
  elg_buf_reset(&c->shares);
  ElgJourneyShare *out = elg_buf_grow(&c->shares, TVFATTR_MODELS * n * sizeof *out);
  if (!out) return c->shares.rc;
  for (size_t i = 0; !rc && i < TVFATTR_MODELS; i++, out += n) {
    int basis = 0;
    if (c->wanted >> i & 1)
      rc = elg_journey_share(&c->journey, c->models + i, c->known, c->results, out, &basis, err);
    c->given[i] = basis ? out : NULL;
  }
  return rc;
}

static void tvfattr_result_at(sqlite3_context *ctx, const ElgJourneyTouch *t)
{
  char text[ELG_WHEN_TEXT];
  int scale = elg_journey_scale(t);
  double x = t->at * scale;
  if (scale == 0) {
    elg_when_format((int64_t)t->at, text);
    sqlite3_result_text(ctx, text, ELG_WHEN_TEXT - 1, SQLITE_TRANSIENT);
  } else if (x == floor(x)) {
    sqlite3_result_int64(ctx, (sqlite3_int64)x);
  } else {
    sqlite3_result_double(ctx, x);
  }
}

static void tvfattr_result_id(const TvfAttrCore *c, sqlite3_context *ctx, const ElgJourneyTouch *t, int column)
{
  const ElgJourney *j = &c->journey;
  ElgCell cell;
  if (column == TVFATTR_DEAL) cell = c->id;
  else if (column == TVFATTR_TOUCH) elg_journey_id(j, t, &cell);
  else if (column == TVFATTR_PARTNER) elg_cellset_get(&j->partners, t->partner, &cell);
  else elg_cellset_get(&j->types, t->type, &cell);
  sql_result_cell(ctx, &cell);
}

/* Columns of elg_attribution; elg_attribute maps its own onto them. */
static void tvfattr_result(const TvfAttrCore *c, sqlite3_context *ctx, int column)
{
  if (column >= TVFATTR_CREDITS) {
    const ElgJourneyShare *s = c->given[column - TVFATTR_CREDITS];
    if (s && c->journey.has_amount) sqlite3_result_int64(ctx, s[c->touch].credit);
  } else if (column >= TVFATTR_SHARES) {
    const ElgJourneyShare *s = c->given[column - TVFATTR_SHARES];
    if (s) sqlite3_result_double(ctx, s[c->touch].share);
  } else if (column <= TVFATTR_TYPE) {
    tvfattr_result_id(c, ctx, c->touches + c->touch, column);
  } else if (column == TVFATTR_AT) {
    tvfattr_result_at(ctx, c->touches + c->touch);
  } else if (column == TVFATTR_POSITION) {
    sqlite3_result_int64(ctx, (sqlite3_int64)c->touch + 1);
  } else {
    sqlite3_result_int64(ctx, (sqlite3_int64)c->journey.n);
  }
}

static void tvfattr_free(TvfAttrCore *c)
{
  elg_journey_free(&c->journey);
  elg_json_free(&c->options);
  elg_buf_free(&c->options_text);
  elg_buf_free(&c->shares);
}

/* ---- rows of the relation ---- */

/* Forget the columns nobody reads: rows that differ only there may come in either order without anyone seeing it. */
static void tvfattr_prune(TvfAttr *s, uint64_t used)
{
  static const struct {
    int role, column;
  } read[] = {{TVFATTR_ROLE_TOUCH, TVFATTR_TOUCH}, {TVFATTR_ROLE_PARTNER, TVFATTR_PARTNER},
              {TVFATTR_ROLE_TYPE, TVFATTR_TYPE}};
  for (size_t i = 0; i < ELG_COUNT(read); i++)
    if (!(used >> read[i].column & 1) && !(read[i].role == TVFATTR_ROLE_TYPE && s->core.ignore))
      s->relation.column[read[i].role] = -1;
}

static int tvfattr_cell(const SqlRelation *r, size_t role, ElgCell *out)
{
  out->type = ELG_CELL_NULL;
  return r->column[role] < 0 ? SQLITE_OK : sql_cell(sqlite3_column_value(r->stmt, r->column[role]), out);
}

static ElgRc tvfattr_time(SqlRelation *r, size_t role, double *out, int *scale, ElgErr *err)
{
  int blank = 1;
  *out = NAN;
  if (r->column[role] < 0) return ELG_OK;
  sqlite3_value *v = sqlite3_column_value(r->stmt, r->column[role]);
  double seconds = 0;
  ElgRc rc = sql_credit_time(v, &blank, &seconds, scale, err);
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
  ElgCell anchor;
  int scale;
  row->marks = 0;
  if (tvfattr_cell(r, TVFATTR_ROLE_DEAL, &row->deal) || tvfattr_cell(r, TVFATTR_ROLE_TOUCH, &row->touch) ||
      tvfattr_cell(r, TVFATTR_ROLE_PARTNER, &row->partner) || tvfattr_cell(r, TVFATTR_ROLE_TYPE, &row->type) ||
      tvfattr_cell(r, TVFATTR_ROLE_ANCHOR, &anchor))
    return ELG_NOMEM;
  if (row->deal.type == ELG_CELL_NULL) return elg_err(err, "deal: got NULL; expected the deal of every touch");
  ElgRc rc = tvfattr_time(r, TVFATTR_ROLE_AT, &row->at, &row->scale, err);
  if (!rc && isnan(row->at))
    rc = elg_err(err, "at: got no time for a touch of deal '%s'; expected one on every touch", elg_cell_show(&row->deal).s);
  for (size_t k = 0; !rc && s->core.journey.has_until && k < ELG_UNTILS; k++)
    rc = tvfattr_time(r, TVFATTR_ROLE_LEAD + k, &row->until[k], &scale, err);
  if (!rc) rc = tvfattr_row_amount(r, row, err);
  if (!rc && anchor.type == ELG_CELL_TEXT) rc = elg_touch_marks(anchor.s, &row->marks, err);
  row->ignored = tvfattr_ignored(&s->core, &row->type);
  return rc;
}

/* Does the row belong to the deal in hand? An order other than ascending is an error. */
static ElgRc tvfattr_same_deal(const TvfAttr *s, const ElgJourneyRow *row, int *same, ElgErr *err)
{
  ElgCell deal;
  *same = 1;
  if (!elg_journey_deals(&s->core.journey)) return ELG_OK;
  elg_cellset_get(&s->core.journey.deals, 0, &deal);
  int c = elg_cell_compare(&deal, &row->deal);
  *same = c == 0;
  if (c <= 0) return ELG_OK;
  return elg_err(err, "sorted: got deal '%s' behind '%s'; expected rows ordered by deal", elg_cell_show(&row->deal).s,
                 elg_cell_show(&deal).s);
}

/* Gather rows: all, or with sorted those of one deal. */
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
    s->pending = !rc && !same;
    if (s->pending) break;
    if (!rc) rc = elg_journey_add(&s->core.journey, &row, &err);
    if (!rc) rc = elg_poll(&poll);
  }
  if (!rc) rc = elg_journey_group(&s->core.journey);
  return sql_tvf_rc(call, rc, &err);
}

static ElgRc tvfattr_prepare(SqlTvfCall *call, TvfAttr *s, ElgErr *err)
{
  TvfAttrCore *c = &s->core;
  uint64_t used = call->columns_used >> TVFATTR_SHARES;
  c->results = ((used & ((1u << TVFATTR_MODELS) - 1)) ? ELG_JOURNEY_SHARES : 0) |
               (used >> TVFATTR_MODELS ? ELG_JOURNEY_CREDITS : 0);
  c->wanted = (uint32_t)((used | used >> TVFATTR_MODELS) & ((1u << TVFATTR_MODELS) - 1));
  ElgRc rc = sql_tvf_has(call, 1) ? tvfattr_options(c, call->argv[1], err) : ELG_OK;
  if (!rc) rc = tvfattr_known(c, "model half_life_days sorted ignore columns", err);
  if (!rc) rc = tvfattr_models(c, err);
  const ElgJsonNode *sorted = rc ? NULL : tvfattr_option(c, "sorted");
  if (sorted && sorted->type != ELG_JSON_TRUE && sorted->type != ELG_JSON_FALSE)
    rc = elg_err(err, "sorted: got %s; expected true or false", elg_show(sorted->text).s);
  s->sorted = sorted && sorted->type == ELG_JSON_TRUE;
  return rc;
}

static int tvfattr_open(SqlTvfCall *call, void *state)
{
  TvfAttr *s = state;
  ElgErr err;
  ElgStr relation;
  call->eof = !sql_tvf_has(call, 0);
  if (call->eof) return SQLITE_OK;
  ElgRc core = tvfattr_prepare(call, s, &err);
  if (!core) core = sql_credit_text(call->argv[0], &relation);
  if (core) return sql_tvf_rc(call, core, &err);
  int rc = sql_relation_open(call, "relation", relation, tvfattr_roles, ELG_COUNT(tvfattr_roles), &s->core.options,
                             tvfattr_option(&s->core, "columns"), TVFATTR_ROLE_TOUCH, &s->relation);
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
  return s->sorted ? SQLITE_OK : tvfattr_gather(call, s);
}

static int tvfattr_next(SqlTvfCall *call, void *state)
{
  TvfAttr *s = state;
  TvfAttrCore *c = &s->core;
  ElgErr err;
  if (c->started && ++c->touch < c->journey.n) return SQLITE_OK;
  if (s->sorted) {
    int rc = tvfattr_gather(call, s);
    if (rc) return rc;
    c->deal = 0;
  } else if (c->started) {
    c->deal++;
  }
  call->eof = c->deal >= elg_journey_deals(&c->journey);
  return call->eof ? SQLITE_OK : sql_tvf_rc(call, tvfattr_begin(c, &err), &err);
}

static int tvfattr_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  (void)call;
  tvfattr_result(&((TvfAttr *)state)->core, ctx, column);
  return SQLITE_OK;
}

static void tvfattr_close(void *state)
{
  TvfAttr *s = state;
  tvfattr_free(&s->core);
  sql_relation_close(&s->relation);
  sql_poll_free(&s->poll);
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
};

/* ---- elg_attribute: one deal from a document ---- */

enum { TVFATTR_ONE_SHARE = 6, TVFATTR_ONE_CREDIT = 7 };

static ElgRc tvfattr_json_cell(const ElgJson *doc, const ElgJsonNode *touch, const char *name, ElgCell *out)
{
  const ElgJsonNode *m = elg_json_get(doc, touch, name);
  out->type = ELG_CELL_NULL;
  if (!m || m->type == ELG_JSON_NULL) return ELG_OK;
  out->type = ELG_CELL_TEXT;
  out->s = m->text;
  if (m->type != ELG_JSON_NUMBER) return ELG_OK;
  double x = elg_json_double(m);
  out->type = x == floor(x) && fabs(x) < 9007199254740992.0 ? ELG_CELL_INTEGER : ELG_CELL_REAL;
  out->r = x;
  if (out->type == ELG_CELL_INTEGER) out->i = (int64_t)x;
  return ELG_OK;
}

/* A time of a document: a number as elg_attribution reads numbers, or text. NaN when absent. */
static ElgRc tvfattr_json_time(const ElgJsonNode *m, double *out, int *scale, ElgErr *err)
{
  int blank = 0;
  int64_t seconds;
  *out = NAN;
  *scale = 0;
  if (!m || m->type == ELG_JSON_NULL) return ELG_OK;
  if (m->type == ELG_JSON_NUMBER) {
    double x = elg_json_double(m);
    *scale = fabs(x) >= 1e11 ? 1000 : 1;
    *out = x / *scale;
    return ELG_OK;
  }
  ElgRc rc = elg_when_parse(m->text, (ElgWhenRead){0, 0, 0}, &blank, &seconds, err);
  if (!rc && !blank) *out = (double)seconds;
  return rc;
}

static ElgRc tvfattr_json_touch(TvfAttrCore *c, const ElgJson *doc, const ElgJsonNode *touch, ElgJourneyRow *row,
                                ElgErr *err)
{
  const ElgJsonNode *anchor = elg_json_get(doc, touch, "anchor");
  if (touch->type != ELG_JSON_OBJECT)
    return elg_err(err, "touches: got %s; expected {\"touch\", \"partner\", \"type\", \"at\"}", elg_show(touch->text).s);
  tvfattr_json_cell(doc, touch, "touch", &row->touch);
  tvfattr_json_cell(doc, touch, "partner", &row->partner);
  tvfattr_json_cell(doc, touch, "type", &row->type);
  row->marks = 0;
  ElgRc rc = tvfattr_json_time(elg_json_get(doc, touch, "at"), &row->at, &row->scale, err);
  if (!rc && isnan(row->at)) rc = elg_err(err, "at: got no time in %s; expected one on every touch", elg_show(touch->text).s);
  if (!rc && anchor && anchor->type == ELG_JSON_STRING) rc = elg_touch_marks(anchor->text, &row->marks, err);
  if (anchor && anchor->type == ELG_JSON_STRING) c->known = (1u << ELG_ANCHORS) - 1;
  row->ignored = tvfattr_ignored(c, &row->type);
  return rc ? rc : elg_journey_add(&c->journey, row, err);
}

static ElgRc tvfattr_json_deal(TvfAttrCore *c, ElgJourneyRow *row, ElgErr *err)
{
  static const char *const names[] = {"lead_at", "opportunity_at", "closed_at"};
  static const int anchors[] = {ELG_ANCHOR_LEAD, ELG_ANCHOR_OPPORTUNITY, ELG_ANCHOR_CLOSE};
  ElgRc rc = ELG_OK;
  c->journey.has_until = 1;
  for (size_t k = 0; !rc && k < ELG_UNTILS; k++) {
    int scale;
    rc = tvfattr_json_time(tvfattr_option(c, names[k]), &row->until[k], &scale, err);
    if (!isnan(row->until[k])) c->known |= 1u << anchors[k];
  }
  return rc;
}

static ElgRc tvfattr_one(TvfAttrCore *c, const ElgJson *doc, ElgJourneyRow *row, ElgErr *err)
{
  const ElgJsonNode *root = elg_json_root(doc);
  ElgRc rc = tvfattr_known(c, "lead_at opportunity_at closed_at ignore", err);
  if (!rc) rc = tvfattr_json_deal(c, row, err);
  if (!rc && root->type != ELG_JSON_ARRAY)
    rc = elg_err(err, "touches: got %s; expected an array", elg_json_type_name(root->type));
  for (const ElgJsonNode *m = rc ? NULL : elg_json_first(root); !rc && m; m = elg_json_next(doc, root, m))
    rc = tvfattr_json_touch(c, doc, m, row, err);
  return rc ? rc : elg_journey_group(&c->journey);
}

static int tvfattr_one_open(SqlTvfCall *call, void *state)
{
  TvfAttrCore *c = &((TvfAttr *)state)->core;
  ElgErr err;
  ElgStr model, touches;
  ElgJson doc = {{0}, {0}};
  ElgJourneyRow row = {.deal = {.type = ELG_CELL_NULL}, .scale = 0};
  ElgRc rc = ELG_OK;
  call->eof = !sql_tvf_has(call, 0) || !sql_tvf_has(call, 2);
  if (call->eof) return SQLITE_OK;
  row.has_amount = sql_tvf_has(call, 1);
  if (row.has_amount) rc = sql_credit_whole("amount_minor", call->argv[1], &row.amount, &err);
  if (!rc) rc = sql_credit_text(call->argv[0], &model);
  if (!rc) rc = elg_touch_model_parse(c->models, model, &err);
  if (!rc && sql_tvf_has(call, 3)) rc = tvfattr_options(c, call->argv[3], &err);
  if (!rc) rc = sql_credit_text(call->argv[2], &touches);
  if (!rc) rc = elg_json_parse(&doc, touches, &err);
  if (!rc) rc = tvfattr_one(c, &doc, &row, &err);
  elg_json_free(&doc);
  c->wanted = 1;
  c->results = ELG_JOURNEY_SHARES | ELG_JOURNEY_CREDITS;
  return sql_tvf_rc(call, rc, &err);
}

static int tvfattr_one_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  const TvfAttrCore *c = &((TvfAttr *)state)->core;
  (void)call;
  if (column == TVFATTR_ONE_SHARE) tvfattr_result(c, ctx, TVFATTR_SHARES);
  else if (column == TVFATTR_ONE_CREDIT) tvfattr_result(c, ctx, TVFATTR_CREDITS);
  else tvfattr_result(c, ctx, column + TVFATTR_TOUCH);
  return SQLITE_OK;
}

static const SqlTvf tvfattr_attribute = {
    .name = "elg_attribute",
    .columns = "touch, partner, type, at, position INTEGER, n INTEGER, share REAL, credit_minor INTEGER",
    .args = "model amount_minor touches options",
    .n_required = 3,
    .risk = SQLITE_VTAB_INNOCUOUS,
    .rows = 8,
    .state_size = sizeof(TvfAttr),
    .open = tvfattr_one_open,
    .next = tvfattr_next,
    .column = tvfattr_one_column,
    .close = tvfattr_close,
};

int elg_register_attribution(sqlite3 *db)
{
  int rc = sql_register_tvf(db, &tvfattr_attribution);
  return rc ? rc : sql_register_tvf(db, &tvfattr_attribute);
}
