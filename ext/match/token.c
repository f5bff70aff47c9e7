/* token.c -- how much two words resemble each other. */
#include "match/score.h"
#include <string.h>
#include "base/hash.h"
#include "base/utf8.h"
#include "match/edit.h"
#include "match/resemble.h"
#include "match/translit.h"

/* Weight of words in few names, from which on a word counts as unknown. */
#define TOKEN_KNOWN 240
/* Share of the sounds from which a word may be another's spelling in Latin letters. */
#define TOKEN_TRANSLIT 0.75f

/* Share of common beginning and end, in bytes cut to whole letters: for words of few, telling letters. */
static float token_edges(ElgStr s, ElgStr t)
{
  size_t p = 0, q = 0, n = s.n < t.n ? s.n : t.n, m = s.n + t.n - n;
  while (p < n && s.s[p] == t.s[p]) p++;
  while (p > 0 && p < n && ((unsigned char)s.s[p] & 0xC0) == 0x80) p--;
  while (q < n - p && s.s[s.n - 1 - q] == t.s[t.n - 1 - q]) q++;
  while (q > 0 && ((unsigned char)s.s[s.n - q] & 0xC0) == 0x80) q--;
  float share = (float)(p + q) / (float)m;
  return share >= 0.5f ? share * 0.95f : 0;
}

/* s (shorter) is a short form of t by its beginning. dot: it is written as an abbreviation. */
static float token_prefix(size_t n, int dot)
{
  if (dot) return n >= 2 ? 0.9f : 0.55f;
  if (n >= 5) return 0.86f;
  if (n == 4) return 0.8f;
  if (n == 3) return 0.7f;
  return n == 1 ? 0.45f : 0.3f;
}

static int token_is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/* mfg, svcs: first letter, then consonants of t in order. */
static int token_is_consonants(ElgStr s, ElgStr t)
{
  size_t i = 1;
  if (s.s[0] != t.s[0] || s.n < 3 || t.n < s.n + 3) return 0;
  for (size_t k = 1; k < s.n; k++)
    if (token_is_vowel(s.s[k])) return 0;
  for (size_t j = 1; i < s.n && j < t.n; j++) i += t.s[j] == s.s[i];
  return i == s.n;
}

/* re, edp: the initials of a phrase. */
static int token_is_initials(ElgStr s, ElgStr t)
{
  size_t i = 0, at = 0;
  ElgStr word;
  if (s.n > 4 || !memchr(t.s, ' ', t.n)) return 0;
  while (elg_name_next_word(t, &at, &word))
    if (i == s.n || s.s[i++] != word.s[0]) return 0;
  return i > 1 && i == s.n;
}

int elg_digits_differ(ElgStr s, ElgStr t)
{
  size_t i = 0, j = 0;
  for (;;) {
    while (i < s.n && (s.s[i] < '0' || s.s[i] > '9')) i++;
    while (j < t.n && (t.s[j] < '0' || t.s[j] > '9')) j++;
    if (i == s.n || j == t.n) return i < s.n || j < t.n;
    if (s.s[i++] != t.s[j++]) return 1;
  }
}

/* Neighbours on the keyboard: rows of ten keys, each row shifted by half a key. */
static int token_keys_touch(char c, char d)
{
  static const char rows[] = "qwertyuiopasdfghjkl;zxcvbnm,./";
  const char *p = strchr(rows, c), *q = strchr(rows, d);
  if (!p || !q || !c || !d) return 0;
  int i = (int)(p - rows), j = (int)(q - rows), down = i / 10 - j / 10, along = i % 10 - j % 10;
  if (down < 0) down = -down, along = -along;
  return down == 0 ? along == 1 || along == -1 : down == 1 && (along == 0 || along == -1);
}

/* How unlike a slip of the keyboard one edit is, s[0..n) for t[0..m) between `before` and `after`. */
static float token_oddity(const char *s, size_t n, const char *t, size_t m, char before, char after)
{
  if (n == 2) return 0; /* swapped */
  if (!n) return t[0] == before || t[0] == after ? 0 : 0.5f;
  return m == 1 && token_keys_touch(s[0], t[0]) ? 0 : 1;
}

/* The same of several edits of as many letters: 1 where a letter is another that no slip explains. */
static float token_oddities(const char *s, const char *t, size_t n)
{
  int other = 0;
  for (size_t i = 0; i < n; i++) {
    if (s[i] == t[i]) continue;
    if (i + 1 < n && s[i] == t[i + 1] && s[i + 1] == t[i]) i++;
    else other += !token_keys_touch(s[i], t[i]);
  }
  return other ? 1 : 0.5f;
}

int elg_misspelling(ElgStr s, ElgStr t, int limit, ElgMisspelling *out)
{
  size_t p = 0, n = s.n, m = t.n;
  if (n > m) {
    ElgStr swap = s;
    s = t, t = swap;
    n = s.n, m = t.n;
  }
  if (m - n > (size_t)limit) return 0;
  while (p < n && s.s[p] == t.s[p]) p++;
  while (n > p && s.s[n - 1] == t.s[m - 1]) n--, m--;
  const char *x = s.s + p, *y = t.s + p;
  *out = (ElgMisspelling){.edits = 1, .first = !p, .oddity = 0.5f};
  int swapped = n - p == 2 && m - p == 2 && x[0] == y[1] && x[1] == y[0];
  if (m - p <= 1 || swapped) {
    out->swapped = (uint8_t)swapped;
    out->oddity = token_oddity(x, n - p, y, m - p, p ? x[-1] : 0, m < t.n ? t.s[m] : 0);
    return 1;
  }
  if (limit < 2) return 0;
  out->edits = elg_osa_within(x, n - p, y, m - p, limit);
  if (n == m) out->oddity = token_oddities(x, y, n - p);
  return out->edits <= limit;
}

ElgStr elg_token_letters(ElgStr s, char room[ELG_TOKEN_LETTERS])
{
  size_t n = 0;
  uint32_t c;
  if (s.n > ELG_TOKEN_LETTERS || elg_str_is_ascii(s)) return s;
  for (size_t i = 0; i < s.n; n++) {
    i += elg_utf8_decode(s.s + i, s.n - i, &c);
    room[n] = (char)(c < 0x80 ? c : 0x80 | (c & 0x7F));
  }
  return (ElgStr){room, n};
}

/* Letters of the shorter word that a misspelling is believed in at all, by the number of edits. */
static int token_edits(size_t n, size_t m) { return n >= 12 ? 3 : m >= 6 && n >= 5 ? 2 : 1; }

int elg_token_is_known(ElgStr s, const ElgToken *t)
{
  static const ElgStr endings[] = {{"s", 1}, {"es", 2}, {"ed", 2}, {"er", 2}, {"ing", 3}, {"ers", 3}};
  int known = t->weight < TOKEN_KNOWN;
  for (size_t i = 0; i < ELG_COUNT(endings) && !known; i++) {
    ElgStr e = endings[i];
    if (s.n < e.n + 4 || memcmp(s.s + s.n - e.n, e.s, e.n)) continue;
    const ElgWordSlot *slot = elg_words_find(elg_hash((ElgStr){s.s, s.n - e.n}));
    known = slot && slot->weight && slot->weight < TOKEN_KNOWN;
  }
  return known;
}

float elg_token_typo(ElgStr s, ElgStr t, int known)
{
  ElgMisspelling m;
  char x[ELG_TOKEN_LETTERS], y[ELG_TOKEN_LETTERS];
  s = elg_token_letters(s, x), t = elg_token_letters(t, y);
  if (s.n > t.n) {
    ElgStr swap = s;
    s = t, t = swap;
  }
  if (s.n < 3 || t.n < 4 || elg_digits_differ(s, t)) return 0;
  if (!elg_misspelling(s, t, known == 2 ? 1 : token_edits(s.n, t.n), &m)) return 0;
  float r = 1 - (float)m.edits / (float)s.n * (s.n >= 6 || m.edits > 1 ? 0.6f : s.n == 5 ? 0.9f : 1.2f);
  if (m.edits > 1 && s.n < 8) r -= 0.12f * (float)(8 - s.n);
  if (m.first && !m.swapped) r -= known == 1 ? 0.1f : 0.2f;
  if (known == 1) r += (1 - r) / 2;
  if (known == 2) r -= m.swapped ? 0.2f : 0.35f;
  return r > 0.3f ? r : 0;
}

static float token_typo(ElgStr s, const ElgToken *a, ElgStr t, const ElgToken *b)
{
  return elg_token_may_be_typo(s, t) ? elg_token_typo(s, t, elg_token_is_known(s, a) + elg_token_is_known(t, b)) : 0;
}

/* What inflection puts behind a word. */
static int token_is_ending(const char *s, size_t n)
{
  if (n == 1) return strchr("sen", s[0]) != NULL;
  return n == 2 && (s[1] == 's' || (s[0] == 'e' && s[1] == 'n'));
}

/* A stop word; with a dot behind it is short for another: "en." for energy. */
static int token_is_stop(const ElgToken *t) { return t->kind == ELG_TOKEN_STOP && !(t->flags & ELG_TOKEN_DOT); }

/* Whether one word's script is spelt by ear, and the other is Latin, and no initials. */
static int token_is_by_ear(const ElgToken *a, const ElgToken *b)
{
  if (a->len < 4 || b->len < 4) return 0;
  uint8_t flags = a->flags & ELG_TOKEN_NATIVE ? a->flags : b->flags;
  return ((a->flags ^ b->flags) & ELG_TOKEN_NATIVE) && (flags & ELG_TOKEN_DIGRAPH);
}

float elg_token_similarity(ElgStr s, const ElgToken *a, ElgStr t, const ElgToken *b, ElgPairKind *kind)
{
  *kind = ELG_PAIR_EQUAL;
  if (a->hash == b->hash) return 1;
  if (!elg_token_may_resemble(s, a, t, b)) return 0;
  if (a->kind == ELG_TOKEN_NUMBER || b->kind == ELG_TOKEN_NUMBER) return 0;
  *kind = ELG_PAIR_SPELLING;
  if (a->loose == b->loose && ((a->flags | b->flags) & ELG_TOKEN_DIGRAPH)) return 0.99f;
  *kind = ELG_PAIR_PLACE;
  if (a->place && b->place) return a->place == b->place ? 0.98f : 0;
  if ((a->flags ^ b->flags) & ELG_TOKEN_CJK) return 0;
  *kind = ELG_PAIR_PART;
  if (a->flags & ELG_TOKEN_CJK) return token_edges(s, t);
  if (token_is_stop(a) != token_is_stop(b)) return 0; /* "com" of a domain, "communications" */
  const ElgToken *shorter = a, *longer = b;
  char room[ELG_TOKEN_LETTERS];
  int swapped = s.n > t.n;
  if (swapped) {
    ElgStr swap = s;
    s = t;
    t = swap;
    shorter = b;
    longer = a;
  }
  int begins = s.n < t.n && s.n && !memcmp(s.s, t.s, s.n);
  int trades = a->kind == ELG_TOKEN_SECTOR && b->kind == ELG_TOKEN_SECTOR;
  if (begins && trades && t.s[s.n] == ' ') return 0; /* "university" and "university hospital" */
  *kind = ELG_PAIR_INFLECTED;
  if (begins && token_is_ending(t.s + s.n, t.n - s.n) && s.n >= 4) return 0.95f;
  if (begins && t.n - s.n == 1) {
    *kind = ELG_PAIR_TYPO;
    return token_typo(s, swapped ? b : a, t, swapped ? a : b);
  }
  *kind = ELG_PAIR_ABBREVIATED;
  if (token_is_initials(s, t)) return 0.95f;
  int initials = (shorter->flags & ELG_TOKEN_MERGED) != 0; /* the dots of "S.A." shorten no word */
  if (begins && longer->kind == ELG_TOKEN_FILLER && s.n >= 4) return 0.95f; /* tech. */
  if (begins && (s.s[0] & 0x80)) s = elg_token_letters(s, room);
  if (begins) return token_prefix(s.n, !initials && (shorter->flags & ELG_TOKEN_DOT));
  if ((a->flags | b->flags) & ELG_TOKEN_EXPANDED && s.n >= 6 && !memcmp(s.s, t.s, 5)) return 0.9f; /* assoc. */
  *kind = ELG_PAIR_TYPO;
  float typo = token_typo(s, swapped ? b : a, t, swapped ? a : b);
  if (typo > 0.6f && (a->flags ^ b->flags) & ELG_TOKEN_NATIVE) { /* one language writes another's letters in several ways */
    *kind = ELG_PAIR_SPELLING;
    return 0.95f;
  }
  if (token_is_by_ear(a, b)) {
    int native = (shorter->flags & ELG_TOKEN_NATIVE) != 0;
    float share = elg_translit_similarity(native ? s : t, native ? t : s);
    *kind = ELG_PAIR_SPELLING;
    if (share >= TOKEN_TRANSLIT) return share >= ELG_TRANSLIT_SURE ? 0.95f : 0.8f;
  }
  *kind = ELG_PAIR_TYPO;
  if (typo > 0) return typo;
  *kind = ELG_PAIR_ABBREVIATED;
  return token_is_consonants(s, t) ? 0.7f : 0;
}
