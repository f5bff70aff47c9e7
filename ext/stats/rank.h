/* rank.h -- order statistics: median, its interval, the Hodges-Lehmann shift.
**
** Values are finite doubles; 0.0 and -0.0 are one value.
*/
#ifndef ELG_STATS_RANK_H
#define ELG_STATS_RANK_H
#include "base/buf.h"
#include "stats/proportion.h"

/* A value with what belongs to it. */
typedef struct {
  double x;
  uint32_t group, event;
} ElgRankItem;
/* Sort by x, stably. scratch has room for n items. O(n): radix sort, passes over equal bytes are skipped. */
ElgRc elg_rank_sort(ElgRankItem *items, ElgRankItem *scratch, size_t n, ElgPoll *poll);

/* A multiset whose k-th smallest value can be asked for.
**
** It starts as a plain array (8 bytes a value, add O(1), pick O(n)); elg_rank_order turns it into a search tree
** (32 bytes a distinct value; add, remove and pick O(log n)) for windows that slide. A zeroed ElgRank is empty. After
** a failed call it is empty and only elg_rank_free may follow. At most 2^32 - 2 values. The tree: a treap whose
** priorities are a hash of a counter, so its shape does not depend on the values (Seidel & Aragon 1996, Algorithmica
** 16:464). */
typedef struct {
  ElgBuf values;       /* double[], until ordered */
  ElgBuf nodes;        /* tree nodes; node 0 is nil */
  size_t n;            /* values in the multiset */
  uint32_t root, idle; /* tree; list of free nodes */
  int ordered;
  size_t place_n; /* elg_rank_place of this n and level is place */
  double place_level;
  size_t place;
} ElgRank;

ElgRc elg_rank_add(ElgRank *r, double x);
ElgRc elg_rank_order(ElgRank *r);
/* Take one x out; x must be a member and the multiset ordered. */
void elg_rank_remove(ElgRank *r, double x);
/* The k-th smallest, 0 <= k < n. */
ElgRc elg_rank_pick(const ElgRank *r, size_t k, ElgPoll *poll, double *x);
/* The middle value, or the mean of the two middle ones; NaN when empty. */
ElgRc elg_rank_median(const ElgRank *r, ElgPoll *poll, double *x);
/* Interval of the population median: the order statistics p and n + 1 - p with the largest p for which the coverage
** 1 - 2 P(Binomial(n, 1/2) < p) is at least the confidence. No assumption but independence. NaN when n is too small
** (below 6 at 95 %). Conover, Practical Nonparametric Statistics (1999), section 3.2. */
ElgRc elg_rank_interval(ElgRank *r, double confidence, ElgPoll *poll, ElgInterval *ci);
/* That p, 0 for none. O(sqrt n). */
size_t elg_rank_place(size_t n, double confidence);
void elg_rank_free(ElgRank *r);

/* Two samples x and y, each sorted, sizes m and n.
**
** shift: the median of all m n differences x - y (Hodges & Lehmann 1963). ci: the differences number C and mn + 1 - C,
** C the Mann-Whitney quantile, exact while m, n < 50 and normal beyond (Hollander & Wolfe 1999, section 4.3; R's
** wilcox.test). With ties the interval is approximate. NaN when the samples are empty, or too small for the level.
** Either may be NULL: not wanted.
** The differences are not made: O((m + n) 64), no memory but the exact quantile's O(m^2 n). */
ElgRc elg_hodges_lehmann(const double *x, size_t m, const double *y, size_t n, double confidence, ElgPoll *poll,
                         double *shift, ElgInterval *ci);
#endif
