#include "name/name_reader.h"
#include <string.h>

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

/* What a CRM notes about an account, and the exchanges that stand before a symbol: "(NASDAQ: AAPL)". */
static const char name_notes[] = " old active inactive closed duplicate dup obsolete archived deleted delete merged test prospect "
                                 "prospects customer client lead supplier vendor reseller partner parent child account accounts acct "
                                 "billing main primary corporate hq headquarters do not use bankrupt dupe dnu dnc contact call "
                                 "renewal upsell churned sandbox trial defunct dissolved ";
static const char name_exchanges[] = " nyse nasdaq nasdaqgs nysearca nyseamerican tsx tsxv lse lon asx otc otcmkts otcqb otcqx hkex sehk "
                                     "hkg sgx bse nse epa etr fra xetra euronext ams jse tyo krx kosdaq swx tase szse ";

int elg_name_is_exchange(const ElgNameReader *r, const NameWord *w) { return name_is_listed(r, w, name_exchanges); }

static int name_is_digits(const ElgNameReader *r, const NameWord *w)
{
  for (size_t i = 0; i < w->len; i++)
    if ((unsigned)(name_at(r, w)[i] - '0') > 9) return 0;
  return 1;
}

/* Whether words [i, to) are but notes, one at least, and numbers beside them. */
static int name_are_notes(const ElgNameReader *r, int i, int to)
{
  int notes = 0;
  for (; i < to; i++) {
    const NameWord *w = r->word + i;
    if (w->dropped || name_is_listed(r, w, name_notes)) notes = 1;
    else if (!(w->info->role & ELG_ROLE_STOP) && !name_is_digits(r, w)) return 0;
  }
  return notes;
}

static void name_drop(ElgNameReader *r, int i, int to)
{
  for (; i < to; i++) r->word[i].dropped = 1;
}

/* Whether another bracket opens at word i than that of the word before. */
static int name_opens(const ElgNameReader *r, int i)
{
  const NameWord *w = r->word + i;
  if (!(w->flags & ELG_TOKEN_BRACKET)) return 0;
  for (int at = w[-1].from + w[-1].source; at < w->from; at++)
    if (strchr("([{", r->source.s[at]) && r->source.s[at]) return 1;
  return !(w[-1].flags & ELG_TOKEN_BRACKET);
}

void elg_name_drop_notes(ElgNameReader *r)
{
  for (int i = 1, to; i < r->n; i = to) {
    const NameWord *w = r->word + i;
    to = i + 1;
    if (!name_opens(r, i) || w->info->place || (w->flags & ELG_TOKEN_CODE)) continue;
    while (to < r->n && (r->word[to].flags & ELG_TOKEN_BRACKET) && !name_opens(r, to)) to++;
    int is_copy = to == r->n && to == i + 1 && w->len == 1 && w[-1].info->legal && name_is_digits(r, w); /* "Acme Inc (2)" */
    if (is_copy || name_are_notes(r, i, to) || (to - i >= 2 && to - i <= 4 && elg_name_is_exchange(r, w))) name_drop(r, i, to);
  }
}

/* Whether a dash or a bar between blanks stands before word i. */
static inline int name_is_behind_dash(const ElgNameReader *r, int i)
{
  int from = r->word[i - 1].from + r->word[i - 1].source, to = r->word[i].from;
  if (to - from < 3) return 0;
  for (int at = from + 1; at + 1 < to; at++) {
    unsigned char c = (unsigned char)r->source.s[at];
    if (c == '-' || c == '|' || (c == 0xE2 && at + 3 < to && (unsigned char)r->source.s[at + 1] == 0x80)) return 1;
  }
  return 0;
}

/* Whether a number of three digits or more at word i is that of a record or a shop: a number sign or "store" before it, or leading
** zeros. */
static int name_is_shop_number(const ElgNameReader *r, int i)
{
  const NameWord *w = r->word + i;
  if (i < 1 || w->len < 3 || w->len > 8 || w->dropped || !name_is_digits(r, w)) return 0;
  if (w->from && r->source.s[w->from - 1] == '#') return 1;
  return name_at(r, w)[0] == '0' || (i > 1 && name_is_listed(r, w - 1, " store shop location branch site outlet "));
}

/* "Subway Store #10422", "Acme Ltd #4471": the number is as weak as in brackets. */
static void name_read_shop_number(ElgNameReader *r)
{
  int i = r->n - 1;
  if (!name_is_shop_number(r, i) || (r->word[i].flags & ELG_TOKEN_BRACKET)) return;
  r->word[i].flags |= ELG_TOKEN_BRACKET;
  if (i > 1 && name_is_listed(r, r->word + i - 1, " store shop location branch site outlet ")) r->word[i - 1].dropped = 1;
}

void elg_name_drop_remarks(ElgNameReader *r)
{
  name_read_shop_number(r);
  for (int i = r->n - 1; i > 0 && i >= r->n - 3; i--) {
    if (!(r->forms && r->word[i - 1].info->legal && !r->word[i].info->legal) && !name_is_behind_dash(r, i)) continue;
    if (name_are_notes(r, i, r->n)) name_drop(r, i, r->n);
    break;
  }
  for (int i = 1; i < r->n && i <= 3; i++) {
    if (!name_is_behind_dash(r, i)) continue;
    if (name_are_notes(r, 0, i) || (i == 1 && r->word[0].len > 2 && name_is_digits(r, r->word))) name_drop(r, 0, i);
    break;
  }
  NameWord *w = r->word; /* "MS. Acme Traders", as "M/s" */
  int is_dotted = (w->flags & (ELG_TOKEN_DOT | ELG_TOKEN_MERGED)) == ELG_TOKEN_DOT;
  if (is_dotted && !w[1].info->legal && w->len == 2 && !memcmp(r->source.s + w->from, "MS", 2)) w->dropped = 1;
  /* "ZZ_Acme" and "zzz Acme" stand at the end of a sorted list; "ZZ Top" is a name */
  if ((w->len != 2 && w->len != 3) || memcmp(name_at(r, w), "zzz", w->len)) return;
  w->dropped = w->len == 3 || r->source.s[w->from + w->source] == '_';
}

/* Whether word i is "a" or "an", behind a comma, a dash or the opening of a bracket. */
static int name_is_article(const ElgNameReader *r, int i)
{
  const NameWord *w = r->word + i;
  if (w->len > 2 || name_at(r, w)[0] != 'a' || (w->len == 2 && name_at(r, w)[1] != 'n') || w->dropped) return 0;
  return (w->gap & ELG_GAP_COMMA) || (w->flags & ~w[-1].flags & ELG_TOKEN_BRACKET) || name_is_behind_dash(r, i);
}

void elg_name_drop_owner(ElgNameReader *r)
{
  int last = r->n - 1, i;
  for (i = last - 2; i > 0 && i > last - 8 && !name_is_article(r, i);) i--;
  if (i <= 0 || i == last - 8) return;
  while (last > i && (r->word[last].dropped || ((r->word[last].flags ^ r->word[i].flags) & ELG_TOKEN_BRACKET))) last--;
  int form = i + 1;
  while (form <= last && r->word[form].info->place) form++;
  int is_firm = form == i + 1 && !r->word[form].info->legal && !name_is_listed(r, r->word + last - 1, " stock liability ") &&
                name_is_listed(r, r->word + last, " company brand business ");
  if (is_firm) {
    name_drop(r, i, last + 1);
  } else if (form > i + 1 && form <= last && (r->word[form].info->legal || r->word[form].phrase)) {
    r->word[i].dropped = 1;
    while (--form > i) r->word[form].flags |= ELG_TOKEN_BRACKET | ELG_TOKEN_CODE;
  }
}

/* ---- what a field cut short ---- */

void elg_name_drop_cut(ElgNameReader *r)
{
  int open = -1;
  if (r->source.n < ELG_NAME_FIELD) return;
  for (size_t i = 0; i < r->source.n; i++)
    if (strchr("()[]", r->source.s[i]) && r->source.s[i]) open = r->source.s[i] == '(' || r->source.s[i] == '[' ? (int)i : -1;
  for (int i = r->n - 1; i > 0 && open >= 0 && r->word[i].from > open; i--) r->word[i].dropped = 1;
}

/* ---- what is not said twice ---- */

int elg_name_once(const ElgNameReader *r, int begin, int end)
{
  int half = (end - begin) / 2;
  if (end - begin != 2 * half || half < 2 || r->word[begin].key != r->word[begin + half].key) return end;
  for (int i = begin; i < begin + half; i++)
    if (r->word[i].key != r->word[i + half].key || r->word[i].legal || r->word[i].dropped) return end;
  return begin + half;
}

void elg_name_drop_repeated(ElgNameReader *r, int begin, int end)
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

void elg_name_drop_par(ElgNameReader *r)
{
  static const char currencies[] = "dl eo ls sf yn hd sk dk nk is rp ir ad cd sd rc yc mn";
  NameWord *w = r->word + r->n - 2;
  const char *s = name_at(r, w);
  if (!name_is_digits(r, w + 1)) return;
  if (w->len != 2 || r->source.s[w->from + w->source] != '-') return;
  for (const char *c = currencies; *c; c += c[2] ? 3 : 2)
    if (c[0] == s[0] && c[1] == s[1]) w->dropped = w[1].dropped = 1;
}

void elg_name_drop_shares(ElgNameReader *r)
{
  static const char kinds[] = " adr ads gdr drc bdr nvdr pref prf pfd ord on vz vzo inh nam na ser reg shs ";
  int i = r->n - 1;
  for (; i > 0; i--) {
    const NameWord *w = r->word + i;
    int letter = w->len == 1 && name_at(r, w)[0] >= 'a' && name_at(r, w)[0] <= 'd';
    if (!letter && (w->info->legal || !name_is_listed(r, w, kinds))) break;
  }
  if (!i || !r->word[i].info->legal) return;
  while (++i < r->n) r->word[i].dropped = 1;
}

void elg_name_drop_suffix(ElgNameReader *r)
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
  if (i != own && !(w->info->legal && w->len < 6 && t[0] != 'l') && !(w->flags & ELG_TOKEN_BRACKET) && at < s.n && t[0] == s.s[at]) {
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

int elg_name_own_initials(const ElgNameReader *r, int begin, int end, int *symbol)
{
  int last = end - 1, brackets = r->flags & ELG_TOKEN_BRACKET;
  *symbol = 0;
  while (last > begin && r->word[last].info->legal) last--;
  if (end - begin < 3 || end - begin > 11) return -1;
  for (int i = begin; i < end; i = brackets ? i + 1 : i < last ? last : end) {
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

/* Words of legal forms and all that stands in the one bracket behind them, up to end; -1: something else stands there too. */
static int name_bracket_at(const ElgNameReader *r, int i, int end)
{
  while (i < end && r->word[i].info->legal && !(r->word[i].flags & ELG_TOKEN_BRACKET)) i++;
  for (int k = i; k < end; k++)
    if (!(r->word[k].flags & ELG_TOKEN_BRACKET)) return -1;
  return i < end ? i : -1;
}

void elg_name_open_spelt(ElgNameReader *r, int begin, int end)
{
  const NameWord *w = r->word + begin;
  int open = end - begin < 3 ? -1 : name_bracket_at(r, begin + 1, end);
  ElgStr s = name_str(r, w);
  size_t at = 0;
  if (open < 0 || s.n < 3 || s.n > 8 || ((w->flags | r->word[open].flags) & ELG_TOKEN_CJK) || w->info->place) return;
  for (int i = open; i < end; i++) {
    const NameWord *v = r->word + i;
    if (at < s.n && name_at(r, v)[0] == s.s[at]) at++;
    else if (!v->dropped && !v->info->legal && !(v->info->role & (ELG_ROLE_STOP | ELG_ROLE_AND))) return;
  }
  for (int i = open; i < end && at == s.n; i++) r->word[i].flags &= (uint8_t)~ELG_TOKEN_BRACKET;
}
