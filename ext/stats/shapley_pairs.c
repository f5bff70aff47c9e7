/* shapley_pairs.c -- the probabilistic model of Shao & Li, from conversion rates of channels and pairs of channels. */
#include <math.h>
#include <string.h>
#include "base/mem.h"
#include "stats/shapley.h"

/* Conversions and nulls of the journeys that have both channels; of one channel with itself: that have it. */
typedef struct {
  double conversions, nulls;
} PairCount;

static PairCount *pairs_at(PairCount *counts, uint32_t a, uint32_t b)
{
  size_t low = a < b ? a : b, high = a < b ? b : a;
  return counts + high * (high + 1) / 2 + low;
}

static double pairs_rate(PairCount *counts, uint32_t a, uint32_t b)
{
  const PairCount *c = pairs_at(counts, a, b);
  return elg_shapley_rate(c->conversions, c->nulls);
}

static const ElgShapleyCell *pairs_cell(const ElgShapley *s, size_t i)
{
  return (const ElgShapleyCell *)(const void *)s->cells.p + i;
}

static ElgRc pairs_count(const ElgShapley *s, PairCount *counts, ElgPoll *poll)
{
  size_t n;
  for (size_t i = 0; i < s->keys.n; i++) {
    const uint32_t *id = elg_shapley_row(s, i, &n);
    const ElgShapleyCell *cell = pairs_cell(s, i);
    for (size_t j = 0; j < n; j++)
      for (size_t k = 0; k <= j; k++) {
        PairCount *c = pairs_at(counts, id[j], id[k]);
        c->conversions += elg_compensated_value(cell->sum + 0);
        c->nulls += elg_compensated_value(cell->sum + 1);
        ElgRc rc = elg_poll(poll);
        if (rc) return rc;
      }
  }
  return ELG_OK;
}

/* C(i) of channel j in a journey of n; written so that p(i) is taken once for each of the others. */
static double pairs_contribution(PairCount *counts, const uint32_t *id, size_t n, size_t j)
{
  double own = pairs_rate(counts, id[j], id[j]), sum = 0;
  for (size_t k = 0; k < n; k++)
    if (k != j) sum += own + pairs_rate(counts, id[j], id[k]) - pairs_rate(counts, id[k], id[k]);
  return n == 1 ? own : sum / (2 * (double)(n - 1));
}

/* Into sums[channel]: contributions to the conversions and to the value; into total what there is to share. */
static ElgRc pairs_sum(const ElgShapley *s, PairCount *counts, ElgShapleyCell *sums, ElgShapleyCell *total, ElgPoll *poll)
{
  size_t n;
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < s->keys.n; i++) {
    const uint32_t *id = elg_shapley_row(s, i, &n);
    double conversions = elg_compensated_value(pairs_cell(s, i)->sum + 0), value = elg_compensated_value(pairs_cell(s, i)->sum + 2);
    elg_compensated_add(total->sum + 0, conversions);
    elg_compensated_add(total->sum + 1, value);
    for (size_t j = 0; !rc && j < n; j++) {
      double c = conversions != 0 || value != 0 ? pairs_contribution(counts, id, n, j) : 0;
      elg_compensated_add(sums[id[j]].sum + 0, conversions * c);
      elg_compensated_add(sums[id[j]].sum + 1, value * c);
      rc = elg_poll(poll);
    }
  }
  return rc;
}

/* part of the sum of all parts, of total; nothing of nothing is nothing. */
static double pairs_share(const ElgCompensated *part, double all, const ElgCompensated *total)
{
  double whole = elg_compensated_value(total);
  return whole == 0 ? 0 : whole * (elg_compensated_value(part) / all);
}

ElgRc elg_shapley_pairs(const ElgShapley *s, const uint32_t *order, ElgBuf *out, ElgPoll *poll)
{
  size_t n = s->paths.channels.n, counts = n * (n + 1) / 2 * sizeof(PairCount), bytes = counts + n * sizeof(ElgShapleyCell);
  PairCount *work = elg_realloc(NULL, bytes);
  if (!work) return ELG_NOMEM;
  memset(work, 0, bytes);
  ElgShapleyCell *sums = (ElgShapleyCell *)(void *)((char *)work + counts), total = {0}, all = {0};
  ElgRc rc = pairs_count(s, work, poll);
  if (!rc) rc = pairs_sum(s, work, sums, &total, poll);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < 2; k++) elg_compensated_add(all.sum + k, elg_compensated_value(sums[order[i]].sum + k));
  double credits = elg_compensated_value(all.sum + 0), values = elg_compensated_value(all.sum + 1);
  for (size_t i = 0; !rc && i < n; i++) {
    const ElgShapleyCell *c = sums + order[i];
    rc = elg_shapley_put(out, (ElgShapleyCredit){order[i], 0, pairs_share(c->sum + 0, credits, total.sum + 0),
                                                 pairs_share(c->sum + 1, values, total.sum + 1), NAN, NAN});
  }
  elg_free(work);
  return rc;
}
