/* stratified.h -- Mantel-Haenszel estimates over strata, and the person-time rate ratio.
**
** Every state is a set of exact sums: strata may be added and taken out in any order (sliding windows), the values
** depend on the set of strata alone. A zeroed state is empty. O(1) a stratum.
**
** A stratum is (x1, n1, x2, n2): x1 of n1 in group 1, x2 of n2 in group 2. For rates x are events and n person-time.
** A stratum where n1 or n2 is 0 compares nothing and is left out. Undefined values (a zero sum) are NaN: no cell is
** ever corrected by 0.5.
**
** Sources: Mantel & Haenszel 1959, JNCI 22:719 (odds ratio, test); Greenland & Robins 1985, Biometrics 41:55 (risk
** difference, risk ratio, rate ratio and their variances); Robins, Breslow & Greenland 1986, Biometrics 42:311
** (variance of the log odds ratio).
*/
#ifndef ELG_STATS_STRATIFIED_H
#define ELG_STATS_STRATIFIED_H
#include "stats/proportion.h"
#include "stats/sum.h"

typedef enum { ELG_MH_RISK_DIFFERENCE, ELG_MH_RISK_RATIO, ELG_MH_ODDS_RATIO, ELG_MH_RATE_RATIO } ElgMhMeasure;
typedef enum {
  MH_RD,
  MH_RD_WEIGHT,
  MH_RD_VAR, /* risk difference */
  MH_R1,
  MH_R2,
  MH_RR_VAR,
  MH_RATE_VAR, /* risk and rate ratio: R1 = sum x1 n2 / N, R2 = sum x2 n1 / N */
  MH_AD,
  MH_BC,
  MH_PAD,
  MH_PBC,
  MH_QAD,
  MH_QBC, /* odds ratio: P = (a + d) / N, Q = (b + c) / N */
  MH_TEST_VAR, /* test: observed - expected is MH_RD */
  MH_SUMS
} ElgMhSum;

typedef struct {
  ElgSum sum[MH_SUMS];
  int64_t strata; /* informative ones */
} ElgMh;

/* Add a stratum, or take it out again with sign -1. */
void elg_mh_add(ElgMh *mh, const double c[4], int sign);
/* The estimate and its interval at critical value z (log scale for ratios). */
double elg_mh_estimate(const ElgMh *mh, ElgMhMeasure measure, ElgInterval *ci, double z);
/* Chi-squared of no association, 1 degree of freedom; corrected subtracts Yates' 1/2 as R does by default. */
double elg_mh_chi2(const ElgMh *mh, int corrected);
/* Why the estimate is NaN, or NULL when it is defined: a static text. */
const char *elg_mh_flag(const ElgMh *mh, ElgMhMeasure measure);

/* Events and person-time of an exposed and an unexposed group. */
typedef struct {
  ElgSum events[2], time[2]; /* [exposed] */
} ElgRate;
void elg_rate_add(ElgRate *rate, int exposed, double events, double time, int sign);
/* (events / time) exposed over unexposed with the log interval exp(ln r -+ z sqrt(1/d1 + 1/d0)).
** Rothman, Greenland & Lash, Modern Epidemiology (2008), chapter 14. NaN without events in either group. */
double elg_rate_ratio(const ElgRate *rate, ElgInterval *ci, double z);
/* Score test of equal rates: (d1 - D p) / sqrt(D p (1 - p)), p the exposed share of the person-time. */
double elg_rate_p(const ElgRate *rate);
/* Why the ratio is NaN, or NULL. */
const char *elg_rate_flag(const ElgRate *rate);
#endif
