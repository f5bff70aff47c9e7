#include "stats/rank.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "unit.h"

static uint64_t random_state = 7;
static uint32_t random_below(uint32_t n)
{
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((random_state >> 33) % n);
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* A multiset under random additions and removals against a sorted array. */
static void against_array(void)
{
  static double all[400], sorted[400];
  ElgRank r;
  ElgPoll poll = {0};
  size_t n = 0;
  memset(&r, 0, sizeof r);
  for (int step = 0; step < 4000; step++) {
    if (step == 150) CHECK_INT(elg_rank_order(&r), ELG_OK);
    if (n < 2 || (n < 400 && (step < 200 || random_below(2)))) {
      double x = (double)random_below(60) / 8 - 3;
      all[n++] = x;
      CHECK_INT(elg_rank_add(&r, x), ELG_OK);
    } else {
      size_t i = random_below((uint32_t)n);
      elg_rank_remove(&r, all[i]);
      all[i] = all[--n];
    }
    memcpy(sorted, all, sizeof all);
    qsort(sorted, n, sizeof *sorted, compare);
    size_t k = random_below((uint32_t)n);
    double x, median, want = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    elg_rank_pick(&r, k, &poll, &x);
    elg_rank_median(&r, &poll, &median);
    if (x != sorted[k] || median != want || r.n != n) CHECK_NEAR(x, sorted[k], 0), CHECK_NEAR(median, want, 0);
  }
  elg_rank_free(&r);
}

/* C(n, k) / 2^n summed in doubles: exact up to n = 50. */
static size_t place_by_sums(size_t n, double confidence)
{
  double c = 1, tail = 0, all = ldexp(1, (int)n);
  for (size_t k = 0; k <= n; k++) {
    tail += c;
    if (tail / all > (1 - confidence) / 2 + 1e-15) return k;
    c = c * (double)(n - k) / (double)(k + 1);
  }
  return n;
}

static void intervals(void)
{
  static const double x[] = {.80, .83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, .73, 1.46};
  ElgRank r;
  ElgPoll poll = {0};
  ElgInterval ci;
  memset(&r, 0, sizeof r);
  for (size_t i = 0; i < 10; i++) elg_rank_add(&r, x[i]);
  CHECK_INT(elg_rank_interval(&r, 0.95, &poll, &ci), ELG_OK);
  CHECK_NEAR(ci.low, 0.80, 0); /* coverage 0.978515625 */
  CHECK_NEAR(ci.high, 1.89, 0);
  elg_rank_free(&r);
  CHECK_INT(elg_rank_place(5, 0.95), 0);
  CHECK_INT(elg_rank_place(6, 0.95), 1);
  CHECK_INT(elg_rank_place(6, 0.96875), 1); /* exactly the coverage of the extremes */
  CHECK_INT(elg_rank_place(100, 0.95), 40);
  CHECK_INT(elg_rank_place(1000, 0.95), 469);
  for (size_t n = 1; n <= 50; n++)
    for (double c = 0.5; c < 1; c += 0.09) CHECK_INT(elg_rank_place(n, c), place_by_sums(n, c));
}

static void check_hodges(double *x, size_t m, double *y, size_t n)
{
  static double d[3600];
  ElgPoll poll = {0};
  double shift;
  ElgInterval ci;
  size_t all = 0;
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < n; j++) d[all++] = x[i] - y[j];
  qsort(d, all, sizeof *d, compare);
  qsort(x, m, sizeof *x, compare);
  qsort(y, n, sizeof *y, compare);
  CHECK_INT(elg_hodges_lehmann(x, m, y, n, 0.95, &poll, &shift, &ci), ELG_OK);
  CHECK_NEAR(shift, (d[(all - 1) / 2] + d[all / 2]) / 2, 0);
  size_t place = 0;
  while (place < all && d[place] != ci.low) place++;
  if (place < all) CHECK(d[all - 1 - place] == ci.high || m >= 50 || n >= 50);
  else CHECK(isnan(ci.low));
}

/* Hollander & Wolfe, permeability of membranes: R's wilcox.test gives 0.305 (-0.15, 0.76). */
static void hodges(void)
{
  double x[] = {.80, .83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, .73, 1.46}, y[] = {1.15, .88, .90, .74, 1.21}, shift;
  ElgInterval ci;
  ElgPoll poll = {0};
  check_hodges(x, 10, y, 5);
  CHECK_INT(elg_hodges_lehmann(x, 10, y, 5, 0.95, &poll, &shift, &ci), ELG_OK);
  CHECK_NEAR(shift, 0.305, 1e-15);
  CHECK_NEAR(ci.low, -0.15, 1e-15);
  CHECK_NEAR(ci.high, 0.76, 1e-15);
  CHECK_INT(elg_hodges_lehmann(x, 0, y, 5, 0.95, &poll, &shift, &ci), ELG_OK);
  CHECK(isnan(shift) && isnan(ci.low));
  CHECK_INT(elg_hodges_lehmann(x, 2, y, 2, 0.95, &poll, &shift, &ci), ELG_OK);
  CHECK(!isnan(shift) && isnan(ci.low));
  for (int round = 0; round < 200; round++) {
    double a[60], b[60];
    size_t m = 1 + random_below(60), n = 1 + random_below(60);
    for (size_t i = 0; i < m; i++) a[i] = (double)random_below(1u << 30) / 1024;
    for (size_t i = 0; i < n; i++) b[i] = (double)random_below(1u << 30) / 1024;
    check_hodges(a, m, b, n);
  }
}

static void sorting(void)
{
  static ElgRankItem items[3000], scratch[3000];
  ElgPoll poll = {0};
  for (uint32_t i = 0; i < 3000; i++) {
    double x = (double)random_below(500) - 250;
    items[i] = (ElgRankItem){random_below(2) ? x : x * 1e-200, i, 0};
  }
  CHECK_INT(elg_rank_sort(items, scratch, 3000, &poll), ELG_OK);
  int wrong = 0;
  for (int i = 1; i < 3000; i++)
    wrong += items[i].x < items[i - 1].x || (items[i].x == items[i - 1].x && items[i].group < items[i - 1].group);
  CHECK_INT(wrong, 0);
}

static ElgRc interrupt(void *arg)
{
  ++*(int *)arg;
  return ELG_INTERRUPT;
}

static void interrupts(void)
{
  int asked = 0;
  ElgPoll poll = {interrupt, &asked, 100};
  ElgRank r;
  double x;
  memset(&r, 0, sizeof r);
  for (int i = 0; i < 1000; i++) elg_rank_add(&r, i);
  CHECK_INT(elg_rank_median(&r, &poll, &x), ELG_INTERRUPT);
  CHECK_INT(asked, 1);
  elg_rank_free(&r);
}

static ElgRc sweep(void)
{
  ElgRank r;
  ElgPoll poll = {0};
  ElgInterval ci;
  double shift;
  memset(&r, 0, sizeof r);
  ElgRc rc = ELG_OK;
  for (int i = 0; !rc && i < 20; i++) rc = elg_rank_add(&r, i);
  if (!rc) rc = elg_rank_order(&r);
  for (int i = 0; !rc && i < 20; i++) rc = elg_rank_add(&r, 100 + i);
  elg_rank_free(&r);
  if (!rc) rc = elg_hodges_lehmann((double[]){1, 2, 3}, 3, (double[]){1, 5}, 2, 0.5, &poll, &shift, &ci);
  return rc;
}

int main(void)
{
  against_array();
  intervals();
  hodges();
  sorting();
  interrupts();
  unit_fault_sweep(sweep);
  return unit_end();
}
