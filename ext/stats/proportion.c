#include "stats/proportion.h"
#include <float.h>
#include <math.h>

#define PROPORTION_SQRT2 1.41421356237309504880
#define PROPORTION_PI 3.14159265358979323846
#define PROPORTION_SQRT_2PI 2.50662827463100050242

/* Abramowitz & Stegun 26.2.23 (error below 4.5e-4), then Halley steps, which triple the digits. */
double elg_critical(double confidence)
{
  double q = (1 - confidence) / 2, t = sqrt(-2 * log(q));
  double z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (int i = 0; i < 3; i++) {
    double u = (0.5 * erfc(z / PROPORTION_SQRT2) - q) * PROPORTION_SQRT_2PI * exp(z * z / 2);
    z += u / (1 - z * u / 2);
  }
  return z;
}

double elg_two_sided_p(double z) { return erfc(fabs(z) / PROPORTION_SQRT2); }

/* The sum of elg_chi2_p from its last, largest term down, where e^(-x/2) would underflow. */
static double proportion_chi2_far(double half, int df)
{
  double log_term = df % 2 ? log(2 * sqrt(half / PROPORTION_PI)) - half : -half, q = df % 2 ? erfc(sqrt(half)) : 0;
  for (int k = df % 2 ? 5 : 4; k <= df; k += 2) log_term += log(half / (k / 2.0 - 1));
  double term = df > 1 ? exp(log_term) : 0;
  for (int k = df; k > 1; k -= 2) {
    q += term;
    term *= (k / 2.0 - 1) / half;
  }
  return q;
}

/* Q(x, df) = Q(x, df - 2) + (x/2)^(df/2 - 1) e^(-x/2) / gamma(df/2), from erfc (odd) or e^(-x/2) (even). */
double elg_chi2_p(double chi2, int df)
{
  if (chi2 > 1400) return proportion_chi2_far(chi2 / 2, df);
  double half = chi2 / 2, q = df % 2 ? erfc(sqrt(half)) : exp(-half);
  double term = df % 2 ? 2 * sqrt(half / PROPORTION_PI) * exp(-half) : half * exp(-half);
  if (!(chi2 >= 0)) return NAN;
  for (int k = df % 2 ? 3 : 4; k <= df; k += 2) {
    q += term;
    term *= half / (k / 2.0);
  }
  return fmin(1, q);
}

ElgInterval elg_wilson(double x, double n, double z)
{
  if (!(n > 0)) return (ElgInterval){NAN, NAN};
  double zz = z * z, centre = (x + zz / 2) / (n + zz), half = z / (n + zz) * sqrt(x * (n - x) / n + zz / 4);
  ElgInterval ci = {centre - half, centre + half};
  if (x <= 0 || ci.low < 0) ci.low = 0;
  if (x >= n || ci.high > 1) ci.high = 1;
  return ci;
}

ElgInterval elg_wilson_corrected(double x, double n, double z)
{
  if (!(n > 0)) return (ElgInterval){NAN, NAN};
  double zz = z * z, p = x / n, scale = 2 * (n + zz);
  double low = 2 * x + zz - 1 - z * sqrt(fmax(0, zz - 2 - 1 / n + 4 * p * (n - x + 1)));
  double high = 2 * x + zz + 1 + z * sqrt(fmax(0, zz + 2 - 1 / n + 4 * p * (n - x - 1)));
  return (ElgInterval){x > 0 ? fmax(0, low / scale) : 0, x < n ? fmin(1, high / scale) : 1};
}

ElgInterval elg_newcombe(const double c[4], double z)
{
  ElgInterval a = elg_wilson(c[0], c[1], z), b = elg_wilson(c[2], c[3], z);
  double p = c[0] / c[1], q = c[2] / c[3], d = p - q;
  return (ElgInterval){d - hypot(p - a.low, b.high - q), d + hypot(a.high - p, q - b.low)};
}

double elg_risk_ratio(const double c[4]) { return c[1] > 0 && c[2] > 0 ? (c[0] / c[1]) / (c[2] / c[3]) : NAN; }

ElgInterval elg_katz(const double c[4], double z)
{
  if (!(c[0] > 0 && c[2] > 0)) return (ElgInterval){NAN, NAN};
  double r = log(elg_risk_ratio(c)), half = z * sqrt((c[1] - c[0]) / c[0] / c[1] + (c[3] - c[2]) / c[2] / c[3]);
  return (ElgInterval){exp(r - half), exp(r + half)};
}

/* Score chi-squared of the hypothesis p1 = ratio * p2, p being the restricted estimate of p1. */
static double proportion_score(const double c[4], double ratio)
{
  double n = c[1] + c[3], both = c[0] + c[2], b = ratio * (c[1] + c[2]) + c[0] + c[3];
  double p = 2 * ratio * both / (b + sqrt(fmax(0, b * b - 4 * ratio * n * both)));
  double d = c[0] / c[1] - ratio * (c[2] / c[3]);
  double variance = p * (fmax(0, 1 - p) / c[1] + fmax(0, ratio - p) / c[3]);
  return d == 0 ? 0 : d * d / variance * (n - 1) / n;
}

/* Where the score crosses zz between inside (<= zz) and outside (> zz); both are logarithms of the ratio. */
static double proportion_cross(const double c[4], double zz, double inside, double outside)
{
  for (int i = 0; i < 200 && fabs(outside - inside) > 1e-15 * fabs(inside); i++) {
    double mid = inside + (outside - inside) / 2;
    if (proportion_score(c, exp(mid)) > zz) outside = mid;
    else inside = mid;
  }
  return exp(inside);
}

ElgInterval elg_ratio_score(const double c[4], double z)
{
  ElgInterval ci = {0, NAN};
  if (!(c[1] > 0 && c[3] > 0 && c[0] + c[2] > 0)) return (ElgInterval){NAN, NAN};
  double middle = c[0] > 0 && c[2] > 0 ? log(elg_risk_ratio(c)) : c[0] > 0 ? 600 : -600;
  if (c[0] > 0) ci.low = proportion_cross(c, z * z, middle, -600);
  if (c[2] > 0) ci.high = proportion_cross(c, z * z, middle, 600);
  return ci;
}

/* a b - c d, rounded about once. */
static double proportion_cross_product(double a, double b, double c, double d)
{
  double cd = c * d, rest = fma(-c, d, cd);
  return fma(a, b, -cd) + rest;
}

double elg_two_proportion_p(const double c[4])
{
  double d = proportion_cross_product(c[0], c[3], c[2], c[1]), x = c[0] + c[2], rest = (c[1] - c[0]) + (c[3] - c[2]);
  if (!(c[1] > 0 && c[3] > 0 && x > 0 && rest > 0)) return NAN;
  return elg_two_sided_p(d / sqrt(c[1]) / sqrt(c[3]) * sqrt((c[1] + c[3]) / x / rest));
}

/* Hypergeometric: x successes in group 1 of n1, with m successes in all n1 + n2. */
typedef struct {
  double n1, n2, m;
} ProportionTable;

/* P(x + 1) / P(x) */
static double proportion_up(const ProportionTable *t, double x)
{
  return (t->n1 - x) * (t->m - x) / ((x + 1) * (t->n2 - t->m + x + 1));
}

/* P(x + step) / P(x), step 1 or -1 */
static double proportion_ratio(const ProportionTable *t, double x, double step)
{
  return step > 0 ? proportion_up(t, x) : 1 / proportion_up(t, x - 1);
}

/* P(x) / P(mode) along the walk from the mode to x; 0 once it underflows. */
static ElgRc proportion_relative(const ProportionTable *t, double mode, double x, ElgPoll *poll, double *p)
{
  double step = x > mode ? 1 : -1;
  ElgRc rc = ELG_OK;
  *p = 1;
  for (double k = mode; !rc && k != x && *p > 0; k += step) {
    *p *= proportion_ratio(t, k, step);
    if (*p < DBL_MIN) *p = 0;
    rc = elg_poll(poll);
  }
  return rc;
}

/* Adds the terms from k, where it is p, to end: all to *total, those of at most limit to *tail. The ratio of neighbours falls
** all the way, so what follows a term is less than a geometric series: the walk ends where that no longer counts. */
static ElgRc proportion_walk(const ProportionTable *t, double k, double end, double p, double limit, ElgPoll *poll,
                             double *total, double *tail)
{
  double step = end > k ? 1 : -1;
  ElgRc rc = ELG_OK;
  for (;;) {
    *total += p;
    if (p <= limit) *tail += p;
    if (rc || k == end) return rc;
    double ratio = proportion_ratio(t, k, step);
    k += step;
    p *= ratio;
    if (p < DBL_MIN || (p <= limit && p < 1e-18 * (1 - ratio) * *tail)) return ELG_OK;
    rc = elg_poll(poll);
  }
}

ElgRc elg_fisher_p(const double c[4], ElgPoll *poll, double *p)
{
  ProportionTable t = {c[1], c[3], c[0] + c[2]};
  double high = fmin(t.n1, t.m), low = fmax(0, t.m - t.n2), limit, total = 0, tail = 0;
  double mode = fmin(high, fmax(low, floor((t.n1 + 1) * ((t.m + 1) / (t.n1 + t.n2 + 2)))));
  *p = NAN;
  if (!(c[1] > 0 && c[3] > 0)) return ELG_OK;
  ElgRc rc = proportion_relative(&t, mode, c[0], poll, &limit);
  limit *= 1 + 1e-7;
  if (!rc) rc = proportion_walk(&t, mode, high, 1, limit, poll, &total, &tail);
  if (!rc && mode > low)
    rc = proportion_walk(&t, mode - 1, low, proportion_ratio(&t, mode, -1), limit, poll, &total, &tail);
  *p = fmin(1, tail / total);
  return rc;
}
