/* agg_touches.c -- SQL: elg_touches(touch, partner, type, at [, anchor]), an aggregate.
**
**   SELECT s.* FROM (SELECT amount_minor, elg_touches(touchpoint_id, partner_id, type, at) AS touches FROM ... GROUP BY deal) AS d,
**     elg_attribute('u', d.amount_minor, d.touches) AS s;
**
** The document elg_attribute reads, in time order, so that it does not depend on the order of the rows. A row without
** touch, partner, type and time is skipped, so that a LEFT JOIN gives [].
*/
#include "credit/journey.h"
#include "credit/when.h"
#include "sqlite/modules.h"
#include "sqlite/sql_cell.h"
#include "sqlite/sql_credit.h"

typedef struct {
  ElgJourney journey;
  int failed;
} AggTouches;

/* JSON has text and numbers only. */
static ElgRc aggtouches_id(const char *what, sqlite3_value *v, ElgCell *out, ElgErr *err)
{
  if (sqlite3_value_type(v) == SQLITE_BLOB) return elg_err(err, "%s: got a BLOB; expected text or a number", what);
  return sql_cell(v, out) ? ELG_NOMEM : ELG_OK;
}

static ElgRc aggtouches_read(int argc, sqlite3_value **argv, ElgJourneyRow *row, int *skip, ElgErr *err)
{
  ElgStr anchor;
  int blank;
  *row = (ElgJourneyRow){.deal = {.type = ELG_CELL_NULL}, .scale = 0};
  ElgRc rc = aggtouches_id("touch", argv[0], &row->touch, err);
  if (!rc) rc = aggtouches_id("partner", argv[1], &row->partner, err);
  if (!rc) rc = aggtouches_id("type", argv[2], &row->type, err);
  if (!rc) rc = sql_credit_time(argv[3], (ElgWhenRead){0}, &blank, &row->at, &row->scale, err);
  if (rc) return rc;
  *skip = blank && !row->touch.type && !row->partner.type && !row->type.type;
  if (*skip) return ELG_OK;
  if (blank) return elg_err(err, "at: got no time for touch '%s'; expected one", elg_cell_show(&row->touch).s);
  if (argc < 5 || sqlite3_value_type(argv[4]) == SQLITE_NULL) return ELG_OK;
  rc = sql_credit_text(argv[4], &anchor);
  return rc ? rc : elg_touch_marks(anchor, &row->marks, err);
}

static void aggtouches_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err;
  ElgJourneyRow row;
  int skip = 0;
  AggTouches *s = sqlite3_aggregate_context(ctx, sizeof *s);
  if (!s) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (s->failed) return;
  ElgRc rc = aggtouches_read(argc, argv, &row, &skip, &err);
  if (!rc && !skip) rc = elg_journey_add(&s->journey, &row, &err);
  if (!rc) return;
  s->failed = 1;
  sql_fail(ctx, "elg_touches", rc, &err);
}

static void aggtouches_cell(ElgBuf *out, const char *name, const ElgCell *cell)
{
  elg_buf_printf(out, "\"%s\":", name);
  if (cell->type == ELG_CELL_INTEGER) elg_buf_printf(out, "%lld", (long long)cell->i);
  else if (cell->type == ELG_CELL_REAL) elg_buf_double(out, cell->r);
  else if (cell->type == ELG_CELL_NULL) elg_buf_cstr(out, "null");
  else elg_buf_json(out, cell->s);
  elg_buf_byte(out, ',');
}

static void aggtouches_at(ElgBuf *out, const ElgJourneyTouch *t)
{
  char text[ELG_WHEN_TEXT];
  int scale = elg_journey_scale(t);
  elg_buf_cstr(out, "\"at\":");
  if (scale) {
    elg_buf_double(out, t->at * scale);
    return;
  }
  elg_when_format((int64_t)t->at, text);
  elg_buf_printf(out, "\"%s\"", text);
}

static void aggtouches_marks(ElgBuf *out, uint32_t marks)
{
  const char *separator = ",\"anchor\":\"";
  for (int i = 0; i < ELG_ANCHORS; i++) {
    if (!(marks >> i & 1)) continue;
    elg_buf_printf(out, "%s%s", separator, elg_touch_anchor_name(i));
    separator = " ";
  }
  if (marks) elg_buf_byte(out, '"');
}

static ElgRc aggtouches_write(ElgJourney *j, ElgBuf *out, ElgErr *err)
{
  ElgRc rc = elg_journey_group(j);
  elg_buf_byte(out, '[');
  if (!rc && elg_journey_deals(j)) rc = elg_journey_open(j, 0, err);
  for (size_t i = 0; !rc && elg_journey_deals(j) && i < j->n; i++) {
    const ElgJourneyTouch *t = elg_journey_touch(j, i);
    ElgCell cell;
    elg_buf_cstr(out, i ? ",{" : "{");
    elg_journey_id(j, t, &cell);
    aggtouches_cell(out, "touch", &cell);
    elg_cellset_get(&j->partners, t->partner, &cell);
    aggtouches_cell(out, "partner", &cell);
    elg_cellset_get(&j->types, t->type, &cell);
    aggtouches_cell(out, "type", &cell);
    aggtouches_at(out, t);
    aggtouches_marks(out, t->anchors);
    elg_buf_byte(out, '}');
  }
  elg_buf_byte(out, ']');
  return rc ? rc : out->rc;
}

static void aggtouches_final(sqlite3_context *ctx)
{
  AggTouches *s = sqlite3_aggregate_context(ctx, 0);
  ElgBuf out = {0};
  ElgErr err;
  if (!s) {
    sqlite3_result_text(ctx, "[]", 2, SQLITE_STATIC);
    return;
  }
  if (!s->failed) {
    ElgRc rc = aggtouches_write(&s->journey, &out, &err);
    if (rc) sql_fail(ctx, "elg_touches", rc, &err);
    else sql_result_str(ctx, elg_buf_view(&out));
  }
  elg_buf_free(&out);
  elg_journey_free(&s->journey);
}

static const SqlAggregate aggtouches_functions[] = {
    {"elg_touches", 4, SQL_PURE, aggtouches_step, aggtouches_final, 0, 0, 0},
    {"elg_touches", 5, SQL_PURE, aggtouches_step, aggtouches_final, 0, 0, 0},
};

int elg_register_touches(sqlite3 *db)
{
  return sql_register_aggregates(db, aggtouches_functions, ELG_COUNT(aggtouches_functions));
}
