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

void elg_path_order(const ElgPaths *p, uint32_t *order)
{
  size_t n = p->channels.n, gap = 1;
  for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap; gap /= 3)
    for (size_t i = gap; i < n; i++) {
      uint32_t id = order[i];
      ElgStr name = elg_intern_get(&p->channels, id);
      size_t j = i;
      for (; j >= gap && elg_str_compare(elg_intern_get(&p->channels, order[j - gap]), name) > 0; j -= gap)
        order[j] = order[j - gap];
      order[j] = id;
    }
}

void elg_path_free(ElgPaths *p)
{
  elg_intern_free(&p->channels);
  elg_buf_free(&p->touches);
}
