/* match_completeness.c -- how many of the pairs that score above a threshold have blocking keys that meet?
**
**   match_completeness [-v] N FILE ...      names: first column of each line, '#' starts a comment
**
** Takes N names evenly from the files, half of them as they are and half changed as people change names (a typo, a word
** dropped, cut, moved, joined, abbreviated), and scores all N * (N - 1) / 2 pairs: the oracle of the blocking keys. Prints the
** share found by class of pair; -v prints the missing pairs above the balanced threshold. The last line counts as a test: at
** least 99.7 % above strict, 99.0 % above balanced. What is missing has two slips in a short name, or one in a name written together.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "match/keys.h"
#include "overlap/record.h"

#define LINE 1000

static uint64_t seed = 88172645463325252u;
static size_t draw(size_t n)
{
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return n ? (size_t)(seed >> 30) % n : 0;
}

typedef struct {
  char *text;
  ElgRecord record;
  uint64_t *keys;
  size_t n_keys;
} Name;

/* Classes of pairs: what makes them resemble each other. */
enum { EXACT, EQUAL, REORDERED, TYPO, ABBREVIATED, JOINED, PARTIAL, ACRONYM, OTHER, CLASSES };
static const char *const class_names[] = {"exact", "equal words", "other order", "typo", "abbreviated", "written together",
                                          "words left over", "initials", "no word"};

static char **lines;
static size_t n_lines;

static void read_lines(const char *path)
{
  char line[8192];
  FILE *in = fopen(path, "r");
  if (!in) {
    perror(path);
    exit(2);
  }
  while (fgets(line, sizeof line, in)) {
    line[strcspn(line, "\t\n")] = 0;
    if (!line[0] || line[0] == '#' || strlen(line) > LINE / 2) continue;
    if (n_lines % 1024 == 0) lines = realloc(lines, (n_lines + 1024) * sizeof *lines);
    lines[n_lines++] = strdup(line);
  }
  fclose(in);
}

static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* One letter inside a word of ASCII dropped, doubled, replaced or swapped with the next one. */
static void make_typo(char *s)
{
  size_t n = strlen(s);
  for (int tries = 0; tries < 20; tries++) {
    size_t i = draw(n);
    if (i + 2 >= n || !i || !is_letter(s[i - 1]) || !is_letter(s[i]) || !is_letter(s[i + 1])) continue;
    switch (draw(4)) {
    case 0: memmove(s + i, s + i + 1, n - i); return;
    case 1: memmove(s + i + 1, s + i, n - i + 1); return;
    case 2: s[i] = (char)('a' + draw(26)); return;
    default: {
      char swap = s[i];
      s[i] = s[i + 1];
      s[i + 1] = swap;
      return;
    }
    }
  }
}

/* Change the words: drop, cut, move, join or abbreviate one. */
static void make_words(char *s)
{
  char *word[64], made[LINE], copy[LINE];
  size_t n = 0;
  strcpy(copy, s);
  for (char *w = strtok(copy, " "); w && n < 64; w = strtok(NULL, " ")) word[n++] = w;
  if (n < 2) return;
  size_t k = draw(n), how = draw(5);
  made[0] = 0;
  if (how == 0 && n > 2) word[k][0] = 0;
  if (how == 1 && strlen(word[n - 1]) > 4) word[n - 1][strlen(word[n - 1]) - 2] = 0;
  if (how == 2 && strlen(word[k]) > 6) strcpy(word[k] + 4, ".");
  if (how == 3) {
    size_t j = draw(n);
    char *swap = word[k];
    word[k] = word[j];
    word[j] = swap;
  }
  for (size_t i = 0; i < n; i++) {
    if (made[0] && word[i][0] && !(how == 4 && i == k)) strcat(made, " ");
    strcat(made, word[i]);
  }
  strcpy(s, made);
}

static void make_name(Name *name, const char *text, int changed, ElgArena *arena, ElgNameReader *reader)
{
  char line[LINE * 2];
  ElgNames names;
  ElgErr err;
  ElgKeys keys;
  snprintf(line, sizeof line, "%.*s", LINE / 2, text);
  if (changed && draw(2)) make_typo(line);
  else if (changed) make_words(line);
  name->text = strdup(line);
  if (elg_name_read(reader, (ElgStr){line, strlen(line)}, &names, &err)) elg_name_read(reader, ELG_STR("x"), &names, &err);
  elg_record_keep(arena, &(ElgRecord){names.name, NULL, (uint8_t)names.n}, &name->record);
  for (int k = 0; k < names.n; k++) {
    elg_block_keys(name->record.name + k, &keys);
    name->keys = realloc(name->keys, (name->n_keys + (size_t)keys.n + 1) * sizeof *name->keys);
    for (int i = 0; i < keys.n; i++) name->keys[name->n_keys++] = keys.key[i];
  }
}

static int keys_meet(const Name *a, const Name *b)
{
  for (size_t i = 0; i < a->n_keys; i++)
    for (size_t j = 0; j < b->n_keys; j++)
      if (elg_keys_meet(a->keys[i], b->keys[j])) return 1;
  return 0;
}

static int class_of(const Name *a, const Name *b, const ElgMatch *m)
{
  int of_a = 0, of_b = 0;
  elg_score_names(a->record.name, a->record.n_names, b->record.name, b->record.n_names, 0, &of_a, &of_b);
  const ElgName *x = a->record.name + of_a, *y = b->record.name + of_b;
  ElgComparison c;
  int kinds[ELG_PAIR_JOINED + 1] = {0}, left = 0, right = 0, paired = 0, moved = 0, last = -1;
  if (m->score >= 1) return EXACT;
  elg_compare(x, y, &c);
  for (int i = 0; i < x->n; i++) {
    kinds[c.a[i].kind]++;
    if (c.a[i].partner < 0) left += x->tokens[i].kind != ELG_TOKEN_STOP;
    else paired++, moved |= c.a[i].partner < last, last = c.a[i].partner;
  }
  for (int j = 0; j < y->n; j++) right += c.b[j].partner < 0 && y->tokens[j].kind != ELG_TOKEN_STOP;
  if (c.feature[ELG_F_ACRONYM] > 0) return ACRONYM;
  if (!paired && c.feature[ELG_F_CORE_EQUAL] <= 0) return OTHER;
  if (kinds[ELG_PAIR_TYPO]) return TYPO;
  if (kinds[ELG_PAIR_ABBREVIATED] || kinds[ELG_PAIR_INFLECTED]) return ABBREVIATED;
  if (kinds[ELG_PAIR_JOINED] || c.feature[ELG_F_CORE_EQUAL] > 0) return JOINED;
  if (left || right) return PARTIAL;
  return moved ? REORDERED : EQUAL;
}

typedef struct {
  size_t all, found;
} Share;

static double percent(Share s) { return s.all ? 100.0 * (double)s.found / (double)s.all : 100; }

static int usage(void)
{
  fprintf(stderr, "usage: match_completeness [-v] N FILE ...\n");
  return 2;
}

int main(int argc, char **argv)
{
  int verbose = argc > 1 && !strcmp(argv[1], "-v"), at = 1 + verbose;
  if (argc < at + 2) return usage();
  size_t n = strtoul(argv[at], NULL, 10);
  for (int i = at + 1; i < argc; i++) read_lines(argv[i]);
  if (!n || !n_lines) return usage();
  Name *names = calloc(n, sizeof *names);
  ElgArena arena = {0};
  ElgNameReader *reader = elg_name_reader_new();
  Share strict[CLASSES + 1] = {{0, 0}}, balanced[CLASSES + 1] = {{0, 0}};
  ElgMatchOptions options = {0};
  for (size_t i = 0; i < n; i++) make_name(names + i, lines[i / 2 * n_lines / ((n + 1) / 2)], (int)(i & 1), &arena, reader);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < i; j++) {
      ElgMatch m = elg_record_match(&names[i].record, &names[j].record, &options);
      if (m.score < elg_threshold_balanced()) continue;
      int found = keys_meet(names + i, names + j), k = class_of(names + i, names + j, &m), high = m.score >= elg_threshold_strict();
      balanced[k].all++, balanced[CLASSES].all++;
      balanced[k].found += (size_t)found, balanced[CLASSES].found += (size_t)found;
      strict[k].all += (size_t)high, strict[CLASSES].all += (size_t)high;
      strict[k].found += (size_t)(high && found), strict[CLASSES].found += (size_t)(high && found);
      if (!found && verbose) printf("missing\t%.4f\t%s\t%s\t%s\n", m.score, class_names[k], names[i].text, names[j].text);
    }
  printf("%-18s %10s %8s %10s %8s\n", "class", ">= strict", "found", ">= bal.", "found");
  for (int k = 0; k <= CLASSES; k++)
    printf("%-18s %10zu %7.2f%% %10zu %7.2f%%\n", k < CLASSES ? class_names[k] : "all", strict[k].all, percent(strict[k]),
           balanced[k].all, percent(balanced[k]));
  int passed = (percent(strict[CLASSES]) >= 99.7) + (percent(balanced[CLASSES]) >= 99.0);
  printf("%d passed, %d failed\n", passed, 2 - passed);
  for (size_t i = 0; i < n; i++) free(names[i].text), free(names[i].keys);
  for (size_t i = 0; i < n_lines; i++) free(lines[i]);
  free(lines);
  free(names);
  elg_arena_free(&arena);
  elg_name_reader_free(reader);
  return passed != 2;
}
