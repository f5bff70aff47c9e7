/* markov.h -- exact Markov attribution of any order (Anderl, Becker, von Wangenheim & Schumann 2016, IJRM 33:457).
**
** Journeys are walks of an absorbing chain: start -> states -> conversion or null. A state of order k is the last k
** channels (fewer at the beginning of a journey). The removal effect of a channel is the share of the conversion
** probability lost when whoever reaches the channel is lost:
**
**   RE(c) = (P(conversion) - P(conversion without c)) / P(conversion)
**
** and that of the value the same with the expected value of a journey, which ends in a state with the mean value of
** those that ended there. Expected visits of the fitted chain are the observed ones, so P(conversion) and the expected
** value are those observed too.
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

/* A transition and its weight; key 0 is an empty slot. key >> 32: 0 start, else state + 1. Lower half: 0 conversion, 1
** null, else state + 2. start -> conversion never occurs, so no key is 0. */
typedef struct {
  uint64_t key;
  double weight;
} ElgMarkovMove;

typedef struct {
  uint32_t channel;    /* number in paths.channels */
  double effect;       /* removal effect 0 .. 1, NaN without conversions */
  double share;        /* effect / sum of effects, NaN without conversions */
  double value_effect; /* removal effect of the value, NaN when the sum of values is 0 */
  double value_share;  /* value_effect / sum of those, not finite when it is 0 */
} ElgMarkovCredit;

typedef struct {
  ElgPaths paths;
  size_t order;     /* >= 1 */
  ElgIntern states; /* of order > 1: the bytes of the last channels' numbers */
  ElgBuf last;      /* of order > 1: uint32_t[], last channel of each state */
  ElgBuf values;    /* double[], value of the journeys that ended in each state; states behind the last have none */
  ElgBuf moves;     /* hash table of transitions */
  size_t n_moves, n_slots;
  double conversions, nulls, value;                /* of journeys with a channel */
  double bare_conversions, bare_nulls, bare_value; /* of journeys without one */
  int bare;                                        /* such a journey was seen */
} ElgMarkov;

/* Add a journey taken by conversions + nulls customers (finite, >= 0) with that value in all (0 where nobody took it).
** After a failure only free may follow. */
ElgRc elg_markov_add(ElgMarkov *m, ElgStr path, ElgStr separator, double conversions, double nulls, double value);
/* The same into the transitions and values only, for channels numbered elsewhere: n >= 1 touches. */
ElgRc elg_markov_walk(ElgMarkov *m, const uint32_t *touches, size_t n, double conversions, double nulls, double value);
size_t elg_markov_states(const ElgMarkov *m);
/* ELG_ERROR beyond the ELG_MARKOV_STATES that solve takes. */
ElgRc elg_markov_check(const ElgMarkov *m, ElgErr *err);
/* One credit for each channel, in byte order of their names: credits has room for paths.channels.n. */
ElgRc elg_markov_solve(ElgMarkov *m, ElgMarkovCredit *credits, ElgPoll *poll);
/* The hash table: n_slots transitions, some of them empty. */
static inline ElgMarkovMove *elg_markov_slots(const ElgMarkov *m) { return (ElgMarkovMove *)(void *)m->moves.p; }
void elg_markov_free(ElgMarkov *m);
#endif
