#include "match/score.h"
#include <math.h>
#include <string.h>
#include "name/sound.h"
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
    int country = (t->flags & ELG_TOKEN_CODE) || (t->place && elg_words_place_is_country(t->place));
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
    int core = elg_token_is_core(t);
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

/* A word of x is the initials of y: 1 for four letters and more, less for three, and half beside other words. */
static double score_acronym(const ElgName *x, const ElgPairing *px, const ElgName *y)
{
  if (y->acronym_len < 3) return 0;
  for (int i = 0; i < x->n; i++) {
    ElgStr s = elg_name_text(x, i);
    if (x->tokens[i].kind == ELG_TOKEN_STOP || px[i].similarity >= 0.5f) continue;
    if (s.n == y->acronym_len && !memcmp(s.s, y->acronym, s.n))
      return (s.n > 3 ? 1 : 0.8) * (x->n_core == 1 ? 1 : 0.5);
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

static int score_has_cjk(const ElgName *name)
{
  for (int i = 0; i < name->n; i++)
    if (name->tokens[i].flags & ELG_TOKEN_CJK) return 1;
  return 0;
}

/* In brackets: a country where no kana is written. */
static int score_is_abroad(const ElgName *name)
{
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    if (!(t->flags & ELG_TOKEN_BRACKET) || !t->place || !elg_words_place_is_country(t->place)) continue;
    if (strcmp(elg_words_place_country(t->place), "JP")) return 1;
  }
  return 0;
}

/* Kana on one side only: share of the sounds that agree at the beginning and the end. */
static double score_sound(const ElgName *a, const ElgName *b)
{
  ElgSound s, t;
  if (score_has_cjk(a) == score_has_cjk(b) || score_is_abroad(a) || score_is_abroad(b)) return 0;
  elg_sound(a, &s);
  elg_sound(b, &t);
  if (!s.script || !t.script || s.script == t.script) return 0;
  int p = 0, q = 0, n = s.n < t.n ? s.n : t.n, m = s.n + t.n - n;
  while (p < n && s.s[p] == t.s[p]) p++;
  while (q < n - p && s.s[s.n - 1 - q] == t.s[t.n - 1 - q]) q++;
  double share = (double)(p + q) / m;
  return share >= 0.6 ? share * (m >= 6 ? 1 : m / 6.0) : 0;
}

/* Forms that translate into each other: Ltd and LLC, PLC and Inc. */
static int score_legal_agree(const ElgName *a, const ElgName *b)
{
  return elg_words_legal_family(a->legal_kind) == elg_words_legal_family(b->legal_kind);
}

/* Core words equal one by one but for letters with two spellings: "Boehler" and its umlaut. */
static int score_respelt(const ElgName *x, const ElgName *y, const ElgComparison *c)
{
  int j = 0;
  if (x->n_core != y->n_core || !x->n_core) return 0;
  for (int i = 0; i < x->n; i++) {
    if (!elg_token_is_core(x->tokens + i)) continue;
    while (!elg_token_is_core(y->tokens + j)) j++;
    if (c->a[i].partner != j++ || c->a[i].kind == ELG_PAIR_NONE || c->a[i].kind > ELG_PAIR_SPELLING) return 0;
  }
  return 1;
}

static void score_features(const Scorer *s)
{
  ScoreSide a, b;
  const ElgName *x = s->a, *y = s->b;
  double *f = s->out->feature;
  score_side(x, s->out->a, s->wa, &a);
  score_side(y, s->out->b, s->wb, &b);
  int core_equal = x->core_len && (x->core == y->core || x->raw == y->raw || x->all == y->all || score_respelt(x, y, s->out));
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
  f[ELG_F_LEGAL_CONFLICT] = x->legal_kind && y->legal_kind && !score_legal_agree(x, y);
  f[ELG_F_LEGAL_EQUAL] = x->legal_kind && y->legal_kind && score_legal_agree(x, y);
  f[ELG_F_CORE_EQUAL] = core_equal;
  f[ELG_F_ALL_EQUAL] = x->all == y->all;
  f[ELG_F_ACRONYM] = score_max(score_acronym(x, s->out->a, y), score_acronym(y, s->out->b, x));
  f[ELG_F_PREFIX] = core_equal ? 1 : score_prefix(x, y);
  f[ELG_F_EDIT] = core_equal ? 1 : score_dice(x, y);
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
  double missing = f[ELG_F_JACCARD] > 1 - 1e-6 ? 0 : 1 - f[ELG_F_JACCARD];
  int formal = x->legal_kind && y->legal_kind;
  f[ELG_F_FORMAL_MISS] = formal ? missing : 0;
  f[ELG_F_CJK_MISS] = score_has_cjk(x) && score_has_cjk(y) ? missing : 0;
  f[ELG_F_SOUND] = score_sound(x, y);
  int subset = f[ELG_F_CONTAINED] > 0.97 && !core_equal && matched > 0;
  f[ELG_F_SUBSET_RARE] = subset ? f[ELG_F_RARE_MATCH] : 0;
  f[ELG_F_SUBSET_COINED] = subset && f[ELG_F_RARE_MATCH] >= 1;
  f[ELG_F_OTHER_EXTRA] = !a.others != !b.others;
  f[ELG_F_OTHER_CONFLICT] = a.others && b.others;
  f[ELG_F_COUNTRY_MISS] = a.countries || b.countries ? missing : 0;
  f[ELG_F_FORMAL_FILLER] = formal && f[ELG_F_FILLER_EXTRA] > 0;
  f[ELG_F_FORMAL_BRACKET] = formal && (f[ELG_F_BRACKET_EXTRA] > 0 || f[ELG_F_BRACKET_CONFLICT] > 0);
  f[ELG_F_CORE_RARE] = core_equal ? f[ELG_F_RARE_MATCH] : 0;
}

/* ---- score ---- */

/* Mean of the leaves below a node: what the tree says before it asks further. */
static double score_mean(int i)
{
  if (model_nodes[i].feature < 0) return (double)model_nodes[i].value;
  return (score_mean(i + 1) + score_mean(model_nodes[i].right)) / 2;
}

/* Walk the trees. part, unless NULL, gets what each feature added: the change of the expected leaf at each split on it. */
static double score_walk(const double *f, double *part)
{
  double z = MODEL_BIAS;
  for (size_t t = 0; t < ELG_COUNT(model_roots); t++) {
    int i = model_roots[t];
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
static int score_lowest(unsigned bits)
{
#if defined(__GNUC__)
  return __builtin_ctz(bits);
#else
  int n = 0;
  while (!(bits >> n & 1)) n++;
  return n;
#endif
}

/* What score_walk gives, by the leaves that each feature rules out. */
static double score_sum(const double *f)
{
  uint64_t left[MODEL_WORDS];
  double z = MODEL_BIAS;
  memset(left, 255, sizeof left);
  for (int k = 0; k < ELG_N_FEATURES; k++) {
    int cut = model_first[k];
    while (cut < model_first[k + 1] && f[k] > (double)model_cuts[cut]) cut++;
    if (cut == model_first[k]) continue;
    for (int w = 0; w < MODEL_WORDS; w++) left[w] &= model_masks[cut - 1][w];
  }
  for (int t = 0; t < MODEL_TREES; t++) {
    z += (double)model_leaves[t][score_lowest((unsigned)(left[t >> 3] >> (t & 7) * 8))];
  }
  return z;
}

static double score_logistic(const double *f) { return 1 / (1 + exp(-score_sum(f))); }

void elg_score_parts(const ElgComparison *c, double *part)
{
  for (int k = 0; k < ELG_N_FEATURES; k++) part[k] = 0;
  score_walk(c->feature, part);
}

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

/* n: tokens of the longer side. */
static void score_swap_sides(ElgComparison *c, int n)
{
  for (int i = 0; i < n; i++) {
    ElgPairing p = c->a[i];
    c->a[i] = c->b[i];
    c->b[i] = p;
  }
}

/* Weight of x's tokens that may have a partner in y. */
static unsigned score_hope(const ElgName *x, const ElgName *y)
{
  unsigned sum = 0;
  for (int i = 0; i < x->n; i++)
    for (int j = 0; j < y->n; j++)
      if (elg_token_may_resemble(x->text + x->tokens[i].at, x->tokens + i, y->text + y->tokens[j].at, y->tokens + j)) {
        sum += x->tokens[i].weight;
        break;
      }
  return sum;
}

static int score_may_be_initials(const ElgName *x, const ElgName *y)
{
  if (y->acronym_len < 3 || x->n_core > 4) return 0;
  for (int i = 0; i < x->n; i++)
    if (x->tokens[i].kind != ELG_TOKEN_STOP && x->tokens[i].len == y->acronym_len &&
        !memcmp(x->text + x->tokens[i].at, y->acronym, y->acronym_len)) return 1;
  return 0;
}

/* Names whose words agree in less than SCORE_HOPE of their weight score 0, unless they are equal written together,
** initials, begin alike or sound alike. Part of the score's definition, and what keeps it cheap: this is the test
** that sees most of them before they are aligned. */
#define SCORE_HOPE 0.34
static int score_is_hopeless(const ElgName *a, const ElgName *b)
{
  if (a->core == b->core || a->raw == b->raw || a->all == b->all) return 0;
  unsigned x = score_hope(a, b), y = x ? score_hope(b, a) : 0, total = (unsigned)a->total + b->total;
  double matched = (x + y) / 2.0;
  if (x && y && matched > SCORE_HOPE * (total - matched)) return 0;
  if (score_has_cjk(a) != score_has_cjk(b)) return 0;
  return !score_may_be_initials(a, b) && !score_may_be_initials(b, a);
}

/* hopeless: what score_is_hopeless says of the pair. */
static void score_compare(const ElgName *a, const ElgName *b, int hopeless, ElgComparison *out)
{
  int swapped = score_swapped(a, b);
  Scorer s;
  s.a = swapped ? b : a;
  s.b = swapped ? a : b;
  s.out = out;
  score_start(&s);
  score_pair(&s);
  score_joined(s.a, out->a, s.b, out->b);
  score_joined(s.b, out->b, s.a, out->a);
  score_features(&s);
  const double *f = out->feature;
  int alike = f[ELG_F_JACCARD] >= SCORE_HOPE || f[ELG_F_CORE_EQUAL] > 0 || f[ELG_F_ALL_EQUAL] > 0 || f[ELG_F_ACRONYM] > 0 ||
              f[ELG_F_SOUND] > 0 || f[ELG_F_PREFIX] >= 0.9;
  out->score = !a->n || !b->n ? 0 : a->full == b->full ? 1 : !alike || hopeless ? 0 : score_logistic(f);
  if (swapped) score_swap_sides(out, a->n > b->n ? a->n : b->n);
}

void elg_compare(const ElgName *a, const ElgName *b, ElgComparison *out)
{
  score_compare(a, b, score_is_hopeless(a, b), out);
}

double elg_score(const ElgName *a, const ElgName *b)
{
  ElgComparison c;
  if (a->full == b->full) return a->n != 0;
  if (!a->n || !b->n || score_is_hopeless(a, b)) return 0;
  score_compare(a, b, 0, &c);
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
