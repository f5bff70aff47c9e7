#include "credit/fractribution.h"
#include "unit.h"

static ElgRc run(void)
{
  ElgFractribution f = {.counts = {0}};
  ElgErr err;
  size_t steps;
  double conversions, share;
  ElgStr channel;
  ElgRc rc = elg_fractribution_add(&f, ELG_STR("a"), 1, 3, &err);
  if (!rc) rc = elg_fractribution_add(&f, ELG_STR(" b "), 1, 1, &err);
  if (!rc) rc = elg_fractribution_add(&f, ELG_STR("a >  > b"), 3, 1, &err);
  if (!rc) rc = elg_fractribution_add(&f, ELG_STR(" > "), 9, 9, &err);
  if (!rc) rc = elg_fractribution_open(&f, 2, &steps, &conversions);
  if (!rc) {
    CHECK_INT(elg_fractribution_paths(&f), 3);
    CHECK_INT(steps, 2);
    elg_fractribution_step(&f, 0, &channel, &share);
    CHECK_TEXT(channel, "a");
    CHECK_NEAR(share, 1.0 / 3, 1e-15); /* 3/4 - 1/2 against 3/4 - 1/4 */
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
