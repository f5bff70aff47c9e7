/* logrank.c -- the log-rank test of survival.h. */
#include <math.h>
#include <string.h>
#include "base/mem.h"
#include "stats/survival.h"

/* Per group: at risk, dying at this time, covariance row of observed - expected. */
typedef struct {
  size_t k;
  double *risk, *dying, *v;
} LogrankWork;

/* One event time: n at risk in all, d of them dying. */
static void logrank_time(LogrankWork *w, double n, double d, ElgLogrankGroup *groups)
{
  double factor = n > 1 ? d * (n - d) / (n - 1) : 0;
  for (size_t g = 0; g < w->k; g++) {
    double p = w->risk[g] / n;
    groups[g].expected += d * p;
    groups[g].events += (int64_t)w->dying[g];
    if (p == 0) continue;
    for (size_t h = 0; h < w->k; h++) w->v[g * w->k + h] += factor * p * ((g == h) - w->risk[h] / n);
  }
}

/* x' V^-1 x by elimination; pivots that vanish (the groups sum to 0, or one was never at risk) lower the rank df. */
static double logrank_form(LogrankWork *w, double *x, int *df)
{
  double *v = w->v, largest = 0, chi2 = 0;
  size_t k = w->k;
  for (size_t g = 0; g < k; g++) largest = fmax(largest, v[g * k + g]);
  *df = 0;
  for (size_t p = 0; p < k; p++) {
    double pivot = v[p * k + p];
    if (!(pivot > 1e-10 * largest)) continue;
    chi2 += x[p] * x[p] / pivot;
    ++*df;
    for (size_t i = p + 1; i < k; i++) {
      double f = v[i * k + p] / pivot;
      for (size_t j = p + 1; j < k; j++) v[i * k + j] -= f * v[p * k + j];
      x[i] -= f * x[p];
    }
  }
  return *df ? chi2 : NAN;
}

static ElgRc logrank_run(LogrankWork *w, const ElgRankItem *items, size_t n, ElgLogrankGroup *groups, ElgPoll *poll)
{
  for (size_t i = 0; i < n; i++) {
    groups[items[i].group].n++;
    w->risk[items[i].group]++;
  }
  for (size_t i = 0; i < n;) {
    double time = items[i].x, at_risk = (double)(n - i), d = 0;
    size_t from = i;
    for (; i < n && items[i].x == time; i++) {
      w->dying[items[i].group] += items[i].event;
      d += items[i].event;
      ElgRc rc = elg_poll(poll);
      if (rc) return rc;
    }
    if (d > 0) logrank_time(w, at_risk, d, groups);
    for (; from < i; from++) {
      w->risk[items[from].group]--;
      w->dying[items[from].group] = 0;
    }
  }
  return ELG_OK;
}

ElgRc elg_logrank(const ElgRankItem *items, size_t n, size_t k, ElgLogrankGroup *groups, double *chi2, int *df,
                  ElgPoll *poll)
{
  double *work = elg_realloc(NULL, k * (k + 3) * sizeof *work);
  if (!work) return ELG_NOMEM;
  memset(work, 0, k * (k + 3) * sizeof *work);
  memset(groups, 0, k * sizeof *groups);
  LogrankWork w = {k, work, work + k, work + 3 * k};
  ElgRc rc = logrank_run(&w, items, n, groups, poll);
  double *x = work + 2 * k;
  for (size_t g = 0; g < k; g++) x[g] = (double)groups[g].events - groups[g].expected;
  *chi2 = logrank_form(&w, x, df);
  elg_free(work);
  return rc;
}
