#include "name/name_reader.h"
#include <string.h>

/* ---- legal forms ---- */

int elg_name_is_state(const ElgNameReader *r, const NameWord *w)
{
  static const char others[] = " md ms ma dc in or me de la al id lt pl "; /* degrees, stop words, beginnings of forms */
  const NameWord *before = w - 1;
  const char *s = name_at(r, w), code[] = {' ', s[0], s[1], ' ', 0}, *source = r->source.s + w->from;
  if (w == r->word || w + 1 != r->word + r->n || w->len != 2 || w->source != 2 || (w->flags & ELG_TOKEN_MERGED)) return 0;
  if (source[0] > 'Z' || source[1] > 'Z' || elg_words_place_is_country(w->info->place)) return 0;
  if (w->info->legal && strcmp(elg_words_legal(w->info->legal)->canonical, "in liquidation") != 0) return 0;
  if (!strcmp(code, " in ") && r->source.n >= ELG_NAME_FIELD) return 0; /* "Inc" cut short */
  while (before > r->word && before->dropped) before--;
  if (before->info->place && before->info->level != ELG_PLACE_CODE) return 1;
  if (elg_str_equal(name_str(r, before), ELG_STR("of")) || elg_str_equal(name_str(r, before), ELG_STR("county"))) return 1;
  return ((w->gap & ELG_GAP_COMMA) || (w->flags & ~before->flags & ELG_TOKEN_BRACKET)) && !strstr(others, code);
}

/* Longest legal phrase that ends at word `end` (inclusive) and begins at or behind `begin`. Returns its first word. */
static int name_legal_back(const ElgNameReader *r, int begin, int end, uint16_t *legal, uint8_t *where)
{
  const NameWord *last = r->word + end;
  int from = end + 1;
  if (last->legal || last->dropped) return from;
  int is_state = last->info->legal && last->info->level == ELG_PLACE_CODE && elg_name_is_state(r, last);
  if (last->info->legal && !is_state) from = end, *legal = last->info->legal, *where = last->info->where;
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

int elg_name_is_weak(const NameWord *w)
{
  return w->dropped || (w->flags & ELG_TOKEN_BRACKET) ||
         (!(w->flags & ELG_TOKEN_MERGED) && (w->info->role & (ELG_ROLE_STOP | ELG_ROLE_AND)));
}

/* Whether a form says that a firm is a branch of another's: Niederlassung, sucursal, filial. */
static int name_is_branch_form(uint16_t legal)
{
  const char *form = legal ? elg_words_legal(legal)->canonical : "";
  return !strcmp(form, "branch") || !strcmp(form, "nuf");
}

/* Where the form of a branch begins that word i ends, 0: it ends none. */
static int name_branch_form(const ElgNameReader *r, int begin, int i)
{
  uint16_t legal = 0;
  uint8_t where = 0;
  if (!(r->forms | r->phrases)) return 0;
  int from = name_legal_back(r, begin, i, &legal, &where);
  return name_is_branch_form(legal) ? from : 0;
}

static int name_is_branch(const ElgNameReader *r, const NameWord *w)
{
  ElgStr s = w->info->expand ? elg_words_text(w->info->expand) : (ElgStr){name_at(r, w), w->len};
  return elg_str_equal(s, ELG_STR("branch")) || name_is_branch_form(w->info->legal);
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

/* Whether spaced initials that are also a form belong to the name: registers set a person's behind the surname, "FULLER H B CO". */
static int name_is_spaced(const ElgNameReader *r, int i, int end)
{
  const NameWord *w = r->word + i;
  if (!(w->flags & ELG_TOKEN_MERGED) || !(w->gap & ELG_GAP_BLANK) || w->len != 2 || i + 1 == end || !w[1].legal) return 0;
  if (name_is_branch_form(w[1].legal)) return 0;
  return elg_words_legal_is_generic(elg_words_legal(w[1].legal)->kind);
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
    if (from < hi && (where & (ELG_WHERE_END | ELG_WHERE_ANY)) && !name_is_spaced(r, hi - 1, end)) {
      name_mark_legal(r, from, hi - 1, legal);
      marked += hi - from;
      hi = from;
    } else if (elg_name_is_weak(r->word + hi - 1) || name_is_new(r, begin, hi - 1)) {
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
** be it behind generic ones ("SAS Transports Lemaire"), and none of them is a form. */
static int name_may_lead(const ElgNameReader *r, int i, int end)
{
  int telling = i < end && name_is_quoted(r, i);
  for (; i < end; i++) {
    const NameWord *w = r->word + i;
    if (w->legal && !elg_words_legal_is_generic(elg_words_legal(w->legal)->kind)) return 0;
    if (w->legal || w->dropped || elg_name_is_weak(w)) continue;
    if (w->info->place && !telling) return 0;
    telling |= w->info->kind == ELG_TOKEN_NAME && !w->info->expand;
  }
  return telling;
}

/* Whether a form that Romania has ends the name: "SC Electrica SA". */
static int name_ends_romanian(const ElgNameReader *r, int i, int end)
{
  static const char *const forms[] = {"sa", "srl", "srl d", "snc", "scs"};
  if (i == end || r->word[i].legal || elg_name_is_weak(r->word + i)) return 0;
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
    if (!r->word[i].legal && !elg_name_is_weak(r->word + i)) return 1;
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

/* A branch and its town or country behind a name are as weak as in brackets, and say but where: "Osaka branch", "Niederlassung
** Dresden", "sucursal em Portugal". */
static void name_read_branch(ElgNameReader *r, int begin, int end)
{
  int last = end - 1;
  if (end - begin < 3) return;
  while (last > begin && r->word[last].dropped) last--;
  if (last == begin) return;
  const NameWord *w = r->word + last;
  int behind = w->info->place != 0, i = last - 1; /* the place stands behind the branch */
  if (!behind && !w[-1].info->place && !w[-1].dropped) return;
  while (i > begin && (r->word[i].dropped || (behind && (r->word[i].info->role & ELG_ROLE_STOP)))) i--;
  int place = behind ? last : i;
  if (behind) i = name_branch_form(r, begin, i);
  if (i <= begin || !r->word[place].info->place || (!behind && !name_is_branch(r, w))) return;
  for (; i <= last; i++) {
    NameWord *v = r->word + i;
    v->dropped |= i != place && (v->info->role & ELG_ROLE_STOP);
    v->flags |= i == place ? ELG_TOKEN_BRACKET | ELG_TOKEN_CODE : ELG_TOKEN_BRACKET;
  }
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

int elg_name_legal(ElgNameReader *r, int begin, int end)
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
