#include "credit/money.h"
#include <string.h>
#include "unit.h"

static ElgStr text(const char *s) { return (ElgStr){s, strlen(s)}; }

static void reads(const char *amount, const char *currency, int64_t want)
{
  int blank;
  int64_t minor = 0;
  ElgErr err;
  CHECK_INT(elg_money_parse(text(amount), text(currency), (ElgMoneyRead){0, 0}, &blank, &minor, &err), ELG_OK);
  CHECK_INT(minor, want);
}

static void shows(int64_t minor, int exponent, const char *want)
{
  char out[ELG_MONEY_TEXT];
  size_t n = elg_money_format(minor, exponent, out);
  CHECK_TEXT(((ElgStr){out, n}), want);
}

/* Any bytes in, no crash, and what is read fits what is written. */
static void noise(void)
{
  static const char alphabet[] = "0123456789.,'-+() $EURe\xC2\xA0\xE2\x82\xAC\xFF";
  uint64_t seed = 42;
  int ok = 1;
  for (int i = 0; i < 200000; i++) {
    char s[12];
    int blank;
    int64_t minor = 0, back = 0;
    ElgErr err;
    for (size_t k = 0; k < sizeof s; k++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      s[k] = alphabet[(seed >> 33) % (sizeof alphabet - 1)];
    }
    if (elg_money_parse((ElgStr){s, (size_t)(i % 13)}, text("EUR"), (ElgMoneyRead){0, 0}, &blank, &minor, &err)) continue;
    char out[ELG_MONEY_TEXT];
    size_t n = elg_money_format(minor, 2, out);
    ok &= elg_money_parse((ElgStr){out, n}, text("EUR"), (ElgMoneyRead){'.', 0}, &blank, &back, &err) == ELG_OK && back == minor;
  }
  CHECK(ok);
}

int main(void)
{
  reads("1,234.56", "USD", 123456);
  reads("1.234,56", "EUR", 123456);
  reads("(1,000,000)", "JPY", -1000000);
  reads("-0.001", "KWD", -1);
  reads("\xE2\x82\xAC 5", "eur", 500);
  shows(0, 0, "0");
  shows(5, 2, "0.05");
  shows(-12345, 3, "-12.345");
  shows(INT64_MIN, 4, "-922337203685477.5808");
  CHECK_INT(elg_currency_exponent(text("clf")), 4);
  CHECK_INT(elg_currency_exponent(text("ZWR")), 2);
  CHECK_INT(elg_currency_exponent(text("XTS")), -1);
  CHECK_INT(elg_currency_exponent(text("US ")), -1);
  noise();
  return unit_end();
}
