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

ElgRc elg_path_read(ElgPaths *p, ElgStr path, ElgStr separator)
{
  elg_buf_reset(&p->touches);
  for (;;) {
    size_t n = path_segment(path, separator);
    ElgStr channel = path_strip((ElgStr){path.s, n});
    uint32_t id;
    ElgRc rc = channel.n ? elg_intern_add(&p->channels, channel, &id) : ELG_OK;
    if (!rc && channel.n) {
      elg_buf_put(&p->touches, &id, sizeof id);
      rc = p->touches.rc;
    }
    if (rc) return rc;
    if (n == path.n) return ELG_OK;
    path = (ElgStr){path.s + n + separator.n, path.n - n - separator.n};
  }
}

size_t elg_path_count(const ElgPaths *p) { return p->touches.n / sizeof(uint32_t); }
const uint32_t *elg_path_touches(const ElgPaths *p) { return (const uint32_t *)(const void *)p->touches.p; }

void elg_path_free(ElgPaths *p)
{
  elg_intern_free(&p->channels);
  elg_buf_free(&p->touches);
}
