#include "match/jaro.h"
#include <stdlib.h>
#include <string.h>
#include "unit.h"

static double jaro_winkler(const char *a, const char *b)
{
  double out = -1;
  CHECK_INT(elg_jaro_winkler((ElgStr){a, strlen(a)}, (ElgStr){b, strlen(b)}, &out), ELG_OK);
  return out;
}

/* Winkler (1990 and later tables), rounded as published. */
static const struct {
  const char *a, *b;
  double want, tolerance;
} published[] = {
    {"MARTHA", "MARHTA", .9611, 5e-5},
    {"DWAYNE", "DUANE", .84, 5e-5},
    {"DIXON", "DICKSONX", .8133, 5e-5},
    {"SHACKLEFORD", "SHACKELFORD", .982, 5e-4},
    {"DUNNINGHAM", "CUNNIGHAM", .896, 5e-4},
    {"NICHLESON", "NICHULSON", .956, 5e-4},
    {"JONES", "JOHNSON", .832, 5e-4},
    {"MASSEY", "MASSIE", .933, 5e-4},
    {"ABROMS", "ABRAMS", .922, 5e-4},
    {"JERALDINE", "GERALDINE", .926, 5e-4},
    {"MICHELLE", "MICHAEL", .921, 5e-4},
    {"JULIES", "JULIUS", .933, 5e-4},
    {"TANYA", "TONYA", .880, 5e-4},
    {"SEAN", "SUSAN", .805, 5e-4},
    {"JON", "JAN", .800, 5e-4},
    {"JON", "JON", 1, 0},
    {"", "", 1, 0},
    {"", "a", 0, 0},
    {"abc", "xyz", 0, 0},
    {"a", "a", 1, 0},
    {"ab", "ba", 0, 0},
    {"株式会社", "株会式社", .925, 1e-12},
};

static void known(void)
{
  for (size_t i = 0; i < ELG_COUNT(published); i++) {
    const char *a = published[i].a, *b = published[i].b;
    CHECK_NEAR(jaro_winkler(a, b), published[i].want, published[i].tolerance);
    CHECK_NEAR(jaro_winkler(b, a), published[i].want, published[i].tolerance);
  }
  /* Below the boost threshold of 0.7 the common prefix adds nothing. */
  CHECK_NEAR(jaro_winkler("abcdefgh", "abxyzuvw"), .5, 1e-12);
}

static void both_ways_agree(void)
{
  uint64_t seed = 5;
  int wrong = 0;
  for (int k = 0; k < 50000; k++) {
    char a[65], b[65];
    size_t n = (size_t)k % 65, m = (size_t)(k / 7) % 65;
    for (size_t i = 0; i < 65; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      a[i] = (char)('a' + (seed >> 33) % 6);
      b[i] = (char)('a' + (seed >> 43) % 6);
    }
    double general = -1, bytes = elg_jaro_winkler_ascii(a, n, b, m);
    wrong += elg_jaro_winkler((ElgStr){a, n}, (ElgStr){b, m}, &general) != ELG_OK || general != bytes;
    wrong += bytes < 0 || bytes > 1;
  }
  CHECK_INT(wrong, 0);
  CHECK_NEAR(elg_jaro_winkler_ascii("a", 1, "0123456789012345678901234567890123456789012345678901234567890123456", 65),
             -1, 0);
}

static void long_texts(void)
{
  size_t n = 1000000;
  char *a = malloc(n);
  double out = 0;
  memset(a, 'a', n);
  CHECK_INT(elg_jaro_winkler((ElgStr){a, n}, (ElgStr){a, n - 1}, &out), ELG_OK);
  CHECK_NEAR(out, 1, 1e-6);
  free(a);
}

static ElgRc sweep(void)
{
  char a[1200];
  double out = 0;
  for (size_t i = 0; i < sizeof a; i += 3) memcpy(a + i, i % 2 ? "株" : "式", 3);
  ElgRc rc = elg_jaro_winkler((ElgStr){a, sizeof a}, (ElgStr){a, sizeof a}, &out);
  if (!rc) CHECK_NEAR(out, 1, 0);
  return rc;
}

int main(void)
{
  known();
  both_ways_agree();
  long_texts();
  unit_fault_sweep(sweep);
  return unit_end();
}
