#include "credit/decimal.h"

typedef struct {
  ElgStr text;
  size_t at;
} DecimalReader;

static char decimal_peek(const DecimalReader *r) { return r->at < r->text.n ? r->text.s[r->at] : 0; }

static int decimal_sign(DecimalReader *r)
{
  char c = decimal_peek(r);
  if (c == '-' || c == '+') r->at++;
  return c == '-';
}

/* Append the digits at the reader; return how many, or -1 when they do not fit. Zeros in front are free, zeros
** behind are kept in *zeros until a digit follows. */
static int decimal_digits(DecimalReader *r, ElgDecimal *d, int *zeros)
{
  int n = 0;
  for (char c; (c = decimal_peek(r)) >= '0' && c <= '9'; r->at++, n++) {
    if (n > 1000000) return -1;
    if (c == '0') {
      *zeros += d->digits != 0;
      continue;
    }
    uint64_t digit = (uint64_t)(c - '0');
    for (; *zeros >= 0; --*zeros) {
      if (d->digits > (INT64_MAX - digit) / 10) return -1;
      d->digits *= 10;
    }
    d->digits += digit;
    *zeros = 0;
  }
  return n;
}

static int decimal_exponent(DecimalReader *r, int *exponent)
{
  int n = 0, negative;
  *exponent = 0;
  if ((decimal_peek(r) | 0x20) != 'e') return 1;
  r->at++;
  negative = decimal_sign(r);
  for (char c; (c = decimal_peek(r)) >= '0' && c <= '9'; r->at++, n++)
    if (*exponent < 10000) *exponent = *exponent * 10 + (c - '0');
  if (negative) *exponent = -*exponent;
  return n > 0;
}

/* Drop the trailing zeros of d. */
static void decimal_trim(ElgDecimal *d)
{
  for (; d->digits && d->digits % 10 == 0; d->digits /= 10) d->scale--;
  if (!d->digits) d->scale = 0;
}

ElgRc elg_decimal_parse(const char *what, ElgStr text, ElgDecimal *out, ElgErr *err)
{
  DecimalReader r = {text, 0};
  int zeros = 0, fraction = 0, exponent;
  *out = (ElgDecimal){0, 0, 0};
  out->negative = decimal_sign(&r);
  int whole = decimal_digits(&r, out, &zeros);
  if (whole >= 0 && decimal_peek(&r) == '.') {
    r.at++;
    fraction = decimal_digits(&r, out, &zeros);
  }
  if (whole < 0 || fraction < 0)
    return elg_err(err, "%s: too many digits, got '%s'; expected 18 significant ones at most", what, elg_show(text).s);
  if (whole + fraction == 0 || !decimal_exponent(&r, &exponent) || r.at != text.n)
    return elg_err(err, "%s: got '%s'; expected a decimal number", what, elg_show(text).s);
  out->scale = fraction - zeros - exponent;
  decimal_trim(out);
  return ELG_OK;
}

/* x / 10^places rounded half to even. */
static uint64_t decimal_shorten(uint64_t x, int places, int *exact)
{
  uint64_t power = 1;
  *exact = x == 0;
  if (places > 19) return 0;
  if (places == 19) return x > 5000000000000000000u;
  while (places-- > 0) power *= 10;
  uint64_t q = x / power, r = x % power, half = power / 2;
  *exact = r == 0;
  return q + (r > half || (r == half && power > 1 && (q & 1)));
}

ElgRc elg_decimal_fixed(const ElgDecimal *d, int places, uint64_t *out, int *exact)
{
  uint64_t x = d->digits;
  int shift = places - d->scale;
  *exact = 1;
  if (shift < 0) x = decimal_shorten(x, -shift, exact);
  for (; x && shift > 0; shift--) {
    if (x > INT64_MAX / 10) return ELG_TOOBIG;
    x *= 10;
  }
  *out = x;
  return ELG_OK;
}
