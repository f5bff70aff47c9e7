#include "base/base.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"

static int base_is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Largest length <= n at which s can be cut without splitting a UTF-8 sequence. */
static size_t base_cut(const char *s, size_t n)
{
  while (n && ((unsigned char)s[n] & 0xC0) == 0x80) n--;
  return n;
}

ElgRc elg_err(ElgErr *err, const char *format, ...)
{
  char text[1024];
  va_list ap;
  va_start(ap, format);
  if (vsnprintf(text, sizeof text, format, ap) < 0) text[0] = 0;
  va_end(ap);
  size_t len = strlen(text);
  if (len >= sizeof err->text) {
    len = base_cut(text, sizeof err->text - 4);
    memcpy(text + len, "...", 4);
    len += 3;
  }
  memcpy(err->text, text, len + 1);
  return ELG_ERROR;
}

ElgShown elg_show(ElgStr s)
{
  ElgShown out = {{0}};
  size_t n = 0, i = 0;
  while (i < s.n) {
    uint32_t c;
    size_t len = elg_utf8_decode(s.s + i, s.n - i, &c);
    if (n + len > 40) break;
    if (c == ELG_BAD_UTF8 || c < ' ' || c == 127) out.s[n++] = '?';
    else {
      memcpy(out.s + n, s.s + i, len);
      n += len;
    }
    i += len;
  }
  if (i < s.n) memcpy(out.s + n, "...", 4);
  return out;
}

ElgListed elg_list(const char *words)
{
  ElgListed out = {{0}};
  const char *joint = "";
  size_t n = 0;
  for (const char *p = words; *p;) {
    size_t len = strcspn(p, " "), room = sizeof out.s - sizeof " or ...";
    const char *next = p + len + (p[len] == ' ');
    int fits = n + strlen(joint) + len < room;
    n += (size_t)sprintf(out.s + n, "%s%.*s", joint, fits ? (int)len : 3, fits ? p : "...");
    joint = next[strcspn(next, " ")] ? ", " : " or ";
    p = fits ? next : "";
  }
  return out;
}

int elg_list_place(const char *words, ElgStr word)
{
  for (int place = 0; *words; place++) {
    size_t n = strcspn(words, " ");
    if (elg_str_equal(word, (ElgStr){words, n})) return place;
    words += n;
    words += *words == ' ';
  }
  return -1;
}

ElgStr elg_str_trim(ElgStr s)
{
  while (s.n && base_is_blank(s.s[0])) s.s++, s.n--;
  while (s.n && base_is_blank(s.s[s.n - 1])) s.n--;
  return s;
}

int elg_str_equal(ElgStr a, ElgStr b)
{
  return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

int elg_str_is_ascii(ElgStr s)
{
  unsigned char bits = 0;
  for (size_t i = 0; i < s.n; i++) bits |= (unsigned char)s.s[i];
  return bits < 0x80;
}

int elg_str_compare(ElgStr a, ElgStr b)
{
  size_t n = a.n < b.n ? a.n : b.n;
  int c = n ? memcmp(a.s, b.s, n) : 0;
  if (c) return c < 0 ? -1 : 1;
  return a.n < b.n ? -1 : a.n > b.n;
}
