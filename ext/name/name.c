#include "name/name_reader.h"
#include <string.h>
#include "base/bytes.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "name/entity.h"
#include "name/letter.h"

ElgNameReader *elg_name_reader_new(void) { return elg_realloc(NULL, sizeof(ElgNameReader)); }
void elg_name_reader_free(ElgNameReader *reader) { elg_free(reader); }

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
/* Weight of a letter that ends a name, at most: a class of shares as a rule. */
#define NAME_CLASS 26

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
  t->place = code && !bracket && !name_follows_of(r, w) && !elg_name_is_state(r, w) ? 0 : info->place;
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
  for (size_t i = 0; i < s.n; i++) bits |= (uint32_t)1 << (s.s[i] & 31);
  return bits & ~(uint32_t)1; /* without the blank */
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
  if (!p->initials || at >= 8 || name->acronym_tail == 2 || elg_name_is_weak(w)) return;
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

/* Two letters that say nothing before word w: "and" and prepositions of Hungarian, Romanian, Lithuanian, Finnish, Latvian,
** Vietnamese, Turkish and others (és, și, ir, ja, un, và, ve) but in front, and "No." before a number. */
static int name_is_particle(const ElgNameReader *r, ElgStr s, const ElgToken *t, const NameWord *w, int is_first)
{
  static const char list[][3] = {"es", "si", "ir", "ja", "un", "na", "za", "da", "te", "va", "ve"};
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

/* Two letters that end a name that was not cut are no preposition but a surname: "Daniel Do", "Anna Le". */
static int name_is_surname(const ElgNameReader *r, const NameWord *w, const ElgToken *t, int i, int end)
{
  if ((t->flags & (ELG_TOKEN_BRACKET | ELG_TOKEN_DOT | ELG_TOKEN_MERGED | ELG_TOKEN_EXPANDED)) || (w->info->role & ELG_ROLE_AND)) return 0;
  if (r->source.n >= ELG_NAME_FIELD || (w->gap & ELG_GAP_COMMA) || w->source != 2 || w->info->place) return 0;
  return i + 1 == end;
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
    if (t->kind == ELG_TOKEN_INITIAL && n > 1 && i + 1 == end && !(t->flags & ELG_TOKEN_DOT) && t->weight > NAME_CLASS)
      t->weight = NAME_CLASS;
    int is_small = n == 1 && t->kind == ELG_TOKEN_STOP && s.n < 3 && !(t->flags & ELG_TOKEN_BRACKET);
    if (is_small && name_is_generic(r, i + 1, end))
      t->kind = ELG_TOKEN_NAME, t->weight = 128;
    if (s.n == 2 && t->kind == ELG_TOKEN_STOP && n > 1 && name_is_surname(r, w, t, i, end))
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

/* Append word i as it was written, the words of a phrase with blanks between them, ended by a 0. Returns 0 when it does not fit. */
static int name_put_source(ElgNameReader *r, int i)
{
  const NameWord *w = r->word + i;
  int more = w->slot->tag != (uint32_t)w->key;
  do {
    if ((size_t)r->text_len + w->len + 1 + ELG_FOLD_PAD > sizeof r->text) return 0;
    memcpy(r->text + r->text_len, name_at(r, w), w->len);
    r->text_len += w->len + 1;
    r->text[r->text_len - 1] = ' ';
  } while (more && ++i < r->n && (++w)->dropped);
  r->text[r->text_len - 1] = 0;
  return 1;
}

/* What was written for the expanded tokens and the places, behind the name's texts. */
static int name_put_written(ElgNameReader *r, ElgName *name)
{
  int base = r->text_len;
  for (int k = 0; k < name->n; k++) {
    if (!elg_token_is_rewritten(name->tokens + k)) continue;
    if (!name_put_source(r, r->token_word[r->n_tokens + k])) return 0;
  }
  name->written_len = (uint16_t)(r->text_len - base);
  return 1;
}

ElgStr elg_name_rewritten(const ElgName *name, int i)
{
  const char *at = name->text + name->text_len;
  for (int k = 0; k < i; k++)
    if (elg_token_is_rewritten(name->tokens + k)) at += strlen(at) + 1;
  return *at ? (ElgStr){at, strlen(at)} : elg_name_text(name, i);
}

int elg_name_next_word(ElgStr text, size_t *at, ElgStr *word)
{
  while (*at < text.n) {
    const char *from = text.s + *at, *blank = memchr(from, ' ', text.n - *at);
    *word = (ElgStr){from, blank ? (size_t)(blank - from) : text.n - *at};
    *at += word->n + 1;
    if (word->n == text.n || !(elg_words_info(elg_words_find(elg_hash(*word)))->role & ELG_ROLE_STOP)) return 1;
  }
  return 0;
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
  if (!name_tokens(r, begin, end, elg_name_legal(r, begin, end), &p)) return 0;
  name->core_len = (uint16_t)(r->text_len - p.base);
  if (p.n_outside && !name_put_outside(r, &p)) return 0;
  if (!name->n_legal)
    for (; name->n_legal < p.n_generic; name->n_legal++) name->legal[name->n_legal] = p.generic[name->n_legal];
  name->text_len = (uint16_t)(r->text_len - p.base);
  name->total = (uint16_t)p.weight;
  name->is_cjk = r->fold.has_cjk != 0;
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

/* "now", "ex", "was" and the like mark a name only where they begin what is in brackets, or behind a comma or a legal form. */
static int name_is_word(const ElgNameReader *r, int i)
{
  static const ElgStr list[] = {ELG_STR("now"), ELG_STR("ex"), ELG_STR("was"), ELG_STR("nun"), ELG_STR("hoy"), ELG_STR("ahora"),
                                ELG_STR("agora"), ELG_STR("oggi"), ELG_STR("nu"), ELG_STR("maintenant"), ELG_STR("obecnie"),
                                ELG_STR("dahulu"), ELG_STR("eks"), ELG_STR("구"), ELG_STR("현")};
  ElgStr s = name_str(r, r->word + i);
  if (i + 1 < r->n && r->word[i + 1].dropped) return 0;
  for (size_t k = 0; k < ELG_COUNT(list); k++)
    if (elg_str_equal(s, list[k])) return 1;
  return 0;
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
  if (i && w->len <= 10 && name_is_word(r, i) && !name_is_apart(r, i)) return 0;
  if (!i && (!(role & ELG_ROLE_ALIAS) || !(w->gap & ELG_GAP_SLASH))) return 0; /* a name may begin with "Formerly" */
  if (role & ELG_ROLE_OF) return i ? role : 0;
  for (int k = i + 1; k < r->n; k++)
    if (!r->word[k].dropped) return role;
  return 0;
}

/* An alias that is but a letter, or two, as fields cut short leave it, or but a legal form ("Avery Trucking dba LLC"): name is
** built last. */
static int name_says_nothing(const ElgNameReader *r, const ElgName *name)
{
  const uint16_t *word = r->token_word + r->n_tokens - name->n;
  if (name->text_len < 2 || (name->text_len == 2 && r->source.n >= ELG_NAME_FIELD)) return 1;
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
    if (!elg_name_set_text(r, to, s.s + at, n)) return 0;
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
    if (w->phrase) slot = elg_name_phrase(r, i, 1, &words);
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
      if (!r->word[i].dropped && r->word[i].slot->phrase > 1) r->word[i].phrase = elg_name_longest_phrase(r, i);
    elg_name_phrases(r, from);
    elg_name_drop_repeated(r, from, to);
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
  if (r->phrases) elg_name_drop_repeated(r, begin, end);
  if (r->flags & ELG_TOKEN_BRACKET) elg_name_open_spelt(r, begin, end);
  int symbol, own = elg_name_own_initials(r, begin, end, &symbol), n = out->n;
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
  int begin = 0, hidden = 0, trade = 0, cuts = r->roles & (ELG_ROLE_ALIAS | ELG_ROLE_FORMER | ELG_ROLE_OF);
  for (int i = cuts ? 0 : r->n; i <= r->n; i++) {
    int role = i == r->n ? ELG_ROLE_ALIAS : out->n < ELG_NAME_ALIASES - 1 ? name_marker(r, i) : 0;
    if (!role) continue;
    int own = out->n;
    if (i > begin && !hidden && !name_both(r, begin, elg_name_once(r, begin, i), out)) return 0;
    for (; own < out->n; own++) out->name[own].is_trade = own > 0 && trade;
    hidden = role & ELG_ROLE_OF;
    trade = (role & ELG_ROLE_ALIAS) != 0;
    for (begin = i + 1; begin < r->n && r->word[begin].dropped;) begin++; /* "trading as" */
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
  if (n->n_legal || n->n > 2 || (n->tokens[0].flags & ELG_TOKEN_NATIVE)) return 0;
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
  if (elg_has_entity(text)) r->source = text = (ElgStr){r->plain, elg_read_entities(text, r->plain)};
  if (text.s == r->plain && elg_has_entity(text)) r->source.n = text.n = elg_read_entities(text, r->plain); /* "&amp;amp;" */
  if (elg_has_twice_encoded(text)) r->source = text = (ElgStr){r->plain, elg_read_twice_encoded(text, r->plain)};
  int fits = elg_fold(text, &r->fold) && elg_name_words(r);
  if (fits) {
    elg_name_classify(r);
    if (r->phrases) elg_name_phrases(r, 0);
    if (r->n > 2 && !((r->fold.gaps | r->word[0].gap) & (ELG_GAP_BLANK | ELG_GAP_SLASH))) elg_name_drop_suffix(r);
    if (r->fold.gaps & ELG_GAP_SLASH) elg_name_read_country(r);
    if (r->n > 2) elg_name_drop_par(r);
    if (r->n > 2 && r->forms) elg_name_drop_shares(r);
    if (r->flags & ELG_TOKEN_BRACKET) {
      elg_name_drop_notes(r);
      elg_name_drop_cut(r);
    }
    if (r->n > 1) elg_name_drop_remarks(r);
    if (r->n > 3 && (r->roles & ELG_ROLE_STOP)) elg_name_drop_owner(r);
    size_t behind = (size_t)r->word->from + r->word->source;
    if (r->n > 1 && behind < text.n && text.s[behind] == ':' && elg_name_is_exchange(r, r->word))
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
