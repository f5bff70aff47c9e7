#include "match/scorer.h"
#include <string.h>
#include "base/hash.h"
#include "name/sound.h"

#define MEASURE_EPSILON 1e-9
/* Of initials that may be so by chance. */
#define MEASURE_CHANCE 0.8
/* What a letter weighs that is another one in the other name. */
#define MEASURE_LETTER 0.28

static double measure_max(double x, double y) { return x > y ? x : y; }
static double measure_min(double x, double y) { return x < y ? x : y; }

/* A letter that may count like a number: "Series B", "2019-A Trust". "a" is one at the end or behind a number. */
static int measure_is_letter(const ElgName *name, int i)
{
  const ElgToken *t = name->tokens + i;
  if (t->flags & ELG_TOKEN_BRACKET) return 0;
  return t->kind == ELG_TOKEN_INITIAL || (i && t->kind == ELG_TOKEN_STOP && t->len == 1 &&
                                          (i + 1 == name->n || t[-1].kind == ELG_TOKEN_NUMBER));
}

static void measure_missed(const ElgName *name, int i, ScoreSide *side)
{
  const ElgToken *t = name->tokens + i;
  double w = t->weight / 255.0;
  side->letters += measure_is_letter(name, i);
  if (t->kind == ELG_TOKEN_STOP) return;
  if (w > side->rare_miss) side->rare_miss = w;
  if (t->flags & ELG_TOKEN_BRACKET) {
    int country = (t->flags & ELG_TOKEN_CODE) || (t->place && elg_words_place_is_country(t->place));
    side->countries += country;
    side->abroad += country ? w : 0;
    if (t->kind == ELG_TOKEN_FILLER) side->fillers++; /* "(Holding Company)" */
    else side->brackets += !country;
    side->counts += t->kind == ELG_TOKEN_NUMBER;
    if (t->place) side->branch = t->place;
    return;
  }
  switch (t->kind) {
  case ELG_TOKEN_NUMBER: side->numbers++; break;
  case ELG_TOKEN_PLACE:
    side->places++;
    side->place = t->place;
    side->nations += elg_words_place_is_country(t->place);
    break;
  case ELG_TOKEN_SECTOR: side->sectors++; break;
  case ELG_TOKEN_FILLER: side->fillers++; break;
  default: side->others++;
  }
}

static void measure_side(const ElgName *name, const ElgPairing *pairing, const float *weight, ScoreSide *side)
{
  *side = (ScoreSide){.first = -1};
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    double sim = pairing[i].similarity, w = weight[i];
    int core = elg_token_is_core(t);
    side->matched += w * sim;
    if (sim >= 0.94 && t->kind != ELG_TOKEN_STOP) side->sure += w * sim;
    side->missed += w * (1 - sim);
    if (sim > 0 && sim < 0.94) side->doubt += w * sim;
    if (core && side->first < 0) side->first = sim;
    if (core) side->last_missed = sim < 0.5;
    int telling = (t->kind == ELG_TOKEN_NAME && t->len > 2) || (t->kind == ELG_TOKEN_NUMBER && t->weight > 200);
    if (sim < 0.5) measure_missed(name, i, side);
    else if (telling && core) side->telling = measure_max(side->telling, w);
    if (sim >= 0.5 && core && t->kind == ELG_TOKEN_PLACE) side->at_place = 1;
    if (sim >= 0.5) side->rare_match = measure_max(side->rare_match, pairing[i].kind == ELG_PAIR_TYPO ? w : t->weight / 255.0);
  }
  if (side->first < 0) side->first = 0;
}

/* Letters are left over of both names: "Series A", "Series B". */
static void measure_letters(ScoreSide *side)
{
  side->missed = measure_max(side->missed, MEASURE_LETTER);
  side->rare_miss = measure_max(side->rare_miss, MEASURE_LETTER);
  side->others += !side->others;
}

/* Places of different countries: "(India)", "Pakistan". */
static int measure_apart(uint16_t x, uint16_t y)
{
  return x && y && strcmp(elg_words_place_country(x), elg_words_place_country(y)) != 0;
}

/* A brand beside generic words, a nation or both: all of the shorter name but generic words is in the longer one, which has no other
** word more. */
static double measure_brand(const ScoreSide *s, const ScoreSide *l)
{
  int left = s->numbers + s->places + s->sectors + s->others;
  int more = l->fillers + l->sectors + l->nations;
  return left || !more || l->others || l->numbers || l->places > l->nations ? 0 : s->telling;
}

/* Whether a word of the name that the other has too is a body that others are called after: "Thornbury County", its schools. */
static int measure_is_body(const ElgName *name, const ElgPairing *pairing)
{
  static const ElgStr list[] = {ELG_STR("university"), ELG_STR("county"), ELG_STR("municipality"), ELG_STR("hospital"), ELG_STR("college"),
                                ELG_STR("city"), ELG_STR("ministry"), ELG_STR("school")};
  for (int i = 0; i < name->n; i++)
    for (size_t k = 0; k < ELG_COUNT(list) && pairing[i].similarity >= 0.5f; k++)
      if (elg_str_equal(elg_name_text(name, i), list[k])) return 1;
  return 0;
}

/* Whether word i of x, initials of another name, may be so by chance: three letters, four that are a word, or two of the legal form. */
static int measure_is_chance(const ElgName *x, int i, int tail)
{
  size_t n = x->tokens[i].len;
  const ElgWordSlot *slot = n == 4 ? elg_words_find(elg_hash(elg_name_text(x, i))) : NULL;
  return n <= 3 + (size_t)(tail > 1) || (slot && slot->weight && score_is_word(x, i));
}

/* A word of x is the initials of y, or its only word those of y and its legal form: 1, less where it may be chance, and half beside
** other words. Two letters about an "and" are chance. */
static double measure_acronym(const ElgName *x, const ElgPairing *px, const ElgName *y)
{
  int pair = score_is_pair(x, y);
  for (int i = 0; i < x->n && y->acronym_len; i++) {
    ElgStr s = elg_name_text(x, i);
    if (x->tokens[i].kind == ELG_TOKEN_STOP || px[i].similarity >= 0.5f || s.n < (pair ? 2 : 3)) continue;
    if (x->tokens[i].flags & ELG_TOKEN_EXPANDED) continue; /* short for another firm's words */
    int tail = x->n_core == 1 ? elg_name_tail(y, s.n) : 0;
    if ((s.n == y->acronym_len || tail) && !memcmp(s.s, y->acronym, s.n))
      return (measure_is_chance(x, i, tail) ? MEASURE_CHANCE : 1) * (x->n_core == 1 ? 1 : 0.5);
  }
  return 0;
}

static double measure_prefix(const ElgName *a, const ElgName *b)
{
  size_t n = a->core_len < b->core_len ? a->core_len : b->core_len, p = 0;
  while (p < n && a->text[p] == b->text[p]) p++;
  return n ? (double)p / (double)n : 0;
}

/* Dice coefficient of the cores' letter pairs, with multiplicity: order-free, cheap. */
static double measure_dice(const ElgName *a, const ElgName *b)
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
static int measure_truncated(const ElgName *a, const ElgName *b)
{
  const ElgName *s = a->core_len < b->core_len ? a : b, *l = s == a ? b : a;
  if (s->core_len < 6 || s->core_len == l->core_len || memcmp(s->text, l->text, s->core_len)) return 0;
  for (int i = 0; i < l->n; i++) {
    const ElgToken *t = l->tokens + i;
    if (t->at < s->core_len && t->at + t->len > s->core_len && t->at + t->len <= l->core_len) return 1;
  }
  return 0;
}

/* In brackets: a country where neither kana nor Hangul is written. */
static int measure_is_abroad(const ElgName *name)
{
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    if (!(t->flags & ELG_TOKEN_BRACKET) || !t->place || !elg_words_place_is_country(t->place)) continue;
    const char *country = elg_words_place_country(t->place);
    if (strcmp(country, "JP") && strcmp(country, "KR")) return 1;
  }
  return 0;
}

/* Whether words of a name in Latin letters were Han or kana before they were translated: nobody would write them in kana. */
static int measure_is_translated(const ElgName *name)
{
  for (int i = 0; i < name->n && name->is_cjk; i++) {
    const ElgToken *t = name->tokens + i;
    if (t->kind != ELG_TOKEN_FILLER && elg_token_is_core(t) && ((t->flags & ELG_TOKEN_EXPANDED) || t->place)) return 1;
  }
  return 0;
}

/* How alike two sounds are at the beginning and the end. */
static double measure_alike(const ElgSound *s, const ElgSound *t)
{
  int p = 0, q = 0, n = s->n < t->n ? s->n : t->n, m = s->n + t->n - n;
  if (!s->script || !t->script || s->script == t->script) return 0;
  while (p < n && s->s[p] == t->s[p]) p++;
  while (q < n - p && s->s[s->n - 1 - q] == t->s[t->n - 1 - q]) q++;
  return (double)(p + q) / m;
}

/* Of a pair with Hangul, the words of name that other has too, a bit each: those that were translated on one side are no sound. */
static uint64_t measure_shared(const ElgName *name, const ElgName *other)
{
  uint64_t shared = 0;
  if (!elg_name_has_hangul(name) && !elg_name_has_hangul(other)) return 0;
  for (int i = 0; i < name->n; i++)
    for (int j = 0; j < other->n; j++)
      if (name->tokens[i].hash == other->tokens[j].hash) shared |= (uint64_t)1 << i;
  return shared;
}

/* Kana or Hangul on one side only: share of the sounds that agree at the beginning and the end, also without the shared words. */
static double measure_sound(const ElgName *a, const ElgName *b)
{
  ElgSound s, t;
  if (score_has_cjk(a) == score_has_cjk(b) || measure_is_abroad(a) || measure_is_abroad(b)) return 0;
  if (measure_is_translated(score_has_cjk(a) ? b : a)) return 0;
  elg_sound(a, 0, &s);
  elg_sound(b, 0, &t);
  double share = measure_alike(&s, &t);
  int m = s.n > t.n ? s.n : t.n;
  uint64_t shared = share >= 0.6 && share < 1 ? measure_shared(a, b) : 0;
  if (shared) {
    elg_sound(a, shared, &s);
    elg_sound(b, measure_shared(b, a), &t);
    share = measure_alike(&s, &t);
  }
  return share >= 0.6 ? share * (m >= 6 ? 1 : m / 6.0) : 0;
}

/* Spelling from which Hangul and Latin letters of one word, and of several, are one name: names in Hangul are short, and their consonants
** chance: 삼성, "James Young". */
#define MEASURE_HANGUL_WORD 0.8
#define MEASURE_HANGUL 0.85

static void measure_spelling(const ElgName *a, const ElgName *b, double *f)
{
  f[ELG_F_SPELLING] = 0;
  if (f[ELG_F_SOUND] <= 0) return;
  f[ELG_F_SPELLING] = elg_sound_spelling(a, measure_shared(a, b), b, measure_shared(b, a));
  const ElgName *latin = elg_name_has_hangul(a) ? b : elg_name_has_hangul(b) ? a : NULL;
  if (!latin || f[ELG_F_SPELLING] >= (latin->n_core > 1 ? MEASURE_HANGUL : MEASURE_HANGUL_WORD)) return;
  f[ELG_F_SOUND] = f[ELG_F_SPELLING] = 0;
}

/* Forms that translate into each other: Ltd and LLC, PLC and Inc. */
static int measure_legal_agree(const ElgName *a, const ElgName *b)
{
  return elg_words_legal_family(a->legal_kind) == elg_words_legal_family(b->legal_kind);
}

/* Core words equal one by one but for letters with two spellings: "Boehler" and its umlaut. */
static int measure_respelt(const ElgName *x, const ElgName *y, const ElgComparison *c)
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
static int measure_is_chinese(const ElgName *name)
{
  for (int i = 0; i < name->n_legal; i++)
    if (elg_words_legal_is_chinese(name->legal[i])) return 1;
  return 0;
}

/* By the legal form, in whatever letters. In lists of Japan a name without form is still another firm's than with "holdings". */
static int measure_is_japanese(const ElgName *name)
{
  for (int i = 0; i < name->n_legal; i++) {
    const char *form = elg_words_legal(name->legal[i])->canonical;
    if (!strcmp(form, "kk") || !strcmp(form, "yk") || !strcmp(form, "gk")) return 1;
  }
  return 0;
}

/* Initials on one side, the names of their letters in kana or Hangul on the other. */
static int measure_spells(const ElgName *x, const ElgName *y)
{
  return x->is_cjk != y->is_cjk || score_has_cjk(x) != score_has_cjk(y) ? elg_sound_spells(x, y) || elg_sound_spells(y, x) : 0;
}

/* How much two misspelt words are words of their own: least when one is unknown, most when both are common. */
static double measure_own(const Scorer *s, int i, int j)
{
  const ElgToken *x = s->a->tokens + i, *y = s->b->tokens + j;
  int known = score_known(s, i, j);
  return known == 2 ? 1.5 - (x->weight > y->weight ? x->weight : y->weight) / 255.0 : known == 1 ? 0.25 : 0.5;
}

/* A letter that changed beside a blank. */
static void measure_joined_typo(const ElgPairing *p, double *f)
{
  f[ELG_F_TYPO_WORDS] = measure_max(f[ELG_F_TYPO_WORDS], 0.25);
  f[ELG_F_TYPO_SHARE] = measure_max(f[ELG_F_TYPO_SHARE], 4 * (1 - (double)p->similarity));
  f[ELG_F_TYPO_KNOWN] = measure_max(f[ELG_F_TYPO_KNOWN], 0.5);
  f[ELG_F_TYPO_ODD] = measure_max(f[ELG_F_TYPO_ODD], 0.5);
}

/* Misspelt words: how many, and the most doubtful of each kind of doubt. */
static void measure_typos(const Scorer *s, double *f)
{
  for (int i = 0; i < s->a->n; i++) {
    const ElgPairing *p = s->out->a + i;
    ElgMisspelling m = {1, 0.5f, 0, 0};
    if (p->kind == ELG_PAIR_JOINED && p->similarity < 1) measure_joined_typo(p, f);
    if (p->kind != ELG_PAIR_TYPO || p->partner < 0) continue;
    char room[2][ELG_TOKEN_LETTERS];
    ElgStr x = elg_token_letters(elg_name_text(s->a, i), room[0]), y = elg_token_letters(elg_name_text(s->b, p->partner), room[1]);
    if (!elg_misspelling(x, y, SCORE_EDITS, &m)) {
      x = elg_name_written(s->a, i), y = elg_name_written(s->b, p->partner);
      elg_misspelling(x, y, SCORE_EDITS, &m);
    }
    f[ELG_F_TYPO_WORDS] = measure_min(f[ELG_F_TYPO_WORDS] + 0.25, 1);
    f[ELG_F_TYPO_SHARE] = measure_max(f[ELG_F_TYPO_SHARE], (double)m.edits / (double)(x.n < y.n ? x.n : y.n));
    f[ELG_F_TYPO_KNOWN] = measure_max(f[ELG_F_TYPO_KNOWN], measure_own(s, i, p->partner));
    f[ELG_F_TYPO_ODD] = measure_max(f[ELG_F_TYPO_ODD], (double)m.oddity);
    f[ELG_F_TYPO_FIRST] = measure_max(f[ELG_F_TYPO_FIRST], m.first && !m.swapped);
  }
}

/* All words of one are words of the other, inflected at most. */
static int measure_inflected(const ElgName *x, const ElgPairing *pairing)
{
  for (int i = 0; i < x->n; i++)
    if (elg_token_is_core(x->tokens + i) && (pairing[i].partner < 0 || pairing[i].kind > ELG_PAIR_INFLECTED)) return 0;
  return 1;
}

/* A side whose words are the initials of the other's, or have them: nothing of it is unmatched but what brackets hold. That a word
** begins with a letter of the other name ("C Good Bling", "CGB") says nothing more. */
static ScoreSide measure_explained(const ScoreSide *side)
{
  return (ScoreSide){.matched = side->sure, .rare_match = side->rare_match, .countries = side->countries, .brackets = side->brackets};
}

int elg_measure_likeness(const Scorer *s, ScoreSides *both)
{
  ScoreSide a, b;
  const ElgName *x = s->a, *y = s->b;
  double *f = s->out->feature;
  measure_side(x, s->out->a, s->wa, &a);
  measure_side(y, s->out->b, s->wb, &b);
  int core_equal = x->core_len && (x->core == y->core || x->raw == y->raw || x->all == y->all || x->core == y->raw || x->raw == y->core ||
                                   score_is_name_with_form(x, y) || measure_respelt(x, y, s->out) || measure_spells(x, y));
  if (core_equal) {
    a.matched = b.matched = measure_max(a.matched + a.missed, b.matched + b.missed);
    a.missed = b.missed = a.doubt = b.doubt = 0;
    a.first = b.first = 1;
    a.rare_match = b.rare_match = measure_max(measure_max(a.rare_match, a.rare_miss), measure_max(b.rare_match, b.rare_miss));
    a.last_missed = b.last_missed = 0;
    a.sectors = b.sectors = a.fillers = b.fillers = a.others = b.others = 0;
    a.numbers = b.numbers = a.letters = b.letters = a.places = b.places = a.place = b.place = 0;
    a.rare_miss = b.rare_miss = 0;
  }
  if (a.letters && b.letters) measure_letters(&a), measure_letters(&b);
  f[ELG_F_ACRONYM] = core_equal ? 0 : measure_max(measure_acronym(x, s->out->a, y), measure_acronym(y, s->out->b, x));
  int initials = f[ELG_F_ACRONYM] > 0.5;
  if (initials) a = measure_explained(&a), b = measure_explained(&b);
  double matched = (a.matched + b.matched) / 2;
  f[ELG_F_JACCARD] = matched / (matched + a.missed + b.missed + MEASURE_EPSILON);
  f[ELG_F_CORE_EQUAL] = core_equal;
  f[ELG_F_ALL_EQUAL] = x->all == y->all;
  f[ELG_F_PREFIX] = core_equal ? 1 : measure_prefix(x, y);
  f[ELG_F_SOUND] = measure_sound(x, y);
  int edits = core_equal || (measure_inflected(x, s->out->a) && measure_inflected(y, s->out->b)) ? 0 : s->edits;
  f[ELG_F_WHOLE] = edits > SCORE_EDITS ? 0 : 1 - (double)edits / measure_max(x->core_len < y->core_len ? x->core_len : y->core_len, 1);
  f[ELG_F_WHOLE_EDITS] = edits / (SCORE_EDITS + 1.0);
  *both = (ScoreSides){a, b, core_equal, initials, matched};
  return f[ELG_F_JACCARD] >= SCORE_HOPE || core_equal || f[ELG_F_ALL_EQUAL] > 0 || f[ELG_F_ACRONYM] > 0 || f[ELG_F_SOUND] > 0 ||
         f[ELG_F_PREFIX] >= 0.9 || f[ELG_F_WHOLE] > 0;
}

void elg_measure_features(const Scorer *s, const ScoreSides *both)
{
  ScoreSide a = both->a, b = both->b;
  const ElgName *x = s->a, *y = s->b;
  double *f = s->out->feature, matched = both->matched;
  int core_equal = both->core_equal, initials = both->initials;
  double less = measure_max(measure_min(a.missed - a.abroad, b.missed - b.abroad), 0);
  f[ELG_F_CONTAINED] = matched / (matched + less + MEASURE_EPSILON);
  f[ELG_F_MATCHED] = measure_min(matched, 3) / 3;
  f[ELG_F_FIRST] = (a.first + b.first) / 2;
  f[ELG_F_NUMBER_CONFLICT] = (a.numbers && b.numbers) || (a.counts && b.counts) || (a.letters && b.letters);
  f[ELG_F_NUMBER_EXTRA] = !a.numbers != !b.numbers;
  f[ELG_F_PLACE_CONFLICT] = (a.places && b.places) || (a.branch && b.branch) || measure_apart(a.branch, b.place) ||
                            measure_apart(b.branch, a.place);
  f[ELG_F_PLACE_EXTRA] = !a.places != !b.places;
  int in_a = a.countries + a.brackets, in_b = b.countries + b.brackets;
  f[ELG_F_COUNTRY_BRACKET] = !in_a != !in_b && !a.brackets && !b.brackets;
  f[ELG_F_BRACKET_CONFLICT] = in_a && in_b;
  f[ELG_F_BRACKET_EXTRA] = !in_a != !in_b && (a.brackets || b.brackets);
  f[ELG_F_LEGAL_CONFLICT] = x->legal_kind && y->legal_kind && !measure_legal_agree(x, y);
  f[ELG_F_LEGAL_EQUAL] = x->legal_kind && y->legal_kind && measure_legal_agree(x, y);
  f[ELG_F_LEGAL_OTHER] = !initials && x->legal_kind && y->legal_kind && x->legal[0] != y->legal[0];
  f[ELG_F_EDIT] = core_equal ? 1 : measure_dice(x, y);
  f[ELG_F_JACCARD_EDIT] = f[ELG_F_JACCARD] * f[ELG_F_EDIT];
  f[ELG_F_BOTH_MISS] = measure_min(measure_min(a.missed, b.missed), 3) / 3;
  f[ELG_F_MORE_MISS] = measure_min(measure_max(a.missed, b.missed), 3) / 3;
  f[ELG_F_LAST_CONFLICT] = a.last_missed && b.last_missed;
  f[ELG_F_SECTOR_CONFLICT] = a.sectors && b.sectors;
  f[ELG_F_SECTOR_EXTRA] = !a.sectors != !b.sectors;
  int left = a.numbers + a.places + a.sectors + a.others + a.brackets;
  left += b.numbers + b.places + b.sectors + b.others + b.brackets;
  f[ELG_F_FILLER_EXTRA] = !left && (a.fillers || b.fillers);
  f[ELG_F_RARE_MATCH] = measure_max(a.rare_match, b.rare_match);
  f[ELG_F_RARE_MISS] = measure_max(a.rare_miss, b.rare_miss);
  f[ELG_F_RARE_BOTH] = measure_min(a.rare_miss, b.rare_miss);
  f[ELG_F_SHORT] = x->n_core == 1 || y->n_core == 1;
  f[ELG_F_DOUBT] = measure_min(a.doubt + b.doubt, 2) / 2;
  f[ELG_F_TRUNCATED] = measure_truncated(x, y);
  double missing = initials || f[ELG_F_JACCARD] > 1 - 1e-6 ? 0 : 1 - f[ELG_F_JACCARD];
  int formal = x->legal_kind && y->legal_kind;
  f[ELG_F_FORMAL_MISS] = formal ? missing : 0;
  f[ELG_F_CJK_MISS] = x->is_cjk && y->is_cjk && !measure_is_chinese(x) && !measure_is_chinese(y) ? missing : 0;
  for (int k = ELG_F_TYPO_WORDS; k <= ELG_F_TYPO_FIRST; k++) f[k] = 0;
  if (!core_equal) measure_typos(s, f);
  int subset = f[ELG_F_CONTAINED] > 0.97 && !core_equal && matched > 0 && f[ELG_F_TYPO_WORDS] <= 0;
  f[ELG_F_SUBSET_RARE] = subset ? f[ELG_F_RARE_MATCH] : 0;
  f[ELG_F_SUBSET_COINED] = subset && f[ELG_F_RARE_MATCH] >= 1;
  f[ELG_F_OTHER_EXTRA] = !a.others != !b.others;
  f[ELG_F_OTHER_CONFLICT] = a.others && b.others;
  f[ELG_F_COUNTRY_MISS] = a.countries || b.countries ? missing : 0;
  f[ELG_F_FORMAL_FILLER] = formal && f[ELG_F_FILLER_EXTRA] > 0;
  f[ELG_F_FORMAL_BRACKET] = formal && (f[ELG_F_BRACKET_EXTRA] > 0 || f[ELG_F_BRACKET_CONFLICT] > 0);
  double brand = core_equal || initials ? 0 : measure_max(measure_brand(&a, &b), measure_brand(&b, &a));
  /* a body that is called after its place, or others after the body: each word more tells */
  int more = a.others + b.others + a.sectors + b.sectors + a.fillers + b.fillers;
  int local = !core_equal && more && a.telling <= 0 && b.telling <= 0 && a.at_place && f[ELG_F_TYPO_WORDS] <= 0;
  if ((local || (brand > 0 && f[ELG_F_SECTOR_EXTRA] > 0)) && (measure_is_body(x, s->out->a) || measure_is_body(y, s->out->b))) {
    brand = f[ELG_F_SUBSET_RARE] = f[ELG_F_SUBSET_COINED] = f[ELG_F_SECTOR_EXTRA] = 0;
    f[ELG_F_SECTOR_CONFLICT] = 1;
  }
  if (brand > 0 && (measure_is_japanese(x) || measure_is_japanese(y))) brand = 0;
  f[ELG_F_BRAND] = brand;
  f[ELG_F_BARE] = brand > 0 && !(measure_brand(&a, &b) > 0 ? x : y)->legal_kind;
  measure_spelling(x, y, f);
  if (a.fillers || b.fillers) f[ELG_F_SPELLING] *= 0.75;
  f[ELG_F_CORE_RARE] = core_equal ? f[ELG_F_RARE_MATCH] : 0;
  f[ELG_F_SURE] = measure_min(matched - (a.doubt + b.doubt) / 2, 3) / 3;
}
