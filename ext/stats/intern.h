/* intern.h -- byte strings to dense numbers 0, 1, 2, ... in order of first appearance.
**
** A zeroed ElgIntern is empty. Owns copies of the strings; after a failed add only
** elg_intern_free may follow. Amortised O(bytes) an add;
** memory: the distinct strings once, and 24 to 32 bytes each. At most 2^31 strings.
*/
#ifndef ELG_STATS_INTERN_H
#define ELG_STATS_INTERN_H
#include "base/buf.h"

typedef struct {
  ElgBuf bytes, entries, slots;
  size_t n, n_slots; /* n_slots is 0 or a power of two */
} ElgIntern;

/* The number of s, a new one when it was not seen before. */
ElgRc elg_intern_add(ElgIntern *in, ElgStr s, uint32_t *id);
/* Whether s was added, and its number. */
int elg_intern_find(const ElgIntern *in, ElgStr s, uint32_t *id);
/* The string of a number, borrowed until the next add. */
ElgStr elg_intern_get(const ElgIntern *in, size_t id);
/* Write the numbers in byte order of their strings: order has room for n. O(n log^2 n). */
void elg_intern_order(const ElgIntern *in, uint32_t *order);
void elg_intern_free(ElgIntern *in);
#endif
