#include "name/name_reader.h"
#include <string.h>
#include "name/letter.h"

/* ---- words from the fold: CJK runs split, single letters merged ---- */

int elg_name_set_text(ElgNameReader *r, NameWord *w, const char *s, size_t n)
{
  if ((size_t)r->text_end + n > ELG_FOLD_TEXT + ELG_FOLD_ROOM) return 0;
  memcpy(r->fold.text + r->text_end, s, n);
  w->at = (uint16_t)r->text_end;
  w->len = (uint16_t)n;
  r->text_end += (int)n;
  return 1;
}

/* One word more, the n bytes of f from offset `at` on. NULL when there are too many. Part of a run whose source is as long
** has that part of the source. */
static NameWord *name_add(ElgNameReader *r, const ElgFoldWord *f, size_t at, size_t n)
{
  if (r->n == NAME_WORDS) return NULL;
  NameWord *w = r->word + r->n++;
  *w = *f;
  w->at = (uint16_t)(f->at + at);
  w->len = (uint16_t)n;
  if (f->source == f->len) w->from = (uint16_t)(f->from + at), w->source = (uint16_t)n;
  return w;
}

/* One word more that stands for f. Returns 0 when it does not fit. */
static int name_add_text(ElgNameReader *r, const ElgFoldWord *f, const char *s)
{
  NameWord *w = name_add(r, f, 0, f->len);
  return w && elg_name_set_text(r, w, s, strlen(s));
}

/* Length in bytes of the UTF-8 sequence that starts with c. */
static size_t name_step(char c)
{
  unsigned char u = (unsigned char)c;
  return u < 0x80 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

/* Bytes of a legal form in Han that is none but a form: also in the middle of a run, before the name of a branch. */
#define NAME_LONG_FORM 12
/* Split a CJK run at known words: short legal forms at its edges, others and generic words anywhere. */
static int name_split_cjk(ElgNameReader *r, const ElgFoldWord *f)
{
  const char *s = name_at(r, f);
  size_t start = 0, n = f->len;
  for (size_t i = 0; i < n;) {
    const ElgCjkWord *known = elg_words_cjk(s + i, n - i);
    if (known && known->legal && known->n < NAME_LONG_FORM && i && i + known->n < n) known = NULL;
    if (known && known->legal && known->n < 6 && n > known->n) known = NULL;
    if (!known) {
      i += name_step(s[i]);
      continue;
    }
    if (i > start && !name_add(r, f, start, i - start)) return 0;
    NameWord *w = name_add(r, f, i, known->n);
    if (!w) return 0;
    w->legal = known->legal;
    if (known->expand) {
      w->flags = (uint8_t)((w->flags & ~ELG_TOKEN_CJK) | ELG_TOKEN_EXPANDED);
      if (!elg_name_set_text(r, w, known->expand, strlen(known->expand))) return 0;
    }
    i += known->n;
    start = i;
  }
  return n <= start || name_add(r, f, start, n - start) != NULL;
}

/* One word more, the n bytes of a Thai run from `at` on, in Latin letters. */
static int name_add_thai(ElgNameReader *r, const ElgFoldWord *f, size_t at, size_t n)
{
  char latin[ELG_FOLD_TEXT];
  ElgStr s = {name_at(r, f) + at, n};
  NameWord *w = name_add(r, f, at, n);
  size_t len = elg_letter_spelt(s, 0, latin);
  if (!w) return 0;
  if (len < 2) {
    len = elg_letter_thai(s, latin, sizeof latin);
    w->flags |= ELG_TOKEN_NATIVE | ELG_TOKEN_DIGRAPH;
  }
  return !len || elg_name_set_text(r, w, latin, len);
}

/* Whether the dictionary knows a Thai run as a whole. */
static int name_is_thai_word(ElgStr s)
{
  char latin[ELG_FOLD_TEXT];
  size_t n = elg_letter_thai(s, latin, sizeof latin);
  return n && elg_words_find(elg_hash((ElgStr){latin, n}) ^ ELG_NATIVE_SALT) != NULL;
}

/* A Thai run split at generic words. */
static int name_split_thai_words(ElgNameReader *r, const ElgFoldWord *f, size_t from, size_t to)
{
  const char *s = name_at(r, f);
  size_t start = from;
  if (name_is_thai_word((ElgStr){s + from, to - from})) return name_add_thai(r, f, from, to - from);
  for (size_t i = from; i < to;) {
    const ElgCjkWord *known = elg_words_cjk(s + i, to - i);
    if (!known || !known->expand) {
      i += name_step(s[i]);
      continue;
    }
    if (i > start && !name_add_thai(r, f, start, i - start)) return 0;
    NameWord *w = name_add(r, f, i, known->n);
    if (!w || !elg_name_set_text(r, w, known->expand, strlen(known->expand))) return 0;
    w->flags |= ELG_TOKEN_EXPANDED;
    start = i += known->n;
  }
  return start == to || name_add_thai(r, f, start, to - start);
}

/* Thai is written without blanks: the words of a form at the edges of a run, and generic words in it. Returns 0 when there is no room. */
static int name_split_thai(ElgNameReader *r, const ElgFoldWord *f)
{
  static const ElgStr front[] = {ELG_STR("ห้างหุ้นส่วนจำกัด"),
                                 ELG_STR("บริษัท")};
  static const ElgStr back = ELG_STR("จำกัด");
  ElgStr s = {name_at(r, f), f->len};
  size_t from = 0, to = s.n;
  for (size_t i = 0; i < ELG_COUNT(front) && !from; i++)
    if (s.n > front[i].n && !memcmp(s.s, front[i].s, front[i].n)) from = front[i].n;
  if (to - from > back.n && !memcmp(s.s + to - back.n, back.s, back.n)) to -= back.n;
  size_t split = from > back.n && !memcmp(s.s + from - back.n, back.s, back.n) ? from - back.n : 0;
  if (split && !name_add_thai(r, f, 0, split)) return 0;
  if (from && !name_add_thai(r, f, split, from - split)) return 0;
  return name_split_thai_words(r, f, from, to) && (to == s.n || name_add_thai(r, f, to, s.n - to));
}

static int name_is_letter(const char *s, size_t n) { return n == 1 && s[0] >= 'a' && s[0] <= 'z'; }

/* The short words for "company" are no initials: "J & Co" is not "jco". */
static int name_is_company(const char *s, size_t n) { return n == 2 && s[0] == 'c' && s[1] == 'o'; }

/* Whether letter run a and the next word f belong together: J.P., H & M, AT & T, S.A., a/s. */
static int name_joins(const ElgNameReader *r, const NameWord *a, int run, const ElgFoldWord *f)
{
  const char *s = name_at(r, f), *before = name_at(r, a);
  int letter = name_is_letter(s, f->len);
  if (((a->flags ^ f->flags) & (ELG_TOKEN_BRACKET | ELG_TOKEN_CJK)) || (f->gap & ELG_GAP_COMMA)) return 0;
  if (letter && (name_is_letter(before, a->len) || run) && a->len < 8) return 1;
  if (!(f->gap & ELG_GAP_AND) || a->len > 2 || f->len > 2 || s[0] < 'a' || s[0] > 'z' || before[0] < 'a' || before[0] > 'z')
    return 0;
  return (!(f->gap & ELG_GAP_BLANK) || a->len == 1 || letter) && !name_is_company(s, f->len);
}

/* "M.P. y Caja": the "and" of Spanish and Italian behind dotted letters, before another word. */
static int name_is_conjunction(const ElgNameReader *r, const NameWord *a, const ElgFoldWord *f)
{
  char c = name_at(r, f)[0];
  return (c == 'y' || c == 'e') && f->len == 1 && !(f->flags & ELG_TOKEN_DOT) && (a->flags & ELG_TOKEN_DOT) && (f->gap & ELG_GAP_BLANK) &&
         f + 1 < r->fold.word + r->fold.n && f[1].len > 1;
}

static int name_join(ElgNameReader *r, NameWord *a, const ElgFoldWord *f)
{
  char text[NAME_MERGED];
  size_t n = (size_t)a->len + f->len;
  r->merged += (int)n;
  if (r->merged > NAME_MERGED) return 0;
  memcpy(text, name_at(r, a), a->len);
  memcpy(text + a->len, name_at(r, f), f->len);
  a->source = (uint16_t)(f->from + f->source - a->from);
  a->flags |= (uint8_t)((f->flags & ELG_TOKEN_DOT) | ELG_TOKEN_MERGED);
  a->closed = f->closed;
  a->gap |= (uint8_t)(f->gap & (ELG_GAP_SLASH | ELG_GAP_BLANK | ELG_GAP_AND));
  return elg_name_set_text(r, a, text, n);
}

static int name_make_words(ElgNameReader *r)
{
  int run = 0; /* the last word is a run of letters still open for more */
  r->word = r->made;
  r->n = r->merged = 0;
  for (int i = 0; i < r->fold.n; i++) {
    const ElgFoldWord *f = r->fold.word + i;
    if (!f->len) continue;
    if (f->flags & ELG_TOKEN_CJK) {
      run = 0;
      if (!name_split_cjk(r, f)) return 0;
      continue;
    }
    if (elg_fold_is_thai(&r->fold, f)) {
      run = 0;
      if (!name_split_thai(r, f)) return 0;
      continue;
    }
    if (r->n && f->len <= 2 && name_joins(r, r->word + r->n - 1, run, f) && !name_is_conjunction(r, r->word + r->n - 1, f)) {
      if (!name_join(r, r->word + r->n - 1, f)) return 0;
      run = 1;
      continue;
    }
    int behind = i && !f->gap && (f[-1].flags & ELG_TOKEN_CJK) && r->n && !r->word[r->n - 1].legal;
    const char *suffix = behind ? elg_words_cjk_suffix(name_at(r, f), f->len) : NULL;
    if (!(suffix ? name_add_text(r, f, suffix) : name_add(r, f, 0, f->len) != NULL)) return 0;
    run = 0;
  }
  return 1;
}

int elg_name_words(ElgNameReader *r)
{
  r->text_end = r->fold.len;
  if (r->fold.has_letters | r->fold.has_cjk | r->fold.has_thai | (r->fold.gaps & ELG_GAP_AND)) return name_make_words(r);
  r->word = r->fold.word;
  r->n = r->fold.n;
  return 1;
}

/* ---- what the words are ---- */

/* The value of a Roman numeral from 1 to 20, 0 for anything else. */
static int name_roman(ElgStr s)
{
  static const char *const units[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
  int tens = s.n > 1 && s.s[0] == 'x' ? 1 : 0;
  if (elg_str_equal(s, ELG_STR("x"))) return 10;
  if (elg_str_equal(s, ELG_STR("xx"))) return 20;
  for (int i = 1; i < 10; i++)
    if (elg_str_equal((ElgStr){s.s + tens, s.n - (size_t)tens}, (ElgStr){units[i], strlen(units[i])})) return 10 * tens + i;
  return 0;
}

static int name_is_roman_letter(char c) { return (c == 'i') | (c == 'v') | (c == 'x'); }

/* A Roman numeral behind other words becomes a number; a single letter only where nothing, a comma, legal forms or
** brackets follow. */
static void name_read_roman(ElgNameReader *r, NameWord *w, int is_last)
{
  static const char digits[][3] = {"",   "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9", "10",
                                   "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"};
  const char *s = name_at(r, w);
  if (!((w->len <= 5) & name_is_roman_letter(s[0]) & name_is_roman_letter(s[w->len > 1]))) return;
  if (w->len == 1 && ((!is_last && !(w[1].gap & ELG_GAP_COMMA)) || (w->flags & ELG_TOKEN_DOT))) return; /* "Coop. de Credito V." */
  int value = name_roman(name_str(r, w));
  if (value) elg_name_set_text(r, w, digits[value], value < 10 ? 1 : 2);
}

/* EDGAR marks the state of incorporation: "PVH CORP. /DE/". */
static int name_is_slash_code(const NameWord *w, int i)
{
  if (!i || !(w->gap & ELG_GAP_SLASH) || (w->flags & (ELG_TOKEN_MERGED | ELG_TOKEN_CJK))) return 0;
  if (!w->closed) return 0;
  if (w->info->place) return 1;
  return w->len <= 4 && (w->gap & ELG_GAP_BLANK);
}

uint8_t elg_name_longest_phrase(const ElgNameReader *r, int i)
{
  const NameWord *first = r->word + i;
  uint64_t h = elg_hash_next(0, first->key);
  int longest = 0;
  for (int k = 1; k < first->slot->phrase && i + k < r->n; k++) {
    h = elg_hash_next(h, first[k].key);
    if (!elg_words_may_begin(h)) break;
    if (elg_words_slot(h)->info) longest = k + 1;
  }
  return (uint8_t)longest;
}

/* Whether the dictionary may have a phrase that begins with these two words. */
static int name_may_be_phrase(const NameWord *w)
{
  return (w->slot->phrase > 1) & elg_words_may_begin(elg_hash_next(elg_hash_next(0, w->key), w[1].key));
}

static void name_find_phrases(ElgNameReader *r)
{
  for (int i = 0; i + 1 < r->n; i++) {
    NameWord *w = r->word + i;
    if (w->slot->phrase > 1) w->phrase = elg_name_longest_phrase(r, i);
    if (w->phrase > r->phrases) r->phrases = w->phrase;
  }
}

/* s is t but for one letter: missing, added, another or swapped with its neighbour. */
static int name_is_slip(ElgStr s, ElgStr t)
{
  size_t p = 0, q = 0, n = s.n < t.n ? s.n : t.n, m = s.n + t.n - n;
  if (m - n > 1) return 0;
  while (p < n && s.s[p] == t.s[p]) p++;
  while (q < n - p && s.s[s.n - 1 - q] == t.s[t.n - 1 - q]) q++;
  return p + q + 1 >= m || (m == n && p + q + 2 == n && s.s[p] == t.s[p + 1] && s.s[p + 1] == t.s[p]);
}

/* Words of legal forms that are misspelt. Those from `anywhere` on are so long that a slip tells them in any place. */
static const ElgStr name_form_words[] = {
    ELG_STR("limited"), ELG_STR("company"), ELG_STR("companies"), ELG_STR("public"), ELG_STR("joint"), ELG_STR("stock"),
    ELG_STR("common"), ELG_STR("shares"), ELG_STR("berhad"), ELG_STR("societe"), ELG_STR("anonyme"), ELG_STR("sociedad"),
    ELG_STR("private"), ELG_STR("liability"), ELG_STR("sociedade"), ELG_STR("limitada"), ELG_STR("societa"), ELG_STR("azioni"),
    ELG_STR("besloten"), ELG_STR("vennootschap"), ELG_STR("cooperative"), ELG_STR("sendirian"),
    ELG_STR("corporation"), ELG_STR("incorporated"), ELG_STR("aktiengesellschaft"), ELG_STR("partnership"), ELG_STR("nyilvanosan"),
    ELG_STR("reszvenytarsasag")};
enum { NAME_FORMS_ANYWHERE = 22 };

/* Whether word i is one of a form. */
static int name_is_of_form(const ElgNameReader *r, int i)
{
  if (i < 0 || i >= r->n) return 0;
  ElgStr s = name_str(r, r->word + i);
  for (size_t k = 0; k < ELG_COUNT(name_form_words); k++)
    if (elg_str_equal(s, name_form_words[k])) return 1;
  return r->word[i].info->legal != 0;
}

/* Whether but forms and brackets stand behind word i, or one other word. */
static int name_is_at_end(const ElgNameReader *r, int i)
{
  int others = 0;
  while (++i < r->n) others += !(r->word[i].flags & ELG_TOKEN_BRACKET) && !r->word[i].info->legal;
  return others < 2;
}

/* Articles, prepositions and "and" that Arabic and Hebrew write together with the word. */
static const ElgStr name_prefixes[] = {ELG_STR("wall"), ELG_STR("wal"), ELG_STR("wll"), ELG_STR("bal"), ELG_STR("al"),
                                       ELG_STR("ll"),   ELG_STR("wh"),  ELG_STR("h"),   ELG_STR("w"),   ELG_STR("l"),
                                       ELG_STR("b"),    ELG_STR("m")};

/* Whether the dictionary says more of a word than how common it is. */
static int name_says(const NameWord *w) { return (w->info->expand | w->info->place | w->info->legal | w->info->role | w->info->known) != 0; }

/* Whether a word's first letter is Hebrew or Arabic. */
static int name_is_semitic(const ElgNameReader *r, const NameWord *w)
{
  unsigned char first = (unsigned char)r->source.s[w->from];
  return first >= 0xD6 && first <= 0xDB;
}

/* The same of Indic letters. */
static int name_is_indic(const ElgNameReader *r, const NameWord *w)
{
  const char *s = r->source.s + w->from;
  return w->source > 2 && s[0] == '\xE0' && (unsigned char)s[1] >= 0xA4 && (unsigned char)s[1] < 0xB6;
}

void elg_name_look_up_native(ElgNameReader *r, NameWord *w)
{
  const ElgWordSlot *plain = w->slot;
  ElgStr s = name_str(r, w);
  w->key ^= ELG_NATIVE_SALT;
  name_set_slot(w, elg_words_slot(w->key));
  for (size_t i = 0; i < ELG_COUNT(name_prefixes) && !name_says(w) && name_is_semitic(r, w); i++) {
    size_t n = name_prefixes[i].n;
    if (s.n < n + 3 || memcmp(s.s, name_prefixes[i].s, n)) continue;
    const ElgWordSlot *bare = elg_words_slot(elg_hash_word((ElgStr){s.s + n, s.n - n}) ^ ELG_NATIVE_SALT);
    const ElgWordInfo *info = elg_words_info(bare);
    if (bare->tag && (info->expand || info->place)) name_set_slot(w, bare);
  }
  char letters[ELG_SPELT_MAX];
  size_t spelt = !w->slot->tag && name_is_indic(r, w) ? elg_letter_spelt(s, 1, letters) : 0;
  if (spelt > 2 && elg_name_set_text(r, w, letters, spelt)) {
    w->flags &= (uint8_t)~(ELG_TOKEN_NATIVE | ELG_TOKEN_DIGRAPH);
    name_look_up(r, w);
    return;
  }
  /* unknown in its own script: as common as the transliteration; what that is and stands for is another language's */
  if (!w->slot->tag && elg_words_info(plain)->kind != ELG_TOKEN_STOP) w->slot = plain;
}

/* A word in no table may be one of a misspelt form, "Limted": at the end, beside a form, or where it is long. Not while the tables are
** being made: "limitee" is one. */
static int name_read_misspelt_form(ElgNameReader *r, int i)
{
  NameWord *w = r->word + i;
  ElgStr s = name_str(r, w);
  if (w->slot->tag || s.n < 5 || (w->flags & (ELG_TOKEN_BRACKET | ELG_TOKEN_CJK | ELG_TOKEN_NATIVE))) return 0;
  for (size_t k = 0; k < ELG_COUNT(name_form_words); k++) {
    ElgStr form = name_form_words[k];
    if (s.n > form.n + 1 || s.n + 1 < form.n || (s.s[0] != form.s[0] && s.s[s.n - 1] != form.s[form.n - 1])) continue;
    if (!name_is_slip(s, form) || !elg_words_slot(elg_hash(form))->tag) continue;
    int beside = name_is_of_form(r, i - 1) || name_is_of_form(r, i + 1), end = i && form.n > 6 && name_is_at_end(r, i);
    if ((k < NAME_FORMS_ANYWHERE && !beside && !end) || !elg_name_set_text(r, w, form.s, form.n)) return 0;
    name_look_up(r, w);
    return 1;
  }
  return 0;
}

/* Of a name that filled its field, a last word that is the beginning of a form: "Acme Widgets Public Compa". */
static int name_read_cut_form(ElgNameReader *r)
{
  if (r->source.n < ELG_NAME_FIELD || r->n < 3) return 0;
  NameWord *w = r->word + r->n - 1;
  ElgStr s = name_str(r, w);
  if (s.n < 4 || w->info->legal || w->info->role) return 0;
  for (size_t k = 0; k < ELG_COUNT(name_form_words); k++) {
    ElgStr form = name_form_words[k];
    if (s.n >= form.n || form.n < 7 || memcmp(s.s, form.s, s.n) || !elg_words_slot(elg_hash(form))->tag) continue;
    if (!elg_name_set_text(r, w, form.s, form.n)) return 0;
    name_look_up(r, w);
    return 1;
  }
  return 0;
}

/* What a form that was not written as it should be changes; whether a phrase may begin with its word i, or end with it. */
static int name_changed(ElgNameReader *r, int i)
{
  NameWord *w = r->word + i;
  r->is_straight = 0;
  r->roles |= w->info->role;
  r->forms += w->info->legal != 0;
  return (i && name_may_be_phrase(w - 1)) || (i + 1 < r->n && name_may_be_phrase(w));
}

/* "d'Alsace": the article or preposition goes where the dictionary knows what a word behind it is, or both ("d'ingénierie"). */
static void name_read_elided(ElgNameReader *r, NameWord *w)
{
  NameWord bare = *w;
  bare.at = (uint16_t)(w->at + w->elided);
  bare.len = (uint16_t)(w->len - w->elided);
  name_look_up(r, &bare);
  const ElgWordInfo *info = bare.info;
  if (!w->info->role && !w->info->place && !w->info->expand && (info->place || info->expand || (info->role & ELG_ROLE_SECTOR))) *w = bare;
  else if (w->info->expand) w->at = bare.at, w->len = bare.len;
}

/* "Metals X Ltd", as "Metals X". */
static void name_read_last_roman(ElgNameReader *r)
{
  int i = r->n - 1;
  while (i > 0 && (r->word[i].info->legal || (r->word[i].flags & ELG_TOKEN_BRACKET))) i--;
  NameWord *w = r->word + i;
  if (i < 1 || i + 1 == r->n || w->len != 1 || elg_name_longest_phrase(r, i)) return; /* "Acme I Pvt Ltd" */
  uint32_t at = w->at;
  name_read_roman(r, w, 1);
  if (w->at == at) return;
  name_look_up(r, w);
  r->is_straight = 0;
}

void elg_name_classify(ElgNameReader *r)
{
  int next = 0, phrases = 0;
  uint8_t flags = 0;
  unsigned known = 0, unknown = 0;
  r->roles = r->phrases = 0;
  r->is_straight = 1;
  r->forms = 0;
  for (int i = 0; i < r->n; i++) {
    NameWord *w = r->word + i;
    if (i) name_read_roman(r, w, i + 1 == r->n);
    name_look_up(r, w);
    if (w->elided) name_read_elided(r, w);
    r->is_straight &= w->at == next;
    next = w->at + w->len;
    r->roles |= w->info->role;
    flags |= w->flags;
    known |= w->info->known;
    unknown |= !w->slot->tag;
    r->forms += (w->info->legal | w->legal) != 0;
    if (i) phrases |= name_may_be_phrase(w - 1);
  }
  r->flags = flags;
  r->has_known = known != 0;
  for (int i = 0; i < r->n && unknown && r->n > 1; i++)
    if (name_read_misspelt_form(r, i)) phrases |= name_changed(r, i);
  if (name_read_cut_form(r)) phrases |= name_changed(r, r->n - 1);
  if (r->n > 2) name_read_last_roman(r);
  for (int i = 0; i < r->n && (r->fold.gaps & ELG_GAP_SLASH); i++)
    if (name_is_slash_code(r->word + i, i)) r->word[i].flags |= ELG_TOKEN_BRACKET | ELG_TOKEN_CODE;
  if (phrases) name_find_phrases(r);
}

const ElgWordSlot *elg_name_phrase(ElgNameReader *r, int i, int known, int *words)
{
  const ElgWordSlot *best = NULL;
  const NameWord *first = r->word + i;
  uint64_t h = elg_hash_next(0, first->key);
  *words = 1;
  for (int k = 1; k < first->phrase && i + k < r->n; k++) {
    const NameWord *w = first + k;
    if (w->legal || ((w->flags ^ first->flags) & ELG_TOKEN_BRACKET)) break;
    h = elg_hash_next(h, w->key);
    const ElgWordSlot *found = elg_words_slot(h);
    const ElgWordInfo *info = elg_words_info(found);
    r->has_known |= info->known != 0;
    if (known ? info->known : info->expand | info->legal | info->place | info->role) best = found, *words = k + 1;
  }
  return best;
}

static void name_merge_phrase(NameWord *w, int words, const ElgWordSlot *slot)
{
  for (int k = 1; k < words; k++) w[k].dropped = 1;
  w->source = (uint16_t)(w[words - 1].from + w[words - 1].source - w->from);
  name_set_slot(w, slot);
  w->phrase = 0;
  w->closed = w[words - 1].closed;
  w->flags &= (uint8_t)~(ELG_TOKEN_DOT | ELG_TOKEN_MERGED); /* "J.P. Morgan" as one is no initials */
}

void elg_name_phrases(ElgNameReader *r, int from)
{
  for (int i = from; i < r->n; i++) {
    NameWord *w = r->word + i;
    int words;
    if (!w->phrase || w->legal) continue;
    const ElgWordSlot *slot = elg_name_phrase(r, i, 0, &words);
    if (!slot || elg_words_info(slot)->legal) continue;
    name_merge_phrase(w, words, slot);
    r->roles |= w->info->role;
    i += words - 1;
  }
}

void elg_name_read_country(ElgNameReader *r)
{
  int i = r->n - 1;
  while (i > 0 && r->word[i].dropped) i--;
  NameWord *w = r->word + i;
  if (i && w->info->place && (w->gap & ELG_GAP_SLASH) && r->word[i - 1].info->legal) w->flags |= ELG_TOKEN_BRACKET | ELG_TOKEN_CODE;
}
