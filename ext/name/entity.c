#include "name/entity.h"
#include "base/utf8.h"

/* Those that names hold. */
static const char *const entity_names[][2] = {
    {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", "\xC2\xA0"},
    {"&auml;", "\xC3\xA4"}, {"&Auml;", "\xC3\x84"}, {"&ouml;", "\xC3\xB6"}, {"&Ouml;", "\xC3\x96"},
    {"&uuml;", "\xC3\xBC"}, {"&Uuml;", "\xC3\x9C"}, {"&szlig;", "\xC3\x9F"}, {"&eacute;", "\xC3\xA9"},
    {"&Eacute;", "\xC3\x89"}, {"&egrave;", "\xC3\xA8"}, {"&ecirc;", "\xC3\xAA"}, {"&euml;", "\xC3\xAB"},
    {"&agrave;", "\xC3\xA0"}, {"&aacute;", "\xC3\xA1"}, {"&acirc;", "\xC3\xA2"}, {"&atilde;", "\xC3\xA3"},
    {"&aring;", "\xC3\xA5"}, {"&Aring;", "\xC3\x85"}, {"&aelig;", "\xC3\xA6"}, {"&AElig;", "\xC3\x86"},
    {"&ccedil;", "\xC3\xA7"}, {"&Ccedil;", "\xC3\x87"}, {"&iacute;", "\xC3\xAD"}, {"&icirc;", "\xC3\xAE"},
    {"&iuml;", "\xC3\xAF"}, {"&ntilde;", "\xC3\xB1"}, {"&Ntilde;", "\xC3\x91"}, {"&oacute;", "\xC3\xB3"},
    {"&ocirc;", "\xC3\xB4"}, {"&otilde;", "\xC3\xB5"}, {"&oslash;", "\xC3\xB8"}, {"&Oslash;", "\xC3\x98"},
    {"&uacute;", "\xC3\xBA"}, {"&ugrave;", "\xC3\xB9"}, {"&reg;", "\xC2\xAE"}, {"&copy;", "\xC2\xA9"},
    {"&trade;", "\xE2\x84\xA2"}, {"&ndash;", "\xE2\x80\x93"}, {"&mdash;", "\xE2\x80\x94"},
    {"&lsquo;", "\xE2\x80\x98"}, {"&rsquo;", "\xE2\x80\x99"}, {"&ldquo;", "\xE2\x80\x9C"},
    {"&rdquo;", "\xE2\x80\x9D"}, {"&hellip;", "\xE2\x80\xA6"}};

static int entity_digit(char c)
{
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* The entity at the & that s begins with: its bytes in s, 0 when it is none. *n: bytes put into out. */
static size_t entity_read(ElgStr s, char *out, size_t *n)
{
  for (size_t i = 0; i < ELG_COUNT(entity_names); i++) {
    size_t length = strlen(entity_names[i][0]);
    if (length > s.n || memcmp(s.s, entity_names[i][0], length)) continue;
    *n = strlen(entity_names[i][1]);
    memcpy(out, entity_names[i][1], *n);
    return length;
  }
  if (s.n < 4 || s.s[1] != '#') return 0;
  uint32_t c = 0;
  int base = (s.s[2] | 0x20) == 'x' ? 16 : 10;
  size_t i = base == 16 ? 3 : 2;
  for (size_t from = i; i < s.n && i < from + 7 && entity_digit(s.s[i]) < base; i++)
    c = c * (uint32_t)base + (uint32_t)entity_digit(s.s[i]);
  if (i == s.n || s.s[i] != ';' || c < ' ' || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return 0;
  *n = elg_utf8_encode(c, out);
  return i + 1;
}

size_t elg_read_entities(ElgStr s, char *out)
{
  size_t n = 0;
  for (size_t i = 0, length, put; i < s.n; i += length, n += put) {
    length = s.s[i] == '&' ? entity_read((ElgStr){s.s + i, s.n - i}, out + n, &put) : 0;
    if (!length) out[n] = s.s[i], length = put = 1;
  }
  return n;
}
