#include "match/keys.h"
#include <string.h>
#include "base/hash.h"
#include "name/sound.h"

/* Word weights (0..255) from which a word is rare (one name in 20,000 or fewer) and known (one in 400). */
#define KEYS_RARE 202
#define KEYS_KNOWN 122
/* Two words are worth a key from this sum of weights on. */
#define KEYS_PAIR 205
/* Two beginnings of words are worth a key from this sum on. */
#define KEYS_PREFIX 250
/* Words of a long name that make pairs: the tellingmost ones. */
#define KEYS_PAIR_WORDS 6

/* Spaces of keys. A word and its deletions share one, so that a typo in one name meets the word of the other. */
enum { KEYS_SPACE_CORE = 1, KEYS_SPACE_BAG, KEYS_SPACE_TOKEN, KEYS_SPACE_PREFIX, KEYS_SPACE_PAIR, KEYS_SPACE_SQUASH,
       KEYS_SPACE_ACRONYM, KEYS_SPACE_SOUND };

typedef struct {
  ElgKeys *out;
  const ElgName *name;
  const ElgToken *word[ELG_NAME_TOKENS]; /* core words without fillers, or all of them when only fillers are there */
  int n, n_rare;
  const ElgToken *rare; /* the last rare word */
} Keys;

static void keys_add(ElgKeys *out, uint64_t hash, uint64_t space, ElgKeyKind kind)
{
  uint64_t key = elg_hash_next(space * 0x9E3779B97F4A7C15u, hash);
  key = kind == ELG_KEY_PART || kind == ELG_KEY_INITIALS ? key | ELG_KEY_IS_PART : key & ~(uint64_t)ELG_KEY_IS_PART;
  if (out->n == ELG_KEYS_MAX) return;
  for (int i = 0; i < out->n; i++)
    if (out->key[i] == key) return;
  out->key[out->n] = key;
  out->kind[out->n++] = (uint8_t)kind;
}

static uint32_t keys_hash(const char *s, size_t n) { return (uint32_t)elg_hash((ElgStr){s, n}); }

/* All strings that s[0..n) leaves when one of the letters [from, to) goes. */
static void keys_deletions(ElgKeys *out, const char *s, size_t n, size_t from, size_t to, uint64_t space, ElgKeyKind kind)
{
  char rest[256];
  if (n > sizeof rest) return;
  memcpy(rest, s + 1, n - 1);
  for (size_t i = 0; i < from; i++) rest[i] = s[i];
  for (size_t i = from; i < to; i++) {
    if (i > from) rest[i - 1] = s[i - 1];
    if (i > from && s[i] == s[i - 1]) continue;
    keys_add(out, keys_hash(rest, n - 1), space, kind);
  }
}

static int keys_is_rare(const ElgToken *t) { return t->weight >= KEYS_RARE && t->len >= 3 && t->kind != ELG_TOKEN_NUMBER; }

static void keys_words(Keys *k)
{
  for (int pass = 0; pass < 2 && !k->n; pass++)
    for (int i = 0; i < k->name->n; i++) {
      const ElgToken *t = k->name->tokens + i;
      if (elg_token_is_core(t) && (pass || t->kind != ELG_TOKEN_FILLER)) k->word[k->n++] = t;
    }
  for (int i = 0; i < k->n; i++)
    if (keys_is_rare(k->word[i])) k->n_rare++, k->rare = k->word[i];
}

/* Of a long word: finds inflections, truncations, and what was written together with it. */
static void keys_beginning(Keys *k, const ElgToken *t)
{
  int cjk = (t->flags & ELG_TOKEN_CJK) != 0;
  if (t->len < (cjk ? 9 : 7)) return;
  keys_add(k->out, keys_hash(k->name->text + t->at, cjk ? 9 : 6), KEYS_SPACE_PREFIX, ELG_KEY_PREFIX);
}

static void keys_rare(Keys *k, const ElgToken *t)
{
  const char *s = k->name->text + t->at;
  keys_add(k->out, t->loose, KEYS_SPACE_TOKEN, ELG_KEY_TOKEN);
  keys_beginning(k, t);
  if (t->flags & ELG_TOKEN_CJK) return;
  if (t->hash != t->loose) keys_add(k->out, t->hash, KEYS_SPACE_TOKEN, ELG_KEY_TOKEN);
  if (t->len >= 5) keys_deletions(k->out, s, t->len, 0, t->len, KEYS_SPACE_TOKEN, ELG_KEY_DELETION);
}

static uint64_t keys_unordered(uint32_t a, uint32_t b)
{
  return a < b ? (uint64_t)b << 32 | a : (uint64_t)a << 32 | b;
}

/* The tellingmost words, in order of the name. */
static int keys_telling(const Keys *k, const ElgToken **word)
{
  int n = 0, floor = 0;
  for (int i = 0; i < k->n; i++) word[n++] = k->word[i];
  while (n > KEYS_PAIR_WORDS) {
    for (int i = 1; i < n; i++)
      if (word[i]->weight < word[floor]->weight) floor = i;
    memmove(word + floor, word + floor + 1, (size_t)(n - floor - 1) * sizeof *word);
    n--;
    floor = 0;
  }
  return n;
}

static void keys_pairs(Keys *k)
{
  const ElgToken *word[ELG_NAME_TOKENS];
  int n = keys_telling(k, word);
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n; j++) {
      const ElgToken *a = word[i], *b = word[j];
      if (keys_is_rare(a) || keys_is_rare(b) || a->weight + b->weight < KEYS_PAIR) continue;
      keys_add(k->out, keys_unordered(a->loose, b->loose), KEYS_SPACE_PAIR, ELG_KEY_PAIR);
    }
}

/* First four letters of neighbours: "technol instr" meets "technologies instruments". */
static void keys_prefixes(Keys *k)
{
  for (int i = 0; i + 1 < k->n; i++) {
    const ElgToken *a = k->word[i], *b = k->word[i + 1];
    if (((a->flags | b->flags) & ELG_TOKEN_CJK) || a->weight + b->weight < KEYS_PREFIX) continue;
    uint32_t x = keys_hash(k->name->text + a->at, a->len < 4 ? a->len : 4);
    uint32_t y = keys_hash(k->name->text + b->at, b->len < 4 ? b->len : 4);
    keys_add(k->out, (uint64_t)x << 32 | y, KEYS_SPACE_PREFIX, ELG_KEY_PREFIX);
  }
}

static void keys_bag(Keys *k)
{
  uint64_t sum = 0;
  for (int i = 0; i < k->n; i++) sum += k->word[i]->loose * 0x9E3779B97F4A7C15u;
  keys_add(k->out, sum, KEYS_SPACE_BAG, ELG_KEY_BAG);
  for (int i = 0; i < k->n && k->n > 1; i++)
    if (k->word[i]->weight >= KEYS_KNOWN && !keys_is_rare(k->word[i]))
      keys_add(k->out, k->word[i]->loose * 0x9E3779B97F4A7C15u, KEYS_SPACE_BAG, ELG_KEY_PART);
}

/* Typos that no rare word finds: in names without one, and in a word that is rare perhaps only by its typo. */
static void keys_squash(Keys *k)
{
  const char *s = k->name->text;
  size_t n = k->name->core_len;
  if (!n) return;
  keys_add(k->out, keys_hash(s, n), KEYS_SPACE_SQUASH, ELG_KEY_SQUASH);
  if (!k->n_rare && n >= 4) keys_deletions(k->out, s, n, 0, n, KEYS_SPACE_SQUASH, ELG_KEY_SQUASH);
  else if (k->n_rare == 1 && k->name->n_core > 1)
    keys_deletions(k->out, s, n, k->rare->at, (size_t)k->rare->at + k->rare->len, KEYS_SPACE_SQUASH, ELG_KEY_SQUASH);
}

static void keys_acronyms(Keys *k)
{
  const ElgName *name = k->name;
  if (!k->n) return;
  if (name->acronym_len >= 3)
    keys_add(k->out, keys_hash(name->acronym, name->acronym_len), KEYS_SPACE_ACRONYM, ELG_KEY_INITIALS);
  const ElgToken *t = k->word[0];
  if (k->n == 1 && t->len >= 3 && t->len <= 8 && !(t->flags & ELG_TOKEN_CJK))
    keys_add(k->out, t->hash, KEYS_SPACE_ACRONYM, ELG_KEY_ACRONYM);
}

void elg_block_keys(const ElgName *name, ElgKeys *out)
{
  Keys k = {.out = out, .name = name};
  ElgSound sound;
  out->n = 0;
  if (!name->n) return;
  keys_words(&k);
  keys_add(out, name->core, KEYS_SPACE_CORE, ELG_KEY_CORE);
  keys_add(out, name->raw, KEYS_SPACE_CORE, ELG_KEY_CORE);
  keys_add(out, name->all, KEYS_SPACE_CORE, ELG_KEY_CORE);
  keys_bag(&k);
  for (int i = 0; i < k.n; i++)
    if (keys_is_rare(k.word[i])) keys_rare(&k, k.word[i]);
  if (k.n == 1 && !k.n_rare) keys_beginning(&k, k.word[0]);
  keys_pairs(&k);
  keys_prefixes(&k);
  keys_squash(&k);
  keys_acronyms(&k);
  elg_sound(name, &sound);
  if (sound.script) keys_add(out, keys_hash(sound.s, sound.n), KEYS_SPACE_SOUND, ELG_KEY_SOUND);
}

const char *elg_key_kind_name(uint8_t kind)
{
  static const char *const names[] = {"core",   "bag",  "part",   "token",   "deletion",
                                      "prefix", "pair", "squash", "initials", "acronym", "sound"};
  return names[kind];
}
