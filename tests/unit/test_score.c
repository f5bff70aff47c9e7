#include "match/score.h"
#include <math.h>
#include "base/hash.h"
#include "verdicts.h"

static ElgNameReader *one, *two;
static uint64_t all; /* of every score of check_pair, to the last bit: equal on every machine (.ci/cross) */

static double score_of(const char *a, const char *b)
{
  ElgNames x, y;
  ElgErr err;
  CHECK_INT(elg_name_read(one, (ElgStr){a, strlen(a)}, &x, &err), ELG_OK);
  CHECK_INT(elg_name_read(two, (ElgStr){b, strlen(b)}, &y, &err), ELG_OK);
  return elg_score_names(x.name, x.n, y.name, y.n, 0, NULL, NULL);
}

static const char *verdict(char **column, int i)
{
  double t = i == 2 ? elg_threshold_balanced() : elg_threshold_strict();
  return score_of(column[0], column[1]) >= t ? "match" : "differ";
}

/* Whatever two names are compared: symmetric, in [0,1], elg_compare and elg_score agree, each token paired is paired back. */
static void check_pair(const char *a, const char *b)
{
  ElgNames x, y;
  ElgErr err;
  ElgComparison c, d;
  int bad = 0;
  if (elg_name_read(one, (ElgStr){a, strlen(a)}, &x, &err) || elg_name_read(two, (ElgStr){b, strlen(b)}, &y, &err)) return;
  for (int i = 0; i < x.n; i++)
    for (int j = 0; j < y.n; j++) {
      const ElgName *p = &x.name[i], *q = &y.name[j];
      double score = elg_score(p, q);
      bad += !(score >= 0 && score <= 1) || score != elg_score(q, p);
      bad += p->full == q->full && p->n && score != 1;
      uint64_t bits;
      memcpy(&bits, &score, sizeof bits);
      all = elg_hash_next(all, bits);
      if (!p->n || !q->n) continue;
      elg_compare(p, q, &c);
      elg_compare(q, p, &d);
      bad += c.score != score || d.score != score;
      for (int k = 0; k < ELG_N_FEATURES; k++) bad += c.feature[k] != d.feature[k] || !(fabs(c.feature[k]) < 10);
      for (int k = 0; k < p->n; k++) {
        const ElgPairing *w = c.a + k;
        bad += w->partner >= q->n || (w->partner >= 0) != (w->similarity > 0) || w->similarity > 1;
        bad += w->partner != d.b[k].partner || w->similarity != d.b[k].similarity;
        if (w->partner >= 0 && w->kind != ELG_PAIR_JOINED) bad += c.b[w->partner].partner < 0;
      }
    }
  if (bad) printf("%s | %s: %d contradictions\n", a, b, bad);
  CHECK_INT(bad, 0);
}

/* Every name of the table of verdicts against its partner and the next name. */
static void check_pairs(void)
{
  char line[8192], last[8192] = "";
  FILE *in = fopen("tests/unit/data/pairs.txt", "r");
  CHECK(in != NULL);
  while (in && fgets(line, sizeof line, in)) {
    char *tab = strchr(line, '\t'), *end = tab ? strchr(tab + 1, '\t') : NULL;
    if (line[0] == '#' || !end) continue;
    *tab = *end = 0;
    check_pair(line, tab + 1);
    check_pair(line, line);
    check_pair(last, line);
    check_pair(last, tab + 1);
    strcpy(last, line);
  }
  if (in) fclose(in);
}

static void check_random(void)
{
  static const char *const words[] = {"acme", "Acme", "bank", "of", "The", "GmbH", "Ltd", "(UK)", "7", "VII", "St.", "intl", "株式会社", "ооо",
                                      "&", "d/b/a", "f/k/a", "/DE/", "A.", "B", "\xff", "hf", "société", "anonyme", "x", "international"};
  uint64_t seed = 88172645463325252u;
  char name[2][512];
  for (int round = 0; round < 4000; round++) {
    for (int side = 0; side < 2; side++) {
      name[side][0] = 0;
      for (int n = 0; n < 1 + round % 7; n++) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        if (n) strcat(name[side], seed & 1024 ? " " : seed & 2048 ? "-" : "");
        strcat(name[side], words[(seed >> 20) % ELG_COUNT(words)]);
      }
    }
    check_pair(name[0], name[1]);
  }
}

static void check_order(void)
{
  double balanced = elg_threshold_balanced(), strict = elg_threshold_strict();
  CHECK(balanced > 0 && balanced < strict && strict < 1);
  CHECK_NEAR(score_of("Acme Widgets Ltd", "ACME  WIDGETS LIMITED"), 1, 0);
  CHECK_NEAR(score_of("", "Acme"), 0, 0);
  CHECK_NEAR(score_of("", ""), 0, 0);
  /* each step further away scores lower */
  CHECK(score_of("Acme Widgets Ltd", "Acme Widgets") < 1);
  CHECK(score_of("Acme Widgets Ltd", "Acme Widgets") > score_of("Acme Widgets Ltd", "Acme Widgets Inc"));
  CHECK(score_of("Acme Widgets Ltd", "Acme Widgets Inc") > score_of("Acme Widgets Ltd", "Acme Gadgets Inc"));
  CHECK(score_of("Acme 12 Trading", "Acme Twelve Trading") > score_of("Acme 12 Trading", "Acme 13 Trading"));
}

/* A name of as many words as there may be, all equal: the offers of pairs are bounded. */
static void check_longest(void)
{
  char name[ELG_NAME_MAX];
  name[0] = 0;
  for (int i = 0; i < ELG_NAME_TOKENS; i++) strcat(name, i ? " bank" : "bank");
  CHECK_NEAR(score_of(name, name), 1, 0);
  check_pair(name, "bank");
  name[strlen(name) - 1] = 0;
  check_pair(name, "bank bank bank");
}

int main(void)
{
  one = elg_name_reader_new();
  two = elg_name_reader_new();
  CHECK(one && two);
  verdicts_check("tests/unit/data/pairs.txt", 2, 3, verdict);
  verdicts_check("tests/unit/data/world_pairs.txt", 2, 3, verdict);
  verdicts_check("tests/unit/data/crm_pairs.txt", 2, 3, verdict);
  verdicts_check("tests/unit/data/script_pairs.txt", 2, 3, verdict);
  verdicts_check("tests/unit/data/register_pairs.txt", 2, 3, verdict);
  check_pairs();
  check_random();
  check_order();
  check_longest();
  for (int k = 0; k < ELG_N_FEATURES; k++) CHECK(elg_feature_name(k)[0] && elg_feature_text(k, 0)[0] && elg_feature_text(k, 1)[0]);
  elg_name_reader_free(one);
  elg_name_reader_free(two);
  printf("scores %016llx\n", (unsigned long long)all);
  return unit_end();
}
