/* compile.c -- host program: turns the word tables into words_gen.h.
**
** usage: compile DIR > words_gen.h      DIR holds legal.txt abbreviations.txt places.txt fillers.txt words.txt common.txt
**
** Every entry is folded by the extension's own reader, linked here on an empty dictionary, so that an entry is
** found exactly when a name spells it. An entry of several words is a phrase. Stops with a message at
** a malformed line and at entries that contradict each other.
*/
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"
#include "name/fold.h"
#include "name/name.h"

/* ---- the empty dictionary and the heap of a host program ---- */

static const ElgWordSlot no_slot;
static const ElgWordInfo no_info;
/* The set of words.h's elg_words_may_begin, filled while the phrases are read. */
static uint8_t begins[1 << (ELG_BEGIN_BITS - 3)];
static const uint8_t no_steps[2];
const ElgWordTable elg_word_table = {&no_slot, &no_info, no_steps, begins, 0, 63};
ElgStr elg_words_text(uint16_t index) { return (void)index, ELG_STR(""); }
const ElgLegalForm *elg_words_legal(uint16_t id) { return (void)id, NULL; }
int elg_words_legal_is_generic(uint8_t kind) { return (void)kind, 0; }
int elg_words_place_is_country(uint16_t id) { return (void)id, 0; }
ElgStr elg_words_place_text(uint16_t id) { return (void)id, ELG_STR(""); }
const ElgCjkWord *elg_words_cjk(const char *s, size_t n) { return (void)s, (void)n, NULL; }
const char *elg_words_cjk_suffix(const char *s, size_t n) { return (void)s, (void)n, NULL; }
void *elg_realloc(void *p, size_t n) { return realloc(p, n); }
void elg_free(void *p) { free(p); }

/* ---- entries ---- */

typedef struct {
  uint64_t hash;
  char *text; /* folded words, blank-separated */
  int words;
  long count; /* names that hold it */
  ElgWordInfo info;
  int phrase; /* words of the longest phrase it begins */
} Entry;

static Entry *entries;
static size_t n_entries, cap_entries;
static size_t *buckets;
#define BUCKETS (1u << 18)

static const char *path;
static int line_number;

static int faults;

/* Report a line; the build fails at the end. */
static void fault(const char *format, ...)
{
  va_list ap;
  va_start(ap, format);
  fprintf(stderr, "%s:%d: ", path, line_number);
  vfprintf(stderr, format, ap);
  fputc(10, stderr);
  va_end(ap);
  faults++;
}

static void die(const char *format, ...)
{
  va_list ap;
  va_start(ap, format);
  fprintf(stderr, "%s:%d: ", path, line_number);
  vfprintf(stderr, format, ap);
  fputc('\n', stderr);
  va_end(ap);
  exit(1);
}

static void *grow(void *p, size_t n, size_t size)
{
  p = realloc(p, n * size);
  if (!p) die("out of memory");
  return p;
}

static char *copy(const char *s, size_t n)
{
  char *p = grow(NULL, n + 1, 1);
  memcpy(p, s, n);
  p[n] = 0;
  return p;
}

static Entry *entry_of(uint64_t hash, const char *text, int words)
{
  if (!buckets) buckets = calloc(BUCKETS, sizeof *buckets);
  if (!buckets) die("out of memory");
  size_t b = (size_t)(hash >> 40) & (BUCKETS - 1);
  for (; buckets[b]; b = (b + 1) & (BUCKETS - 1))
    if (entries[buckets[b] - 1].hash == hash) return entries + buckets[b] - 1;
  if (n_entries == cap_entries) {
    cap_entries = cap_entries ? 2 * cap_entries : 4096;
    entries = grow(entries, cap_entries, sizeof *entries);
  }
  buckets[b] = n_entries + 1;
  Entry *e = entries + n_entries++;
  *e = (Entry){hash, copy(text, strlen(text)), words, 0, {0}, 1};
  return e;
}

/* Hashes of the first word, the first two words, ... of what was folded last. */
static uint64_t steps[ELG_NAME_TOKENS];

/* Fold spelling into words. Returns how many. *hash is the key; text gets the words. */
static int fold(const char *spelling, uint64_t *hash, char *text, size_t cap, uint64_t *first, int *cjk)
{
  static ElgNameReader *reader;
  ElgNames names;
  ElgErr err;
  if (!reader) reader = elg_name_reader_new();
  if (elg_name_read(reader, (ElgStr){spelling, strlen(spelling)}, &names, &err)) die("%s", err.text);
  const ElgName *n = &names.name[0];
  size_t len = 0;
  *hash = 0;
  *cjk = n->n == 1 && (n->tokens[0].flags & ELG_TOKEN_CJK);
  for (int i = 0; i < n->n; i++) {
    ElgStr s = elg_name_text(n, i);
    uint64_t h = elg_hash(s);
    if (n->tokens[i].flags & ELG_TOKEN_NATIVE) h ^= ELG_NATIVE_SALT;
    if (!i) *first = h;
    *hash = n->n == 1 ? h : elg_hash_next(*hash, h);
    steps[i] = *hash;
    if (len + s.n + 2 > cap) die("'%s' is too long", spelling);
    if (i) text[len++] = ' ';
    memcpy(text + len, s.s, s.n);
    len += s.n;
  }
  text[len] = 0;
  return n->n;
}

/* Greek or Cyrillic letters, or those of the other scripts that are transliterated. */
static int is_native(const char *s)
{
  ElgFold f;
  int native = 0;
  if (!elg_fold((ElgStr){s, strlen(s)}, &f)) return 0;
  for (int i = 0; i < f.n; i++) native |= f.word[i].flags & ELG_TOKEN_NATIVE;
  return native != 0;
}

/* One run of Thai letters, which text gets folded. */
static int is_thai(const char *s, char *text, size_t cap)
{
  ElgFold f;
  if (!elg_fold((ElgStr){s, strlen(s)}, &f) || f.n != 1 || !elg_fold_is_thai(&f, f.word) || f.word[0].len >= cap) return 0;
  memcpy(text, f.text + f.word[0].at, f.word[0].len);
  text[f.word[0].len] = 0;
  return 1;
}

/* A script that writes all vowels as firms do that write themselves in Latin letters. */
static int is_greek_or_cyrillic(const char *s)
{
  return (unsigned char)s[0] >= 0xCD && (unsigned char)s[0] <= 0xD4;
}

/* The entry of a spelling; makes its first word know how long a phrase it begins. NULL when nothing is left. */
static Entry *spell(const char *spelling)
{
  char text[512], word[512];
  uint64_t hash, first = 0;
  int cjk, n = fold(spelling, &hash, text, sizeof text, &first, &cjk);
  if (!n) return NULL;
  if (n > 1) {
    size_t len = strcspn(text, " ");
    memcpy(word, text, len);
    word[len] = 0;
    Entry *e = entry_of(first, word, 1);
    if (e->phrase < n) e->phrase = n;
    for (int i = 1; i < n; i++) begins[elg_words_begin(steps[i]) / 8] |= (uint8_t)(1 << elg_words_begin(steps[i]) % 8);
  }
  return entry_of(hash, text, n);
}

/* The spelling with a-umlaut as ae and so on, or NULL when that is the same. */
static const char *digraphs(const char *spelling)
{
  static const char *const letters[][2] = {{"\xC3\xA4", "ae"}, {"\xC3\xB6", "oe"}, {"\xC3\xBC", "ue"},
                                           {"\xC3\xB8", "oe"}, {"\xC3\xA5", "aa"}};
  static char out[1024];
  size_t n = 0;
  int changed = 0;
  for (const char *p = spelling; *p && n + 3 < sizeof out;) {
    size_t k = 0;
    while (k < ELG_COUNT(letters) && strncmp(p, letters[k][0], 2)) k++;
    if (k < ELG_COUNT(letters)) {
      memcpy(out + n, letters[k][1], 2);
      n += 2;
      p += 2;
      changed = 1;
    } else {
      out[n++] = *p++;
    }
  }
  out[n] = 0;
  return changed ? out : NULL;
}

/* Give the digraph spelling of an entry what the entry says, unless it says something of its own. */
static void spell_digraphs(const char *spelling)
{
  const char *other = digraphs(spelling);
  Entry *from = other ? spell(spelling) : NULL;
  if (!from) return;
  ElgWordInfo info = from->info;
  Entry *to = spell(other);
  if (!to->info.expand && !to->info.legal && !to->info.place && !to->info.role) to->info = info;
}

/* ---- texts, legal forms, places, CJK words ---- */

static char *texts[65536];
static size_t n_texts = 1;
static uint16_t text_of(const char *s)
{
  for (size_t i = 1; i < n_texts; i++)
    if (!strcmp(texts[i], s)) return (uint16_t)i;
  if (n_texts == 65535) die("too many texts");
  texts[n_texts] = copy(s, strlen(s));
  return (uint16_t)n_texts++;
}

static struct {
  char *canonical;
  int kind;
} legal[4096];
static size_t n_legal = 1;
static char *classes[64] = {"none"};
static int n_classes = 1;

static int class_of(const char *name)
{
  for (int i = 0; i < n_classes; i++)
    if (!strcmp(classes[i], name)) return i;
  if (n_classes == 63) die("too many classes");
  classes[n_classes] = copy(name, strlen(name));
  return n_classes++;
}

static uint16_t legal_of(const char *canonical, int kind)
{
  for (size_t i = 1; i < n_legal; i++) {
    if (strcmp(legal[i].canonical, canonical)) continue;
    if (legal[i].kind != kind) fault("%s has two classes", canonical);
    return (uint16_t)i;
  }
  if (n_legal == ELG_COUNT(legal)) die("too many legal forms");
  legal[n_legal].canonical = copy(canonical, strlen(canonical));
  legal[n_legal].kind = kind;
  return (uint16_t)n_legal++;
}

static struct {
  char *name, country[3];
  int is_country;
} places[8192];
static size_t n_places = 1;
static uint16_t place_of(const char *name, const char *iso, int is_country)
{
  for (size_t i = 1; i < n_places; i++)
    if (!strcmp(places[i].name, name)) return (uint16_t)i;
  if (n_places == ELG_COUNT(places)) die("too many places");
  places[n_places].name = copy(name, strlen(name));
  snprintf(places[n_places].country, sizeof places[0].country, "%.2s", iso);
  places[n_places].is_country = is_country;
  return (uint16_t)n_places++;
}

static struct {
  char *text, *expand;
  uint16_t legal;
} cjk[4096];
static size_t n_cjk;
static void cjk_add(const char *spelling, const char *expand, uint16_t legal_id)
{
  char text[512];
  uint64_t hash, first;
  int is_cjk, n = fold(spelling, &hash, text, sizeof text, &first, &is_cjk);
  if (n == 1 && is_thai(spelling, text, sizeof text)) is_cjk = 1;
  if (n != 1 || !is_cjk) die("'%s' is not one run of CJK letters", spelling);
  for (size_t i = 0; i < n_cjk; i++)
    if (!strcmp(cjk[i].text, text)) return;
  if (n_cjk == ELG_COUNT(cjk)) die("too many CJK words");
  cjk[n_cjk].text = copy(text, strlen(text));
  cjk[n_cjk].expand = expand ? copy(expand, strlen(expand)) : NULL;
  cjk[n_cjk++].legal = legal_id;
}

static struct {
  char *text, *expand;
} suffixes[64];
static size_t n_suffixes;
static void suffix_add(const char *text, const char *expand)
{
  if (n_suffixes == ELG_COUNT(suffixes)) die("too many suffixes");
  suffixes[n_suffixes].text = copy(text, strlen(text));
  suffixes[n_suffixes++].expand = copy(expand, strlen(expand));
}

static int cjk_compare(const void *a, const void *b)
{
  const char *s = *(char *const *)a, *t = *(char *const *)b;
  int c = memcmp(s, t, 3);
  if (c) return c;
  size_t n = strlen(s), m = strlen(t);
  return n != m ? (n < m ? 1 : -1) : strcmp(s, t);
}

/* ---- the tables ---- */

/* Next line of f cut into at most max columns; returns how many, 0 at the end. */
static int row(FILE *f, char *line, size_t cap, char **column, int max)
{
  while (fgets(line, (int)cap, f)) {
    line_number++;
    line[strcspn(line, "\r\n")] = 0;
    if (!line[0] || line[0] == '#') continue;
    int n = 0;
    for (char *p = line; p && n < max; n++) {
      column[n] = p;
      p = strchr(p, '\t');
      if (p) *p++ = 0;
    }
    for (int i = n; i < max; i++) column[i] = "";
    return n;
  }
  return 0;
}

static FILE *open_table(const char *dir, const char *name)
{
  static char full[1024];
  snprintf(full, sizeof full, "%s/%s", dir, name);
  path = full;
  line_number = 0;
  FILE *f = fopen(full, "r");
  if (!f) die("cannot open");
  return f;
}

static void legal_variant(char *spelling, const char *where, uint16_t id)
{
  if (!strcmp(where, "cjk")) {
    char text[512];
    uint64_t hash, first;
    int is_cjk, n = fold(spelling, &hash, text, sizeof text, &first, &is_cjk);
    if (n == 1 && is_cjk) {
      cjk_add(spelling, NULL, id);
      return;
    }
    where = "any";
  }
  Entry *e = spell(spelling);
  if (!e) die("'%s' folds to nothing", spelling);
  if (e->info.legal && e->info.legal != id) return; /* a spelling is the first form in the file that bears it */
  e->info.legal = id;
  if (!strcmp(where, "end")) e->info.where |= ELG_WHERE_END;
  else if (!strcmp(where, "start")) e->info.where |= ELG_WHERE_START;
  else if (!strcmp(where, "both")) e->info.where |= ELG_WHERE_START | ELG_WHERE_END;
  else if (!strcmp(where, "any")) e->info.where |= ELG_WHERE_ANY;
  else if (!strcmp(where, "lead")) e->info.where |= ELG_WHERE_LEAD;
  else if (!strcmp(where, "with")) e->info.where |= ELG_WHERE_WITH;
  else die("unknown place '%s'", where);
}

static void read_legal(const char *dir)
{
  char line[8192], *c[5];
  FILE *f = open_table(dir, "legal.txt");
  while (row(f, line, sizeof line, c, 5)) {
    uint16_t id = legal_of(c[0], class_of(c[1]));
    for (char *p = c[3], *end; p && *p; p = end) {
      end = strstr(p, " | ");
      if (end) *end = 0, end += 3;
      legal_variant(p, c[2], id);
      spell_digraphs(p);
    }
  }
  fclose(f);
}

/* Plain abbreviations: words of English names and their long forms. */
static struct {
  char *text;
  uint16_t expand;
} shorts[8192];
static size_t n_shorts;

/* A long word in Cyrillic or Greek means the same where a name has it in Latin letters ("stroitelnaya"). */
static void spell_latin(const char *text, const char *expand)
{
  if (strlen(text) < 8) return;
  Entry *e = entry_of(elg_hash((ElgStr){text, strlen(text)}), text, 1);
  if (!e->info.expand && !e->info.legal && !e->info.place && !e->info.role) e->info.expand = text_of(expand);
}

/* A long form in Cyrillic or Greek is a word of Latin letters: the spelling stands for it like its short form. */
static void spell_native(const char *spelling, uint16_t index)
{
  Entry *e = spell(spelling);
  if (e && !e->info.expand && !e->info.legal && !e->info.place && !e->info.role) e->info.expand = index;
}

static void read_abbreviations(const char *dir)
{
  char line[1024], text[512], *c[3];
  uint64_t hash, first;
  int is_cjk;
  FILE *f = open_table(dir, "abbreviations.txt");
  while (row(f, line, sizeof line, c, 3)) {
    if (!fold(c[1], &hash, text, sizeof text, &first, &is_cjk)) die("no long form");
    char expand[512];
    strcpy(expand, text);
    int words = fold(c[0], &hash, text, sizeof text, &first, &is_cjk);
    if (words == 1 && is_thai(c[0], text, sizeof text)) {
      cjk_add(c[0], expand, 0);
    } else if (words == 1 && (is_cjk || !strcmp(c[2], "cjk"))) {
      if (is_cjk) cjk_add(c[0], expand, 0);
      else suffix_add(text, expand);
      continue;
    }
    Entry *e = spell(c[0]);
    if (!e) die("'%s' folds to nothing", c[0]);
    if (!strcmp(e->text, expand)) continue;
    if (e->info.expand && strcmp(texts[e->info.expand], expand)) fault("'%s' has two long forms", c[0]);
    e->info.expand = text_of(expand);
    if (is_native(c[1])) spell_native(c[1], e->info.expand);
    spell_digraphs(c[0]);
    if (words == 1 && !c[2][0] && n_shorts < ELG_COUNT(shorts)) {
      shorts[n_shorts].text = copy(text, strlen(text));
      shorts[n_shorts++].expand = text_of(expand);
    }
    if (is_greek_or_cyrillic(c[0]) && words == 1) spell_latin(text, expand);
  }
  fclose(f);
}

static int level_of(const char *s)
{
  static const char *const names[] = {"", "country", "region", "city", "continent", "code"};
  for (int i = 1; i < (int)ELG_COUNT(names); i++)
    if (!strcmp(names[i], s)) return i;
  die("unknown level '%s'", s);
  return 0;
}

static void read_places(const char *dir)
{
  char line[1024], text[512], *c[4];
  uint64_t hash, first;
  int is_cjk;
  FILE *f = open_table(dir, "places.txt");
  while (row(f, line, sizeof line, c, 4)) {
    if (!fold(c[1], &hash, text, sizeof text, &first, &is_cjk)) die("no canonical name");
    uint16_t id = place_of(text, c[3], !strcmp(c[2], "country") || !strcmp(c[2], "continent"));
    Entry *e = spell(c[0]);
    if (!e || e->info.place) continue; /* the first meaning in the file wins */
    e->info.place = id;
    e->info.level = (uint8_t)level_of(c[2]);
    spell_digraphs(c[0]);
  }
  fclose(f);
}

/* Stop words that never tell firms apart. The others ("on", "op", "ten", "per") can ("Snap-on"): they are fillers. */
static const char strong_stops[] =
    " the a an and of for in by with from de la le les du des del della delle dei degli di da das do dos e y et und der die "
    "den dem das van von vom het el los las och og en com zur zum fur para por pour dans sur och oraz ve "
    "do koninklijke monsieur http https www nvdr fgn vzo din inactive ";

static int is_strong_stop(const char *text)
{
  char word[520];
  snprintf(word, sizeof word, " %s ", text);
  return (unsigned char)text[0] > 127 || strchr(text, ' ') || strstr(strong_stops, word) != NULL;
}

static void read_fillers(const char *dir)
{
  static const struct {
    const char *kind;
    int role;
  } kinds[] = {{"stop", ELG_ROLE_STOP},     {"and", ELG_ROLE_STOP | ELG_ROLE_AND}, {"filler", ELG_ROLE_FILLER},
               {"sector", ELG_ROLE_SECTOR}, {"alias", ELG_ROLE_ALIAS},             {"former", ELG_ROLE_FORMER},
               {"of", ELG_ROLE_OF}};
  char line[1024], *c[2];
  FILE *f = open_table(dir, "fillers.txt");
  while (row(f, line, sizeof line, c, 2)) {
    size_t k = 0;
    while (k < ELG_COUNT(kinds) && strcmp(kinds[k].kind, c[1])) k++;
    if (k == ELG_COUNT(kinds)) die("unknown kind '%s'", c[1]);
    int role = kinds[k].role;
    if (strchr(c[0], '/') && (role & (ELG_ROLE_ALIAS | ELG_ROLE_FORMER | ELG_ROLE_OF))) role |= ELG_ROLE_SLASH;
    Entry *e = spell(c[0]);
    if (!e) die("'%s' folds to nothing", c[0]);
    if (role == ELG_ROLE_STOP && !is_native(c[0]) && !is_strong_stop(e->text)) role = ELG_ROLE_FILLER;
    if (e->info.role & ~role & ~ELG_ROLE_AND) {
      if ((e->info.role | role) & ELG_ROLE_SLASH) e->info.role = (uint8_t)((e->info.role | role) & ~ELG_ROLE_SLASH);
      continue;
    }
    e->info.role |= (uint8_t)role;
    spell_digraphs(c[0]);
  }
  fclose(f);
  spell("and")->info.role |= ELG_ROLE_AND;
}

static long total;
static void read_words(const char *dir)
{
  char line[1024], *c[2];
  FILE *f = open_table(dir, "words.txt");
  while (row(f, line, sizeof line, c, 2)) {
    if (!strcmp(c[0], "#names")) continue;
    if (!total) {
      total = atol(c[1]);
      if (strcmp(c[0], "*") || total <= 0) die("the first row must be '*' and the number of names");
      continue;
    }
    Entry *e = spell(c[0]);
    if (e) e->count += atol(c[1]);
  }
  fclose(f);
}

/* Words of languages that words.txt has too few names of: at least as common as estimated. */
static void read_common(const char *dir)
{
  char line[8192], *c[3];
  FILE *f = open_table(dir, "common.txt");
  while (row(f, line, sizeof line, c, 3)) {
    long count = atol(c[0]);
    if (count <= 0) die("the first column must be a number of names");
    for (char *w = strtok(c[2], " "); w; w = strtok(NULL, " ")) {
      Entry *e = spell(w);
      if (e && e->count < count) e->count = count;
    }
  }
  fclose(f);
}

/* The role of a phrase is its own or that of its last word; it is as common as the rarest of its known words. */
static void describe_phrase(const char *text, int *role, long *count)
{
  char words[512];
  strcpy(words, text);
  *count = total;
  for (char *w = strtok(words, " "); w; w = strtok(NULL, " ")) {
    const Entry *e = spell(w);
    if (!e) continue;
    if (e->count && *count > e->count) *count = e->count;
    *role = e->info.role & (ELG_ROLE_SECTOR | ELG_ROLE_FILLER);
  }
  if (*count == total) *count = 0; /* none is known */
}

/* The phrase with its words from w on as they are or abbreviated is the phrase: "asset mgmt". done: what stands before w;
** most: how many may be abbreviated. */
static void spell_short(const char *done, const char *w, int most, uint16_t index, int known)
{
  char phrase[1024];
  size_t n = strcspn(w, " "), blank = strspn(w + n, " ");
  if (!*w) {
    Entry *e = spell(done);
    if (e && !e->info.expand && !e->info.legal && !e->info.place && !e->info.role && !e->info.known)
      *(known ? &e->info.known : &e->info.expand) = index;
    return;
  }
  snprintf(phrase, sizeof phrase, "%s%.*s", done, (int)(n + blank), w);
  spell_short(phrase, w + n + blank, most, index, known);
  for (size_t k = 0; k < n_shorts && most; k++) {
    const char *whole = texts[shorts[k].expand];
    if (strlen(whole) != n || memcmp(whole, w, n)) continue;
    snprintf(phrase, sizeof phrase, "%s%s%s", done, shorts[k].text, blank ? " " : "");
    spell_short(phrase, w + n + blank, most - 1, index, known);
  }
}

/* A run of CJK letters as names are read: its generic words apart, in their long forms. */
static void cjk_spaced(const char *text, char *out, size_t room)
{
  size_t n = 0;
  int apart = 0; /* a word ends here */
  while (*text) {
    size_t best = ELG_COUNT(cjk);
    for (size_t i = 0; i < n_cjk; i++) {
      size_t len = strlen(cjk[i].text);
      if (!strncmp(text, cjk[i].text, len) && (best == ELG_COUNT(cjk) || len > strlen(cjk[best].text))) best = i;
    }
    int word = best < ELG_COUNT(cjk) && cjk[best].expand;
    const char *put = word ? cjk[best].expand : text;
    size_t taken = word ? strlen(cjk[best].text) : 1, len = word ? strlen(put) : 1;
    if (n + len + 2 > room) die("'%s' is too long", text);
    if (n && (word || apart)) out[n++] = ' ';
    memcpy(out + n, put, len);
    n += len, text += taken, apart = word;
  }
  out[n] = 0;
}

/* What people call a firm beside its full name: the name has it as an alias. */
static void read_known(const char *dir)
{
  char line[1024], text[512], spaced[512], known[512], *c[2];
  uint64_t hash, first;
  int is_cjk;
  FILE *f = open_table(dir, "known.txt");
  while (row(f, line, sizeof line, c, 2)) {
    int words = fold(c[0], &hash, text, sizeof text, &first, &is_cjk);
    if (!words) die("'%s' folds to nothing", c[0]);
    if (words == 1 && is_cjk) {
      cjk_spaced(text, spaced, sizeof spaced);
      c[0] = strcpy(text, spaced);
    }
    if (!fold(c[1], &hash, known, sizeof known, &first, &is_cjk)) die("not known as anything");
    uint16_t index = text_of(known);
    Entry *e = spell(c[0]);
    if (e->info.known == index || !strcmp(text, known)) continue;
    if (e->info.expand || e->info.legal || e->info.place || e->info.known) {
      fault("'%s' says something else", c[0]);
      continue;
    }
    e->info.known = index;
    spell_digraphs(c[0]);
    if (!is_native(c[0]) && strchr(text, ' ')) spell_short("", text, 1, index, 1);
  }
  fclose(f);
}

/* Long forms of several words are one token, so the words themselves must become that token too ("real estate"),
** and phrases that name a trade likewise ("credit union"). */
static void join_phrases(void)
{
  for (size_t k = 0; k < n_entries; k++) {
    const ElgWordInfo *info = &entries[k].info;
    if (entries[k].words > 1 && (info->role & (ELG_ROLE_SECTOR | ELG_ROLE_FILLER)) && !info->expand && !info->legal)
      text_of(entries[k].text);
  }
  for (size_t i = 1; i < n_texts; i++) {
    int role = 0, own;
    long count;
    if (!strchr(texts[i], ' ')) continue;
    Entry *phrase = spell(texts[i]);
    if (!phrase || phrase->info.expand || phrase->info.place) continue;
    own = phrase->info.role;
    if (!phrase->info.legal) phrase->info.expand = (uint16_t)i;
    describe_phrase(texts[i], &role, &count);
    Entry *joined = entry_of(elg_hash((ElgStr){texts[i], strlen(texts[i])}), texts[i], 1);
    joined->info.role |= (uint8_t)(own & (ELG_ROLE_SECTOR | ELG_ROLE_FILLER) ? own : role);
    if (joined->count < count) joined->count = count;
    spell_short("", texts[i], strchr(texts[i], ' ') == strrchr(texts[i], ' ') ? 2 : 1, (uint16_t)i, 0);
  }
}

/* All spellings of a place are as common as its canonical name, which is what tokens bear. */
static void weigh_places(void)
{
  for (size_t k = 0; k < n_entries; k++) {
    if (!entries[k].info.place) continue;
    path = places[entries[k].info.place].name;
    size_t self = k;
    Entry *canonical = spell(path); /* may move the entries */
    if (entries[self].count < canonical->count) entries[self].count = canonical->count;
  }
}

/* ---- output ---- */

static int weight(long count)
{
  if (!count) return 0;
  double w = log((double)total / ((double)count + 0.5)) / log((double)total);
  int q = (int)floor(w * 255 + 0.5);
  return q < 13 ? 13 : q > 254 ? 254 : q;
}

static void put_string(const char *s)
{
  putchar('"');
  for (; *s; s++) {
    if ((unsigned char)*s < 128 && *s != '"' && *s != '\\') putchar(*s);
    else printf("\\%03o", (unsigned char)*s);
  }
  putchar('"');
}

static int has_info(const ElgWordInfo *i) { return i->expand || i->legal || i->place || i->role || i->known; }

/* Roles as the kind of a token. */
static int kind_of(int role)
{
  if (role & (ELG_ROLE_STOP | ELG_ROLE_AND)) return ELG_TOKEN_STOP;
  if (role & ELG_ROLE_FILLER) return ELG_TOKEN_FILLER;
  return role & ELG_ROLE_SECTOR ? ELG_TOKEN_SECTOR : ELG_TOKEN_NAME;
}

static int by_count(const void *a, const void *b)
{
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  if (entries[x].count != entries[y].count) return entries[x].count < entries[y].count ? 1 : -1;
  return x < y ? -1 : x > y;
}

/* The infos, those of common words together. info[k] becomes the number of entry k's. */
static void put_infos(uint16_t *info)
{
  size_t n_infos = 1, *order = grow(NULL, n_entries + 1, sizeof *order);
  for (size_t k = 0; k < n_entries; k++) order[k] = k;
  qsort(order, n_entries, sizeof *order, by_count);
  printf("static const ElgWordInfo words_infos[] = {\n  {0},\n");
  for (size_t k = 0; k < n_entries; k++) {
    const Entry *e = entries + order[k];
    if (!has_info(&e->info)) continue;
    if (n_infos > 65535) die("too many words with a role");
    info[order[k]] = (uint16_t)n_infos++;
    printf("  {%d, %d, %d, %d, %d, %d, %d, %d}, /* %s */\n", e->info.expand, e->info.legal, e->info.place, e->info.known,
           e->info.role, e->info.where, e->info.level, kind_of(e->info.role), e->text);
  }
  printf("};\n");
  free(order);
}

/* Give the entries of one bucket slots of their own, or 0. slot[i] is an entry's number and one. */
static int place_bucket(const size_t *members, size_t n, unsigned step, uint64_t mask, size_t *slot)
{
  for (size_t i = 0; i < n; i++) {
    size_t at = elg_words_at(entries[members[i]].hash, step, mask);
    if (at && !slot[at]) {
      slot[at] = members[i] + 1;
      continue;
    }
    while (i--) slot[elg_words_at(entries[members[i]].hash, step, mask)] = 0;
    return 0;
  }
  return 1;
}

/* Find the step of every bucket, the fullest first. Slot 0 stays free. */
static void place_entries(uint64_t mask, int bucket_bits, size_t *slot, uint8_t *step)
{
  enum { MOST = 64 };
  size_t count = (size_t)1 << bucket_bits, (*member)[MOST] = calloc(count, sizeof *member), *size = calloc(count, sizeof *size);
  if (!member || !size) die("out of memory");
  for (size_t k = 0; k < n_entries; k++) {
    size_t b = (size_t)(entries[k].hash >> (64 - bucket_bits));
    if (size[b] == MOST) die("too many words in one bucket");
    member[b][size[b]++] = k;
  }
  for (size_t n = MOST; n; n--)
    for (size_t b = 0; b < count; b++) {
      unsigned try = 0;
      if (size[b] != n) continue;
      while (try < 256 && !place_bucket(member[b], n, try, mask, slot)) try++;
      if (try == 256) die("no step for a bucket of %zu words", n);
      step[b] = (uint8_t)try;
    }
  free(member);
  free(size);
}

static void put_bytes(const char *name, const uint8_t *bytes, size_t n)
{
  printf("static const uint8_t %s[] = {", name);
  for (size_t i = 0; i < n; i++) printf("%s%d,", i % 32 ? "" : "\n", bytes[i]);
  printf("};\n");
}

/* The set of the beginnings of CJK words, and where the words with one first letter begin. */
static void put_cjk_begins(void)
{
  enum { FIRSTS = 1024 };
  static uint16_t firsts[FIRSTS];
  size_t used = 0;
  static uint8_t bits[1 << (ELG_CJK_BITS - 3)];
  for (size_t i = 0; i < n_cjk; i++) {
    uint32_t bit = elg_words_cjk_bit(cjk[i].text, strlen(cjk[i].text) >= 6 ? 6 : 3);
    bits[bit / 8] |= (uint8_t)(1 << bit % 8);
  }
  put_bytes("words_cjk_begins", bits, sizeof bits);
  for (size_t i = 0; i < n_cjk; i++) {
    size_t at = elg_words_cjk_bit(cjk[i].text, 3) % FIRSTS;
    if (i && !memcmp(cjk[i - 1].text, cjk[i].text, 3)) continue;
    if (++used > FIRSTS / 2) die("too many first letters of CJK words");
    while (firsts[at]) at = (at + 1) % FIRSTS;
    firsts[at] = (uint16_t)(i + 1);
  }
  printf("static const uint16_t words_cjk_firsts[] = {");
  for (size_t i = 0; i < FIRSTS; i++) printf("%s%d,", i % 32 ? "" : "\n", firsts[i]);
  printf("};\n");
}

static void put_slots(uint64_t *digest)
{
  int bits = 10;
  while (((size_t)1 << bits) * 4 < n_entries * 5) bits++;
  int bucket_bits = bits - 2;
  size_t size = (size_t)1 << bits, *slot = calloc(size, sizeof *slot);
  uint16_t *info = calloc(n_entries + 1, sizeof *info);
  uint8_t *step = calloc((size_t)1 << bucket_bits, 1);
  if (!slot || !info || !step) die("out of memory");
  put_infos(info);
  place_entries(size - 1, bucket_bits, slot, step);
  for (size_t k = 0; k < n_entries; k++) {
    const Entry *e = entries + k;
    *digest = elg_hash_next(*digest, e->hash ^ (uint64_t)weight(e->count) << 32 ^ (uint64_t)e->info.legal ^ (uint64_t)e->info.known << 16);
  }
  printf("#define WORDS_BUCKET_SHIFT %d\n", 64 - bucket_bits);
  put_bytes("words_steps", step, (size_t)1 << bucket_bits);
  put_bytes("words_begins", begins, sizeof begins);
  printf("static const ElgWordSlot words_slots[] = {\n");
  for (size_t i = 0; i < size; i++) {
    const Entry *e = slot[i] ? entries + slot[i] - 1 : NULL;
    if (e && !(uint32_t)e->hash) die("'%s' has tag 0", e->text);
    if (e) printf("{%uu,%d,%d,%d},", (uint32_t)e->hash, info[slot[i] - 1], weight(e->count), e->phrase > 1 ? e->phrase : 0);
    else printf("{0},");
    if (i % 8 == 7) putchar('\n');
  }
  printf("};\n");
  free(slot);
  free(info);
  free(step);
}

/* One text after another, each ended by a NUL, and where they begin; one more tells where the last ends. */
static void put_starts(const char *name, size_t n, char *(*text)(size_t), size_t *at)
{
  printf("static const uint32_t %s[] = {0,", name);
  for (size_t i = 1; i < n; i++) printf("%s%zu,", i % 16 ? "" : "\n", *at), *at += strlen(text(i)) + 1;
  printf("%zu};\n", *at);
}

static char *text_at(size_t i) { return texts[i]; }
static char *place_at(size_t i) { return places[i].name; }

/* Long forms and names of places in one piece, so that any may be read beyond its end. */
static void put_blob(void)
{
  size_t at = 1;
  printf("static const unsigned char words_blob[] = {0,\n");
  for (size_t i = 1; i < n_texts + n_places - 1; i++) {
    const char *s = i < n_texts ? texts[i] : places[i - n_texts + 1].name;
    for (size_t k = 0; k <= strlen(s); k++) printf("%d,", (unsigned char)s[k]);
    putchar('\n');
  }
  for (int i = 0; i < ELG_WORDS_PAD; i++) printf("0,");
  printf("};\n");
  put_starts("words_texts", n_texts, text_at, &at);
  put_starts("words_places_at", n_places, place_at, &at);
}

/* The model is a rule too: a score of another model is another score. */
static void put_model(const char *dir, uint64_t *digest)
{
  char path[1024], line[256];
  snprintf(path, sizeof path, "%s/model.txt", dir);
  FILE *in = fopen(path, "r");
  if (!in) {
    perror(path);
    exit(1);
  }
  while (fgets(line, sizeof line, in)) *digest = elg_hash_next(*digest, elg_hash((ElgStr){line, strlen(line)}));
  fclose(in);
}

int main(int argc, char **argv)
{
  if (argc != 2) return fprintf(stderr, "usage: compile DIR\n"), 1;
  read_legal(argv[1]);
  read_abbreviations(argv[1]);
  read_places(argv[1]);
  read_fillers(argv[1]);
  read_words(argv[1]);
  read_common(argv[1]);
  join_phrases();
  read_known(argv[1]);
  weigh_places();
  if (faults) return 1;
  qsort(cjk, n_cjk, sizeof cjk[0], cjk_compare);
  uint64_t digest = 0;
  printf("/* Generated by data/compile.c. */\n");
  put_slots(&digest);
  put_cjk_begins();
  put_model(argv[1], &digest);
  put_blob();
  printf("static const ElgLegalForm words_legal[] = {{\"\", 0, 0},\n");
  for (size_t i = 1; i < n_legal; i++) {
    printf("  {");
    put_string(legal[i].canonical);
    printf(", %zu, %d},\n", strlen(legal[i].canonical), legal[i].kind);
  }
  printf("};\nenum { WORDS_GENERIC = %d, WORDS_LTD = %d, WORDS_LLC = %d, WORDS_INC = %d, WORDS_PLC = %d };\n",
         class_of("generic"), class_of("ltd"), class_of("llc"), class_of("inc"), class_of("plc"));
  printf("static const struct {\n  char country[3];\n  int is_country;\n} words_places[] = {{\"-\", 0},\n");
  for (size_t i = 1; i < n_places; i++) printf("  {\"%s\", %d}, /* %s */\n", places[i].country, places[i].is_country, places[i].name);
  printf("};\nstatic const ElgCjkWord words_cjk[] = {\n");
  for (size_t i = 0; i < n_cjk; i++) {
    printf("  {");
    put_string(cjk[i].text);
    printf(", %zu, %d, ", strlen(cjk[i].text), cjk[i].legal);
    if (cjk[i].expand) put_string(cjk[i].expand);
    else printf("NULL");
    printf("},\n");
    digest = elg_hash_next(digest, elg_hash((ElgStr){cjk[i].text, strlen(cjk[i].text)}));
  }
  printf("};\nstatic const struct {\n  const char *text, *expand;\n} words_suffixes[] = {\n");
  for (size_t i = 0; i < n_suffixes; i++)
    printf("  {"), put_string(suffixes[i].text), printf(", "), put_string(suffixes[i].expand), printf("},\n");
  printf("};\n#define WORDS_VERSION \"3-%08x\"\n", (unsigned)(digest >> 32));
  return 0;
}
