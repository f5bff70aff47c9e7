/* scorer.h -- the inside of the score (score.h): two names on their way to it.
**
**   look        align.c     which tokens may resemble which; most pairs end here, hopeless
**   align       align.c     pairs of tokens
**   likeness    measure.c   how the names agree as a whole; others end here, not alike
**   features    measure.c   all that the trees ask
**   sum         score.c     the trees
*/
#ifndef ELG_SCORER_H
#define ELG_SCORER_H
#include "match/score.h"

/* Letters that names written together may differ in. */
#define SCORE_EDITS 3
/* Letters of two words of which one may be another where a third one went over the blank between them. */
#define SCORE_SHIFTED 8
/* Shares of the names' weight: less agreement is none. See elg_align_is_hopeless. */
#define SCORE_HOPE 0.34
#define SCORE_HOPE_BOTH 0.55

typedef struct {
  const ElgName *a, *b; /* a is the smaller in a fixed order, so that the score is symmetric */
  int swapped;          /* that is not the order they came in */
  uint64_t may[ELG_NAME_TOKENS]; /* of a token of a: a bit for each of b that it may resemble */
  unsigned hope_a, hope_b;       /* weight of the tokens that may resemble one of the other name */
  float wa[ELG_NAME_TOKENS], wb[ELG_NAME_TOKENS];
  int edits; /* between the names written together; SCORE_EDITS + 1: more than their length allows; -1: not known yet */
  ElgComparison *out;
} Scorer;

/* What one side has unmatched. */
typedef struct {
  double matched, missed, doubt;
  double sure; /* of what is matched, words that are equal or nearly so, without stop words */
  double rare_match, rare_miss;
  double first;
  int last_missed;
  int numbers, places, sectors, fillers, others; /* unmatched tokens of the kind outside brackets */
  int nations;                                   /* places among them that are countries */
  int letters;                                   /* of any kind, single letters that may count like a number */
  int countries, brackets, counts;               /* unmatched in brackets: countries, anything else, numbers among it */
  uint16_t place, branch;                        /* an unmatched place outside and in brackets, 0: none */
  double abroad;                                 /* what the countries weigh */
  int at_place;                                  /* a place outside brackets is matched */
  double telling;                                /* rarity of the rarest matched word that is no generic word, place or number */
} ScoreSide;

/* The two sides, and how the names agree as a whole. */
typedef struct {
  ScoreSide a, b;
  int core_equal, initials;
  double matched;
} ScoreSides;

static inline int score_has_cjk(const ElgName *name)
{
  for (int i = 0; i < name->n; i++)
    if (name->tokens[i].flags & ELG_TOKEN_CJK) return 1;
  return 0;
}

/* "P&G" and "Procter & Gamble": two letters are initials where both names join two by "and". */
static inline int score_is_pair(const ElgName *x, const ElgName *y)
{
  return x->has_and && y->has_and && x->n_core == 1 && y->n_core == 2 && x->core_len == 2 && y->acronym_len == 2;
}

/* "Hashi Corp" and "HashiCorp Inc": the form is written together with the name. */
static inline int score_is_name_with_form(const ElgName *x, const ElgName *y)
{
  return (x->n_legal && x->all == y->core) || (y->n_legal && y->all == x->core);
}

/* A short form is no word of its own. */
static inline int score_is_word(const ElgName *name, int i)
{
  ElgStr s = elg_name_text(name, i);
  return elg_name_written(name, i).n + 3 > s.n && elg_token_is_known(s, name->tokens + i);
}

static inline int score_known(const Scorer *s, int i, int j) { return score_is_word(s->a, i) + score_is_word(s->b, j); }

/* ---- align.c ---- */

/* Which tokens may resemble which. */
void elg_align_look(Scorer *s, const ElgName *a, const ElgName *b);
/* Names whose words may agree in less than SCORE_HOPE of their weight (SCORE_HOPE_BOTH where each has a quarter that cannot)
** score 0, unless they are equal written together, in part or whole, initials, a few letters apart or in two scripts. Part of the
** score's definition, and what keeps it cheap: this is the test that sees most of them before they are aligned. */
int elg_align_is_hopeless(Scorer *s);
/* Pair the tokens: out->a and out->b. */
void elg_align(Scorer *s, ElgComparison *out);

/* ---- measure.c ---- */

/* The features without any of which two names are not alike; whether one of them is there. */
int elg_measure_likeness(const Scorer *s, ScoreSides *both);
/* The other features. */
void elg_measure_features(const Scorer *s, const ScoreSides *both);
#endif
