#include "match/keys.h"
#include <string.h>
#include "base/hash.h"

/* A word is rare from this weight on: in about one of 1,300 names or fewer. */
#define KEYS_RARE 147
/* Two common words together are worth a key from this sum on. */
#define KEYS_PAIR 190

static void keys_add(ElgKeys *out, uint64_t key, ElgKeyKind kind)
{
  if (out->n == ELG_KEYS_MAX) return;
  for (int i = 0; i < out->n; i++)
    if (out->key[i] == key) return;
  out->key[out->n] = key;
  out->kind[out->n++] = (uint8_t)kind;
}

static uint64_t keys_mix(uint64_t h, uint64_t space) { return elg_hash_next(space * 0x9E3779B97F4A7C15u, h); }

/* Deletions of a word share the space of words: a typo in one name meets the word of the other. */
enum { KEYS_SPACE_CORE = 1, KEYS_SPACE_TOKEN, KEYS_SPACE_PREFIX, KEYS_SPACE_PAIR, KEYS_SPACE_SQUASH, KEYS_SPACE_BAG,
       KEYS_SPACE_ACRONYM };

static uint32_t keys_hash(const char *s, size_t n) { return (uint32_t)elg_hash((ElgStr){s, n}); }

/* All strings that s[from..to) leaves when one of its letters goes, each hashed in the given space. */
static void keys_deletions(ElgKeys *out, const char *s, size_t n, size_t from, size_t to, uint64_t space, ElgKeyKind kind)
{
  char rest[256];
  if (n > sizeof rest) return;
  for (size_t i = from; i < to; i++) {
    if (i > from && s[i] == s[i - 1]) continue;
    memcpy(rest, s, i);
    memcpy(rest + i, s + i + 1, n - i - 1);
    keys_add(out, keys_mix(keys_hash(rest, n - 1), space), kind);
  }
}

static int keys_is_core(const ElgToken *t) { return t->kind != ELG_TOKEN_STOP && !(t->flags & ELG_TOKEN_BRACKET); }
static int keys_is_rare(const ElgToken *t)
{
  return t->weight >= KEYS_RARE && t->len >= 2 && t->kind != ELG_TOKEN_NUMBER;
}

static void keys_rare(ElgKeys *out, const ElgName *name, const ElgToken *t)
{
  const char *s = name->text + t->at;
  keys_add(out, keys_mix(t->loose, KEYS_SPACE_TOKEN), ELG_KEY_TOKEN);
  size_t head = t->flags & ELG_TOKEN_CJK ? 9 : 5;
  if (t->len >= head) keys_add(out, keys_mix(keys_hash(s, head), KEYS_SPACE_PREFIX), ELG_KEY_PREFIX);
  if (t->len < 5 || (t->flags & ELG_TOKEN_CJK)) return;
  if (t->hash != t->loose) keys_add(out, keys_mix(t->hash, KEYS_SPACE_TOKEN), ELG_KEY_TOKEN);
  keys_deletions(out, s, t->len, 0, t->len, KEYS_SPACE_TOKEN, ELG_KEY_DELETION);
}

static void keys_pairs(ElgKeys *out, const ElgToken *const *core, int n)
{
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n && j < i + 4; j++) {
      const ElgToken *a = core[i], *b = core[j];
      if (keys_is_rare(a) || keys_is_rare(b) || a->weight + b->weight < KEYS_PAIR) continue;
      uint32_t lo = a->loose < b->loose ? a->loose : b->loose, hi = a->loose ^ b->loose ^ lo;
      keys_add(out, keys_mix((uint64_t)hi << 32 | lo, KEYS_SPACE_PAIR), ELG_KEY_PAIR);
    }
}

/* Words of common names in any order; with one word left out when enough is left. */
static void keys_bag(ElgKeys *out, const ElgToken *const *core, int n)
{
  uint64_t sum = 0;
  int weight = 0;
  for (int i = 0; i < n; i++) {
    sum += core[i]->loose * 0x9E3779B97F4A7C15u;
    weight += core[i]->weight;
  }
  keys_add(out, keys_mix(sum, KEYS_SPACE_BAG), ELG_KEY_BAG);
  for (int i = 0; i < n && n > 2; i++)
    if (weight - core[i]->weight >= KEYS_PAIR)
      keys_add(out, keys_mix(sum - core[i]->loose * 0x9E3779B97F4A7C15u, KEYS_SPACE_BAG), ELG_KEY_BAG);
}

static void keys_acronyms(ElgKeys *out, const ElgName *name, const ElgToken *const *core, int n)
{
  if (name->acronym_len >= 3)
    keys_add(out, keys_mix(keys_hash(name->acronym, name->acronym_len), KEYS_SPACE_ACRONYM), ELG_KEY_ACRONYM);
  for (int i = 0; i < n; i++)
    if (core[i]->len >= 3 && core[i]->len <= 8 && keys_is_rare(core[i]) && !(core[i]->flags & ELG_TOKEN_CJK))
      keys_add(out, keys_mix(core[i]->hash, KEYS_SPACE_ACRONYM), ELG_KEY_ACRONYM);
}

void elg_block_keys(const ElgName *name, ElgKeys *out)
{
  const ElgToken *core[ELG_NAME_TOKENS], *rare = NULL;
  int n = 0, n_rare = 0;
  out->n = 0;
  if (!name->n) return;
  keys_add(out, keys_mix(name->core, KEYS_SPACE_CORE), ELG_KEY_CORE);
  keys_add(out, keys_mix(name->raw, KEYS_SPACE_CORE), ELG_KEY_CORE);
  keys_add(out, keys_mix(name->all, KEYS_SPACE_CORE), ELG_KEY_CORE);
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    if (!keys_is_core(t)) continue;
    core[n++] = t;
    if (!keys_is_rare(t)) continue;
    n_rare++;
    rare = t;
    keys_rare(out, name, t);
  }
  keys_pairs(out, core, n);
  if (!n_rare) {
    keys_bag(out, core, n);
    keys_deletions(out, name->text, name->core_len, 0, name->core_len, KEYS_SPACE_SQUASH, ELG_KEY_SQUASH);
  } else if (n_rare == 1 && n > 1) {
    keys_deletions(out, name->text, name->core_len, rare->at, (size_t)rare->at + rare->len, KEYS_SPACE_SQUASH, ELG_KEY_SQUASH);
  }
  if (name->core_len) keys_add(out, keys_mix(keys_hash(name->text, name->core_len), KEYS_SPACE_SQUASH), ELG_KEY_SQUASH);
  keys_acronyms(out, name, core, n);
}

const char *elg_key_kind_name(uint8_t kind)
{
  static const char *const names[] = {"core", "token", "deletion", "prefix", "pair", "squash", "bag", "acronym"};
  return names[kind];
}
