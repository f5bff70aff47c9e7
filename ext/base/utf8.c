#include "base/utf8.h"
#include <string.h>
#include <utf8proc.h>

static int utf8_continues(unsigned char c) { return (c & 0xC0) == 0x80; }

size_t elg_utf8_decode(const char *s, size_t n, uint32_t *c)
{
  utf8proc_int32_t point;
  const unsigned char *u = (const unsigned char *)s, lead = u[0];
  if (lead < 0x80) {
    *c = lead;
    return 1;
  }
  if (lead >= 0xC2 && lead < 0xE0 && n >= 2 && utf8_continues(u[1])) {
    *c = (lead & 31u) << 6 | (u[1] & 63u);
    return 2;
  }
  if (lead >= 0xE1 && lead < 0xED && n >= 3 && utf8_continues(u[1]) && utf8_continues(u[2])) {
    *c = (lead & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u);
    return 3;
  }
  utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)(n < 4 ? n : 4), &point);
  *c = len > 0 ? (uint32_t)point : ELG_BAD_UTF8;
  return len > 0 ? (size_t)len : 1;
}

/* The bytes 0x80 to 0x9F; the five that Windows-1252 leaves out stay control characters, as the WHATWG's Encoding Standard has it. */
static const uint16_t utf8_1252[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                       0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                       0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

uint32_t elg_1252(unsigned char byte) { return byte >= 0x80 && byte < 0xA0 ? utf8_1252[byte - 0x80] : byte; }

unsigned char elg_1252_byte(uint32_t c)
{
  if (c < 0x80 || c > 0xFF)
    for (size_t i = 0; i < ELG_COUNT(utf8_1252); i++)
      if (utf8_1252[i] == c) return (unsigned char)(0x80 + i);
  return c >= 0x80 && c <= 0xFF ? (unsigned char)c : 0;
}

size_t elg_utf8_encode(uint32_t c, char *out)
{
  return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

ElgCharClass elg_utf8_class(uint32_t c)
{
  switch (utf8proc_category((utf8proc_int32_t)c)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO: return ELG_CHAR_LETTER;
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO: return ELG_CHAR_DIGIT;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME: return ELG_CHAR_MARK;
  default: return ELG_CHAR_OTHER;
  }
}

size_t elg_utf8_fold(uint32_t c, uint32_t *out)
{
  int boundary = 0;
  utf8proc_int32_t points[ELG_DECOMPOSED_MAX];
  utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, points, ELG_DECOMPOSED_MAX,
                                               UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                   UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
                                               &boundary);
  if (n < 0 || n > ELG_DECOMPOSED_MAX) {
    out[0] = c;
    return 1;
  }
  for (utf8proc_ssize_t i = 0; i < n; i++) out[i] = (uint32_t)points[i];
  return (size_t)n;
}

uint32_t elg_utf8_compose(uint32_t a, uint32_t b)
{
  utf8proc_int32_t pair[2] = {(utf8proc_int32_t)a, (utf8proc_int32_t)b};
  utf8proc_ssize_t n = utf8proc_normalize_utf32(pair, 2, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  return n == 1 ? (uint32_t)pair[0] : 0;
}

size_t elg_utf8_recompose(uint32_t *points, size_t n)
{
  for (size_t i = 1; i < n; i++) {
    uint32_t c = points[i];
    int order = utf8proc_get_property((utf8proc_int32_t)c)->combining_class;
    size_t at = i;
    for (; order && at && utf8proc_get_property((utf8proc_int32_t)points[at - 1])->combining_class > order; at--)
      points[at] = points[at - 1];
    points[at] = c;
  }
  utf8proc_ssize_t made =
      utf8proc_normalize_utf32((utf8proc_int32_t *)points, (utf8proc_ssize_t)n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  return made < 0 ? n : (size_t)made;
}

uint32_t elg_utf8_lower(uint32_t c) { return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c); }

size_t elg_utf8_explode(ElgStr s, uint32_t *out)
{
  size_t count = 0;
  for (size_t i = 0; i < s.n;) {
    uint32_t c;
    i += elg_utf8_decode(s.s + i, s.n - i, &c);
    out[count++] = c == ELG_BAD_UTF8 ? 0xFFFD : c;
  }
  return count;
}
