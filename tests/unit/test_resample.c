#include "stats/resample.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "stats/random.h"
#include "unit.h"

/* Mean and variance of a Poisson number are its mean, on both sides of the change of method. */
static void poisson(void)
{
  static const double means[] = {0, 0.01, 1, 5, 9.99, 10, 30, 1e4, 1e9};
  uint64_t state = 7;
  for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
    double sum = 0, squares = 0, n = 40000, m = means[i];
    for (int k = 0; k < n; k++) {
      double x = elg_resample_poisson(&state, m);
      CHECK(x >= 0 && x == floor(x));
      sum += x - m;
      squares += (x - m) * (x - m);
    }
    CHECK_NEAR(sum / n, 0, 5 * sqrt(m / n));
    CHECK_NEAR(squares / n, m, 5 * sqrt((m + 2 * m * m) / n));
  }
  CHECK_NEAR(elg_resample_poisson(&state, 1e149), 1e149, 0);
}

/* The chance of each value, by the method of rejection. */
static void frequencies(void)
{
  uint64_t state = 1;
  int seen[60] = {0}, n = 200000;
  for (int k = 0; k < n; k++) {
    double x = elg_resample_poisson(&state, 12.5);
    if (x < 60) seen[(int)x]++;
  }
  for (int k = 0; k < 40; k++) {
    double p = exp(k * log(12.5) - 12.5 - lgamma(k + 1));
    CHECK_NEAR(seen[k] / (double)n, p, 5 * sqrt(p / n) + 1e-4);
  }
}

static ElgRc run(const char *const *path, const double *conversions, size_t n, size_t order, size_t replicates, ElgMarkovInterval *out)
{
  ElgMarkov m = {.order = order};
  ElgResample r = {.counts = {0}};
  ElgPoll poll = {0};
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < n; i++) {
    rc = elg_markov_add(&m, (ElgStr){path[i], strlen(path[i])}, ELG_STR(">"), conversions[i], 2, 0);
    if (!rc) rc = elg_resample_add(&r, &m, conversions[i], 2);
  }
  if (!rc) rc = elg_resample_markov(&r, &m, replicates, 1, 0.95, out, &poll);
  elg_resample_free(&r);
  elg_markov_free(&m);
  return rc;
}

static void intervals(void)
{
  ElgMarkovInterval i[3], j[3];
  /* the effect of a is a binomial proportion: 50 of 100, so about .402 to .598 */
  CHECK_INT(run((const char *const[]){"a", "b"}, (double[]){50, 50}, 2, 1, 20000, i), ELG_OK);
  CHECK_NEAR(i[0].effect[0], .402, .01);
  CHECK_NEAR(i[0].effect[1], .598, .01);
  CHECK_NEAR(i[0].share[0], i[0].effect[0], 1e-15);
  /* on every path: certain, whatever is drawn */
  CHECK_INT(run((const char *const[]){"a > b", "a"}, (double[]){5, 5}, 2, 2, 200, i), ELG_OK);
  CHECK_NEAR(i[0].effect[0], 1, 1e-15);
  CHECK(i[1].effect[0] > 0 && i[1].effect[1] < 1 && i[1].effect[0] < i[1].effect[1]);
  /* the same journeys in another order */
  CHECK_INT(run((const char *const[]){"a > b", "b > c", "c"}, (double[]){5, 7, 1}, 3, 1, 200, i), ELG_OK);
  CHECK_INT(run((const char *const[]){"c", "b > c", "a > b"}, (double[]){1, 7, 5}, 3, 1, 200, j), ELG_OK);
  for (int k = 0; k < 3; k++) {
    static const int other[] = {2, 1, 0};
    CHECK_NEAR(i[k].effect[0], j[other[k]].effect[0], 1e-14);
    CHECK_NEAR(i[k].share[1], j[other[k]].share[1], 1e-14);
  }
  /* nothing ever converts, or too few replicates for the tail */
  CHECK_INT(run((const char *const[]){"a"}, (double[]){0}, 1, 1, 200, i), ELG_OK);
  CHECK(isnan(i[0].effect[0]) && isnan(i[0].share[1]));
  CHECK_INT(run((const char *const[]){"a"}, (double[]){9}, 1, 1, 20, i), ELG_OK);
  CHECK(isnan(i[0].effect[0]));
}

static ElgRc sweep(void)
{
  ElgMarkovInterval i[3];
  return run((const char *const[]){"a > b", "b > c", "c > a > b"}, (double[]){5, 7, 1}, 3, 2, 40, i);
}

int main(void)
{
  poisson();
  frequencies();
  intervals();
  unit_fault_sweep(sweep);
  return unit_end();
}
