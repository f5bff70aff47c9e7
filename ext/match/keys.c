#include "match/keys.h"
#include <string.h>
#include "base/hash.h"
#include "match/translit.h"
#include "name/sound.h"

/* Word weights (0..255): rare is one name in 20,000 or fewer, unknown one in 100,000, known one in 400. */
#define KEYS_RARE 202
#define KEYS_UNKNOWN 240
#define KEYS_KNOWN 122
/* Sums of weights from which two words of several, the first two written together, two beginnings of words, the words left beside a
** misspelt one with a letter or two of it, and a word with the initials of all are a key; and what a further letter weighs. */
#define KEYS_PAIR 330
#define KEYS_TOGETHER 165
#define KEYS_PREFIX 250
#define KEYS_REST 220
#define KEYS_ENDS 250
#define KEYS_LETTER 60
/* From this weight of the other words on, letters of a misspelt one are a key beside them, were it short. */
#define KEYS_COMPANY 200
/* The beginnings of two words decide about a name only when they have this share of its weight. */
#define KEYS_SHARE 0.45
/* An unknown word of so many letters is a coined one rather than a short form. */
#define KEYS_COINED 9
/* A word of so many letters, or fewer, is found by the word without a letter rather than by some of its letters. */
#define KEYS_SHORT 7
/* Shorter words have too many neighbours at one letter's distance to be found by it alone. */
#define KEYS_DELETION_LEN 7
/* What a key of a part of the name lacks, at least, and a weak key: two names do not meet by such parts of both. What they have beside
** the part would have to agree as well, and then they meet by another key. */
#define KEYS_PARTIAL 6
/* What the core without a letter lacks: it meets its like and the whole core, no part of a name. */
#define KEYS_SQUASH 4
/* What the only word of a name lacks where generic words stand beside it: it meets a name that is the word alone. */
#define KEYS_BARE 5
/* Letters of a first word, and of another one, that may be the initials of several. */
#define KEYS_INITIALS 4
#define KEYS_INITIALS_OTHER 3
/* Words of a name whose halves are keys, and what they lack where there are several: they meet names written otherwise. */
#define KEYS_HALVES 3
#define KEYS_JOINED 5
/* Letters of two words' edges that make a key, letters that both words have at least, and what a third word beside two letters of both
** must weigh. */
#define KEYS_EDGES 7
#define KEYS_EDGES_LEN 10
#define KEYS_THIRD 100
/* Words of a phrase. */
#define KEYS_PIECES 8
/* Letters of a core whose consonants are a key, and different ones of these, at least; lengths are told apart in steps. */
#define KEYS_SET_LEN 8
#define KEYS_SET_STEP 8
#define KEYS_SET 4

/* Spaces of keys. In that of slips words meet what a letter less makes of the other name's words. */
enum { KEYS_SPACE_WORDS = 1, KEYS_SPACE_SLIPS, KEYS_SPACE_PREFIX, KEYS_SPACE_REST,
       KEYS_SPACE_ACRONYM, KEYS_SPACE_SOUND, KEYS_SPACE_ENDS, KEYS_SPACE_CONSONANTS, KEYS_SPACE_TRANSLIT };

/* The words that count, and what they weigh and add up to. */
typedef struct {
  ElgKeys *out;
  const ElgName *name;
  const ElgToken *word[ELG_NAME_TOKENS]; /* core words without fillers, or all of them when only fillers are there */
  int n, weight;
  uint64_t bag, fillers; /* sums of keys_in_bag: the words, the fillers beside them */
  uint64_t seen[4];      /* a bit for each key that is there, by its highest bits */
} Keys;

/* Of two equal keys the one that lacks less stays. A key that lacks more than the limit meets nothing. */
static void keys_put(Keys *k, uint64_t hash, uint64_t space, ElgKeyKind kind, unsigned lack)
{
  ElgKeys *out = k->out;
  uint64_t key = (elg_hash_next(space * 0x9E3779B97F4A7C15u, hash) & ~(uint64_t)ELG_KEY_LACKS) | lack;
  uint64_t *seen = k->seen + (key >> 62), bit = (uint64_t)1 << (key >> 56 & 63);
  if (out->n == ELG_KEYS_MAX || lack > ELG_KEY_LACK) return;
  for (int i = 0; *seen & bit && i < out->n; i++)
    if ((out->key[i] ^ key) <= ELG_KEY_LACKS) {
      if (key < out->key[i]) out->key[i] = key;
      return;
    }
  *seen |= bit;
  out->key[out->n] = key;
  out->kind[out->n++] = (uint8_t)kind;
}

/* A key of the whole name. */
static void keys_add(Keys *k, uint64_t hash, uint64_t space, ElgKeyKind kind) { keys_put(k, hash, space, kind, 0); }

/* How much of the name words of this weight leave out, in quarters of it. */
static unsigned keys_rest(const Keys *k, int weight)
{
  return (unsigned)((k->weight - weight) * 4 + weight / 2) / (unsigned)(weight ? weight : 1);
}

/* What a key of words that weigh so much lacks. A weak key is as good as one of a part. */
static unsigned keys_lack(const Keys *k, int weight, int weak)
{
  unsigned rest = keys_rest(k, weight);
  return rest > ELG_KEY_LACKS ? ELG_KEY_LACKS : (rest > 1 || weak) && rest < KEYS_PARTIAL ? KEYS_PARTIAL : rest;
}

/* A word that may be misspelt in the other name, or what it is without a letter. */
static void keys_slip(Keys *k, uint64_t hash, ElgKeyKind kind, unsigned lack)
{
  keys_put(k, hash, KEYS_SPACE_SLIPS, kind, lack);
}

static uint32_t keys_hash(const char *s, size_t n) { return (uint32_t)elg_hash((ElgStr){s, n}); }

/* Up to 8 bytes as a number. */
static uint64_t keys_letters(const char *s, size_t n)
{
  uint64_t letters = n;
  for (size_t i = 0; i < n; i++) letters = letters << 8 | (unsigned char)s[i];
  return letters * 0x9E3779B97F4A7C15u;
}

/* Words that make a key together add up. */
static uint64_t keys_word(uint32_t hash) { return hash * 0x9E3779B97F4A7C15u; }
static uint64_t keys_in_bag(const ElgToken *t) { return keys_word(t->loose); }

/* All strings that s[0..n) leaves when one of the letters [from, to) goes, beside the other words. */
static void keys_deletions(Keys *k, const char *s, size_t n, size_t from, size_t to, uint64_t others, ElgKeyKind kind, unsigned lack)
{
  char rest[256];
  if (n > sizeof rest) return;
  memcpy(rest, s, from);
  for (size_t i = from, step; i < to; i += step) {
    for (step = 1; i + step < to && ((unsigned char)s[i + step] & 0xC0) == 0x80; step++) {}
    memcpy(rest + i, s + i + step, n - i - step);
    if (i == from || s[i] != s[i - 1] || step > 1) keys_slip(k, others + keys_word(keys_hash(rest, n - step)), kind, lack);
    memcpy(rest + i, s + i, step);
  }
}

static int keys_is_rare(const ElgToken *t) { return t->weight >= KEYS_RARE && t->len >= 3 && t->kind != ELG_TOKEN_NUMBER; }

static int keys_is_unknown(const ElgToken *t) { return t->weight >= KEYS_UNKNOWN && keys_is_rare(t); }

static int keys_is_filler(const ElgToken *t) { return t->kind == ELG_TOKEN_FILLER && elg_token_is_core(t); }

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
  }
  if (!k->n || k->word[0]->kind == ELG_TOKEN_FILLER) return;
  for (int i = 0; i < k->name->n; i++)
    if (keys_is_filler(k->name->tokens + i)) k->fillers += keys_in_bag(k->name->tokens + i);
}

/* Of a long word that is alone: finds inflections and truncations. */
static void keys_beginning(Keys *k, const ElgToken *t)
{
  int cjk = (t->flags & ELG_TOKEN_CJK) != 0;
  if (k->n > 1 || t->len < (cjk ? 9 : 6)) return;
  keys_put(k, cjk ? keys_hash(k->name->text + t->at, 9) : keys_letters(k->name->text + t->at, 6), KEYS_SPACE_PREFIX, ELG_KEY_PREFIX,
           keys_lack(k, t->weight, 0));
}

/* The same without the generic words beside an only word. */
static unsigned keys_bare(const Keys *k, unsigned lack) { return k->n == 1 && k->fillers && lack < KEYS_BARE ? KEYS_BARE : lack; }

/* A word that may stand for the name, without the generic words and with them. */
static void keys_part(Keys *k, const ElgToken *t, ElgKeyKind kind, unsigned lack)
{
  keys_put(k, keys_in_bag(t), KEYS_SPACE_WORDS, kind, keys_bare(k, lack));
  if (k->fillers) keys_put(k, keys_in_bag(t) + k->fillers, KEYS_SPACE_WORDS, kind, lack);
}

/* A rare word that is known needs company to meet itself; alone it meets its misspellings, which are unknown. */
static void keys_rare(Keys *k, const ElgToken *t)
{
  const char *s = k->name->text + t->at;
  int weak = !keys_is_unknown(t) && k->n > 1;
  unsigned rest = keys_rest(k, t->weight), lack = keys_lack(k, t->weight, weak);
  keys_part(k, t, ELG_KEY_TOKEN, lack);
  keys_slip(k, keys_in_bag(t), ELG_KEY_TOKEN, keys_bare(k, lack));
  keys_beginning(k, t);
  if (t->flags & ELG_TOKEN_CJK) return;
  if (t->hash != t->loose) keys_put(k, keys_word(t->hash), KEYS_SPACE_WORDS, ELG_KEY_TOKEN, lack);
  if (t->len >= KEYS_DELETION_LEN && !weak && rest <= 4)
    keys_deletions(k, s, t->len, 0, t->len, 0, ELG_KEY_DELETION, rest > 1 ? KEYS_PARTIAL : rest);
}

static int keys_decide(const Keys *k, const ElgToken *a, const ElgToken *b)
{
  int weight = a->weight + b->weight;
  return weight >= KEYS_PREFIX && weight >= KEYS_SHARE * k->weight;
}

/* Letters of a word that is cut short: coined words have more in common than their beginnings tell, and are not abbreviated to four. */
static size_t keys_cut_letters(const ElgToken *t)
{
  size_t n = keys_is_unknown(t) && t->len >= KEYS_COINED ? 6 : 4;
  return t->len < n ? t->len : n;
}

/* First letters of neighbours: "technol instr" meets "technologies instruments". */
static void keys_prefixes(Keys *k)
{
  for (int i = 0; i + 1 < k->n; i++) {
    const ElgToken *a = k->word[i], *b = k->word[i + 1];
    if (((a->flags | b->flags) & ELG_TOKEN_CJK) || !keys_decide(k, a, b)) continue;
    uint64_t x = keys_letters(k->name->text + a->at, keys_cut_letters(a));
    uint64_t y = keys_letters(k->name->text + b->at, keys_cut_letters(b));
    keys_put(k, elg_hash_next(x, y), KEYS_SPACE_PREFIX, ELG_KEY_PREFIX, keys_lack(k, a->weight + b->weight, 0));
  }
}

/* Two rare words of several, whatever stands beside them in both names: the rest may be translated. */
static void keys_pairs(Keys *k)
{
  for (int i = 0; i < k->n && k->n > 2; i++)
    for (int j = i + 1; j < k->n; j++) {
      int weight = k->word[i]->weight + k->word[j]->weight;
      if (weight < KEYS_PAIR || keys_rest(k, weight) > 5) continue;
      keys_put(k, keys_in_bag(k->word[i]) + keys_in_bag(k->word[j]), KEYS_SPACE_WORDS, ELG_KEY_PART, ELG_KEY_LACK / 2);
    }
}

/* The first two words written together, beside others: "Super Micro Computer" meets "Supermicro". */
static void keys_joined(Keys *k)
{
  char room[ELG_NAME_MAX];
  if (k->n < 2 || (k->n == 2 && !k->fillers)) return;
  const ElgToken *a = k->word[0], *b = k->word[1];
  if (a->weight + b->weight < KEYS_TOGETHER || ((a->flags | b->flags) & ELG_TOKEN_CJK)) return;
  size_t n = (size_t)a->len + b->len;
  if (n < KEYS_DELETION_LEN || n > sizeof room) return;
  memcpy(room, k->name->text + a->at, a->len);
  memcpy(room + a->len, k->name->text + b->at, b->len);
  keys_put(k, keys_word(keys_hash(room, n)), KEYS_SPACE_WORDS, ELG_KEY_TOKEN, keys_lack(k, a->weight + b->weight, 0));
}

/* All words; all but one, where they tell enough or all are generic; and a known word that may stand for the whole name. */
static void keys_bag(Keys *k)
{
  keys_put(k, k->bag, KEYS_SPACE_WORDS, ELG_KEY_BAG, keys_bare(k, 0));
  keys_add(k, k->bag + k->fillers, KEYS_SPACE_WORDS, ELG_KEY_BAG);
  for (int i = 0; i < k->n && k->n > 1; i++) {
    const ElgToken *t = k->word[i];
    if (k->weight - t->weight >= KEYS_REST || t->kind == ELG_TOKEN_FILLER)
      keys_put(k, k->bag - keys_in_bag(t), KEYS_SPACE_WORDS, ELG_KEY_PART, keys_lack(k, k->weight, 1));
    if (t->weight >= KEYS_KNOWN && !keys_is_rare(t) && t->weight * 2 >= k->weight)
      keys_part(k, t, ELG_KEY_PART, keys_lack(k, t->weight, 1));
  }
}

/* Word t cut short beside the other words: "Capi." and "Capital". The key is strong where it is rare or t is dotted. */
static void keys_cut(Keys *k, const ElgToken *t, uint64_t rest)
{
  int n = rest ? 3 : 4, dot = (t->flags & ELG_TOKEN_DOT) != 0, last = t == k->word[k->n - 1];
  if (t->len < n || (t->flags & ELG_TOKEN_CJK)) return;
  uint64_t beginning = keys_letters(k->name->text + t->at, (size_t)n);
  keys_put(k, rest + beginning, KEYS_SPACE_REST, ELG_KEY_PREFIX, keys_lack(k, k->weight, !dot && !(rest && last && k->weight >= KEYS_PREFIX)));
}

/* Letters of a word of this length that are a key beside words of this weight: the less they tell, the more. */
static size_t keys_letters_beside(size_t n, int weight)
{
  if (weight >= KEYS_REST) return n < 5 ? 1 : 2;
  if (weight >= KEYS_COMPANY) return n < 4 ? 1 : n < 6 ? 2 : 3;
  return n < KEYS_SHORT ? 0 : n < KEYS_SHORT + 1 ? 3 : 4;
}

/* rest, words that weigh so much, beside the beginning and beside the end of word s, whatever stands between them; a short word
** beside words that tell little without a letter. A word that a slip makes longer or shorter has what the other length has. */
static void keys_beside_word(Keys *k, ElgStr s, uint64_t rest, int weight)
{
  if (!rest || !s.n) return;
  if (weight < KEYS_COMPANY && s.n <= KEYS_SHORT) {
    keys_slip(k, rest + keys_word(keys_hash(s.s, s.n)), ELG_KEY_REST, 0);
    keys_deletions(k, s.s, s.n, 0, s.n, rest, ELG_KEY_REST, 0);
  }
  size_t n = keys_letters_beside(s.n, weight), least = keys_letters_beside(s.n - 1, weight);
  for (least = least ? least : n; n && n >= least && s.n > n; n--) {
    keys_add(k, rest + keys_letters(s.s, n), KEYS_SPACE_REST, ELG_KEY_REST);
    keys_add(k, rest - keys_letters(s.s + s.n - n, n), KEYS_SPACE_REST, ELG_KEY_REST);
  }
}

/* What was written for t, where that is another word or several words: a slip in one of them leaves the others. Stop words and generic
** ones are no words of the other name's bag. */
static void keys_beside_written(Keys *k, const ElgToken *t, uint64_t rest, int weight)
{
  ElgStr text = elg_name_written(k->name, (int)(t - k->name->tokens)), word[KEYS_PIECES], s;
  uint64_t hash[KEYS_PIECES];
  int n = 0, own[KEYS_PIECES], phrase = memchr(text.s, ' ', text.n) != NULL;
  for (size_t at = 0; n < KEYS_PIECES && elg_name_next_word(text, &at, &s);) {
    const ElgWordSlot *slot = elg_words_slot(elg_hash(s));
    const ElgWordInfo *info = elg_words_info(slot);
    int generic = phrase && (info->role & ELG_ROLE_FILLER);
    word[n] = s;
    hash[n] = generic ? 0 : keys_word(info->place ? elg_place_loose(info->place) : keys_hash(s.s, s.n));
    own[n] = generic ? 0 : slot->weight ? slot->weight : 255;
    if (phrase) rest += hash[n], weight += own[n];
    n++;
  }
  if (phrase && rest) keys_add(k, rest, KEYS_SPACE_WORDS, ELG_KEY_BAG);
  for (int i = 0; i < n; i++) keys_beside_word(k, word[i], phrase ? rest - hash[i] : rest, phrase ? weight - own[i] : weight);
}

/* The other words beside letters of t. */
static void keys_beside(Keys *k, const ElgToken *t, uint64_t rest, int weight)
{
  ElgStr s = {k->name->text + t->at, t->len};
  keys_beside_word(k, s, rest, weight);
  if (t->flags & ELG_TOKEN_EXPANDED || memchr(s.s, ' ', s.n)) keys_beside_written(k, t, rest, weight);
}

/* A typo in word t is found by the other words with letters of t or, where there are none that tell anything, by the core without a
** letter of t. */
static void keys_typo(Keys *k, const ElgToken *t)
{
  uint64_t rest = k->bag - keys_in_bag(t);
  keys_beside(k, t, rest, k->weight - t->weight);
  if (k->weight - t->weight >= KEYS_COMPANY) return;
  keys_cut(k, t, rest);
  if (k->n > 1 && k->word[0]->kind != ELG_TOKEN_FILLER) return;
  keys_deletions(k, k->name->text, k->name->core_len, t->at, (size_t)t->at + t->len, 0, ELG_KEY_SQUASH, KEYS_SQUASH + (t->weight < KEYS_UNKNOWN));
}

/* A generic word is no word of the bag, but misspelt or cut short it is one. */
static void keys_fillers(Keys *k)
{
  for (int i = 0; i < k->name->n && k->fillers; i++) {
    const ElgToken *t = k->name->tokens + i;
    if (!keys_is_filler(t)) continue;
    keys_beside(k, t, k->bag, k->weight);
    keys_cut(k, t, k->bag);
  }
}

/* Words that may be initials of several: a first one ("ZM Brzozka"), or all behind it ("Zelmar IT"). */
typedef enum { KEYS_SHORT_NONE, KEYS_SHORT_FIRST, KEYS_SHORT_OTHERS } KeysShort;
static int keys_is_short(const ElgToken *t, KeysShort which)
{
  int most = which == KEYS_SHORT_FIRST ? KEYS_INITIALS : KEYS_INITIALS_OTHER;
  return t->len > 1 && t->len <= most && !(t->flags & (ELG_TOKEN_MERGED | ELG_TOKEN_CJK));
}

/* The initials of the core words, of phrases too; merged letters are initials, and short words where they may be. *n: how many. */
static uint64_t keys_initials(const Keys *k, KeysShort which, int *n)
{
  uint64_t initials = 0;
  *n = 0;
  for (int i = 0; i < k->name->n; i++) {
    const ElgToken *t = k->name->tokens + i;
    if (!elg_token_is_core(t)) continue;
    ElgStr written = elg_name_written(k->name, i), word;
    int all = (t->flags & ELG_TOKEN_MERGED) || (which && (which == KEYS_SHORT_FIRST) == !*n && keys_is_short(t, which));
    if (!all && !memchr(written.s, ' ', written.n)) {
      initials = elg_hash_next(initials, (unsigned char)written.s[0]);
      ++*n;
      continue;
    }
    for (size_t at = 0; elg_name_next_word(written, &at, &word);)
      for (size_t j = 0; j < (all ? word.n : 1); j++, ++*n) initials = elg_hash_next(initials, (unsigned char)word.s[j]);
  }
  return initials;
}

static uint64_t keys_finals(const Keys *k)
{
  uint64_t finals = 0;
  for (int i = 0; i < k->name->n; i++) {
    ElgStr written = elg_name_written(k->name, i);
    if (elg_token_is_core(k->name->tokens + i)) finals = elg_hash_next(finals, (unsigned char)written.s[written.n - 1]);
  }
  return finals;
}

/* Two typos, and initials for words of several: a word beside the initials of all words, or half of a name of few words and its other
** end. */
static void keys_ends(Keys *k)
{
  const char *s = k->name->text;
  const ElgToken *first = k->word[0];
  int n, more = 0, is_short = k->n > 1 && keys_is_short(first, KEYS_SHORT_FIRST), others = 0;
  uint64_t initials = keys_initials(k, KEYS_SHORT_NONE, &n), finals = n > 3 ? keys_finals(k) : 0;
  for (int i = 1; i < k->n; i++) others |= keys_is_short(k->word[i], KEYS_SHORT_OTHERS);
  uint64_t longer = is_short ? keys_initials(k, KEYS_SHORT_FIRST, &more) : 0;
  uint64_t with = others ? keys_initials(k, KEYS_SHORT_OTHERS, &more) : 0;
  for (int i = 0; i < k->n && n > 1; i++) {
    uint64_t word = keys_in_bag(k->word[i]);
    if (k->word[i]->weight + (n - 1) * KEYS_LETTER < KEYS_ENDS) continue;
    keys_add(k, initials + word, KEYS_SPACE_ENDS, ELG_KEY_ENDS);
    if (n > 3) keys_add(k, finals - word, KEYS_SPACE_ENDS, ELG_KEY_ENDS);
    if (is_short && i) keys_add(k, longer + word, KEYS_SPACE_ENDS, ELG_KEY_ENDS);
    if (others && !keys_is_short(k->word[i], KEYS_SHORT_OTHERS)) keys_add(k, with + word, KEYS_SPACE_ENDS, ELG_KEY_ENDS);
  }
  size_t len = k->name->core_len, half = len / 2;
  if (n > KEYS_HALVES || len < 9 || (n == 1 && !keys_is_unknown(k->word[0]))) return;
  keys_put(k, (unsigned char)s[len - 1] + keys_hash(s, half), KEYS_SPACE_ENDS, ELG_KEY_ENDS, n > 1 ? KEYS_JOINED : 0);
  keys_put(k, (unsigned char)s[0] + keys_hash(s + len - half, half), KEYS_SPACE_ENDS, ELG_KEY_ENDS, n > 1 ? KEYS_JOINED : 0);
}

/* n letters of the beginning or the end of a word as written. */
static uint64_t keys_edge(const Keys *k, const ElgToken *t, size_t n, int end)
{
  ElgStr s = elg_name_written(k->name, (int)(t - k->name->tokens));
  if (n > s.n) n = s.n;
  return keys_letters(s.s + (end ? s.n - n : 0), n) + (uint64_t)end;
}

/* Edges of both words: three letters of one beside four of the other. A first word of six letters may be one of five or seven misspelt. */
static void keys_edges_both(Keys *k, const ElgToken *a, const ElgToken *b)
{
  if (a->len < 4 || b->len < 4 || a->len + b->len < KEYS_EDGES_LEN) return;
  for (size_t first = a->len > 6 ? 4 : 3; first <= (a->len < 6 ? 3 : 4); first++)
    for (int e = 0; e < 4; e++)
      keys_add(k, elg_hash_next(keys_edge(k, a, first, e & 1), keys_edge(k, b, KEYS_EDGES - first, e >> 1)), KEYS_SPACE_ENDS, ELG_KEY_ENDS);
}

/* Two letters of the beginnings or of the ends of two words beside a third one. */
static void keys_edges_beside(Keys *k, const ElgToken *intact, const ElgToken *a, const ElgToken *b)
{
  if (intact->weight < KEYS_THIRD) return;
  for (int end = 0; end < 2; end++)
    keys_add(k, elg_hash_next(keys_in_bag(intact) + keys_edge(k, a, 2, end), keys_edge(k, b, 2, end)), KEYS_SPACE_ENDS, ELG_KEY_ENDS);
}

/* A typo in each of two words, of two or three. */
static void keys_edges(Keys *k)
{
  const ElgToken *word[3];
  int n = 0;
  for (int i = 0; i < k->name->n; i++) {
    const ElgToken *t = k->name->tokens + i;
    if (!elg_token_is_core(t)) continue;
    if (n == 3 || t->flags & ELG_TOKEN_CJK) return;
    word[n++] = t;
  }
  if (n == 2) keys_edges_both(k, word[0], word[1]);
  for (int i = 0; i < 3 && n == 3; i++) keys_edges_beside(k, word[i], word[!i], word[2 - (i > 1)]);
}

static void keys_squash(Keys *k)
{
  for (int i = 0; i < k->n && (k->name->core_len >= 4 || k->name->written_len); i++) keys_typo(k, k->word[i]);
  keys_fillers(k);
  keys_ends(k);
  keys_edges(k);
}

static void keys_acronyms(Keys *k)
{
  const ElgName *name = k->name;
  if (!k->n) return;
  for (size_t n = name->acronym_len; n <= (size_t)name->acronym_len + name->acronym_tail; n++)
    if (n > name->acronym_len ? elg_name_tail(name, n) : n >= 3 || (n == 2 && name->has_and && name->n_core == 2))
      keys_put(k, keys_hash(name->acronym, n), KEYS_SPACE_ACRONYM, ELG_KEY_INITIALS, keys_lack(k, k->weight, 1));
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    int alone = k->n == 1 && t == k->word[0], aside = t->kind == ELG_TOKEN_NAME && (t->flags & ELG_TOKEN_BRACKET);
    int least = name->has_and && (t->flags & ELG_TOKEN_MERGED) ? 2 : 3;
    if ((alone || aside) && t->len >= least && t->len <= 8 && !(t->flags & ELG_TOKEN_CJK))
      keys_add(k, t->hash, KEYS_SPACE_ACRONYM, ELG_KEY_ACRONYM);
  }
}

/* The letters of a word, a bit each. */
static uint64_t keys_letter_set(ElgStr s)
{
  uint64_t set = 0;
  for (size_t i = 0; i < s.n; i++) set |= (uint64_t)1 << (s.s[i] & 63);
  return set;
}

/* About how long the core is as written, its first and its last letter and which consonants it has, in any order and number: slips in
** vowels, letters doubled or in another place. */
static void keys_consonants(Keys *k)
{
  static const uint64_t others = (uint64_t)1 << ('a' & 63) | (uint64_t)1 << ('e' & 63) | (uint64_t)1 << ('i' & 63) |
                                 (uint64_t)1 << ('o' & 63) | (uint64_t)1 << ('u' & 63) | (uint64_t)1 << (' ' & 63);
  uint64_t set = 0;
  unsigned first = 0, last = 0;
  size_t n = 0;
  if (k->n && k->word[0]->flags & ELG_TOKEN_CJK) return;
  for (int i = 0; i < k->name->n; i++) {
    ElgStr s = elg_name_written(k->name, i);
    if (!elg_token_is_core(k->name->tokens + i)) continue;
    if (!n) first = (unsigned char)s.s[0];
    last = (unsigned char)s.s[s.n - 1];
    set |= keys_letter_set(s);
    n += s.n;
  }
  set &= ~others;
  if (n < KEYS_SET_LEN || elg_ones(set) < KEYS_SET) return;
  keys_add(k, elg_hash_next(set, n / KEYS_SET_STEP << 16 | first << 8 | last), KEYS_SPACE_CONSONANTS, ELG_KEY_CONSONANTS);
}

/* The consonants of the words in another script, or of the word in Latin letters that weighs most. */
static void keys_translit(Keys *k)
{
  uint64_t keys[ELG_TRANSLIT_KEYS];
  const ElgToken *most = NULL;
  for (int i = 0; i < k->n; i++) {
    const ElgToken *t = k->word[i];
    ElgStr s = {k->name->text + t->at, t->len};
    if (t->kind != ELG_TOKEN_NAME || t->flags & ELG_TOKEN_CJK) continue;
    if (!(t->flags & ELG_TOKEN_NATIVE)) {
      if (t->len > 3 && (!most || t->weight > most->weight)) most = t;
      continue;
    }
    int n = elg_translit_keys(s, 1, keys);
    for (int j = 0; j < n; j++) keys_put(k, keys[j], KEYS_SPACE_TRANSLIT, ELG_KEY_SOUND, 0);
  }
  if (most && elg_translit_keys((ElgStr){k->name->text + most->at, most->len}, 0, keys))
    keys_put(k, keys[0], KEYS_SPACE_TRANSLIT, ELG_KEY_SOUND, KEYS_PARTIAL);
}

void elg_block_keys(const ElgName *name, ElgKeys *out)
{
  Keys k;
  ElgSound sound;
  out->n = 0;
  k.out = out;
  k.name = name;
  k.n = k.weight = 0;
  k.bag = k.fillers = 0;
  memset(k.seen, 0, sizeof k.seen);
  if (!name->n) return;
  keys_words(&k);
  keys_add(&k, keys_word(name->core), KEYS_SPACE_WORDS, ELG_KEY_CORE);
  keys_slip(&k, keys_word(name->core), ELG_KEY_CORE, 0);
  keys_add(&k, keys_word(name->raw), KEYS_SPACE_WORDS, ELG_KEY_CORE);
  if (name->raw != name->core) keys_slip(&k, keys_word(name->raw), ELG_KEY_CORE, 0);
  keys_add(&k, keys_word(name->all), KEYS_SPACE_WORDS, ELG_KEY_CORE);
  keys_bag(&k);
  for (int i = 0; i < k.n; i++)
    if (keys_is_rare(k.word[i])) keys_rare(&k, k.word[i]);
  if (k.n == 1 && !keys_is_rare(k.word[0])) keys_beginning(&k, k.word[0]);
  keys_pairs(&k);
  keys_joined(&k);
  keys_prefixes(&k);
  keys_squash(&k);
  keys_acronyms(&k);
  keys_consonants(&k);
  keys_translit(&k);
  elg_sound(name, 0, &sound);
  if (sound.script) keys_put(&k, keys_hash(sound.s, sound.n), KEYS_SPACE_SOUND, ELG_KEY_SOUND,
                             keys_lack(&k, k.weight, sound.script == ELG_SOUND_LATIN));
}

const char *elg_key_kind_name(uint8_t kind)
{
  static const char *const names[] = {"core",   "bag",  "part",   "token",   "deletion",
                                      "prefix", "squash", "initials", "acronym", "sound", "ends", "rest", "consonants"};
  return names[kind];
}
