#include "stats/sum.h"
#include <math.h>

/* Bring every digit but the last into 0 .. 2^32-1. */
static void sum_carry(int64_t *digit)
{
  int64_t carry = 0;
  for (int i = 0; i < ELG_SUM_DIGITS - 1; i++) {
    int64_t d = digit[i] + carry, low = (int64_t)((uint64_t)d & 0xFFFFFFFFu);
    digit[i] = low;
    carry = (d - low) / 4294967296;
  }
  digit[ELG_SUM_DIGITS - 1] += carry;
}

void elg_sum_add(ElgSum *sum, double x, int sign)
{
  int e;
  if (!isfinite(x)) {
    sum->n_special += sign;
    return;
  }
  if (x == 0) return;
  double m = frexp(x < 0 ? -x : x, &e);
  if (x < 0) sign = -sign;
  if (e < -1021) m = ldexp(m, e + 1021), e = -1021; /* subnormal: keep the last bit at 2^-1074 */
  uint64_t bits = (uint64_t)ldexp(m, 53);
  unsigned at = (unsigned)(e + 1021), shift = at % 32;
  uint64_t low = bits << shift, high = shift ? bits >> (64 - shift) : 0;
  int64_t *d = sum->digit + at / 32;
  d[0] += sign * (int64_t)(low & 0xFFFFFFFFu);
  d[1] += sign * (int64_t)(low >> 32);
  d[2] += sign * (int64_t)high;
  if (++sum->pending < 1u << 30) return;
  sum_carry(sum->digit);
  sum->pending = 0;
}

void elg_sum_add_product(ElgSum *sum, double x, double y, int sign)
{
  double p = x * y;
  elg_sum_add(sum, p, sign);
  if (isfinite(p)) elg_sum_add(sum, fma(x, y, -p), sign);
}

/* The 64 leading bits of a carried, non-negative number as a correctly rounded double. */
static double sum_round(const int64_t *digit)
{
  int top = ELG_SUM_DIGITS - 1;
  while (top >= 0 && !digit[top]) top--;
  if (top < 0) return 0;
  uint64_t head = (uint64_t)digit[top] << 32, next = 0;
  if (top >= 1) head |= (uint64_t)digit[top - 1];
  if (top >= 2) next = (uint64_t)digit[top - 2] << 32;
  int scale = 32 * (top - 1) - 1074;
  while (!(head >> 63)) {
    head = head << 1 | next >> 63;
    next <<= 1;
    scale--;
  }
  int sticky = next != 0;
  for (int i = 0; i < top - 2; i++) sticky |= digit[i] != 0;
  return ldexp((double)(head | (uint64_t)sticky), scale);
}

double elg_sum_value(const ElgSum *sum)
{
  int64_t digit[ELG_SUM_DIGITS];
  if (sum->n_special) return NAN;
  for (int i = 0; i < ELG_SUM_DIGITS; i++) digit[i] = sum->digit[i];
  sum_carry(digit);
  int negative = digit[ELG_SUM_DIGITS - 1] < 0;
  for (int i = 0; negative && i < ELG_SUM_DIGITS; i++) digit[i] = -digit[i];
  if (negative) sum_carry(digit);
  double x = sum_round(digit);
  return negative ? -x : x;
}

/* The sum as doubles that add up to it, largest first: each is what the ones before left, rounded. */
#define SUM_PARTS 48
static int sum_parts(const ElgSum *sum, double part[SUM_PARTS])
{
  ElgSum rest = *sum;
  int n = 0;
  for (double x; n < SUM_PARTS && isfinite(x = elg_sum_value(&rest)) && x != 0; elg_sum_add(&rest, x, -1)) part[n++] = x;
  return n;
}

double elg_sum_spread(const ElgSum *sum, const ElgSum *squares, double n)
{
  ElgSum spread = {{0}, 0, 0};
  double part[SUM_PARTS];
  if (!isfinite(elg_sum_value(sum)) || !isfinite(elg_sum_value(squares))) return NAN;
  int k = sum_parts(squares, part);
  for (int i = 0; i < k; i++) elg_sum_add_product(&spread, part[i], n, 1);
  k = sum_parts(sum, part);
  for (int i = 0; i < k; i++)
    for (int j = 0; j < k; j++) elg_sum_add_product(&spread, part[i], part[j], -1);
  return elg_sum_value(&spread);
}
