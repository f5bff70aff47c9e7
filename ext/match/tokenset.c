#include "match/tokenset.h"
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

/* Borrowed code points. */
typedef struct {
  const uint32_t *p;
  size_t n;
} TokensetWord;

/* The different words of one text, sorted. */
typedef struct {
  TokensetWord *words;
  size_t n;
  TokensetWord local[32];
} TokensetWords;

static int tokenset_is_blank(uint32_t c)
{
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

static int tokenset_compare(const void *a, const void *b)
{
  const TokensetWord *x = a, *y = b;
  size_t n = x->n < y->n ? x->n : y->n;
  for (size_t i = 0; i < n; i++)
    if (x->p[i] != y->p[i]) return x->p[i] < y->p[i] ? -1 : 1;
  return (x->n > y->n) - (x->n < y->n);
}

/* Find the words of text: where to, or only count them (NULL). */
static size_t tokenset_split(const ElgPoints *text, TokensetWord *to)
{
  size_t count = 0;
  for (size_t i = 0; i < text->n;) {
    size_t start = i;
    while (i < text->n && !tokenset_is_blank(text->p[i])) i++;
    if (i > start) {
      if (to) to[count] = (TokensetWord){text->p + start, i - start};
      count++;
    }
    i++;
  }
  return count;
}

static ElgRc tokenset_read(TokensetWords *set, const ElgPoints *text)
{
  size_t count = tokenset_split(text, NULL);
  set->words = set->local;
  set->n = 0;
  if (count > ELG_COUNT(set->local)) {
    TokensetWord *words = elg_realloc(NULL, count * sizeof *words);
    if (!words) return ELG_NOMEM;
    set->words = words;
  }
  tokenset_split(text, set->words);
  qsort(set->words, count, sizeof *set->words, tokenset_compare);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || tokenset_compare(set->words + i, set->words + set->n - 1)) set->words[set->n++] = set->words[i];
  return ELG_OK;
}

static void tokenset_free(TokensetWords *set)
{
  if (set->words != set->local) elg_free(set->words);
}

/* Take the common words out of both sets; their joined length, *common their number. */
static size_t tokenset_take_common(TokensetWords *a, TokensetWords *b, size_t *common)
{
  size_t i = 0, j = 0, length = 0, left_a = 0, left_b = 0;
  *common = 0;
  while (i < a->n || j < b->n) {
    int order = i == a->n ? 1 : j == b->n ? -1 : tokenset_compare(a->words + i, b->words + j);
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
static void tokenset_join(const TokensetWords *set, uint32_t *out, size_t *n)
{
  *n = 0;
  for (size_t i = 0; i < set->n; i++) {
    if (i) out[(*n)++] = ' ';
    memcpy(out + *n, set->words[i].p, set->words[i].n * sizeof *out);
    *n += set->words[i].n;
  }
}

static double tokenset_ratio(size_t distance, size_t total) { return 1 - (double)distance / (double)total; }

static double tokenset_larger(double a, double b) { return a > b ? a : b; }

/* The indel distance of what is left in both sets, and the joined lengths. */
static ElgRc tokenset_distance(const TokensetWords *a, const TokensetWords *b, size_t room_a, size_t room_b,
                               ElgPoll *poll, ElgErr *err, size_t *n, size_t *m, size_t *distance)
{
  ElgPoints x = {0}, y = {0};
  uint32_t count = 0;
  x.p = room_a > ELG_POINTS_LOCAL ? elg_realloc(NULL, room_a * sizeof *x.p) : x.local;
  y.p = room_b > ELG_POINTS_LOCAL ? elg_realloc(NULL, room_b * sizeof *y.p) : y.local;
  ElgRc rc = x.p && y.p ? ELG_OK : ELG_NOMEM;
  if (!rc) {
    tokenset_join(a, x.p, &x.n);
    tokenset_join(b, y.p, &y.n);
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

static ElgRc tokenset_compare_sets(TokensetWords *a, TokensetWords *b, size_t room_a, size_t room_b, ElgPoll *poll,
                                   ElgErr *err, double *out)
{
  size_t common, n, m, distance;
  *out = 0;
  if (!a->n || !b->n) return ELG_OK;
  size_t shared = tokenset_take_common(a, b, &common), gap = common > 0;
  *out = 1;
  if (common && (!a->n || !b->n)) return ELG_OK;
  ElgRc rc = tokenset_distance(a, b, room_a, room_b, poll, err, &n, &m, &distance);
  if (rc) return rc;
  size_t with_a = shared + gap + n, with_b = shared + gap + m;
  *out = tokenset_ratio(distance, with_a + with_b);
  if (!common) return ELG_OK;
  *out = tokenset_larger(*out, tokenset_ratio(gap + n, shared + with_a));
  *out = tokenset_larger(*out, tokenset_ratio(gap + m, shared + with_b));
  return ELG_OK;
}

ElgRc elg_token_set_ratio(ElgStr a, ElgStr b, ElgPoll *poll, ElgErr *err, double *out)
{
  ElgPoints x, y;
  TokensetWords left = {left.local, 0, {{0}}}, right = {right.local, 0, {{0}}};
  ElgRc rc = elg_points_read(&x, a), other = elg_points_read(&y, b);
  if (!rc) rc = other;
  if (!rc) rc = tokenset_read(&left, &x);
  if (!rc) rc = tokenset_read(&right, &y);
  if (!rc) rc = tokenset_compare_sets(&left, &right, x.n, y.n, poll, err, out);
  tokenset_free(&left);
  tokenset_free(&right);
  elg_points_free(&x);
  elg_points_free(&y);
  return rc;
}
