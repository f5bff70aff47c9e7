/* choose.h -- which of all matching pairs to return: the best of a left row, of a right row, of both, or the k best.
**
** Better: higher score, then higher name score, then the earlier row. Left rows choose once per group of right rows (a
** partner's list); right rows choose once. In place, O(n log n), no memory but qsort's.
*/
#ifndef ELG_CHOOSE_H
#define ELG_CHOOSE_H
#include "overlap/record.h"

typedef struct {
  uint32_t left, right; /* rows */
  uint64_t group;       /* of the right row */
  ElgMatch match;
  uint8_t chosen;       /* work space */
} ElgPair;

typedef enum { ELG_CHOOSE_ALL, ELG_CHOOSE_LEFT, ELG_CHOOSE_RIGHT, ELG_CHOOSE_MUTUAL } ElgChoose;

/* Keep the chosen pairs, in order of right row, then of rank; returns how many. k: at most so many a left row and group
** (0: as the rule says). Mutual: the pair is the best of its left row in its group and the best of its right row. */
size_t elg_choose(ElgPair *pairs, size_t n, ElgChoose rule, uint64_t k);
#endif
