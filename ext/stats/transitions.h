/* transitions.h -- the transitions of a Markov chain, sorted, and how well a chain of that order fits its journeys.
**
** The fit of order k, from the counts alone:
**
**   log-likelihood   sum over transitions of n ln(n / n of the state left), the ends included
**   parameters       states (channels + 1) + channels - 1: every state seen may go to every channel and both ends, the
**                    start to every channel
**   BIC              parameters ln(transitions counted) - 2 log-likelihood (Katz 1981, Technometrics 23:243)
**   AUC              how well conversion is told from null by the share of conversions in the last state of a journey:
**                    the probability that a conversion ranks above a null, ties counted half
**   penalised AUC    1 - (1 - AUC) (J - 1) / (J - C(channels + k - 1, k) - 1) for J journeys, as ChannelAttribution's
**                    choose_order has it
*/
#ifndef ELG_STATS_TRANSITIONS_H
#define ELG_STATS_TRANSITIONS_H
#include "stats/markov.h"

typedef struct {
  uint32_t from, to; /* as in ElgMarkovMove.key */
  double count, probability;
} ElgTransition;

typedef struct {
  size_t states;     /* without the start */
  double parameters; /* a whole number */
  double log_likelihood, bic;
  double auc, penalised_auc; /* NaN without conversions or nulls; penalised below 0: NaN */
} ElgMarkovFit;

/* Append the transitions (ElgTransition[]) to out, sorted by from, then to: the start first, the states by the names of
** their channels in byte order, a shorter one before those it begins, conversion and null last. O(n log^2 n). */
ElgRc elg_transitions(const ElgMarkov *m, ElgBuf *out);
/* The channels of state i: a borrowed array and its length. */
const uint32_t *elg_markov_channels(const ElgMarkov *m, const uint32_t *i, size_t *n);
/* Fit of the chain over that many channels, for journeys = conversions + nulls. O(transitions + states log^2 states). */
ElgRc elg_markov_fit(const ElgMarkov *m, size_t channels, ElgMarkovFit *out);
#endif
