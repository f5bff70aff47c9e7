#include "match/tokenset.h"
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

/* Borrowed code points. */
typedef struct {
  const uint32_t *p;
  size_t n;
} TokenWord;

/* The different words of one text, sorted. */
typedef struct {
  TokenWord *words;
  size_t n;
  TokenWord local[32];
} TokenSet;

static int token_is_blank(uint32_t c)
{
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

static int token_compare(const void *a, const void *b)
{
  const TokenWord *x = a, *y = b;
  size_t n = x->n < y->n ? x->n : y->n;
  for (size_t i = 0; i < n; i++)
    if (x->p[i] != y->p[i]) return x->p[i] < y->p[i] ? -1 : 1;
  return (x->n > y->n) - (x->n < y->n);
}

/* Find the words of text: where to, or only count them (NULL). */
static size_t token_split(const ElgPoints *text, TokenWord *to)
{
  size_t count = 0;
  for (size_t i = 0; i < text->n;) {
    size_t start = i;
    while (i < text->n && !token_is_blank(text->p[i])) i++;
    if (i > start) {
      if (to) to[count] = (TokenWord){text->p + start, i - start};
      count++;
    }
    i++;
  }
  return count;
}

static ElgRc token_read(TokenSet *set, const ElgPoints *text)
{
  size_t count = token_split(text, NULL);
  set->words = set->local;
  set->n = 0;
  if (count > ELG_COUNT(set->local)) {
    TokenWord *words = elg_realloc(NULL, count * sizeof *words);
    if (!words) return ELG_NOMEM;
    set->words = words;
  }
  token_split(text, set->words);
  qsort(set->words, count, sizeof *set->words, token_compare);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || token_compare(set->words + i, set->words + set->n - 1)) set->words[set->n++] = set->words[i];
  return ELG_OK;
}

static void token_free(TokenSet *set)
{
  if (set->words != set->local) elg_free(set->words);
}

/* Take the common words out of both sets; their joined length, *common their number. */
static size_t token_take_common(TokenSet *a, TokenSet *b, size_t *common)
{
  size_t i = 0, j = 0, length = 0, left_a = 0, left_b = 0;
  *common = 0;
  while (i < a->n || j < b->n) {
    int order = i == a->n ? 1 : j == b->n ? -1 : token_compare(a->words + i, b->words + j);
    if (order == 0) {
      length += a->words[i++].n + (*common > 0);
      j++;
      ++*common;
    } else if (order < 0) {
      a->words[left_a++] = a->words[i++];
    } else {
      b->words[left_b++] = b->words[j++];
    }
  }
  a->n = left_a;
  b->n = left_b;
  return length;
}

/* Join the words of set into *out, which has room for them: it is as large as their text. */
static void token_join(const TokenSet *set, uint32_t *out, size_t *n)
{
  *n = 0;
  for (size_t i = 0; i < set->n; i++) {
    if (i) out[(*n)++] = ' ';
    memcpy(out + *n, set->words[i].p, set->words[i].n * sizeof *out);
    *n += set->words[i].n;
  }
}

static double token_ratio(size_t distance, size_t total) { return 1 - (double)distance / (double)total; }

static double token_larger(double a, double b) { return a > b ? a : b; }

/* The indel distance of what is left in both sets, and the joined lengths. */
static ElgRc token_distance(const TokenSet *a, const TokenSet *b, size_t room_a, size_t room_b, ElgPoll *poll,
                            ElgErr *err, size_t *n, size_t *m, size_t *distance)
{
  ElgPoints x = {0}, y = {0};
  uint32_t count = 0;
  x.p = room_a > ELG_POINTS_LOCAL ? elg_realloc(NULL, room_a * sizeof *x.p) : x.local;
  y.p = room_b > ELG_POINTS_LOCAL ? elg_realloc(NULL, room_b * sizeof *y.p) : y.local;
  ElgRc rc = x.p && y.p ? ELG_OK : ELG_NOMEM;
  if (!rc) {
    token_join(a, x.p, &x.n);
    token_join(b, y.p, &y.n);
    for (size_t i = 0; i < x.n; i++) x.bits |= x.p[i];
    for (size_t i = 0; i < y.n; i++) y.bits |= y.p[i];
    *n = x.n;
    *m = y.n;
    rc = elg_points_number(&x, &y, &count);
  }
  if (!rc) rc = elg_edit_points(ELG_EDIT_INDEL, x.p, x.n, y.p, y.n, count, poll, err, distance);
  elg_points_free(&x);
  elg_points_free(&y);
  return rc;
}

static ElgRc token_compare_sets(TokenSet *a, TokenSet *b, size_t room_a, size_t room_b, ElgPoll *poll, ElgErr *err,
                                double *out)
{
  size_t common, n, m, distance;
  *out = 0;
  if (!a->n || !b->n) return ELG_OK;
  size_t shared = token_take_common(a, b, &common), gap = common > 0;
  *out = 1;
  if (common && (!a->n || !b->n)) return ELG_OK;
  ElgRc rc = token_distance(a, b, room_a, room_b, poll, err, &n, &m, &distance);
  if (rc) return rc;
  size_t with_a = shared + gap + n, with_b = shared + gap + m;
  *out = token_ratio(distance, with_a + with_b);
  if (!common) return ELG_OK;
  *out = token_larger(*out, token_ratio(gap + n, shared + with_a));
  *out = token_larger(*out, token_ratio(gap + m, shared + with_b));
  return ELG_OK;
}

ElgRc elg_token_set_ratio(ElgStr a, ElgStr b, ElgPoll *poll, ElgErr *err, double *out)
{
  ElgPoints x, y;
  TokenSet left, right;
  left.words = left.local;
  right.words = right.local;
  ElgRc rc = elg_points_read(&x, a), other = elg_points_read(&y, b);
  if (!rc) rc = other;
  if (!rc) rc = token_read(&left, &x);
  if (!rc) rc = token_read(&right, &y);
  if (!rc) rc = token_compare_sets(&left, &right, x.n, y.n, poll, err, out);
  token_free(&left);
  token_free(&right);
  elg_points_free(&x);
  elg_points_free(&y);
  return rc;
}
