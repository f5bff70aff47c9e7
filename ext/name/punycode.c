#include "name/punycode.h"
#include <string.h>

/* Parameters and procedures of RFC 3492, sections 5 and 6. */
enum { PUNY_BASE = 36, PUNY_TMIN = 1, PUNY_TMAX = 26, PUNY_SKEW = 38, PUNY_DAMP = 700, PUNY_BIAS = 72, PUNY_N = 128 };

static uint32_t puny_adapt(uint32_t delta, uint32_t count, int first)
{
  uint32_t k = 0;
  delta = first ? delta / PUNY_DAMP : delta / 2;
  delta += delta / count;
  for (; delta > (PUNY_BASE - PUNY_TMIN) * PUNY_TMAX / 2; k += PUNY_BASE) delta /= PUNY_BASE - PUNY_TMIN;
  return k + (PUNY_BASE - PUNY_TMIN + 1) * delta / (delta + PUNY_SKEW);
}

static uint32_t puny_threshold(uint32_t k, uint32_t bias)
{
  return k <= bias ? PUNY_TMIN : k >= bias + PUNY_TMAX ? PUNY_TMAX : k - bias;
}

static char puny_letter(uint32_t digit) { return (char)(digit < 26 ? 'a' + digit : '0' + (digit - 26)); }

static uint32_t puny_digit(char c)
{
  if (c >= 'a' && c <= 'z') return (uint32_t)(c - 'a');
  if (c >= 'A' && c <= 'Z') return (uint32_t)(c - 'A');
  return c >= '0' && c <= '9' ? (uint32_t)(c - '0') + 26 : PUNY_BASE;
}

/* Append delta as a generalised variable-length integer; the new length, 0 when it does not fit. */
static size_t puny_put(uint32_t delta, uint32_t bias, char *out, size_t len, size_t cap)
{
  uint32_t q = delta;
  for (uint32_t k = PUNY_BASE; len < cap; k += PUNY_BASE) {
    uint32_t t = puny_threshold(k, bias);
    if (q < t) {
      out[len++] = puny_letter(q);
      return len;
    }
    out[len++] = puny_letter(t + (q - t) % (PUNY_BASE - t));
    q = (q - t) / (PUNY_BASE - t);
  }
  return 0;
}

static uint32_t puny_next(const uint32_t *points, size_t n, uint32_t at_least)
{
  uint32_t least = UINT32_MAX;
  for (size_t i = 0; i < n; i++)
    if (points[i] >= at_least && points[i] < least) least = points[i];
  return least;
}

size_t elg_punycode_encode(const uint32_t *points, size_t n, char *out, size_t cap)
{
  size_t len = 0, done = 0;
  uint32_t next = PUNY_N, delta = 0, bias = PUNY_BIAS;
  if (n == 0 || n > cap) return 0;
  for (size_t i = 0; i < n; i++)
    if (points[i] < PUNY_N) out[len++] = (char)points[i];
  size_t basic = done = len;
  if (basic && basic == cap) return 0;
  if (basic) out[len++] = '-';
  while (done < n) {
    uint32_t least = puny_next(points, n, next);
    uint64_t wide = delta + (uint64_t)(least - next) * (done + 1);
    if (wide > UINT32_MAX - n) return 0;
    delta = (uint32_t)wide;
    for (size_t i = 0; i < n; i++) {
      if (points[i] < least) delta++;
      if (points[i] != least) continue;
      len = puny_put(delta, bias, out, len, cap);
      if (!len) return 0;
      bias = puny_adapt(delta, (uint32_t)done + 1, done == basic);
      delta = 0;
      done++;
    }
    delta++;
    next = least + 1;
  }
  return len;
}

/* Read one integer from *at on, added to i; 0 when malformed. */
static int puny_get(ElgStr text, size_t *at, uint32_t bias, uint32_t *i)
{
  uint64_t value = *i, weight = 1;
  for (uint32_t k = PUNY_BASE; *at < text.n; k += PUNY_BASE) {
    uint32_t digit = puny_digit(text.s[(*at)++]), t = puny_threshold(k, bias);
    if (digit == PUNY_BASE) return 0;
    value += digit * weight;
    if (value > UINT32_MAX) return 0;
    *i = (uint32_t)value;
    if (digit < t) return 1;
    weight *= PUNY_BASE - t;
    if (weight > UINT32_MAX) return 0;
  }
  return 0;
}

size_t elg_punycode_decode(ElgStr text, uint32_t *out, size_t cap)
{
  size_t count = 0, at = 0;
  uint32_t next = PUNY_N, i = 0, bias = PUNY_BIAS;
  for (size_t k = 0; k < text.n; k++)
    if (text.s[k] == '-') at = k;
  if (at > cap) return 0;
  for (; count < at; count++) {
    if ((unsigned char)text.s[count] >= PUNY_N) return 0;
    out[count] = (unsigned char)text.s[count];
  }
  if (at) at++;
  while (at < text.n) {
    uint32_t before = i;
    if (count >= cap || !puny_get(text, &at, bias, &i)) return 0;
    uint32_t size = (uint32_t)count + 1;
    bias = puny_adapt(i - before, size, before == 0);
    if (i / size > 0x10FFFF - next) return 0;
    next += i / size;
    i %= size;
    if (next >= 0xD800 && next <= 0xDFFF) return 0;
    memmove(out + i + 1, out + i, (count - i) * sizeof *out);
    out[i++] = next;
    count++;
  }
  return count;
}
