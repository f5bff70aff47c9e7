#include "match/ngram.h"
#include <stdlib.h>
#include "base/mem.h"
#include "base/utf8.h"
#include "match/points.h"

/* A sorted set of trigrams, 21 bits a code point. */
typedef struct {
  uint64_t *p; /* n, in local or on the heap */
  size_t n;
  uint64_t local[2 * ELG_POINTS_LOCAL];
} NgramSet;

static int ngram_compare(const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void ngram_sort(uint64_t *p, size_t n)
{
  if (n > 64) {
    qsort(p, n, sizeof *p, ngram_compare);
    return;
  }
  for (size_t i = 1; i < n; i++) {
    uint64_t x = p[i];
    size_t at = i;
    for (; at && p[at - 1] > x; at--) p[at] = p[at - 1];
    p[at] = x;
  }
}

static uint64_t ngram_push(uint64_t window, uint32_t c) { return (window << 21 | c) & (((uint64_t)1 << 63) - 1); }

static int ngram_in_word(uint32_t c)
{
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  return elg_utf8_class(c) != ELG_CHAR_OTHER;
}

static uint32_t ngram_lower(uint32_t c)
{
  if (c >= 0x80) return elg_utf8_lower(c);
  return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* All trigrams of the words into set->p: at most two a code point. */
static void ngram_collect(NgramSet *set, const ElgPoints *text)
{
  const uint64_t start = ngram_push(' ', ' ');
  uint64_t window = start;
  for (size_t i = 0; i <= text->n; i++) {
    if (i < text->n && ngram_in_word(text->p[i])) {
      window = ngram_push(window, ngram_lower(text->p[i]));
      set->p[set->n++] = window;
    } else if (window != start) {
      set->p[set->n++] = ngram_push(window, ' ');
      window = start;
    }
  }
}

static ElgRc ngram_read(NgramSet *set, ElgStr s)
{
  ElgPoints text;
  size_t count = 0;
  set->p = set->local;
  set->n = 0;
  ElgRc rc = elg_points_read(&text, s);
  if (!rc && text.n > ELG_POINTS_LOCAL) {
    set->p = elg_realloc(NULL, 2 * text.n * sizeof *set->p);
    if (!set->p) rc = ELG_NOMEM;
  }
  if (!rc) {
    ngram_collect(set, &text);
    ngram_sort(set->p, set->n);
    for (size_t i = 0; i < set->n; i++)
      if (i == 0 || set->p[i] != set->p[count - 1]) set->p[count++] = set->p[i];
    set->n = count;
  }
  elg_points_free(&text);
  return rc;
}

static void ngram_free(NgramSet *set)
{
  if (set->p != set->local) elg_free(set->p);
}

static double ngram_similarity(const NgramSet *a, const NgramSet *b)
{
  size_t i = 0, j = 0, both = 0;
  while (i < a->n && j < b->n) {
    uint64_t x = a->p[i], y = b->p[j];
    both += x == y;
    i += x <= y;
    j += y <= x;
  }
  size_t either = a->n + b->n - both;
  return either ? (double)both / (double)either : 0;
}

ElgRc elg_trigram_similarity(ElgStr a, ElgStr b, double *out)
{
  NgramSet x, y;
  ElgRc rc = ngram_read(&x, a), other = ngram_read(&y, b);
  if (!rc) rc = other;
  if (!rc) *out = ngram_similarity(&x, &y);
  ngram_free(&x);
  ngram_free(&y);
  return rc;
}
