#include "stats/concentration.h"
#include <math.h>
#include <string.h>
#include "unit.h"

int main(void)
{
  ElgHhi h;
  memset(&h, 0, sizeof h);
  CHECK(isnan(elg_hhi(&h)));
  elg_hhi_add(&h, 123456789.0, 1);
  CHECK_NEAR(elg_hhi(&h), 1, 0);
  CHECK(isnan(elg_hhi_normalised(&h)));
  for (int i = 0; i < 3; i++) elg_hhi_add(&h, 123456789.0, 1);
  CHECK_NEAR(elg_hhi(&h), 0.25, 0);
  CHECK_NEAR(elg_hhi_effective(&h), 4, 0);
  CHECK_NEAR(elg_hhi_normalised(&h), 0, 0);
  for (int i = 0; i < 4; i++) elg_hhi_add(&h, 123456789.0, -1);
  CHECK(isnan(elg_hhi(&h)));
  elg_hhi_add(&h, 3, 1);
  elg_hhi_add(&h, 1, 1);
  CHECK_NEAR(elg_hhi(&h), 10.0 / 16, 0);
  CHECK_NEAR(elg_hhi_normalised(&h), 0.25, 0);

  /* Deals 100 with partners {p, q}, 60 with {p}, 90 with {p, q, r}: phi, spillover and the pair p, q. */
  ElgNetwork p;
  memset(&p, 0, sizeof p);
  elg_network_add(&p, 100, 2, 1);
  elg_network_add(&p, 60, 1, 1);
  elg_network_add(&p, 90, 3, 1);
  CHECK_NEAR(elg_sum_value(&p.credit), 140, 0);
  CHECK_NEAR(elg_sum_value(&p.spillover), 110, 0);
  CHECK_NEAR(elg_sum_value(&p.interaction), 145, 0);
  elg_network_add(&p, 90, 3, -1);
  elg_network_add(&p, 100, 2, -1);
  CHECK_NEAR(elg_sum_value(&p.spillover), 0, 0);
  return unit_end();
}
