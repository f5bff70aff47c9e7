/* resample.h -- how sure removal effects are: bootstrap percentile intervals (Efron & Tibshirani 1993, chapter 13).
**
** Each replicate counts every distinct journey anew, conversions and nulls each a Poisson number with the count as its
** mean, and solves that chain. Replicates without a conversion say nothing and are left out.
*/
#ifndef ELG_STATS_RESAMPLE_H
#define ELG_STATS_RESAMPLE_H
#include "stats/markov.h"

/* Distinct journeys over the channels of a chain. Zeroed: none. */
typedef struct {
  ElgIntern distinct; /* uint32_t[]: channels in order */
  ElgBuf counts;      /* double[2] each: conversions, nulls */
} ElgResample;

typedef struct {
  double effect[2], share[2]; /* low and high; NaN when too few replicates tell */
} ElgMarkovInterval;

/* Add the journey m read last, of at least one channel. */
ElgRc elg_resample_add(ElgResample *r, const ElgMarkov *m, double conversions, double nulls);
/* out[i]: the interval of channel number i of m. replicates * channels * 16 bytes, and the time of as many chains. */
ElgRc elg_resample_markov(const ElgResample *r, const ElgMarkov *m, size_t replicates, uint64_t seed, double confidence,
                          ElgMarkovInterval *out, ElgPoll *poll);
/* A Poisson number with that mean (>= 0); the mean itself from 10^12 on. */
double elg_resample_poisson(uint64_t *state, double mean);
void elg_resample_free(ElgResample *r);
#endif
