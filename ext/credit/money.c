#include "credit/money.h"
#include <string.h>
#include "base/utf8.h"
#include "credit/decimal.h"

#define MONEY_BODY 64

/* The amount without sign, brackets and currency: ASCII digits, '.', ',', ' ', '\'' and an exponent. */
typedef struct {
  ElgStr text, currency;
  char body[MONEY_BODY];
  size_t n;
  int signs, negative, open, closed, named, done;
} MoneyScan;

static ElgRc money_bad(ElgStr text, const char *expected, ElgErr *err)
{
  return elg_err(err, "amount: got '%s'; expected %s", elg_show(text).s, expected);
}

static int money_is_blank(uint32_t c)
{
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

static int money_is_sign(uint32_t c)
{
  return c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF);
}

/* A sign must be one of the currency's own. Those that are not listed say nothing. */
static int money_sign_fits(uint32_t c, ElgStr currency)
{
  static const struct {
    uint32_t sign;
    const char *codes;
  } of[] = {{'$', "ARS AUD BBD BMD BND BOB BRL BSD BZD CAD CLF CLP COP COU CUC CUP CVE DOP FJD GYD HKD JMD KYD LRD MOP MXN MXV "
                  "NAD NIO NZD PAB PTE SBD SGD SRD SRG SVC TOP TTD TWD USD USN USS UYI UYU WST XCD ZWD ZWG ZWL"},
            {0xA3, "CYP EGP FKP GBP GIP IEP ITL LBP MTL SDG SHP SSP SYP"},
            {0xA5, "CNY JPY"},
            {0x20AC, "EUR"},
            {0x20B9, "INR"},
            {0x20BA, "TRY"},
            {0x20BD, "RUB"},
            {0x20AA, "ILS"},
            {0x20B4, "UAH"}};
  char code[4] = {0};
  for (size_t k = 0; k < 3; k++) code[k] = (char)(currency.s[k] & ~0x20);
  for (size_t i = 0; i < ELG_COUNT(of); i++)
    if (c == of[i].sign) return strstr(of[i].codes, code) != 0;
  return 1;
}

static int money_push(MoneyScan *m, char c)
{
  if (m->n == MONEY_BODY) return 0;
  m->body[m->n++] = c;
  return 1;
}

/* An exponent behind the digits, or the currency's code in letters. Returns the bytes read, 0 when neither. */
static size_t money_letters(MoneyScan *m, const char *s, size_t n)
{
  size_t len = 1;
  if ((s[0] | 0x20) == 'e' && m->n && !m->done && n > 1) {
    if (s[1] == '+' || s[1] == '-') len++;
    size_t digits = len;
    while (len < n && s[len] >= '0' && s[len] <= '9') len++;
    if (len > digits) {
      for (size_t i = 0; i < len; i++)
        if (!money_push(m, s[i])) return 0;
      m->done = 1;
      return len;
    }
  }
  if (n < 3 || m->named) return 0;
  for (size_t i = 0; i < 3; i++)
    if ((s[i] | 0x20) != (m->currency.s[i] | 0x20)) return 0;
  m->named = 1;
  m->done = m->n > 0;
  return 3;
}

static int money_signed(MoneyScan *m, uint32_t c)
{
  if (c == '(') {
    m->open++;
    m->negative = 1;
    return m->n == 0;
  }
  m->done |= m->n > 0;
  if (c == ')') return m->open && ++m->closed;
  m->negative |= c != '+';
  return ++m->signs;
}

/* One code point that is no letter; 0 when it has no place here. */
static int money_point(MoneyScan *m, uint32_t c)
{
  if (c == '(' || c == ')' || c == '-' || c == '+' || c == 0x2212) return money_signed(m, c);
  if (money_is_blank(c)) return m->n == 0 || m->done || money_push(m, ' ');
  if (money_is_sign(c)) {
    m->done |= m->n > 0;
    return !m->named++ && money_sign_fits(c, m->currency);
  }
  if (c == 0x2019) c = '\'';
  if (m->done || !((c >= '0' && c <= '9') || c == '.' || c == ',' || c == '\'')) return 0;
  return money_push(m, (char)c);
}

static ElgRc money_scan(MoneyScan *m, ElgErr *err)
{
  for (size_t at = 0; at < m->text.n;) {
    const char *s = m->text.s + at;
    uint32_t c;
    size_t len = elg_utf8_decode(s, m->text.n - at, &c);
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') len = money_letters(m, s, m->text.n - at);
    else if (!money_point(m, c)) len = 0;
    if (!len) return money_bad(m->text, "a decimal number with the currency's own code or sign at most", err);
    at += len;
  }
  while (m->n && m->body[m->n - 1] == ' ') m->n--;
  if (m->signs + m->open > 1 || m->open != m->closed) return money_bad(m->text, "one sign or one pair of brackets", err);
  return ELG_OK;
}

static size_t money_count(ElgStr s, char c)
{
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) n += s.s[i] == c;
  return n;
}

/* The decimal mark of number (no exponent): '.', ',' or 0 for none. */
static ElgRc money_mark(ElgStr number, ElgStr text, char *mark, ElgErr *err)
{
  size_t dots = money_count(number, '.'), commas = money_count(number, ',');
  char last = 0;
  size_t at = 0;
  for (size_t i = 0; i < number.n; i++)
    if (number.s[i] == '.' || number.s[i] == ',') last = number.s[at = i];
  *mark = 0;
  if (dots + commas == 0) return ELG_OK;
  if (dots && commas) {
    *mark = last;
    return ELG_OK;
  }
  if (dots + commas > 1) return ELG_OK;
  *mark = last;
  int grouped = money_count(number, ' ') || money_count(number, '\'');
  if (grouped || number.n - at - 1 != 3 || at == 0 || at > 3 || number.s[0] == '0') return ELG_OK;
  return elg_err(err, "amount: '%c' may group thousands or mark decimals, got '%s'; expected the decimal mark as third argument",
                 last, elg_show(text).s);
}

/* Groups of three, or of two before the last three (Indian). whole holds digits and one kind of separator. */
static int money_grouped(ElgStr whole, char separator)
{
  size_t groups = money_count(whole, separator), run = 0, first = 0, place = 0, two = 0, three = 0;
  for (size_t i = 0; i <= whole.n; i++) {
    if (i < whole.n && whole.s[i] != separator) {
      run++;
      continue;
    }
    if (place == 0) first = run;
    else if (place == groups && run != 3) return 0;
    else if (place < groups) two += run == 2, three += run == 3;
    place++;
    run = 0;
  }
  if (first < 1 || first > 3) return 0;
  return three == groups - 1 || (two == groups - 1 && first <= 2);
}

/* Copy the digits of number without grouping, '.' as the mark, into out. */
static int money_plain(ElgStr number, char mark, char *out, size_t *n)
{
  const char *point = mark ? memchr(number.s, mark, number.n) : NULL;
  ElgStr whole = {number.s, point ? (size_t)(point - number.s) : number.n};
  char separator = 0;
  for (size_t i = 0; i < whole.n; i++) {
    char c = whole.s[i];
    if (c >= '0' && c <= '9') {
      out[(*n)++] = c;
      continue;
    }
    if (c == mark || (separator && c != separator)) return 0;
    separator = c;
  }
  if (separator && !money_grouped(whole, separator)) return 0;
  if (!point) return 1;
  out[(*n)++] = '.';
  for (const char *p = point + 1; p < number.s + number.n; p++) {
    if (*p < '0' || *p > '9') return 0;
    out[(*n)++] = *p;
  }
  return 1;
}

static ElgRc money_decimal(const MoneyScan *m, char mark, ElgDecimal *d, ElgErr *err)
{
  char plain[MONEY_BODY + 1];
  size_t n = 0, end = 0;
  while (end < m->n && (m->body[end] | 0x20) != 'e') end++;
  ElgStr number = {m->body, end};
  ElgRc rc = mark ? ELG_OK : money_mark(number, m->text, &mark, err);
  if (rc) return rc;
  if (!money_plain(number, mark, plain, &n)) return money_bad(m->text, "groups of three digits and one decimal mark", err);
  memcpy(plain + n, m->body + end, m->n - end);
  return elg_decimal_parse("amount", (ElgStr){plain, n + m->n - end}, d, err);
}

static int money_all_blank(ElgStr text)
{
  for (size_t at = 0; at < text.n;) {
    uint32_t c;
    at += elg_utf8_decode(text.s + at, text.n - at, &c);
    if (!money_is_blank(c)) return 0;
  }
  return 1;
}

ElgRc elg_money_parse(ElgStr text, ElgStr currency, ElgMoneyRead how, int *blank, int64_t *minor, ElgErr *err)
{
  int exponent, exact;
  uint64_t size;
  ElgDecimal d;
  ElgRc rc = elg_currency_find(currency, &exponent, err);
  if (rc) return rc;
  *minor = 0;
  *blank = money_all_blank(text);
  if (*blank) return ELG_OK;
  MoneyScan m = {.text = text, .currency = currency};
  rc = money_scan(&m, err);
  if (!rc) rc = money_decimal(&m, how.mark, &d, err);
  if (rc) return rc;
  if (elg_decimal_fixed(&d, exponent, &size, &exact))
    return money_bad(text, "an amount of at most 9223372036854775807 minor units", err);
  if (!exact && !how.half_even)
    return elg_err(err, "amount: more than the %d decimals of %.3s, got '%s'; expected rounding 'half-even' as fourth argument",
                   exponent, currency.s, elg_show(text).s);
  *minor = m.negative ? -(int64_t)size : (int64_t)size;
  return ELG_OK;
}

size_t elg_money_format(int64_t minor, int exponent, char out[ELG_MONEY_TEXT])
{
  char reversed[ELG_MONEY_TEXT];
  uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
  size_t n = 0, len = 0;
  for (int digit = 0; size || digit <= exponent; digit++, size /= 10) {
    if (digit == exponent && exponent) reversed[n++] = '.';
    reversed[n++] = (char)('0' + size % 10);
  }
  if (minor < 0) reversed[n++] = '-';
  while (n) out[len++] = reversed[--n];
  out[len] = 0;
  return len;
}
