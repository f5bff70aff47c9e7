/* bytes.h -- ASCII text 16 bytes at a time: with SSE2 where there is one, in plain C elsewhere. */
#ifndef ELG_BYTES_H
#define ELG_BYTES_H
#include <string.h>
#include "base/base.h"
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Sixteen bytes in the order of memory. */
typedef struct {
  uint64_t first, last;
} ElgBytes;

static inline ElgBytes elg_bytes_at(const char *s)
{
  ElgBytes b;
  memcpy(&b.first, s, 8);
  memcpy(&b.last, s + 8, 8);
  return b;
}

/* The n < 16 bytes at s and zeros; reads nothing else. */
static inline ElgBytes elg_bytes_short(const char *s, size_t n)
{
  ElgBytes b = {0, 0};
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  uint32_t head, tail;
  if (n >= 8) {
    memcpy(&b.first, s, 8);
    memcpy(&b.last, s + n - 8, 8);
    b.last = b.last >> 8 * (15 - n) >> 8;
  } else if (n >= 4) {
    memcpy(&head, s, 4);
    memcpy(&tail, s + n - 4, 4);
    b.first = head | (uint64_t)tail << 8 * (n - 4);
  } else {
    for (size_t i = 0; i < n; i++) b.first |= (uint64_t)(unsigned char)s[i] << 8 * i;
  }
#else
  char copy[16] = {0};
  memcpy(copy, s, n);
  b = elg_bytes_at(copy);
#endif
  return b;
}

/* Number of the lowest bit that is set; bits must not be 0. */
static inline size_t elg_bytes_lowest(uint64_t bits)
{
#if defined(__GNUC__)
  return (size_t)__builtin_ctzll(bits);
#else
  size_t n = 0;
  while (!(bits >> n & 1)) n++;
  return n;
#endif
}

/* What the bytes are, bit i for byte i. */
typedef struct {
  uint32_t words; /* letters and digits of ASCII */
  uint32_t odd;   /* apostrophes, backticks and what is not ASCII */
} ElgBytesKind;

/* Store b at out with the capitals of ASCII in lower case. */
static inline ElgBytesKind elg_bytes_fold(ElgBytes b, char *out)
{
#if defined(__SSE2__)
  __m128i v = _mm_set_epi64x((long long)b.last, (long long)b.first);
  __m128i capital = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));
  __m128i lower = _mm_or_si128(v, _mm_and_si128(capital, _mm_set1_epi8(0x20)));
  __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(lower, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(lower, _mm_set1_epi8('z' + 1)));
  __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('9' + 1)));
  __m128i quote = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\'')), _mm_cmpeq_epi8(v, _mm_set1_epi8('`')));
  _mm_storeu_si128((__m128i *)(void *)out, lower);
  return (ElgBytesKind){(uint32_t)_mm_movemask_epi8(_mm_or_si128(letter, digit)),
                        (uint32_t)_mm_movemask_epi8(_mm_or_si128(quote, v))};
#else
  ElgBytesKind kind = {0, 0};
  memcpy(out, &b.first, 8);
  memcpy(out + 8, &b.last, 8);
  for (int i = 0; i < 16; i++) {
    unsigned char c = (unsigned char)out[i], lower = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    out[i] = (char)lower;
    kind.words |= (uint32_t)((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9')) << i;
    kind.odd |= (uint32_t)(c >= 0x80 || c == '\'' || c == '`') << i;
  }
  return kind;
#endif
}

/* Of the first n <= 16 of the 17 bytes at s: whether there are digits (1) and pairs ae, oe, ue, aa or oo (2). */
static inline int elg_bytes_traits(const char *s, size_t n)
{
#if defined(__SSE2__)
  __m128i v = _mm_loadu_si128((const __m128i *)(const void *)s), w = _mm_loadu_si128((const __m128i *)(const void *)(s + 1));
  __m128i ao = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('a')), _mm_cmpeq_epi8(v, _mm_set1_epi8('o')));
  __m128i e = _mm_cmpeq_epi8(w, _mm_set1_epi8('e')), u = _mm_cmpeq_epi8(v, _mm_set1_epi8('u'));
  __m128i pair = _mm_or_si128(_mm_and_si128(ao, _mm_cmpeq_epi8(v, w)), _mm_and_si128(e, _mm_or_si128(ao, u)));
  __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('9' + 1)));
  uint32_t inside = (1u << n) - 1;
  return (((uint32_t)_mm_movemask_epi8(digit) & inside) != 0) | (((uint32_t)_mm_movemask_epi8(pair) & inside >> 1) != 0) << 1;
#else
  int traits = 0;
  for (size_t i = 0; i < n; i++) {
    char c = s[i], next = i + 1 < n ? s[i + 1] : 0;
    int ao = c == 'a' || c == 'o';
    traits |= (c >= '0' && c <= '9') | ((ao && next == c) || (next == 'e' && (ao || c == 'u'))) << 1;
  }
  return traits;
#endif
}

/* Copy n bytes, 16 at a time: up to 15 bytes more are read and written. */
static inline void elg_bytes_copy(char *to, const char *s, size_t n)
{
  ElgBytes b = elg_bytes_at(s);
  memcpy(to, &b, 16);
  for (size_t i = 16; i < n; i += 16) {
    b = elg_bytes_at(s + i);
    memcpy(to + i, &b, 16);
  }
}
#endif
