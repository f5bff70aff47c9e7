#include "credit/decimal.h"
#include <string.h>
#include "unit.h"

static void good(const char *text, int negative, uint64_t digits, int scale)
{
  ElgDecimal d;
  ElgErr err;
  CHECK_INT(elg_decimal_parse("x", (ElgStr){text, strlen(text)}, &d, &err), ELG_OK);
  CHECK(d.negative == negative && d.digits == digits && d.scale == scale);
}

static void bad(const char *text, const char *message)
{
  ElgDecimal d;
  ElgErr err = {{0}};
  CHECK_INT(elg_decimal_parse("x", (ElgStr){text, strlen(text)}, &d, &err), ELG_ERROR);
  CHECK_TEXT(((ElgStr){err.text, strlen(err.text)}), message);
}

static void fixed(uint64_t digits, int scale, int places, uint64_t want, int want_exact)
{
  ElgDecimal d = {digits, scale, 0};
  uint64_t out = 0;
  int exact = -1;
  CHECK_INT(elg_decimal_fixed(&d, places, &out, &exact), ELG_OK);
  CHECK(out == want);
  CHECK_INT(exact, want_exact);
}

int main(void)
{
  ElgDecimal big = {INT64_MAX, 0, 0};
  uint64_t out;
  int exact;
  good("12.50", 0, 125, 1);
  good("-0.00", 1, 0, 0);
  good("+007", 0, 7, 0);
  good("1200", 0, 12, -2);
  good("1.5e3", 0, 15, -2);
  good("5E-3", 0, 5, 3);
  good(".5", 0, 5, 1);
  good("9223372036854775807", 0, INT64_MAX, 0);
  good("0.000000000000000000000000000001", 0, 1, 30);
  good("100000000000000000000000000000", 0, 1, -29);
  bad("9223372036854775808", "x: too many digits, got '9223372036854775808'; expected 18 significant ones at most");
  bad("", "x: got ''; expected a decimal number");
  bad("1.2.3", "x: got '1.2.3'; expected a decimal number");
  bad("1e", "x: got '1e'; expected a decimal number");
  bad("0x10", "x: got '0x10'; expected a decimal number");
  fixed(125, 1, 2, 1250, 1);
  fixed(125, 2, 1, 12, 0); /* half to even: 1.25 -> 1.2 */
  fixed(135, 2, 1, 14, 0);
  fixed(1251, 3, 1, 13, 0);
  fixed(1, 30, 2, 0, 0);
  fixed(6, 19, 0, 0, 0);
  fixed(0, 0, 2, 0, 1);
  CHECK_INT(elg_decimal_fixed(&big, 1, &out, &exact), ELG_TOOBIG);
  return unit_end();
}
