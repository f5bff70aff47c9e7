/* tvf_engagement.c -- SQL: elg_engagement(relation, half_life, recency_half_life).
**
**   SELECT deal, partner, type, weight FROM elg_engagement('SELECT deal, partner, type, at, 1 AS weight,
**     julianday(closed_at) AS reference FROM touch ORDER BY deal', 30, 7);
**
** One row a (deal, partner, type). julian may be left out: it is read from at, exactly as julianday() does. The relation comes with the
** rows of a deal together; it is streamed, one deal in memory, so a statement must not write what it reads. What a deal's rows say of the
** deal is read from the first of them.
*/
#include <math.h>
#include "credit/engagement.h"
#include "credit/when.h"
#include "sqlite/modules.h"
#include "sqlite/sql_cell.h"
#include "sqlite/sql_credit.h"
#include "sqlite/sql_relation.h"

#define TVFENG_COLUMNS                                                                                                   \
  "deal, partner TEXT, type TEXT, mark INTEGER, touches INTEGER, days INTEGER, before REAL, after REAL, weight REAL, "   \
  "squares REAL, recency REAL, first_at TEXT, last_at TEXT, early INTEGER, intro TEXT"
enum { TVFENG_DEAL, TVFENG_PARTNER, TVFENG_TYPE, TVFENG_MARK, TVFENG_TOUCHES, TVFENG_DAYS, TVFENG_BEFORE, TVFENG_AFTER, TVFENG_WEIGHT,
       TVFENG_SQUARES, TVFENG_RECENCY, TVFENG_FIRST, TVFENG_LAST, TVFENG_EARLY, TVFENG_INTRO };

enum { TVFENG_R_DEAL, TVFENG_R_PARTNER, TVFENG_R_TYPE, TVFENG_R_AT, TVFENG_R_JULIAN, TVFENG_R_WEIGHT, TVFENG_R_REFERENCE, TVFENG_R_TOUCH,
       TVFENG_R_MARK, TVFENG_R_ON_DEAL, TVFENG_R_CREATED, TVFENG_R_SOURCE, TVFENG_R_CUTOFF };
static const SqlRole tvfeng_roles[] = {
    {"deal", "deal dealid opportunity opportunityid", 1}, {"partner", "partner partnerid", 1}, {"type", "type touchtype", 1},
    {"at", "at time touchedat", 1}, {"julian", "julian", 0}, {"weight", "weight", 1}, {"reference", "reference", 0},
    {"touch", "touch touchid touchpointid", 0}, {"mark", "mark", 0}, {"on_deal", "ondeal", 0}, {"created_at", "createdat", 0},
    {"source_from", "sourcefrom", 0}, {"cutoff_at", "cutoffat", 0},
};

typedef struct {
  SqlRelation relation;
  SqlPoll poll;
  ElgEngagement core;
  ElgEngagementLine line;
  ElgBuf deal; /* packed cell of the deal at hand */
  ElgCell cell;
  int pending; /* the statement stands on the first row of the next deal */
} TvfEng;

static sqlite3_value *tvfeng_value(const TvfEng *s, int role)
{
  int column = s->relation.column[role];
  return column < 0 ? NULL : sqlite3_column_value(s->relation.stmt, column);
}

/* Text of a role, absent when NULL. */
static ElgRc tvfeng_text(const TvfEng *s, int role, ElgStr *out)
{
  sqlite3_value *v = tvfeng_value(s, role);
  *out = (ElgStr){0, 0};
  return v && sqlite3_value_type(v) != SQLITE_NULL ? sql_credit_text(v, out) : ELG_OK;
}

static double tvfeng_number(const TvfEng *s, int role)
{
  sqlite3_value *v = tvfeng_value(s, role);
  return v && sqlite3_value_type(v) != SQLITE_NULL ? sqlite3_value_double(v) : (double)NAN;
}

static int64_t tvfeng_whole(const TvfEng *s, int role)
{
  sqlite3_value *v = tvfeng_value(s, role);
  return v ? sqlite3_value_int64(v) : 0;
}

/* The Julian day of a time: whole milliseconds / 86400000, as julianday() computes it. NAN when it is none. */
static double tvfeng_julian(ElgStr at)
{
  int64_t seconds;
  int blank = 0;
  ElgErr err;
  if (!elg_when_canonical(at, &seconds) && (elg_when_parse(at, (ElgWhenRead){0}, &blank, &seconds, &err) || blank)) return (double)NAN;
  return (double)(seconds * 1000 + 210866760000000) / 86400000.0;
}

/* The row's touch; one without partner, type or time is none. */
static ElgRc tvfeng_touch(TvfEng *s)
{
  ElgEngagementTouch t = {.weight = tvfeng_number(s, TVFENG_R_WEIGHT),
                          .mark = tvfeng_whole(s, TVFENG_R_MARK),
                          .on_deal = tvfeng_whole(s, TVFENG_R_ON_DEAL) != 0};
  ElgRc rc = tvfeng_text(s, TVFENG_R_PARTNER, &t.partner);
  if (!rc) rc = tvfeng_text(s, TVFENG_R_TYPE, &t.type);
  if (!rc) rc = tvfeng_text(s, TVFENG_R_AT, &t.at);
  if (!rc) rc = tvfeng_text(s, TVFENG_R_TOUCH, &t.touch);
  if (rc || !t.partner.s || !t.type.s || !t.at.s) return rc;
  t.julian = s->relation.column[TVFENG_R_JULIAN] < 0 ? tvfeng_julian(t.at) : tvfeng_number(s, TVFENG_R_JULIAN);
  return elg_engagement_add(&s->core, &t);
}

/* The first row of a deal: its cell, its times and its touch. The texts of the times are kept in front of the touches'. */
static ElgRc tvfeng_deal(TvfEng *s, ElgBuf *times, ElgEngagementDeal *deal)
{
  static const int roles[] = {TVFENG_R_CREATED, TVFENG_R_SOURCE, TVFENG_R_CUTOFF};
  ElgStr *texts[] = {&deal->created_at, &deal->source_from, &deal->cutoff_at};
  ElgCell cell;
  elg_buf_reset(&s->deal);
  elg_buf_reset(times);
  ElgRc rc = sql_cell(tvfeng_value(s, TVFENG_R_DEAL), &cell) ? ELG_NOMEM : elg_cell_pack(&s->deal, &cell);
  if (rc) return rc;
  elg_cell_unpack(s->deal.p, &s->cell);
  deal->reference = tvfeng_number(s, TVFENG_R_REFERENCE);
  size_t ends[3];
  for (size_t i = 0; i < 3 && !rc; i++) {
    rc = tvfeng_text(s, roles[i], texts[i]);
    if (!rc && texts[i]->s) elg_buf_str(times, *texts[i]);
    ends[i] = times->n;
  }
  if (!rc) rc = times->rc;
  for (size_t i = 0; i < 3 && !rc; i++)
    if (texts[i]->s) *texts[i] = (ElgStr){times->p ? times->p + ends[i] - texts[i]->n : "", texts[i]->n};
  return rc;
}

/* Is the row of the deal at hand? */
static ElgRc tvfeng_same(const TvfEng *s, int *same, ElgErr *err)
{
  ElgCell cell;
  if (sql_cell(tvfeng_value(s, TVFENG_R_DEAL), &cell)) return ELG_NOMEM;
  int c = elg_cell_compare(&s->cell, &cell);
  *same = c == 0;
  if (c <= 0) return ELG_OK;
  return elg_err(err, "got deal '%s' behind '%s'; expected rows ordered by deal", elg_cell_show(&cell).s, elg_cell_show(&s->cell).s);
}

/* Read the touches of the next deal. */
static int tvfeng_gather(SqlTvfCall *call, TvfEng *s)
{
  ElgPoll poll = sql_poll(&s->poll, call->db);
  ElgBuf times = {0, 0, 0, ELG_OK};
  ElgEngagementDeal deal = {.reference = (double)NAN};
  ElgErr err;
  ElgRc rc = ELG_OK;
  int first = 1, same = 1, step = SQLITE_ROW;
  elg_engagement_reset(&s->core);
  while (!rc && same) {
    if (!s->pending) step = sql_relation_step(call, &s->relation);
    if (step != SQLITE_ROW) break;
    rc = first ? tvfeng_deal(s, &times, &deal) : tvfeng_same(s, &same, &err);
    if (!rc && same) rc = tvfeng_touch(s);
    if (!rc) rc = elg_poll(&poll);
    s->pending = !same;
    first = 0;
  }
  if (step == SQLITE_DONE) sql_relation_close(&s->relation);
  if (!rc && (step == SQLITE_ROW || step == SQLITE_DONE)) rc = elg_engagement_group(&s->core, &deal);
  elg_buf_free(&times);
  return step == SQLITE_ROW || step == SQLITE_DONE ? sql_tvf_rc(call, rc, &err) : step;
}

static ElgRc tvfeng_half_life(SqlTvfCall *call, int i, const char *what, double *out, ElgErr *err)
{
  int type = sql_tvf_has(call, i) ? sqlite3_value_numeric_type(call->argv[i]) : SQLITE_NULL;
  *out = type == SQLITE_INTEGER || type == SQLITE_FLOAT ? sqlite3_value_double(call->argv[i]) : 0;
  if (*out > 0 && isfinite(*out)) return ELG_OK;
  ElgStr text = ELG_STR("NULL");
  if (sql_tvf_has(call, i) && sql_credit_text(call->argv[i], &text)) return ELG_NOMEM;
  return elg_err(err, "%s: got %s; expected days above 0", what, elg_show(text).s);
}

static int tvfeng_open(SqlTvfCall *call, void *state)
{
  TvfEng *s = state;
  ElgErr err;
  ElgStr relation;
  call->eof = !sql_tvf_has(call, 0);
  if (call->eof) return SQLITE_OK;
  ElgRc rc = tvfeng_half_life(call, 1, "half_life", &s->core.half_life, &err);
  if (!rc) rc = tvfeng_half_life(call, 2, "recency_half_life", &s->core.recency_half_life, &err);
  if (!rc) rc = sql_credit_text(call->argv[0], &relation);
  if (rc) return sql_tvf_rc(call, rc, &err);
  return sql_relation_open(call, "relation", relation, tvfeng_roles, ELG_COUNT(tvfeng_roles), NULL, NULL, -1, &s->relation);
}

static int tvfeng_next(SqlTvfCall *call, void *state)
{
  TvfEng *s = state;
  while (!elg_engagement_next(&s->core, &s->line)) {
    if (!s->relation.stmt) {
      call->eof = 1;
      return SQLITE_OK;
    }
    int rc = tvfeng_gather(call, s);
    if (rc) return rc;
  }
  return SQLITE_OK;
}

static void tvfeng_intro(sqlite3_context *ctx, const ElgEngagementLine *line)
{
  if (!line->intro_at.s) return;
  char *text = sqlite3_mprintf("%.*s %.*s", (int)line->intro_at.n, line->intro_at.s, (int)line->intro_touch.n, line->intro_touch.s);
  if (text) sqlite3_result_text(ctx, text, -1, sqlite3_free);
  else sqlite3_result_error_nomem(ctx);
}

static int tvfeng_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  const TvfEng *s = state;
  const ElgEngagementLine *line = &s->line;
  (void)call;
  switch (column) {
  case TVFENG_DEAL: sql_result_cell(ctx, &s->cell); break;
  case TVFENG_PARTNER: sql_result_str(ctx, line->partner); break;
  case TVFENG_TYPE: sql_result_str(ctx, line->type); break;
  case TVFENG_MARK: sqlite3_result_int64(ctx, line->mark); break;
  case TVFENG_TOUCHES: sqlite3_result_int64(ctx, line->touches); break;
  case TVFENG_DAYS: sqlite3_result_int64(ctx, line->days); break;
  case TVFENG_BEFORE: sqlite3_result_double(ctx, line->before); break;
  case TVFENG_AFTER: sqlite3_result_double(ctx, line->after); break;
  case TVFENG_WEIGHT: sqlite3_result_double(ctx, line->weight); break;
  case TVFENG_SQUARES: sqlite3_result_double(ctx, line->squares); break;
  case TVFENG_RECENCY: sqlite3_result_double(ctx, line->recency); break;
  case TVFENG_FIRST: sql_result_str(ctx, line->first_at); break;
  case TVFENG_LAST: sql_result_str(ctx, line->last_at); break;
  case TVFENG_EARLY: sqlite3_result_int(ctx, line->early); break;
  case TVFENG_INTRO: tvfeng_intro(ctx, line); break;
  default: break;
  }
  return SQLITE_OK;
}

static void tvfeng_close(void *state)
{
  TvfEng *s = state;
  sql_relation_close(&s->relation);
  sql_poll_free(&s->poll);
  elg_engagement_free(&s->core);
  elg_buf_free(&s->deal);
}

static const SqlTvf tvfeng_engagement = {
    .name = "elg_engagement",
    .columns = TVFENG_COLUMNS,
    .args = "relation half_life recency_half_life",
    .n_required = 3,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 100000,
    .state_size = sizeof(TvfEng),
    .open = tvfeng_open,
    .next = tvfeng_next,
    .column = tvfeng_column,
    .close = tvfeng_close,
};

int elg_register_engagement(sqlite3 *db) { return sql_register_tvf(db, &tvfeng_engagement); }
