#include "credit/currency.h"
#include <string.h>

/* By minor unit: ISO 4217 list one, the active codes (SIX Group, published 2026-01-01), then the withdrawn codes that old
** deals still carry. ISO gives those no minor unit; theirs is that of the Java platform (OpenJDK 17, java.util.Currency).
** Each list is in the order of its codes. */
static const struct {
  int exponent;
  const char *codes;
} currency_table[] = {
    {2, "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
        "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
        "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
        "MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP "
        "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG "
        "YER ZAR ZMW ZWG"},
    {0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"},
    {3, "BHD IQD JOD KWD LYD OMR TND"},
    {4, "CLF UYW"},
    {2, "AFA ANG ATS AYM AZM BGL BGN CSD CUC CYP DEM EEK FIM FRF GHC GWP HRK IEP LTL LVL MRO MTL MZM NLG RUR SDD SIT "
        "SKK SLL SRG STD TMM USS VEB VEF YUM ZMK ZWD ZWL ZWN ZWR"},
    {0, "ADP BEF BYB BYR ESP GRD ITL LUF MGF PTE ROL TPE TRL"},
};

/* Is the code in the list: bisection over its codes and the blanks between them. */
static int currency_is_in(const char *codes, const char *code)
{
  size_t low = 0, high = (strlen(codes) + 1) / 4;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = memcmp(codes + 4 * middle, code, 3);
    if (!order) return 1;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return 0;
}

int elg_currency_exponent(ElgStr code)
{
  char upper[4] = {0};
  if (code.n != 3) return -1;
  for (size_t i = 0; i < 3; i++) {
    unsigned char c = (unsigned char)code.s[i];
    if (c >= 'a' && c <= 'z') c = (unsigned char)(c - 0x20);
    if (c < 'A' || c > 'Z') return -1;
    upper[i] = (char)c;
  }
  for (size_t i = 0; i < ELG_COUNT(currency_table); i++)
    if (currency_is_in(currency_table[i].codes, upper)) return currency_table[i].exponent;
  return -1;
}

ElgRc elg_currency_find(ElgStr code, int *exponent, ElgErr *err)
{
  *exponent = elg_currency_exponent(code);
  if (*exponent >= 0) return ELG_OK;
  return elg_err(err, "unknown currency, got '%s'; expected an ISO 4217 code with a minor unit", elg_show(code).s);
}
