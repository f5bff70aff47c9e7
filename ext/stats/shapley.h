/* shapley.h -- Shapley values of channels (Shapley 1953).
**
** Rows are journeys (or coalitions): a path, its conversions, nulls and value. Three characteristic functions:
**
**   conversions  v(S) = conversions of the journeys all of whose channels are in S
**   rate         v(S) = conversions / (conversions + nulls) of those journeys, 0 without any
**   worth        v(S) = conversions of the row whose channels are exactly S, 0 for absent rows (a game given by hand)
**
** and four ways to the values, with a fifth that only resembles them:
**
**   simplified   closed form of the conversions game: each journey shared evenly by its distinct channels
**                (Zhao, Mahboobi & Bagheri 2018, Shapley Value Methods for Attribution Modeling, section 3)
**   ordered      its ordered variant: every touch of channel c gets 1 / (count(c) n), by its place in the journey
**   exact        subset dynamic programme over 2^n coalitions, n <= ELG_SHAPLEY_EXACT
**   sampled      random orders of arrival (Castro, Gomez & Tejada 2009, Computers & OR 36:1726) for any n
**   shao_li      the simple probabilistic model of Shao & Li 2011 (Data-driven multi-touch attribution models, KDD, section
**                3.2): with p(i) and p(i,j) the share of conversions among the journeys that have channel i, or both,
**
**                  C(i) = p(i) + 1/(2 (n - 1)) sum over j <> i of (p(i,j) - p(i) - p(j))
**
**                in each converted journey of n distinct channels (p(i) for n = 1), summed and scaled to the conversions.
**                C(i) may be negative, the sum over a journey never is: it is that of its p(i,j) over n - 1.
*/
#ifndef ELG_STATS_SHAPLEY_H
#define ELG_STATS_SHAPLEY_H
#include "base/compensated.h"
#include "stats/path.h"

#define ELG_SHAPLEY_EXACT 20
#define ELG_SHAPLEY_PAIRS 4000
typedef enum { ELG_SHAPLEY_CONVERSIONS, ELG_SHAPLEY_RATE, ELG_SHAPLEY_WORTH } ElgShapleyGame;
typedef enum { ELG_SHAPLEY_SIMPLIFIED, ELG_SHAPLEY_ORDERED, ELG_SHAPLEY_SUBSETS, ELG_SHAPLEY_SAMPLED, ELG_SHAPLEY_SHAO_LI } ElgShapleyMode;

typedef struct {
  uint32_t channel;  /* number in paths.channels */
  uint32_t position; /* ordered: 1, 2, ...; else 0 */
  double credit, value;
  double error, bound; /* sampled: standard error, and Hoeffding's half-width at 95 %; else NaN */
} ElgShapleyCredit;

/* Credit and value, or conversions, nulls and value. */
typedef struct {
  ElgCompensated sum[3];
} ElgShapleyCell;

typedef struct {
  ElgPaths paths;
  ElgShapleyMode mode;
  ElgShapleyGame game;
  ElgIntern keys; /* simplified: channel; ordered: channel and position; else sorted distinct channels: uint32_t[] */
  ElgBuf cells;   /* ElgShapleyCell[], by key */
  ElgBuf seen;    /* by channel: last row it was seen in, and its touches there */
  ElgBuf members; /* distinct channels of the current row */
  uint64_t row;
  double bare, bare_nulls, bare_value; /* of rows without a channel: v of the empty coalition */
  int has_bare;
} ElgShapley;

/* Add a row. ELG_ERROR: a worth given twice, more channels than exact or shao_li can do. Simplified and ordered keep one cell a
** channel (and position); the others one a distinct set of channels. After a failure only free may follow. */
ElgRc elg_shapley_add(ElgShapley *s, ElgStr path, ElgStr separator, double conversions, double nulls, double value,
                      ElgErr *err);
/* Append the credits (ElgShapleyCredit[]) to out, in byte order of the channels' names, then by position.
** exact: O(n 2^n) time, 16 2^n bytes. sampled: O(samples (channels + sum of set sizes)); samples >= 2. shao_li: O(sum of
** squared set sizes), 8 n^2 bytes. */
ElgRc elg_shapley_solve(ElgShapley *s, uint64_t samples, uint64_t seed, ElgBuf *out, ElgPoll *poll);
/* v of the empty coalition: what belongs to no channel. */
double elg_shapley_bare(const ElgShapley *s);
void elg_shapley_free(ElgShapley *s);

/* The ways that evaluate the game, in shapley_game.c, and that which looks at pairs, in shapley_pairs.c; order as
** elg_intern_order gives it. */
ElgRc elg_shapley_subsets(const ElgShapley *s, const uint32_t *order, ElgBuf *out, ElgPoll *poll);
ElgRc elg_shapley_sample(const ElgShapley *s, const uint32_t *order, uint64_t samples, uint64_t seed, ElgBuf *out,
                         ElgPoll *poll);
ElgRc elg_shapley_pairs(const ElgShapley *s, const uint32_t *order, ElgBuf *out, ElgPoll *poll);
/* The distinct channels of row i of the sets, sorted. */
const uint32_t *elg_shapley_row(const ElgShapley *s, size_t i, size_t *n);
double elg_shapley_rate(double conversions, double nulls);
ElgRc elg_shapley_put(ElgBuf *out, ElgShapleyCredit credit);
#endif
