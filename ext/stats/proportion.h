/* proportion.h -- one and two proportions: intervals, ratio and tests.
**
** x of n: 0 <= x <= n, finite; whole numbers unless said otherwise, though the interval formulas accept weighted
** counts. z is the critical value of the two-sided confidence level (elg_critical). What is not defined (n = 0, a
** zero cell) is NaN: no cell is ever corrected by 0.5. All pure, no memory, O(1) unless said otherwise.
*/
#ifndef ELG_STATS_PROPORTION_H
#define ELG_STATS_PROPORTION_H
#include "base/base.h"

typedef struct {
  double low, high;
} ElgInterval;

/* z with P(|Z| > z) = 1 - confidence for a standard normal Z; 0 < confidence < 1. */
double elg_critical(double confidence);
/* P(|Z| >= |z|) */
double elg_two_sided_p(double z);
/* P(X >= chi2) of a chi-squared variable with df >= 1 degrees of freedom: closed recurrence, O(df). */
double elg_chi2_p(double chi2, int df);

/* Wilson's score interval (1927), exact 0 and 1 at x = 0 and x = n.
** Newcombe 1998, Statistics in Medicine 17:857, method 3. */
ElgInterval elg_wilson(double x, double n, double z);
/* The same with continuity correction (method 4): wider, covers at least at the level for nearly every p. */
ElgInterval elg_wilson_corrected(double x, double n, double z);
/* x1/n1 - x2/n2 from two Wilson intervals. Newcombe 1998, Statistics in Medicine 17:873, method 10. */
ElgInterval elg_newcombe(const double c[4], double z);
/* (x1/n1) / (x2/n2) */
double elg_risk_ratio(const double c[4]);
/* Log interval of the ratio. Katz et al. 1978, Biometrics 34:469. NaN when x1 or x2 is 0. */
ElgInterval elg_katz(const double c[4], double z);
/* Score interval of the ratio, by bisection; zero cells need no correction: low is 0 when x1 = 0, high is NaN
** (unbounded) when x2 = 0. Miettinen & Nurminen 1985, Statistics in Medicine 4:213; without its factor N / (N - 1) it
** is Koopman's (1984, Biometrics 40:513). */
ElgInterval elg_ratio_score(const double c[4], double z);

/* Pearson's chi-squared test of x1/n1 = x2/n2 without continuity correction (the pooled z test). NaN when the pooled
** proportion is 0 or 1. */
double elg_two_proportion_p(const double c[4]);
/* Fisher's exact test, two-sided: tables no more probable than the observed one, with R's relative tolerance 1e-7.
** Whole numbers up to 2^53. O(sqrt(n1 + n2)) steps: terms that do not count are not visited. */
ElgRc elg_fisher_p(const double c[4], ElgPoll *poll, double *p);
#endif
