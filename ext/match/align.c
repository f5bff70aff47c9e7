#include "match/scorer.h"
#include <string.h>
#include "match/resemble.h"
#include "match/translit.h"

/* ---- the cores written together ---- */

/* Letters of the shorter core that a number of edits needs. */
static int align_edits_allowed(size_t letters) { return letters < 4 ? 0 : letters < 7 ? 1 : letters < 12 ? 2 : SCORE_EDITS; }

/* Room for words written together without blanks. */
typedef struct {
  char s[ELG_NAME_MAX];
  size_t n;
} AlignText;

static void align_text_add(AlignText *text, ElgStr s)
{
  for (size_t i = 0; i < s.n && text->n < sizeof text->s; i++)
    if (s.s[i] != ' ') text->s[text->n++] = s.s[i];
}

/* Add a token's text, of a phrase without its stop words: those beside words are no words of the core. */
static void align_add_token(AlignText *text, ElgStr s)
{
  ElgStr word;
  for (size_t at = 0; elg_name_next_word(s, &at, &word);) align_text_add(text, word);
}

/* The core without blanks; written: with words as they were written, not expanded. */
static ElgStr align_core(const ElgName *name, int written, AlignText *room)
{
  room->n = 0;
  if (!written && !memchr(name->text, ' ', name->core_len)) return (ElgStr){name->text, name->core_len};
  for (int i = 0; i < name->n; i++)
    if (elg_token_is_core(name->tokens + i)) align_add_token(room, written ? elg_name_written(name, i) : elg_name_text(name, i));
  return (ElgStr){room->s, room->n};
}

/* OSA distance of the cores, SCORE_EDITS + 1 when there are more than the length allows, other digits, or other than Latin letters. */
static int align_core_edits(const ElgName *a, const ElgName *b, int written)
{
  AlignText x, y;
  ElgMisspelling m;
  ElgStr s = align_core(a, written, &x), t = align_core(b, written, &y);
  int limit = align_edits_allowed(s.n < t.n ? s.n : t.n);
  if (elg_str_equal(s, t)) return 0;
  if (!limit || !elg_misspelling(s, t, limit, &m)) return SCORE_EDITS + 1;
  return elg_digits_differ(s, t) || !elg_str_is_ascii(s) || !elg_str_is_ascii(t) ? SCORE_EDITS + 1 : m.edits;
}

/* Whether the cores as written begin or end alike. */
static int align_ends_alike(const ElgName *a, const ElgName *b)
{
  ElgStr first[2] = {{0, 0}, {0, 0}}, last[2] = {{0, 0}, {0, 0}};
  for (int side = 0; side < 2; side++) {
    const ElgName *name = side ? b : a;
    int i = 0, k = name->n - 1;
    while (i < name->n && !elg_token_is_core(name->tokens + i)) i++;
    while (k > i && !elg_token_is_core(name->tokens + k)) k--;
    if (i < name->n) first[side] = elg_name_written(name, i), last[side] = elg_name_written(name, k);
    if (!first[side].n || !last[side].n) return 0;
  }
  return first[0].s[0] == first[1].s[0] || last[0].s[last[0].n - 1] == last[1].s[last[1].n - 1];
}

/* The same for the cores of names, or the cores as written. Cheap where most pairs are: an edit changes the letters there are
** by two at most, and most names misspelt begin or end alike. */
static int align_edits(const ElgName *a, const ElgName *b)
{
  int edits = SCORE_EDITS + 1, n = a->core_len, m = b->core_len;
  if (!n || !m) return edits;
  int ends = a->text[0] == b->text[0] || a->text[n - 1] == b->text[m - 1];
  if (ends && elg_ones(a->letters ^ b->letters) <= 2 * align_edits_allowed((size_t)(n < m ? n : m)))
    edits = align_core_edits(a, b, 0);
  if (edits <= SCORE_EDITS || !(a->written_len | b->written_len) || !align_ends_alike(a, b)) return edits;
  return align_core_edits(a, b, 1);
}

/* ---- what may be alike ---- */

static int align_may_resemble(const ElgName *x, int i, const ElgName *y, int j)
{
  const ElgToken *s = x->tokens + i, *t = y->tokens + j;
  if (elg_token_may_resemble(elg_name_text(x, i), s, elg_name_text(y, j), t)) return 1;
  if (!((s->flags | t->flags) & ELG_TOKEN_EXPANDED) || ((s->flags ^ t->flags) & ELG_TOKEN_CJK)) return 0;
  return elg_may_be_misspelt(elg_name_written(x, i), elg_name_written(y, j));
}

void elg_align_look(Scorer *s, const ElgName *a, const ElgName *b)
{
  uint64_t met = 0;
  s->swapped = a->full > b->full; /* names of one full form are equal */
  s->a = s->swapped ? b : a;
  s->b = s->swapped ? a : b;
  s->edits = -1;
  s->hope_a = s->hope_b = 0;
  for (int i = 0; i < s->a->n; i++) {
    uint64_t may = 0;
    for (int j = 0; j < s->b->n; j++) may |= (uint64_t)(align_may_resemble(s->a, i, s->b, j) != 0) << j;
    s->may[i] = may;
    met |= may;
    if (may) s->hope_a += s->a->tokens[i].weight;
  }
  for (int j = 0; j < s->b->n; j++)
    if (met >> j & 1) s->hope_b += s->b->tokens[j].weight;
}

/* Of all words, those of the legal form too, or of the first ones. */
static int align_may_be_initials(const ElgName *x, const ElgName *y)
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
static int align_may_be_joined(const ElgName *x, const ElgName *y)
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

int elg_align_is_hopeless(Scorer *s)
{
  const ElgName *a = s->a, *b = s->b;
  if (a->core == b->core || a->raw == b->raw || a->all == b->all || a->core == b->raw || a->raw == b->core ||
      score_is_name_with_form(a, b)) return 0;
  unsigned x = s->hope_a, y = s->hope_b, total = (unsigned)a->total + b->total;
  double matched = (x + y) / 2.0;
  int both = (a->total - x) * 4 > a->total && (b->total - y) * 4 > b->total;
  if (x && y && matched > (both ? SCORE_HOPE_BOTH : SCORE_HOPE) * (total - matched)) return 0;
  if (score_has_cjk(a) != score_has_cjk(b)) return 0;
  if (align_may_be_initials(a, b) || align_may_be_initials(b, a)) return 0;
  if (align_may_be_joined(a, b) || align_may_be_joined(b, a)) return 0;
  s->edits = align_edits(a, b);
  return s->edits > SCORE_EDITS;
}

/* ---- alignment ---- */

/* A pair of tokens on offer. */
typedef struct {
  float value, similarity;
  uint8_t i, j, kind;
} AlignOffer;

#define ALIGN_OFFERS 1024

static int align_before(const AlignOffer *x, const AlignOffer *y)
{
  if (x->value != y->value) return x->value > y->value;
  return x->i != y->i ? x->i < y->i : x->j < y->j;
}

static int align_is_expanded(const Scorer *s, int i, int j)
{
  return (s->a->tokens[i].flags | s->b->tokens[j].flags) & ELG_TOKEN_EXPANDED;
}

/* Most letters in which misspelt words differ where the names written together differ in so few. ends: not in their ends. */
static int align_near(size_t letters, int ends) { return letters < (ends ? 4 : 6) ? 1 : letters < 12 ? 2 : SCORE_EDITS; }

/* The letters of x in another order. */
static int align_shuffled(ElgStr x, ElgStr y)
{
  int sum = 0, squares = 0;
  if (x.n != y.n || x.n < 4) return 0;
  for (size_t i = 0; i < x.n; i++) {
    int c = (unsigned char)x.s[i], d = (unsigned char)y.s[i];
    sum += c - d, squares += c * c - d * d;
  }
  return !sum && !squares;
}

/* Whether a word of the core beside word i is no generic one. */
static int align_has_more(const ElgName *name, int i)
{
  for (int k = 0; k < name->n; k++)
    if (k != i && elg_token_is_core(name->tokens + k) && name->tokens[k].kind != ELG_TOKEN_FILLER) return 1;
  return 0;
}

/* Of names that are equal but for a few letters: words that differ in these. Two known words are meant where more than one letter
** differs, and two firms where three letters are the name: "ICG Group", "IFG Group". */
static float align_slip(const Scorer *s, int i, int j)
{
  ElgMisspelling m;
  ElgStr x = elg_name_written(s->a, i), y = elg_name_written(s->b, j);
  size_t n = x.n < y.n ? x.n : y.n;
  int ends = n && x.s[0] == y.s[0] && x.s[x.n - 1] == y.s[y.n - 1];
  int limit = score_known(s, i, j) == 2 ? 1 : align_shuffled(x, y) ? SCORE_EDITS : align_near(n, ends);
  if (n < 2 || elg_str_equal(x, y) || !elg_misspelling(x, y, limit, &m)) return 0;
  if (n < 4 && !align_has_more(s->a, i) && !align_has_more(s->b, j)) return 0;
  return 1 - 0.25f * (float)m.edits / (float)n;
}

/* One of them stands for several words, the other for itself. */
static int align_is_phrase(const Scorer *s, int i, int j)
{
  int x = s->a->tokens[i].flags & ELG_TOKEN_EXPANDED, y = s->b->tokens[j].flags & ELG_TOKEN_EXPANDED;
  if (!x == !y) return 0;
  ElgStr written = x ? elg_name_written(s->a, i) : elg_name_written(s->b, j);
  return memchr(written.s, ' ', written.n) != NULL;
}

/* A number of digits. One written as a word is misspelt like a word. */
static int align_is_digits(const ElgToken *t) { return t->kind == ELG_TOKEN_NUMBER && !(t->flags & ELG_TOKEN_EXPANDED); }

/* A misspelt short form is not expanded: it is compared with what was written on the other side. Where the names are equal but
** for a few letters, any word may be the misspelt one, and none is cut short. */
static float align_similarity(const Scorer *s, int i, int j, ElgPairKind *kind)
{
  const ElgToken *x = s->a->tokens + i, *y = s->b->tokens + j;
  float sim = elg_token_similarity(elg_name_text(s->a, i), x, elg_name_text(s->b, j), y, kind), typo = 0;
  if (align_is_digits(x) || align_is_digits(y)) return sim;
  int apart = x->len - y->len, alike = s->edits && s->edits <= SCORE_EDITS;
  if (alike && align_is_phrase(s, i, j)) return 0; /* its words may be misspelt: align_rests */
  if (alike && *kind == ELG_PAIR_ABBREVIATED && (apart > SCORE_EDITS || apart < -SCORE_EDITS)) sim = 0;
  if (alike && (sim < 0.5f || *kind == ELG_PAIR_TYPO)) typo = align_slip(s, i, j);
  else if (sim < 0.5f && align_is_expanded(s, i, j)) {
    ElgStr t = elg_name_written(s->a, i), u = elg_name_written(s->b, j);
    if (elg_token_may_be_typo(t, u)) typo = elg_token_typo(t, u, score_known(s, i, j));
  }
  if (typo <= sim) return sim;
  *kind = ELG_PAIR_TYPO;
  return typo;
}

/* All pairs of tokens that resemble each other. */
static int align_offers(const Scorer *s, AlignOffer *offers)
{
  int n = 0, alike = s->edits && s->edits <= SCORE_EDITS;
  for (int i = 0; i < s->a->n; i++)
    for (int j = 0; j < s->b->n && n < ALIGN_OFFERS; j++) {
      ElgPairKind kind;
      if (!alike && !align_is_expanded(s, i, j) && !(s->may[i] >> j & 1)) continue; /* NOLINT: align_look set it */
      const ElgToken *x = s->a->tokens + i, *y = s->b->tokens + j;
      float sim = align_similarity(s, i, j, &kind);
      if (sim <= 0) continue;
      float value = sim * 10 + (float)(x->weight + y->weight) / 510 - 0.01f * (float)(i > j ? i - j : j - i);
      offers[n++] = (AlignOffer){value, sim, (uint8_t)i, (uint8_t)j, (uint8_t)kind};
    }
  return n;
}

/* Best first; a token is taken once. A misspelt word weighs as much as the commoner of the two. */
static void align_pair(Scorer *s)
{
  AlignOffer offers[ALIGN_OFFERS];
  int n = align_offers(s, offers);
  for (int taken = 0; taken < n; taken++) {
    int best = -1;
    for (int k = 0; k < n; k++) {
      const AlignOffer *o = offers + k;
      if (s->out->a[o->i].partner >= 0 || s->out->b[o->j].partner >= 0) continue;
      if (best < 0 || align_before(o, offers + best)) best = k;
    }
    if (best < 0) return;
    const AlignOffer *o = offers + best;
    s->out->a[o->i] = (ElgPairing){o->similarity, (int8_t)o->j, o->kind};
    s->out->b[o->j] = (ElgPairing){o->similarity, (int8_t)o->i, o->kind};
    if (o->similarity >= 1 || o->similarity < 0.5f) continue;
    uint8_t x = s->a->tokens[o->i].weight, y = s->b->tokens[o->j].weight;
    s->wa[o->i] = s->wb[o->j] = (float)(x < y ? x : y) / 255;
  }
}

/* Neighbours of one name written together in the other: "real real" and "realreal". */
static void align_joined(const ElgName *x, ElgPairing *px, const ElgName *y, ElgPairing *py)
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

/* Words that a token stands for. */
static int align_words(const ElgName *name, int i)
{
  ElgStr written = elg_name_written(name, i);
  int n = 1;
  for (size_t at = 0; at < written.n; at++) n += written.s[at] == ' ';
  return n;
}

/* Words i and i + 1 written together, where they are in the core and resemble no others than k and k + 1 of the other side. */
static int align_two(const ElgName *name, const ElgPairing *pairing, int i, int k, AlignText *text)
{
  text->n = 0;
  if (i < 0 || i + 1 >= name->n) return 0;
  for (int e = 0; e < 2; e++) {
    const ElgPairing *p = pairing + i + e;
    if (!elg_token_is_core(name->tokens + i + e) || (p->similarity >= 0.5f && (p->kind != ELG_PAIR_TYPO || p->partner != k + e))) return 0;
    align_add_token(text, elg_name_written(name, i + e));
  }
  return 1;
}

/* Of names that are equal but for a few letters: a letter that went over the blank beside it, "FirstO ption", is no slip in two words.
** One letter may be another beside it. */
static void align_shifted(Scorer *s)
{
  ElgComparison *out = s->out;
  for (int i = 0; i < s->a->n; i++) {
    AlignText x, y;
    ElgMisspelling m = {0, 0, 0, 0};
    if (out->a[i].kind != ELG_PAIR_TYPO) continue;
    int j = out->a[i].partner, from = i;
    if (!align_two(s->a, out->a, i, j, &x) || !align_two(s->b, out->b, j, i, &y)) {
      from--, j--; /* the word before it */
      if (!align_two(s->a, out->a, from, j, &x) || !align_two(s->b, out->b, j, from, &y)) continue;
    }
    ElgStr t = {x.s, x.n}, u = {y.s, y.n};
    if (elg_name_written(s->a, from).n == elg_name_written(s->b, j).n) continue;
    if (!elg_str_equal(t, u) && (t.n < SCORE_SHIFTED || !elg_misspelling(t, u, 1, &m))) continue;
    float sim = m.edits ? 1 - 0.25f / (float)t.n : 1;
    for (int e = 0; e < 2; e++) {
      out->a[from + e] = (ElgPairing){sim, (int8_t)(j + e), ELG_PAIR_JOINED};
      out->b[j + e] = (ElgPairing){sim, (int8_t)(from + e), ELG_PAIR_JOINED};
    }
  }
}

/* What is left over of one side's core: the words written together. */
typedef struct {
  AlignText text;
  int n, first; /* words, of phrases too */
  int places;
  size_t generic; /* letters of generic words among them */
  float weight;
} AlignRest;

static void align_rest(const ElgName *name, const ElgPairing *pairing, const float *weight, AlignRest *rest)
{
  rest->text.n = 0;
  rest->n = rest->places = 0;
  rest->generic = 0;
  rest->weight = 0;
  for (int i = 0; i < name->n; i++) {
    if (pairing[i].similarity >= 0.5f || !elg_token_is_core(name->tokens + i)) continue;
    if (!rest->n) rest->first = i;
    rest->n += align_words(name, i);
    size_t before = rest->text.n;
    align_add_token(&rest->text, elg_name_written(name, i));
    rest->places += name->tokens[i].kind == ELG_TOKEN_PLACE;
    if (name->tokens[i].kind == ELG_TOKEN_FILLER) rest->generic += rest->text.n - before;
    rest->weight += weight[i];
  }
}

static void align_join_rest(const ElgName *name, ElgPairing *pairing, float *weight, float scale, ElgPairing with)
{
  for (int i = 0; i < name->n; i++) {
    if (pairing[i].similarity >= 0.5f || !elg_token_is_core(name->tokens + i)) continue;
    pairing[i] = with;
    weight[i] *= scale;
  }
}

/* Whether all words left over of a core are in another script's letters, or none is: 1, 0, else -1. */
static int align_rest_is_native(const ElgName *name, const ElgPairing *pairing)
{
  int native = -1;
  for (int i = 0; i < name->n; i++) {
    int own = (name->tokens[i].flags & ELG_TOKEN_NATIVE) != 0;
    if (pairing[i].similarity >= 0.5f || !elg_token_is_core(name->tokens + i)) continue;
    if (native == !own) return -1;
    native = own;
  }
  return native;
}

/* The similarity of words left over that one side has in another script and as other words. */
static float align_rest_spelling(const Scorer *s, const AlignRest *x, const AlignRest *y)
{
  int a = align_rest_is_native(s->a, s->out->a), b = align_rest_is_native(s->b, s->out->b);
  ElgStr t = {x->text.s, x->text.n}, u = {y->text.s, y->text.n};
  if (a < 0 || b < 0 || a == b) return 0;
  return elg_translit_similarity(a ? t : u, a ? u : t) >= ELG_TRANSLIT_SURE ? 0.95f : 0;
}

/* The similarity of words left over that a misplaced blank or a letter changed into other words. The letters of generic words do not
** count beside others: "FvrEnterprises" is not "Tmr Enterprises". Beside a misplaced blank, and in a place, one letter may be another:
** "Hong Kong" is not "Hong Hing". */
static float align_rest_misspelt(AlignRest *x, AlignRest *y)
{
  ElgMisspelling m = {0, 0, 0, 0};
  ElgStr t = {x->text.s, x->text.n}, u = {y->text.s, y->text.n};
  if (!elg_str_equal(t, u) && !elg_misspelling(t, u, SCORE_EDITS, &m)) return 0;
  if (x->generic == t.n) x->generic = 0; /* a phrase misspelt: "Heavy Iindustries" */
  if (y->generic == u.n) y->generic = 0;
  size_t generic = x->generic > y->generic ? x->generic : y->generic, letters = t.n < u.n ? t.n : u.n;
  letters = letters > generic ? letters - generic : 0;
  int allowed = align_edits_allowed(letters);
  if (m.edits > ((x->n != y->n || x->places || y->places) && allowed > 1 ? 1 : allowed)) return 0;
  return m.edits ? 1 - 0.25f * (float)m.edits / (float)letters : 1;
}

/* The words without a partner of names that have the other words alike, as one. */
static void align_rests(Scorer *s)
{
  AlignRest x, y;
  align_rest(s->a, s->out->a, s->wa, &x);
  align_rest(s->b, s->out->b, s->wb, &y);
  if (!x.n || !y.n || x.n + y.n < 3) return;
  float sim = align_rest_misspelt(&x, &y);
  if (sim <= 0) sim = align_rest_spelling(s, &x, &y);
  if (sim < 0.5f) return;
  float weight = x.weight < y.weight ? x.weight : y.weight;
  align_join_rest(s->a, s->out->a, s->wa, weight / x.weight, (ElgPairing){sim, (int8_t)y.first, ELG_PAIR_JOINED});
  align_join_rest(s->b, s->out->b, s->wb, weight / y.weight, (ElgPairing){sim, (int8_t)x.first, ELG_PAIR_JOINED});
}

/* ---- initials of some words ---- */

#define ALIGN_INITIALS 0.95f
#define ALIGN_RARE 180    /* weight of a word beside two letters that are initials, at least */
#define ALIGN_SURNAME 128 /* the same where the letters are written apart, S.P. */

/* A word that tells, and weighs so much, has a partner. */
static int align_has_telling(const ElgName *x, const ElgPairing *px, int weight)
{
  for (int i = 0; i < x->n; i++)
    if (px[i].similarity >= 0.5f && x->tokens[i].kind == ELG_TOKEN_NAME && x->tokens[i].weight >= weight &&
        elg_token_is_core(x->tokens + i)) return 1;
  return 0;
}

/* The only word of x without a partner is the initials of the first words of y, which has others: "ZM Brzozka". Two letters are
** none beside generic words: "M & T Services". */
static void align_short(const ElgName *x, ElgPairing *px, const ElgName *y, ElgPairing *py)
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
  if (s.n == 2 && !align_has_telling(x, px, ALIGN_RARE)) return;
  for (; until < y->n && n < s.n; until++) {
    if (!elg_token_is_core(y->tokens + until)) continue;
    if (py[until].similarity >= 0.5f) return;
    n += (size_t)align_words(y, until);
  }
  if (n != s.n) return;
  for (int j = 0; j < until; j++)
    if (elg_token_is_core(y->tokens + j)) py[j] = (ElgPairing){ALIGN_INITIALS, (int8_t)own, ELG_PAIR_INITIALS};
  for (int j = until; j-- > 0;)
    if (elg_token_is_core(y->tokens + j)) px[own] = (ElgPairing){ALIGN_INITIALS, (int8_t)j, ELG_PAIR_INITIALS};
}

/* Core words without a partner. */
static int align_left(const ElgName *x, const ElgPairing *px)
{
  int n = 0;
  for (int i = 0; i < x->n; i++) n += px[i].similarity < 0.5f && elg_token_is_core(x->tokens + i);
  return n;
}

/* Letters put together that are the initials of as many neighbours without a partner, beside another word: "Ivanov S.P." As one word
** they are where nothing else is left of both names: "Zelmar IT", "Zelmar Information Technology". */
static void align_letters(const ElgName *x, ElgPairing *px, const ElgName *y, ElgPairing *py)
{
  for (int i = 0; i < x->n && !x->has_and; i++) {
    const ElgToken *t = x->tokens + i;
    int merged = (t->flags & ELG_TOKEN_MERGED) != 0;
    if (t->len < 2 - merged || t->len > 3 || px[i].similarity >= 0.5f || !elg_token_is_core(t)) continue;
    if (!merged && (align_left(x, px) > 1 || align_left(y, py) != t->len)) continue;
    if (!align_has_telling(x, px, merged || t->len > 2 ? ALIGN_SURNAME : ALIGN_RARE)) return;
    for (int j = 0; j + t->len <= y->n; j++) {
      int k = 0;
      while (k < t->len && elg_token_is_core(y->tokens + j + k) && py[j + k].similarity < 0.5f && y->tokens[j + k].len > 1 &&
             y->text[y->tokens[j + k].at] == x->text[t->at + k]) k++;
      if (k < t->len) continue;
      px[i] = (ElgPairing){ALIGN_INITIALS, (int8_t)j, ELG_PAIR_INITIALS};
      while (k-- > 0) py[j + k] = (ElgPairing){ALIGN_INITIALS, (int8_t)i, ELG_PAIR_INITIALS};
      break;
    }
  }
}

/* ---- names cut short ---- */

/* Letters of a name that a field cut, at least, and what a word that it lost weighs. */
#define ALIGN_CUT 15
#define ALIGN_LOST 0.25f

/* Token of y in which its first n letters end, -1 where they end with a word. */
static int align_cut_at(const ElgName *y, size_t n)
{
  size_t letters = 0;
  for (int j = 0; j < y->n; j++) {
    ElgStr written = elg_name_written(y, j), word;
    if (!elg_token_is_core(y->tokens + j)) continue;
    for (size_t at = 0; elg_name_next_word(written, &at, &word);) {
      letters += word.n;
      if (letters >= n) return letters == n ? -1 : j;
    }
  }
  return -1;
}

/* All letters of x are the first ones of y, and end inside a word: what y has behind them a field of x had no room for. */
static void align_cut(const ElgName *x, ElgPairing *px, const ElgName *y, ElgPairing *py, float *wy)
{
  AlignText text, room;
  int last = x->n - 1;
  if (x->core_len < ALIGN_CUT || x->text[0] != y->text[0]) return;
  while (last >= 0 && !elg_token_is_core(x->tokens + last)) last--;
  if (last < 1 || px[last].similarity >= 0.5f || px[0].similarity < 0.5f) return;
  ElgStr s = align_core(x, 1, &text), t = align_core(y, 1, &room);
  if (s.n < ALIGN_CUT || s.n >= t.n || memcmp(s.s, t.s, s.n)) return;
  int at = align_cut_at(y, s.n);
  if (at < 0) return;
  for (int i = 0; i <= last; i++)
    if (px[i].similarity < 0.95f && elg_token_is_core(x->tokens + i)) px[i] = (ElgPairing){1, (int8_t)at, ELG_PAIR_JOINED};
  for (int j = 0; j < y->n; j++) {
    if (py[j].similarity >= 0.95f || !elg_token_is_core(y->tokens + j)) continue;
    if (j <= at) py[j] = (ElgPairing){j < at ? 1 : 0.95f, (int8_t)last, ELG_PAIR_JOINED};
    else wy[j] *= ALIGN_LOST;
  }
}

/* ---- all of it ---- */

static void align_start(Scorer *s)
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

/* Whether a name has a word whose script is spelt by ear. */
static int align_is_by_ear(const ElgName *name)
{
  for (int i = 0; i < name->n; i++)
    if (name->tokens[i].flags & ELG_TOKEN_NATIVE && name->tokens[i].flags & ELG_TOKEN_DIGRAPH) return 1;
  return 0;
}

void elg_align(Scorer *s, ElgComparison *out)
{
  const ElgName *a = s->a, *b = s->b;
  s->out = out;
  align_start(s);
  if (s->edits < 0) s->edits = align_edits(a, b);
  align_pair(s);
  align_joined(a, out->a, b, out->b);
  align_joined(b, out->b, a, out->a);
  if (s->edits && s->edits <= SCORE_EDITS) align_shifted(s);
  if ((s->edits && s->edits <= SCORE_EDITS) || align_is_by_ear(a) != align_is_by_ear(b)) align_rests(s);
  align_short(a, out->a, b, out->b);
  align_short(b, out->b, a, out->a);
  align_letters(a, out->a, b, out->b);
  align_letters(b, out->b, a, out->a);
  if (s->edits <= SCORE_EDITS) return;
  if (a->core_len < b->core_len) align_cut(a, out->a, b, out->b, s->wb);
  else align_cut(b, out->b, a, out->a, s->wa);
}
