/* score.h -- how likely two names are one firm: a pure function of the two names, symmetric, in [0,1].
**
**   acme  international  (uk)  [ltd]          tokens of a
**    |          |          .
**   acme       intl       .      [inc]        tokens of b
**
** 1. Align: pairs of tokens, best first: equal, inflected, abbreviated, misspelt, written together.
** 2. Measure: matched and unmatched weight, what conflicts (numbers, places, legal forms, trades), the core
**    written together, initials. These are the features.
** 3. Score: a sum of small trees over the features, as a probability; data/model.txt, fitted by data/fit.py.
** Equal full forms score 1. Of aliases the best pair counts.
*/
#ifndef ELG_SCORE_H
#define ELG_SCORE_H
#include "name/name.h"

/* The features, in the order of data/model.txt. */
typedef enum {
#define ELG_FEATURE(id, name, text) id,
#include "match/features.h"
#undef ELG_FEATURE
  ELG_N_FEATURES
} ElgFeature;
const char *elg_feature_name(int feature);
/* What the feature says, for a reader. */
const char *elg_feature_text(int feature);

/* How a token of a found its partner in b. */
typedef enum { ELG_PAIR_NONE, ELG_PAIR_EQUAL, ELG_PAIR_SPELLING, ELG_PAIR_PLACE, ELG_PAIR_INFLECTED, ELG_PAIR_ABBREVIATED,
               ELG_PAIR_TYPO, ELG_PAIR_PART, ELG_PAIR_JOINED } ElgPairKind;

typedef struct {
  float similarity;    /* 0: no partner */
  int8_t partner;      /* token of the other side, -1: none (or written together with neighbours) */
  uint8_t kind;        /* ElgPairKind */
} ElgPairing;

typedef struct {
  ElgPairing a[ELG_NAME_TOKENS], b[ELG_NAME_TOKENS];
  double feature[ELG_N_FEATURES];
  double score;
} ElgComparison;

/* Compare two names in full: pairings, features and score. O(tokens of a x tokens of b). About 1 us. */
void elg_compare(const ElgName *a, const ElgName *b, ElgComparison *out);
/* What each feature added to the log-odds of the score; part has ELG_N_FEATURES entries. */
void elg_score_parts(const ElgComparison *c, double *part);
/* The score alone, the same number. */
double elg_score(const ElgName *a, const ElgName *b);
/* The best score over the aliases of both, and which pair gave it (pointers may be NULL). */
double elg_score_names(const ElgNames *a, const ElgNames *b, int *of_a, int *of_b);

/* Similarity of two tokens in [0,1] and how they agree. Symmetric. */
int elg_token_may_resemble(const char *s, const ElgToken *a, const char *t, const ElgToken *b);
float elg_token_similarity(ElgStr s, const ElgToken *a, ElgStr t, const ElgToken *b, ElgPairKind *kind);

/* Thresholds of the two operating points. */
double elg_threshold_balanced(void);
double elg_threshold_strict(void);
#endif
