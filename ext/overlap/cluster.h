/* cluster.h -- from pairs to groups of one firm each, so that one bridge does not glue two firms together.
**
**   a --.95-- b                 Links are taken best first. A link between two clusters joins them only when more than
**    \       /                  half of the item pairs across them are links:
**    .90  .85                     {a} {b}      1 of 1: joined by .95
**      \ /                        {a b} {c}    2 of 2: joined by .90
**       c --.80-- d               {a b c} {d}  1 of 3: d stays outside
**
** A refused link is not forgotten: it counts when a later link tries the same two clusters again. Items are numbered
** from 0; links of equal score are taken in order of their items. The result is a function of the links alone.
*/
#ifndef ELG_CLUSTER_H
#define ELG_CLUSTER_H
#include "base/base.h"

#define ELG_CLUSTER_NONE UINT32_MAX

typedef struct {
  double score;
  uint32_t a, b; /* different items; at most one link per pair of items, in either order */
} ElgLink;

typedef struct {
  uint32_t *first;  /* [n] the smallest item of the cluster */
  uint32_t *parent; /* [n] the item at the other end of the link that joined this one, ELG_CLUSTER_NONE for first */
} ElgClustering;

/* Cluster n items; links (n_links < 2^31) are sorted in place, best first. ELG_OK, ELG_NOMEM or ELG_INTERRUPT; *out may
** be freed in every case. O(L log L) time; 28 bytes an item and 60 to 150 a link while it runs. */
ElgRc elg_cluster(ElgLink *links, size_t n_links, uint32_t n, ElgPoll *poll, ElgClustering *out);
void elg_clustering_free(ElgClustering *c);
#endif
