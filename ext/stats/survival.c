#include "stats/survival.h"
#include <math.h>
#include <string.h>
#include "base/mem.h"

ElgRc elg_survival_sort(ElgBuf *items, ElgPoll *poll)
{
  size_t n = items->n / sizeof(ElgRankItem);
  if (n < 2) return ELG_OK;
  ElgRankItem *scratch = elg_realloc(NULL, items->n);
  if (!scratch) return ELG_NOMEM;
  ElgRc rc = elg_rank_sort((ElgRankItem *)(void *)items->p, scratch, n, poll);
  elg_free(scratch);
  return rc;
}

ElgRc elg_survival_number(ElgBuf *items, const ElgIntern *names, ElgBuf *order)
{
  size_t n = items->n / sizeof(ElgRankItem), k = names->n;
  ElgRankItem *item = (ElgRankItem *)(void *)items->p;
  ElgBuf places = {0};
  if (!k) return ELG_OK;
  uint32_t *of = elg_buf_grow(order, k * sizeof *of), *place = of ? elg_buf_grow(&places, k * sizeof *place) : NULL;
  if (!place) return ELG_NOMEM;
  elg_intern_order(names, of);
  for (size_t i = 0; i < k; i++) place[of[i]] = (uint32_t)i;
  for (size_t i = 0; i < n; i++) item[i].group = place[item[i].group];
  elg_buf_free(&places);
  return ELG_OK;
}

ElgRc elg_km_curve(const ElgRankItem *items, size_t n, ElgBuf *out, ElgPoll *poll)
{
  double survival = 1, greenwood = 0;
  double base = 1, from = (double)n; /* the curve when somebody was last censored, and those at risk after it */
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && !out->rc && i < n;) {
    ElgKmStep step = {items[i].x, (int64_t)(n - i), 0, 0, 0, 0};
    for (; i < n && items[i].x == step.time; i++) {
      step.events += items[i].event;
      step.censored += !items[i].event;
    }
    double d = (double)step.events, left = (double)step.at_risk - d;
    survival = base * (left / from); /* without censoring an exact count */
    if (step.censored) base = survival, from = left - (double)step.censored;
    if (step.events) greenwood += d / ((double)step.at_risk * left);
    step.survival = survival;
    step.greenwood = greenwood;
    elg_buf_put(out, &step, sizeof step);
    rc = elg_poll(poll);
  }
  return rc ? rc : out->rc;
}

double elg_km_error(const ElgKmStep *step) { return step->survival > 0 ? step->survival * sqrt(step->greenwood) : 0; }

ElgInterval elg_km_interval(const ElgKmStep *step, double z)
{
  double s = step->survival;
  if (!(s > 0 && s < 1)) return (ElgInterval){NAN, NAN};
  double w = exp(z * sqrt(step->greenwood) / fabs(log(s)));
  return (ElgInterval){pow(s, w), pow(s, 1 / w)};
}

double elg_km_at(const ElgKmStep *steps, size_t n, double time, const ElgKmStep **at)
{
  size_t low = 0, high = n; /* the first step after the time */
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (steps[middle].time <= time) low = middle + 1;
    else high = middle;
  }
  if (at) *at = low ? steps + low - 1 : NULL;
  if (!n) return NAN;
  if (low == n && time > steps[n - 1].time && steps[n - 1].survival > 0) return NAN;
  return low ? steps[low - 1].survival : 1;
}

/* Which curve: 0 S itself, -1 and 1 the ends of its interval. */
static double survival_value(const ElgKmStep *step, int end, double z)
{
  if (end == 0) return step->survival;
  ElgInterval ci = elg_km_interval(step, z);
  if (end < 0 && step->survival <= 0) return 0;
  return end < 0 ? ci.low : ci.high;
}

/* First time a curve is at most 1/2. */
static double survival_cross(const ElgKmStep *steps, size_t n, int end, double z)
{
  const double tolerance = 1e-12;
  for (size_t i = 0; i < n; i++) {
    double s = survival_value(steps + i, end, z);
    if (!(s <= 0.5 + tolerance)) continue;
    if (s < 0.5 - tolerance || end) return steps[i].time;
    for (size_t j = i + 1; j < n; j++)
      if (steps[j].events) return steps[i].time + (steps[j].time - steps[i].time) / 2;
    return steps[i].time;
  }
  return NAN;
}

double elg_km_median(const ElgKmStep *steps, size_t n, double z, ElgInterval *ci)
{
  *ci = (ElgInterval){survival_cross(steps, n, -1, z), survival_cross(steps, n, 1, z)};
  return survival_cross(steps, n, 0, z);
}

/* Backwards: area is the area between the step's time and tau. */
double elg_km_rmst(const ElgKmStep *steps, size_t n, double tau, double z, ElgInterval *ci)
{
  double area = 0, variance = 0, right = tau;
  *ci = (ElgInterval){NAN, NAN};
  if (isnan(elg_km_at(steps, n, tau, NULL))) return NAN;
  for (size_t i = n; i-- > 0;) {
    if (steps[i].time >= tau) continue;
    area += steps[i].survival * (right - steps[i].time);
    right = steps[i].time;
    double d = (double)steps[i].events, risk = (double)steps[i].at_risk;
    if (steps[i].events && risk > d) variance += area * area * d / (risk * (risk - d));
  }
  area += right;
  double half = z * sqrt(variance);
  *ci = (ElgInterval){fmax(0, area - half), fmin(tau, area + half)};
  return area;
}
