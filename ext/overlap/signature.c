#include "overlap/signature.h"
#include "base/hash.h"
#include <string.h>

#define SIGNATURE_BITS 32 /* a slot */

/* What of a token is compared. */
static uint64_t signature_token(uint64_t h, const ElgToken *t)
{
  h = elg_hash_next(h, t->hash | (uint64_t)t->loose << 32);
  return elg_hash_next(h, t->at | (uint64_t)t->len << 16 | (uint64_t)t->weight << 24 | (uint64_t)t->kind << 32 | (uint64_t)t->flags << 40 |
                              (uint64_t)t->place << 48);
}

static uint64_t signature_name(uint64_t h, const ElgName *name)
{
  h = elg_hash_next(h, name->full);
  h = elg_hash_next(h, name->raw | (uint64_t)name->all << 32);
  h = elg_hash_next(h, name->n | (uint64_t)name->n_legal << 8 | (uint64_t)name->legal_kind << 16 | (uint64_t)name->has_and << 24 |
                           (uint64_t)name->is_cjk << 32 | (uint64_t)name->is_trade << 33 |
                           (uint64_t)name->acronym_len << 40 | (uint64_t)name->acronym_tail << 48);
  for (int i = 0; i < name->n_legal; i++) h = elg_hash_next(h, name->legal[i]);
  for (int i = 0; i < name->n; i++) h = signature_token(h, name->tokens + i);
  h = elg_hash_next(h, elg_hash((ElgStr){name->acronym, sizeof name->acronym}));
  return elg_hash_next(h, elg_hash((ElgStr){name->text, (size_t)name->text_len + name->written_len}));
}

static uint64_t signature_hash(const ElgRecord *record, ElgStr more)
{
  const ElgFacts *f = record->facts;
  uint64_t h = elg_hash(more);
  for (int i = 0; i < record->n_names; i++) h = signature_name(h, record->name + i);
  if (!f) return h;
  for (int i = 0; i < f->n_domains; i++) h = elg_hash_next(h, f->domain[i]);
  h = elg_hash_next(elg_hash_next(h, f->lei), f->duns);
  return elg_hash_next(elg_hash_next(h, f->registration), f->country);
}

static unsigned char *signature_put(unsigned char *to, uint64_t value, int bytes)
{
  for (int i = 0; i < bytes; i++) *to++ = (unsigned char)(value >> 8 * i);
  return to;
}

static unsigned char *signature_key(unsigned char *to, uint64_t key)
{
  uint32_t kept = ((uint32_t)(key >> 32) & ~ELG_KEY_LACKS) | (uint32_t)(key & ELG_KEY_LACKS);
  if (kept <= ELG_KEY_LACKS) kept |= ELG_KEY_LACKS + 1; /* 0 is an empty slot */
  return signature_put(to, kept, ELG_SIGNATURE_KEY);
}

static uint32_t signature_get(const unsigned char *p)
{
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

size_t elg_signature(const ElgRecord *record, ElgStr more, unsigned char out[ELG_SIGNATURE_MAX])
{
  ElgRecordKeys keys;
  unsigned char *to = signature_put(out, signature_hash(record, more), ELG_SIGNATURE_HASH);
  elg_record_keys(record, &keys);
  for (int i = 0; i < keys.n; i++) to = signature_key(to, keys.key[i]);
  return (size_t)(to - out);
}

static uint32_t signature_lack(uint32_t key) { return key & ELG_KEY_LACKS; }

/* The slot that holds the key, whatever its lack, or the empty one where it would go. */
static size_t signature_slot(const uint32_t *slots, size_t n_slots, uint32_t key)
{
  size_t at = key >> 4 & (n_slots - 1);
  while (slots[at] && (slots[at] ^ key) > ELG_KEY_LACKS) at = (at + 1) & (n_slots - 1);
  return at;
}

static size_t signature_bit(size_t n_slots, uint32_t key) { return key >> 4 & (n_slots * SIGNATURE_BITS - 1); }

static void signature_hold(ElgSignatureSet *set, uint32_t key)
{
  uint32_t *slots = (uint32_t *)(void *)set->slots.p;
  size_t n_slots = set->slots.n / sizeof *slots, at = signature_slot(slots, n_slots, key), bit = signature_bit(n_slots, key);
  set->n += !slots[at];
  if (!slots[at] || signature_lack(key) < signature_lack(slots[at])) slots[at] = key;
  set->bits.p[bit >> 3] = (char)(set->bits.p[bit >> 3] | 1 << (bit & 7));
}

/* Room for n keys more. */
static ElgRc signature_grow(ElgSignatureSet *set, size_t n)
{
  ElgSignatureSet old = *set;
  size_t size = old.slots.n / sizeof(uint32_t), bigger = size ? size : 1024;
  while ((old.n + n) * 2 > bigger) bigger *= 2;
  if (bigger == size) return ELG_OK;
  *set = (ElgSignatureSet){0};
  uint32_t *slots = elg_buf_grow(&set->slots, bigger * sizeof *slots);
  char *bits = elg_buf_grow(&set->bits, bigger / 8 * SIGNATURE_BITS);
  if (slots && bits) {
    memset(slots, 0, bigger * sizeof *slots);
    memset(bits, 0, bigger / 8 * SIGNATURE_BITS);
    const uint32_t *from = (const uint32_t *)(const void *)old.slots.p;
    for (size_t i = 0; i < size; i++)
      if (from[i]) signature_hold(set, from[i]);
  }
  elg_signature_free(&old);
  if (slots && bits) return ELG_OK;
  elg_signature_free(set);
  return ELG_NOMEM;
}

void elg_signature_free(ElgSignatureSet *set)
{
  elg_buf_free(&set->slots);
  elg_buf_free(&set->bits);
  set->n = 0;
}

static size_t signature_keys(size_t length)
{
  return length < ELG_SIGNATURE_HASH ? 0 : (length - ELG_SIGNATURE_HASH) / ELG_SIGNATURE_KEY;
}

ElgRc elg_signature_add(ElgSignatureSet *set, const unsigned char *signature, size_t length)
{
  size_t n = signature_keys(length);
  ElgRc rc = signature_grow(set, n);
  for (size_t i = 0; !rc && i < n; i++)
    signature_hold(set, signature_get(signature + ELG_SIGNATURE_HASH + i * ELG_SIGNATURE_KEY));
  return rc;
}

int elg_signature_meets(const ElgSignatureSet *set, const unsigned char *signature, size_t length)
{
  const uint32_t *slots = (const uint32_t *)(const void *)set->slots.p;
  size_t n = signature_keys(length), n_slots = set->slots.n / sizeof *slots;
  for (size_t i = 0; slots && i < n; i++) {
    uint32_t key = signature_get(signature + ELG_SIGNATURE_HASH + i * ELG_SIGNATURE_KEY);
    size_t bit = signature_bit(n_slots, key);
    if (!(set->bits.p[bit >> 3] >> (bit & 7) & 1)) continue;
    uint32_t met = slots[signature_slot(slots, n_slots, key)];
    if (met && signature_lack(met) + signature_lack(key) <= ELG_KEY_LACK) return 1;
  }
  return 0;
}
