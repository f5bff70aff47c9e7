#include "stats/cover.h"
#include <string.h>
#include "unit.h"

/* The definition: between two neighbouring ends or starts the number of intervals does not change. */
static double by_definition(const double (*x)[2], int n, int depth)
{
  double total = 0;
  for (double t = 0; t < 32; t++) {
    int open = 0;
    for (int i = 0; i < n; i++) open += x[i][0] <= t && t < x[i][1];
    total += open >= depth;
  }
  return total;
}

int main(void)
{
  ElgCover c;
  memset(&c, 0, sizeof c);
  CHECK_NEAR(elg_cover_value(&c, 1), 0, 0);
  CHECK(elg_cover_add(&c, 5, 5) == ELG_OK && elg_cover_add(&c, 7, 3) == ELG_OK);
  CHECK_NEAR(elg_cover_value(&c, 1), 0, 0);
  CHECK(elg_cover_add(&c, 0, 10) == ELG_OK && elg_cover_add(&c, 10, 12) == ELG_OK);
  CHECK_NEAR(elg_cover_value(&c, 1), 12, 0);
  CHECK_NEAR(elg_cover_value(&c, 2), 0, 0);
  CHECK_NEAR(elg_cover_value(&c, 0), 0, 0);
  CHECK(elg_cover_add(&c, 4, 11) == ELG_OK);
  CHECK_NEAR(elg_cover_value(&c, 1), 12, 0);
  CHECK_NEAR(elg_cover_value(&c, 2), 7, 0);
  CHECK_NEAR(elg_cover_value(&c, 3), 0, 0);
  elg_cover_free(&c);

  unsigned seed = 1;
  for (int round = 0; round < 2000; round++) {
    double x[6][2];
    int n = 1 + round % 6;
    for (int i = 0; i < n; i++)
      for (int k = 0; k < 2; k++) x[i][k] = (double)((seed = seed * 1103515245u + 12345u) >> 16 & 31);
    for (int i = 0; i < n; i++) CHECK(elg_cover_add(&c, x[i][0], x[i][1]) == ELG_OK);
    for (int depth = 1; depth <= n + 1; depth++) CHECK_NEAR(elg_cover_value(&c, (size_t)depth), by_definition(x, n, depth), 0);
    elg_cover_free(&c);
  }

  unit_fail_at(0);
  CHECK(elg_cover_add(&c, 1, 2) == ELG_NOMEM);
  CHECK_NEAR(elg_cover_value(&c, 1), 0, 0);
  unit_fail_at(-1);
  elg_cover_free(&c);
  return unit_end();
}
