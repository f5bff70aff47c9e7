#include "match/ngram.h"
#include <string.h>
#include "unit.h"

static double trigram(const char *a, const char *b)
{
  double out = -1, back = -1;
  CHECK_INT(elg_trigram_similarity((ElgStr){a, strlen(a)}, (ElgStr){b, strlen(b)}, &out), ELG_OK);
  CHECK_INT(elg_trigram_similarity((ElgStr){b, strlen(b)}, (ElgStr){a, strlen(a)}, &back), ELG_OK);
  CHECK_NEAR(out, back, 0);
  return out;
}

static ElgRc sweep(void)
{
  char a[3000];
  double out = 0;
  for (size_t i = 0; i < sizeof a; i++) a[i] = (char)(i % 7 ? 'a' + i % 25 : ' ');
  ElgRc rc = elg_trigram_similarity((ElgStr){a, sizeof a}, (ElgStr){a, sizeof a}, &out);
  if (!rc) CHECK_NEAR(out, 1, 0);
  return rc;
}

int main(void)
{
  /* The example of pg_trgm's documentation, then texts of its regression test. */
  CHECK_NEAR(trigram("word", "two words"), 0.36363637, 1e-8);
  CHECK_NEAR(trigram("wow", "WOWa "), 0.5, 1e-12);
  CHECK_NEAR(trigram("wow", " WOW "), 1, 0);
  CHECK_NEAR(trigram("---", "####---"), 0, 0);
  CHECK_NEAR(trigram("", ""), 0, 0);
  CHECK_NEAR(trigram("a", ""), 0, 0);
  CHECK_NEAR(trigram("a", "A"), 1, 0);
  /* {"  c", " ca", "cat", "at "} and {"  c", " ca", "ca "}. */
  CHECK_NEAR(trigram("cat", "ca"), 2.0 / 5, 1e-12);
  CHECK_NEAR(trigram("foo|bar", "bar foo"), 1, 0);
  CHECK_NEAR(trigram("aaaa", "aaa"), 1, 0);
  CHECK_NEAR(trigram("Éclair", "éCLAIR"), 1, 0);
  CHECK_NEAR(trigram("株式会社", "株式"), 2.0 / 6, 1e-12);
  CHECK_NEAR(trigram("\xFF\xFE", "\xC3"), 0, 0);
  unit_fault_sweep(sweep);
  return unit_end();
}
