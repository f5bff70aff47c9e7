#include "credit/convert.h"
#include "credit/currency.h"
#include "credit/decimal.h"

/* value / 10^places, rounded half to even; 0 when the quotient needs more than 63 bits. */
static int convert_divide(ElgWide value, int places, uint64_t *out)
{
  int odd_rest = 0, digit = 0; /* last digit dropped, and whether any below it was not 0 */
  for (; places > 0; places--) {
    odd_rest |= digit != 0;
    uint64_t hi = value.hi / 10, rest = value.hi % 10;
    uint64_t mid = rest << 32 | value.lo >> 32;
    uint64_t low = (mid % 10) << 32 | (value.lo & 0xffffffffu);
    digit = (int)(low % 10);
    value = (ElgWide){hi, (mid / 10) << 32 | low / 10};
  }
  if (value.hi || value.lo > INT64_MAX) return 0;
  *out = value.lo + (digit > 5 || (digit == 5 && (odd_rest || (value.lo & 1))));
  return *out <= INT64_MAX;
}

ElgRc elg_convert_money(int64_t minor, ElgStr from, ElgStr rate, ElgStr to, int64_t *out, ElgErr *err)
{
  int decimals_from, decimals_to;
  ElgDecimal r;
  ElgRc rc = elg_currency_find(from, &decimals_from, err);
  if (!rc) rc = elg_currency_find(to, &decimals_to, err);
  if (!rc) rc = elg_decimal_parse("rate", rate, &r, err);
  if (rc) return rc;
  if (r.negative || !r.digits)
    return elg_err(err, "bad rate, got '%s'; expected a decimal above 0", elg_show(rate).s);
  uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor, result = 0;
  ElgWide product = elg_wide_product(size, r.digits);
  int places = r.scale + decimals_from - decimals_to;
  for (; places < 0 && !rc; places++) rc = elg_wide_scale(&product, 10);
  if (rc || !convert_divide(product, places, &result))
    return elg_err(err, "amount too large, got %lld at rate %s; expected a result of at most 63 bits", (long long)minor,
                   elg_show(rate).s);
  *out = minor < 0 ? -(int64_t)result : (int64_t)result;
  return ELG_OK;
}
