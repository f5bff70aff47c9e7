#include "stats/survival.h"
#include <math.h>
#include <string.h>
#include "unit.h"

/* Remission of acute leukaemia, weeks (Freireich et al. 1963; Gehan 1965): negative times are censored. */
static const double drug[] = {6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35};
static const double placebo[] = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

static void gather(ElgBuf *items, const double *t, size_t n, uint32_t group)
{
  for (size_t i = 0; i < n; i++) {
    ElgRankItem item = {fabs(t[n - 1 - i]), group, t[n - 1 - i] > 0};
    elg_buf_put(items, &item, sizeof item);
  }
}

static const ElgRankItem *items_of(const ElgBuf *b) { return (const ElgRankItem *)(const void *)b->p; }
static const ElgKmStep *steps_of(const ElgBuf *b) { return (const ElgKmStep *)(const void *)b->p; }

/* Without censoring the curve is the share left, to the last bit, and the median that of the times. */
static void counts(void)
{
  ElgBuf items = {0}, curve = {0};
  ElgPoll poll = {0};
  ElgInterval ci;
  for (uint32_t i = 0; i < 3000; i++) {
    ElgRankItem item = {i, 0, 1};
    elg_buf_put(&items, &item, sizeof item);
  }
  CHECK_INT(elg_km_curve(items_of(&items), 3000, &curve, &poll), ELG_OK);
  for (int i = 0; i < 3000; i++) CHECK(steps_of(&curve)[i].survival == (2999 - i) / 3000.0);
  CHECK_NEAR(elg_km_median(steps_of(&curve), 3000, 2, &ci), 1499.5, 0);
  elg_buf_free(&items);
  elg_buf_free(&curve);
}

/* S and its Greenwood error at the event times as tabulated in Kleinbaum & Klein, Survival Analysis, chapter 2. */
static void kaplan_meier(void)
{
  static const double table[][3] = {{6, .8571, .0764},  {7, .8067, .0869},  {10, .7529, .0963}, {13, .6902, .1068},
                                    {16, .6275, .1141}, {22, .5378, .1282}, {23, .4482, .1346}};
  ElgBuf items = {0}, curve = {0};
  ElgPoll poll = {0};
  ElgInterval ci;
  const ElgKmStep *at;
  gather(&items, drug, 21, 0);
  CHECK_INT(elg_survival_sort(&items, &poll), ELG_OK);
  CHECK_INT(elg_km_curve(items_of(&items), 21, &curve, &poll), ELG_OK);
  size_t n = curve.n / sizeof(ElgKmStep);
  CHECK_INT(n, 16);
  for (size_t i = 0; i < ELG_COUNT(table); i++) {
    CHECK_NEAR(elg_km_at(steps_of(&curve), n, table[i][0], &at), table[i][1], 0.00005);
    CHECK_NEAR(elg_km_error(at), table[i][2], 0.00005);
    CHECK(at->time == table[i][0]);
  }
  CHECK_NEAR(elg_km_at(steps_of(&curve), n, 5.9, &at), 1, 0);
  CHECK(at == NULL);
  CHECK(isnan(elg_km_at(steps_of(&curve), n, 35.1, &at)));
  CHECK_NEAR(elg_km_median(steps_of(&curve), n, elg_critical(0.95), &ci), 23, 0);
  CHECK_NEAR(ci.low, 13, 0); /* R: survfit(conf.type = "log-log") gives 13 to NA */
  CHECK(isnan(ci.high));
  double area =
      6 + (6.0 / 7) + 3 * .80672268907563 + 3 * .752941176470588 + 3 * .690196078431373 + 4 * .627450980392157;
  CHECK_NEAR(elg_km_rmst(steps_of(&curve), n, 20, 1.96, &ci), area, 1e-12);
  CHECK(ci.low < area && ci.high > area && ci.high <= 20);
  CHECK_NEAR(elg_km_rmst(steps_of(&curve), n, 3, 1.96, &ci), 3, 0);
  CHECK(isnan(elg_km_rmst(steps_of(&curve), n, 36, 1.96, &ci)));
  elg_buf_free(&items);
  elg_buf_free(&curve);
}

static void uncensored(void)
{
  ElgBuf items = {0}, curve = {0};
  ElgPoll poll = {0};
  ElgInterval ci;
  gather(&items, placebo, 21, 0);
  elg_survival_sort(&items, &poll);
  elg_km_curve(items_of(&items), 21, &curve, &poll);
  size_t n = curve.n / sizeof(ElgKmStep);
  CHECK_NEAR(elg_km_median(steps_of(&curve), n, elg_critical(0.95), &ci), 8, 0);
  CHECK_NEAR(ci.low, 4, 0);
  CHECK_NEAR(ci.high, 11, 0);
  double sum = 0; /* without censoring the restricted mean is the mean of min(t, tau) */
  for (size_t i = 0; i < 21; i++) sum += fmin(placebo[i], 10);
  CHECK_NEAR(elg_km_rmst(steps_of(&curve), n, 10, 1.96, &ci), sum / 21, 1e-12);
  CHECK_NEAR(elg_km_at(steps_of(&curve), n, 100, NULL), 0, 0);
  elg_buf_reset(&items);
  elg_buf_reset(&curve);
  gather(&items, (double[]){1, 2, 3, 4}, 4, 0); /* the median of an even number */
  elg_km_curve(items_of(&items), 0, &curve, &poll);
  CHECK(isnan(elg_km_median(steps_of(&curve), 0, 1.96, &ci)));
  elg_survival_sort(&items, &poll);
  elg_km_curve(items_of(&items), 4, &curve, &poll);
  CHECK_NEAR(elg_km_median(steps_of(&curve), 4, 1.96, &ci), 2.5, 0);
  elg_buf_free(&items);
  elg_buf_free(&curve);
}

/* Kleinbaum & Klein: log-rank 16.79, expected 19.25 and 10.75. Three groups against a hand-made pooled pair. */
static void logrank(void)
{
  ElgBuf items = {0};
  ElgPoll poll = {0};
  ElgLogrankGroup g[4];
  double chi2, again;
  int df;
  gather(&items, drug, 21, 0);
  gather(&items, placebo, 21, 1);
  elg_survival_sort(&items, &poll);
  CHECK_INT(elg_logrank(items_of(&items), 42, 2, g, &chi2, &df, &poll), ELG_OK);
  CHECK_INT(df, 1);
  CHECK_NEAR(chi2, 16.79294, 0.00001);
  CHECK_INT(g[0].events, 9);
  CHECK_INT(g[1].events, 21);
  CHECK_NEAR(g[0].expected, 19.2505, 0.00005);
  CHECK_NEAR(g[1].expected, 10.7495, 0.00005);
  elg_logrank(items_of(&items), 42, 4, g, &again, &df, &poll); /* empty groups change nothing */
  CHECK_INT(df, 1);
  CHECK_NEAR(again, chi2, 1e-12);
  elg_logrank(items_of(&items), 0, 1, g, &chi2, &df, &poll);
  CHECK(isnan(chi2));
  elg_buf_free(&items);
}

/* V^-1 for two of three groups solved by hand (Cramer) from the same definition. */
static void three_groups(void)
{
  static const double t[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  ElgRankItem items[12];
  ElgPoll poll = {0};
  ElgLogrankGroup g[3];
  double chi2, e[2] = {0}, v[3] = {0};
  int df, o[2] = {0};
  for (uint32_t i = 0; i < 12; i++) items[i] = (ElgRankItem){t[i], (i * 5 / 4) % 3, i % 4 != 3};
  CHECK_INT(elg_logrank(items, 12, 3, g, &chi2, &df, &poll), ELG_OK);
  CHECK_INT(df, 2);
  for (int i = 0; i < 12; i++) {
    if (!items[i].event) continue;
    double p[2] = {0}, n = 12 - i;
    for (int j = i; j < 12; j++)
      if (items[j].group < 2) p[items[j].group] += 1 / n;
    for (int a = 0; a < 2; a++) e[a] += p[a], o[a] += items[i].group == (uint32_t)a;
    v[0] += p[0] * (1 - p[0]), v[1] -= p[0] * p[1], v[2] += p[1] * (1 - p[1]);
  }
  double x = o[0] - e[0], y = o[1] - e[1];
  CHECK_NEAR(chi2, (v[2] * x * x - 2 * v[1] * x * y + v[0] * y * y) / (v[0] * v[2] - v[1] * v[1]), 1e-12);
}

static ElgRc sweep(void)
{
  ElgBuf items = {0}, curve = {0};
  ElgPoll poll = {0};
  ElgLogrankGroup g[2];
  double chi2;
  int df;
  gather(&items, drug, 21, 0);
  gather(&items, placebo, 21, 1);
  ElgRc rc = items.rc;
  if (!rc) rc = elg_survival_sort(&items, &poll);
  if (!rc) rc = elg_km_curve(items_of(&items), 42, &curve, &poll);
  if (!rc) rc = elg_logrank(items_of(&items), 42, 2, g, &chi2, &df, &poll);
  elg_buf_free(&items);
  elg_buf_free(&curve);
  return rc;
}

int main(void)
{
  counts();
  kaplan_meier();
  uncensored();
  logrank();
  three_groups();
  unit_fault_sweep(sweep);
  return unit_end();
}
