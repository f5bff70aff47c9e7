/* tvf_mantel_haenszel.c -- SQL: elg_mantel_haenszel(relation [, options]), every measure with interval, test and flag.
**
**   SELECT measure, estimate, low, high, p, flag FROM elg_mantel_haenszel('SELECT segment, x1, n1, x2, n2
**     FROM by_segment');
**   SELECT estimate, low, high FROM elg_mantel_haenszel('by_tier', '{"measure":"rate"}');   -- n1, n2 are person-time
**
** One row of the relation a stratum; columns read: x1, n1, x2, n2. A row with a NULL among them is left out. Options:
** measure ("risk" or "rate"), confidence (0.95), columns.
*/
#include <math.h>
#include "sqlite/modules.h"
#include "sqlite/sql_stats.h"
#include "stats/stratified.h"

typedef struct {
  ElgMh mh;
  double confidence, z;
  int rate, row; /* row counts from 1 */
} StratifiedTable;

static const SqlRole stratified_roles[] = {
    {"x1", "x1 events1 successes1", 1},
    {"n1", "n1 total1 time1", 1},
    {"x2", "x2 events2 successes2", 1},
    {"n2", "n2 total2 time2", 1},
};

static const char *const stratified_measures[] = {"risk_difference", "risk_ratio", "odds_ratio", "rate_ratio"};

static int stratified_row(SqlTvfCall *call, StratifiedTable *t, const SqlRelation *r)
{
  double c[4];
  for (size_t i = 0; i < 4; i++)
    if (sqlite3_column_type(r->stmt, r->column[i]) == SQLITE_NULL) return SQLITE_OK;
  for (size_t i = 0; i < 4; i++) {
    int rc = sql_row_number(call, r, i, stratified_roles[i].role, 0, c + i);
    if (rc) return rc;
    if (c[i] < 0)
      return sql_tvf_error(call, "%s, got %.15g; expected a number of at least 0", stratified_roles[i].role, c[i]);
  }
  for (size_t i = 0; !t->rate && i < 4; i += 2)
    if (c[i] > c[i + 1])
      return sql_tvf_error(call, "%s above %s, got %.15g of %.15g; expected x of n cases", stratified_roles[i].role,
                           stratified_roles[i + 1].role, c[i], c[i + 1]);
  elg_mh_add(&t->mh, c, 1);
  return SQLITE_OK;
}

static int stratified_read(SqlTvfCall *call, StratifiedTable *t, const ElgJson *doc)
{
  SqlRelation r;
  ElgStr relation;
  t->confidence = 0.95;
  int rc = sql_option_word(call, doc, "measure", "risk rate", &t->rate);
  if (!rc) rc = sql_option_number(call, doc, "confidence", 1e-12, 1 - 1e-12, &t->confidence);
  if (!rc) rc = sql_text(call->argv[0], &relation);
  if (!rc)
    rc = sql_relation_open(call, "relation", relation, stratified_roles, ELG_COUNT(stratified_roles), doc,
                           sql_option(doc, "columns"), -1, &r);
  if (rc) return rc;
  while (!rc && (rc = sql_relation_step(call, &r)) == SQLITE_ROW) rc = stratified_row(call, t, &r);
  sql_relation_close(&r);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int stratified_open(SqlTvfCall *call, void *p)
{
  StratifiedTable *t = p;
  ElgJson doc = {{0}, {0}};
  if (!sql_tvf_has(call, 0)) {
    call->eof = 1;
    return SQLITE_OK;
  }
  int rc = sql_options(call, 1, "measure confidence columns", &doc);
  if (!rc) rc = stratified_read(call, t, &doc);
  elg_json_free(&doc);
  t->z = rc ? 0 : elg_critical(t->confidence);
  return rc;
}

static int stratified_rewind(SqlTvfCall *call, void *p)
{
  call->eof = !sql_tvf_has(call, 0);
  ((StratifiedTable *)p)->row = 0;
  return SQLITE_OK;
}

static int stratified_next(SqlTvfCall *call, void *p)
{
  StratifiedTable *t = p;
  call->eof = ++t->row > (t->rate ? 1 : 3);
  return SQLITE_OK;
}

static int stratified_column(SqlTvfCall *call, void *p, sqlite3_context *ctx, int column)
{
  const StratifiedTable *t = p;
  ElgMhMeasure measure = t->rate ? ELG_MH_RATE_RATIO : (ElgMhMeasure)(t->row - 1);
  ElgInterval ci;
  (void)call;
  double estimate = elg_mh_estimate(&t->mh, measure, &ci, t->z), chi2 = t->rate ? NAN : elg_mh_chi2(&t->mh, 0);
  const char *flag = elg_mh_flag(&t->mh, measure);
  switch (column) {
  case 0: sqlite3_result_text(ctx, stratified_measures[measure], -1, SQLITE_STATIC); break;
  case 1: sql_result_number(ctx, estimate); break;
  case 2: sql_result_number(ctx, ci.low); break;
  case 3: sql_result_number(ctx, ci.high); break;
  case 4: sql_result_number(ctx, chi2); break;
  case 5: sql_result_number(ctx, elg_chi2_p(chi2, 1)); break;
  case 6: sqlite3_result_int64(ctx, t->mh.strata); break;
  default:
    if (flag) sqlite3_result_text(ctx, flag, -1, SQLITE_STATIC);
  }
  return SQLITE_OK;
}

static void stratified_close(void *p) { (void)p; }

static const SqlTvf stratified_tvf = {
    .name = "elg_mantel_haenszel",
    .columns = "measure TEXT, estimate REAL, low REAL, high REAL, chi2 REAL, p REAL, strata INTEGER, flag TEXT",
    .args = "relation options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 3,
    .state_size = sizeof(StratifiedTable),
    .open = stratified_open,
    .next = stratified_next,
    .column = stratified_column,
    .close = stratified_close,
    .rewind = stratified_rewind,
};

int elg_register_stratified_table(sqlite3 *db) { return sql_register_tvf(db, &stratified_tvf); }
