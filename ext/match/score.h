/* score.h -- how likely two names are one firm: a pure function of the two names, symmetric, in [0,1].
**
**   acme  international  (uk)  [ltd]          tokens of a
**    |          |          .
**   acme       intl       .      [inc]        tokens of b
**
** 1. Align: pairs of tokens, best first: equal, inflected, abbreviated, misspelt, written together, initials.
** 2. Measure: matched and unmatched weight, what conflicts (numbers, places, legal forms, trades), the core
**    written together, initials. These are the features.
** 3. Score: a sum of small trees over the features, as a probability; data/model.txt, fitted by data/fit.py.
** Equal full forms score 1. Of aliases the best pair counts, less where it is what both trade under and their own names differ.
*/
#ifndef ELG_SCORE_H
#define ELG_SCORE_H
#include "name/name.h"

/* The features, in the order of data/model.txt. */
typedef enum {
#define ELG_FEATURE(id, name, pro, con) id,
#include "match/features.h"
#undef ELG_FEATURE
  ELG_N_FEATURES
} ElgFeature;
const char *elg_feature_name(int feature);
/* What the feature says, for a reader: for the pair, or (1) against it. */
const char *elg_feature_text(int feature, int against);

/* How a token of a found its partner in b. */
typedef enum { ELG_PAIR_NONE, ELG_PAIR_EQUAL, ELG_PAIR_SPELLING, ELG_PAIR_PLACE, ELG_PAIR_INFLECTED, ELG_PAIR_ABBREVIATED,
               ELG_PAIR_TYPO, ELG_PAIR_PART, ELG_PAIR_JOINED, ELG_PAIR_INITIALS } ElgPairKind;

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
/* The same where it is at least least (below 1), else any number below least: sooner known. */
double elg_score_least(const ElgName *a, const ElgName *b, double least);
/* The best score over the n names of one firm and the m of the other, as elg_score_least gives it, and which pair gave it (pointers
** may be NULL). What both trade under is as good as their own names agree: many a franchise is "dba Subway". */
double elg_score_names(const ElgName *a, int n, const ElgName *b, int m, double least, int *of_a, int *of_b);
/* How their own names agree, where name i of one and j of the other are what both trade under; else -1. */
double elg_score_own(const ElgName *a, int i, const ElgName *b, int j);

/* Similarity of two tokens in [0,1] and how they agree. Symmetric. Above 0 only for those that may resemble each other, which
** is a cheap test (match/resemble.h). */
float elg_token_similarity(ElgStr s, const ElgToken *a, ElgStr t, const ElgToken *b, ElgPairKind *kind);
/* The same of two spellings that differ, one misspelt. known: how many of the two are words that names are known to hold.
** Two known words are more likely both meant, but a swap of letters is a slip all the same. */
float elg_token_typo(ElgStr s, ElgStr t, int known);

/* The word with one byte a letter, in room where it is not ASCII: letters of one alphabet differ in their lowest seven bits. */
#define ELG_TOKEN_LETTERS 256
ElgStr elg_token_letters(ElgStr s, char room[ELG_TOKEN_LETTERS]);
/* A word that names are known to hold, or an inflected one; a misspelt word is unknown as a rule. */
int elg_token_is_known(ElgStr s, const ElgToken *t);

/* "capital7" and "capital9" are no misspelling: the digits must be the same. */
int elg_digits_differ(ElgStr s, ElgStr t);

/* How one of two spellings came from the other. */
typedef struct {
  int edits;    /* OSA distance */
  float oddity; /* 0: a slip of the keyboard (swapped, doubled, a key beside), .5: a letter too few or many, or several edits,
                ** 1: another letter */
  uint8_t first, swapped; /* the first letter is edited; two letters are swapped */
} ElgMisspelling;
/* 1 and *out when s and t, which differ, are at most limit edits apart. Symmetric. */
int elg_misspelling(ElgStr s, ElgStr t, int limit, ElgMisspelling *out);

/* Thresholds of the two operating points. */
double elg_threshold_balanced(void);
double elg_threshold_strict(void);
#endif
