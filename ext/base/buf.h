/* buf.h -- growable byte buffer with a sticky error.
**
** Invariants: p is NULL iff cap == 0; n <= cap; a zeroed ElgBuf is a valid empty one.
** The first failed call sets rc, frees the bytes and empties the buffer; every later call is a
** no-op. So: append freely, then test b.rc once. Amortised O(bytes).
*/
#ifndef ELG_BUF_H
#define ELG_BUF_H
#include "base/base.h"

typedef struct {
  char *p;
  size_t n, cap;
  ElgRc rc;
} ElgBuf;

/* Append n bytes. s may be NULL when n == 0, and must not point into b. */
void elg_buf_put(ElgBuf *b, const void *s, size_t n);
/* Append a NUL-terminated string. */
void elg_buf_cstr(ElgBuf *b, const char *s);
void elg_buf_str(ElgBuf *b, ElgStr s);
/* Append s as UTF-8: bytes that are none are read as Windows-1252, what spreadsheets write. */
void elg_buf_utf8(ElgBuf *b, ElgStr s);
/* Append printf output (any length). */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void elg_buf_printf(ElgBuf *b, const char *format, ...);
/* Make the decimal mark of the number that was just appended from there on a point, whatever the host's locale has. */
void elg_buf_point(ElgBuf *b, size_t from);
/* Make room for n bytes more without appending. */
void elg_buf_make_room(ElgBuf *b, size_t n);
static inline void elg_buf_reserve(ElgBuf *b, size_t n)
{
  if (n > b->cap - b->n) elg_buf_make_room(b, n);
}
/* Append n uninitialised bytes and return them, or NULL (rc is set). */
static inline void *elg_buf_grow(ElgBuf *b, size_t n)
{
  elg_buf_reserve(b, n);
  if (b->rc) return NULL;
  b->n += n;
  return b->p ? b->p + b->n - n : NULL;
}
/* Append one byte. */
static inline void elg_buf_byte(ElgBuf *b, char c)
{
  char *to = elg_buf_grow(b, 1);
  if (to) *to = c;
}
/* Drop the content, keep the memory and clear rc. */
void elg_buf_reset(ElgBuf *b);
/* Release the bytes; *b becomes a valid empty buffer with rc == ELG_OK. */
void elg_buf_free(ElgBuf *b);
/* The content as borrowed bytes, valid until the next call on b. */
ElgStr elg_buf_view(const ElgBuf *b);

/* Append s as a JSON string literal, quotes included. Bytes that are not UTF-8 become U+FFFD. */
void elg_buf_json(ElgBuf *b, ElgStr s);
/* Append a finite double in the shortest of 15..17 significant digits that reads back the same; else null. */
void elg_buf_double(ElgBuf *b, double x);
#endif
