/* partners.h -- the partners of a deal, gathered row by row, as the canonical document elg_split reads.
**
** Entries come out by partner, then role, in byte order, each pair once (the larger involvement and influence), so the
** document does not depend on the order of the rows. Owns copies of everything. O(n log n) time, O(bytes) memory.
*/
#ifndef ELG_PARTNERS_H
#define ELG_PARTNERS_H
#include "base/buf.h"

/* Millionths not given. */
#define ELG_PARTNERS_ABSENT UINT64_MAX

/* Zeroed: empty. */
typedef struct {
  ElgBuf entries, bytes;
} ElgPartners;

/* Add one. numeric: partner is a JSON number. involvement, influence: millionths or ELG_PARTNERS_ABSENT. */
ElgRc elg_partners_add(ElgPartners *set, ElgStr partner, int numeric, ElgStr role, uint64_t involvement,
                       uint64_t influence);
/* Append [{"partner":...,"role":...,...}, ...] to out. */
ElgRc elg_partners_json(ElgPartners *set, ElgBuf *out);
void elg_partners_free(ElgPartners *set);
#endif
