/* tvf_attribute.c -- SQL: elg_attribute(model, amount_minor, touches [, options]): one deal from a document.
**
**   SELECT partner, share, credit_minor FROM elg_attribute('w', 100000, '[{"touch":1,"partner":"p","at":"2024-01-31"}]');
*/
#include <math.h>
#include <string.h>
#include "credit/when.h"
#include "sqlite/modules.h"
#include "sqlite/sql_credit.h"
#include "sqlite/sql_touches.h"
#include "sqlite/sql_tvf.h"

enum { TVFONE_SHARE = 6, TVFONE_CREDIT = 7 };

static void tvfone_cell(const ElgJson *doc, const ElgJsonNode *touch, const char *name, ElgCell *out)
{
  const ElgJsonNode *m = elg_json_get(doc, touch, name);
  out->type = ELG_CELL_NULL;
  if (!m || m->type == ELG_JSON_NULL) return;
  out->type = ELG_CELL_TEXT;
  out->s = m->text;
  if (m->type != ELG_JSON_NUMBER) return;
  out->type = ELG_CELL_INTEGER;
  if (elg_json_whole(m->text, &out->i)) return;
  out->r = elg_json_double(m);
  if (out->r == floor(out->r) && fabs(out->r) < 9007199254740992.0) out->i = (int64_t)out->r;
  else out->type = ELG_CELL_REAL;
}

/* A time of a document: a number as elg_attribution reads numbers, or text. NaN when absent. */
static ElgRc tvfone_time(const ElgJsonNode *m, ElgWhenRead how, double *out, int *scale, ElgErr *err)
{
  int blank = 0;
  int64_t seconds;
  *out = NAN;
  *scale = 0;
  if (!m || m->type == ELG_JSON_NULL) return ELG_OK;
  if (m->type == ELG_JSON_NUMBER) {
    if (sql_credit_epoch(elg_json_double(m), out, scale)) return ELG_OK;
    return elg_err(err, "time: got %s; expected epoch seconds or milliseconds", elg_show(m->text).s);
  }
  ElgRc rc = elg_when_parse(m->text, how, &blank, &seconds, err);
  if (!rc && !blank) *out = (double)seconds;
  return rc;
}

static ElgRc tvfone_touch(SqlTouches *c, const ElgJson *doc, const ElgJsonNode *touch, ElgJourneyRow *row, ElgErr *err)
{
  if (touch->type != ELG_JSON_OBJECT)
    return elg_err(err, "touches: got %s; expected {\"touch\", \"partner\", \"type\", \"at\"}", elg_show(touch->text).s);
  const ElgJsonNode *anchor = elg_json_get(doc, touch, "anchor");
  tvfone_cell(doc, touch, "touch", &row->touch);
  tvfone_cell(doc, touch, "partner", &row->partner);
  tvfone_cell(doc, touch, "type", &row->type);
  row->marks = 0;
  ElgRc rc = tvfone_time(elg_json_get(doc, touch, "at"), (ElgWhenRead){0}, &row->at, &row->scale, err);
  if (!rc && isnan(row->at)) rc = elg_err(err, "at: got no time in %s; expected one on every touch", elg_show(touch->text).s);
  if (anchor && anchor->type == ELG_JSON_NULL) anchor = NULL;
  if (!rc && anchor) rc = elg_touch_marks(anchor->text, &row->marks, err);
  if (anchor) c->known = (1u << ELG_ANCHORS) - 1;
  row->ignored = sql_touches_ignored(c, &row->type);
  return rc ? rc : elg_journey_add(&c->journey, row, err);
}

static ElgRc tvfone_deal(SqlTouches *c, ElgJourneyRow *row, ElgErr *err)
{
  static const char *const names[] = {"lead_at", "opportunity_at", "closed_at"};
  static const int anchors[] = {ELG_ANCHOR_LEAD, ELG_ANCHOR_OPPORTUNITY, ELG_ANCHOR_CLOSE};
  ElgRc rc = ELG_OK;
  c->journey.has_until = 1;
  for (size_t k = 0; !rc && k < ELG_UNTILS; k++) {
    int scale;
    rc = tvfone_time(sql_touches_option(c, names[k]), (ElgWhenRead){.end_of_day = 1}, &row->until[k], &scale, err);
    if (!isnan(row->until[k])) c->known |= 1u << anchors[k];
  }
  return rc;
}

static ElgRc tvfone_read(SqlTouches *c, const ElgJson *doc, ElgJourneyRow *row, ElgErr *err)
{
  const ElgJsonNode *root = elg_json_root(doc);
  ElgRc rc = sql_touches_known(c, "lead_at opportunity_at closed_at ignore", err);
  if (!rc) rc = tvfone_deal(c, row, err);
  if (!rc && root->type != ELG_JSON_ARRAY)
    rc = elg_err(err, "touches: got %s; expected an array", elg_json_type_name(root->type));
  for (const ElgJsonNode *m = rc ? NULL : elg_json_first(root); !rc && m; m = elg_json_next(doc, root, m))
    rc = tvfone_touch(c, doc, m, row, err);
  return rc ? rc : elg_journey_group(&c->journey);
}

static int tvfone_open(SqlTvfCall *call, void *state)
{
  SqlTouches *c = state;
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
  if (!rc && sql_tvf_has(call, 3)) rc = sql_touches_options(c, call->argv[3], &err);
  if (!rc) rc = sql_credit_text(call->argv[2], &touches);
  if (!rc) rc = elg_json_parse(&doc, touches, &err);
  if (!rc) rc = tvfone_read(c, &doc, &row, &err);
  elg_json_free(&doc);
  c->wanted = 1;
  c->results = ELG_JOURNEY_SHARES | ELG_JOURNEY_CREDITS;
  return sql_tvf_rc(call, rc, &err);
}

static int tvfone_next(SqlTvfCall *call, void *state)
{
  SqlTouches *c = state;
  ElgErr err;
  if (c->started && ++c->touch < c->journey.n) return SQLITE_OK;
  call->eof = c->started || !elg_journey_deals(&c->journey);
  return call->eof ? SQLITE_OK : sql_tvf_rc(call, sql_touches_begin(c, &err), &err);
}

static int tvfone_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  const SqlTouches *c = state;
  (void)call;
  if (column == TVFONE_SHARE) sql_touches_result(c, ctx, SQL_TOUCHES_SHARES);
  else if (column == TVFONE_CREDIT) sql_touches_result(c, ctx, SQL_TOUCHES_CREDITS);
  else sql_touches_result(c, ctx, column + SQL_TOUCHES_TOUCH);
  return SQLITE_OK;
}

static void tvfone_close(void *state) { sql_touches_free(state); }

static const SqlTvf tvfone_attribute = {
    .name = "elg_attribute",
    .columns = "touch, partner, type, at, position INTEGER, n INTEGER, share REAL, credit_minor INTEGER",
    .args = "model amount_minor touches options",
    .n_required = 3,
    .risk = SQLITE_VTAB_INNOCUOUS,
    .rows = 8,
    .state_size = sizeof(SqlTouches),
    .open = tvfone_open,
    .next = tvfone_next,
    .column = tvfone_column,
    .close = tvfone_close,
};

int elg_register_attribute(sqlite3 *db) { return sql_register_tvf(db, &tvfone_attribute); }
