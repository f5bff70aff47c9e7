#include "name/name.h"
#include <string.h>
#include "base/bytes.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "name/fold.h"
#include "name/letter.h"

/* A word on its way to a token: made by the fold, or of its words. */
typedef ElgFoldWord NameWord;

#define NAME_WORDS 256
#define NAME_MERGED 4096 /* bytes of merged words */

struct ElgNameReader {
  ElgFold fold;
  NameWord *word; /* of the fold where they stand as they are, else made */
  int n;
  NameWord made[NAME_WORDS];
  NameWord saved[NAME_WORDS]; /* as they were before a name was built of them */
  int text_end, merged; /* bytes in use in the fold's text, and of those merged words */
  /* What no word is or has need not be looked for. */
  uint8_t roles;       /* of any word */
  uint8_t flags;       /* of any word */
  uint8_t phrases;     /* words of the longest phrase of the dictionary, 0: there is none */
  uint8_t is_straight; /* the words stand in the fold's text side by side */
  uint8_t has_known;   /* a word or phrase by which a firm is not known best */
  int forms;           /* words that are legal forms somewhere */
  ElgToken token[NAME_WORDS + ELG_NAME_ALIASES];
  char text[ELG_FOLD_TEXT * 2 + ELG_FOLD_PAD];
  int n_tokens, text_len;
  ElgStr source;
  uint16_t token_word[NAME_WORDS + ELG_NAME_ALIASES]; /* word of each token */
};

ElgNameReader *elg_name_reader_new(void) { return elg_realloc(NULL, sizeof(ElgNameReader)); }
void elg_name_reader_free(ElgNameReader *reader) { elg_free(reader); }

static const char *name_at(const ElgNameReader *r, const NameWord *w) { return r->fold.text + w->at; }
static ElgStr name_str(const ElgNameReader *r, const NameWord *w) { return (ElgStr){name_at(r, w), w->len}; }

static uint64_t name_hash(const NameWord *w) { return w->flags & ELG_TOKEN_NATIVE ? w->key ^ ELG_NATIVE_SALT : w->key; }

static void name_set_slot(NameWord *w, const ElgWordSlot *slot)
{
  w->slot = slot;
  w->info = elg_word_table.infos + slot->info;
}

static void name_look_up(const ElgNameReader *r, NameWord *w)
{
  w->key = elg_hash_word(name_str(r, w));
  name_set_slot(w, elg_words_slot(w->key));
  if (!(w->flags & ELG_TOKEN_NATIVE)) return;
  const ElgWordSlot *plain = w->slot;
  w->key ^= ELG_NATIVE_SALT;
  name_set_slot(w, elg_words_slot(w->key));
  /* unknown in its own script: as common as the transliteration; what that is and stands for is another language's */
  if (!w->slot->tag && elg_words_info(plain)->kind != ELG_TOKEN_STOP) w->slot = plain;
}

/* ---- words from the fold: CJK runs split, single letters merged ---- */

/* Put text behind the fold's, as the text of w. Returns 0 without room. */
static int name_set_text(ElgNameReader *r, NameWord *w, const char *s, size_t n)
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
  return w && name_set_text(r, w, s, strlen(s));
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
      if (!name_set_text(r, w, known->expand, strlen(known->expand))) return 0;
    }
    i += known->n;
    start = i;
  }
  return n <= start || name_add(r, f, start, n - start) != NULL;
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
  return name_set_text(r, a, text, n);
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
    if (r->n && f->len <= 2 && name_joins(r, r->word + r->n - 1, run, f)) {
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

/* The words of the fold, as they are where none can be split or merged. Returns 0 when they do not fit. */
static int name_words(ElgNameReader *r)
{
  r->text_end = r->fold.len;
  if (r->fold.has_letters | r->fold.has_cjk | (r->fold.gaps & ELG_GAP_AND)) return name_make_words(r);
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
  if (w->len == 1 && !is_last && !(w[1].gap & ELG_GAP_COMMA)) return;
  int value = name_roman(name_str(r, w));
  if (value) name_set_text(r, w, digits[value], value < 10 ? 1 : 2);
}

/* EDGAR marks the state of incorporation: "PVH CORP. /DE/". */
static int name_is_slash_code(const NameWord *w, int i)
{
  if (!i || !(w->gap & ELG_GAP_SLASH) || (w->flags & (ELG_TOKEN_MERGED | ELG_TOKEN_CJK))) return 0;
  if (!w->closed) return 0;
  if (w->info->place) return 1;
  return w->len <= 4 && (w->gap & ELG_GAP_BLANK);
}

/* Words of the longest phrase from word i on that the dictionary knows, 0: none. */
static uint8_t name_longest_phrase(const ElgNameReader *r, int i)
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
    if (w->slot->phrase > 1) w->phrase = name_longest_phrase(r, i);
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

/* A word in no table at the end of a name may be a misspelt form: "Limted". Not while the tables are being made: "limitee" is one. */
static void name_read_misspelt_form(ElgNameReader *r, NameWord *w)
{
  static const ElgStr forms[] = {ELG_STR("limited"), ELG_STR("company"), ELG_STR("companies"), ELG_STR("corporation"),
                                 ELG_STR("incorporated"), ELG_STR("aktiengesellschaft")};
  ElgStr s = name_str(r, w);
  if (w->slot->tag || s.n < 6 || (w->flags & (ELG_TOKEN_BRACKET | ELG_TOKEN_CJK | ELG_TOKEN_NATIVE))) return;
  for (size_t i = 0; i < ELG_COUNT(forms); i++) {
    if (!name_is_slip(s, forms[i]) || !elg_words_slot(elg_hash(forms[i]))->tag || !name_set_text(r, w, forms[i].s, forms[i].n)) continue;
    name_look_up(r, w);
    return;
  }
}

/* "d'Alsace": the article or preposition goes where the dictionary knows what a word behind it is. */
static void name_read_elided(const ElgNameReader *r, NameWord *w)
{
  NameWord bare = *w;
  bare.at = (uint16_t)(w->at + w->elided);
  bare.len = (uint16_t)(w->len - w->elided);
  name_look_up(r, &bare);
  const ElgWordInfo *info = bare.info;
  if (!w->info->role && !w->info->place && !w->info->expand && (info->place || info->expand || (info->role & ELG_ROLE_SECTOR))) *w = bare;
}

/* "Metals X Ltd", as "Metals X". */
static void name_read_last_roman(ElgNameReader *r)
{
  int i = r->n - 1;
  while (i > 0 && (r->word[i].info->legal || (r->word[i].flags & ELG_TOKEN_BRACKET))) i--;
  NameWord *w = r->word + i;
  if (i < 1 || i + 1 == r->n || w->len != 1) return;
  uint32_t at = w->at;
  name_read_roman(r, w, 1);
  if (w->at == at) return;
  name_look_up(r, w);
  r->is_straight = 0;
}

static void name_classify(ElgNameReader *r)
{
  int next = 0, phrases = 0;
  uint8_t flags = 0;
  unsigned known = 0;
  r->roles = r->phrases = 0;
  r->is_straight = 1;
  r->forms = 0;
  for (int i = 0; i < r->n; i++) {
    NameWord *w = r->word + i;
    if (i) name_read_roman(r, w, i + 1 == r->n);
    name_look_up(r, w);
    if (w->elided) name_read_elided(r, w);
    if (i && (i + 1 == r->n || i + 2 == r->n)) name_read_misspelt_form(r, w);
    r->is_straight &= w->at == next;
    next = w->at + w->len;
    r->roles |= w->info->role;
    flags |= w->flags;
    known |= w->info->known;
    r->forms += (w->info->legal | w->legal) != 0;
    if (i) phrases |= name_may_be_phrase(w - 1);
  }
  r->flags = flags;
  r->has_known = known != 0;
  if (r->n > 2) name_read_last_roman(r);
  for (int i = 0; i < r->n && (r->fold.gaps & ELG_GAP_SLASH); i++)
    if (name_is_slash_code(r->word + i, i)) r->word[i].flags |= ELG_TOKEN_BRACKET | ELG_TOKEN_CODE;
  if (phrases) name_find_phrases(r);
}

/* The longest dictionary phrase of two or more words from i on, inside one pair of brackets; known: one that a firm is known
** by other words for. */
static const ElgWordSlot *name_phrase(ElgNameReader *r, int i, int known, int *words)
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

/* Phrases that stand for one thing wherever they are: places, abbreviations, alias markers, fillers. Legal forms
** depend on where they stand and come after. */
static void name_phrases(ElgNameReader *r, int from)
{
  for (int i = from; i < r->n; i++) {
    NameWord *w = r->word + i;
    int words;
    if (!w->phrase || w->legal) continue;
    const ElgWordSlot *slot = name_phrase(r, i, 0, &words);
    if (!slot || elg_words_info(slot)->legal) continue;
    name_merge_phrase(w, words, slot);
    r->roles |= w->info->role;
    i += words - 1;
  }
}

/* EDGAR sets the country of a firm behind its form: "Imperial Petroleum Inc./Marshall Islands". */
static void name_read_country(ElgNameReader *r)
{
  int i = r->n - 1;
  while (i > 0 && r->word[i].dropped) i--;
  NameWord *w = r->word + i;
  if (i && w->info->place && (w->gap & ELG_GAP_SLASH) && r->word[i - 1].info->legal) w->flags |= ELG_TOKEN_BRACKET | ELG_TOKEN_CODE;
}

/* ---- what is not the name ---- */

/* Whether w is one of the words of list, each between blanks. */
static int name_is_listed(const ElgNameReader *r, const NameWord *w, const char *list)
{
  char word[16] = " ";
  if (w->len < 2 || w->len > 12) return 0;
  memcpy(word + 1, name_at(r, w), w->len);
  word[w->len + 1] = ' ';
  return strstr(list, word) != NULL;
}

/* What a CRM notes about an account, in brackets, and the exchanges that stand before a symbol: "(NASDAQ: AAPL)". */
static const char name_notes[] = " old active inactive closed duplicate dup obsolete archived deleted delete merged test prospect "
                                 "prospects customer client lead supplier vendor reseller account main primary hq headquarters ";
static const char name_exchanges[] = " nyse nasdaq nasdaqgs nysearca nyseamerican tsx tsxv lse lon asx otc otcmkts otcqb otcqx hkex sehk "
                                     "hkg sgx bse nse epa etr fra xetra euronext ams jse tyo krx kosdaq swx tase szse ";

/* Brackets behind the name that hold but notes, or an exchange and a symbol. */
static void name_drop_notes(ElgNameReader *r)
{
  for (int i = 1, to; i < r->n; i = to) {
    const NameWord *w = r->word + i;
    to = i + 1;
    if (!(w->flags & ~w[-1].flags & ELG_TOKEN_BRACKET) || w->info->place || (w->flags & ELG_TOKEN_CODE)) continue;
    while (to < r->n && (r->word[to].flags & ELG_TOKEN_BRACKET)) to++;
    int notes = 1;
    for (int k = i; k < to && notes; k++)
      notes = r->word[k].dropped || (r->word[k].info->role & ELG_ROLE_STOP) || name_is_listed(r, r->word + k, name_notes);
    if (!notes && (to - i < 2 || to - i > 4 || !name_is_listed(r, w, name_exchanges))) continue;
    for (int k = i; k < to; k++) r->word[k].dropped = 1;
  }
}

/* ---- what is not said twice ---- */

/* Exchanges set a name twice where an issue has its own: "Ternium S.A. Ternium S.A.". Returns the end of the first half, of two
** words and more, or end. */
static int name_once(const ElgNameReader *r, int begin, int end)
{
  int half = (end - begin) / 2;
  if (end - begin != 2 * half || half < 2 || r->word[begin].key != r->word[begin + half].key) return end;
  for (int i = begin; i < begin + half; i++)
    if (r->word[i].key != r->word[i + half].key || r->word[i].legal || r->word[i].dropped) return end;
  return begin + half;
}

/* A phrase and what it stands for beside it: "Petroleo Brasileiro S.A. - Petrobras". */
static void name_drop_repeated(ElgNameReader *r, int begin, int end)
{
  for (int i = begin; i + 1 < end && r->phrases; i++) {
    unsigned expand = r->word[i + 1].dropped && !r->word[i].dropped ? r->word[i].info->expand : 0;
    for (int k = begin; expand && k < end; k++) {
      NameWord *w = r->word + k;
      if (k != i && !w->dropped && (w->info->expand == expand || elg_str_equal(name_str(r, w), elg_words_text((uint16_t)expand))))
        w->dropped = 1;
    }
  }
}

/* German exchanges end a name in the currency and the par value: "SANGAMO THERAP.INC.DL-,01". */
static void name_drop_par(ElgNameReader *r)
{
  static const char currencies[] = "dl eo ls sf yn hd sk dk nk is rp ir ad cd sd rc yc mn";
  NameWord *w = r->word + r->n - 2;
  const char *s = name_at(r, w);
  for (size_t i = 0; i < w[1].len; i++)
    if ((unsigned)(name_at(r, w + 1)[i] - '0') > 9) return;
  if (w->len != 2 || r->source.s[w->from + w->source] != '-') return;
  for (const char *c = currencies; *c; c += c[2] ? 3 : 2)
    if (c[0] == s[0] && c[1] == s[1]) w->dropped = w[1].dropped = 1;
}

/* "acmewidgets.co.uk" is a name with a suffix behind it, not a company in the United Kingdom. */
static void name_drop_suffix(ElgNameReader *r)
{
  const NameWord *last = r->word + r->n - 1;
  if (last->len != 2 || (last->flags & (ELG_TOKEN_MERGED | ELG_TOKEN_CJK)) || !last->info->place) return;
  for (int i = 1; i < r->n; i++)
    if (r->word[i].gap || !(r->word[i - 1].flags & ELG_TOKEN_DOT)) return;
  ElgStr kind = name_str(r, last - 1);
  if (!elg_str_equal(kind, ELG_STR("co")) && !elg_str_equal(kind, ELG_STR("com")) && !elg_str_equal(kind, ELG_STR("org"))) return;
  r->word[r->n - 2].dropped = r->word[r->n - 1].dropped = 1;
}

/* How far letters [at, n) of s are the initials of words [i, end) but for word own: each word has its first letter, which further
** ones may follow; stop words and forms may be left out. Returns the words that have letters, 0 when they are not initials. */
static int name_initials(const ElgNameReader *r, ElgStr s, size_t at, int i, int end, int own)
{
  if (i == end) return at == s.n ? 1 : 0;
  const NameWord *w = r->word + i;
  const char *t = name_at(r, w);
  int weak = w->dropped || (w->info->role & (ELG_ROLE_STOP | ELG_ROLE_AND)) || w->info->legal;
  if (i != own && !(w->info->legal && w->len < 6) && !(w->flags & ELG_TOKEN_BRACKET) && at < s.n && t[0] == s.s[at]) {
    size_t next = at + 1;
    for (size_t k = 1;; k++) {
      int rest = name_initials(r, s, next, i + 1, end, own);
      if (rest) return rest + 1;
      while (s.n <= 4 && next + 1 < s.n && k < w->len && t[k] != s.s[next]) k++;
      if (next == s.n || k >= w->len || t[k] != s.s[next]) break;
      next++;
    }
  }
  if (i == own || weak || (w->flags & ELG_TOKEN_BRACKET)) return name_initials(r, s, at, i + 1, end, own);
  return 0;
}

/* Whether word i, in capitals, is made of letters of the words from begin on, each in its place: "Microsoft Corp (MSFT)". */
static int name_is_symbol(const ElgNameReader *r, int begin, int i)
{
  const NameWord *w = r->word + i;
  const char *s = name_at(r, w);
  size_t at = 0;
  if (w->len < 3 || w->len > 5 || w->source != w->len || (w->flags & ELG_TOKEN_NATIVE)) return 0;
  if ((w[-1].flags & ELG_TOKEN_BRACKET) || (i + 1 < r->n && (w[1].flags & ELG_TOKEN_BRACKET))) return 0;
  for (size_t k = 0; k < w->len; k++)
    if ((unsigned)(r->source.s[w->from + k] - 'A') > 25) return 0;
  for (int k = begin; k < i && at < w->len; k++) {
    const NameWord *v = r->word + k;
    const char *t = name_at(r, v);
    if (v->dropped || (!at && t[0] != s[0])) continue;
    for (size_t j = 0; j < v->len && at < w->len; j++) at += t[j] == s[at];
  }
  return at == w->len;
}

/* The word that is the initials of the others, in front, behind or in brackets: "EDP - Energias de Portugal"; -1: none. */
static int name_own_initials(const ElgNameReader *r, int begin, int end, int *symbol)
{
  int last = end - 1;
  *symbol = 0;
  while (last > begin && r->word[last].info->legal) last--;
  for (int i = begin; end - begin > 2 && end - begin < 12 && i < end; i++) {
    const NameWord *w = r->word + i;
    int alone = (w->flags & ELG_TOKEN_BRACKET) && !(r->word[i - (i > begin)].flags & r->word[i + (i + 1 < end)].flags & ELG_TOKEN_BRACKET);
    if (i != begin && i != last && !alone) continue;
    int merged = (w->flags & ELG_TOKEN_MERGED) && !(w->len == 2 && i == begin && (w->gap & ELG_GAP_AND));
    if (w->len < 2 || w->len > 8 || (w->flags & ELG_TOKEN_CJK) || merged || w->dropped || w->legal) continue;
    if (w->info->role | w->info->place | w->info->legal) continue;
    if (w->len == 2 && i != begin) continue;
    for (int from = begin; from < (alone ? i : begin + 1); from++)
      if (name_initials(r, name_str(r, w), 0, from, end, i) > 2) return i;
    if (alone && i > begin && name_is_symbol(r, begin, i)) return *symbol = 1, i;
  }
  return -1;
}

/* ---- legal forms ---- */

/* Longest legal phrase that ends at word `end` (inclusive) and begins at or behind `begin`. Returns its first word. */
static int name_legal_back(const ElgNameReader *r, int begin, int end, uint16_t *legal, uint8_t *where)
{
  const NameWord *last = r->word + end;
  int from = end + 1;
  if (last->legal || last->dropped) return from;
  if (last->info->legal) from = end, *legal = last->info->legal, *where = last->info->where;
  for (int len = 2; len <= r->phrases && len <= 8 && end - len + 1 >= begin; len++) {
    const NameWord *first = last - len + 1;
    uint64_t h = 0;
    if (first->legal || first->dropped) break;
    if (first->phrase < len) continue;
    for (int k = 0; k < len; k++) h = elg_hash_next(h, first[k].key);
    const ElgWordInfo *info = elg_words_info(elg_words_slot(h));
    if (info->legal) from = end - len + 1, *legal = info->legal, *where = info->where;
  }
  return from;
}

static void name_mark_legal(ElgNameReader *r, int from, int to, uint16_t legal)
{
  for (int k = from; k <= to; k++) r->word[k].legal = legal;
}

static int name_is_weak(const NameWord *w)
{
  return w->dropped || (w->flags & ELG_TOKEN_BRACKET) ||
         (!(w->flags & ELG_TOKEN_MERGED) && (w->info->role & (ELG_ROLE_STOP | ELG_ROLE_AND)));
}

/* EDGAR sets "NEW" behind the form of a firm that took over a name: "UNISYS CORP NEW". */
static int name_is_new(ElgNameReader *r, int begin, int i)
{
  NameWord *w = r->word + i;
  uint16_t legal = 0;
  uint8_t where = 0;
  if (w->len != 3 || memcmp(name_at(r, w), "new", 3) || i <= begin || name_legal_back(r, begin, i - 1, &legal, &where) == i) return 0;
  w->flags |= ELG_TOKEN_BRACKET;
  return 1;
}

/* The zone at the end made of legal forms, brackets and stop words. Returns how many words are part of a form. */
static int name_legal_end(ElgNameReader *r, int begin, int end)
{
  int hi = end, marked = 0;
  while (hi > begin) {
    uint16_t legal = 0;
    uint8_t where = 0;
    if (r->word[hi - 1].legal) {
      hi--;
      marked++;
      continue;
    }
    int from = name_legal_back(r, begin, hi - 1, &legal, &where);
    if (from < hi && (where & (ELG_WHERE_END | ELG_WHERE_ANY))) {
      name_mark_legal(r, from, hi - 1, legal);
      marked += hi - from;
      hi = from;
    } else if (name_is_weak(r->word + hi - 1) || name_is_new(r, begin, hi - 1)) {
      hi--;
    } else {
      break;
    }
  }
  return marked;
}

/* The longest legal phrase from word i on, before end. Returns the word behind it, or i. */
static int name_legal_forward(const ElgNameReader *r, int i, int end, uint16_t *legal, uint8_t *where)
{
  int to = i;
  const NameWord *first = r->word + i;
  uint64_t h = elg_hash_next(0, first->key);
  if (first->legal || first->dropped) return i;
  const ElgWordInfo *info = first->info;
  if (info->legal) to = i + 1, *legal = info->legal, *where = info->where;
  for (int k = 1; k < first->phrase && i + k < end; k++) {
    if (first[k].legal || first[k].dropped) break;
    h = elg_hash_next(h, first[k].key);
    info = elg_words_info(elg_words_slot(h));
    if (info->legal) to = i + k + 1, *legal = info->legal, *where = info->where;
  }
  return to;
}

/* Whether a quotation mark stands before word i: " and the last bytes of the opening marks beyond ASCII. */
static int name_is_quoted(const ElgNameReader *r, int i)
{
  const NameWord *w = r->word + i;
  unsigned char c = w->from ? (unsigned char)r->source.s[w->from - 1] : 0;
  return c == '"' || c == 0xAB || c == 0x9C || c == 0x9E;
}

/* Whether a short form that is also a word or initials (AS, SCI) may be one in front: a telling word or a name in quotes follows,
** none of them a form. */
static int name_may_lead(const ElgNameReader *r, int i, int end)
{
  int quoted = i < end && name_is_quoted(r, i);
  while (i < end && (r->word[i].dropped || name_is_weak(r->word + i))) i++;
  if (i == end) return 0;
  const ElgWordInfo *info = r->word[i].info;
  if (!quoted && (info->kind != ELG_TOKEN_NAME || info->place || info->expand)) return 0;
  for (; i < end; i++)
    if (r->word[i].legal && !elg_words_legal_is_generic(elg_words_legal(r->word[i].legal)->kind)) return 0;
  return 1;
}

/* Whether a form that Romania has ends the name: "SC Electrica SA". */
static int name_ends_romanian(const ElgNameReader *r, int i, int end)
{
  static const char *const forms[] = {"sa", "srl", "srl d", "snc", "scs"};
  if (i == end || r->word[i].legal || name_is_weak(r->word + i)) return 0;
  while (end > i && !r->word[end - 1].legal) end--;
  for (size_t k = 0; k < ELG_COUNT(forms) && end > i; k++)
    if (!strcmp(elg_words_legal(r->word[end - 1].legal)->canonical, forms[k])) return 1;
  return 0;
}

/* A form in front (OOO, PT, Aktiebolaget), and the unmistakable ones in the middle ("Acme Ltd Trading"). */
static void name_legal_inside(ElgNameReader *r, int begin, int end)
{
  for (int i = begin; i < end; i++) {
    uint16_t legal = 0;
    uint8_t where = 0;
    if (!r->word[i].info->legal && !r->word[i].phrase) continue;
    int to = name_legal_forward(r, i, end, &legal, &where);
    int spaced = (r->word[i].flags & ELG_TOKEN_MERGED) && (r->word[i].gap & ELG_GAP_BLANK); /* "A. O. Smith" */
    if (i == begin && to > i && (where & ELG_WHERE_WITH) && name_ends_romanian(r, to, end)) {
      r->word[i].dropped = 1; /* it says only "company" */
      continue;
    }
    int front = i == begin && !spaced && ((where & ELG_WHERE_START) || ((where & ELG_WHERE_ANY) &&
                                                                 (to > i + 1 || (r->word[i].flags & ELG_TOKEN_NATIVE))) ||
                                         ((where & ELG_WHERE_LEAD) && name_may_lead(r, to, end)));
    if (i == begin && !front) continue;
    if (to == i || (!front && !(where & ELG_WHERE_ANY))) continue;
    if (!front && to == i + 1 && r->word[i].len < 3) continue;
    name_mark_legal(r, i, to - 1, legal);
    i = to - 1;
  }
}

/* Words that make the core. */
static int name_has_core(const ElgNameReader *r, int begin, int end)
{
  for (int i = begin; i < end; i++)
    if (!r->word[i].legal && !name_is_weak(r->word + i)) return 1;
  return 0;
}

/* Give back the forms but one. */
static void name_keep_legal(ElgNameReader *r, int begin, int end, uint16_t kept)
{
  for (int i = begin; i < end; i++)
    if (r->word[i].legal != kept) r->word[i].legal = 0;
}

/* A name must not vanish: give back its brackets, then all forms but the last ("SAS AB", "TMK OAO") or a first one in Han, then words
** that are a legal form at an edge only ("TIS"), then all. */
static void name_rescue(ElgNameReader *r, int begin, int end)
{
  int open = 0;
  uint16_t last = 0;
  for (int i = begin; i < end; i++) open |= !r->word[i].legal && !r->word[i].dropped && (r->word[i].flags & ELG_TOKEN_BRACKET);
  if (open) {
    for (int i = begin; i < end; i++) r->word[i].flags &= (uint8_t)~ELG_TOKEN_BRACKET;
    if (name_has_core(r, begin, end)) return;
  }
  if (r->word[begin].flags & ELG_TOKEN_CJK) last = r->word[begin].legal;
  for (int i = end - 1; i >= begin && !last; i--) last = r->word[i].legal;
  name_keep_legal(r, begin, end, last);
  if (name_has_core(r, begin, end)) return;
  for (int i = begin; i < end; i++) {
    const ElgWordInfo *info = r->word[i].info;
    if (info->legal == r->word[i].legal && !(info->where & ELG_WHERE_ANY)) r->word[i].legal = 0;
  }
  if (name_has_core(r, begin, end)) return;
  for (int i = begin; i < end; i++) r->word[i].legal = 0;
}

static int name_is_branch(const ElgNameReader *r, const NameWord *w)
{
  ElgStr s = w->info->expand ? elg_words_text(w->info->expand) : (ElgStr){name_at(r, w), w->len};
  return elg_str_equal(s, ELG_STR("branch"));
}

/* A branch and its town behind a name are as weak as in brackets: "Osaka branch", "Niederlassung Dresden". */
static void name_read_branch(ElgNameReader *r, int begin, int end)
{
  if (end - begin < 3) return;
  NameWord *w = r->word + end - 2;
  if (w[0].dropped || w[1].dropped) return;
  if ((w[0].info->place && name_is_branch(r, w + 1)) || (w[1].info->place && name_is_branch(r, w)))
    w[0].flags |= ELG_TOKEN_BRACKET, w[1].flags |= ELG_TOKEN_BRACKET;
}

/* A Chinese register sets the province or city of a firm before its name: it is as weak as in brackets. */
static void name_read_seat(ElgNameReader *r, int begin, int end)
{
  NameWord *w = r->word + begin;
  int form = 0, telling = 0;
  ElgStr s = w->info->expand ? elg_words_text(w->info->expand) : (ElgStr){name_at(r, w), w->len};
  const ElgWordInfo *info = elg_words_info(elg_words_slot(elg_hash(s)));
  if (!info->place || elg_words_place_is_country(info->place)) return;
  for (int i = begin + 1; i < end; i++) {
    const NameWord *v = r->word + i;
    if (v->legal) form |= elg_words_legal_is_chinese(v->legal);
    else telling |= (v->flags & (ELG_TOKEN_CJK | ELG_TOKEN_EXPANDED)) && !v->info->place && !v->info->role;
  }
  if (form && telling) w->flags |= ELG_TOKEN_BRACKET | ELG_TOKEN_CODE;
}

/* Mark the legal forms. Returns whether words remain that make the core. */
static int name_legal(ElgNameReader *r, int begin, int end)
{
  name_read_branch(r, begin, end);
  if (r->forms | r->phrases) {
    int marked = name_legal_end(r, begin, end);
    if (marked < r->forms || r->phrases) name_legal_inside(r, begin, end);
    if (r->fold.has_cjk) name_read_seat(r, begin, end);
  }
  if (name_has_core(r, begin, end)) return 1;
  name_rescue(r, begin, end);
  return name_has_core(r, begin, end);
}

/* ---- tokens ---- */

/* Hash of the text with ae, oe, ue, aa, oo reduced to their first letter. */
static uint32_t name_loose(ElgStr s, uint32_t hash)
{
  char reduced[256];
  size_t n = 0;
  if (s.n > sizeof reduced) return hash;
  for (size_t i = 0; i < s.n; i++) {
    reduced[n++] = s.s[i];
    if (i + 1 >= s.n) break;
    char a = s.s[i], b = s.s[i + 1];
    int ao = (a == 'a') | (a == 'o');
    i += ((b == 'e') & (ao | (a == 'u'))) | ((a == b) & ao);
  }
  return n == s.n ? hash : (uint32_t)elg_hash((ElgStr){reduced, n});
}

static int name_is_number(ElgStr s)
{
  size_t digits = 0;
  for (size_t i = 0; i < s.n; i++) digits += s.s[i] >= '0' && s.s[i] <= '9';
  return digits && digits * 2 >= s.n;
}

/* Weight of a word that the tables know and the lists of names do not: no coined word. */
#define NAME_LISTED 230

static uint8_t name_weight(const ElgToken *t, const ElgWordSlot *slot)
{
  static const uint8_t percent[] = {[ELG_TOKEN_NAME] = 100,   [ELG_TOKEN_STOP] = 10,   [ELG_TOKEN_FILLER] = 50,
                                    [ELG_TOKEN_SECTOR] = 100, [ELG_TOKEN_PLACE] = 100, [ELG_TOKEN_NUMBER] = 100,
                                    [ELG_TOKEN_INITIAL] = 100};
  unsigned w = slot->weight ? slot->weight : slot->tag ? NAME_LISTED : 255;
  w = w * percent[t->kind] / 100;
  if (t->flags & ELG_TOKEN_BRACKET) w = w * 30 / 100;
  if (t->kind == ELG_TOKEN_INITIAL) w = w * 60 / 100;
  return (uint8_t)(w < 1 ? 1 : w);
}

/* The kind of a token that is more than a word in its place: a number, a place, letters, in brackets. */
static uint8_t name_special_kind(const ElgToken *t, ElgStr s, const ElgWordInfo *info)
{
  int bracket_place = t->place && (t->flags & ELG_TOKEN_BRACKET);
  if ((info->role & (ELG_ROLE_STOP | ELG_ROLE_AND)) && !bracket_place && !(t->flags & ELG_TOKEN_MERGED)) return ELG_TOKEN_STOP;
  if (name_is_number(s)) return ELG_TOKEN_NUMBER;
  if (t->place) return ELG_TOKEN_PLACE;
  if (info->role & ELG_ROLE_FILLER) return ELG_TOKEN_FILLER;
  if (info->role & ELG_ROLE_SECTOR) return ELG_TOKEN_SECTOR;
  return s.n == 1 && !(t->flags & ELG_TOKEN_CJK) ? ELG_TOKEN_INITIAL : ELG_TOKEN_NAME;
}

/* "Blue Cross of TX". */
static int name_follows_of(const ElgNameReader *r, const NameWord *w)
{
  return w > r->word && elg_str_equal(name_str(r, w - 1), ELG_STR("of"));
}

/* Text and place of a word: its long form, the canonical name of a place written as a phrase or code, or itself. */
static ElgStr name_resolve(const ElgNameReader *r, const NameWord *w, ElgToken *t)
{
  const ElgWordInfo *info = w->info;
  int bracket = (w->flags & ELG_TOKEN_BRACKET) != 0;
  int code = info->level == ELG_PLACE_CODE;
  t->place = code && !bracket && !name_follows_of(r, w) ? 0 : info->place;
  if (code && bracket) t->flags |= ELG_TOKEN_CODE;
  if (info->expand && !(w->flags & ELG_TOKEN_MERGED)) {
    t->flags |= ELG_TOKEN_EXPANDED;
    return elg_words_text(info->expand);
  }
  if (t->place && (bracket || w->len <= 3 || w->slot->tag != (uint32_t)w->key)) return elg_words_place_text(t->place);
  return name_str(r, w);
}

enum { NAME_DIGIT = 1, NAME_PAIR = 2 };
/* Whether s may have digits (NAME_DIGIT) and pairs that name_loose reduces (NAME_PAIR). */
static int name_traits(ElgStr s) { return s.n <= 16 ? elg_bytes_traits(s.s, s.n) : NAME_DIGIT | NAME_PAIR; }

/* The token of word i; its text is put later, core tokens first. */
static ElgStr name_token(const ElgNameReader *r, int i, ElgToken *t)
{
  const NameWord *w = r->word + i;
  const ElgWordSlot *slot = w->slot;
  const ElgWordInfo *info = w->info;
  ElgStr s = name_str(r, w);
  uint64_t hash = name_hash(w);
  t->flags = w->flags;
  t->place = 0;
  if (info->expand | info->place) {
    s = name_resolve(r, w, t);
    if (s.s != name_at(r, w)) hash = elg_hash(s);
    if (t->flags & ELG_TOKEN_EXPANDED) {
      slot = elg_words_slot(hash);
      info = elg_words_info(slot);
      if (info->place) t->place = info->place;
    }
  }
  int traits = name_traits(s);
  t->hash = (uint32_t)hash;
  t->loose = t->place ? elg_place_loose(t->place) : traits & NAME_PAIR ? name_loose(s, t->hash) : t->hash;
  int special = (t->place != 0) | (traits & NAME_DIGIT) | (s.n == 1) | (t->flags & ELG_TOKEN_MERGED);
  t->kind = special ? name_special_kind(t, s, info) : info->kind;
  if ((t->flags & ELG_TOKEN_BRACKET) && elg_str_equal(s, ELG_STR("new"))) t->kind = ELG_TOKEN_STOP;
  t->weight = name_weight(t, slot);
  return s;
}

static inline int name_put_text(ElgNameReader *r, int base, ElgToken *t, ElgStr s)
{
  if ((size_t)r->text_len + s.n > ELG_FOLD_TEXT * 2 || s.n > 255) return 0;
  t->at = (uint16_t)(r->text_len - base);
  t->len = (uint8_t)s.n;
  elg_bytes_copy(r->text + r->text_len, s.s, s.n);
  r->text_len += (int)s.n;
  return 1;
}

/* Whether a word is not part of the name's raw form: in a legal form or in brackets. */
static int name_is_beside(const NameWord *w) { return (w->legal != 0) | (w->flags & ELG_TOKEN_BRACKET); }

/* The words [begin, end) as they stand in the fold's text; s is NULL where others are, or would be, between them. */
static ElgStr name_stretch(const ElgNameReader *r, int begin, int end, int with_all)
{
  int holes = !r->is_straight || (r->roles & ELG_ROLE_AND);
  while (!with_all && end > begin && name_is_beside(r->word + end - 1)) end--;
  for (int i = begin; i < end && !with_all; i++) holes |= name_is_beside(r->word + i);
  if (holes || end == begin) return (ElgStr){NULL, 0};
  const NameWord *first = r->word + begin, *last = r->word + end - 1;
  return (ElgStr){name_at(r, first), (size_t)(last->at + last->len - first->at)};
}

/* Hash of the words of [begin, end) written together, but for words for "and". with_all: legal forms and brackets too. */
static uint32_t name_together(const ElgNameReader *r, int begin, int end, int with_all)
{
  char buffer[ELG_FOLD_TEXT];
  size_t n = 0;
  ElgStr stretch = name_stretch(r, begin, end, with_all);
  if (stretch.s) return (uint32_t)elg_hash(stretch);
  for (int i = begin; i < end; i++) {
    const NameWord *w = r->word + i;
    if ((!with_all && name_is_beside(w)) || (w->info->role & ELG_ROLE_AND)) continue;
    if (n + w->len > sizeof buffer) break;
    memcpy(buffer + n, name_at(r, w), w->len);
    n += w->len;
  }
  return (uint32_t)elg_hash((ElgStr){buffer, n});
}

static uint32_t name_letters(ElgStr s)
{
  uint32_t bits = 0;
  for (size_t i = 0; i < s.n; i++) {
    unsigned c = (unsigned char)s.s[i];
    if (c != ' ') bits |= (uint32_t)1 << (c >= 'a' && c <= 'z' ? c - 'a' : 26 + c % 6);
  }
  return bits;
}

/* "the" and "and" do not show in the forms of a name that has other words. */
static int name_is_void(const ElgName *name, int i)
{
  const ElgToken *t = name->tokens + i;
  ElgStr s = elg_name_text(name, i);
  if (t->kind != ELG_TOKEN_STOP || !name->n_core || (t->flags & ELG_TOKEN_NATIVE) || s.n != 3) return 0;
  return elg_str_equal(s, ELG_STR("the")) || elg_str_equal(s, ELG_STR("and"));
}

/* A name in the making. */
typedef struct {
  ElgName *name;
  ElgToken *tokens;
  int base;      /* where its texts begin */
  int end;       /* the word behind the last */
  int initials;  /* words with a first letter in the core */
  int has_forms;
  int is_raw;    /* the core is what the words say that are neither forms nor in brackets */
  unsigned weight;
  uint16_t generic[ELG_NAME_LEGALS]; /* forms that say only "company" */
  int n_generic;
  int n_outside;                     /* tokens that are not in the core */
  uint8_t outside[ELG_NAME_TOKENS];  /* which tokens, and their texts */
  ElgStr text[ELG_NAME_TOKENS];
} NameParts;

/* A word of legal form id. "Co" and its like count only where no form tells more; a form counts once ("AB Volvo (publ)"). */
static void name_put_form(NameParts *p, uint16_t id)
{
  ElgName *name = p->name;
  uint8_t kind = elg_words_legal(id)->kind;
  p->has_forms = 1;
  for (int i = 0; i < p->n_generic; i++)
    if (p->generic[i] == id) return;
  for (int i = 0; i < name->n_legal; i++)
    if (name->legal[i] == id) return;
  if (elg_words_legal_is_generic(kind)) {
    if (p->n_generic < ELG_NAME_LEGALS) p->generic[p->n_generic++] = id;
  } else if (name->n_legal < ELG_NAME_LEGALS) {
    name->legal[name->n_legal++] = id;
    name->legal_kind = kind;
  }
}

/* The first letters of word i as it is written, and of the words of a phrase that it stands for. */
static void name_put_initials(const ElgNameReader *r, NameParts *p, int i)
{
  int phrase = i + 1 < p->end && r->word[i + 1].dropped;
  do {
    const NameWord *w = r->word + i;
    if (phrase && (elg_words_info(elg_words_slot(w->key))->role & (ELG_ROLE_STOP | ELG_ROLE_AND))) continue;
    if (p->initials < 8) p->name->acronym[p->initials] = name_at(r, w)[0];
    p->initials++;
    p->name->acronym_tail = 0;
  } while (++i < p->end && r->word[i].dropped);
}

/* The initial of a word of a legal form behind the core. */
static void name_put_tail(const ElgNameReader *r, NameParts *p, const NameWord *w)
{
  ElgName *name = p->name;
  int at = p->initials + name->acronym_tail;
  if (!p->initials || at >= 8 || name->acronym_tail == 2 || name_is_weak(w)) return;
  name->acronym[at] = name_at(r, w)[0];
  name->acronym_tail++;
}

static int name_put_core(ElgNameReader *r, NameParts *p, ElgToken *t, ElgStr s, int i)
{
  if (!name_put_text(r, p->base, t, s)) return 0;
  p->name->n_core++;
  if (!(t->flags & ELG_TOKEN_CJK)) name_put_initials(r, p, i);
  return 1;
}

/* One letter between other words that is "and" or "in" in a language more often than an initial. */
static int name_is_preposition(ElgStr s, const ElgToken *t)
{
  return !(t->flags & (ELG_TOKEN_DOT | ELG_TOKEN_BRACKET)) && memchr("evuwi", s.s[0], 5) != NULL;
}

/* Two letters that say nothing before word w: "and" and prepositions of Hungarian, Romanian, Lithuanian, Finnish, Latvian
** and others (és, și, ir, ja, un) but in front, and "No." before a number. */
static int name_is_particle(const ElgNameReader *r, ElgStr s, const ElgToken *t, const NameWord *w, int is_first)
{
  static const char list[][3] = {"es", "si", "ir", "ja", "un", "na", "za", "da", "te"};
  if (w->legal || (t->flags & (ELG_TOKEN_BRACKET | ELG_TOKEN_MERGED | ELG_TOKEN_CJK | ELG_TOKEN_EXPANDED))) return 0;
  if (s.s[0] == 'n' && (s.s[1] == 'o' || s.s[1] == 'r') && (unsigned)(name_at(r, w)[0] - '0') <= 9) return 1;
  for (size_t i = 0; i < ELG_COUNT(list) && !is_first && !(t->flags & ELG_TOKEN_DOT); i++)
    if (s.s[0] == list[i][0] && s.s[1] == list[i][1]) return 1;
  return 0;
}

/* Whether the words from i on are generic ones but for forms and brackets: a stop word in front of them is the name ("LA Holdings"). */
static int name_is_generic(const ElgNameReader *r, int i, int end)
{
  int n = 0;
  for (; i < end; i++) {
    const NameWord *w = r->word + i;
    if (w->legal || w->dropped || (w->flags & ELG_TOKEN_BRACKET)) continue;
    if (!(w->info->role & ELG_ROLE_FILLER)) return 0;
    n++;
  }
  return n;
}

/* The tokens of words [begin, end), the texts of the core, and the forms. Returns 0 when they are too many or too long. */
static int name_tokens(ElgNameReader *r, int begin, int end, int has_core, NameParts *p)
{
  int n = 0;
  uint16_t before = 0; /* legal form of the last word */
  for (int i = begin; i < end; i++) {
    const NameWord *w = r->word + i;
    if (w->legal) {
      if (w->legal != before) name_put_form(p, w->legal);
      before = w->legal;
      name_put_tail(r, p, w);
      continue;
    }
    before = 0;
    if (w->dropped) {
      p->is_raw = 0;
      continue;
    }
    if (n == ELG_NAME_TOKENS) return 0;
    ElgToken *t = p->tokens + n;
    ElgStr s = name_token(r, i, t);
    r->token_word[r->n_tokens + n++] = (uint16_t)i;
    if (t->kind == ELG_TOKEN_INITIAL && n > 1 && i + 1 < end && name_is_preposition(s, t)) {
      t->kind = ELG_TOKEN_STOP;
      t->weight /= 6;
    }
    if (s.n == 2 && t->kind == ELG_TOKEN_NAME && i + 1 < end && name_is_particle(r, s, t, r->word + i + 1, n == 1)) {
      t->kind = ELG_TOKEN_STOP;
      t->weight /= 10;
    }
    int is_small = n == 1 && t->kind == ELG_TOKEN_STOP && s.n < 3 && !(t->flags & ELG_TOKEN_BRACKET);
    if (is_small && name_is_generic(r, i + 1, end))
      t->kind = ELG_TOKEN_NAME, t->weight = 128;
    if (!has_core) t->kind = ELG_TOKEN_NAME, t->weight = 128; /* nothing but stop words: they are the name */
    p->weight += t->weight;
    int is_and = (w->info->role & ELG_ROLE_AND) != 0;
    p->name->has_and |= (uint8_t)(is_and | ((w->gap & ELG_GAP_AND) != 0));
    if (elg_token_is_core(t)) {
      p->is_raw &= (s.s == name_at(r, w)) & !is_and;
      if (!name_put_core(r, p, t, s, i)) return 0;
    } else {
      p->is_raw &= is_and | (t->flags & ELG_TOKEN_BRACKET);
      p->outside[p->n_outside] = (uint8_t)(n - 1);
      p->text[p->n_outside++] = s;
    }
  }
  p->name->n = (uint8_t)n;
  return 1;
}

/* The texts of the tokens outside the core. Returns 0 when one is too long. */
static int name_put_outside(ElgNameReader *r, NameParts *p)
{
  for (int k = 0; k < p->n_outside; k++)
    if (!name_put_text(r, p->base, p->tokens + p->outside[k], p->text[k])) return 0;
  return 1;
}

static uint64_t name_hash_full(const ElgName *name, int has_stops)
{
  uint64_t h = 0;
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    if (has_stops && name_is_void(name, i)) continue;
    h = elg_hash_next(h, t->hash | (uint64_t)(t->flags & ELG_TOKEN_BRACKET) << 40);
  }
  for (int i = 0; i < name->n_legal; i++) h = elg_hash_next(h, 0x10000000000u + name->legal[i]);
  return h;
}

/* What was written for the expanded tokens, behind the name's texts; nothing where it was a phrase. */
static int name_put_written(ElgNameReader *r, ElgName *name)
{
  int base = r->text_len;
  for (int k = 0; k < name->n; k++) {
    if (!(name->tokens[k].flags & ELG_TOKEN_EXPANDED)) continue;
    const NameWord *w = r->word + r->token_word[r->n_tokens + k];
    size_t n = w->slot->tag == (uint32_t)w->key ? w->len : 0;
    if ((size_t)r->text_len + n + 1 + ELG_FOLD_PAD > sizeof r->text) return 0;
    memcpy(r->text + r->text_len, name_at(r, w), n);
    r->text[(size_t)r->text_len + n] = 0;
    r->text_len += (int)n + 1;
  }
  name->written_len = (uint16_t)(r->text_len - base);
  return 1;
}

ElgStr elg_name_written(const ElgName *name, int i)
{
  const char *at = name->text + name->text_len;
  if (!(name->tokens[i].flags & ELG_TOKEN_EXPANDED)) return elg_name_text(name, i);
  for (int k = 0; k < i; k++)
    if (name->tokens[k].flags & ELG_TOKEN_EXPANDED) at += strlen(at) + 1;
  return *at ? (ElgStr){at, strlen(at)} : elg_name_text(name, i);
}

/* Words [begin, end) become one name. Returns 0 when they do not fit. */
static int name_build(ElgNameReader *r, int begin, int end, ElgName *name)
{
  NameParts p;
  *name = (ElgName){.tokens = r->token + r->n_tokens, .text = r->text + r->text_len};
  p.name = name;
  p.tokens = r->token + r->n_tokens;
  p.base = r->text_len;
  p.end = end;
  p.initials = p.has_forms = p.n_generic = p.n_outside = 0;
  p.weight = 0;
  p.is_raw = 1;
  if (!name_tokens(r, begin, end, name_legal(r, begin, end), &p)) return 0;
  name->core_len = (uint16_t)(r->text_len - p.base);
  if (p.n_outside && !name_put_outside(r, &p)) return 0;
  if (!name->n_legal)
    for (; name->n_legal < p.n_generic; name->n_legal++) name->legal[name->n_legal] = p.generic[name->n_legal];
  name->text_len = (uint16_t)(r->text_len - p.base);
  name->total = (uint16_t)p.weight;
  name->is_cjk = r->fold.has_cjk;
  name->acronym_len = (uint8_t)(p.initials >= 2 && p.initials <= 8 ? p.initials : 0);
  if (!name->acronym_len) name->acronym_tail = 0;
  if (!name_put_written(r, name)) return 0;
  name->core = (uint32_t)elg_hash((ElgStr){name->text, name->core_len});
  name->letters = name_letters((ElgStr){name->text, name->core_len});
  name->raw = p.is_raw ? name->core : name_together(r, begin, end, 0);
  name->all = p.has_forms | p.n_outside ? name_together(r, begin, end, 1) : name->raw;
  name->full = name_hash_full(name, p.n_outside);
  r->n_tokens += name->n;
  return 1;
}

/* "now" and "ex" mark a name only where they begin what is in brackets, or behind a comma or a legal form. */
static int name_is_word(const ElgNameReader *r, int i)
{
  ElgStr s = name_str(r, r->word + i);
  return !(i + 1 < r->n && r->word[i + 1].dropped) && (elg_str_equal(s, ELG_STR("now")) || elg_str_equal(s, ELG_STR("ex")));
}

static int name_is_apart(const ElgNameReader *r, int i)
{
  const NameWord *w = r->word + i;
  return (w->flags & ~w[-1].flags & ELG_TOKEN_BRACKET) || (w->gap & ELG_GAP_COMMA) || w[-1].info->legal;
}

/* Role of an alias marker at word i that has words on both sides, else 0. One with slashes may stand in front ("M/s Sharma
** Traders"). */
static int name_marker(const ElgNameReader *r, int i)
{
  const NameWord *w = r->word + i;
  if (w->dropped) return 0;
  int role = w->info->role;
  if (!(role & (ELG_ROLE_ALIAS | ELG_ROLE_FORMER | ELG_ROLE_OF))) return 0;
  if ((role & ELG_ROLE_SLASH) && !(w->gap & ELG_GAP_SLASH)) return 0;
  if (i && w->len <= 3 && name_is_word(r, i) && !name_is_apart(r, i)) return 0;
  if (!i && (!(role & ELG_ROLE_ALIAS) || !(w->gap & ELG_GAP_SLASH))) return 0; /* a name may begin with "Formerly" */
  if (role & ELG_ROLE_OF) return i ? role : 0;
  for (int k = i + 1; k < r->n; k++)
    if (!r->word[k].dropped) return role;
  return 0;
}

/* An alias that is but a letter, as fields cut short leave it, or but a legal form ("Avery Trucking dba LLC"): name is built last. */
static int name_says_nothing(const ElgNameReader *r, const ElgName *name)
{
  const uint16_t *word = r->token_word + r->n_tokens - name->n;
  if (name->text_len < 2) return 1;
  for (int k = 0; k < name->n; k++) {
    const ElgWordInfo *info = r->word[word[k]].info;
    if (!info->legal || !(info->where & ELG_WHERE_ANY)) return 0;
  }
  return 1;
}

/* A coined name in brackets behind the legal form is what people call the firm: "One97 Communications Ltd (Paytm)". Returns where
** it begins, or end. */
static int name_second(const ElgNameReader *r, int begin, int end)
{
  int i = end, coined = 0;
  for (; i > begin + 1 && (r->word[i - 1].flags & ELG_TOKEN_BRACKET); i--) {
    const NameWord *w = r->word + i - 1;
    if (w->dropped || w->legal || (w->flags & ELG_TOKEN_CODE) || w->len < 3 || (unsigned)(name_at(r, w)[0] - '0') <= 9) return end;
    if (w->info->role | w->info->place | w->info->legal | w->info->expand) return end;
    coined |= !w->slot->tag || w->slot->weight > 230;
  }
  return coined && end - i < 3 && r->word[i - 1].legal ? i : end;
}

/* The words that the firm of word w is known by, behind the others. Returns 0 when they do not fit. */
static int name_put_known(ElgNameReader *r, const NameWord *w, uint16_t known, int room)
{
  ElgStr s = elg_words_text(known);
  for (size_t at = 0, n; at < s.n; at += n + 1) {
    NameWord *to = r->word + r->n;
    const char *blank = memchr(s.s + at, ' ', s.n - at);
    n = blank ? (size_t)(blank - s.s) - at : s.n - at;
    if (r->n == room) return 0;
    *to = *w;
    to->flags = (uint8_t)((w->flags & ELG_TOKEN_BRACKET) | ELG_TOKEN_EXPANDED); /* initials, but of no other firm's words */
    to->phrase = to->elided = 0;
    if (at) to->gap = ELG_GAP_BLANK;
    if (!name_set_text(r, to, s.s + at, n)) return 0;
    name_look_up(r, to);
    r->n++;
  }
  return 1;
}

/* The name that the firm of words [begin, end) is known by, made of copies behind all words. Returns 0 when it does not fit. */
static int name_known(ElgNameReader *r, int begin, int end, ElgNames *out)
{
  int from = r->n, room = r->word == r->made ? NAME_WORDS : ELG_FOLD_WORDS, found = 0, fits = 1, straight = r->is_straight;
  memcpy(r->word + begin, r->saved, (size_t)(end - begin) * sizeof *r->word);
  for (int i = begin, words; i < end && fits; i += words) {
    NameWord *w = r->word + i;
    const ElgWordSlot *slot = elg_words_slot(w->key);
    w->phrase = slot->phrase > 1 && !w->dropped ? slot->phrase : 0;
    slot = NULL;
    words = 1;
    if (w->phrase) slot = name_phrase(r, i, 1, &words);
    if (i + words > end) slot = NULL, words = 1;
    uint16_t known = slot ? elg_words_info(slot)->known : w->dropped ? 0 : w->info->known;
    found += known != 0;
    if (known) fits = name_put_known(r, w, known, room);
    else if (r->n < room) r->word[r->n++] = r->saved[i - begin];
    else fits = 0;
  }
  memcpy(r->word + begin, r->saved, (size_t)(end - begin) * sizeof *r->word);
  if (found && fits) {
    int to = r->n;
    for (int i = from; i + 1 < to; i++)
      if (!r->word[i].dropped && r->word[i].slot->phrase > 1) r->word[i].phrase = name_longest_phrase(r, i);
    name_phrases(r, from);
    name_drop_repeated(r, from, to);
    r->is_straight = 0;
    fits = name_build(r, from, to, out->name + out->n);
    out->n += fits && (out->name[out->n].n_core > 0);
    r->is_straight = (uint8_t)straight;
  }
  r->n = from;
  return fits || !found;
}

/* Build words [begin, end); initials beside the words that they stand for are an alias. */
static int name_part(ElgNameReader *r, int begin, int end, ElgNames *out)
{
  if (r->phrases) name_drop_repeated(r, begin, end);
  int symbol, own = name_own_initials(r, begin, end, &symbol), n = out->n;
  if (own >= 0) r->word[own].dropped = 1;
  if (!name_build(r, begin, end, out->name + n)) return 0;
  if (!n || !name_says_nothing(r, out->name + n)) out->n++;
  if (own < 0) {
    int second = (r->flags & ELG_TOKEN_BRACKET) && out->n == n + 1 && out->n < ELG_NAME_ALIASES ? name_second(r, begin, end) : end;
    if (second == end) return 1;
    for (int k = second; k < end; k++) r->word[k].flags &= (uint8_t)~ELG_TOKEN_BRACKET;
    if (!name_build(r, second, end, out->name + out->n)) return 0;
    out->n++;
    return 1;
  }
  if (symbol) return 1;
  r->word[own].dropped = 0;
  r->word[own].flags &= (uint8_t)~ELG_TOKEN_BRACKET;
  if ((r->word[own].len < 3 && !(r->word[own].flags & ELG_TOKEN_MERGED)) || out->n == ELG_NAME_ALIASES) return 1;
  if (!name_build(r, own, own + 1, out->name + out->n)) return 0;
  out->n++;
  return 1;
}

/* Build words [begin, end), and what they are known as. */
static int name_both(ElgNameReader *r, int begin, int end, ElgNames *out)
{
  if (out->n == ELG_NAME_ALIASES) return 1;
  if (!r->has_known) return name_part(r, begin, end, out);
  memcpy(r->saved, r->word + begin, (size_t)(end - begin) * sizeof *r->word);
  if (!name_part(r, begin, end, out)) return 0;
  return out->n == ELG_NAME_ALIASES || name_known(r, begin, end, out);
}

/* Cut at alias markers and build each part. */
static int name_parts(ElgNameReader *r, ElgNames *out)
{
  int begin = 0, hidden = 0, cuts = r->roles & (ELG_ROLE_ALIAS | ELG_ROLE_FORMER | ELG_ROLE_OF);
  for (int i = cuts ? 0 : r->n; i <= r->n; i++) {
    int role = i == r->n ? ELG_ROLE_ALIAS : out->n < ELG_NAME_ALIASES - 1 ? name_marker(r, i) : 0;
    if (!role) continue;
    if (i > begin && !hidden && !name_both(r, begin, name_once(r, begin, i), out)) return 0;
    hidden = role & ELG_ROLE_OF;
    begin = i + 1;
    for (int k = begin; k < r->n && out->n && (r->word[k].flags & ELG_TOKEN_BRACKET); k++)
      r->word[k].flags &= (uint8_t)~ELG_TOKEN_BRACKET;
  }
  return 1;
}

/* What people type where they have no name. It says nothing, so it is no name and no alias: N/A never matches N/A. */
static int name_is_placeholder(const ElgName *n)
{
  static const ElgStr list[] = {ELG_STR("na"),          ELG_STR("none"),         ELG_STR("null"),          ELG_STR("nil"),
                                ELG_STR("tbd"),         ELG_STR("tba"),          ELG_STR("unknown"),       ELG_STR("unnamed"),
                                ELG_STR("notavailable"), ELG_STR("notapplicable"), ELG_STR("undefined"), ELG_STR("noname"),
                                ELG_STR("notprovided")};
  if (!n->text_len) return 0;
  char first = n->text[0];
  if (!((n->text_len <= 13) & ((first == 'n') | (first == 't') | (first == 'u')))) return 0;
  if (n->n_legal || n->n > 2) return 0;
  for (size_t i = 0; i < ELG_COUNT(list); i++)
    if (elg_str_equal((ElgStr){n->text, n->text_len}, list[i]))
      return i || (n->n == 1 && (n->tokens[0].flags & ELG_TOKEN_MERGED)); /* "n/a", not a firm called Na */
  return 0;
}

static void name_drop_placeholders(ElgNames *names)
{
  int kept = 0;
  for (int k = 0; k < names->n; k++)
    if (!name_is_placeholder(names->name + k)) names->name[kept++] = names->name[k];
  names->n = kept;
}

ElgRc elg_name_read(ElgNameReader *r, ElgStr text, ElgNames *out, ElgErr *err)
{
  out->n = 0;
  r->n_tokens = r->text_len = 0;
  r->source = text;
  if (text.n > ELG_NAME_MAX)
    return elg_err(err, "name too long, got %zu bytes; expected at most %d", text.n, ELG_NAME_MAX);
  int fits = elg_fold(text, &r->fold) && name_words(r);
  if (fits) {
    name_classify(r);
    if (r->phrases) name_phrases(r, 0);
    if (r->n > 2 && !((r->fold.gaps | r->word[0].gap) & (ELG_GAP_BLANK | ELG_GAP_SLASH))) name_drop_suffix(r);
    if (r->fold.gaps & ELG_GAP_SLASH) name_read_country(r);
    if (r->n > 2) name_drop_par(r);
    if (r->flags & ELG_TOKEN_BRACKET) name_drop_notes(r);
    size_t behind = (size_t)r->word->from + r->word->source;
    if (r->n > 1 && behind < text.n && text.s[behind] == ':' && name_is_listed(r, r->word, name_exchanges))
      r->word->dropped = 1; /* "NYSE: ACM" */
    fits = name_parts(r, out);
  }
  if (!fits)
    return elg_err(err, "name of too many or too long words, got '%s'; expected at most %d words of 255 bytes",
                   elg_show(text).s, ELG_NAME_TOKENS);
  name_drop_placeholders(out);
  if (!out->n) {
    out->name[0] = (ElgName){.tokens = r->token, .text = r->text};
    out->n = 1;
  }
  return ELG_OK;
}

/* ---- forms ---- */

/* Append Han text with the characters of its source where those fold to it. */
static void name_show_han(ElgStr text, ElgStr source, ElgBuf *out)
{
  uint32_t c, own;
  for (size_t i = 0, k = 0; i < text.n;) {
    size_t n = elg_utf8_decode(text.s + i, text.n - i, &c);
    size_t m = k < source.n ? elg_utf8_decode(source.s + k, source.n - k, &own) : 0;
    elg_buf_put(out, m == n && elg_letter_han(own) == c ? source.s + k : text.s + i, n);
    i += n;
    k += m;
  }
}

void elg_name_show(const ElgNameReader *r, const ElgName *name, int i, ElgBuf *out)
{
  const ElgToken *t = name->tokens + i;
  const NameWord *w = r->word + r->token_word[t - r->token];
  ElgStr source = {r->source.s + w->from, w->source}, text = elg_name_text(name, i);
  int is_own = !(t->flags & ELG_TOKEN_EXPANDED) && w->len == t->len;
  if (is_own && (t->flags & ELG_TOKEN_NATIVE)) elg_fold_native(source, out);
  else if (is_own && (t->flags & ELG_TOKEN_CJK) && source.n == text.n) name_show_han(text, source, out);
  else elg_buf_str(out, text);
}

/* False for the stop words that a form leaves out. */
static int name_shows(const ElgName *name, int i, int core)
{
  if (name->tokens[i].kind != ELG_TOKEN_STOP) return 1;
  return core ? !name->n_core : !name_is_void(name, i);
}

/* Append the tokens outside brackets, or those in them. */
static void name_form_tokens(const ElgNameReader *r, const ElgName *name, int core, int brackets, ElgBuf *out, size_t start)
{
  for (int i = 0; i < name->n && !out->rc; i++) {
    const ElgToken *t = name->tokens + i;
    if (((t->flags & ELG_TOKEN_BRACKET) != 0) != brackets || !name_shows(name, i, core)) continue;
    if (out->n > start) elg_buf_byte(out, ' ');
    if (brackets) elg_buf_byte(out, '(');
    if (t->flags & (ELG_TOKEN_NATIVE | ELG_TOKEN_CJK)) {
      elg_name_show(r, name, i, out);
    } else {
      elg_buf_reserve(out, 256 + ELG_FOLD_PAD);
      if (out->rc) return;
      elg_bytes_copy(out->p + out->n, name->text + t->at, t->len);
      out->n += t->len;
    }
    if (brackets) elg_buf_byte(out, ')');
  }
}

static void name_form(const ElgNameReader *r, const ElgName *name, int core, ElgBuf *out)
{
  size_t start = out->n;
  name_form_tokens(r, name, core, 0, out, start);
  if (core) return;
  if (name->n_core < name->n) name_form_tokens(r, name, 0, 1, out, start);
  for (int i = 0; i < name->n_legal; i++) {
    const ElgLegalForm *legal = elg_words_legal(name->legal[i]);
    if (out->n > start) elg_buf_byte(out, ' ');
    elg_buf_put(out, legal->canonical, legal->n);
  }
}

void elg_name_full(const ElgNameReader *r, const ElgNames *names, ElgBuf *out)
{
  for (int k = 0; k < names->n; k++) {
    if (k) elg_buf_cstr(out, " | ");
    name_form(r, &names->name[k], 0, out);
  }
}

void elg_name_core(const ElgNameReader *r, const ElgNames *names, ElgBuf *out)
{
  for (int k = 0; k < names->n; k++) {
    if (k) elg_buf_cstr(out, " | ");
    name_form(r, &names->name[k], 1, out);
  }
}

const char *elg_token_kind_name(uint8_t kind)
{
  static const char *const names[] = {"name", "stop", "filler", "sector", "place", "number", "initial"};
  return names[kind];
}
