#include "match/tokenset.h"
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
  unit_fault_sweep(sweep);
  return unit_end();
}
