/* wide.h -- unsigned 128-bit integers for exact shares, in portable C.
**
** Pure values, no failure state except where a function says so. Range of weights and their sums: below 2^126
** (ELG_WIDE_LIMIT in the high word), so that sums of three never overflow.
*/
#ifndef ELG_WIDE_H
#define ELG_WIDE_H
#include "base/base.h"

typedef struct {
  uint64_t hi, lo;
} ElgWide;

/* The first high word beyond the range of weights. */
#define ELG_WIDE_LIMIT ((uint64_t)1 << 62)

static inline ElgWide elg_wide(uint64_t lo) { return (ElgWide){0, lo}; }

static inline int elg_wide_less(ElgWide a, ElgWide b) { return a.hi != b.hi ? a.hi < b.hi : a.lo < b.lo; }

static inline int elg_wide_is_zero(ElgWide a) { return !(a.hi | a.lo); }

static inline ElgWide elg_wide_add(ElgWide a, ElgWide b)
{
  uint64_t lo = a.lo + b.lo;
  return (ElgWide){a.hi + b.hi + (lo < a.lo), lo};
}

/* a - b for b <= a. */
static inline ElgWide elg_wide_sub(ElgWide a, ElgWide b) { return (ElgWide){a.hi - b.hi - (a.lo < b.lo), a.lo - b.lo}; }

/* The nearest double (within one unit in the last place). */
static inline double elg_wide_double(ElgWide a) { return (double)a.hi * 18446744073709551616.0 + (double)a.lo; }

/* The whole product. */
ElgWide elg_wide_product(uint64_t a, uint64_t b);
/* *a *= b. ELG_TOOBIG (and *a unchanged) when the product is not below 2^126. */
ElgRc elg_wide_scale(ElgWide *a, uint64_t b);
/* *a += b. ELG_TOOBIG (and *a unchanged) when the sum is not below 2^126. */
static inline ElgRc elg_wide_accumulate(ElgWide *a, ElgWide b)
{
  ElgWide sum = elg_wide_add(*a, b);
  if (sum.hi >= ELG_WIDE_LIMIT) return ELG_TOOBIG;
  *a = sum;
  return ELG_OK;
}
/* floor(total * weight / sum) and the remainder in *rest, for weight <= sum and 0 < sum < 2^126.
** One division when total and sum fit 32 bits, one of 128 bits where the compiler has it, else 64 steps of doubling. */
uint64_t elg_wide_share(uint64_t total, ElgWide weight, ElgWide sum, ElgWide *rest);
#endif
