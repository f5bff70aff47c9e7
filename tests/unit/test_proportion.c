#include "stats/proportion.h"
#include <math.h>
#include "unit.h"

static double z95;

static void check_interval(ElgInterval got, double low, double high, double tolerance)
{
  CHECK_NEAR(got.low, low, tolerance);
  CHECK_NEAR(got.high, high, tolerance);
}

/* Newcombe 1998, Statistics in Medicine 17:857, table I; R's prop.test(correct = FALSE). */
static void wilson(void)
{
  check_interval(elg_wilson(81, 263, z95), 0.255288519878274, 0.366209576982800, 1e-14);
  check_interval(elg_wilson(15, 148, z95), 0.0623863995307363, 0.160487241723308, 1e-14);
  check_interval(elg_wilson(0, 20, z95), 0, 0.161125158052819, 1e-14);
  check_interval(elg_wilson(1, 29, z95), 0.00611321429276266, 0.171755218793203, 1e-14);
  check_interval(elg_wilson(29, 29, z95), 0.883030201500259, 1, 1e-14);
  CHECK(elg_wilson(0, 7, z95).low == 0 && elg_wilson(7, 7, z95).high == 1);
  CHECK(isnan(elg_wilson(0, 0, z95).low));
}

/* R's prop.test(correct = TRUE). */
static void corrected(void)
{
  check_interval(elg_wilson_corrected(81, 263, z95), 0.253508682295185, 0.368176201043004, 1e-14);
  check_interval(elg_wilson_corrected(0, 20, z95), 0, 0.200453345013487, 1e-14);
  check_interval(elg_wilson_corrected(20, 20, z95), 1 - 0.200453345013487, 1, 1e-14);
  CHECK(isnan(elg_wilson_corrected(0, 0, z95).low));
  for (double x = 0; x <= 9; x++) {
    CHECK(elg_wilson_corrected(x, 9, z95).low <= elg_wilson(x, 9, z95).low);
    CHECK(elg_wilson_corrected(x, 9, z95).high >= elg_wilson(x, 9, z95).high);
  }
}

/* Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: four decimals. */
static void newcombe(void)
{
  static const struct {
    double c[4], low, high;
  } t[] = {{{56, 70, 48, 80}, .0524, .3339}, {{9, 10, 3, 10}, .1705, .8090},  {{6, 7, 2, 7}, .0582, .8062},
           {{5, 56, 0, 29}, -.0381, .1926},  {{0, 10, 0, 20}, -.1611, .2775}, {{0, 10, 0, 10}, -.2775, .2775},
           {{10, 10, 0, 20}, .6791, 1.0},    {{10, 10, 0, 10}, .6075, 1.0}};
  for (size_t i = 0; i < ELG_COUNT(t); i++) check_interval(elg_newcombe(t[i].c, z95), t[i].low, t[i].high, 0.00005);
  const double fagerland[] = {7, 34, 1, 34};
  check_interval(elg_newcombe(fagerland, z95), 0.018921443885773, 0.340368687032707, 1e-14);
  CHECK(isnan(elg_newcombe((double[]){0, 0, 1, 2}, z95).low));
}

/* Fagerland, Lydersen & Laake 2015, Statistical Methods in Medical Research 24:224 (0.91 to 54, 1.21 to 43);
** Agresti, Categorical Data Analysis: aspirin and heart attacks, 1.82 (1.43 to 2.30). */
static void ratio(void)
{
  const double fagerland[] = {7, 34, 1, 34}, aspirin[] = {189, 11034, 104, 11037};
  check_interval(elg_katz(fagerland, z95), 0.909605511842076, 53.869506464146, 1e-11);
  check_interval(elg_ratio_score(fagerland, z95), 1.2085679750900, 43.0329722387, 1e-9);
  CHECK_NEAR(elg_risk_ratio(aspirin), 1.8178017944535, 1e-12);
  check_interval(elg_katz(aspirin, z95), 1.43303090305056, 2.30588423242245, 1e-13);
  CHECK(isnan(elg_katz((double[]){0, 34, 1, 34}, z95).low) && isnan(elg_katz((double[]){1, 34, 0, 34}, z95).high));
  CHECK(isnan(elg_risk_ratio((double[]){1, 34, 0, 34})));
  CHECK(elg_ratio_score((double[]){0, 34, 1, 34}, z95).low == 0);
  CHECK(isnan(elg_ratio_score((double[]){1, 34, 0, 34}, z95).high));
  CHECK(isnan(elg_ratio_score((double[]){0, 34, 0, 34}, z95).high));
  ElgInterval all = elg_ratio_score((double[]){5, 5, 5, 5}, z95); /* a symmetric table: low * high = 1 */
  CHECK_NEAR(all.low * all.high, 1, 1e-9);
}

static double fisher(const double c[4])
{
  ElgPoll poll = {0};
  double p;
  CHECK_INT(elg_fisher_p(c, &poll, &p), ELG_OK);
  return p;
}

static ElgRc stop(void *arg) { return ++*(int *)arg > 1 ? ELG_INTERRUPT : ELG_OK; }

/* R's prop.test(correct = FALSE) and fisher.test; Fisher's tea tasting. */
static void tests(void)
{
  const double newcombe_a[] = {56, 70, 48, 80}, fagerland[] = {7, 34, 1, 34}, tea[] = {3, 4, 1, 4};
  CHECK_NEAR(elg_two_proportion_p(newcombe_a), 0.00804508136819656, 1e-14);
  CHECK_NEAR(elg_two_proportion_p(fagerland), 0.0239258434806266, 1e-14);
  CHECK(isnan(elg_two_proportion_p((double[]){0, 5, 0, 5})));
  CHECK_NEAR(fisher(newcombe_a), 0.0125211297492092, 1e-14);
  CHECK_NEAR(fisher(fagerland), 0.0544001304950657, 1e-14);
  CHECK_NEAR(fisher(tea), 34.0 / 70, 1e-15);
  CHECK_NEAR(fisher((double[]){8, 10, 1, 6}), 0.034965034965035, 1e-14);
  CHECK_NEAR(fisher((double[]){0, 4, 0, 4}), 1, 0);
  CHECK_NEAR(fisher((double[]){4, 4, 4, 4}), 1, 0);
  CHECK_NEAR(fisher((double[]){5e8, 1e9, 5e8, 1e9}), 1, 1e-9);
  CHECK(isnan(fisher((double[]){0, 0, 1, 4})));
  /* large counts, by sums of 30 digits; terms that underflow end the walk */
  CHECK_NEAR(fisher((double[]){5, 100000, 12, 120000}), 0.22712106598986870, 1e-12);
  CHECK_NEAR(fisher((double[]){500100, 1e6, 499000, 1e6}), 0.12013160835580049, 1e-11);
  CHECK_NEAR(fisher((double[]){6e5, 1e9, 602000, 1e9}), 0.068173445832600979, 1e-11);
  CHECK_NEAR(fisher((double[]){4e12, 9e12, 4e12, 9e12}), 1, 1e-6);
  int asked = 0;
  ElgPoll poll = {stop, &asked, 0};
  double p;
  CHECK_INT(elg_fisher_p((double[]){4e14, 9e14, 4e14, 9e14}, &poll, &p), ELG_INTERRUPT);
  /* nearly all succeed: the failures count */
  CHECK_NEAR(elg_two_proportion_p((double[]){1e15 - 3, 1e15, 1e15 - 9, 1e15}), 0.083264516663550, 1e-13);
  CHECK_NEAR(elg_two_proportion_p((double[]){3, 1e15, 9, 1e15}), 0.083264516663550, 1e-13);
  for (double a = 0; a <= 9; a++) /* the mirrored table has the same p */
    for (double b = 0; b <= 6; b++)
      CHECK_NEAR(fisher((double[]){a, 9, b, 6}), fisher((double[]){6 - b, 6, 9 - a, 9}), 1e-13);
}

int main(void)
{
  z95 = elg_critical(0.95);
  CHECK_NEAR(z95, 1.95996398454005423552, 1e-15);
  CHECK_NEAR(elg_critical(0.9), 1.64485362695147271486, 1e-15);
  CHECK_NEAR(elg_critical(0.99), 2.57582930354890076098, 1e-15);
  CHECK_NEAR(elg_critical(0.5), 0.67448975019608174320, 1e-15);
  CHECK_NEAR(elg_two_sided_p(elg_critical(1 - 1e-9)), 1e-9, 1e-15);
  /* R: pchisq(x, df, lower.tail = FALSE) */
  CHECK_NEAR(elg_chi2_p(3.841458820694124, 1), 0.05, 1e-15);
  CHECK_NEAR(elg_chi2_p(5.991464547107979, 2), 0.05, 1e-15);
  /* where e^(-x/2) underflows */
  CHECK_NEAR(elg_chi2_p(1500, 255) / 4.2447452697621093e-175, 1, 1e-12);
  CHECK_NEAR(elg_chi2_p(1500, 256) / 1.0313369534011518e-174, 1, 1e-12);
  CHECK_NEAR(elg_chi2_p(1401, 3) / 1.7872455055828624e-303, 1, 1e-12);
  CHECK_NEAR(elg_chi2_p(1401, 2) / 5.9801961186397912e-305, 1, 1e-12);
  CHECK_NEAR(elg_chi2_p(1e6, 256), 0, 0);
  CHECK_NEAR(elg_chi2_p(7.814727903251179, 3), 0.05, 1e-15);
  CHECK_NEAR(elg_chi2_p(18.307038053275146, 10), 0.05, 1e-14);
  CHECK_NEAR(elg_chi2_p(19.675137572682495, 11), 0.05, 1e-14);
  CHECK_NEAR(elg_chi2_p(0, 3), 1, 0);
  CHECK(isnan(elg_chi2_p(NAN, 1)));
  wilson();
  corrected();
  newcombe();
  ratio();
  tests();
  return unit_end();
}
