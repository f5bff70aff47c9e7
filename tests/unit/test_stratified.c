#include "stats/stratified.h"
#include <math.h>
#include <string.h>
#include "unit.h"

/* UCBAdmissions: admitted and applied, men and women, departments A to F (Bickel, Hammel & O'Connell 1975). */
static const double ucb[6][4] = {{512, 825, 89, 108},  {353, 560, 17, 25}, {120, 325, 202, 593},
                                 {138, 417, 131, 375}, {53, 191, 94, 393}, {22, 373, 24, 341}};

static void check(const ElgMh *mh, ElgMhMeasure measure, double value, double low, double high, double tolerance)
{
  ElgInterval ci;
  CHECK_NEAR(elg_mh_estimate(mh, measure, &ci, elg_critical(0.95)), value, tolerance);
  CHECK_NEAR(ci.low, low, tolerance);
  CHECK_NEAR(ci.high, high, tolerance);
}

/* Odds ratio and test: R's mantelhaen.test. Crude risk ratio 1.47 (men ahead), stratified 0.945: Simpson's paradox. */
static void berkeley(void)
{
  ElgMh mh, again, crude;
  memset(&mh, 0, sizeof mh);
  for (size_t i = 0; i < 6; i++) elg_mh_add(&mh, ucb[i], 1);
  CHECK_INT(mh.strata, 6);
  check(&mh, ELG_MH_ODDS_RATIO, 0.904696828258623, 0.77190736175935, 1.06032976443666, 1e-13);
  check(&mh, ELG_MH_RISK_RATIO, 0.944905022595929, 0.8664522326830039, 1.0304613088274714, 1e-13);
  check(&mh, ELG_MH_RISK_DIFFERENCE, -0.01842519619085251, -0.047078827969682366, 0.010228435587977338, 1e-14);
  CHECK_NEAR(elg_mh_chi2(&mh, 0), 1.524606660443436, 1e-10);
  CHECK_NEAR(elg_chi2_p(elg_mh_chi2(&mh, 0), 1), 0.216923697055518, 1e-10);
  CHECK_NEAR(elg_mh_chi2(&mh, 1), 1.426946228587, 1e-10);
  CHECK_NEAR(elg_chi2_p(elg_mh_chi2(&mh, 1), 1), 0.232263462817, 1e-10);
  memset(&crude, 0, sizeof crude);
  elg_mh_add(&crude, (double[]){1198, 2691, 557, 1835}, 1);
  CHECK_NEAR(elg_mh_estimate(&crude, ELG_MH_RISK_RATIO, &(ElgInterval){0, 0}, 1), 1.4666, 0.00005);

  memset(&again, 0, sizeof again); /* the order of rows and rows that left again change no bit */
  for (size_t i = 6; i-- > 0;) elg_mh_add(&again, ucb[i], 1), elg_mh_add(&again, ucb[5 - i], 1);
  for (size_t i = 0; i < 6; i++) elg_mh_add(&again, ucb[i], -1);
  ElgInterval a, b;
  CHECK(elg_mh_estimate(&mh, ELG_MH_ODDS_RATIO, &a, 1.96) == elg_mh_estimate(&again, ELG_MH_ODDS_RATIO, &b, 1.96));
  CHECK(a.low == b.low && a.high == b.high);
}

/* One stratum: Woolf's odds ratio, Wald's difference, Agresti-Caffo's by adding a success and a failure to each group.
 */
static void single(void)
{
  ElgMh mh;
  memset(&mh, 0, sizeof mh);
  elg_mh_add(&mh, (double[]){7, 34, 1, 34}, 1);
  check(&mh, ELG_MH_ODDS_RATIO, 7.0 * 33 / 27, 0.990490281653990, 73.900301921153, 1e-11);
  check(&mh, ELG_MH_RISK_RATIO, 7, 0.909605511842076, 53.869506464146, 1e-11);
  check(&mh, ELG_MH_RISK_DIFFERENCE, 6.0 / 34, 0.02916942, 0.32377176, 1e-8);
  memset(&mh, 0, sizeof mh);
  elg_mh_add(&mh, (double[]){8, 36, 2, 36}, 1);
  check(&mh, ELG_MH_RISK_DIFFERENCE, 6.0 / 36, 0.01161167, 0.32172166, 1e-8);
}

static void zero_cells(void)
{
  ElgMh mh;
  ElgInterval ci;
  memset(&mh, 0, sizeof mh);
  CHECK(!strcmp(elg_mh_flag(&mh, ELG_MH_RISK_RATIO), "no stratum with both groups"));
  elg_mh_add(&mh, (double[]){3, 5, 0, 0}, 1);
  CHECK_INT(mh.strata, 0);
  CHECK(isnan(elg_mh_estimate(&mh, ELG_MH_RISK_DIFFERENCE, &ci, 2)) && isnan(ci.low));
  elg_mh_add(&mh, (double[]){3, 5, 0, 4}, 1);
  CHECK(isnan(elg_mh_estimate(&mh, ELG_MH_RISK_RATIO, &ci, 2)) && isnan(ci.low));
  CHECK(!strcmp(elg_mh_flag(&mh, ELG_MH_RISK_RATIO), "no events in group 2"));
  CHECK(elg_mh_flag(&mh, ELG_MH_RISK_DIFFERENCE) == NULL);
  elg_mh_add(&mh, (double[]){0, 5, 0, 4}, 1);
  elg_mh_add(&mh, (double[]){5, 5, 4, 4}, 1);
  CHECK(!strcmp(elg_mh_flag(&mh, ELG_MH_ODDS_RATIO), "zero cells"));
  CHECK(isnan(elg_mh_estimate(&mh, ELG_MH_ODDS_RATIO, &ci, 2)));
}

/* Breast cancer and fluoroscopy, person-years (Boice & Monson 1977; Rothman, Greenland & Lash, table 14-1):
** 41 in 28,010 exposed, 15 in 19,017 unexposed; ratio 1.86, 95 % 1.03 to 3.35. */
static void rates(void)
{
  ElgRate rate;
  ElgMh mh;
  ElgInterval ci, cj;
  memset(&rate, 0, sizeof rate);
  memset(&mh, 0, sizeof mh);
  elg_rate_add(&rate, 1, 41, 28010, 1);
  CHECK(!strcmp(elg_rate_flag(&rate), "no unexposed time"));
  elg_rate_add(&rate, 0, 15, 19017, 1);
  double ratio = elg_rate_ratio(&rate, &ci, elg_critical(0.95));
  CHECK_NEAR(ratio, 1.86, 0.005);
  CHECK_NEAR(ci.low, 1.03, 0.005);
  CHECK_NEAR(ci.high, 3.35, 0.005);
  CHECK_NEAR(elg_rate_p(&rate), 0.03736289, 1e-8);
  CHECK(elg_rate_flag(&rate) == NULL);
  elg_mh_add(&mh, (double[]){41, 28010, 15, 19017}, 1); /* one stratum is the crude ratio */
  CHECK_NEAR(elg_mh_estimate(&mh, ELG_MH_RATE_RATIO, &cj, elg_critical(0.95)), ratio, 1e-14);
  CHECK_NEAR(cj.low, ci.low, 1e-12);
  CHECK_NEAR(cj.high, ci.high, 1e-12);
  elg_rate_add(&rate, 0, 15, 0, -1);
  CHECK(!strcmp(elg_rate_flag(&rate), "no unexposed events"));
  CHECK(isnan(elg_rate_ratio(&rate, &ci, 2)));
}

/* Nearly everybody succeeds: what counts are the failures. */
static void large(void)
{
  ElgMh mh;
  ElgRate rate;
  memset(&mh, 0, sizeof mh);
  memset(&rate, 0, sizeof rate);
  elg_mh_add(&mh, (double[]){9666836, 9666836, 9654559, 9654560}, 1);
  CHECK_NEAR(elg_mh_chi2(&mh, 0), 1.0012715235080625, 1e-14);
  elg_rate_add(&rate, 1, 393410, 109671359, 1);
  elg_rate_add(&rate, 0, 5, 49.25, 1);
  CHECK_NEAR(elg_rate_p(&rate) / 1.7550724779116517e-30, 1, 1e-12);
}

int main(void)
{
  berkeley();
  single();
  zero_cells();
  rates();
  large();
  return unit_end();
}
