/* markov.h -- exact Markov attribution of any order (Anderl, Becker, von Wangenheim & Schumann 2016, IJRM 33:457).
**
** Journeys are walks of an absorbing chain: start -> states -> conversion or null. A state of order k is the last k
** channels (fewer at the beginning of a journey). The removal effect of a channel is the share of the conversion
** probability lost when whoever reaches the channel is lost:
**
**   RE(c) = (P(conversion) - P(conversion without c)) / P(conversion)
**
** Computed exactly by elimination, not simulated: leave-one-out divide and conquer. All states of one half of the
** channels are eliminated once and what remains is passed on for the other half, until one channel is left; the weight
** that then reaches the conversion through it is the numerator. The elimination is that of Grassmann, Taksar & Heyman
** 1985 (Operations Research 33:1107): no subtraction ever, so small effects are as exact as large ones, self-loops
** included. O(S^3) time and 8 * 2.4 S^2 bytes for S states, at most ELG_MARKOV_STATES.
*/
#ifndef ELG_STATS_MARKOV_H
#define ELG_STATS_MARKOV_H
#include "stats/path.h"

#define ELG_MARKOV_STATES 4000
#define ELG_MARKOV_ORDER 32

typedef struct {
  uint32_t channel; /* number in paths.channels */
  double effect;    /* removal effect 0 .. 1, NaN without conversions */
  double share;     /* effect / sum of effects, NaN without conversions */
} ElgMarkovCredit;

typedef struct {
  ElgPaths paths;
  size_t order;     /* >= 1 */
  ElgIntern states; /* of order > 1: the bytes of the last channels' numbers */
  ElgBuf last;      /* of order > 1: uint32_t[], last channel of each state */
  ElgBuf moves;     /* hash table of transitions */
  size_t n_moves, n_slots;
  double conversions, nulls, value;                /* of journeys with a channel */
  double bare_conversions, bare_nulls, bare_value; /* of journeys without one */
  int bare;                                        /* such a journey was seen */
} ElgMarkov;

/* Add a journey taken by conversions + nulls customers (finite, >= 0) with that value in all. ELG_ERROR beyond
** ELG_MARKOV_STATES. After a failure only free may follow. */
ElgRc elg_markov_add(ElgMarkov *m, ElgStr path, ElgStr separator, double conversions, double nulls, double value,
                     ElgErr *err);
/* One credit for each channel, in byte order of their names: credits has room for paths.channels.n. */
ElgRc elg_markov_solve(ElgMarkov *m, ElgMarkovCredit *credits, ElgPoll *poll);
void elg_markov_free(ElgMarkov *m);
#endif
