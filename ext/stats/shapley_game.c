/* shapley_game.c -- exact and sampled Shapley values of a game over sets of channels. */
#include <math.h>
#include <string.h>
#include "base/mem.h"
#include "stats/random.h"
#include "stats/shapley.h"

const uint32_t *elg_shapley_row(const ElgShapley *s, size_t i, size_t *n)
{
  ElgStr key = elg_intern_get(&s->keys, i);
  *n = key.n / sizeof(uint32_t);
  return (const uint32_t *)(const void *)key.s;
}

/* v(S) by bitmask: for journeys first the sums of all subsets (a zeta transform), nulls in the upper half. */
static ElgRc shapley_worths(const ElgShapley *s, double *v, size_t bits, ElgPoll *poll)
{
  const ElgShapleyCell *cells = (const ElgShapleyCell *)(const void *)s->cells.p;
  size_t all = (size_t)1 << bits, n;
  for (size_t i = 0; i < 2 * all; i++) v[i] = 0;
  for (size_t i = 0; i < s->keys.n; i++) {
    const uint32_t *id = elg_shapley_row(s, i, &n);
    size_t mask = 0;
    for (size_t j = 0; j < n; j++) mask |= (size_t)1 << id[j];
    v[mask] = elg_compensated_value(cells[i].sum + 0);
    v[all + mask] = elg_compensated_value(cells[i].sum + 1);
  }
  v[0] = s->bare;
  v[all] = s->bare_nulls;
  if (s->game == ELG_SHAPLEY_WORTH) return ELG_OK;
  for (size_t bit = 1; bit < all; bit *= 2)
    for (size_t i = 0; i < 2 * all; i++) {
      if (i & bit) v[i] += v[i - bit];
      ElgRc rc = elg_poll(poll);
      if (rc) return rc;
    }
  for (size_t i = 0; s->game == ELG_SHAPLEY_RATE && i < all; i++) v[i] = elg_shapley_rate(v[i], v[all + i]);
  return ELG_OK;
}

static size_t shapley_size(size_t mask)
{
  size_t n = 0;
  for (; mask; mask &= mask - 1) n++;
  return n;
}

/* sum over coalitions S without the player of (v(S + player) - v(S)) / (n C(n - 1, |S|)), gathered by size. */
static ElgRc shapley_subset_value(const double *v, size_t bits, uint32_t player, double *value, ElgPoll *poll)
{
  double by_size[ELG_SHAPLEY_EXACT] = {0}, ways = 1;
  size_t all = (size_t)1 << bits, bit = (size_t)1 << player;
  for (size_t mask = 0; mask < all; mask++) {
    if (mask & bit) continue;
    by_size[shapley_size(mask)] += v[mask | bit] - v[mask];
    ElgRc rc = elg_poll(poll);
    if (rc) return rc;
  }
  *value = 0;
  for (size_t k = 0; k < bits; k++) {
    *value += by_size[k] / ways;
    ways = ways * (double)(bits - 1 - k) / (double)(k + 1);
  }
  *value /= (double)bits;
  return ELG_OK;
}

ElgRc elg_shapley_subsets(const ElgShapley *s, const uint32_t *order, ElgBuf *out, ElgPoll *poll)
{
  size_t bits = s->paths.channels.n;
  double *v = elg_realloc(NULL, ((size_t)2 << bits) * sizeof *v), value;
  if (!v) return ELG_NOMEM;
  ElgRc rc = shapley_worths(s, v, bits, poll);
  for (size_t i = 0; !rc && i < bits; i++) {
    rc = shapley_subset_value(v, bits, order[i], &value, poll);
    if (!rc) rc = elg_shapley_put(out, (ElgShapleyCredit){order[i], 0, value, NAN, NAN, NAN});
  }
  elg_free(v);
  return rc;
}

/* Working memory of a sampling run, all by player or by place in the order of arrival. */
typedef struct {
  double *mean, *squares; /* Welford's running mean and sum of squared deviations, by player */
  double *gain[2];        /* what becomes complete at a place: conversions and nulls, or the worth */
  uint32_t *player, *place;
  uint64_t state;
} ShapleySample;

static void shapley_shuffle(ShapleySample *w, uint32_t n)
{
  for (uint32_t i = n; i > 1; i--) {
    uint32_t j = elg_random_below(&w->state, i), swap = w->player[i - 1];
    w->player[i - 1] = w->player[j];
    w->player[j] = swap;
  }
  for (uint32_t i = 0; i < n; i++) w->place[w->player[i]] = i;
}

/* A row completes when the last of its channels arrives; a given worth counts when no one else has arrived by then. */
static ElgRc shapley_arrivals(const ElgShapley *s, ShapleySample *w, ElgPoll *poll)
{
  const ElgShapleyCell *cells = (const ElgShapleyCell *)(const void *)s->cells.p;
  size_t n;
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < s->keys.n; i++) {
    const uint32_t *id = elg_shapley_row(s, i, &n);
    uint32_t last = 0;
    for (size_t j = 0; j < n; j++)
      if (w->place[id[j]] > last) last = w->place[id[j]];
    if (s->game == ELG_SHAPLEY_WORTH && last + 1 != n) continue;
    w->gain[0][last] += elg_compensated_value(cells[i].sum + 0);
    w->gain[1][last] += elg_compensated_value(cells[i].sum + 1);
    rc = elg_poll(poll);
  }
  return rc;
}

/* The marginal contributions of one order of arrival into the running moments; t = 1, 2, ... */
static void shapley_marginals(const ElgShapley *s, ShapleySample *w, size_t n, double t)
{
  double before = elg_shapley_bare(s), conversions = s->bare, nulls = s->bare_nulls, after;
  for (size_t i = 0; i < n; i++) {
    conversions += w->gain[0][i];
    nulls += w->gain[1][i];
    after = s->game == ELG_SHAPLEY_WORTH  ? w->gain[0][i]
            : s->game == ELG_SHAPLEY_RATE ? elg_shapley_rate(conversions, nulls)
                                          : conversions;
    double x = s->game == ELG_SHAPLEY_CONVERSIONS ? w->gain[0][i] : after - before;
    double *mean = w->mean + w->player[i], d = x - *mean;
    *mean += d / t;
    w->squares[w->player[i]] += d * (x - *mean);
    before = after;
    w->gain[0][i] = w->gain[1][i] = 0;
  }
}

/* Length of the interval every marginal contribution lies in. */
static double shapley_range(const ElgShapley *s)
{
  const ElgShapleyCell *cells = (const ElgShapleyCell *)(const void *)s->cells.p;
  double low = fmin(0, s->bare), high = fmax(0, s->bare), sum = 0;
  for (size_t i = 0; i < s->keys.n; i++) {
    double x = elg_compensated_value(cells[i].sum + 0);
    low = fmin(low, x);
    high = fmax(high, x);
    sum += x;
  }
  return s->game == ELG_SHAPLEY_RATE ? 2 : s->game == ELG_SHAPLEY_WORTH ? 2 * (high - low) : sum;
}

static ElgRc shapley_sample_run(const ElgShapley *s, ShapleySample *w, const uint32_t *order, uint64_t samples,
                                ElgPoll *poll)
{
  size_t n = s->paths.channels.n;
  ElgRc rc = ELG_OK;
  for (size_t i = 0; i < n; i++) w->player[i] = order[i];
  for (uint64_t t = 1; !rc && t <= samples; t++) {
    shapley_shuffle(w, (uint32_t)n);
    rc = shapley_arrivals(s, w, poll);
    if (!rc) shapley_marginals(s, w, n, (double)t);
    if (!rc) rc = elg_poll(poll);
  }
  return rc;
}

ElgRc elg_shapley_sample(const ElgShapley *s, const uint32_t *order, uint64_t samples, uint64_t seed, ElgBuf *out,
                         ElgPoll *poll)
{
  size_t n = s->paths.channels.n, bytes = n * (4 * sizeof(double) + 2 * sizeof(uint32_t));
  double *work = elg_realloc(NULL, bytes), m = (double)samples;
  if (!work) return ELG_NOMEM;
  memset(work, 0, bytes);
  uint32_t *players = (uint32_t *)(void *)(work + 4 * n);
  ShapleySample w = {work, work + n, {work + 2 * n, work + 3 * n}, players, players + n, seed};
  double bound = shapley_range(s) * sqrt(log(2 / 0.05) / (2 * m));
  ElgRc rc = shapley_sample_run(s, &w, order, samples, poll);
  for (size_t i = 0; !rc && i < n; i++) {
    double error = sqrt(w.squares[order[i]] / (m - 1) / m);
    rc = elg_shapley_put(out, (ElgShapleyCredit){order[i], 0, w.mean[order[i]], NAN, error, bound});
  }
  elg_free(work);
  return rc;
}
