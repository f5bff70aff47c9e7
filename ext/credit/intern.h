/* intern.h -- numbers for distinct cells: 0, 1, 2, ... in the order of first sight.
**
** Equal means the same type and the same bytes or value. Zeroed: empty. Expected O(1) a lookup.
*/
#ifndef ELG_INTERN_H
#define ELG_INTERN_H
#include "credit/cell.h"

typedef struct {
  ElgBuf arena;  /* packed cells */
  ElgBuf places; /* size_t: where each number's cell is */
  ElgBuf slots;  /* open addressing, at most half full */
} ElgIntern;

/* The number of the cell, a new one when it has none. ELG_TOOBIG beyond 2^31. */
ElgRc elg_intern(ElgIntern *in, const ElgCell *cell, uint32_t *id);
/* The same in steps, for callers that look up many cells at once and hide the cache misses of a large table: hash all,
** warm all (the slot), warm again (the cell), then look up. */
uint64_t elg_intern_hash(const ElgCell *cell);
void elg_intern_warm_slot(const ElgIntern *in, uint64_t hash);
void elg_intern_warm_cell(const ElgIntern *in, uint64_t hash);
ElgRc elg_intern_hashed(ElgIntern *in, const ElgCell *cell, uint64_t hash, uint32_t *id);
size_t elg_intern_count(const ElgIntern *in);
/* The cell of a number; its bytes are borrowed until the next elg_intern. */
void elg_intern_cell(const ElgIntern *in, uint32_t id, ElgCell *out);
void elg_intern_reset(ElgIntern *in);
void elg_intern_free(ElgIntern *in);
#endif
