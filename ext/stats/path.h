/* path.h -- customer journeys as text: "search > email > social".
**
** Channels are separated by the separator's bytes; blanks around a channel do not count, empty ones are skipped, so
** "a >  > b" is a, b and "" or " > > " no channel at all. The same bytes are the same channel.
*/
#ifndef ELG_STATS_PATH_H
#define ELG_STATS_PATH_H
#include "stats/intern.h"

typedef struct {
  ElgIntern channels;
  ElgBuf touches; /* uint32_t[]: channels of the last path read, in order */
} ElgPaths;

/* The next channel of *rest, which is cut to what follows it; 0 when there is none. separator must not be empty. */
int elg_path_next(ElgStr *rest, ElgStr separator, ElgStr *channel);
/* Read a path into p->touches. separator must not be empty. O(bytes). After a failure only free may follow. */
ElgRc elg_path_read(ElgPaths *p, ElgStr path, ElgStr separator);
/* The separator without the blanks around it, or as it is when it is nothing but blanks. */
ElgStr elg_path_trim(ElgStr separator);
/* Append n touches as a path that reads back as them: "a > b", blanks around a separator that is not blank itself. */
void elg_path_join(ElgBuf *out, const ElgPaths *p, const uint32_t *touches, size_t n, ElgStr separator);
/* Number of touches of the last path. */
size_t elg_path_count(const ElgPaths *p);
const uint32_t *elg_path_touches(const ElgPaths *p);
void elg_path_free(ElgPaths *p);
#endif
