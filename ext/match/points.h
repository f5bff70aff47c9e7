/* points.h -- a text as an array of code points, on the stack while it is short.
**
** Bytes that are no UTF-8 become U+FFFD, one each. An ElgPoints must not be moved or copied: p may point into it.
*/
#ifndef ELG_POINTS_H
#define ELG_POINTS_H
#include "base/base.h"

enum { ELG_POINTS_LOCAL = 256, ELG_POINTS_ASCII = 128 };

typedef struct {
  uint32_t *p; /* n code points, in local or on the heap */
  size_t n;
  uint32_t bits; /* all code points or-ed: below 128 means ASCII */
  uint32_t local[ELG_POINTS_LOCAL];
} ElgPoints;

/* Read text. ELG_OK or ELG_NOMEM; *out may be freed in both cases. 4 bytes a byte of text beyond 256. */
ElgRc elg_points_read(ElgPoints *out, ElgStr text);
void elg_points_free(ElgPoints *points);
/* Replace the code points of both texts by numbers 0 .. *count - 1, equal for equal code points only, so that tables
** can be indexed by them. ASCII texts stay as they are and have *count = 128. O(n log n). ELG_OK or ELG_NOMEM. */
ElgRc elg_points_number(ElgPoints *a, ElgPoints *b, uint32_t *count);
#endif
