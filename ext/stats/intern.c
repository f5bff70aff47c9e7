#include "stats/intern.h"
#include <string.h>
#include "base/hash.h"

typedef struct {
  uint64_t hash;
  size_t at;
  uint32_t n;
} InternEntry;

static InternEntry *intern_entries(const ElgIntern *in) { return (InternEntry *)(void *)in->entries.p; }
static uint32_t *intern_slots(const ElgIntern *in) { return (uint32_t *)(void *)in->slots.p; }

/* Double the slots: number + 1 of an entry, 0 for none, linear probing. */
static ElgRc intern_rehash(ElgIntern *in)
{
  size_t n_slots = in->n_slots ? 2 * in->n_slots : 64;
  ElgBuf made = {0};
  uint32_t *slots = elg_buf_grow(&made, n_slots * sizeof *slots);
  if (!slots) return made.rc;
  memset(slots, 0, n_slots * sizeof *slots);
  for (size_t i = 0; i < in->n; i++) {
    size_t at = (size_t)intern_entries(in)[i].hash & (n_slots - 1);
    while (slots[at]) at = (at + 1) & (n_slots - 1);
    slots[at] = (uint32_t)i + 1;
  }
  elg_buf_free(&in->slots);
  in->slots = made;
  in->n_slots = n_slots;
  return ELG_OK;
}

static ElgRc intern_append(ElgIntern *in, ElgStr s, uint64_t hash, size_t slot, uint32_t *id)
{
  if (in->n >= INT32_MAX || s.n > UINT32_MAX) return ELG_TOOBIG;
  InternEntry entry = {hash, in->bytes.n, (uint32_t)s.n};
  elg_buf_reserve(&in->entries, sizeof entry);
  elg_buf_put(&in->bytes, s.s, s.n);
  if (in->entries.rc || in->bytes.rc) return in->entries.rc ? in->entries.rc : in->bytes.rc;
  elg_buf_put(&in->entries, &entry, sizeof entry);
  *id = (uint32_t)in->n++;
  intern_slots(in)[slot] = *id + 1;
  return ELG_OK;
}

/* The slot of s, or the free one where it belongs. */
static size_t intern_slot(const ElgIntern *in, ElgStr s, uint64_t hash)
{
  size_t at = (size_t)hash & (in->n_slots - 1);
  for (uint32_t slot; (slot = intern_slots(in)[at]) != 0; at = (at + 1) & (in->n_slots - 1)) {
    const InternEntry *e = intern_entries(in) + slot - 1;
    if (e->hash == hash && e->n == s.n && !(s.n && memcmp(in->bytes.p + e->at, s.s, s.n))) break;
  }
  return at;
}

ElgRc elg_intern_add(ElgIntern *in, ElgStr s, uint32_t *id)
{
  if (in->n >= in->n_slots / 2) {
    ElgRc rc = intern_rehash(in);
    if (rc) return rc;
  }
  uint64_t hash = elg_hash(s);
  size_t at = intern_slot(in, s, hash);
  if (!intern_slots(in)[at]) return intern_append(in, s, hash, at, id);
  *id = intern_slots(in)[at] - 1;
  return ELG_OK;
}

int elg_intern_find(const ElgIntern *in, ElgStr s, uint32_t *id)
{
  uint32_t slot = in->n ? intern_slots(in)[intern_slot(in, s, elg_hash(s))] : 0;
  *id = slot - 1;
  return slot != 0;
}

ElgStr elg_intern_get(const ElgIntern *in, size_t id)
{
  const InternEntry *e = intern_entries(in) + id;
  return (ElgStr){in->bytes.p ? in->bytes.p + e->at : "", e->n};
}

/* Shell sort. */
void elg_intern_order(const ElgIntern *in, uint32_t *order)
{
  size_t n = in->n, gap = 1;
  for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap; gap /= 3)
    for (size_t i = gap; i < n; i++) {
      uint32_t id = order[i];
      ElgStr s = elg_intern_get(in, id);
      size_t j = i;
      for (; j >= gap && elg_str_compare(elg_intern_get(in, order[j - gap]), s) > 0; j -= gap)
        order[j] = order[j - gap];
      order[j] = id;
    }
}

void elg_intern_free(ElgIntern *in)
{
  elg_buf_free(&in->bytes);
  elg_buf_free(&in->entries);
  elg_buf_free(&in->slots);
  *in = (ElgIntern){0};
}
