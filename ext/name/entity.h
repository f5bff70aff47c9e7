/* entity.h -- HTML entities that web forms leave in names and cells: "Acme &amp; Sons", "O&#39;Neil". */
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
/* Write s with its entities read to out, which has room for s.n bytes: no entity is shorter than what it stands for. The length.
** Those that are none, or a control character, stay as they are. */
size_t elg_read_entities(ElgStr s, char *out);
#endif
