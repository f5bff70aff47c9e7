#include "stats/fractribution.h"
#include "unit.h"

static ElgRc run(void)
{
  const ElgStr by = ELG_STR(">");
  ElgFractribution f = {.bare = 0};
  ElgFractributionPath p;
  ElgErr err;
  ElgRc rc = elg_fractribution_add(&f, ELG_STR("a"), by, 1, 3, 0, &err);
  if (!rc) rc = elg_fractribution_add(&f, ELG_STR(" b "), by, 1, 1, 0, &err);
  if (!rc) rc = elg_fractribution_add(&f, ELG_STR("a >  > b"), by, 2, 1, 20, &err);
  if (!rc) rc = elg_fractribution_add(&f, ELG_STR("a>b"), by, 1, 0, 10, &err);
  if (!rc) rc = elg_fractribution_add(&f, ELG_STR(" > "), by, 9, 9, 7, &err);
  if (!rc) rc = elg_fractribution_open(&f, 2, &p);
  if (!rc) {
    CHECK_INT(f.distinct.n, 3);
    CHECK_INT(p.n, 2);
    CHECK_TEXT(elg_intern_get(&f.paths.channels, p.touches[0]), "a");
    CHECK_NEAR(p.shares[0], 1.0 / 3, 1e-15); /* 3/4 - 1/2 against 3/4 - 1/4 */
    CHECK_NEAR(p.conversions, 3, 0);
    CHECK_NEAR(p.value, 30, 0);
    CHECK_NEAR(f.bare_conversions, 9, 0);
    CHECK_NEAR(f.bare_value, 7, 0);
  }
  elg_fractribution_free(&f);
  return rc;
}

int main(void)
{
  CHECK_INT(run(), ELG_OK);
  unit_fault_sweep(run);
  return unit_end();
}
