#include "match/edit.h"
#include <stdlib.h>
#include <string.h>
#include "unit.h"

static ElgPoll never;

static long distance(ElgEditKind kind, const char *a, const char *b)
{
  size_t out = 0;
  ElgErr err;
  ElgRc rc = elg_edit_distance(kind, (ElgStr){a, strlen(a)}, (ElgStr){b, strlen(b)}, &never, &err, &out);
  return rc ? -1 : (long)out;
}

static const struct {
  const char *a, *b;
  int levenshtein, osa, damerau, indel;
} published[] = {
    {"kitten", "sitting", 3, 3, 3, 5}, {"Saturday", "Sunday", 3, 3, 3, 4},
    {"ca", "abc", 3, 3, 2, 3},         {"rosettacode", "raisethysword", 8, 8, 8, 12},
    {"flaw", "lawn", 2, 2, 2, 2},      {"gumbo", "gambol", 2, 2, 2, 3},
    {"a cat", "an abct", 4, 4, 3, 4},  {"teh", "the", 2, 1, 1, 2},
    {"abcdef", "bacdfe", 4, 2, 2, 4},  {"", "", 0, 0, 0, 0},
    {"", "abc", 3, 3, 3, 3},           {"abc", "abc", 0, 0, 0, 0},
    {"Müller", "Muller", 1, 1, 1, 2},  {"株式会社", "株会式社", 2, 1, 1, 2},
    {"\xC3", "\xFF", 0, 0, 0, 0},
};

static void known(void)
{
  for (size_t i = 0; i < ELG_COUNT(published); i++) {
    const char *a = published[i].a, *b = published[i].b;
    CHECK_INT(distance(ELG_EDIT_LEVENSHTEIN, a, b), published[i].levenshtein);
    CHECK_INT(distance(ELG_EDIT_OSA, a, b), published[i].osa);
    CHECK_INT(distance(ELG_EDIT_DAMERAU, a, b), published[i].damerau);
    CHECK_INT(distance(ELG_EDIT_INDEL, a, b), published[i].indel);
    CHECK_INT(distance(ELG_EDIT_DAMERAU, b, a), published[i].damerau);
  }
}

static uint32_t next_random(void)
{
  static uint64_t seed = 99;
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(seed >> 33);
}

static void fill(char *s, size_t n, unsigned letters)
{
  for (size_t i = 0; i < n; i++) s[i] = (char)('a' + next_random() % letters);
  s[n] = 0;
}

/* The textbook matrix. */
static long slow(const char *a, const char *b, int swaps)
{
  static int d[210][210];
  int n = (int)strlen(a), m = (int)strlen(b);
  for (int i = 0; i <= n; i++)
    for (int j = 0; j <= m; j++) {
      int best = i == 0 ? j : d[i - 1][j] + 1;
      if (i && j && d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
      if (j == 0) best = i;
      if (i && j && d[i - 1][j - 1] + (a[i - 1] != b[j - 1]) < best) best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      if (swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
        best = d[i - 2][j - 2] + 1;
      d[i][j] = best;
    }
  return d[n][m];
}

static void against_the_matrix(void)
{
  int wrong = 0;
  for (int k = 0; k < 3000; k++) {
    char a[201], b[201];
    fill(a, next_random() % 201, 2 + (unsigned)k % 4);
    fill(b, k % 2 ? next_random() % 201 : strlen(a), 2 + (unsigned)k % 4);
    if (k % 3 == 0) {
      strcpy(b, a);
      for (int i = 0; i < 5 && b[0]; i++) b[next_random() % strlen(b)] = 'c';
    }
    wrong += distance(ELG_EDIT_LEVENSHTEIN, a, b) != slow(a, b, 0);
    wrong += distance(ELG_EDIT_OSA, a, b) != slow(a, b, 1);
  }
  CHECK_INT(wrong, 0);
}

static void within(void)
{
  int wrong = 0;
  for (int k = 0; k < 60000; k++) {
    char a[65], b[65];
    fill(a, next_random() % (k % 8 ? 10 : 65), 2 + (unsigned)k % 5);
    fill(b, next_random() % (k % 8 ? 10 : 65), 2 + (unsigned)k % 5);
    long want = slow(a, b, 1);
    int limit = k % 6;
    wrong += elg_osa_within(a, strlen(a), b, strlen(b), limit) != (want > limit ? limit + 1 : want);
  }
  CHECK_INT(wrong, 0);
  CHECK_INT(elg_osa_within("\xFF\x80x", 3, "\x80\xFFy", 3, 3), 2);
  char a[70], b[70];
  memset(a, 'a', 70);
  memset(b, 'b', 70);
  CHECK_INT(elg_osa_within(a, 70, b, 70, 100), 101);
  CHECK_INT(elg_osa_within(a, 70, a, 68, 2), 2);
}

/* Any bytes: what holds between the distances. */
static void random_bytes(void)
{
  int wrong = 0;
  for (int k = 0; k < 4000; k++) {
    char text[2][400];
    size_t n[2], d[4] = {0}, points[2];
    ElgErr err;
    for (int t = 0; t < 2; t++) {
      n[t] = next_random() % (k % 10 ? 40 : 400);
      for (size_t i = 0; i < n[t]; i++)
        text[t][i] = (char)(next_random() % 4 ? next_random() : 0xE3u + next_random() % 3);
      ElgPoints p;
      wrong += elg_points_read(&p, (ElgStr){text[t], n[t]}) != ELG_OK;
      points[t] = p.n;
      elg_points_free(&p);
    }
    for (int kind = 0; kind < 4; kind++)
      wrong += elg_edit_distance((ElgEditKind)kind, (ElgStr){text[0], n[0]}, (ElgStr){text[1], n[1]}, &never, &err,
                                 d + kind) != ELG_OK;
    size_t most = points[0] > points[1] ? points[0] : points[1];
    wrong += d[ELG_EDIT_DAMERAU] > d[ELG_EDIT_OSA] || d[ELG_EDIT_OSA] > d[ELG_EDIT_LEVENSHTEIN];
    wrong += d[ELG_EDIT_LEVENSHTEIN] > d[ELG_EDIT_INDEL] || d[ELG_EDIT_LEVENSHTEIN] > most;
    wrong += d[ELG_EDIT_INDEL] > points[0] + points[1] || d[ELG_EDIT_DAMERAU] < most - (points[0] + points[1] - most);
  }
  CHECK_INT(wrong, 0);
}

/* Long texts: head and tail cost nothing, too many cells are refused, the host is asked. */
static ElgRc interrupt(void *arg)
{
  ++*(int *)arg;
  return ELG_INTERRUPT;
}

static void long_texts(void)
{
  size_t n = 1000000, out = 0;
  char *a = malloc(n), *b = malloc(n);
  int asked = 0;
  ElgErr err = {{0}};
  ElgPoll poll = {interrupt, &asked, 0};
  memset(a, 'a', n);
  memset(b, 'a', n);
  b[n / 2] = 'b';
  CHECK_INT(elg_edit_distance(ELG_EDIT_DAMERAU, (ElgStr){a, n}, (ElgStr){b, n}, &never, &err, &out), ELG_OK);
  CHECK_INT(out, 1);
  memset(b, 'b', n);
  for (int kind = ELG_EDIT_LEVENSHTEIN; kind <= ELG_EDIT_INDEL; kind++) {
    CHECK_INT(elg_edit_distance((ElgEditKind)kind, (ElgStr){a, n}, (ElgStr){b, n}, &never, &err, &out), ELG_ERROR);
    CHECK_INT(elg_edit_distance((ElgEditKind)kind, (ElgStr){a, 20000}, (ElgStr){b, 20000}, &poll, &err, &out),
              ELG_INTERRUPT);
  }
  CHECK_TEXT(((ElgStr){err.text, strlen(err.text)}),
             "texts too long to compare, got 1000000 and 1000000 differing code points; expected a product of at most "
             "10000000000");
  CHECK_INT(asked, 4);
  CHECK_INT(elg_edit_distance(ELG_EDIT_LEVENSHTEIN, (ElgStr){a, n}, (ElgStr){b, 100}, &never, &err, &out), ELG_OK);
  CHECK_INT(out, n);
  free(a);
  free(b);
}

static ElgEditKind sweep_kind;
static ElgRc sweep(void)
{
  char a[1800], b[1800];
  size_t out = 0;
  ElgErr err;
  for (size_t i = 0; i < sizeof a; i += 3) {
    memcpy(a + i, i % 2 ? "株" : "式", 3);
    memcpy(b + i, i % 4 ? "会" : "社", 3);
  }
  ElgRc rc = elg_edit_distance(sweep_kind, (ElgStr){a, sizeof a}, (ElgStr){b, sizeof b}, &never, &err, &out);
  if (!rc) CHECK_INT(out, sweep_kind == ELG_EDIT_INDEL ? 1200 : 600);
  return rc;
}

int main(void)
{
  known();
  against_the_matrix();
  within();
  random_bytes();
  long_texts();
  for (int kind = ELG_EDIT_LEVENSHTEIN; kind <= ELG_EDIT_INDEL; kind++) {
    sweep_kind = (ElgEditKind)kind;
    unit_fault_sweep(sweep);
  }
  return unit_end();
}
