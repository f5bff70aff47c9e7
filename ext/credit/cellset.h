/* cellset.h -- numbers for distinct cells: 0, 1, 2, ... in the order of first sight.
**
** Equal means the same type and the same bytes or value. Zeroed: empty. Expected O(1) a lookup.
*/
#ifndef ELG_CELLSET_H
#define ELG_CELLSET_H
#include "credit/cell.h"

typedef struct {
  ElgBuf arena;  /* packed cells */
  ElgBuf places; /* size_t: where each number's cell is */
  ElgBuf slots;  /* open addressing, at most half full */
} ElgCellSet;

/* The number of the cell, a new one when it has none. ELG_TOOBIG beyond 2^31. */
ElgRc elg_cellset_add(ElgCellSet *in, const ElgCell *cell, uint32_t *id);
/* The same in steps, for callers that look up many cells at once and hide the cache misses of a large table: hash all,
** warm all (the slot), warm again (the cell), then look up. */
uint64_t elg_cellset_hash(const ElgCell *cell);
void elg_cellset_warm_slot(const ElgCellSet *in, uint64_t hash);
void elg_cellset_warm_cell(const ElgCellSet *in, uint64_t hash);
ElgRc elg_cellset_add_hashed(ElgCellSet *in, const ElgCell *cell, uint64_t hash, uint32_t *id);
/* 1 and its number when the cell is there. */
int elg_cellset_find(const ElgCellSet *in, const ElgCell *cell, uint32_t *id);
/* 1 when number id < count is the cell's. */
int elg_cellset_is(const ElgCellSet *in, uint32_t id, const ElgCell *cell);
size_t elg_cellset_count(const ElgCellSet *in);
/* The cell of a number; its bytes are borrowed until the next elg_cellset_add. */
void elg_cellset_get(const ElgCellSet *in, uint32_t id, ElgCell *out);
void elg_cellset_reset(ElgCellSet *in);
void elg_cellset_free(ElgCellSet *in);
#endif
