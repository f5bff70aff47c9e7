#include "match/scorer.h"
#include <math.h>
#include <string.h>
#include "model_gen.h"

static const char *const score_names[] = {
#define ELG_FEATURE(id, name, pro, con) name,
#include "match/features.h"
#undef ELG_FEATURE
};
static const char *const score_texts[][2] = {
#define ELG_FEATURE(id, name, pro, con) {pro, con},
#include "match/features.h"
#undef ELG_FEATURE
};
const char *elg_feature_name(int feature) { return score_names[feature]; }
const char *elg_feature_text(int feature, int against) { return score_texts[feature][against]; }
double elg_threshold_balanced(void) { return MODEL_BALANCED; }
double elg_threshold_strict(void) { return MODEL_STRICT; }

/* ---- score ---- */

/* Mean of the leaves below a node: what the tree says before it asks further. */
static double score_mean(int i)
{
  if (model_nodes[i].feature < 0) return (double)model_nodes[i].value;
  return (score_mean(i + 1) + score_mean(model_nodes[i].right)) / 2;
}

/* Walk the trees, the first ones only where they sum up to less than MODEL_FLOOR. part, unless NULL, gets what each feature
** added: the change of the expected leaf at each split on it. */
static double score_walk(const double *f, double *part)
{
  double z = MODEL_BIAS;
  for (size_t t = 0; t < ELG_COUNT(model_roots); t++) {
    int i = model_roots[t];
    if (t == MODEL_STEP * 8 && z < (double)MODEL_FLOOR / MODEL_UNIT) break;
    while (model_nodes[i].feature >= 0) {
      int k = model_nodes[i].feature, next = f[k] <= (double)model_nodes[i].value ? i + 1 : model_nodes[i].right;
      if (part) part[k] += score_mean(next) - score_mean(i);
      i = next;
    }
    z += (double)model_nodes[i].value;
  }
  return z;
}

/* Number of the lowest bit. */
static int score_lowest(uint64_t bits)
{
#if defined(__GNUC__)
  return __builtin_ctzll(bits);
#else
  int n = 0;
  while (!(bits >> n & 1)) n++;
  return n;
#endif
}

/* Cuts of feature k that x, above the first one, is above: a search without a branch on what it finds. */
static int score_cuts(int k, double x)
{
  const double *cut = model_cuts + model_first[k];
  int rest = model_first[k + 1] - model_first[k] - 1, above = 1;
  while (rest > 0) {
    int half = (rest + 1) / 2;
    above += x > cut[above + half - 1] ? half : 0;
    rest -= half;
  }
  return above;
}

/* What eight trees say: of each the first leaf that is left. */
static int32_t score_leaves(const int32_t (*leaf)[8], uint64_t left)
{
  return leaf[0][score_lowest(left)] + leaf[1][score_lowest(left >> 8)] + leaf[2][score_lowest(left >> 16)] +
         leaf[3][score_lowest(left >> 24)] + leaf[4][score_lowest(left >> 32)] + leaf[5][score_lowest(left >> 40)] +
         leaf[6][score_lowest(left >> 48)] + leaf[7][score_lowest(left >> 56)];
}

/* What score_walk gives but for rounding, by the leaves that each feature rules out; less than least as soon as it cannot
** reach it. In units of 1 / MODEL_UNIT. */
static int32_t score_sum(const double *f, int32_t least)
{
  const uint64_t *mask[ELG_N_FEATURES];
  int32_t z = MODEL_BASE;
  uint64_t telling = 0; /* features above a cut, few of all */
  int n = 0;
  for (int k = 0; k < ELG_N_FEATURES; k++) telling |= (uint64_t)(f[k] > model_least[k]) << k;
  for (; telling; telling &= telling - 1) {
    int k = score_lowest(telling);
    mask[n++] = model_masks[model_first[k] + score_cuts(k, f[k]) - 1];
  }
  for (int w = 0; w < MODEL_WORDS; w += MODEL_STEP) {
    uint64_t left[MODEL_STEP];
    memset(left, 255, sizeof left);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < MODEL_STEP; j++) left[j] &= mask[i][w + j];
    for (int j = 0; j < MODEL_STEP; j++) z += score_leaves(model_leaves + (size_t)(w + j) * 8, left[j]);
    if (z + model_rest[w + MODEL_STEP - 1] < least) return INT32_MIN;
    if (!w && z < MODEL_FLOOR) break;
  }
  return z;
}

/* e^x for |x| < 700, to the last digit but one. Not the C library's: those differ in it, and a score is the same everywhere. */
static double score_exp(double x)
{
  static const double factor[] = {1, 1, 1. / 2, 1. / 6, 1. / 24, 1. / 120, 1. / 720, 1. / 5040, 1. / 40320, 1. / 362880,
                                  1. / 3628800, 1. / 39916800, 1. / 479001600, 1. / 6227020800};
  double n = floor(x * 1.4426950408889634 + 0.5); /* x = n log 2 + r, log 2 in two parts so that n times the first is exact */
  double r = x - n * 6.93147180369123816490e-01 - n * 1.90821492927058770002e-10, sum = 0;
  for (int k = (int)ELG_COUNT(factor) - 1; k >= 0; k--) sum = sum * r + factor[k];
  return ldexp(sum, (int)n);
}

static double score_logistic(int32_t z) { return z == INT32_MIN ? 0 : 1 / (1 + score_exp(-(double)z / MODEL_UNIT)); }
/* The sum from which a score is p or more, a little less so that rounding rules nothing out. */
static int32_t score_least(double p)
{
  return p <= 0 ? INT32_MIN : p >= 1 ? INT32_MAX : (int32_t)(log(p / (1 - p)) * MODEL_UNIT) - 1;
}

void elg_score_parts(const ElgComparison *c, double *part)
{
  for (int k = 0; k < ELG_N_FEATURES; k++) part[k] = 0;
  score_walk(c->feature, part);
}

/* n: tokens of the longer side. */
static void score_swap_sides(ElgComparison *c, int n)
{
  for (int i = 0; i < n; i++) {
    ElgPairing p = c->a[i];
    c->a[i] = c->b[i];
    c->b[i] = p;
  }
}

/* hopeless: what elg_align_is_hopeless says of the pair. Scores below least may be given as 0, without the features of names not alike. */
static void score_compare(Scorer *s, int hopeless, double least, ElgComparison *out)
{
  const ElgName *a = s->a, *b = s->b;
  ScoreSides sides;
  elg_align(s, out);
  int alike = elg_measure_likeness(s, &sides);
  if (alike || least <= 0) elg_measure_features(s, &sides);
  out->score = !a->n || !b->n ? 0 : a->full == b->full ? 1 : !alike || hopeless ? 0 :
               score_logistic(score_sum(out->feature, score_least(least)));
  if (s->swapped) score_swap_sides(out, a->n > b->n ? a->n : b->n);
}

void elg_compare(const ElgName *a, const ElgName *b, ElgComparison *out)
{
  Scorer s;
  elg_align_look(&s, a, b);
  int hopeless = elg_align_is_hopeless(&s);
  score_compare(&s, hopeless, 0, out);
}

double elg_score(const ElgName *a, const ElgName *b) { return elg_score_least(a, b, 0); }

double elg_score_least(const ElgName *a, const ElgName *b, double least)
{
  Scorer s;
  ElgComparison c;
  if (a->full == b->full) return a->n != 0;
  if (!a->n || !b->n) return 0;
  elg_align_look(&s, a, b);
  if (elg_align_is_hopeless(&s)) return 0;
  score_compare(&s, 0, least, &c);
  return c.score;
}

/* What a common trade name says of firms whose own names have nothing in common: doubtful. */
#define SCORE_TRADE 0.45

double elg_score_own(const ElgName *a, int i, const ElgName *b, int j)
{
  return i && j && a[i].is_trade && b[j].is_trade ? elg_score(a, b) : -1;
}

double elg_score_names(const ElgName *a, int n, const ElgName *b, int m, double least, int *of_a, int *of_b)
{
  double best = -1;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) {
      double score = elg_score_least(a + i, b + j, least);
      if (score <= best) continue;
      double own = elg_score_own(a, i, b, j);
      if (own >= 0) score *= SCORE_TRADE + (1 - SCORE_TRADE) * own;
      if (score <= best) continue;
      best = score;
      if (of_a) *of_a = i;
      if (of_b) *of_b = j;
    }
  return best;
}
