#include "sqlite/sql_touches.h"
#include <math.h>
#include "credit/when.h"
#include "sqlite/sql_cell.h"
#include "sqlite/sql_credit.h"

/* ---- options ---- */

ElgRc sql_touches_options(SqlTouches *c, sqlite3_value *v, ElgErr *err)
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

const ElgJsonNode *sql_touches_option(const SqlTouches *c, const char *name)
{
  return c->options.nodes.n ? elg_json_get(&c->options, elg_json_root(&c->options), name) : NULL;
}

ElgRc sql_touches_known(SqlTouches *c, const char *names, ElgErr *err)
{
  if (!c->options.nodes.n) return ELG_OK;
  const ElgJsonNode *root = elg_json_root(&c->options);
  for (const ElgJsonNode *m = elg_json_first(root); m; m = elg_json_next(&c->options, root, m))
    if (elg_list_place(names, m->name) < 0)
      return elg_err(err, "unknown option, got '%s'; expected %s", elg_show(m->name).s, elg_list(names).s);
  c->ignore = sql_touches_option(c, "ignore");
  if (c->ignore && c->ignore->type != ELG_JSON_ARRAY)
    return elg_err(err, "ignore: got %s; expected an array of touch types", elg_json_show(c->ignore).s);
  for (const ElgJsonNode *m = c->ignore ? elg_json_first(c->ignore) : NULL; m; m = elg_json_next(&c->options, c->ignore, m))
    if (m->type != ELG_JSON_STRING && m->type != ELG_JSON_NUMBER)
      return elg_err(err, "ignore: got %s; expected an array of touch types", elg_json_show(m).s);
  return ELG_OK;
}

/* Text is a type as it is written, a number a whole one. */
int sql_touches_ignored(const SqlTouches *c, const ElgCell *type)
{
  int64_t i;
  if (!c->ignore || (type->type != ELG_CELL_TEXT && type->type != ELG_CELL_INTEGER)) return 0;
  for (const ElgJsonNode *m = elg_json_first(c->ignore); m; m = elg_json_next(&c->options, c->ignore, m))
    if (type->type == ELG_CELL_TEXT ? elg_str_equal(m->text, type->s) : elg_json_whole(m->text, &i) && i == type->i) return 1;
  return 0;
}

/* ---- the current deal and touch ---- */

ElgRc sql_touches_begin(SqlTouches *c, ElgErr *err)
{
  c->started = 1;
  c->touch = 0;
  ElgRc rc = elg_journey_open(&c->journey, c->deal, err);
  if (rc) return rc;
  size_t n = c->journey.n;
  c->touches = elg_journey_touch(&c->journey, 0);
  elg_cellset_get(&c->journey.deals, c->touches->deal, &c->id);
  elg_buf_reset(&c->shares);
  ElgJourneyShare *out = elg_buf_grow(&c->shares, SQL_TOUCHES_MODELS * n * sizeof *out);
  if (!out) return c->shares.rc;
  for (size_t i = 0; !rc && i < SQL_TOUCHES_MODELS; i++, out += n) {
    int basis = 0;
    if (c->wanted >> i & 1)
      rc = elg_journey_share(&c->journey, c->models + i, c->known, c->results, out, &basis, err);
    c->given[i] = basis ? out : NULL;
  }
  return rc;
}

static void touches_result_at(sqlite3_context *ctx, const ElgJourneyTouch *t)
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

static void touches_result_id(const SqlTouches *c, sqlite3_context *ctx, const ElgJourneyTouch *t, int column)
{
  const ElgJourney *j = &c->journey;
  ElgCell cell;
  if (column == SQL_TOUCHES_DEAL) cell = c->id;
  else if (column == SQL_TOUCHES_TOUCH) elg_journey_id(j, t, &cell);
  else if (column == SQL_TOUCHES_PARTNER) elg_cellset_get(&j->partners, t->partner, &cell);
  else elg_cellset_get(&j->types, t->type, &cell);
  sql_result_cell(ctx, &cell);
}

void sql_touches_result(const SqlTouches *c, sqlite3_context *ctx, int column)
{
  if (column >= SQL_TOUCHES_CREDITS) {
    const ElgJourneyShare *s = c->given[column - SQL_TOUCHES_CREDITS];
    if (s && c->journey.has_amount) sqlite3_result_int64(ctx, s[c->touch].credit);
  } else if (column >= SQL_TOUCHES_SHARES) {
    const ElgJourneyShare *s = c->given[column - SQL_TOUCHES_SHARES];
    if (s) sqlite3_result_double(ctx, s[c->touch].share);
  } else if (column <= SQL_TOUCHES_TYPE) {
    touches_result_id(c, ctx, c->touches + c->touch, column);
  } else if (column == SQL_TOUCHES_AT) {
    touches_result_at(ctx, c->touches + c->touch);
  } else if (column == SQL_TOUCHES_POSITION) {
    sqlite3_result_int64(ctx, (sqlite3_int64)c->touch + 1);
  } else {
    sqlite3_result_int64(ctx, (sqlite3_int64)c->journey.n);
  }
}

void sql_touches_free(SqlTouches *c)
{
  elg_journey_free(&c->journey);
  elg_json_free(&c->options);
  elg_buf_free(&c->options_text);
  elg_buf_free(&c->shares);
}
