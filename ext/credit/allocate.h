/* allocate.h -- split a whole amount into whole parts: the largest remainder method (Hamilton).
**
** part_i = floor(|total| * w_i / W); the units left over go one each to the largest remainders, ties to the lowest
** rank; then the sign of total is put back, so that a credit note cancels its invoice. The parts always add up to total.
** Source: A. Hamilton's apportionment; the same rule as Fowler's Money.allocate with remainders ranked.
*/
#ifndef ELG_ALLOCATE_H
#define ELG_ALLOCATE_H
#include "credit/wide.h"

typedef struct {
  ElgWide weight; /* in: >= 0, all in one unit */
  uint32_t rank;  /* in: tie order, unique */
  int64_t part;   /* out */
  ElgWide rest;   /* scratch */
} ElgPart;

/* Set every part. The sum of the weights must be above 0 (ELG_ERROR) and below 2^126 (ELG_TOOBIG).
** O(n log n); allocates only when n > 16. */
ElgRc elg_allocate(int64_t total, ElgPart *parts, size_t n, ElgErr *err);
#endif
