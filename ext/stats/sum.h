/* sum.h -- exact sums of doubles, for aggregates whose rows come and go.
**
** A fixed-point number of 69 base-2^32 digits covers every finite double, so adding and subtracting lose nothing:
** the value depends on the multiset of terms alone, never on their order, and a sliding window gives bit for bit
** what a fresh sum gives. A zeroed ElgSum is the empty sum. 568 bytes; add is O(1), value O(69).
**
**   digit[i] * 2^(32 i - 1074), digits signed and carried lazily: 2^30 additions fit before a carry is due
**
** Source: U. Kulisch, Computer Arithmetic and Validity (2008), chapter 8 (the long accumulator).
*/
#ifndef ELG_STATS_SUM_H
#define ELG_STATS_SUM_H
#include "base/base.h"

#define ELG_SUM_DIGITS 69
typedef struct {
  int64_t digit[ELG_SUM_DIGITS];
  uint32_t pending;  /* additions since the last carry */
  int64_t n_special; /* infinities and NaN among the terms */
} ElgSum;

/* Add x, or take it out again with sign -1. sign is 1 or -1. */
void elg_sum_add(ElgSum *sum, double x, int sign);
/* Add the product x * y without rounding it (exact unless it overflows, or underflows below 1e-290). */
void elg_sum_add_product(ElgSum *sum, double x, double y, int sign);
/* The sum rounded once to nearest; NaN while a term is not finite; an infinity when it exceeds the doubles. */
double elg_sum_value(const ElgSum *sum);
/* n squares - sum^2 of the sums of n terms and of their squares, rounded once: n (n - 1) times the sample's variance. */
double elg_sum_spread(const ElgSum *sum, const ElgSum *squares, double n);
#endif
