#include "credit/wide.h"

ElgWide elg_wide_product(uint64_t a, uint64_t b)
{
  uint64_t al = a & UINT32_MAX, ah = a >> 32, bl = b & UINT32_MAX, bh = b >> 32;
  uint64_t low = al * bl, mid = ah * bl + (low >> 32), cross = al * bh + (mid & UINT32_MAX);
  return (ElgWide){ah * bh + (mid >> 32) + (cross >> 32), (cross << 32) | (low & UINT32_MAX)};
}

ElgRc elg_wide_scale(ElgWide *a, uint64_t b)
{
  ElgWide high = elg_wide_product(a->hi, b), low = elg_wide_product(a->lo, b);
  if (high.hi || high.lo >= ELG_WIDE_LIMIT || high.lo + low.hi >= ELG_WIDE_LIMIT) return ELG_TOOBIG;
  *a = (ElgWide){high.lo + low.hi, low.lo};
  return ELG_OK;
}

/* Bit by bit, for any weight <= sum < 2^126. */
static uint64_t wide_share_doubling(uint64_t total, ElgWide weight, ElgWide sum, ElgWide *rest)
{
  uint64_t q = 0;
  ElgWide r = {0, 0};
  for (int bit = 63; bit >= 0; bit--) {
    q <<= 1;
    r = elg_wide_add(r, r);
    if (total >> bit & 1) r = elg_wide_add(r, weight);
    for (; !elg_wide_less(r, sum); q++) r = elg_wide_sub(r, sum);
  }
  *rest = r;
  return q;
}

uint64_t elg_wide_share(uint64_t total, ElgWide weight, ElgWide sum, ElgWide *rest)
{
  if (!sum.hi && (total | sum.lo) <= UINT32_MAX) {
    uint64_t product = total * weight.lo;
    *rest = elg_wide(product % sum.lo);
    return product / sum.lo;
  }
#if defined(__SIZEOF_INT128__)
  if (!sum.hi) {
    __extension__ typedef unsigned __int128 Native;
    Native product = (Native)total * weight.lo;
    uint64_t q = (uint64_t)(product / sum.lo);
    *rest = elg_wide((uint64_t)product - q * sum.lo);
    return q;
  }
#endif
  return wide_share_doubling(total, weight, sum, rest);
}
