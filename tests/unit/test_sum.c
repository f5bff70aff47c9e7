#include "stats/sum.h"
#include <float.h>
#include <math.h>
#include "unit.h"

static uint64_t random_state = 1;
static uint64_t random_bits(void)
{
  random_state += 0x9E3779B97F4A7C15u;
  uint64_t z = (random_state ^ (random_state >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

/* A double of random sign, 53 random bits and exponent in -200 .. 199. */
static double random_double(void)
{
  double m = (double)(random_bits() >> 11);
  return ldexp(random_bits() & 1 ? m : -m, (int)(random_bits() % 400) - 253);
}

static void check_sum(const double *x, int n, double want)
{
  ElgSum sum = {{0}, 0, 0};
  for (int i = 0; i < n; i++) elg_sum_add(&sum, x[i], 1);
  CHECK_NEAR(elg_sum_value(&sum), want, 0);
}

int main(void)
{
  check_sum((double[]){1e308, 1, -1e308}, 3, 1);
  check_sum((double[]){1e16, 1, 1e-300, -1e16}, 4, 1);
  check_sum((double[]){0.1, 0.2, 0.3}, 3, 0.6); /* 0.1 + 0.2 + 0.3 is 0.6000000000000001 in doubles */
  check_sum((double[]){-0.1, -0.2, -0.3}, 3, -0.6);
  check_sum((double[]){9007199254740992.0, 1, 1}, 3, 9007199254740994.0);
  check_sum((double[]){9007199254740992.0, 1}, 2, 9007199254740992.0);        /* tie to even */
  check_sum((double[]){9007199254740992.0, 1, 1e-30}, 3, 9007199254740994.0); /* just above the tie */
  check_sum((double[]){DBL_MAX, DBL_MAX, -DBL_MAX}, 3, DBL_MAX);
  check_sum((double[]){4.9406564584124654e-324, 4.9406564584124654e-324}, 2, 9.8813129168249309e-324);
  check_sum((double[]){-DBL_MIN, 4.9406564584124654e-324}, 2, -2.2250738585072009e-308);
  check_sum(NULL, 0, 0);

  ElgSum sum = {{0}, 0, 0};
  double x[500];
  for (int i = 0; i < 500; i++) elg_sum_add(&sum, x[i] = random_double(), 1);
  for (int i = 499; i >= 1; i--) elg_sum_add(&sum, x[i], -1);
  CHECK_NEAR(elg_sum_value(&sum), x[0], 0);

  ElgSum special = {{0}, 0, 0};
  elg_sum_add(&special, 2, 1);
  elg_sum_add(&special, INFINITY, 1);
  CHECK(isnan(elg_sum_value(&special)));
  elg_sum_add(&special, INFINITY, -1);
  CHECK_NEAR(elg_sum_value(&special), 2, 0);

  ElgSum square = {{0}, 0, 0};
  elg_sum_add_product(&square, 134217729, 134217729, 1); /* (2^27 + 1)^2 = 2^54 + 2^28 + 1 needs 55 bits */
  elg_sum_add(&square, -18014398777917440.0, 1);
  CHECK_NEAR(elg_sum_value(&square), 1, 0);

  /* the spread of neighbouring large values, which the rounded sums have lost */
  static const double base[] = {0, 1e9, -1e12, 9007199254740988.0};
  for (size_t b = 0; b < ELG_COUNT(base); b++) {
    ElgSum of = {{0}, 0, 0}, squares = {{0}, 0, 0};
    for (int i = 0; i < 4; i++) {
      elg_sum_add(&of, base[b] + i, 1);
      elg_sum_add_product(&squares, base[b] + i, base[b] + i, 1);
    }
    CHECK_NEAR(elg_sum_spread(&of, &squares, 4), 20, 0);
    elg_sum_add_product(&squares, 1e200, 1e200, 1);
    CHECK(isnan(elg_sum_spread(&of, &squares, 5)));
  }
  return unit_end();
}
