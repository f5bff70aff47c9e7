#include "match/translit.h"
#include <string.h>
#include "base/hash.h"

/* Consonants that a letter may be heard as, a bit each, and the groups of vowels: a e, e i y, o u w. */
enum {
  TRANSLIT_B = 1,
  TRANSLIT_K = 2,
  TRANSLIT_G = 4,
  TRANSLIT_S = 8,
  TRANSLIT_T = 16,
  TRANSLIT_D = 32,
  TRANSLIT_L = 64,
  TRANSLIT_R = 128,
  TRANSLIT_M = 256,
  TRANSLIT_N = 512,
  TRANSLIT_H = 1024, /* may be silent */
  TRANSLIT_P = 2048,
  TRANSLIT_F = 4096,
  TRANSLIT_A = 8192,
  TRANSLIT_I = 16384,
  TRANSLIT_U = 32768,
  TRANSLIT_VOWELS = TRANSLIT_A | TRANSLIT_I | TRANSLIT_U,
  TRANSLIT_LIPS = TRANSLIT_B | TRANSLIT_P | TRANSLIT_F /* one consonant of a key */
};

/* Costs in hundredths of a consonant. */
enum {
  TRANSLIT_COST_CONSONANT = 100, /* one more */
  TRANSLIT_COST_OTHER = 120,     /* another one */
  TRANSLIT_COST_NEAR = 35,       /* k and g, t and d, m and n, g and s, the h that may be t */
  TRANSLIT_COST_SILENT = 20,     /* h */
  TRANSLIT_COST_WRITTEN = 20,    /* a vowel that only the other script writes */
  TRANSLIT_COST_VOWEL = 10,      /* a vowel that only Latin letters write, or another vowel, where the script leaves vowels out */
  TRANSLIT_COST_VOWELS = 20      /* the same where it does not */
};

/* Words of so many consonants may differ by more; words of two and three, of which there are many, by no more than this leaves. */
#define TRANSLIT_LONG 6
#define TRANSLIT_BONUS 0.05f
#define TRANSLIT_OF_TWO 0.94f
#define TRANSLIT_OF_THREE 0.8f

enum { TRANSLIT_MAX = 32, TRANSLIT_CHOICES = 2 };

/* The sounds of a word. */
typedef struct {
  uint16_t may[TRANSLIT_MAX];
  int n, consonants;
  int is_abjad; /* no e, i, o or u: the script leaves vowels out */
} Translit;

/* Letters that are one sound with an h behind them, a to z. th and dh are heard as s and z. */
static const uint16_t translit_before_h[26] = {
    ['b' - 'a'] = TRANSLIT_B,
    ['c' - 'a'] = TRANSLIT_S | TRANSLIT_K | TRANSLIT_H,
    ['d' - 'a'] = TRANSLIT_D | TRANSLIT_S,
    ['g' - 'a'] = TRANSLIT_G | TRANSLIT_H,
    ['j' - 'a'] = TRANSLIT_G,
    ['k' - 'a'] = TRANSLIT_K | TRANSLIT_H,
    ['p' - 'a'] = TRANSLIT_P | TRANSLIT_F,
    ['s' - 'a'] = TRANSLIT_S,
    ['t' - 'a'] = TRANSLIT_T | TRANSLIT_S,
    ['z' - 'a'] = TRANSLIT_S | TRANSLIT_G};

/* a to z, and the c that is s. b and p of one script are v and f, or p and b, of another: native. */
static const uint16_t translit_letters[2][27] = {
    {TRANSLIT_A, TRANSLIT_B, TRANSLIT_K, TRANSLIT_D, TRANSLIT_A | TRANSLIT_I, TRANSLIT_F, TRANSLIT_G, TRANSLIT_H, TRANSLIT_I, TRANSLIT_G,
     TRANSLIT_K, TRANSLIT_L, TRANSLIT_M, TRANSLIT_N, TRANSLIT_U | TRANSLIT_A, TRANSLIT_P, TRANSLIT_K | TRANSLIT_G, TRANSLIT_R, TRANSLIT_S,
     TRANSLIT_T, TRANSLIT_U, TRANSLIT_F | TRANSLIT_B, TRANSLIT_U | TRANSLIT_F, TRANSLIT_K, TRANSLIT_I, TRANSLIT_S, TRANSLIT_S},
    {TRANSLIT_A, TRANSLIT_B | TRANSLIT_P, TRANSLIT_K, TRANSLIT_D, TRANSLIT_A | TRANSLIT_I, TRANSLIT_F, TRANSLIT_G, TRANSLIT_H, TRANSLIT_I,
     TRANSLIT_G, TRANSLIT_K, TRANSLIT_L, TRANSLIT_M, TRANSLIT_N, TRANSLIT_U | TRANSLIT_A, TRANSLIT_P | TRANSLIT_F, TRANSLIT_K | TRANSLIT_G,
     TRANSLIT_R, TRANSLIT_S, TRANSLIT_T, TRANSLIT_U, TRANSLIT_F | TRANSLIT_B, TRANSLIT_U | TRANSLIT_F, TRANSLIT_K, TRANSLIT_I, TRANSLIT_S,
     TRANSLIT_S}};

/* A letter before the letter next; 0 for anything else. */
static uint16_t translit_letter(char c, char next, int native)
{
  unsigned at = (unsigned char)c - 'a';
  if (at > 25) return 0;
  if (c == 'c' && (next == 'e' || next == 'i' || next == 'y')) at = 26;
  return translit_letters[native][at];
}

/* Two letters, 0 where they are two sounds. ts and tz are heard as z. */
static uint16_t translit_pair(char c, char next)
{
  if (next == 'h') return c >= 'a' && c <= 'z' ? translit_before_h[c - 'a'] : 0;
  if (c == 't') return next == 's' || next == 'z' ? TRANSLIT_S : 0;
  if (c == 'c') return next == 'k' ? TRANSLIT_K : 0;
  return c == 'd' && next == 'j' ? TRANSLIT_G : 0;
}

/* A sound that is a vowel, w among them. */
static int translit_is_vowel(uint16_t may) { return (may & TRANSLIT_VOWELS) != 0; }

/* Returns 0 for words that are too long or hold other than letters. */
static int translit_read(ElgStr s, int native, Translit *out)
{
  out->n = out->consonants = 0;
  out->is_abjad = 1;
  for (size_t i = 0; i < s.n; i++) {
    uint16_t may = translit_letter(s.s[i], i + 1 < s.n ? s.s[i + 1] : ' ', native);
    uint16_t pair = i + 1 < s.n ? translit_pair(s.s[i], s.s[i + 1]) : 0;
    if (pair) may = pair, i++;
    if (!may || out->n + 2 > TRANSLIT_MAX) return 0;
    if (native && may == TRANSLIT_H && i + 1 == s.n && i) may |= TRANSLIT_A; /* the ending of Arabic: a or ah */
    if (out->n && out->may[out->n - 1] == may && !translit_is_vowel(may)) continue; /* a letter twice is one sound */
    if (s.s[i] == 'e' || s.s[i] == 'i' || s.s[i] == 'o' || s.s[i] == 'u') out->is_abjad = 0;
    out->may[out->n++] = may;
    if (s.s[i] == 'x') out->may[out->n++] = TRANSLIT_S;
    out->consonants += !translit_is_vowel(may) && may != TRANSLIT_H;
  }
  return 1;
}

static int translit_near(uint16_t x, uint16_t y)
{
  static const uint16_t close_by[] = {TRANSLIT_K | TRANSLIT_G, TRANSLIT_T | TRANSLIT_D, TRANSLIT_M | TRANSLIT_N,
                                  TRANSLIT_G | TRANSLIT_S, TRANSLIT_H | TRANSLIT_T};
  for (size_t i = 0; i < ELG_COUNT(close_by); i++)
    if (x & close_by[i] && y & close_by[i]) return 1;
  return 0;
}

/* What a sound costs that the other side lacks. */
static int translit_lone(uint16_t may, int vowel)
{
  return translit_is_vowel(may) ? vowel : may & TRANSLIT_H ? TRANSLIT_COST_SILENT : TRANSLIT_COST_CONSONANT;
}

static int translit_other(uint16_t x, uint16_t y, int vowel)
{
  if (x & y) return 0;
  if (translit_is_vowel(x) && translit_is_vowel(y)) return vowel;
  return translit_near(x, y) ? TRANSLIT_COST_NEAR : TRANSLIT_COST_OTHER;
}

static int translit_least(int a, int b, int c)
{
  int least = a < b ? a : b;
  return least < c ? least : c;
}

static float translit_words(ElgStr native, ElgStr latin)
{
  Translit x, y;
  int row[TRANSLIT_MAX + 1];
  if (!translit_read(native, 1, &x) || !translit_read(latin, 0, &y)) return 0;
  int consonants = x.consonants > y.consonants ? x.consonants : y.consonants;
  int vowel = x.is_abjad ? TRANSLIT_COST_VOWEL : TRANSLIT_COST_VOWELS;
  if (consonants < 2) return 0;
  row[0] = 0;
  for (int j = 0; j < y.n; j++) row[j + 1] = row[j] + translit_lone(y.may[j], vowel);
  for (int i = 0; i < x.n; i++) {
    int above = row[0];
    row[0] += translit_lone(x.may[i], TRANSLIT_COST_WRITTEN);
    for (int j = 0; j < y.n; j++) {
      int both = above + translit_other(x.may[i], y.may[j], vowel);
      above = row[j + 1];
      row[j + 1] = translit_least(both, above + translit_lone(x.may[i], TRANSLIT_COST_WRITTEN),
                                  row[j] + translit_lone(y.may[j], vowel));
    }
  }
  float share = 1 - (float)row[y.n] / (float)(100 * consonants);
  if (share < (consonants == 2 ? TRANSLIT_OF_TWO : consonants == 3 ? TRANSLIT_OF_THREE : 0)) return 0;
  if (consonants >= TRANSLIT_LONG) share += TRANSLIT_BONUS;
  return share > 1 ? 1 : share > 0 ? share : 0;
}

/* The article of Arabic. */
static int translit_has_article(ElgStr s) { return s.n > 4 && (!memcmp(s.s, "al", 2) || !memcmp(s.s, "el", 2)); }

static ElgStr translit_bare(ElgStr s) { return (ElgStr){s.s + 2, s.n - 2}; }

float elg_translit_similarity(ElgStr native, ElgStr latin)
{
  float share = translit_words(native, latin), bare = 0;
  int x = translit_has_article(native), y = translit_has_article(latin);
  if (x != y) bare = x ? translit_words(translit_bare(native), latin) : translit_words(native, translit_bare(latin));
  return share > bare ? share : bare;
}

/* ---- keys ---- */

/* The least consonant that a sound may be, as Latin words have it. */
static uint16_t translit_first(uint16_t may) { return may & (uint16_t)-may; }

/* Take the sounds of a word; of native ones that may be several, as `choices` says, a bit each. Returns how many bits it has used. */
static int translit_key(const Translit *t, int native, unsigned choices, uint64_t *key, int *n)
{
  int used = 0;
  uint16_t last = 0;
  *key = 0;
  *n = 0;
  for (int i = 0; i < t->n; i++) {
    uint16_t may = t->may[i] & (uint16_t)~TRANSLIT_VOWELS;
    if (may & TRANSLIT_LIPS) may = TRANSLIT_B;
    uint16_t first = translit_first(may), other = may & (uint16_t)~first;
    int open = native && (other || (may && translit_is_vowel(t->may[i]) && i)); /* w inside a word may be v */
    if (translit_is_vowel(t->may[i])) other = first, first = native ? 0 : TRANSLIT_H;
    if (open && used < TRANSLIT_CHOICES) first = choices >> used++ & 1 ? translit_first(other) : first;
    if (!first || first == TRANSLIT_H || first == last) continue;
    *key = elg_hash_next(*key, first);
    last = first;
    ++*n;
  }
  return used;
}

int elg_translit_keys(ElgStr word, int native, uint64_t keys[ELG_TRANSLIT_KEYS])
{
  Translit t;
  int n_keys = 0, last = native && translit_has_article(word) ? 1 : 0;
  for (int bare = 0; bare <= last; bare++) {
    int used = 0, n;
    if (!translit_read(bare ? translit_bare(word) : word, native, &t)) return n_keys;
    for (unsigned choices = 0; choices < 1u << used; choices++) {
      uint64_t key;
      used = translit_key(&t, native, choices, &key, &n);
      if (n >= 2 && n_keys < ELG_TRANSLIT_KEYS) keys[n_keys++] = key;
    }
  }
  return n_keys;
}
