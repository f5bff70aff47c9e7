/* cover.h -- how long at least k of several intervals hold at once: customer time by the number of integrations in use.
**
**   a  |-----------|            at least 1: from the start of a to the end of c
**   b       |---|               at least 2: the whole of b, and where a and c overlap
**   c            |-------|
**
** A zeroed ElgCover holds no interval. Intervals are [from, to) in any unit; one that does not end after it begins holds nothing.
** 16 bytes an interval, O(n log n) for the value.
*/
#ifndef ELG_COVER_H
#define ELG_COVER_H
#include "base/buf.h"

typedef struct {
  ElgBuf starts, ends; /* double[] */
} ElgCover;

/* from and to are finite. ELG_NOMEM. */
ElgRc elg_cover_add(ElgCover *cover, double from, double to);
/* Time at which at least depth (1 or more) of the intervals hold. Sorts them; more may be added afterwards. */
double elg_cover_value(ElgCover *cover, size_t depth);
void elg_cover_free(ElgCover *cover);
#endif
