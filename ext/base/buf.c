#include "base/buf.h"
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/utf8.h"

static void buf_fail(ElgBuf *b, ElgRc rc)
{
  elg_buf_free(b);
  b->rc = rc;
}

void elg_buf_make_room(ElgBuf *b, size_t n)
{
  if (b->rc || n <= b->cap - b->n) return;
  if (n > SIZE_MAX / 4 - b->n) {
    buf_fail(b, ELG_TOOBIG);
    return;
  }
  size_t cap = b->cap ? b->cap : 64;
  while (cap < b->n + n) cap *= 2;
  char *p = elg_realloc(b->p, cap);
  if (!p) {
    buf_fail(b, ELG_NOMEM);
    return;
  }
  b->p = p;
  b->cap = cap;
}

void elg_buf_put(ElgBuf *b, const void *s, size_t n)
{
  if (n == 0) return;
  void *to = elg_buf_grow(b, n);
  if (to) memcpy(to, s, n);
}

void elg_buf_cstr(ElgBuf *b, const char *s) { elg_buf_put(b, s, strlen(s)); }
void elg_buf_str(ElgBuf *b, ElgStr s) { elg_buf_put(b, s.s, s.n); }

void elg_buf_printf(ElgBuf *b, const char *format, ...)
{
  char local[256];
  va_list ap, again;
  va_start(ap, format);
  va_copy(again, ap);
  int n = vsnprintf(local, sizeof local, format, ap);
  va_end(ap);
  if (n >= 0 && (size_t)n < sizeof local) {
    elg_buf_put(b, local, (size_t)n);
  } else if (n >= 0) {
    elg_buf_reserve(b, (size_t)n + 1);
    if (!b->rc) b->n += (size_t)vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
  }
  va_end(again);
}

void elg_buf_reset(ElgBuf *b)
{
  b->n = 0;
  b->rc = ELG_OK;
}

void elg_buf_free(ElgBuf *b)
{
  elg_free(b->p);
  *b = (ElgBuf){0};
}

ElgStr elg_buf_view(const ElgBuf *b) { return (ElgStr){b->p ? b->p : "", b->n}; }

static void buf_json_char(ElgBuf *b, uint32_t c, const char *at, size_t len)
{
  if (c == '"' || c == '\\') elg_buf_printf(b, "\\%c", (char)c);
  else if (c == '\n') elg_buf_cstr(b, "\\n");
  else if (c == '\t') elg_buf_cstr(b, "\\t");
  else if (c < ' ') elg_buf_printf(b, "\\u%04x", (unsigned)c);
  else if (c == ELG_BAD_UTF8) elg_buf_cstr(b, "\xEF\xBF\xBD");
  else elg_buf_put(b, at, len);
}

void elg_buf_json(ElgBuf *b, ElgStr s)
{
  elg_buf_byte(b, '"');
  for (size_t i = 0; i < s.n && !b->rc;) {
    uint32_t c;
    size_t len = elg_utf8_decode(s.s + i, s.n - i, &c);
    buf_json_char(b, c, s.s + i, len);
    i += len;
  }
  elg_buf_byte(b, '"');
}

void elg_buf_utf8(ElgBuf *b, ElgStr s)
{
  size_t from = 0, i = 0;
  while (i < s.n) {
    uint32_t c;
    char out[4];
    size_t n = elg_utf8_decode(s.s + i, s.n - i, &c);
    if (c == ELG_BAD_UTF8) {
      elg_buf_put(b, s.s + from, i - from);
      elg_buf_put(b, out, elg_utf8_encode(elg_1252((unsigned char)s.s[i]), out));
      from = i + n;
    }
    i += n;
  }
  elg_buf_put(b, s.s + from, i - from);
}

void elg_buf_point(ElgBuf *b, size_t from)
{
  const char *mark = localeconv()->decimal_point;
  size_t n = strlen(mark);
  if (!n) return;
  for (size_t i = from; i + n <= b->n; i++) {
    if (memcmp(b->p + i, mark, n)) continue;
    b->p[i] = '.';
    memmove(b->p + i + 1, b->p + i + n, b->n - i - n);
    b->n -= n - 1;
    return;
  }
}

void elg_buf_double(ElgBuf *b, double x)
{
  char text[40];
  size_t from = b->n;
  if (!isfinite(x)) {
    elg_buf_cstr(b, "null");
    return;
  }
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, x);
    if (digits == 17 || strtod(text, NULL) == x) break;
  }
  elg_buf_cstr(b, text);
  elg_buf_point(b, from);
}
