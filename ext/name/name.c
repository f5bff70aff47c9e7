#include "name/name.h"
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"
#include "name/fold.h"

/* A word on its way to a token. */
typedef struct {
  const char *s;
  uint16_t len;
  uint16_t from, source; /* bytes of the name it came from */
  uint64_t hash; /* of the text */
  uint64_t key;  /* hash in the dictionary */
  const ElgWordSlot *slot; /* dictionary entry of the word or of the phrase it became, or NULL */
  uint16_t legal;          /* legal form id when it is (part of) one */
  uint16_t place;
  uint8_t flags, gap, closed;
  uint8_t dropped;         /* inside a phrase or behind "a division of": no token */
} NameWord;

#define NAME_WORDS 256
#define NAME_EXTRA 4096

struct ElgNameReader {
  ElgFold fold;
  NameWord word[NAME_WORDS];
  int n;
  char extra[NAME_EXTRA]; /* texts of merged words */
  int extra_len;
  ElgToken token[NAME_WORDS + ELG_NAME_ALIASES];
  char text[ELG_FOLD_TEXT * 2];
  int n_tokens, text_len;
  ElgStr source;
  uint16_t token_word[NAME_WORDS + ELG_NAME_ALIASES]; /* word of each token */
};

ElgNameReader *elg_name_reader_new(void) { return elg_realloc(NULL, sizeof(ElgNameReader)); }
void elg_name_reader_free(ElgNameReader *reader) { elg_free(reader); }

static ElgStr name_str(const NameWord *w) { return (ElgStr){w->s, w->len}; }

static void name_look_up(NameWord *w)
{
  w->hash = w->key = elg_hash(name_str(w));
  if (w->flags & ELG_TOKEN_NATIVE) {
    w->key ^= ELG_NATIVE_SALT;
    w->slot = elg_words_find(w->key);
    if (w->slot) return;
    /* unknown in its own script: what is known of the transliteration, but for roles and forms of other languages */
    w->slot = elg_words_find(w->hash);
    if (w->slot && elg_words_info(w->slot)->role) w->slot = NULL;
    return;
  }
  w->slot = elg_words_find(w->hash);
}

/* ---- words from the fold: CJK runs split, single letters merged ---- */

static NameWord *name_add(ElgNameReader *r, const ElgFoldWord *f, const char *s, size_t n)
{
  if (r->n == NAME_WORDS) return NULL;
  NameWord *w = r->word + r->n++;
  *w = (NameWord){s, (uint16_t)n, f->from, f->source, 0, 0, NULL, 0, 0, f->flags, f->gap, f->closed, 0};
  return w;
}

/* Length in bytes of the UTF-8 sequence that starts with c. */
static size_t name_step(char c)
{
  unsigned char u = (unsigned char)c;
  return u < 0x80 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

/* Split a CJK run at known words: legal forms at its edges, generic words anywhere. */
static int name_split_cjk(ElgNameReader *r, const ElgFoldWord *f, const char *s, size_t n)
{
  size_t start = 0;
  for (size_t i = 0; i < n;) {
    const ElgCjkWord *known = elg_words_cjk(s + i, n - i);
    if (known && known->legal && i && i + known->n < n) known = NULL;
    if (known && known->legal && known->n < 6 && n > known->n) known = NULL;
    if (!known) {
      i += name_step(s[i]);
      continue;
    }
    if (i > start && !name_add(r, f, s + start, i - start)) return 0;
    NameWord *w = known->expand ? name_add(r, f, known->expand, strlen(known->expand)) : name_add(r, f, s + i, known->n);
    if (!w) return 0;
    w->legal = known->legal;
    if (known->expand) w->flags = (uint8_t)((w->flags & ~ELG_TOKEN_CJK) | ELG_TOKEN_EXPANDED);
    i += known->n;
    start = i;
  }
  return n <= start || name_add(r, f, s + start, n - start) != NULL;
}

static int name_is_letter(const NameWord *w)
{
  return w->len == 1 && w->s[0] >= 'a' && w->s[0] <= 'z';
}

/* The short words for "company" are no initials: "J & Co" is not "jco". */
static int name_is_company(const char *s, size_t n) { return n == 2 && s[0] == 'c' && s[1] == 'o'; }

/* Whether letter run a and the next word f belong together: J.P., H & M, AT & T, S.A., a/s. */
static int name_joins(const NameWord *a, int run, const ElgFoldWord *f, const char *s)
{
  int letter = f->len == 1 && s[0] >= 'a' && s[0] <= 'z';
  if (((a->flags ^ f->flags) & (ELG_TOKEN_BRACKET | ELG_TOKEN_CJK)) || (f->gap & ELG_GAP_COMMA)) return 0;
  if (letter && (name_is_letter(a) || run) && a->len < 8) return 1;
  if (!(f->gap & ELG_GAP_AND) || a->len > 2 || f->len > 2 || s[0] < 'a' || s[0] > 'z' || a->s[0] < 'a' || a->s[0] > 'z')
    return 0;
  return (!(f->gap & ELG_GAP_BLANK) || a->len == 1 || letter) && !name_is_company(s, f->len);
}

static int name_join(ElgNameReader *r, NameWord *a, const ElgFoldWord *f, const char *s)
{
  if (r->extra_len + a->len + f->len > NAME_EXTRA) return 0;
  char *to = r->extra + r->extra_len;
  memcpy(to, a->s, a->len);
  memcpy(to + a->len, s, f->len);
  r->extra_len += a->len + f->len;
  a->s = to;
  a->len = (uint16_t)(a->len + f->len);
  a->source = (uint16_t)(f->from + f->source - a->from);
  a->flags |= (uint8_t)((f->flags & ELG_TOKEN_DOT) | ELG_TOKEN_MERGED);
  a->closed = f->closed;
  a->gap |= (uint8_t)(f->gap & (ELG_GAP_SLASH | ELG_GAP_BLANK));
  return 1;
}

static int name_words(ElgNameReader *r)
{
  int run = 0; /* the last word is a run of letters still open for more */
  r->n = 0;
  r->extra_len = 0;
  for (int i = 0; i < r->fold.n; i++) {
    const ElgFoldWord *f = r->fold.word + i;
    const char *s = r->fold.text + f->at;
    if (!f->len) continue;
    if (f->flags & ELG_TOKEN_CJK) {
      run = 0;
      if (!name_split_cjk(r, f, s, f->len)) return 0;
      continue;
    }
    if (r->n && f->len <= 2 && name_joins(r->word + r->n - 1, run, f, s)) {
      if (!name_join(r, r->word + r->n - 1, f, s)) return 0;
      run = 1;
      continue;
    }
    const char *suffix = i && !f->gap && (f[-1].flags & ELG_TOKEN_CJK) ? elg_words_cjk_suffix(s, f->len) : NULL;
    if (!(suffix ? name_add(r, f, suffix, strlen(suffix)) : name_add(r, f, s, f->len))) return 0;
    run = 0;
  }
  return 1;
}

/* ---- what the words are ---- */

static const char *name_roman(const NameWord *w)
{
  static const struct {
    const char *roman, *digits;
  } list[] = {{"i", "1"},     {"v", "5"},    {"x", "10"},   {"ii", "2"},   {"iii", "3"},  {"iv", "4"},   {"vi", "6"},    {"vii", "7"},  {"viii", "8"}, {"ix", "9"},
              {"xi", "11"},  {"xii", "12"}, {"xiii", "13"}, {"xiv", "14"}, {"xv", "15"},  {"xvi", "16"}, {"xvii", "17"},
              {"xviii", "18"}, {"xix", "19"}, {"xx", "20"}};
  for (size_t i = 0; i < ELG_COUNT(list); i++)
    if (strlen(list[i].roman) == w->len && !memcmp(w->s, list[i].roman, w->len)) return list[i].digits;
  return NULL;
}

/* EDGAR marks the state of incorporation: "PVH CORP. /DE/". */
static int name_is_slash_code(const NameWord *w, int i)
{
  if (!i || !(w->gap & ELG_GAP_SLASH) || (w->flags & (ELG_TOKEN_MERGED | ELG_TOKEN_CJK))) return 0;
  if (!w->closed) return 0;
  if (w->slot && elg_words_info(w->slot)->place) return 1;
  return w->len <= 4 && (w->gap & ELG_GAP_BLANK);
}

static void name_classify(ElgNameReader *r)
{
  for (int i = 0; i < r->n; i++) {
    NameWord *w = r->word + i;
    if (i && w->len <= 5 && strchr("ivx", w->s[0])) {
      const char *digits = w->len > 1 || i + 1 == r->n || (w[1].gap & ELG_GAP_COMMA) ? name_roman(w) : NULL;
      if (digits) {
        w->s = digits;
        w->len = (uint16_t)strlen(digits);
      }
    }
    name_look_up(w);
    if (name_is_slash_code(w, i)) w->flags |= ELG_TOKEN_BRACKET | ELG_TOKEN_CODE;
  }
}

/* The longest dictionary phrase of 2..slot->phrase words from i on, inside one pair of brackets. */
static const ElgWordSlot *name_phrase(const ElgNameReader *r, int i, int *words)
{
  const ElgWordSlot *best = NULL;
  const NameWord *first = r->word + i;
  uint64_t h = elg_hash_next(0, first->key);
  *words = 1;
  for (int k = 1; k < first->slot->phrase && i + k < r->n; k++) {
    const NameWord *w = first + k;
    if (w->legal || ((w->flags ^ first->flags) & ELG_TOKEN_BRACKET)) break;
    h = elg_hash_next(h, w->key);
    const ElgWordSlot *found = elg_words_find(h);
    if (found && found->info) best = found, *words = k + 1;
  }
  return best;
}

static void name_merge_phrase(NameWord *w, int words, const ElgWordSlot *slot)
{
  for (int k = 1; k < words; k++) w[k].dropped = 1;
  w->source = (uint16_t)(w[words - 1].from + w[words - 1].source - w->from);
  w->slot = slot;
  w->closed = w[words - 1].closed;
  w->flags &= (uint8_t)~ELG_TOKEN_DOT;
}

/* Phrases that stand for one thing wherever they are: places, abbreviations, alias markers, fillers. Legal forms
** depend on where they stand and come after. */
static void name_phrases(ElgNameReader *r)
{
  for (int i = 0; i < r->n; i++) {
    NameWord *w = r->word + i;
    int words;
    if (!w->slot || w->slot->phrase < 2 || w->legal) continue;
    const ElgWordSlot *slot = name_phrase(r, i, &words);
    const ElgWordInfo *info = elg_words_info(slot);
    if (!slot || info->legal) continue;
    name_merge_phrase(w, words, slot);
    i += words - 1;
  }
}

/* ---- legal forms ---- */

/* Longest legal phrase that ends at word `end` (inclusive) and begins at or behind `begin`. Returns its first word. */
static int name_legal_back(const ElgNameReader *r, int begin, int end, uint16_t *legal, uint8_t *where)
{
  int from = end + 1;
  for (int len = 1; len <= 8 && end - len + 1 >= begin; len++) {
    const NameWord *first = r->word + end - len + 1;
    if (first->legal || first->dropped) break;
    if (!first->slot || (len > 1 && first->slot->phrase < len)) continue;
    const ElgWordSlot *slot = first->slot;
    if (len > 1) {
      uint64_t h = 0;
      for (int k = 0; k < len; k++) h = elg_hash_next(h, first[k].key);
      slot = elg_words_find(h);
    }
    const ElgWordInfo *info = elg_words_info(slot);
    if (!slot || !info->legal) continue;
    from = end - len + 1;
    *legal = info->legal;
    *where = info->where;
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
         (w->slot && !(w->flags & ELG_TOKEN_MERGED) && (elg_words_info(w->slot)->role & (ELG_ROLE_STOP | ELG_ROLE_AND)));
}

/* EDGAR sets "NEW" behind the form of a firm that took over a name: "UNISYS CORP NEW". */
static int name_is_new(ElgNameReader *r, int begin, int i)
{
  NameWord *w = r->word + i;
  uint16_t legal = 0;
  uint8_t where = 0;
  if (w->len != 3 || memcmp(w->s, "new", 3) || i <= begin || name_legal_back(r, begin, i - 1, &legal, &where) == i) return 0;
  w->flags |= ELG_TOKEN_BRACKET;
  return 1;
}

/* The zone at the end made of legal forms, brackets and stop words. */
static void name_legal_end(ElgNameReader *r, int begin, int end)
{
  int hi = end;
  while (hi > begin) {
    uint16_t legal = 0;
    uint8_t where = 0;
    if (r->word[hi - 1].legal) {
      hi--;
      continue;
    }
    int from = name_legal_back(r, begin, hi - 1, &legal, &where);
    if (from < hi && (where & (ELG_WHERE_END | ELG_WHERE_ANY))) {
      name_mark_legal(r, from, hi - 1, legal);
      hi = from;
    } else if (name_is_weak(r->word + hi - 1) || name_is_new(r, begin, hi - 1)) {
      hi--;
    } else {
      break;
    }
  }
}

/* The longest legal phrase from word i on, before end. Returns the word behind it, or i. */
static int name_legal_forward(const ElgNameReader *r, int i, int end, uint16_t *legal, uint8_t *where)
{
  int to = i;
  const NameWord *first = r->word + i;
  uint64_t h = elg_hash_next(0, first->key);
  if (!first->slot || first->legal || first->dropped) return i;
  const ElgWordInfo *info = elg_words_info(first->slot);
  if (info->legal) to = i + 1, *legal = info->legal, *where = info->where;
  for (int k = 1; k < first->slot->phrase && i + k < end; k++) {
    if (first[k].legal || first[k].dropped) break;
    h = elg_hash_next(h, first[k].key);
    const ElgWordSlot *slot = elg_words_find(h);
    info = elg_words_info(slot);
    if (slot && info->legal) to = i + k + 1, *legal = info->legal, *where = info->where;
  }
  return to;
}

/* A form in front (OOO, PT, Aktiebolaget), and the unmistakable ones in the middle ("Acme Ltd Trading"). */
static void name_legal_inside(ElgNameReader *r, int begin, int end)
{
  for (int i = begin; i < end; i++) {
    uint16_t legal = 0;
    uint8_t where = 0;
    int to = name_legal_forward(r, i, end, &legal, &where);
    int spaced = (r->word[i].flags & ELG_TOKEN_MERGED) && (r->word[i].gap & ELG_GAP_BLANK); /* "A. O. Smith" */
    int front = i == begin && !spaced && ((where & ELG_WHERE_START) || ((where & ELG_WHERE_ANY) &&
                                                                 (to > i + 1 || (r->word[i].flags & ELG_TOKEN_NATIVE))));
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

/* A name must not vanish: give back its brackets, then words that are a legal form at an edge only ("TIS"), then all
** forms but the last, then all. */
static void name_rescue(ElgNameReader *r, int begin, int end)
{
  int open = 0, last = 0;
  for (int i = begin; i < end; i++) open |= !r->word[i].legal && !r->word[i].dropped && (r->word[i].flags & ELG_TOKEN_BRACKET);
  if (open) {
    for (int i = begin; i < end; i++) r->word[i].flags &= (uint8_t)~ELG_TOKEN_BRACKET;
    if (name_has_core(r, begin, end)) return;
  }
  for (int i = begin; i < end; i++) {
    const ElgWordInfo *info = elg_words_info(r->word[i].slot);
    if (r->word[i].legal && info->legal == r->word[i].legal && !(info->where & ELG_WHERE_ANY)) r->word[i].legal = 0;
  }
  if (name_has_core(r, begin, end)) return;
  for (int i = end - 1; i >= begin && !last; i--) last = r->word[i].legal;
  for (int i = begin; i < end; i++)
    if (r->word[i].legal != last) r->word[i].legal = 0;
  if (name_has_core(r, begin, end)) return;
  for (int i = begin; i < end; i++) r->word[i].legal = 0;
}

static void name_legal(ElgNameReader *r, int begin, int end)
{
  name_legal_end(r, begin, end);
  name_legal_inside(r, begin, end);
  if (!name_has_core(r, begin, end)) name_rescue(r, begin, end);
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
    if ((b == 'e' && (a == 'a' || a == 'o' || a == 'u')) || (a == b && (a == 'a' || a == 'o'))) i++;
  }
  return n == s.n ? hash : (uint32_t)elg_hash((ElgStr){reduced, n});
}

static int name_is_number(ElgStr s)
{
  size_t digits = 0;
  for (size_t i = 0; i < s.n; i++) digits += s.s[i] >= '0' && s.s[i] <= '9';
  return digits && digits * 2 >= s.n;
}

static uint8_t name_weight(const ElgToken *t, const ElgWordSlot *slot)
{
  int w = slot && slot->weight ? slot->weight : 255;
  if (t->kind == ELG_TOKEN_STOP) w = w * 10 / 100;
  else if (t->kind == ELG_TOKEN_FILLER) w = w * 50 / 100;
  if (t->flags & ELG_TOKEN_BRACKET) w = w * 30 / 100;
  if (t->kind == ELG_TOKEN_INITIAL) w = w * 60 / 100;
  return (uint8_t)(w < 1 ? 1 : w);
}

static uint8_t name_kind(const ElgToken *t, ElgStr s, const ElgWordInfo *info)
{
  int bracket_place = t->place && (t->flags & ELG_TOKEN_BRACKET);
  if ((info->role & (ELG_ROLE_STOP | ELG_ROLE_AND)) && !bracket_place && !(t->flags & ELG_TOKEN_MERGED))
    return ELG_TOKEN_STOP;
  if (name_is_number(s)) return ELG_TOKEN_NUMBER;
  if (t->place) return ELG_TOKEN_PLACE;
  if (info->role & ELG_ROLE_FILLER) return ELG_TOKEN_FILLER;
  if (info->role & ELG_ROLE_SECTOR) return ELG_TOKEN_SECTOR;
  if (s.n == 1 && !(t->flags & ELG_TOKEN_CJK)) return ELG_TOKEN_INITIAL;
  return ELG_TOKEN_NAME;
}

/* Text and place of a word: its long form, the canonical name of a place written as a phrase or code, or itself. */
static ElgStr name_resolve(const NameWord *w, ElgToken *t)
{
  const ElgWordInfo *info = elg_words_info(w->slot);
  int bracket = (w->flags & ELG_TOKEN_BRACKET) != 0;
  ElgStr s = name_str(w);
  t->flags = w->flags;
  t->place = info->place;
  if (info->level == ELG_PLACE_CODE && !bracket) t->place = 0;
  if (info->expand && !(w->flags & ELG_TOKEN_MERGED)) {
    t->flags |= ELG_TOKEN_EXPANDED;
    return elg_words_text(info->expand);
  }
  if (t->place && (bracket || s.n <= 3 || w->slot->tag != (uint32_t)w->key)) {
    const char *name = elg_words_place(t->place);
    return (ElgStr){name, strlen(name)};
  }
  return s;
}

static int name_put_text(ElgNameReader *r, ElgToken *t, ElgStr s)
{
  if ((size_t)r->text_len + s.n > sizeof r->text || s.n > 255) return 0;
  t->at = (uint16_t)r->text_len;
  t->len = (uint8_t)s.n;
  memcpy(r->text + r->text_len, s.s, s.n);
  r->text_len += (int)s.n;
  return 1;
}

/* One token of word i at the end of the reader's list. Its text is put later, core tokens first. */
static ElgStr name_token(ElgNameReader *r, int i, ElgToken *t)
{
  const NameWord *w = r->word + i;
  const ElgWordSlot *slot = w->slot;
  ElgStr s = name_resolve(w, t);
  uint64_t hash = w->hash;
  if (s.s != w->s) {
    hash = elg_hash(s);
    if (t->flags & ELG_TOKEN_EXPANDED) slot = elg_words_find(hash);
  }
  const ElgWordInfo *info = elg_words_info(slot);
  if ((t->flags & ELG_TOKEN_EXPANDED) && info->place) t->place = info->place;
  t->hash = (uint32_t)hash;
  t->loose = name_loose(s, t->hash);
  t->kind = name_kind(t, s, info);
  t->weight = name_weight(t, slot);
  return s;
}

/* Hash of the words of [begin, end) written together. with_legal: legal forms and brackets too. */
static uint32_t name_together(ElgNameReader *r, int begin, int end, int with_legal)
{
  char buffer[ELG_FOLD_TEXT];
  size_t n = 0;
  for (int i = begin; i < end; i++) {
    const NameWord *w = r->word + i;
    if (!with_legal && (w->legal || (w->flags & ELG_TOKEN_BRACKET))) continue;
    if (w->slot && (elg_words_info(w->slot)->role & ELG_ROLE_AND)) continue;
    if (n + w->len > sizeof buffer) break;
    memcpy(buffer + n, w->s, w->len);
    n += w->len;
  }
  return (uint32_t)elg_hash((ElgStr){buffer, n});
}

/* The legal forms in order. "Co" and its like count only where no form tells more. */
static void name_legal_ids(const ElgNameReader *r, int begin, int end, ElgName *name)
{
  for (int telling = 1; telling >= 0 && !name->n_legal; telling--)
    for (int i = begin; i < end; i++) {
      uint16_t id = r->word[i].legal;
      if (!id || (i > begin && r->word[i - 1].legal == id) || name->n_legal == ELG_NAME_LEGALS) continue;
      uint8_t kind = elg_words_legal(id)->kind;
      if (telling && elg_words_legal_is_generic(kind)) continue;
      name->legal[name->n_legal++] = id;
      if (telling) name->legal_kind = kind;
    }
}

static void name_acronym(ElgName *name)
{
  int n = 0;
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    if (!elg_token_is_core(t) || (t->flags & ELG_TOKEN_CJK)) continue;
    char c = name->text[t->at];
    if (n < 9) {
      if (n < 8) name->acronym[n] = c;
      n++;
    }
  }
  name->acronym_len = (uint8_t)(n >= 2 && n <= 8 ? n : 0);
}

/* "the" and "and" do not show in the forms of a name that has other words. */
static int name_is_void(const ElgName *name, int i)
{
  const ElgToken *t = name->tokens + i;
  ElgStr s = elg_name_text(name, i);
  if (t->kind != ELG_TOKEN_STOP || !name->n_core || (t->flags & ELG_TOKEN_NATIVE)) return 0;
  return elg_str_equal(s, ELG_STR("the")) || elg_str_equal(s, ELG_STR("and"));
}

static void name_hash_full(ElgName *name)
{
  uint64_t h = 0;
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    if (name_is_void(name, i)) continue;
    h = elg_hash_next(h, t->hash | (uint64_t)(t->flags & ELG_TOKEN_BRACKET) << 40);
  }
  for (int i = 0; i < name->n_legal; i++) h = elg_hash_next(h, 0x10000000000u + name->legal[i]);
  name->full = h;
}

/* Words [begin, end) become one name. Returns 0 when they do not fit. */
static int name_build(ElgNameReader *r, int begin, int end, ElgName *name)
{
  ElgToken *tokens = r->token + r->n_tokens;
  ElgStr texts[NAME_WORDS];
  int n = 0, base = r->text_len;
  unsigned total = 0;
  *name = (ElgName){0};
  name_legal(r, begin, end);
  int core = name_has_core(r, begin, end);
  for (int i = begin; i < end; i++) {
    if (r->word[i].legal || r->word[i].dropped) continue;
    if (n == ELG_NAME_TOKENS) return 0;
    r->token_word[r->n_tokens + n] = (uint16_t)i;
    texts[n] = name_token(r, i, tokens + n);
    if (!core) tokens[n].kind = ELG_TOKEN_NAME, tokens[n].weight = 128; /* nothing but stop words: they are the name */
    total += tokens[n].weight;
    n++;
  }
  for (int pass = 1; pass >= 0; pass--) {
    for (int k = 0; k < n; k++)
      if (elg_token_is_core(tokens + k) == pass && !name_put_text(r, tokens + k, texts[k])) return 0;
    if (pass) name->core_len = (uint16_t)(r->text_len - base);
  }
  for (int k = 0; k < n; k++) {
    tokens[k].at = (uint16_t)(tokens[k].at - base);
    name->n_core = (uint8_t)(name->n_core + elg_token_is_core(tokens + k));
  }
  name->tokens = tokens;
  name->text = r->text + base;
  name->text_len = (uint16_t)(r->text_len - base);
  name->n = (uint8_t)n;
  name->total = (uint16_t)total;
  name->core = (uint32_t)elg_hash((ElgStr){name->text, name->core_len});
  name->raw = name_together(r, begin, end, 0);
  name->all = name_together(r, begin, end, 1);
  name_legal_ids(r, begin, end, name);
  name_acronym(name);
  name_hash_full(name);
  r->n_tokens += n;
  return 1;
}

/* Role of an alias marker at word i that has words on both sides, else 0. */
static int name_marker(const ElgNameReader *r, int i)
{
  const NameWord *w = r->word + i;
  if (!w->slot || w->dropped) return 0;
  int role = elg_words_info(w->slot)->role;
  if (!(role & (ELG_ROLE_ALIAS | ELG_ROLE_FORMER | ELG_ROLE_OF))) return 0;
  if ((role & ELG_ROLE_SLASH) && !(w->gap & ELG_GAP_SLASH)) return 0;
  if (!i && (role != ELG_ROLE_ALIAS || !(w->gap & ELG_GAP_SLASH))) return 0; /* a name may begin with "Formerly" */
  if (role & ELG_ROLE_OF) return i ? role : 0;
  for (int k = i + 1; k < r->n; k++)
    if (!r->word[k].dropped) return role;
  return 0;
}

/* Cut at alias markers and build each part. */
static int name_parts(ElgNameReader *r, ElgNames *out)
{
  int begin = 0, hidden = 0;
  for (int i = 0; i <= r->n; i++) {
    int role = i == r->n ? ELG_ROLE_ALIAS : out->n < ELG_NAME_ALIASES - 1 ? name_marker(r, i) : 0;
    if (!role) continue;
    if (i > begin && !hidden) {
      if (!name_build(r, begin, i, out->name + out->n)) return 0;
      if (out->name[out->n].n || !out->n) out->n++;
    }
    hidden = role & ELG_ROLE_OF;
    begin = i + 1;
    for (int k = begin; k < r->n && out->n && (r->word[k].flags & ELG_TOKEN_BRACKET); k++)
      r->word[k].flags &= (uint8_t)~ELG_TOKEN_BRACKET;
  }
  return 1;
}

/* What people type where they have no name. It says nothing, so it is no name: N/A never matches N/A. */
static int name_is_placeholder(const ElgNames *names)
{
  static const char *const list[] = {"na",      "none",        "null",           "nil",      "tbd",        "tba",  "unknown",
                                     "unnamed", "notavailable", "notapplicable", "undefined", "noname", "notprovided"};
  const ElgName *n = &names->name[0];
  if (names->n != 1 || n->n_legal || n->n > 2) return 0;
  for (size_t i = 0; i < ELG_COUNT(list); i++) {
    if (n->text_len != strlen(list[i]) || memcmp(n->text, list[i], n->text_len)) continue;
    return i || (n->n == 1 && (n->tokens[0].flags & ELG_TOKEN_MERGED)); /* "n/a", not a firm called Na */
  }
  return 0;
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
    name_phrases(r);
    fits = name_parts(r, out);
  }
  if (!fits)
    return elg_err(err, "name of too many or too long words, got '%s'; expected at most %d words of 255 bytes",
                   elg_show(text).s, ELG_NAME_TOKENS);
  if (!out->n || name_is_placeholder(out)) {
    out->name[0] = (ElgName){.tokens = r->token, .text = r->text};
    out->n = 1;
  }
  return ELG_OK;
}

/* ---- forms ---- */

void elg_name_show(const ElgNameReader *r, const ElgName *name, int i, ElgBuf *out)
{
  const ElgToken *t = name->tokens + i;
  const NameWord *w = r->word + r->token_word[t - r->token];
  if ((t->flags & ELG_TOKEN_NATIVE) && !(t->flags & ELG_TOKEN_EXPANDED) && w->len == t->len)
    elg_fold_native((ElgStr){r->source.s + w->from, w->source}, out);
  else elg_buf_str(out, elg_name_text(name, i));
}

static void name_form(const ElgNameReader *r, const ElgName *name, int core, ElgBuf *out)
{
  size_t start = out->n;
  for (int pass = 0; pass < (core ? 1 : 2); pass++)
    for (int i = 0; i < name->n; i++) {
      const ElgToken *t = name->tokens + i;
      int bracket = (t->flags & ELG_TOKEN_BRACKET) != 0;
      if (name_is_void(name, i) || bracket != pass || (core && t->kind == ELG_TOKEN_STOP && name->n_core)) continue;
      if (out->n > start) elg_buf_byte(out, ' ');
      if (bracket) elg_buf_byte(out, '(');
      elg_name_show(r, name, i, out);
      if (bracket) elg_buf_byte(out, ')');
    }
  for (int i = 0; !core && i < name->n_legal; i++) {
    if (out->n > start) elg_buf_byte(out, ' ');
    elg_buf_cstr(out, elg_words_legal(name->legal[i])->canonical);
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
