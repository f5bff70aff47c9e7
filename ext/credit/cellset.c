#include "credit/cellset.h"
#include <string.h>
#include "base/hash.h"

/* number + 1, 0 when free; tag is the high half of the hash. */
typedef struct {
  uint32_t tag, number;
} CellsetSlot;

static const char *cellset_at(const ElgCellSet *in, uint32_t id)
{
  return in->arena.p + ((const size_t *)(const void *)in->places.p)[id];
}

size_t elg_cellset_count(const ElgCellSet *in) { return in->places.n / sizeof(size_t); }

void elg_cellset_get(const ElgCellSet *in, uint32_t id, ElgCell *out)
{
  elg_cell_unpack(cellset_at(in, id), out);
}

uint64_t elg_cellset_hash(const ElgCell *c)
{
  if (c->type >= ELG_CELL_TEXT) return elg_hash(c->s) + (uint64_t)c->type;
  if (c->type == ELG_CELL_NULL) return 1;
  return elg_hash((ElgStr){c->type == ELG_CELL_REAL ? (const char *)&c->r : (const char *)&c->i, 8});
}

/* memcmp of short strings without the call: two words that overlap. */
static int cellset_bytes_same(const char *a, const char *b, size_t n)
{
  uint64_t x[2], y[2];
  if (n < 8 || n > 16) return n == 0 || memcmp(a, b, n) == 0;
  memcpy(x, a, 8);
  memcpy(y, b, 8);
  memcpy(x + 1, a + n - 8, 8);
  memcpy(y + 1, b + n - 8, 8);
  return x[0] == y[0] && x[1] == y[1];
}

int elg_cellset_is(const ElgCellSet *in, uint32_t id, const ElgCell *cell)
{
  ElgCell have = {0};
  elg_cell_unpack(cellset_at(in, id), &have);
  if (have.type != cell->type) return 0;
  if (have.type >= ELG_CELL_TEXT) return have.s.n == cell->s.n && cellset_bytes_same(have.s.s, cell->s.s, have.s.n);
  return have.type == ELG_CELL_NULL || (have.type == ELG_CELL_INTEGER ? have.i == cell->i : have.r == cell->r);
}

/* The cell's slot, or the free one it belongs to. */
static CellsetSlot *cellset_slot(const ElgCellSet *in, const ElgCell *cell, uint64_t hash)
{
  CellsetSlot *slots = (CellsetSlot *)(void *)in->slots.p;
  size_t mask = in->slots.n / sizeof *slots - 1, at = (size_t)hash & mask;
  for (; slots[at].number; at = (at + 1) & mask)
    if (slots[at].tag == (uint32_t)(hash >> 32) && elg_cellset_is(in, slots[at].number - 1, cell)) break;
  return slots + at;
}

int elg_cellset_find(const ElgCellSet *in, const ElgCell *cell, uint32_t *id)
{
  if (!in->slots.n) return 0;
  const CellsetSlot *slot = cellset_slot(in, cell, elg_cellset_hash(cell));
  *id = slot->number - 1;
  return slot->number != 0;
}

static ElgRc cellset_widen(ElgCellSet *in)
{
  size_t n = elg_cellset_count(in), cap = in->slots.n / sizeof(CellsetSlot);
  if (n * 2 < cap) return ELG_OK;
  if (n >= INT32_MAX) return ELG_TOOBIG;
  cap = cap ? cap * 2 : 64;
  elg_buf_reset(&in->slots);
  if (!elg_buf_grow(&in->slots, cap * sizeof(CellsetSlot))) return in->slots.rc;
  memset(in->slots.p, 0, in->slots.n);
  for (uint32_t i = 0; i < n; i++) {
    ElgCell cell;
    elg_cellset_get(in, i, &cell);
    uint64_t hash = elg_cellset_hash(&cell);
    *cellset_slot(in, &cell, hash) = (CellsetSlot){(uint32_t)(hash >> 32), i + 1};
  }
  return ELG_OK;
}

static const CellsetSlot *cellset_first(const ElgCellSet *in, uint64_t hash)
{
  const CellsetSlot *slots = (const CellsetSlot *)(const void *)in->slots.p;
  return slots ? slots + (hash & (in->slots.n / sizeof *slots - 1)) : NULL;
}

#if defined(__GNUC__)
void elg_cellset_warm_slot(const ElgCellSet *in, uint64_t hash) { __builtin_prefetch(cellset_first(in, hash)); }

void elg_cellset_warm_cell(const ElgCellSet *in, uint64_t hash)
{
  const CellsetSlot *slot = cellset_first(in, hash);
  if (slot && slot->number) __builtin_prefetch(cellset_at(in, slot->number - 1));
}
#else
void elg_cellset_warm_slot(const ElgCellSet *in, uint64_t hash) { (void)in, (void)hash, (void)cellset_first; }
void elg_cellset_warm_cell(const ElgCellSet *in, uint64_t hash) { (void)in, (void)hash; }
#endif

ElgRc elg_cellset_add_hashed(ElgCellSet *in, const ElgCell *cell, uint64_t hash, uint32_t *id)
{
  ElgRc rc = cellset_widen(in);
  if (rc) return rc;
  CellsetSlot *slot = cellset_slot(in, cell, hash);
  *id = slot->number - 1;
  if (slot->number) return ELG_OK;
  size_t at = in->arena.n;
  rc = elg_cell_pack(&in->arena, cell);
  if (rc) return rc;
  *id = (uint32_t)elg_cellset_count(in);
  elg_buf_put(&in->places, &at, sizeof at);
  if (in->places.rc) return in->places.rc;
  *slot = (CellsetSlot){(uint32_t)(hash >> 32), *id + 1};
  return ELG_OK;
}

ElgRc elg_cellset_add(ElgCellSet *in, const ElgCell *cell, uint32_t *id)
{
  return elg_cellset_add_hashed(in, cell, elg_cellset_hash(cell), id);
}

void elg_cellset_reset(ElgCellSet *in)
{
  elg_buf_reset(&in->arena);
  elg_buf_reset(&in->places);
  if (in->slots.n) memset(in->slots.p, 0, in->slots.n);
}

void elg_cellset_free(ElgCellSet *in)
{
  elg_buf_free(&in->arena);
  elg_buf_free(&in->places);
  elg_buf_free(&in->slots);
}
