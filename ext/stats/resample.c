#include "stats/resample.h"
#include <math.h>
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"
#include "stats/random.h"

ElgRc elg_resample_add(ElgResample *r, const ElgMarkov *m, double conversions, double nulls)
{
  uint32_t id;
  ElgRc rc = elg_intern_add(&r->distinct, elg_buf_view(&m->paths.touches), &id);
  if (rc) return rc;
  if (id == r->counts.n / (2 * sizeof(double))) elg_buf_put(&r->counts, (double[]){0, 0}, 2 * sizeof(double));
  if (r->counts.rc) return r->counts.rc;
  double *count = (double *)(void *)r->counts.p + 2 * (size_t)id;
  count[0] += conversions;
  count[1] += nulls;
  return ELG_OK;
}

/* ln k! of a whole number, by Stirling's series from 10 on: within 1e-10. */
static double resample_log_factorial(double k)
{
  double product = 1;
  if (k >= 10) return (k + 0.5) * log(k) - k + 0.91893853320467274178 + (1 / 12.0 - (1 / 360.0 - 1 / (1260 * k * k)) / (k * k)) / k;
  while (k > 1) {
    product *= k;
    k -= 1;
  }
  return log(product);
}

/* The transformed rejection method PTRS (Hoermann 1993, Insurance: Mathematics and Economics 12:39), mean >= 10. */
static double resample_rejection(uint64_t *state, double mean)
{
  double b = 0.931 + 2.53 * sqrt(mean), a = -0.059 + 0.02483 * b;
  double scale = 1.1239 + 1.1328 / (b - 3.4), most = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    double u = elg_random_unit(state) - 0.5, v = elg_random_unit(state), us = 0.5 - fabs(u);
    double k = floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= most) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (log(v * scale / (a / (us * us) + b)) <= k * log(mean) - mean - resample_log_factorial(k)) return k;
  }
}

double elg_resample_poisson(uint64_t *state, double mean)
{
  if (mean >= 1e12) return mean;
  if (mean >= 10) return resample_rejection(state, mean);
  double k = 0, limit = exp(-mean), product = elg_random_unit(state);
  while (product > limit) {
    product *= elg_random_unit(state);
    k++;
  }
  return k;
}

/* A number for each journey by the names of its channels: what is drawn for it does not depend on the order of the rows. */
static void resample_keys(const ElgResample *r, const ElgMarkov *m, uint64_t *key)
{
  for (size_t i = 0; i < r->distinct.n; i++) {
    ElgStr path = elg_intern_get(&r->distinct, i);
    const uint32_t *touches = (const uint32_t *)(const void *)path.s;
    key[i] = 0;
    for (size_t k = 0; k < path.n / sizeof *touches; k++) {
      uint64_t pair[2] = {key[i], elg_hash(elg_intern_get(&m->paths.channels, touches[k]))};
      key[i] = elg_hash((ElgStr){(const char *)pair, sizeof pair});
    }
  }
}

/* One chain of journeys counted anew, into credits. */
static ElgRc resample_once(const ElgResample *r, const ElgMarkov *m, const uint64_t *key, uint64_t draw, ElgMarkovCredit *credits,
                           ElgPoll *poll)
{
  const double *count = (const double *)(const void *)r->counts.p;
  ElgMarkov chain = {.order = m->order, .paths = m->paths};
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < r->distinct.n; i++) {
    ElgStr path = elg_intern_get(&r->distinct, i);
    uint64_t state = draw ^ key[i];
    double conversions = elg_resample_poisson(&state, count[2 * i]), nulls = elg_resample_poisson(&state, count[2 * i + 1]);
    chain.conversions += conversions;
    if (conversions + nulls > 0)
      rc = elg_markov_walk(&chain, (const uint32_t *)(const void *)path.s, path.n / sizeof(uint32_t), conversions, nulls, 0);
    if (!rc) rc = elg_poll(poll);
  }
  if (!rc) rc = elg_markov_solve(&chain, credits, poll);
  chain.paths = (ElgPaths){.touches = {0}};
  elg_markov_free(&chain);
  return rc;
}

static void resample_sort(double *x, size_t n)
{
  size_t gap = 1;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap; gap /= 3)
    for (size_t i = gap; i < n; i++) {
      double v = x[i];
      size_t j = i;
      for (; j >= gap && x[j - gap] > v; j -= gap) x[j] = x[j - gap];
      x[j] = v;
    }
}

/* The k-th smallest and the k-th largest of n values, k = tail (n + 1); spoils their order. */
static void resample_interval(double *x, size_t n, double tail, double out[2])
{
  size_t k = (size_t)(tail * (double)(n + 1) + 1e-9);
  out[0] = out[1] = NAN;
  if (!k) return;
  resample_sort(x, n);
  out[0] = x[k - 1];
  out[1] = x[n - k];
}

ElgRc elg_resample_markov(const ElgResample *r, const ElgMarkov *m, size_t replicates, uint64_t seed, double confidence,
                          ElgMarkovInterval *out, ElgPoll *poll)
{
  size_t channels = m->paths.channels.n, each = channels * replicates, n = 0;
  size_t bytes = 2 * each * sizeof(double) + channels * sizeof(ElgMarkovCredit) + (r->distinct.n + 1) * sizeof(uint64_t);
  double *effect = elg_realloc(NULL, bytes);
  if (!effect) return ELG_NOMEM;
  double *share = effect + each;
  ElgMarkovCredit *credits = (ElgMarkovCredit *)(void *)(share + each);
  uint64_t *key = (uint64_t *)(void *)(credits + channels);
  ElgRc rc = ELG_OK;
  resample_keys(r, m, key);
  for (size_t i = 0; !rc && i < replicates; i++) {
    rc = resample_once(r, m, key, elg_random(&seed), credits, poll);
    if (rc || !channels || isnan(credits[0].share)) continue;
    for (size_t c = 0; c < channels; c++) {
      effect[credits[c].channel * replicates + n] = credits[c].effect;
      share[credits[c].channel * replicates + n] = credits[c].share;
    }
    n++;
  }
  for (size_t c = 0; !rc && c < channels; c++) {
    resample_interval(effect + c * replicates, n, (1 - confidence) / 2, out[c].effect);
    resample_interval(share + c * replicates, n, (1 - confidence) / 2, out[c].share);
  }
  elg_free(effect);
  return rc;
}

void elg_resample_free(ElgResample *r)
{
  elg_intern_free(&r->distinct);
  elg_buf_free(&r->counts);
}
