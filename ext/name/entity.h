/* entity.h -- what web forms and exports leave in names and cells: HTML entities, "Acme &amp; Sons", "O&#39;Neil"; letters encoded twice,
** "MÃ¼ller" for "Müller". */
#ifndef ELG_ENTITY_H
#define ELG_ENTITY_H
#include <string.h>
#include "base/base.h"

/* Whether s may hold one: cheap. */
static inline int elg_has_entity(ElgStr s)
{
  const char *at = s.n ? memchr(s.s, '&', s.n) : NULL;
  return at && memchr(at, ';', s.n - (size_t)(at - s.s));
}
/* Write s with its entities read to out, which has room for s.n bytes and may be s: no entity is shorter than what it stands for. The
** length. Those that are none, or a control character, stay as they are. */
size_t elg_read_entities(ElgStr s, char *out);

/* Whether s may hold UTF-8 that was taken for Windows-1252 and encoded again: cheap. */
static inline int elg_has_twice_encoded(ElgStr s)
{
  const char *at = s.n ? memchr(s.s, 0xC3, s.n) : NULL;
  return at && s.n - (size_t)(at - s.s) > 3;
}
/* The same for such letters. Those that no name holds, and letters of two bytes beyond Latin ones that stand alone, stay. */
size_t elg_read_twice_encoded(ElgStr s, char *out);
#endif
