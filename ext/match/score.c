#include "match/score.h"
#include <math.h>
#include <string.h>
#include "base/hash.h"
#include "match/resemble.h"
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

/* ---- the cores written together ---- */

static int score_ones(uint32_t bits)
{
#if defined(__GNUC__)
  return __builtin_popcount(bits);
#else
  int n = 0;
  for (; bits; bits &= bits - 1) n++;
  return n;
#endif
}

#define SCORE_EDITS 3
/* Letters of the shorter core that a number of edits needs. */
static int score_edits_allowed(size_t letters) { return letters < 4 ? 0 : letters < 7 ? 1 : letters < 12 ? 2 : SCORE_EDITS; }

/* Room for words written together without blanks. */
typedef struct {
  char s[ELG_NAME_MAX];
  size_t n;
} ScoreText;

static void score_text_add(ScoreText *text, ElgStr s)
{
  for (size_t i = 0; i < s.n && text->n < sizeof text->s; i++)
    if (s.s[i] != ' ') text->s[text->n++] = s.s[i];
}

/* The core without blanks; written: with words as they were written, not expanded. */
static ElgStr score_core(const ElgName *name, int written, ScoreText *room)
{
  room->n = 0;
  if (!written && !memchr(name->text, ' ', name->core_len)) return (ElgStr){name->text, name->core_len};
  if (!written) score_text_add(room, (ElgStr){name->text, name->core_len});
  for (int i = 0; written && i < name->n; i++)
    if (elg_token_is_core(name->tokens + i)) score_text_add(room, elg_name_written(name, i));
  return (ElgStr){room->s, room->n};
}

/* OSA distance of the cores, SCORE_EDITS + 1 when there are more than the length allows, other digits, or other than Latin letters. */
static int score_core_edits(const ElgName *a, const ElgName *b, int written)
{
  ScoreText x, y;
  ElgMisspelling m;
  ElgStr s = score_core(a, written, &x), t = score_core(b, written, &y);
  int limit = score_edits_allowed(s.n < t.n ? s.n : t.n);
  if (elg_str_equal(s, t)) return 0;
  if (!limit || !elg_misspelling(s, t, limit, &m)) return SCORE_EDITS + 1;
  return elg_digits_differ(s, t) || !elg_str_is_ascii(s) || !elg_str_is_ascii(t) ? SCORE_EDITS + 1 : m.edits;
}

/* The same for the cores of names, or the cores as written. Cheap where most pairs are: an edit changes the letters there are
** by two at most, and most names misspelt begin or end alike. */
static int score_edits(const ElgName *a, const ElgName *b)
{
  int edits = SCORE_EDITS + 1, n = a->core_len, m = b->core_len;
  if (!n || !m || (a->text[0] != b->text[0] && a->text[n - 1] != b->text[m - 1])) return edits;
  if (score_ones(a->letters ^ b->letters) <= 2 * score_edits_allowed((size_t)(n < m ? n : m)))
    edits = score_core_edits(a, b, 0);
  if (edits <= SCORE_EDITS || !(a->written_len | b->written_len)) return edits;
  return score_core_edits(a, b, 1);
}

/* ---- alignment ---- */

typedef struct {
  const ElgName *a, *b; /* a is the smaller in a fixed order, so that the score is symmetric */
  int swapped;          /* that is not the order they came in */
  uint64_t may[ELG_NAME_TOKENS]; /* of a token of a: a bit for each of b that it may resemble */
  unsigned hope_a, hope_b;       /* weight of the tokens that may resemble one of the other name */
  float wa[ELG_NAME_TOKENS], wb[ELG_NAME_TOKENS];
  int edits; /* score_edits, -1: not known yet */
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

static int score_is_expanded(const Scorer *s, int i, int j)
{
  return (s->a->tokens[i].flags | s->b->tokens[j].flags) & ELG_TOKEN_EXPANDED;
}

/* A short form is no word of its own. */
static int score_is_word(const ElgName *name, int i)
{
  ElgStr s = elg_name_text(name, i);
  return elg_name_written(name, i).n + 3 > s.n && elg_token_is_known(s, name->tokens + i);
}

static int score_known(const Scorer *s, int i, int j) { return score_is_word(s->a, i) + score_is_word(s->b, j); }

/* Most letters in which misspelt words differ where the names written together differ in so few. ends: not in their ends. */
static int score_near(size_t letters, int ends) { return letters < (ends ? 4 : 6) ? 1 : letters < 12 ? 2 : SCORE_EDITS; }

/* The letters of x in another order. */
static int score_shuffled(ElgStr x, ElgStr y)
{
  int sum = 0, squares = 0;
  if (x.n != y.n || x.n < 4) return 0;
  for (size_t i = 0; i < x.n; i++) {
    int c = (unsigned char)x.s[i], d = (unsigned char)y.s[i];
    sum += c - d, squares += c * c - d * d;
  }
  return !sum && !squares;
}

/* Of names that are equal but for a few letters: words that differ in these. Two known words are meant where more than one letter
** differs. */
static float score_slip(const Scorer *s, int i, int j)
{
  ElgMisspelling m;
  ElgStr x = elg_name_written(s->a, i), y = elg_name_written(s->b, j);
  size_t n = x.n < y.n ? x.n : y.n;
  int ends = n && x.s[0] == y.s[0] && x.s[x.n - 1] == y.s[y.n - 1];
  int limit = score_known(s, i, j) == 2 ? 1 : score_shuffled(x, y) ? SCORE_EDITS : score_near(n, ends);
  if (n < 2 || elg_str_equal(x, y) || !elg_misspelling(x, y, limit, &m)) return 0;
  return 1 - 0.25f * (float)m.edits / (float)n;
}

/* A misspelt short form is not expanded: it is compared with what was written on the other side. Where the names are equal but
** for a few letters, any word may be the misspelt one, and none is cut short. */
static float score_similarity(const Scorer *s, int i, int j, ElgPairKind *kind)
{
  const ElgToken *x = s->a->tokens + i, *y = s->b->tokens + j;
  float sim = elg_token_similarity(elg_name_text(s->a, i), x, elg_name_text(s->b, j), y, kind), typo = 0;
  if (x->kind == ELG_TOKEN_NUMBER || y->kind == ELG_TOKEN_NUMBER) return sim;
  int apart = x->len - y->len, alike = s->edits && s->edits <= SCORE_EDITS;
  if (alike && *kind == ELG_PAIR_ABBREVIATED && (apart > SCORE_EDITS || apart < -SCORE_EDITS)) sim = 0;
  if (alike && (sim < 0.5f || *kind == ELG_PAIR_TYPO)) typo = score_slip(s, i, j);
  else if (sim < 0.5f && score_is_expanded(s, i, j)) {
    ElgStr t = elg_name_written(s->a, i), u = elg_name_written(s->b, j);
    if (elg_token_may_be_typo(t, u)) typo = elg_token_typo(t, u, score_known(s, i, j));
  }
  if (typo <= sim) return sim;
  *kind = ELG_PAIR_TYPO;
  return typo;
}

/* All pairs of tokens that resemble each other. */
static int score_offers(const Scorer *s, ScoreOffer *offers)
{
  int n = 0, alike = s->edits && s->edits <= SCORE_EDITS;
  for (int i = 0; i < s->a->n; i++)
    for (int j = 0; j < s->b->n && n < SCORE_OFFERS; j++) {
      ElgPairKind kind;
      if (!alike && !score_is_expanded(s, i, j) && !(s->may[i] >> j & 1)) continue; /* NOLINT: score_look set it */
      const ElgToken *x = s->a->tokens + i, *y = s->b->tokens + j;
      float sim = score_similarity(s, i, j, &kind);
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
    uint8_t x = s->a->tokens[o->i].weight, y = s->b->tokens[o->j].weight;
    s->wa[o->i] = s->wb[o->j] = (float)(x < y ? x : y) / 255;
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

/* What is left over of one side's core: the words written together. */
typedef struct {
  ScoreText text;
  int n, first;
  size_t generic; /* letters of generic words among them */
  float weight;
} ScoreRest;

/* What was written for a token, a phrase without its stop words: those beside words are no words of the core. */
static void score_add_written(ScoreText *text, const ElgName *name, int i)
{
  ElgStr s = elg_name_written(name, i);
  for (size_t from = 0, end; from < s.n; from = end + 1) {
    for (end = from; end < s.n && s.s[end] != ' ';) end++;
    ElgStr word = {s.s + from, end - from};
    if (word.n == s.n || !(elg_words_info(elg_words_find(elg_hash(word)))->role & ELG_ROLE_STOP)) score_text_add(text, word);
  }
}

static void score_rest(const ElgName *name, const ElgPairing *pairing, const float *weight, ScoreRest *rest)
{
  rest->text.n = 0;
  rest->n = 0;
  rest->generic = 0;
  rest->weight = 0;
  for (int i = 0; i < name->n; i++) {
    if (pairing[i].similarity >= 0.5f || !elg_token_is_core(name->tokens + i)) continue;
    if (!rest->n++) rest->first = i;
    size_t before = rest->text.n;
    score_add_written(&rest->text, name, i);
    if (name->tokens[i].kind == ELG_TOKEN_FILLER) rest->generic += rest->text.n - before;
    rest->weight += weight[i];
  }
}

static void score_join_rest(const ElgName *name, ElgPairing *pairing, float *weight, float scale, ElgPairing with)
{
  for (int i = 0; i < name->n; i++) {
    if (pairing[i].similarity >= 0.5f || !elg_token_is_core(name->tokens + i)) continue;
    pairing[i] = with;
    weight[i] *= scale;
  }
}

/* Of names that are equal but for a few letters: words that a misplaced blank or a letter changed into other words. The letters of
** generic words do not count beside others: "FvrEnterprises" is not "Tmr Enterprises". Beside a misplaced blank one letter may be
** another. */
static void score_rests(Scorer *s)
{
  ScoreRest x, y;
  ElgMisspelling m = {0, 0, 0, 0};
  score_rest(s->a, s->out->a, s->wa, &x);
  score_rest(s->b, s->out->b, s->wb, &y);
  ElgStr t = {x.text.s, x.text.n}, u = {y.text.s, y.text.n};
  if (!x.n || !y.n || x.n + y.n < 3 || (!elg_str_equal(t, u) && !elg_misspelling(t, u, SCORE_EDITS, &m))) return;
  if (x.generic == t.n) x.generic = 0; /* a phrase misspelt: "Heavy Iindustries" */
  if (y.generic == u.n) y.generic = 0;
  size_t generic = x.generic > y.generic ? x.generic : y.generic, letters = t.n < u.n ? t.n : u.n;
  letters = letters > generic ? letters - generic : 0;
  int allowed = score_edits_allowed(letters);
  if (m.edits > (x.n != y.n && allowed > 1 ? 1 : allowed)) return;
  float sim = m.edits ? 1 - 0.25f * (float)m.edits / (float)letters : 1;
  float weight = x.weight < y.weight ? x.weight : y.weight;
  if (sim < 0.5f) return;
  score_join_rest(s->a, s->out->a, s->wa, weight / x.weight, (ElgPairing){sim, (int8_t)y.first, ELG_PAIR_JOINED});
  score_join_rest(s->b, s->out->b, s->wb, weight / y.weight, (ElgPairing){sim, (int8_t)x.first, ELG_PAIR_JOINED});
}

/* ---- initials of some words ---- */

#define SCORE_INITIALS 0.95f

/* Letters that token j of y gives to its initials: one for each word of a phrase that it stands for. */
static size_t score_letters(const ElgName *y, int j)
{
  ElgStr s = elg_name_text(y, j), written = elg_name_written(y, j);
  size_t n = 1;
  for (size_t i = 0; written.s == s.s && i < s.n; i++) n += s.s[i] == ' ';
  return n;
}

/* A word that tells has a partner. */
static int score_has_telling(const ElgName *x, const ElgPairing *px)
{
  for (int i = 0; i < x->n; i++)
    if (px[i].similarity >= 0.5f && x->tokens[i].kind == ELG_TOKEN_NAME && elg_token_is_core(x->tokens + i)) return 1;
  return 0;
}

/* The only word of x without a partner is the initials of the first words of y, which has others: "ZM Brzozka". Two letters are
** none beside generic words: "M & T Services". */
static void score_short(const ElgName *x, ElgPairing *px, const ElgName *y, ElgPairing *py)
{
  int own = -1, until = 0;
  size_t n = 0;
  if (y->acronym_len < 3 || x->n_core < 2) return;
  for (int i = 0; i < x->n; i++) {
    if (px[i].similarity >= 0.5f || !elg_token_is_core(x->tokens + i)) continue;
    if (own >= 0) return;
    own = i;
  }
  if (own < 0 || x->tokens[own].len < 2 || x->tokens[own].len >= y->acronym_len) return;
  ElgStr s = elg_name_written(x, own);
  if (s.n < 2 || s.n >= y->acronym_len || memcmp(s.s, y->acronym, s.n)) return;
  if (s.n == 2 && !score_has_telling(x, px)) return;
  for (; until < y->n && n < s.n; until++) {
    if (!elg_token_is_core(y->tokens + until)) continue;
    if (py[until].similarity >= 0.5f) return;
    n += score_letters(y, until);
  }
  if (n != s.n) return;
  for (int j = 0; j < until; j++)
    if (elg_token_is_core(y->tokens + j)) py[j] = (ElgPairing){SCORE_INITIALS, (int8_t)own, ELG_PAIR_INITIALS};
  for (int j = until; j-- > 0;)
    if (elg_token_is_core(y->tokens + j)) px[own] = (ElgPairing){SCORE_INITIALS, (int8_t)j, ELG_PAIR_INITIALS};
}

/* Shares of the names' weight: less agreement is none. See score_is_hopeless. */
#define SCORE_HOPE 0.34
#define SCORE_HOPE_BOTH 0.55
#define SCORE_EPSILON 1e-9

/* ---- features ---- */

static double score_max(double x, double y) { return x > y ? x : y; }
static double score_min(double x, double y) { return x < y ? x : y; }

/* What one side has unmatched. */
typedef struct {
  double matched, missed, doubt;
  double rare_match, rare_miss;
  double first;
  int last_missed;
  int numbers, places, sectors, fillers, others; /* unmatched tokens of the kind outside brackets */
  int nations;                                   /* places among them that are countries */
  int countries, brackets;                       /* unmatched in brackets: countries, anything else */
  double abroad;                                 /* what the countries weigh */
  double telling;                                /* rarity of the rarest matched word that is no generic word, place or number */
} ScoreSide;

static void score_missed(const ElgToken *t, ScoreSide *side)
{
  double w = t->weight / 255.0;
  if (t->kind == ELG_TOKEN_STOP) return;
  if (w > side->rare_miss) side->rare_miss = w;
  if (t->flags & ELG_TOKEN_BRACKET) {
    int country = (t->flags & ELG_TOKEN_CODE) || (t->place && elg_words_place_is_country(t->place));
    side->countries += country;
    side->abroad += country ? w : 0;
    if (t->kind == ELG_TOKEN_FILLER) side->fillers++; /* "(Holding Company)" */
    else side->brackets += !country;
    return;
  }
  switch (t->kind) {
  case ELG_TOKEN_NUMBER: side->numbers++; break;
  case ELG_TOKEN_PLACE:
    side->places++;
    side->nations += elg_words_place_is_country(t->place);
    break;
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
    if (sim > 0 && sim < 0.94) side->doubt += w * sim;
    if (core && side->first < 0) side->first = sim;
    if (core) side->last_missed = sim < 0.5;
    int telling = t->kind == ELG_TOKEN_NAME || (t->kind == ELG_TOKEN_NUMBER && t->weight > 200);
    if (sim < 0.5) score_missed(t, side);
    else if (telling && core) side->telling = score_max(side->telling, w);
    if (sim >= 0.5) side->rare_match = score_max(side->rare_match, pairing[i].kind == ELG_PAIR_TYPO ? w : t->weight / 255.0);
  }
  if (side->first < 0) side->first = 0;
}

/* A brand beside generic words, a nation or both: all of the shorter name but generic words is in the longer one, which has no other
** word more. */
static double score_brand(const ScoreSide *s, const ScoreSide *l)
{
  int left = s->numbers + s->places + s->sectors + s->others;
  int more = l->fillers + l->sectors + l->nations;
  return left || !more || l->others || l->numbers || l->places > l->nations ? 0 : s->telling;
}

/* Three letters are more often chance than initials, except those that everybody knows. */
static int score_is_famous(ElgStr s) { return elg_words_info(elg_words_find(elg_hash(s)))->famous; }

/* "P&G" and "Procter & Gamble": two letters are initials where both names join two by "and". */
static int score_is_pair(const ElgName *x, const ElgName *y)
{
  return x->has_and && y->has_and && x->n_core == 1 && y->n_core == 2 && x->core_len == 2 && y->acronym_len == 2;
}

/* A word of x is the initials of y, or its only word those of y and its legal form: 1 for four letters and more (five where the form
** has two of them) and for famous ones, else less, and half beside other words. */
static double score_acronym(const ElgName *x, const ElgPairing *px, const ElgName *y)
{
  if (score_is_pair(x, y) && !memcmp(x->text, y->acronym, 2)) return 1;
  for (int i = 0; i < x->n && y->acronym_len; i++) {
    ElgStr s = elg_name_text(x, i);
    if (x->tokens[i].kind == ELG_TOKEN_STOP || px[i].similarity >= 0.5f || s.n < 3) continue;
    if (x->tokens[i].flags & ELG_TOKEN_EXPANDED) continue; /* short for another firm's words */
    int tail = x->n_core == 1 ? elg_name_tail(y, s.n) : 0;
    if ((s.n == y->acronym_len || tail) && !memcmp(s.s, y->acronym, s.n))
      return (s.n > 3 + (size_t)(tail > 1) || score_is_famous(s) ? 1 : 0.8) * (x->n_core == 1 ? 1 : 0.5);
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

/* Whether words of a name in Latin letters were Han or kana before they were translated: nobody would write them in kana. */
static int score_is_translated(const ElgName *name)
{
  for (int i = 0; i < name->n && name->is_cjk; i++) {
    const ElgToken *t = name->tokens + i;
    if (t->kind != ELG_TOKEN_FILLER && elg_token_is_core(t) && ((t->flags & ELG_TOKEN_EXPANDED) || t->place)) return 1;
  }
  return 0;
}

/* Kana on one side only: share of the sounds that agree at the beginning and the end. */
static double score_sound(const ElgName *a, const ElgName *b)
{
  ElgSound s, t;
  if (score_has_cjk(a) == score_has_cjk(b) || score_is_abroad(a) || score_is_abroad(b)) return 0;
  if (score_is_translated(score_has_cjk(a) ? b : a)) return 0;
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

/* By the legal form. Registers of China set trade and province into a name, and lists leave them out. */
static int score_is_chinese(const ElgName *name)
{
  for (int i = 0; i < name->n_legal; i++)
    if (elg_words_legal_is_chinese(name->legal[i])) return 1;
  return 0;
}

/* By the legal form, in whatever letters. In lists of Japan a name without form is still another firm's than with "holdings". */
static int score_is_japanese(const ElgName *name)
{
  for (int i = 0; i < name->n_legal; i++) {
    const char *form = elg_words_legal(name->legal[i])->canonical;
    if (!strcmp(form, "kk") || !strcmp(form, "yk") || !strcmp(form, "gk")) return 1;
  }
  return 0;
}

/* Initials on one side, the names of their letters in kana on the other. */
static int score_spells(const ElgName *x, const ElgName *y)
{
  return x->is_cjk != y->is_cjk || score_has_cjk(x) != score_has_cjk(y) ? elg_sound_spells(x, y) || elg_sound_spells(y, x) : 0;
}

/* How much two misspelt words are words of their own: least when one is unknown, most when both are common. */
static double score_own(const Scorer *s, int i, int j)
{
  const ElgToken *x = s->a->tokens + i, *y = s->b->tokens + j;
  int known = score_known(s, i, j);
  return known == 2 ? 1.5 - (x->weight > y->weight ? x->weight : y->weight) / 255.0 : known == 1 ? 0.25 : 0.5;
}

/* A letter that changed beside a blank. */
static void score_joined_typo(const ElgPairing *p, double *f)
{
  f[ELG_F_TYPO_WORDS] = score_max(f[ELG_F_TYPO_WORDS], 0.25);
  f[ELG_F_TYPO_SHARE] = score_max(f[ELG_F_TYPO_SHARE], 4 * (1 - (double)p->similarity));
  f[ELG_F_TYPO_KNOWN] = score_max(f[ELG_F_TYPO_KNOWN], 0.5);
  f[ELG_F_TYPO_ODD] = score_max(f[ELG_F_TYPO_ODD], 0.5);
}

/* Misspelt words: how many, and the most doubtful of each kind of doubt. */
static void score_typos(const Scorer *s, double *f)
{
  for (int i = 0; i < s->a->n; i++) {
    const ElgPairing *p = s->out->a + i;
    ElgMisspelling m = {1, 0.5f, 0, 0};
    if (p->kind == ELG_PAIR_JOINED && p->similarity < 1) score_joined_typo(p, f);
    if (p->kind != ELG_PAIR_TYPO || p->partner < 0) continue;
    ElgStr x = elg_name_text(s->a, i), y = elg_name_text(s->b, p->partner);
    if (!elg_misspelling(x, y, SCORE_EDITS, &m)) {
      x = elg_name_written(s->a, i), y = elg_name_written(s->b, p->partner);
      elg_misspelling(x, y, SCORE_EDITS, &m);
    }
    f[ELG_F_TYPO_WORDS] = score_min(f[ELG_F_TYPO_WORDS] + 0.25, 1);
    f[ELG_F_TYPO_SHARE] = score_max(f[ELG_F_TYPO_SHARE], (double)m.edits / (double)(x.n < y.n ? x.n : y.n));
    f[ELG_F_TYPO_KNOWN] = score_max(f[ELG_F_TYPO_KNOWN], score_own(s, i, p->partner));
    f[ELG_F_TYPO_ODD] = score_max(f[ELG_F_TYPO_ODD], (double)m.oddity);
    f[ELG_F_TYPO_FIRST] = score_max(f[ELG_F_TYPO_FIRST], m.first && !m.swapped);
  }
}

/* All words of one are words of the other, inflected at most. */
static int score_inflected(const ElgName *x, const ElgPairing *pairing)
{
  for (int i = 0; i < x->n; i++)
    if (elg_token_is_core(x->tokens + i) && (pairing[i].partner < 0 || pairing[i].kind > ELG_PAIR_INFLECTED)) return 0;
  return 1;
}

/* A side whose words are the initials of the other's, or have them: nothing of it is unmatched but what brackets hold. */
static ScoreSide score_explained(const ScoreSide *side)
{
  return (ScoreSide){.matched = side->matched, .rare_match = side->rare_match, .countries = side->countries, .brackets = side->brackets};
}

/* The two sides, and how the names agree as a whole. */
typedef struct {
  ScoreSide a, b;
  int core_equal, initials;
  double matched;
} ScoreSides;

/* The features without any of which two names are not alike. */
static int score_likeness(const Scorer *s, ScoreSides *both)
{
  ScoreSide a, b;
  const ElgName *x = s->a, *y = s->b;
  double *f = s->out->feature;
  score_side(x, s->out->a, s->wa, &a);
  score_side(y, s->out->b, s->wb, &b);
  int core_equal = x->core_len && (x->core == y->core || x->raw == y->raw || x->all == y->all || score_respelt(x, y, s->out) ||
                                   score_spells(x, y));
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
  f[ELG_F_ACRONYM] = core_equal ? 0 : score_max(score_acronym(x, s->out->a, y), score_acronym(y, s->out->b, x));
  int initials = f[ELG_F_ACRONYM] > 0.5;
  if (initials) a = score_explained(&a), b = score_explained(&b);
  double matched = (a.matched + b.matched) / 2;
  f[ELG_F_JACCARD] = matched / (matched + a.missed + b.missed + SCORE_EPSILON);
  f[ELG_F_CORE_EQUAL] = core_equal;
  f[ELG_F_ALL_EQUAL] = x->all == y->all;
  f[ELG_F_PREFIX] = core_equal ? 1 : score_prefix(x, y);
  f[ELG_F_SOUND] = score_sound(x, y);
  int edits = core_equal || (score_inflected(x, s->out->a) && score_inflected(y, s->out->b)) ? 0 : s->edits;
  f[ELG_F_WHOLE] = edits > SCORE_EDITS ? 0 : 1 - (double)edits / score_max(x->core_len < y->core_len ? x->core_len : y->core_len, 1);
  f[ELG_F_WHOLE_EDITS] = edits / (SCORE_EDITS + 1.0);
  *both = (ScoreSides){a, b, core_equal, initials, matched};
  return f[ELG_F_JACCARD] >= SCORE_HOPE || core_equal || f[ELG_F_ALL_EQUAL] > 0 || f[ELG_F_ACRONYM] > 0 || f[ELG_F_SOUND] > 0 ||
         f[ELG_F_PREFIX] >= 0.9 || f[ELG_F_WHOLE] > 0;
}

/* The other features. */
static void score_features(const Scorer *s, const ScoreSides *both)
{
  ScoreSide a = both->a, b = both->b;
  const ElgName *x = s->a, *y = s->b;
  double *f = s->out->feature, matched = both->matched;
  int core_equal = both->core_equal, initials = both->initials;
  double less = score_max(score_min(a.missed - a.abroad, b.missed - b.abroad), 0);
  f[ELG_F_CONTAINED] = matched / (matched + less + SCORE_EPSILON);
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
  f[ELG_F_LEGAL_OTHER] = !initials && x->legal_kind && y->legal_kind && x->legal[0] != y->legal[0];
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
  double missing = initials || f[ELG_F_JACCARD] > 1 - 1e-6 ? 0 : 1 - f[ELG_F_JACCARD];
  int formal = x->legal_kind && y->legal_kind;
  f[ELG_F_FORMAL_MISS] = formal ? missing : 0;
  f[ELG_F_CJK_MISS] = x->is_cjk && y->is_cjk && !score_is_chinese(x) && !score_is_chinese(y) ? missing : 0;
  for (int k = ELG_F_TYPO_WORDS; k <= ELG_F_TYPO_FIRST; k++) f[k] = 0;
  if (!core_equal) score_typos(s, f);
  int subset = f[ELG_F_CONTAINED] > 0.97 && !core_equal && matched > 0 && f[ELG_F_TYPO_WORDS] <= 0;
  f[ELG_F_SUBSET_RARE] = subset ? f[ELG_F_RARE_MATCH] : 0;
  f[ELG_F_SUBSET_COINED] = subset && f[ELG_F_RARE_MATCH] >= 1;
  f[ELG_F_OTHER_EXTRA] = !a.others != !b.others;
  f[ELG_F_OTHER_CONFLICT] = a.others && b.others;
  f[ELG_F_COUNTRY_MISS] = a.countries || b.countries ? missing : 0;
  f[ELG_F_FORMAL_FILLER] = formal && f[ELG_F_FILLER_EXTRA] > 0;
  f[ELG_F_FORMAL_BRACKET] = formal && (f[ELG_F_BRACKET_EXTRA] > 0 || f[ELG_F_BRACKET_CONFLICT] > 0);
  double brand = core_equal || initials ? 0 : score_max(score_brand(&a, &b), score_brand(&b, &a));
  if (brand > 0 && (score_is_japanese(x) || score_is_japanese(y))) brand = 0;
  f[ELG_F_BRAND] = brand;
  f[ELG_F_BARE] = brand > 0 && !(score_brand(&a, &b) > 0 ? x : y)->legal_kind;
  f[ELG_F_SPELLING] = f[ELG_F_SOUND] > 0 ? elg_sound_spelling(x, y) * (a.fillers || b.fillers ? 0.75 : 1) : 0;
  f[ELG_F_CORE_RARE] = core_equal ? f[ELG_F_RARE_MATCH] : 0;
  f[ELG_F_SURE] = score_min(matched - (a.doubt + b.doubt) / 2, 3) / 3;
}

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

static int score_may_resemble(const ElgName *x, int i, const ElgName *y, int j)
{
  const ElgToken *s = x->tokens + i, *t = y->tokens + j;
  if (elg_token_may_resemble(elg_name_text(x, i), s, elg_name_text(y, j), t)) return 1;
  if (!((s->flags | t->flags) & ELG_TOKEN_EXPANDED) || ((s->flags ^ t->flags) & ELG_TOKEN_CJK)) return 0;
  return elg_may_be_misspelt(elg_name_written(x, i), elg_name_written(y, j));
}

/* Which tokens may resemble which. */
static void score_look(Scorer *s, const ElgName *a, const ElgName *b)
{
  uint64_t met = 0;
  s->swapped = a->full > b->full; /* names of one full form are equal */
  s->a = s->swapped ? b : a;
  s->b = s->swapped ? a : b;
  s->edits = -1;
  s->hope_a = s->hope_b = 0;
  for (int i = 0; i < s->a->n; i++) {
    uint64_t may = 0;
    for (int j = 0; j < s->b->n; j++) may |= (uint64_t)(score_may_resemble(s->a, i, s->b, j) != 0) << j;
    s->may[i] = may;
    met |= may;
    if (may) s->hope_a += s->a->tokens[i].weight;
  }
  for (int j = 0; j < s->b->n; j++)
    if (met >> j & 1) s->hope_b += s->b->tokens[j].weight;
}

/* Of all words, those of the legal form too, or of the first ones. */
static int score_may_be_initials(const ElgName *x, const ElgName *y)
{
  int most = y->acronym_len + y->acronym_tail;
  if ((y->acronym_len < 3 && most < 4 && !score_is_pair(x, y)) || x->n_core > 4) return 0;
  for (int i = 0; i < x->n; i++) {
    const ElgToken *t = x->tokens + i;
    if (t->kind == ELG_TOKEN_STOP || t->len < 2 || t->len > most) continue;
    if (!memcmp(x->text + t->at, y->acronym, t->len)) return 1;
  }
  return 0;
}

/* Neighbours of x are one word of y: "Zong Tai", "ZongTai". */
static int score_may_be_joined(const ElgName *x, const ElgName *y)
{
  for (int i = 0; i + 1 < x->n; i++) {
    const ElgToken *t = x->tokens + i;
    for (int j = 0; j < y->n; j++) {
      const ElgToken *u = y->tokens + j;
      if (u->len == t[0].len + t[1].len && !memcmp(y->text + u->at, x->text + t[0].at, t[0].len) &&
          !memcmp(y->text + u->at + t[0].len, x->text + t[1].at, t[1].len)) return 1;
    }
  }
  return 0;
}

/* Names whose words may agree in less than SCORE_HOPE of their weight (SCORE_HOPE_BOTH where each has a quarter that cannot)
** score 0, unless they are equal written together, in part or whole, initials, a few letters apart or in two scripts. Part of the
** score's definition, and what keeps it cheap: this is the test that sees most of them before they are aligned. */
static int score_is_hopeless(Scorer *s)
{
  const ElgName *a = s->a, *b = s->b;
  if (a->core == b->core || a->raw == b->raw || a->all == b->all) return 0;
  unsigned x = s->hope_a, y = s->hope_b, total = (unsigned)a->total + b->total;
  double matched = (x + y) / 2.0;
  int both = (a->total - x) * 4 > a->total && (b->total - y) * 4 > b->total;
  if (x && y && matched > (both ? SCORE_HOPE_BOTH : SCORE_HOPE) * (total - matched)) return 0;
  if (score_has_cjk(a) != score_has_cjk(b)) return 0;
  if (score_may_be_initials(a, b) || score_may_be_initials(b, a)) return 0;
  if (score_may_be_joined(a, b) || score_may_be_joined(b, a)) return 0;
  s->edits = score_edits(a, b);
  return s->edits > SCORE_EDITS;
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

/* hopeless: what score_is_hopeless says of the pair. Scores below least may be given as 0, without the features of names not alike. */
static void score_compare(Scorer *s, int hopeless, double least, ElgComparison *out)
{
  const ElgName *a = s->a, *b = s->b;
  ScoreSides sides;
  s->out = out;
  score_start(s);
  if (s->edits < 0) s->edits = score_edits(a, b);
  score_pair(s);
  score_joined(a, out->a, b, out->b);
  score_joined(b, out->b, a, out->a);
  if (s->edits && s->edits <= SCORE_EDITS) score_rests(s);
  score_short(a, out->a, b, out->b);
  score_short(b, out->b, a, out->a);
  int alike = score_likeness(s, &sides);
  if (alike || least <= 0) score_features(s, &sides);
  out->score = !a->n || !b->n ? 0 : a->full == b->full ? 1 : !alike || hopeless ? 0 :
               score_logistic(score_sum(out->feature, score_least(least)));
  if (s->swapped) score_swap_sides(out, a->n > b->n ? a->n : b->n);
}

void elg_compare(const ElgName *a, const ElgName *b, ElgComparison *out)
{
  Scorer s;
  score_look(&s, a, b);
  int hopeless = score_is_hopeless(&s);
  score_compare(&s, hopeless, 0, out);
}

double elg_score(const ElgName *a, const ElgName *b) { return elg_score_least(a, b, 0); }

double elg_score_least(const ElgName *a, const ElgName *b, double least)
{
  Scorer s;
  ElgComparison c;
  if (a->full == b->full) return a->n != 0;
  if (!a->n || !b->n) return 0;
  score_look(&s, a, b);
  if (score_is_hopeless(&s)) return 0;
  score_compare(&s, 0, least, &c);
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
