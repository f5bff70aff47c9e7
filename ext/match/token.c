/* token.c -- how much two words resemble each other. */
#include "match/score.h"
#include <string.h>
#include "base/utf8.h"
#include "match/edit.h"

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

/* "capital7" and "capital9" are not a typo: the digits must be the same. */
static int token_digits_differ(ElgStr s, ElgStr t)
{
  size_t i = 0, j = 0;
  for (;;) {
    while (i < s.n && (s.s[i] < '0' || s.s[i] > '9')) i++;
    while (j < t.n && (t.s[j] < '0' || t.s[j] > '9')) j++;
    if (i == s.n || j == t.n) return i < s.n || j < t.n;
    if (s.s[i++] != t.s[j++]) return 1;
  }
}

static float token_typo(ElgStr s, ElgStr t)
{
  if (token_digits_differ(s, t)) return 0;
  int limit = s.n <= 8 ? 1 : 2;
  int d = elg_osa_within(s.s, s.n, t.s, t.n, limit);
  if (d > limit) return 0;
  float r = 1 - (float)d / (float)s.n * (s.n >= 6 ? 0.6f : 1.2f);
  if (s.s[0] != t.s[0]) r -= 0.25f;
  if (s.n <= 4) r -= 0.12f;
  return r > 0.3f ? r : 0;
}

/* Cheap test that a and b may resemble each other: needed for anything above 0 but equal places and digraphs. */
int elg_token_may_resemble(const char *s, const ElgToken *a, const char *t, const ElgToken *b)
{
  if (a->hash == b->hash || a->loose == b->loose || (a->place && a->place == b->place)) return 1;
  if (a->kind == ELG_TOKEN_NUMBER || b->kind == ELG_TOKEN_NUMBER || ((a->flags ^ b->flags) & ELG_TOKEN_CJK)) return 0;
  if (a->flags & ELG_TOKEN_CJK) return s[0] == t[0] || s[a->len - 1] == t[b->len - 1];
  int shorter = a->len < b->len ? a->len : b->len, tail = s[a->len - 1] == t[b->len - 1];
  if (s[0] == t[0]) return shorter <= 4 || s[1] == t[1] || tail;
  /* a typo in the first letter leaves the end alone, and mostly the second letter */
  return shorter >= 4 && tail && s[a->len - 2] == t[b->len - 2] && (s[1] == t[1] || s[0] == t[1] || s[1] == t[0]);
}

float elg_token_similarity(ElgStr s, const ElgToken *a, ElgStr t, const ElgToken *b, ElgPairKind *kind)
{
  *kind = ELG_PAIR_EQUAL;
  if (a->hash == b->hash) return 1;
  if (!elg_token_may_resemble(s.s, a, t.s, b)) return 0;
  if (a->kind == ELG_TOKEN_NUMBER || b->kind == ELG_TOKEN_NUMBER) return 0;
  *kind = ELG_PAIR_SPELLING;
  if (a->loose == b->loose && ((a->flags | b->flags) & ELG_TOKEN_DIGRAPH)) return 0.99f;
  *kind = ELG_PAIR_PLACE;
  if (a->place && a->place == b->place) return 0.95f;
  if ((a->flags ^ b->flags) & ELG_TOKEN_CJK) return 0;
  *kind = ELG_PAIR_PART;
  if (a->flags & ELG_TOKEN_CJK) return token_edges(s, t);
  const ElgToken *shorter = a;
  if (s.n > t.n) {
    ElgStr swap = s;
    s = t;
    t = swap;
    shorter = b;
  }
  int begins = s.n < t.n && s.n && !memcmp(s.s, t.s, s.n);
  *kind = ELG_PAIR_INFLECTED;
  if (begins && s.n >= 4 && t.n - s.n <= 2 && (t.s[t.n - 1] == 's' || t.n - s.n == 1)) return 0.95f;
  *kind = ELG_PAIR_ABBREVIATED;
  if (begins) return token_prefix(s.n, shorter->flags & ELG_TOKEN_DOT);
  if ((a->flags | b->flags) & ELG_TOKEN_EXPANDED && s.n >= 6 && !memcmp(s.s, t.s, 5)) return 0.8f; /* assoc. */
  if (s.n < 4) return s.n == 3 && token_is_consonants(s, t) ? 0.7f : 0;
  *kind = ELG_PAIR_TYPO;
  float typo = token_typo(s, t);
  if (typo > 0) return typo;
  *kind = ELG_PAIR_ABBREVIATED;
  return token_is_consonants(s, t) ? 0.7f : 0;
}
