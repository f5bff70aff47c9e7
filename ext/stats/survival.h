/* survival.h -- time to an event when some are still waiting: Kaplan-Meier, restricted mean, log-rank.
**
** An ElgRankItem is one subject: x its time under observation (>= 0), event 1 when the event ended it and 0 when it was
** censored (still open), group the number of its group. Censoring at an event time counts as just after it. Items are
** gathered in any order and sorted once (16 bytes an item, as much again while sorting). Undefined values are NaN.
**
** Sources: Kaplan & Meier 1958, JASA 53:457; Greenwood 1926 (variance); Kalbfleisch & Prentice 2002, section 1.4
** (log(-log) interval); Brookmeyer & Crowley 1982, Biometrics 38:29 (interval of the median); Royston & Parmar 2013,
** BMC Medical Research Methodology 13:152 (restricted mean); Mantel 1966, Cancer Chemotherapy Reports 50:163
** (log-rank).
*/
#ifndef ELG_STATS_SURVIVAL_H
#define ELG_STATS_SURVIVAL_H
#include "stats/intern.h"
#include "stats/rank.h"

/* One distinct time of one group. survival is S(time), just after the time's events; greenwood the sum of
** d / (n (n - d)) so far, infinite once S is 0. */
typedef struct {
  double time;
  int64_t at_risk, events, censored;
  double survival, greenwood;
} ElgKmStep;

/* Sort the items of buf (ElgRankItem[]) in place. */
ElgRc elg_survival_sort(ElgBuf *items, ElgPoll *poll);
/* Number the groups of the items by the byte order of their names: order[i] is then the name of group i (uint32_t[]). */
ElgRc elg_survival_number(ElgBuf *items, const ElgIntern *names, ElgBuf *order);
/* Append the steps of n sorted items of one group to out (ElgKmStep[]). */
ElgRc elg_km_curve(const ElgRankItem *items, size_t n, ElgBuf *out, ElgPoll *poll);
/* Standard error of S: S sqrt(greenwood); 0 where S is 1 or 0. */
double elg_km_error(const ElgKmStep *step);
/* log(-log) interval of S; NaN where S is 1 or 0. */
ElgInterval elg_km_interval(const ElgKmStep *step, double z);
/* S at a time; 1 before the first step, NaN after the last one while somebody was still at risk then.
** at, when not NULL, receives the step, or NULL before the first. */
double elg_km_at(const ElgKmStep *steps, size_t n, double time, const ElgKmStep **at);
/* The first time S <= 1/2, and the times its interval's ends reach 1/2; NaN when not reached. Where S is 1/2 over an
** interval: its middle, as for a median of an even number. */
double elg_km_median(const ElgKmStep *steps, size_t n, double z, ElgInterval *ci);
/* Area under S from 0 to tau with its normal interval, 0 .. tau. NaN when the curve ends before tau with somebody
** still waiting. */
double elg_km_rmst(const ElgKmStep *steps, size_t n, double tau, double z, ElgInterval *ci);

typedef struct {
  int64_t n, events; /* observed */
  double expected;
} ElgLogrankGroup;
/* Compare k >= 1 groups (numbers 0 .. k-1) over n sorted items. groups receives k entries. chi2 is NaN below two
** groups that were ever at risk at an event. O(n + times k^2), memory O(k^2). */
ElgRc elg_logrank(const ElgRankItem *items, size_t n, size_t k, ElgLogrankGroup *groups, double *chi2, int *df,
                  ElgPoll *poll);
#define ELG_LOGRANK_MAX 256 /* groups */
#endif
