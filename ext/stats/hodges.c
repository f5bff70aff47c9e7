/* hodges.c -- the Hodges-Lehmann shift of rank.h. */
#include <math.h>
#include <string.h>
#include "base/mem.h"
#include "stats/rank.h"

/* How many differences x - y are at most d; rounding is monotone, so one walk along the staircase counts them. */
static ElgRc hodges_count(const double *x, size_t m, const double *y, size_t n, double d, ElgPoll *poll,
                          uint64_t *count)
{
  size_t j = 0;
  *count = 0;
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < m; i++) {
    while (j < n && x[i] - y[j] > d) j++;
    *count += n - j;
    rc = elg_poll(poll);
  }
  return rc;
}

/* The double in the middle of two keys (integers in the order of the doubles). */
static double hodges_middle(uint64_t low, uint64_t high, uint64_t *middle)
{
  *middle = low + (high - low) / 2;
  uint64_t bits = *middle >> 63 ? *middle & ~((uint64_t)1 << 63) : ~*middle;
  double d;
  memcpy(&d, &bits, sizeof d);
  return d;
}

/* The k-th smallest difference (1-based) by bisection over the doubles themselves: exact after 64 halvings. */
static ElgRc hodges_pick(const double *x, size_t m, const double *y, size_t n, uint64_t k, ElgPoll *poll, double *out)
{
  uint64_t low = (uint64_t)1 << 52, high = ~((uint64_t)1 << 52), middle, count;
  while (low < high) {
    double d = hodges_middle(low, high, &middle);
    ElgRc rc = hodges_count(x, m, y, n, d, poll, &count);
    if (rc) return rc;
    if (count >= k) high = middle;
    else low = middle + 1;
  }
  *out = hodges_middle(low, low, &middle);
  return ELG_OK;
}

/* Number of arrangements of m x's and n y's by their Mann-Whitney statistic u:
** f(i, j, u) = f(i - 1, j, u - j) + f(i, j - 1, u), all terms positive. f has (m + 1)(m n + 1) entries. */
static ElgRc hodges_counts(double *f, size_t m, size_t n, ElgPoll *poll)
{
  size_t wide = m * n + 1;
  for (size_t i = 0; i <= m; i++) {
    memset(f + i * wide, 0, wide * sizeof *f);
    f[i * wide] = 1;
  }
  for (size_t j = 1; j <= n; j++)
    for (size_t i = 1; i <= m; i++) {
      for (size_t u = i * j; u >= j; u--) f[i * wide + u] += f[(i - 1) * wide + u - j];
      ElgRc rc = elg_poll(poll);
      if (rc) return rc;
    }
  return ELG_OK;
}

/* The largest C with P(U < C) <= alpha / 2, 0 for none. */
static ElgRc hodges_exact_place(size_t m, size_t n, double confidence, ElgPoll *poll, uint64_t *place)
{
  size_t wide = m * n + 1;
  double *f = elg_realloc(NULL, (m + 1) * wide * sizeof *f), total = 0, tail = 0;
  *place = 0;
  if (!f) return ELG_NOMEM;
  ElgRc rc = hodges_counts(f, m, n, poll);
  const double *u = f + m * wide;
  for (size_t i = 0; !rc && i < wide; i++) total += u[i];
  while (!rc && *place < wide && (tail + u[*place]) / total <= (1 - confidence) / 2 * (1 + 1e-12))
    tail += u[(*place)++];
  elg_free(f);
  return rc;
}

static ElgRc hodges_place(size_t m, size_t n, double confidence, ElgPoll *poll, uint64_t *place)
{
  if (m < 50 && n < 50) return hodges_exact_place(m, n, confidence, poll, place);
  double a = (double)m, b = (double)n;
  double c = floor(a * b / 2 - elg_critical(confidence) * sqrt(a * b * (a + b + 1) / 12));
  *place = c >= 1 ? (uint64_t)c : 0;
  return ELG_OK;
}

static ElgRc hodges_shift(const double *x, size_t m, const double *y, size_t n, ElgPoll *poll, double *shift)
{
  uint64_t all = (uint64_t)m * n;
  double low, high;
  *shift = NAN;
  if (!all) return ELG_OK;
  ElgRc rc = hodges_pick(x, m, y, n, (all + 1) / 2, poll, &low);
  if (!rc) rc = hodges_pick(x, m, y, n, all / 2 + 1, poll, &high);
  if (!rc) *shift = isfinite(low + high) ? (low + high) / 2 : low / 2 + high / 2;
  return rc;
}

static ElgRc hodges_interval(const double *x, size_t m, const double *y, size_t n, double confidence, ElgPoll *poll,
                             ElgInterval *ci)
{
  uint64_t all = (uint64_t)m * n, place = 0;
  *ci = (ElgInterval){NAN, NAN};
  if (!all) return ELG_OK;
  ElgRc rc = hodges_place(m, n, confidence, poll, &place);
  if (rc || !place) return rc;
  rc = hodges_pick(x, m, y, n, place, poll, &ci->low);
  return rc ? rc : hodges_pick(x, m, y, n, all + 1 - place, poll, &ci->high);
}

ElgRc elg_hodges_lehmann(const double *x, size_t m, const double *y, size_t n, double confidence, ElgPoll *poll,
                         double *shift, ElgInterval *ci)
{
  ElgRc rc = shift ? hodges_shift(x, m, y, n, poll, shift) : ELG_OK;
  return rc || !ci ? rc : hodges_interval(x, m, y, n, confidence, poll, ci);
}
