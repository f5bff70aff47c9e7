/* compensated.h -- sums of doubles that keep what each addition rounds away (Neumaier 1974): nearly always the exact sum rounded, so that
** the order of the terms does not show. Zeroed: 0. Sums that terms leave again: stats/sum.h. */
#ifndef ELG_COMPENSATED_H
#define ELG_COMPENSATED_H
#include <math.h>

typedef struct {
  double sum, lost;
} ElgCompensated;

static inline void elg_compensated_add(ElgCompensated *s, double x)
{
  double sum = s->sum + x;
  s->lost += fabs(s->sum) >= fabs(x) ? (s->sum - sum) + x : (x - sum) + s->sum;
  s->sum = sum;
}

static inline double elg_compensated_value(const ElgCompensated *s) { return s->sum + s->lost; }
#endif
