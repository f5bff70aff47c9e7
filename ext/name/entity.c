#include "name/entity.h"
#include "base/utf8.h"

/* Those that names hold. The first are known in any case: lists set in capitals, or each word in one, have them so. */
enum { ENTITY_ANY_CASE = 6 };
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

/* Whether s begins with the entity, which is in lower case, in any case. */
static int entity_begins(ElgStr s, const char *entity, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    char c = s.s[i] >= 'A' && s.s[i] <= 'Z' ? (char)(s.s[i] | 0x20) : s.s[i];
    if (c != entity[i]) return 0;
  }
  return 1;
}

/* The entity at the & that s begins with: its bytes in s, 0 when it is none. *n: bytes put into out. */
static size_t entity_read(ElgStr s, char *out, size_t *n)
{
  for (size_t i = 0; i < ELG_COUNT(entity_names); i++) {
    size_t length = strlen(entity_names[i][0]);
    if (length > s.n || !(i < ENTITY_ANY_CASE ? entity_begins(s, entity_names[i][0], length) : !memcmp(s.s, entity_names[i][0], length)))
      continue;
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

/* ---- UTF-8 read as Windows-1252, and written as UTF-8 again ---- */

/* Whether c is what names hold. */
static int entity_is_plausible(uint32_t c)
{
  return (c >= 0xA0 && c < 0x180) || (c >= 0x386 && c < 0x460) || (c >= 0x490 && c < 0x500) || (c >= 0x5D0 && c < 0x660) ||
         (c >= 0x1E00 && c < 0x2000) || (c >= 0x2010 && c < 0x2123) || (c >= 0x3040 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7A4);
}

/* The character at s that was read byte by byte: its bytes in s, 0 when it is none. *n: bytes put into out. */
static size_t entity_unread(ElgStr s, char *out, size_t *n)
{
  char bytes[4];
  size_t at = 0, count = 0, more = 1;
  uint32_t c;
  while (count < more && at < s.n) {
    at += elg_utf8_decode(s.s + at, s.n - at, &c);
    unsigned byte = c == ELG_BAD_UTF8 ? 0 : elg_1252_byte(c);
    if (!count) more = byte >= 0xC2 && byte < 0xE0 ? 2 : byte >= 0xE0 && byte < 0xF0 ? 3 : 0;
    else if ((byte & 0xC0) != 0x80) return 0;
    bytes[count++] = (char)byte;
    if (!more) return 0;
  }
  if (count < more || elg_utf8_decode(bytes, count, &c) != count || !entity_is_plausible(c)) return 0;
  memcpy(out, bytes, count);
  *n = count;
  return at;
}

/* Whether two bytes that were a letter of a Latin alphabet are no letter and a sign: those of Greek, Cyrillic and others come in twos. */
static int entity_is_alone(const char *out, size_t n) { return n == 2 && (unsigned char)out[0] > 0xC5; }

size_t elg_read_twice_encoded(ElgStr s, char *out)
{
  size_t n = 0, sure = 0, alone = 0;
  char none[4];
  for (size_t i = 0, length, put; i < s.n; i += length) {
    length = s.s[i] & 0x80 ? entity_unread((ElgStr){s.s + i, s.n - i}, none, &put) : 0;
    if (length && entity_is_alone(none, put)) alone++;
    else if (length) sure++;
    else length = 1;
  }
  int all = sure || alone > 1;
  for (size_t i = 0, length, put; i < s.n; i += length, n += put) {
    length = all && s.s[i] & 0x80 ? entity_unread((ElgStr){s.s + i, s.n - i}, out + n, &put) : 0;
    if (!length) out[n] = s.s[i], length = put = 1;
  }
  return n;
}
