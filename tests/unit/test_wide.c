#include "credit/wide.h"
#include "unit.h"

static uint64_t seed = 88172645463325252u;
static uint64_t draw(void)
{
  seed ^= seed << 13;
  seed ^= seed >> 7;
  return seed ^= seed << 17;
}

/* total * weight == q * sum + rest, rest < sum, all modulo 2^128. */
static int holds(uint64_t total, ElgWide weight, ElgWide sum)
{
  ElgWide rest, left = elg_wide_product(weight.lo, total), right;
  uint64_t q = elg_wide_share(total, weight, sum, &rest);
  left.hi += weight.hi * total;
  right = elg_wide_product(sum.lo, q);
  right.hi += sum.hi * q;
  right = elg_wide_add(right, rest);
  return elg_wide_less(rest, sum) && left.hi == right.hi && left.lo == right.lo && q <= total;
}

int main(void)
{
  int ok = 1;
  ElgWide x = elg_wide_product(UINT64_MAX, UINT64_MAX);
  CHECK(x.hi == UINT64_MAX - 1 && x.lo == 1);
  for (int i = 0; i < 200000; i++) {
    ElgWide sum = {draw() >> (2 + draw() % 62), draw() >> draw() % 64}, weight = {draw() % (sum.hi + 1), draw()};
    if (i & 1) sum.hi = weight.hi = 0;
    if (elg_wide_is_zero(sum)) sum.lo = 1;
    if (elg_wide_less(sum, weight)) weight = sum;
    ok &= holds(draw() >> draw() % 64, weight, sum);
  }
  CHECK(ok);
  x = elg_wide(10);
  CHECK_INT(elg_wide_scale(&x, UINT64_MAX), ELG_OK);
  CHECK_INT(elg_wide_scale(&x, UINT64_MAX), ELG_TOOBIG);
  CHECK(x.hi == 9 && x.lo == (uint64_t)0 - 10);
  x = (ElgWide){ELG_WIDE_LIMIT - 1, 0};
  CHECK_INT(elg_wide_accumulate(&x, x), ELG_TOOBIG);
  CHECK_NEAR(elg_wide_double((ElgWide){1, 0}), 18446744073709551616.0, 0);
  return unit_end();
}
