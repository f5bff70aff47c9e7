#include "match/score.h"
#include <math.h>
#include <string.h>
#include "model_gen.h"

static const char *const score_names[] = {
#define ELG_FEATURE(id, name, text) name,
#include "match/features.h"
#undef ELG_FEATURE
};
static const char *const score_texts[] = {
#define ELG_FEATURE(id, name, text) text,
#include "match/features.h"
#undef ELG_FEATURE
};
const char *elg_feature_name(int feature) { return score_names[feature]; }
const char *elg_feature_text(int feature) { return score_texts[feature]; }
double elg_threshold_balanced(void) { return MODEL_BALANCED; }
double elg_threshold_strict(void) { return MODEL_STRICT; }

/* ---- alignment ---- */

typedef struct {
  const ElgName *a, *b; /* a is the smaller in a fixed order, so that the score is symmetric */
  float wa[ELG_NAME_TOKENS], wb[ELG_NAME_TOKENS];
  ElgComparison *out;
} Scorer;

/* A pair of tokens on offer. */
typedef struct {
  float value, similarity;
  uint8_t i, j, kind;
} ScoreOffer;

#define SCORE_OFFERS 1024

static int score_before(const ScoreOffer *x, const ScoreOffer *y)
{
  if (x->value != y->value) return x->value > y->value;
  return x->i != y->i ? x->i < y->i : x->j < y->j;
}

/* All pairs of tokens that resemble each other. */
static int score_offers(const Scorer *s, ScoreOffer *offers)
{
  int n = 0;
  for (int i = 0; i < s->a->n; i++)
    for (int j = 0; j < s->b->n && n < SCORE_OFFERS; j++) {
      ElgPairKind kind;
      const ElgToken *x = s->a->tokens + i, *y = s->b->tokens + j;
      float sim = elg_token_similarity(elg_name_text(s->a, i), x, elg_name_text(s->b, j), y, &kind);
      if (sim <= 0) continue;
      float value = sim * 10 + (float)(x->weight + y->weight) / 510 - 0.01f * (float)(i > j ? i - j : j - i);
      offers[n++] = (ScoreOffer){value, sim, (uint8_t)i, (uint8_t)j, (uint8_t)kind};
    }
  return n;
}

/* Best first; a token is taken once. A misspelt word weighs as much as the commoner of the two. */
static void score_pair(Scorer *s)
{
  ScoreOffer offers[SCORE_OFFERS];
  int n = score_offers(s, offers);
  for (int taken = 0; taken < n; taken++) {
    int best = -1;
    for (int k = 0; k < n; k++) {
      const ScoreOffer *o = offers + k;
      if (s->out->a[o->i].partner >= 0 || s->out->b[o->j].partner >= 0) continue;
      if (best < 0 || score_before(o, offers + best)) best = k;
    }
    if (best < 0) return;
    const ScoreOffer *o = offers + best;
    s->out->a[o->i] = (ElgPairing){o->similarity, (int8_t)o->j, o->kind};
    s->out->b[o->j] = (ElgPairing){o->similarity, (int8_t)o->i, o->kind};
    if (o->similarity >= 1 || o->similarity < 0.5f) continue;
    float w = s->wa[o->i] < s->wb[o->j] ? s->wa[o->i] : s->wb[o->j];
    s->wa[o->i] = s->wb[o->j] = w;
  }
}

/* Neighbours of one name written together in the other: "real real" and "realreal". */
static void score_joined(const ElgName *x, ElgPairing *px, const ElgName *y, ElgPairing *py)
{
  for (int i = 0; i + 1 < x->n; i++) {
    ElgStr s = elg_name_text(x, i), t = elg_name_text(x, i + 1);
    if (px[i].similarity >= 0.95f && px[i + 1].similarity >= 0.95f) continue;
    for (int j = 0; j < y->n; j++) {
      ElgStr u = elg_name_text(y, j);
      if (py[j].similarity >= 0.95f || u.n != s.n + t.n) continue;
      if (memcmp(u.s, s.s, s.n) || memcmp(u.s + s.n, t.s, t.n)) continue;
      px[i] = px[i + 1] = (ElgPairing){1, (int8_t)j, ELG_PAIR_JOINED};
      py[j] = (ElgPairing){1, (int8_t)i, ELG_PAIR_JOINED};
      break;
    }
  }
}

/* ---- features ---- */

/* What one side has unmatched. */
typedef struct {
  double matched, missed, doubt;
  double rare_match, rare_miss;
  double first;
  int last_missed;
  int numbers, places, sectors, fillers, others; /* unmatched tokens of the kind outside brackets */
  int countries, brackets;                       /* unmatched in brackets: countries, anything else */
} ScoreSide;

static void score_missed(const ElgToken *t, ScoreSide *side)
{
  double w = t->weight / 255.0;
  if (t->kind == ELG_TOKEN_STOP) return;
  if (w > side->rare_miss) side->rare_miss = w;
  if (t->flags & ELG_TOKEN_BRACKET) {
    int country = t->place && elg_words_place_is_country(t->place);
    side->countries += country;
    side->brackets += !country;
    return;
  }
  switch (t->kind) {
  case ELG_TOKEN_NUMBER: side->numbers++; break;
  case ELG_TOKEN_PLACE: side->places++; break;
  case ELG_TOKEN_SECTOR: side->sectors++; break;
  case ELG_TOKEN_FILLER: side->fillers++; break;
  default: side->others++;
  }
}

static void score_side(const ElgName *name, const ElgPairing *pairing, const float *weight, ScoreSide *side)
{
  *side = (ScoreSide){.first = -1};
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    double sim = pairing[i].similarity, w = weight[i];
    int core = t->kind != ELG_TOKEN_STOP && !(t->flags & ELG_TOKEN_BRACKET);
    side->matched += w * sim;
    side->missed += w * (1 - sim);
    if (sim > 0 && sim < 1) side->doubt += w * sim;
    if (core && side->first < 0) side->first = sim;
    if (core) side->last_missed = sim < 0.5;
    if (sim < 0.5) score_missed(t, side);
    else if (t->weight / 255.0 > side->rare_match) side->rare_match = t->weight / 255.0;
  }
  if (side->first < 0) side->first = 0;
}

static double score_max(double x, double y) { return x > y ? x : y; }
static double score_min(double x, double y) { return x < y ? x : y; }

/* One side's only core word is the other's initials. */
static int score_acronym(const ElgName *x, const ElgPairing *px, const ElgName *y)
{
  if (y->acronym_len < 3) return 0;
  for (int i = 0; i < x->n; i++) {
    ElgStr s = elg_name_text(x, i);
    if (px[i].similarity < 0.5f && s.n == y->acronym_len && !memcmp(s.s, y->acronym, s.n)) return 1;
  }
  return 0;
}

static double score_prefix(const ElgName *a, const ElgName *b)
{
  size_t n = a->core_len < b->core_len ? a->core_len : b->core_len, p = 0;
  while (p < n && a->text[p] == b->text[p]) p++;
  return n ? (double)p / (double)n : 0;
}

/* Dice coefficient of the cores' letter pairs, with multiplicity: order-free, cheap. */
static double score_dice(const ElgName *a, const ElgName *b)
{
  uint8_t count[1024];
  int n = a->core_len - 1, m = b->core_len - 1, common = 0;
  if (n <= 0 || m <= 0) return a->core_len == b->core_len && a->core_len && a->text[0] == b->text[0];
  memset(count, 0, sizeof count);
  for (int i = 0; i < n; i++) {
    unsigned h = ((unsigned char)a->text[i] * 31u + (unsigned char)a->text[i + 1]) & 1023;
    if (count[h] < 255) count[h]++;
  }
  for (int i = 0; i < m; i++) {
    unsigned h = ((unsigned char)b->text[i] * 31u + (unsigned char)b->text[i + 1]) & 1023;
    if (count[h]) count[h]--, common++;
  }
  return 2.0 * common / (n + m);
}

/* The shorter core ends inside a word of the longer one, as in names cut to a length. */
static int score_truncated(const ElgName *a, const ElgName *b)
{
  const ElgName *s = a->core_len < b->core_len ? a : b, *l = s == a ? b : a;
  if (s->core_len < 6 || s->core_len == l->core_len || memcmp(s->text, l->text, s->core_len)) return 0;
  for (int i = 0; i < l->n; i++) {
    const ElgToken *t = l->tokens + i;
    if (t->at < s->core_len && t->at + t->len > s->core_len && t->at + t->len <= l->core_len) return 1;
  }
  return 0;
}

static void score_features(const Scorer *s)
{
  ScoreSide a, b;
  const ElgName *x = s->a, *y = s->b;
  double *f = s->out->feature;
  score_side(x, s->out->a, s->wa, &a);
  score_side(y, s->out->b, s->wb, &b);
  int core_equal = x->core_len && (x->core == y->core || x->raw == y->raw);
  if (core_equal) {
    a.matched = b.matched = score_max(a.matched + a.missed, b.matched + b.missed);
    a.missed = b.missed = a.doubt = b.doubt = 0;
    a.first = b.first = 1;
    a.rare_match = b.rare_match = score_max(score_max(a.rare_match, a.rare_miss), score_max(b.rare_match, b.rare_miss));
    a.last_missed = b.last_missed = 0;
    a.sectors = b.sectors = a.fillers = b.fillers = a.others = b.others = 0;
    a.numbers = b.numbers = a.places = b.places = 0;
    a.rare_miss = b.rare_miss = 0;
  }
  double matched = (a.matched + b.matched) / 2, eps = 1e-9;
  f[ELG_F_JACCARD] = matched / (matched + a.missed + b.missed + eps);
  f[ELG_F_CONTAINED] = matched / (matched + score_min(a.missed, b.missed) + eps);
  f[ELG_F_MATCHED] = score_min(matched, 3) / 3;
  f[ELG_F_FIRST] = (a.first + b.first) / 2;
  f[ELG_F_NUMBER_CONFLICT] = a.numbers && b.numbers;
  f[ELG_F_NUMBER_EXTRA] = !a.numbers != !b.numbers;
  f[ELG_F_PLACE_CONFLICT] = a.places && b.places;
  f[ELG_F_PLACE_EXTRA] = !a.places != !b.places;
  int in_a = a.countries + a.brackets, in_b = b.countries + b.brackets;
  f[ELG_F_COUNTRY_BRACKET] = !in_a != !in_b && !a.brackets && !b.brackets;
  f[ELG_F_BRACKET_CONFLICT] = in_a && in_b;
  f[ELG_F_BRACKET_EXTRA] = !in_a != !in_b && (a.brackets || b.brackets);
  f[ELG_F_LEGAL_CONFLICT] = x->legal_kind && y->legal_kind && x->legal_kind != y->legal_kind;
  f[ELG_F_LEGAL_EQUAL] = x->legal_kind && x->legal_kind == y->legal_kind;
  f[ELG_F_CORE_EQUAL] = core_equal;
  f[ELG_F_ALL_EQUAL] = x->all == y->all;
  f[ELG_F_ACRONYM] = score_acronym(x, s->out->a, y) || score_acronym(y, s->out->b, x);
  f[ELG_F_PREFIX] = score_prefix(x, y);
  f[ELG_F_EDIT] = score_dice(x, y);
  f[ELG_F_JACCARD_EDIT] = f[ELG_F_JACCARD] * f[ELG_F_EDIT];
  f[ELG_F_BOTH_MISS] = score_min(score_min(a.missed, b.missed), 3) / 3;
  f[ELG_F_MORE_MISS] = score_min(score_max(a.missed, b.missed), 3) / 3;
  f[ELG_F_LAST_CONFLICT] = a.last_missed && b.last_missed;
  f[ELG_F_SECTOR_CONFLICT] = a.sectors && b.sectors;
  f[ELG_F_SECTOR_EXTRA] = !a.sectors != !b.sectors;
  int left = a.numbers + a.places + a.sectors + a.others + a.brackets;
  left += b.numbers + b.places + b.sectors + b.others + b.brackets;
  f[ELG_F_FILLER_EXTRA] = !left && (a.fillers || b.fillers);
  f[ELG_F_RARE_MATCH] = score_max(a.rare_match, b.rare_match);
  f[ELG_F_RARE_MISS] = score_max(a.rare_miss, b.rare_miss);
  f[ELG_F_RARE_BOTH] = score_min(a.rare_miss, b.rare_miss);
  f[ELG_F_SHORT] = x->n_core == 1 || y->n_core == 1;
  f[ELG_F_DOUBT] = score_min(a.doubt + b.doubt, 2) / 2;
  f[ELG_F_TRUNCATED] = score_truncated(x, y);
}

/* ---- score ---- */

static double score_logistic(const double *f)
{
  double z = MODEL_BIAS;
  for (int i = 0; i < ELG_N_FEATURES; i++) z += model_weights[i] * f[i];
  return 1 / (1 + exp(-z));
}

double elg_score_part(const ElgComparison *c, int k) { return model_weights[k] * c->feature[k]; }

/* A fixed order of names: by text, then by full form. */
static int score_swapped(const ElgName *a, const ElgName *b)
{
  int c = elg_str_compare((ElgStr){a->text, a->text_len}, (ElgStr){b->text, b->text_len});
  return c ? c > 0 : a->full > b->full;
}

static void score_start(Scorer *s)
{
  for (int i = 0; i < s->a->n; i++) {
    s->wa[i] = (float)s->a->tokens[i].weight / 255;
    s->out->a[i] = (ElgPairing){0, -1, ELG_PAIR_NONE};
  }
  for (int j = 0; j < s->b->n; j++) {
    s->wb[j] = (float)s->b->tokens[j].weight / 255;
    s->out->b[j] = (ElgPairing){0, -1, ELG_PAIR_NONE};
  }
}

static void score_swap_sides(ElgComparison *c)
{
  for (int i = 0; i < ELG_NAME_TOKENS; i++) {
    ElgPairing p = c->a[i];
    c->a[i] = c->b[i];
    c->b[i] = p;
  }
}

void elg_compare(const ElgName *a, const ElgName *b, ElgComparison *out)
{
  int swapped = score_swapped(a, b);
  Scorer s = {swapped ? b : a, swapped ? a : b, {0}, {0}, out};
  score_start(&s);
  score_pair(&s);
  score_joined(s.a, out->a, s.b, out->b);
  score_joined(s.b, out->b, s.a, out->a);
  score_features(&s);
  out->score = !a->n || !b->n ? 0 : a->full == b->full ? 1 : score_logistic(out->feature);
  if (swapped) score_swap_sides(out);
}

double elg_score(const ElgName *a, const ElgName *b)
{
  ElgComparison c;
  if (a->full == b->full) return a->n != 0;
  if (!a->n || !b->n) return 0;
  elg_compare(a, b, &c);
  return c.score;
}

double elg_score_names(const ElgNames *a, const ElgNames *b, int *of_a, int *of_b)
{
  double best = -1;
  for (int i = 0; i < a->n; i++)
    for (int j = 0; j < b->n; j++) {
      double score = elg_score(&a->name[i], &b->name[j]);
      if (score <= best) continue;
      best = score;
      if (of_a) *of_a = i;
      if (of_b) *of_b = j;
    }
  return best;
}
