#include "match/tokenset.h"
#include "match/jaro.h"
#include "match/ngram.h"
#include <string.h>
#include "unit.h"

static ElgPoll never;

static double token_set(const char *a, const char *b)
{
  double out = -1, back = -1;
  ElgErr err;
  CHECK_INT(elg_token_set_ratio((ElgStr){a, strlen(a)}, (ElgStr){b, strlen(b)}, &never, &err, &out), ELG_OK);
  CHECK_INT(elg_token_set_ratio((ElgStr){b, strlen(b)}, (ElgStr){a, strlen(a)}, &never, &err, &back), ELG_OK);
  CHECK_NEAR(out, back, 1e-15);
  return out;
}

static ElgRc sweep(void)
{
  char a[2000], b[2000];
  double out = 0;
  ElgErr err;
  for (size_t i = 0; i < sizeof a; i++) {
    a[i] = (char)(i % 5 ? 'a' + i / 5 % 26 : ' ');
    b[i] = (char)(i % 7 ? 'a' + i / 7 % 26 : ' ');
  }
  memcpy(a, "é ", 3);
  return elg_token_set_ratio((ElgStr){a, sizeof a}, (ElgStr){b, sizeof b}, &never, &err, &out);
}

/* Any bytes: the measures stay in [0,1]; equal texts with a word give 1. */
static void random_bytes(void)
{
  uint64_t seed = 3;
  int wrong = 0;
  for (int k = 0; k < 4000; k++) {
    char text[2][600];
    double set = -1, grams = -1, winkler = -1, same = -1;
    ElgErr err;
    for (size_t i = 0; i < 600; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      text[0][i] = (char)(seed >> 33);
      text[1][i] = seed >> 60 ? "ab \xE3\x80"[(seed >> 40) % 5] : (char)(seed >> 50);
    }
    ElgStr a = {text[0], (size_t)k % 600}, b = {text[1], (size_t)(k / 3) % 600};
    wrong += elg_token_set_ratio(a, b, &never, &err, &set) || elg_token_set_ratio(b, b, &never, &err, &same);
    wrong += elg_trigram_similarity(a, b, &grams) || elg_jaro_winkler(a, b, &winkler);
    wrong += !(set >= 0 && set <= 1) || !(grams >= 0 && grams <= 1) || !(winkler >= 0 && winkler <= 1);
    wrong += same != 0 && same != 1;
  }
  CHECK_INT(wrong, 0);
}

int main(void)
{
  /* Texts of RapidFuzz's and TheFuzz's documentation. */
  CHECK_NEAR(token_set("fuzzy was a bear", "fuzzy fuzzy was a bear"), 1, 0);
  CHECK_NEAR(token_set("fuzzy fuzzy was a bear", "fuzzy was a bear but not a dog"), 1, 0);
  CHECK_NEAR(token_set("new york mets", "new york yankees"), 16.0 / 21, 1e-12);
  CHECK_NEAR(token_set("new york mets vs atlanta braves", "atlanta braves vs new york mets"), 1, 0);
  CHECK_NEAR(token_set("Acme", "ACME"), .25, 1e-12);
  CHECK_NEAR(token_set("abcd", "abce"), .75, 1e-12);
  CHECK_NEAR(token_set("", ""), 0, 0);
  CHECK_NEAR(token_set(" \t\n", "a"), 0, 0);
  CHECK_NEAR(token_set("a\xE3\x80\x80"
                       "b",
                       "b a"),
             1, 0);
  CHECK_NEAR(token_set("a b", "c d"), 1 - 4.0 / 6, 1e-12);
  random_bytes();
  unit_fault_sweep(sweep);
  return unit_end();
}
