#include "stats/stratified.h"
#include <math.h>

void elg_mh_add(ElgMh *mh, const double c[4], int sign)
{
  double a = c[0], n1 = c[1], x2 = c[2], n2 = c[3], n = n1 + n2, b = n1 - a, d = n2 - x2;
  double p = (a + d) / n, q = (b + x2) / n, ad = a * d / n, bc = b * x2 / n, m = a + x2;
  if (!(n1 > 0 && n2 > 0)) return;
  double term[MH_SUMS] = {
      [MH_RD] = (a * d - b * x2) / n,
      [MH_RD_WEIGHT] = n1 * n2 / n,
      [MH_RD_VAR] = a * b / n1 * (n2 / n) * (n2 / n) + x2 * d / n2 * (n1 / n) * (n1 / n),
      [MH_R1] = a * n2 / n,
      [MH_R2] = x2 * n1 / n,
      [MH_RR_VAR] = (a * d * (n1 / n) + x2 * b * (n2 / n)) / n,
      [MH_RATE_VAR] = m * (n1 / n) * (n2 / n),
      [MH_AD] = ad,
      [MH_BC] = bc,
      [MH_PAD] = p * ad,
      [MH_PBC] = p * bc,
      [MH_QAD] = q * ad,
      [MH_QBC] = q * bc,
      [MH_TEST_VAR] = n > 1 ? (n1 / n) * (n2 / n) * m * ((b + d) / (n - 1)) : 0,
  };
  for (int i = 0; i < MH_SUMS; i++) elg_sum_add(mh->sum + i, term[i], sign);
  mh->strata += sign;
}

static double mh_value(const ElgMh *mh, ElgMhSum which) { return elg_sum_value(mh->sum + which); }

/* ratio = top / bottom with a log interval. */
static double mh_ratio(double top, double bottom, double variance, ElgInterval *ci, double z)
{
  *ci = (ElgInterval){NAN, NAN};
  if (!(top > 0 && bottom > 0)) return NAN;
  double ratio = log(top / bottom), half = z * sqrt(fmax(0, variance));
  *ci = (ElgInterval){exp(ratio - half), exp(ratio + half)};
  return top / bottom;
}

static double mh_difference(const ElgMh *mh, ElgInterval *ci, double z)
{
  double weight = mh_value(mh, MH_RD_WEIGHT), d = mh_value(mh, MH_RD) / weight;
  double half = z * sqrt(fmax(0, mh_value(mh, MH_RD_VAR))) / weight;
  *ci = (ElgInterval){NAN, NAN};
  if (!(weight > 0)) return NAN;
  *ci = (ElgInterval){fmax(-1, d - half), fmin(1, d + half)};
  return d;
}

static double mh_odds(const ElgMh *mh, ElgInterval *ci, double z)
{
  double r = mh_value(mh, MH_AD), s = mh_value(mh, MH_BC);
  double variance = mh_value(mh, MH_PAD) / (2 * r * r) + mh_value(mh, MH_QBC) / (2 * s * s) +
                    (mh_value(mh, MH_PBC) + mh_value(mh, MH_QAD)) / (2 * r * s);
  return mh_ratio(r, s, variance, ci, z);
}

double elg_mh_estimate(const ElgMh *mh, ElgMhMeasure measure, ElgInterval *ci, double z)
{
  if (measure == ELG_MH_RISK_DIFFERENCE) return mh_difference(mh, ci, z);
  if (measure == ELG_MH_ODDS_RATIO) return mh_odds(mh, ci, z);
  double r = mh_value(mh, MH_R1), s = mh_value(mh, MH_R2);
  return mh_ratio(r, s, mh_value(mh, measure == ELG_MH_RISK_RATIO ? MH_RR_VAR : MH_RATE_VAR) / (r * s), ci, z);
}

double elg_mh_chi2(const ElgMh *mh, int corrected)
{
  double d = fabs(mh_value(mh, MH_RD)), v = mh_value(mh, MH_TEST_VAR);
  if (corrected) d = fmax(0, d - 0.5);
  return v > 0 ? d * d / v : NAN;
}

const char *elg_mh_flag(const ElgMh *mh, ElgMhMeasure measure)
{
  int odds = measure == ELG_MH_ODDS_RATIO;
  if (!mh->strata) return "no stratum with both groups";
  if (measure == ELG_MH_RISK_DIFFERENCE) return NULL;
  if (!(mh_value(mh, MH_R1) > 0)) return "no events in group 1";
  if (!(mh_value(mh, MH_R2) > 0)) return "no events in group 2";
  return odds && !(mh_value(mh, MH_AD) > 0 && mh_value(mh, MH_BC) > 0) ? "zero cells" : NULL;
}

void elg_rate_add(ElgRate *rate, int exposed, double events, double time, int sign)
{
  elg_sum_add(rate->events + exposed, events, sign);
  elg_sum_add(rate->time + exposed, time, sign);
}

double elg_rate_ratio(const ElgRate *rate, ElgInterval *ci, double z)
{
  double d1 = elg_sum_value(rate->events + 1), d0 = elg_sum_value(rate->events);
  double t1 = elg_sum_value(rate->time + 1), t0 = elg_sum_value(rate->time);
  return mh_ratio(d1 * t0, d0 * t1, 1 / d1 + 1 / d0, ci, z);
}

double elg_rate_p(const ElgRate *rate)
{
  double d1 = elg_sum_value(rate->events + 1), d0 = elg_sum_value(rate->events);
  double odds = sqrt(elg_sum_value(rate->time) / elg_sum_value(rate->time + 1));
  return d1 + d0 > 0 && odds > 0 && isfinite(odds) ? elg_two_sided_p((d1 * odds - d0 / odds) / sqrt(d1 + d0)) : NAN;
}

const char *elg_rate_flag(const ElgRate *rate)
{
  if (!(elg_sum_value(rate->time + 1) > 0)) return "no exposed time";
  if (!(elg_sum_value(rate->time) > 0)) return "no unexposed time";
  if (!(elg_sum_value(rate->events + 1) > 0)) return "no exposed events";
  return elg_sum_value(rate->events) > 0 ? NULL : "no unexposed events";
}
