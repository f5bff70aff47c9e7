#include "name/idn.h"
#include <string.h>
#include "base/utf8.h"
#include "name/punycode.h"

enum { IDN_POINTS = ELG_IDN_INPUT_MAX, IDN_ZWNJ = 0x200C, IDN_ZWJ = 0x200D };

static const char idn_prefix[4] = {'x', 'n', '-', '-'};

static int idn_is_dot(uint32_t c) { return c == '.' || c == 0x3002 || c == 0xFF0E || c == 0xFF61; }

/* Map one code point into out[ELG_DECOMPOSED_MAX]: dots, deviations and joiners by hand, all else by the fold. */
static size_t idn_map_point(uint32_t c, uint32_t before, uint32_t after, uint32_t *out)
{
  out[0] = c;
  if (idn_is_dot(c)) out[0] = '.';
  else if (c == 0x1E9E) out[0] = 0xDF;
  else if (c == IDN_ZWNJ || c == IDN_ZWJ) return before >= 0x80 && after >= 0x80 && after != ELG_BAD_UTF8;
  else if (c != 0xDF && c != 0x3C2) return elg_utf8_fold(c, out);
  return 1;
}

/* Map n code points into out[IDN_POINTS]; the count, 0 when they do not fit. */
static size_t idn_map(const uint32_t *points, size_t n, uint32_t *out)
{
  size_t count = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t made[ELG_DECOMPOSED_MAX];
    size_t k = idn_map_point(points[i], i ? points[i - 1] : 0, i + 1 < n ? points[i + 1] : 0, made);
    if (count + k > IDN_POINTS) return 0;
    memcpy(out + count, made, k * sizeof *out);
    count += k;
  }
  return elg_utf8_recompose(out, count);
}

/* RFC 5892: letters, digits, marks and what is allowed in context. */
static int idn_allowed(uint32_t c)
{
  if (c < 0x80 || elg_utf8_class(c) != ELG_CHAR_OTHER) return 1;
  return c == 0xB7 || c == 0x375 || c == 0x5F3 || c == 0x5F4 || c == 0x30FB || c == IDN_ZWNJ || c == IDN_ZWJ;
}

/* True when the label maps to itself and every code point may stand in it. */
static int idn_is_canonical(const uint32_t *label, size_t n)
{
  uint32_t again[IDN_POINTS];
  for (size_t i = 0; i < n; i++)
    if (!idn_allowed(label[i]) || (i == 0 && elg_utf8_class(label[i]) == ELG_CHAR_MARK)) return 0;
  return idn_map(label, n, again) == n && !memcmp(again, label, n * sizeof *label);
}

static int idn_is_ascii(const uint32_t *label, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (label[i] >= 0x80) return 0;
  return 1;
}

/* True when the lower-case A-label in out[n] is the one form of its U-label. */
static int idn_check_a_label(const char *label, size_t n)
{
  uint32_t points[ELG_LABEL_MAX];
  char again[ELG_LABEL_MAX];
  size_t count = elg_punycode_decode((ElgStr){label + 4, n - 4}, points, ELG_LABEL_MAX);
  if (!count || idn_is_ascii(points, count) || !idn_is_canonical(points, count)) return 0;
  return elg_punycode_encode(points, count, again, ELG_LABEL_MAX) == n - 4 && !memcmp(again, label + 4, n - 4);
}

/* Write one mapped label into out[ELG_LABEL_MAX]; its length, 0 when invalid. */
static size_t idn_label(const uint32_t *label, size_t n, char *out)
{
  if (n == 0 || n > ELG_LABEL_MAX) return 0;
  if (idn_is_ascii(label, n)) {
    for (size_t i = 0; i < n; i++) out[i] = (char)label[i];
    return n >= 4 && !memcmp(out, idn_prefix, 4) && !idn_check_a_label(out, n) ? 0 : n;
  }
  if (!idn_is_canonical(label, n)) return 0;
  memcpy(out, idn_prefix, 4);
  size_t made = elg_punycode_encode(label, n, out + 4, ELG_LABEL_MAX - 4);
  return made ? made + 4 : 0;
}

size_t elg_idn_to_ascii(ElgStr host, char *out)
{
  uint32_t points[ELG_IDN_INPUT_MAX], mapped[IDN_POINTS + 1];
  size_t n = 0, len = 0, start = 0;
  if (host.n > ELG_IDN_INPUT_MAX) return 0;
  for (size_t i = 0; i < host.n;) {
    i += elg_utf8_decode(host.s + i, host.n - i, points + n);
    if (points[n++] == ELG_BAD_UTF8) return 0;
  }
  n = idn_map(points, n, mapped);
  mapped[n] = '.';
  for (size_t i = 0; i <= n; i++) {
    char label[ELG_LABEL_MAX];
    if (mapped[i] != '.') continue;
    size_t k = idn_label(mapped + start, i - start, label);
    if (!k || len + k + (len > 0) > ELG_HOST_MAX) return 0;
    if (len) out[len++] = '.';
    memcpy(out + len, label, k);
    len += k;
    start = i + 1;
  }
  return len;
}
