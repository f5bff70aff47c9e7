/* decimal.h -- decimal text kept exact.
**
** value = (negative ? -1 : 1) * digits * 10^-scale, without trailing zeros (scale may be negative; zero is 0 * 10^0).
** digits < 2^63: 18 significant digits always fit; more is an error, never a rounding.
*/
#ifndef ELG_DECIMAL_H
#define ELG_DECIMAL_H
#include "credit/wide.h"

typedef struct {
  uint64_t digits;
  int scale;
  int negative;
} ElgDecimal;

/* Parse [+-]digits[.digits][e[+-]digits]. what names the value in the error text. */
ElgRc elg_decimal_parse(const char *what, ElgStr text, ElgDecimal *out, ElgErr *err);
/* |d| * 10^places as a whole number. ELG_TOOBIG when it does not fit 63 bits; when digits are left over it is rounded
** half to even and *exact is 0. */
ElgRc elg_decimal_fixed(const ElgDecimal *d, int places, uint64_t *out, int *exact);
#endif
