/* fractribution.h -- credit of a path's steps by what the path would convert without them.
**
**   c_i = max(0, P(path) - P(path without its step i)),  P = conversions / (conversions + nulls), 0 for a path never seen
**   share_i = c_i / sum c; one step: all of it; all zero: the last step.
**
** Source: google/fractribution (README and code). It is not the Shapley value, despite its reputation: a path is compared
** only with itself less one step.
** Paths are text, steps between '>'; blank steps are dropped. Equal paths are added up.
*/
#ifndef ELG_FRACTRIBUTION_H
#define ELG_FRACTRIBUTION_H
#include "credit/cellset.h"

#define ELG_FRACTRIBUTION_STEPS 4096 /* longest path */

/* Zeroed: empty. */
typedef struct {
  ElgCellSet channels, paths; /* a path is the numbers of its channels */
  ElgBuf counts;              /* per path: conversions, nulls */
  ElgBuf steps, shares;       /* scratch; the open path's shares */
} ElgFractribution;

/* Add a path. conversions, nulls >= 0. A path without steps is ignored. */
ElgRc elg_fractribution_add(ElgFractribution *f, ElgStr path, double conversions, double nulls, ElgErr *err);
size_t elg_fractribution_paths(const ElgFractribution *f);
/* Compute path i's shares (they sum to 1); returns its conversions. O(steps^2). */
ElgRc elg_fractribution_open(ElgFractribution *f, size_t i, size_t *steps, double *conversions);
/* Step k of the open path: its channel's name and share. */
void elg_fractribution_step(const ElgFractribution *f, size_t k, ElgStr *channel, double *share);
void elg_fractribution_free(ElgFractribution *f);
#endif
