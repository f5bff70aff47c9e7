#include "match/points.h"
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/utf8.h"

/* Those who compare make up to 8 bytes of a code point, of two texts: that fits a size_t of 32 bits. */
#define POINTS_MOST (SIZE_MAX / 16)

static size_t points_ascii(ElgStr text, uint32_t *out)
{
  size_t i = 0;
  for (; i < text.n && (unsigned char)text.s[i] < 0x80; i++) out[i] = (unsigned char)text.s[i];
  return i;
}

ElgRc elg_points_read(ElgPoints *out, ElgStr text)
{
  out->p = out->local;
  out->n = 0;
  out->bits = 0;
  if (text.n > ELG_POINTS_LOCAL) {
    uint32_t *p = text.n <= POINTS_MOST ? elg_realloc(NULL, text.n * sizeof *p) : NULL;
    if (!p) return ELG_NOMEM;
    out->p = p;
  }
  size_t ascii = points_ascii(text, out->p);
  if (ascii < text.n) {
    out->n = ascii + elg_utf8_explode((ElgStr){text.s + ascii, text.n - ascii}, out->p + ascii);
    for (size_t i = 0; i < out->n; i++) out->bits |= out->p[i];
  } else {
    out->n = ascii;
  }
  return ELG_OK;
}

void elg_points_free(ElgPoints *points)
{
  if (points->p != points->local) elg_free(points->p);
  points->p = points->local;
  points->n = 0;
}

static int points_compare(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void points_renumber(ElgPoints *text, const uint32_t *sorted, size_t count)
{
  for (size_t i = 0; i < text->n; i++) {
    size_t low = 0, high = count;
    while (high - low > 1) {
      size_t middle = (low + high) / 2;
      if (sorted[middle] <= text->p[i]) low = middle;
      else high = middle;
    }
    text->p[i] = (uint32_t)low;
  }
}

ElgRc elg_points_number(ElgPoints *a, ElgPoints *b, uint32_t *count)
{
  uint32_t local[ELG_POINTS_LOCAL], *all = local;
  size_t n = a->n + b->n, distinct = 0;
  *count = ELG_POINTS_ASCII;
  if ((a->bits | b->bits) < ELG_POINTS_ASCII) return ELG_OK;
  if (n > ELG_POINTS_LOCAL && !(all = elg_realloc(NULL, n * sizeof *all))) return ELG_NOMEM;
  if (a->n) memcpy(all, a->p, a->n * sizeof *all);
  if (b->n) memcpy(all + a->n, b->p, b->n * sizeof *all);
  qsort(all, n, sizeof *all, points_compare);
  for (size_t i = 0; i < n; i++)
    if (i == 0 || all[i] != all[distinct - 1]) all[distinct++] = all[i];
  points_renumber(a, all, distinct);
  points_renumber(b, all, distinct);
  *count = (uint32_t)distinct;
  if (all != local) elg_free(all);
  return ELG_OK;
}
