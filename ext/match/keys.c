#include "match/keys.h"
#include <string.h>
#include "base/hash.h"
#include "name/sound.h"

/* Word weights (0..255): rare is one name in 20,000 or fewer, unknown one in 100,000, known one in 400. */
#define KEYS_RARE 202
#define KEYS_UNKNOWN 240
#define KEYS_KNOWN 122
/* Sums of weights from which two words, two beginnings of words, and the words left beside a misspelt one are a key. */
#define KEYS_PAIR 240
#define KEYS_PREFIX 250
#define KEYS_REST 200
/* Two words decide about a name only when they have this share of its weight. */
#define KEYS_SHARE 0.45
/* Shorter words have too many neighbours at one letter's distance to be found by it alone. */
#define KEYS_DELETION_LEN 7
/* Words of a long name that make pairs: the tellingmost ones. */
#define KEYS_PAIR_WORDS 6

/* Spaces of keys. A word and its deletions share one, so that a typo in one name meets the word of the other. */
enum { KEYS_SPACE_CORE = 1, KEYS_SPACE_BAG, KEYS_SPACE_TOKEN, KEYS_SPACE_PREFIX, KEYS_SPACE_PAIR, KEYS_SPACE_REST,
       KEYS_SPACE_ACRONYM, KEYS_SPACE_SOUND };

/* The words that count, and what they weigh and add up to. */
typedef struct {
  ElgKeys *out;
  const ElgName *name;
  const ElgToken *word[ELG_NAME_TOKENS]; /* core words without fillers, or all of them when only fillers are there */
  int n, n_unknown, weight;
  uint64_t bag; /* sum of keys_in_bag */
} Keys;

static void keys_put(ElgKeys *out, uint64_t hash, uint64_t space, ElgKeyKind kind, int weak)
{
  uint64_t key = elg_hash_next(space * 0x9E3779B97F4A7C15u, hash);
  key = weak ? key | ELG_KEY_WEAK : key & ~(uint64_t)ELG_KEY_WEAK;
  if (out->n == ELG_KEYS_MAX) return;
  for (int i = 0; i < out->n; i++)
    if (out->key[i] == key) return;
  out->key[out->n] = key;
  out->kind[out->n++] = (uint8_t)kind;
}

static void keys_add(ElgKeys *out, uint64_t hash, uint64_t space, ElgKeyKind kind) { keys_put(out, hash, space, kind, 0); }

static uint32_t keys_hash(const char *s, size_t n) { return (uint32_t)elg_hash((ElgStr){s, n}); }

/* All strings that s[0..n) leaves when one of the letters [from, to) goes. */
static void keys_deletions(ElgKeys *out, const char *s, size_t n, size_t from, size_t to, uint64_t space, ElgKeyKind kind,
                           int weak)
{
  char rest[256];
  if (n > sizeof rest) return;
  memcpy(rest, s, from);
  for (size_t i = from, step; i < to; i += step) {
    for (step = 1; i + step < to && ((unsigned char)s[i + step] & 0xC0) == 0x80; step++) {}
    memcpy(rest + i, s + i + step, n - i - step);
    if (i == from || s[i] != s[i - 1] || step > 1) keys_put(out, keys_hash(rest, n - step), space, kind, weak);
    memcpy(rest + i, s + i, step);
  }
}

static int keys_is_rare(const ElgToken *t) { return t->weight >= KEYS_RARE && t->len >= 3 && t->kind != ELG_TOKEN_NUMBER; }

static uint64_t keys_in_bag(const ElgToken *t) { return t->loose * 0x9E3779B97F4A7C15u; }
static int keys_is_unknown(const ElgToken *t) { return t->weight >= KEYS_UNKNOWN && keys_is_rare(t); }

static void keys_words(Keys *k)
{
  for (int pass = 0; pass < 2 && !k->n; pass++)
    for (int i = 0; i < k->name->n; i++) {
      const ElgToken *t = k->name->tokens + i;
      if (elg_token_is_core(t) && (pass || t->kind != ELG_TOKEN_FILLER)) k->word[k->n++] = t;
    }
  for (int i = 0; i < k->n; i++) {
    k->weight += k->word[i]->weight;
    k->bag += keys_in_bag(k->word[i]);
    k->n_unknown += keys_is_unknown(k->word[i]);
  }
}

/* Of a long word, weak where others are beside it: finds inflections, truncations, and what was written together with it. */
static void keys_beginning(Keys *k, const ElgToken *t)
{
  int cjk = (t->flags & ELG_TOKEN_CJK) != 0;
  if (t->len < (cjk ? 9 : 7)) return;
  keys_put(k->out, keys_hash(k->name->text + t->at, cjk ? 9 : 6), KEYS_SPACE_PREFIX, ELG_KEY_PREFIX, k->n > 1);
}

/* A rare word that is known needs company to meet itself; alone it meets its misspellings, which are unknown. */
static void keys_rare(Keys *k, const ElgToken *t)
{
  const char *s = k->name->text + t->at;
  int weak = !keys_is_unknown(t) && k->n > 1;
  keys_put(k->out, t->loose, KEYS_SPACE_TOKEN, ELG_KEY_TOKEN, weak);
  keys_beginning(k, t);
  if (t->flags & ELG_TOKEN_CJK) return;
  if (t->hash != t->loose) keys_put(k->out, t->hash, KEYS_SPACE_TOKEN, ELG_KEY_TOKEN, weak);
  if (t->len >= KEYS_DELETION_LEN) keys_deletions(k->out, s, t->len, 0, t->len, KEYS_SPACE_TOKEN, ELG_KEY_DELETION, weak);
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

static int keys_decide(const Keys *k, const ElgToken *a, const ElgToken *b, int least)
{
  int weight = a->weight + b->weight;
  return weight >= least && weight >= KEYS_SHARE * k->weight;
}

static void keys_pairs(Keys *k)
{
  const ElgToken *word[ELG_NAME_TOKENS];
  int n = keys_telling(k, word);
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n; j++) {
      const ElgToken *a = word[i], *b = word[j];
      if (keys_is_unknown(a) || keys_is_unknown(b) || !keys_decide(k, a, b, KEYS_PAIR)) continue;
      keys_add(k->out, keys_unordered(a->loose, b->loose), KEYS_SPACE_PAIR, ELG_KEY_PAIR);
    }
}

/* First four letters of neighbours: "technol instr" meets "technologies instruments". */
static void keys_prefixes(Keys *k)
{
  for (int i = 0; i + 1 < k->n; i++) {
    const ElgToken *a = k->word[i], *b = k->word[i + 1];
    if (((a->flags | b->flags) & ELG_TOKEN_CJK) || !keys_decide(k, a, b, KEYS_PREFIX)) continue;
    uint32_t x = keys_hash(k->name->text + a->at, a->len < 4 ? a->len : 4);
    uint32_t y = keys_hash(k->name->text + b->at, b->len < 4 ? b->len : 4);
    keys_add(k->out, (uint64_t)x << 32 | y, KEYS_SPACE_PREFIX, ELG_KEY_PREFIX);
  }
}

/* All words; and what is left of them without a known word's company, or without a misspelt generic word. */
static void keys_bag(Keys *k)
{
  keys_add(k->out, k->bag, KEYS_SPACE_BAG, ELG_KEY_BAG);
  for (int i = 0; i < k->n && k->n > 1; i++) {
    const ElgToken *t = k->word[i];
    if (t->weight >= KEYS_KNOWN && !keys_is_rare(t) && t->weight * 2 >= k->weight)
      keys_put(k->out, keys_in_bag(t), KEYS_SPACE_BAG, ELG_KEY_PART, 1);
    if (keys_is_rare(t) && k->weight - t->weight >= KEYS_KNOWN / 2)
      keys_put(k->out, k->bag - keys_in_bag(t), KEYS_SPACE_BAG, ELG_KEY_PART, 1);
  }
}

/* Word t cut short beside the other words: "Capi." and "Capital". The key is strong where it is rare or t is dotted. */
static void keys_cut(Keys *k, const ElgToken *t, uint64_t rest)
{
  int n = rest ? 3 : 4, dot = (t->flags & ELG_TOKEN_DOT) != 0, last = t == k->word[k->n - 1];
  if (t->len < n || (t->flags & ELG_TOKEN_CJK)) return;
  uint64_t beginning = keys_hash(k->name->text + t->at, (size_t)n);
  keys_put(k->out, rest + beginning, KEYS_SPACE_REST, ELG_KEY_PREFIX, !dot && !(rest && last && k->weight >= KEYS_PREFIX));
}

/* A typo in word t is found by an unknown word beside it, by the other words with t's first or last letter where they
** tell enough, or by the core without a letter of t. */
static void keys_typo(Keys *k, const ElgToken *t)
{
  const char *s = k->name->text;
  uint64_t rest = k->bag - keys_in_bag(t);
  if (k->n_unknown > keys_is_unknown(t)) return;
  if (k->weight - t->weight < KEYS_REST) {
    keys_cut(k, t, rest);
    keys_deletions(k->out, s, k->name->core_len, t->at, (size_t)t->at + t->len, KEYS_SPACE_TOKEN, ELG_KEY_SQUASH, 0);
    return;
  }
  keys_add(k->out, rest + (unsigned char)s[t->at], KEYS_SPACE_REST, ELG_KEY_SQUASH);
  keys_add(k->out, rest + ((uint64_t)(unsigned char)s[t->at + t->len - 1] << 8), KEYS_SPACE_REST, ELG_KEY_SQUASH);
}

static void keys_squash(Keys *k)
{
  if (!k->name->core_len) return;
  keys_add(k->out, keys_hash(k->name->text, k->name->core_len), KEYS_SPACE_TOKEN, ELG_KEY_SQUASH);
  for (int i = 0; i < k->n && k->name->core_len >= 4; i++) keys_typo(k, k->word[i]);
}

static void keys_acronyms(Keys *k)
{
  const ElgName *name = k->name;
  if (!k->n) return;
  if (name->acronym_len >= 3)
    keys_put(k->out, keys_hash(name->acronym, name->acronym_len), KEYS_SPACE_ACRONYM, ELG_KEY_INITIALS, 1);
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    int alone = k->n == 1 && t == k->word[0], aside = t->kind == ELG_TOKEN_NAME && (t->flags & ELG_TOKEN_BRACKET);
    if ((alone || aside) && t->len >= 3 && t->len <= 8 && !(t->flags & ELG_TOKEN_CJK))
      keys_add(k->out, t->hash, KEYS_SPACE_ACRONYM, ELG_KEY_ACRONYM);
  }
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
  if (k.n == 1 && !keys_is_rare(k.word[0])) keys_beginning(&k, k.word[0]);
  keys_pairs(&k);
  keys_prefixes(&k);
  keys_squash(&k);
  keys_acronyms(&k);
  elg_sound(name, &sound);
  if (sound.script) keys_put(out, keys_hash(sound.s, sound.n), KEYS_SPACE_SOUND, ELG_KEY_SOUND, sound.script == ELG_SOUND_LATIN);
}

const char *elg_key_kind_name(uint8_t kind)
{
  static const char *const names[] = {"core",   "bag",  "part",   "token",   "deletion",
                                      "prefix", "pair", "squash", "initials", "acronym", "sound"};
  return names[kind];
}
