/* Any text as an amount and as a time: what is read prints, and the print reads back the same. */
#include "fuzz.h"
#include "credit/money.h"
#include "credit/when.h"

static void money(ElgStr text, const char *currency, int exponent, ElgMoneyRead how)
{
  ElgErr err;
  int blank = 0;
  int64_t minor = 0, again = 0;
  char shown[ELG_MONEY_TEXT];
  ElgStr code = {currency, strlen(currency)};
  if (elg_money_parse(text, code, how, &blank, &minor, &err) || blank) return;
  size_t len = elg_money_format(minor, exponent, shown);
  HOLDS(!elg_money_parse((ElgStr){shown, len}, code, (ElgMoneyRead){'.', 0}, &blank, &again, &err));
  HOLDS(!blank && again == minor);
}

static void when(ElgStr text, ElgWhenRead how)
{
  ElgErr err;
  int blank = 0;
  int64_t seconds = 0, again = 0;
  char shown[ELG_WHEN_TEXT];
  if (elg_when_parse(text, how, &blank, &seconds, &err) || blank) return;
  HOLDS(elg_when_in_range(seconds));
  elg_when_format(seconds, shown);
  HOLDS(elg_when_canonical((ElgStr){shown, strlen(shown)}, &again) && again == seconds);
  HOLDS(!elg_when_parse((ElgStr){shown, strlen(shown)}, (ElgWhenRead){0}, &blank, &again, &err));
  HOLDS(again == seconds);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  fuzz_db();
  ElgStr text = {(const char *)data, n};
  money(text, "USD", 2, (ElgMoneyRead){0, 0});
  money(text, "JPY", 0, (ElgMoneyRead){',', 1});
  money(text, "KWD", 3, (ElgMoneyRead){'.', 1});
  when(text, (ElgWhenRead){0});
  when(text, (ElgWhenRead){-18000, 'm', 1, 0});
  when(text, (ElgWhenRead){3600, 'd', 0, 1});
  return 0;
}
