/* fractribution.h -- credit of a path's steps by what the path would convert without them.
**
**   c_i = max(0, P(path) - P(path without its step i)),  P = conversions / (conversions + nulls), 0 for a path never seen
**   share_i = c_i / sum c; one step: all of it; all zero: the last step.
**
** Source: google/fractribution (README and code). It is not the Shapley value, despite its reputation: a path is compared
** only with itself less one step. Equal paths are added up.
*/
#ifndef ELG_STATS_FRACTRIBUTION_H
#define ELG_STATS_FRACTRIBUTION_H
#include "stats/path.h"

#define ELG_FRACTRIBUTION_STEPS 4096 /* longest path */

/* Zeroed: empty. */
typedef struct {
  ElgPaths paths;
  ElgIntern distinct; /* uint32_t[]: the channels of each path */
  ElgBuf counts;      /* per path: conversions, nulls, value */
  ElgBuf shares;      /* double[], of the open path */
  double bare_conversions, bare_value; /* of paths without a step */
  int bare;                            /* such a path was seen */
} ElgFractribution;

typedef struct {
  const uint32_t *touches; /* n of them, borrowed; numbers in paths.channels */
  const double *shares;
  size_t n;
  double conversions, value;
} ElgFractributionPath;

/* Add a path. conversions, nulls >= 0. ELG_ERROR beyond ELG_FRACTRIBUTION_STEPS; only free may follow a failure. */
ElgRc elg_fractribution_add(ElgFractribution *f, ElgStr path, ElgStr separator, double conversions, double nulls, double value,
                            ElgErr *err);
/* Distinct path i < distinct.n with its shares, which sum to 1. Valid until the next call. O(steps^2). */
ElgRc elg_fractribution_open(ElgFractribution *f, size_t i, ElgFractributionPath *out);
void elg_fractribution_free(ElgFractribution *f);
#endif
