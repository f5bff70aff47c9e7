/* tvf_survival.c -- SQL: elg_kaplan_meier(relation [, options]) and elg_logrank(relation [, options]).
**
**   SELECT cohort, time, survival, low, high FROM elg_kaplan_meier('deal');
**   SELECT DISTINCT chi2, df, p FROM elg_logrank('SELECT days AS time, won AS event, motion AS cohort FROM deal');
**
** Columns read: time (number >= 0), event (1 ended, 0 still open), cohort (optional). A row with a NULL time or event
** is left out; rows with a NULL cohort are a cohort of their own. Options: confidence (0.95), columns.
*/
#include "base/mem.h"
#include "sqlite/modules.h"
#include "sqlite/sql_stats.h"
#include "stats/intern.h"
#include "stats/survival.h"

typedef struct {
  ElgIntern cohorts; /* "n" for NULL, else "t" and the text */
  ElgBuf items;      /* ElgRankItem[] */
  ElgBuf order;      /* uint32_t[]: the name of each cohort */
  ElgBuf steps;      /* Kaplan-Meier: ElgKmStep[] of the current cohort */
  ElgLogrankGroup *groups;
  double confidence, chi2;
  int df;
  size_t cohort, row, offset; /* the current cohort's place in order; row counts from 1; its first item */
  SqlPoll poll;
} SurvivalTable;

enum { SURVIVAL_TIME, SURVIVAL_EVENT, SURVIVAL_COHORT };
static const SqlRole survival_roles[] = {
    {"time", "time duration days weeks months years", 1},
    {"event", "event ended closed churned won status", 1},
    {"cohort", "cohort group arm stratum segment", 0},
};

static ElgRc survival_cohort(SurvivalTable *t, ElgStr name, int is_null, uint32_t *id)
{
  ElgBuf key = {0};
  elg_buf_byte(&key, is_null ? 'n' : 't');
  elg_buf_str(&key, name);
  ElgRc rc = key.rc ? key.rc : elg_intern_add(&t->cohorts, elg_buf_view(&key), id);
  elg_buf_free(&key);
  return rc;
}

static int survival_item(SqlTvfCall *call, SurvivalTable *t, const SqlRelation *r)
{
  ElgRankItem item = {0, 0, 0};
  double event;
  ElgStr name;
  sqlite3_stmt *stmt = r->stmt;
  if (sqlite3_column_type(stmt, r->column[SURVIVAL_TIME]) == SQLITE_NULL) return SQLITE_OK;
  if (sqlite3_column_type(stmt, r->column[SURVIVAL_EVENT]) == SQLITE_NULL) return SQLITE_OK;
  int rc = sql_row_number(call, r, SURVIVAL_TIME, "time", 0, &item.x);
  if (!rc && item.x < 0) rc = sql_tvf_error(call, "time, got %.15g; expected a number of at least 0", item.x);
  if (!rc) rc = sql_row_number(call, r, SURVIVAL_EVENT, "event", 0, &event);
  if (!rc && event != 0 && event != 1) rc = sql_tvf_error(call, "event, got %.15g; expected 0 or 1", event);
  if (!rc) rc = sql_row_text(r, SURVIVAL_COHORT, &name);
  if (rc) return rc;
  int column = r->column[SURVIVAL_COHORT], is_null = column < 0 || sqlite3_column_type(stmt, column) == SQLITE_NULL;
  ElgRc made = survival_cohort(t, name, is_null, &item.group);
  item.x += 0.0;
  item.event = event == 1;
  elg_buf_put(&t->items, &item, sizeof item);
  return sql_rc(made ? made : t->items.rc);
}

static int survival_gather(SqlTvfCall *call, SurvivalTable *t, const ElgJson *doc)
{
  SqlRelation r;
  ElgStr relation;
  t->confidence = 0.95;
  int rc = sql_option_number(call, doc, "confidence", 1e-12, 1 - 1e-12, &t->confidence);
  if (!rc) rc = sql_text(call->argv[0], &relation);
  if (!rc)
    rc = sql_relation_open(call, "relation", relation, survival_roles, ELG_COUNT(survival_roles), doc,
                           sql_option(doc, "columns"), -1, &r);
  if (rc) return rc;
  while (!rc && (rc = sql_relation_step(call, &r)) == SQLITE_ROW) rc = survival_item(call, t, &r);
  sql_relation_close(&r);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Read, sort by time, number the cohorts by their names. */
static int survival_prepare(SqlTvfCall *call, SurvivalTable *t)
{
  ElgJson doc = {{0}, {0}};
  if (!sql_tvf_has(call, 0)) return SQLITE_OK;
  int rc = sql_options(call, 1, "confidence columns", &doc);
  if (!rc) rc = survival_gather(call, t, &doc);
  elg_json_free(&doc);
  if (rc) return rc;
  ElgPoll poll = sql_poll(&t->poll, call->db);
  ElgRc sorted = elg_survival_sort(&t->items, &poll);
  if (sorted || !t->cohorts.n) return sql_rc(sorted);
  return sql_rc(elg_survival_number(&t->items, &t->cohorts, &t->order));
}

static void survival_result_cohort(const SurvivalTable *t, sqlite3_context *ctx)
{
  ElgStr key = elg_intern_get(&t->cohorts, ((const uint32_t *)(const void *)t->order.p)[t->cohort]);
  if (key.s[0] == 't') sql_result_str(ctx, (ElgStr){key.s + 1, key.n - 1});
}

/* Distribute the sorted items so that each cohort's are neighbours. */
static ElgRc survival_part(SurvivalTable *t)
{
  size_t n = t->items.n / sizeof(ElgRankItem), k = t->cohorts.n, sum = 0;
  const ElgRankItem *from = (const ElgRankItem *)(const void *)t->items.p;
  ElgBuf made = {0}, starts = {0};
  ElgRankItem *to = elg_buf_grow(&made, t->items.n);
  size_t *at = to ? elg_buf_grow(&starts, k * sizeof *at) : NULL;
  if (!at) {
    elg_buf_free(&made);
    return ELG_NOMEM;
  }
  for (size_t i = 0; i < k; i++) at[i] = 0;
  for (size_t i = 0; i < n; i++) at[from[i].group]++;
  for (size_t i = 0; i < k; i++) {
    size_t count = at[i];
    at[i] = sum;
    sum += count;
  }
  for (size_t i = 0; i < n; i++) to[at[from[i].group]++] = from[i];
  elg_buf_free(&starts);
  elg_buf_free(&t->items);
  t->items = made;
  return ELG_OK;
}

/* The curve of the cohort whose items start at offset. */
static ElgRc survival_curve_of(SqlTvfCall *call, SurvivalTable *t)
{
  size_t n = t->items.n / sizeof(ElgRankItem), end = t->offset;
  const ElgRankItem *items = (const ElgRankItem *)(const void *)t->items.p;
  while (end < n && items[end].group == t->cohort) end++;
  ElgPoll poll = sql_poll(&t->poll, call->db);
  elg_buf_reset(&t->steps);
  ElgRc rc = elg_km_curve(items + t->offset, end - t->offset, &t->steps, &poll);
  t->offset = end;
  t->row = 0;
  return rc;
}

static int km_open(SqlTvfCall *call, void *p)
{
  SurvivalTable *t = p;
  int rc = survival_prepare(call, t);
  call->eof = !t->cohorts.n;
  if (rc || call->eof) return rc;
  ElgRc part = survival_part(t);
  return sql_rc(part ? part : survival_curve_of(call, t));
}

static int km_rewind(SqlTvfCall *call, void *p)
{
  SurvivalTable *t = p;
  call->eof = !t->cohorts.n;
  t->cohort = t->offset = 0;
  return call->eof ? SQLITE_OK : sql_rc(survival_curve_of(call, t));
}

static int km_next(SqlTvfCall *call, void *p)
{
  SurvivalTable *t = p;
  if (++t->row <= t->steps.n / sizeof(ElgKmStep)) return SQLITE_OK;
  call->eof = ++t->cohort >= t->cohorts.n;
  if (call->eof) return SQLITE_OK;
  ElgRc rc = survival_curve_of(call, t);
  t->row = 1;
  return sql_rc(rc);
}

static int km_column(SqlTvfCall *call, void *p, sqlite3_context *ctx, int column)
{
  const SurvivalTable *t = p;
  const ElgKmStep *s = (const ElgKmStep *)(const void *)t->steps.p + t->row - 1;
  (void)call;
  switch (column) {
  case 0: survival_result_cohort(t, ctx); break;
  case 1: sql_result_number(ctx, s->time); break;
  case 2: sqlite3_result_int64(ctx, s->at_risk); break;
  case 3: sqlite3_result_int64(ctx, s->events); break;
  case 4: sqlite3_result_int64(ctx, s->censored); break;
  case 5: sql_result_number(ctx, s->survival); break;
  case 6: sql_result_number(ctx, elg_km_error(s)); break;
  case 7: sql_result_number(ctx, elg_km_interval(s, elg_critical(t->confidence)).low); break;
  default: sql_result_number(ctx, elg_km_interval(s, elg_critical(t->confidence)).high);
  }
  return SQLITE_OK;
}

static int logrank_open(SqlTvfCall *call, void *p)
{
  SurvivalTable *t = p;
  int rc = survival_prepare(call, t);
  size_t k = t->cohorts.n;
  call->eof = !k;
  if (rc || !k) return rc;
  if (k > ELG_LOGRANK_MAX)
    return sql_tvf_error(call, "got %lld cohorts; expected at most %d", (long long)k, ELG_LOGRANK_MAX);
  t->groups = elg_realloc(NULL, k * sizeof *t->groups);
  if (!t->groups) return SQLITE_NOMEM;
  ElgPoll poll = sql_poll(&t->poll, call->db);
  t->cohort = (size_t)-1;
  return sql_rc(elg_logrank((const ElgRankItem *)(const void *)t->items.p, t->items.n / sizeof(ElgRankItem), k,
                            t->groups, &t->chi2, &t->df, &poll));
}

static int logrank_rewind(SqlTvfCall *call, void *p)
{
  SurvivalTable *t = p;
  call->eof = !t->cohorts.n;
  t->cohort = (size_t)-1;
  return SQLITE_OK;
}

static int logrank_next(SqlTvfCall *call, void *p)
{
  SurvivalTable *t = p;
  call->eof = ++t->cohort >= t->cohorts.n;
  return SQLITE_OK;
}

static int logrank_column(SqlTvfCall *call, void *p, sqlite3_context *ctx, int column)
{
  const SurvivalTable *t = p;
  const ElgLogrankGroup *g = t->groups + t->cohort;
  (void)call;
  switch (column) {
  case 0: survival_result_cohort(t, ctx); break;
  case 1: sqlite3_result_int64(ctx, g->n); break;
  case 2: sqlite3_result_int64(ctx, g->events); break;
  case 3: sql_result_number(ctx, g->expected); break;
  case 4: sql_result_number(ctx, t->chi2); break;
  case 5: sqlite3_result_int(ctx, t->df); break;
  default: sql_result_number(ctx, elg_chi2_p(t->chi2, t->df));
  }
  return SQLITE_OK;
}

static void survival_close(void *p)
{
  SurvivalTable *t = p;
  elg_intern_free(&t->cohorts);
  elg_buf_free(&t->items);
  elg_buf_free(&t->order);
  elg_buf_free(&t->steps);
  elg_free(t->groups);
  sql_poll_free(&t->poll);
}

static const SqlTvf km_tvf = {
    .name = "elg_kaplan_meier",
    .columns = "cohort TEXT, time REAL, at_risk INTEGER, events INTEGER, censored INTEGER, survival REAL, error REAL, "
               "low REAL, high REAL",
    .args = "relation options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 500,
    .state_size = sizeof(SurvivalTable),
    .open = km_open,
    .next = km_next,
    .column = km_column,
    .close = survival_close,
    .rewind = km_rewind,
};

static const SqlTvf logrank_tvf = {
    .name = "elg_logrank",
    .columns = "cohort TEXT, n INTEGER, observed INTEGER, expected REAL, chi2 REAL, df INTEGER, p REAL",
    .args = "relation options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 5,
    .state_size = sizeof(SurvivalTable),
    .open = logrank_open,
    .next = logrank_next,
    .column = logrank_column,
    .close = survival_close,
    .rewind = logrank_rewind,
};

int elg_register_survival_tables(sqlite3 *db)
{
  int rc = sql_register_tvf(db, &km_tvf);
  return rc ? rc : sql_register_tvf(db, &logrank_tvf);
}
