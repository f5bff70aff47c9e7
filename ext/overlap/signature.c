#include "overlap/signature.h"
#include "base/hash.h"
#include <string.h>

static void signature_put(unsigned char *out, size_t *n, uint64_t key)
{
  uint32_t kept = ((uint32_t)(key >> 32) & ~ELG_KEY_LACKS) | (uint32_t)(key & ELG_KEY_LACKS);
  if (kept <= ELG_KEY_LACKS) kept |= ELG_KEY_LACKS + 1; /* 0 is an empty slot */
  unsigned char *p = out + (*n)++ * ELG_SIGNATURE_KEY;
  for (int i = 0; i < ELG_SIGNATURE_KEY; i++) p[i] = (unsigned char)(kept >> 8 * i);
}

static uint32_t signature_get(const unsigned char *p)
{
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void signature_fact(unsigned char *out, size_t *n, uint64_t kind, uint64_t value)
{
  if (value) signature_put(out, n, elg_hash_next(kind, value) & ~(uint64_t)ELG_KEY_LACKS);
}

size_t elg_signature(const ElgRecord *record, unsigned char out[ELG_SIGNATURE_MAX * ELG_SIGNATURE_KEY])
{
  ElgKeys keys;
  size_t n = 0;
  for (int k = 0; k < record->n_names; k++) {
    elg_block_keys(record->name + k, &keys);
    for (int i = 0; i < keys.n; i++) signature_put(out, &n, keys.key[i]);
  }
  const ElgFacts *f = record->facts;
  if (!f) return n;
  for (int i = 0; i < f->n_domains; i++) signature_fact(out, &n, 1, f->domain[i]);
  signature_fact(out, &n, 2, f->lei);
  signature_fact(out, &n, 3, f->duns);
  signature_fact(out, &n, 4, f->registration);
  return n;
}

static uint32_t signature_lack(uint32_t key) { return key & ELG_KEY_LACKS; }

/* The slot that holds the key, whatever its lack, or the empty one where it would go. */
static size_t signature_slot(const uint32_t *slots, size_t n_slots, uint32_t key)
{
  size_t at = key >> 4 & (n_slots - 1);
  while (slots[at] && (slots[at] ^ key) > ELG_KEY_LACKS) at = (at + 1) & (n_slots - 1);
  return at;
}

static void signature_hold(uint32_t *slots, size_t n_slots, uint32_t key, size_t *n)
{
  size_t at = signature_slot(slots, n_slots, key);
  *n += !slots[at];
  if (!slots[at] || signature_lack(key) < signature_lack(slots[at])) slots[at] = key;
}

/* Room for n keys more. */
static ElgRc signature_grow(ElgSignatureSet *set, size_t n)
{
  size_t size = set->slots.n / sizeof(uint32_t), bigger = size ? size : 1024, held = 0;
  while ((set->n + n) * 2 > bigger) bigger *= 2;
  if (bigger == size) return ELG_OK;
  ElgBuf old = set->slots;
  set->slots = (ElgBuf){0};
  uint32_t *slots = elg_buf_grow(&set->slots, bigger * sizeof *slots);
  if (slots) {
    memset(slots, 0, bigger * sizeof *slots);
    const uint32_t *from = (const uint32_t *)(const void *)old.p;
    for (size_t i = 0; i < size; i++)
      if (from[i]) signature_hold(slots, bigger, from[i], &held);
  }
  elg_buf_free(&old);
  return slots ? ELG_OK : ELG_NOMEM;
}

ElgRc elg_signature_add(ElgSignatureSet *set, const unsigned char *key, size_t n)
{
  ElgRc rc = signature_grow(set, n);
  for (size_t i = 0; !rc && i < n; i++)
    signature_hold((uint32_t *)(void *)set->slots.p, set->slots.n / sizeof(uint32_t), signature_get(key + i * ELG_SIGNATURE_KEY), &set->n);
  return rc;
}

int elg_signature_meets(const ElgSignatureSet *set, const unsigned char *key, size_t n)
{
  const uint32_t *slots = (const uint32_t *)(const void *)set->slots.p;
  for (size_t i = 0; slots && i < n; i++) {
    uint32_t k = signature_get(key + i * ELG_SIGNATURE_KEY), met = slots[signature_slot(slots, set->slots.n / sizeof k, k)];
    if (met && signature_lack(met) + signature_lack(k) <= ELG_KEY_LACK) return 1;
  }
  return 0;
}
