/* rolesplit.h -- one deal's amount split between its partners' roles, exactly.
**
** Rounding happens once, in minor units, by largest remainder in two levels: roles and direct first (ties: role order
** of the policy, direct last), then the partners within a role (ties: partner id, byte order, freed part last).
** Nothing depends on the order of the partners in the document. Partner credits + direct = amount, always; except in
** mode overlay, whose partner rows stand beside the amount and whose direct row is the whole of it.
**
** engage: a role's share is low + s (high - low), s in 0..1 the largest influence among its partners (absent: 0);
** where the shares pass 100 only the parts above low shrink, in proportion.
** Partial involvement p takes p of a partner's part of its pool; the rest is direct's.
*/
#ifndef ELG_ROLESPLIT_H
#define ELG_ROLESPLIT_H
#include "credit/allocate.h"
#include "credit/policy.h"

#define ELG_SPLIT_ONE 1000000 /* involvement 1 */

/* Why a row has its share; several may hold. */
enum {
  ELG_SPLIT_ROLE = 1,          /* its role's share */
  ELG_SPLIT_EVEN = 2,          /* shared evenly with the others in the role */
  ELG_SPLIT_INFLUENCE = 4,     /* shared by influence */
  ELG_SPLIT_PARTIAL = 8,       /* partial involvement */
  ELG_SPLIT_CAP = 16,          /* cut to the cap */
  ELG_SPLIT_HIGHER = 32,       /* counted in a higher role */
  ELG_SPLIT_NOT_SINGLE = 64,   /* another partner is the single one */
  ELG_SPLIT_UNKNOWN = 128,     /* the policy does not name the role */
  ELG_SPLIT_NO_INFLUENCE = 256,/* nobody in the role has influence */
  ELG_SPLIT_REST = 512,        /* direct: what the policy leaves */
  ELG_SPLIT_MISSING = 1024,    /* direct: roles nobody has */
  ELG_SPLIT_NOBODY = 2048,     /* direct: no partner on the deal */
  ELG_SPLIT_OVERLAY = 4096     /* beside the amount, not part of it */
};

typedef struct {
  ElgStr partner; /* borrowed from the document; s == NULL for direct */
  ElgStr role;
  int numeric;    /* the partner was a JSON number */
  int role_index; /* in the policy, -1 unknown, policy->n_roles for direct */
  int active;     /* takes part in the allocation */
  unsigned why;
  uint64_t involvement, influence; /* millionths */
  double share;                    /* percent */
  int64_t credit;
} ElgSplitRow;

/* Zeroed: empty. Memory is kept from deal to deal. */
typedef struct {
  ElgJson doc;
  ElgBuf rows;  /* ElgSplitRow[], by role then partner, direct last */
  ElgBuf parts; /* scratch */
} ElgSplit;

/* Split amount by policy. partners: a JSON array of {"partner", "role"[, "involvement"][, "influence"]}; empty text is
** no partner. Rows borrow partners and policy. O(text + n log n). ELG_ERROR names the partner or field. */
ElgRc elg_split(ElgSplit *split, const ElgPolicy *policy, int64_t amount, ElgStr partners, ElgErr *err);
size_t elg_split_count(const ElgSplit *split);
const ElgSplitRow *elg_split_row(const ElgSplit *split, size_t i);
void elg_split_free(ElgSplit *split);
/* The texts of why, joined by "; ". */
#define ELG_SPLIT_REASON 240
void elg_split_reason(unsigned why, char out[ELG_SPLIT_REASON]);
#endif
