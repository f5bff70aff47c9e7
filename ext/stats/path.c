#include "stats/path.h"
#include <string.h>

static int path_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static ElgStr path_strip(ElgStr s)
{
  while (s.n && path_blank(s.s[s.n - 1])) s.n--;
  while (s.n && path_blank(s.s[0])) s.s++, s.n--;
  return s;
}

ElgStr elg_path_trim(ElgStr separator)
{
  ElgStr s = path_strip(separator);
  return s.n ? s : separator;
}

/* Length of s up to the first separator. */
static size_t path_segment(ElgStr s, ElgStr separator)
{
  for (size_t i = 0; i + separator.n <= s.n; i++) {
    const char *hit = memchr(s.s + i, separator.s[0], s.n - i);
    if (!hit) return s.n;
    i = (size_t)(hit - s.s);
    if (i + separator.n <= s.n && !memcmp(hit, separator.s, separator.n)) return i;
  }
  return s.n;
}

int elg_path_next(ElgStr *rest, ElgStr separator, ElgStr *channel)
{
  while (rest->s) {
    size_t n = path_segment(*rest, separator);
    *channel = path_strip((ElgStr){rest->s, n});
    *rest = n == rest->n ? (ElgStr){NULL, 0} : (ElgStr){rest->s + n + separator.n, rest->n - n - separator.n};
    if (channel->n) return 1;
  }
  return 0;
}

ElgRc elg_path_read(ElgPaths *p, ElgStr path, ElgStr separator)
{
  ElgStr channel;
  uint32_t id;
  elg_buf_reset(&p->touches);
  while (elg_path_next(&path, separator, &channel)) {
    ElgRc rc = elg_intern_add(&p->channels, channel, &id);
    if (rc) return rc;
    elg_buf_put(&p->touches, &id, sizeof id);
  }
  return p->touches.rc;
}

void elg_path_join(ElgBuf *out, const ElgPaths *p, const uint32_t *touches, size_t n, ElgStr separator)
{
  const char *blank = path_blank(separator.s[0]) ? "" : " ";
  for (size_t i = 0; i < n; i++) {
    if (i) {
      elg_buf_cstr(out, blank);
      elg_buf_str(out, separator);
      elg_buf_cstr(out, blank);
    }
    elg_buf_str(out, elg_intern_get(&p->channels, touches[i]));
  }
}

size_t elg_path_count(const ElgPaths *p) { return p->touches.n / sizeof(uint32_t); }
const uint32_t *elg_path_touches(const ElgPaths *p) { return (const uint32_t *)(const void *)p->touches.p; }

void elg_path_free(ElgPaths *p)
{
  elg_intern_free(&p->channels);
  elg_buf_free(&p->touches);
}
