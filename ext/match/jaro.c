#include "match/jaro.h"
#include <string.h>
#include "base/bytes.h"
#include "base/mem.h"

static double jaro_value(size_t n, size_t m, size_t matches, size_t out_of_order)
{
  if (n == 0 && m == 0) return 1;
  if (matches == 0) return 0;
  size_t in_order = matches - out_of_order / 2;
  double x = (double)matches;
  return (x / (double)n + x / (double)m + (double)in_order / x) / 3;
}

static double jaro_boost(double jaro, size_t prefix)
{
  if (jaro <= 0.7) return jaro;
  double boosted = jaro + (double)(prefix < 4 ? prefix : 4) * 0.1 * (1 - jaro);
  return boosted < 1 ? boosted : 1;
}

static size_t jaro_window(size_t n, size_t m)
{
  size_t half = (n > m ? n : m) / 2;
  return half ? half - 1 : 0;
}

/* Bits low .. high, high <= 63. */
static uint64_t jaro_range(size_t low, size_t high) { return (~(uint64_t)0 << low) & (~(uint64_t)0 >> (63 - high)); }

double elg_jaro_winkler_ascii(const char *a, size_t n, const char *b, size_t m)
{
  uint64_t places[256], used_a = 0, used_b = 0;
  size_t prefix = 0, window = jaro_window(n, m), matches = 0, out_of_order = 0;
  if (n > 64 || m > 64) return -1;
  if (n == 0 || m == 0) return n == m;
  for (size_t i = 0; i < n; i++) places[(unsigned char)a[i]] = 0;
  for (size_t j = 0; j < m; j++) places[(unsigned char)b[j]] = 0;
  for (size_t j = 0; j < m; j++) places[(unsigned char)b[j]] |= (uint64_t)1 << j;
  for (size_t i = 0; i < n && (i <= window || i - window < m); i++) {
    uint64_t reach = jaro_range(i > window ? i - window : 0, i + window < m ? i + window : m - 1);
    uint64_t found = places[(unsigned char)a[i]] & reach & ~used_b;
    used_b |= found & (0 - found);
    used_a |= (uint64_t)(found != 0) << i;
  }
  for (; used_a; used_a &= used_a - 1, used_b &= used_b - 1, matches++)
    out_of_order += a[elg_bytes_lowest(used_a)] != b[elg_bytes_lowest(used_b)];
  while (prefix < 4 && prefix < n && prefix < m && a[prefix] == b[prefix]) prefix++;
  return jaro_boost(jaro_value(n, m, matches, out_of_order), prefix);
}

/* Places of each code point in b: place[next[c]] .. place[next[c + 1] - 1] at first; next moves on. */
typedef struct {
  uint32_t *next;  /* 2 * count + 1: starts, a sentinel, then the ends */
  uint32_t *place; /* b.n */
  uint32_t *taken; /* by place in b: 1 when matched */
} JaroPlaces;

static void jaro_list_places(const JaroPlaces *s, const ElgPoints *b, uint32_t count)
{
  memset(s->next, 0, (2 * (size_t)count + 1) * sizeof *s->next);
  memset(s->taken, 0, b->n * sizeof *s->taken);
  for (size_t j = 0; j < b->n; j++) s->next[b->p[j] + 1]++;
  for (size_t c = 0; c < count; c++) s->next[c + 1] += s->next[c];
  uint32_t *end = s->next + count + 1;
  memcpy(end, s->next, count * sizeof *end);
  for (size_t j = 0; j < b->n; j++) s->place[end[b->p[j]]++] = (uint32_t)j;
}

/* Match a against b; matched code points of a move to the front of a->p. The number of matches. */
static size_t jaro_match(const JaroPlaces *s, ElgPoints *a, const ElgPoints *b, uint32_t count)
{
  size_t matches = 0, window = jaro_window(a->n, b->n);
  const uint32_t *end = s->next + count + 1;
  for (size_t i = 0; i < a->n; i++) {
    uint32_t c = a->p[i], at = s->next[c];
    while (at < end[c] && s->place[at] + window < i) at++;
    if (at < end[c] && s->place[at] <= i + window) {
      s->taken[s->place[at++]] = 1;
      a->p[matches++] = c;
    }
    s->next[c] = at;
  }
  return matches;
}

static ElgRc jaro_points(ElgPoints *a, const ElgPoints *b, uint32_t count, double *out)
{
  uint32_t local[2 * ELG_POINTS_ASCII + 1 + 2 * ELG_POINTS_LOCAL], *all = local;
  size_t entries = 2 * (size_t)count + 1 + 2 * b->n, prefix = 0, out_of_order = 0, k = 0, n = a->n;
  if (entries > ELG_COUNT(local) && !(all = elg_realloc(NULL, entries * sizeof *all))) return ELG_NOMEM;
  JaroPlaces s = {all, all + 2 * (size_t)count + 1, all + 2 * (size_t)count + 1 + b->n};
  while (prefix < 4 && prefix < n && prefix < b->n && a->p[prefix] == b->p[prefix]) prefix++;
  jaro_list_places(&s, b, count);
  size_t matches = jaro_match(&s, a, b, count);
  for (size_t j = 0; j < b->n; j++)
    if (s.taken[j]) out_of_order += b->p[j] != a->p[k++];
  *out = jaro_boost(jaro_value(n, b->n, matches, out_of_order), prefix);
  if (all != local) elg_free(all);
  return ELG_OK;
}

ElgRc elg_jaro_winkler(ElgStr a, ElgStr b, double *out)
{
  ElgPoints x, y;
  uint32_t count = 0;
  ElgRc rc = elg_points_read(&x, a), other = elg_points_read(&y, b);
  if (!rc) rc = other;
  if (!rc) rc = elg_points_number(&x, &y, &count);
  if (!rc) rc = jaro_points(&x, &y, count, out);
  elg_points_free(&x);
  elg_points_free(&y);
  return rc;
}
