#include "match/score.h"
#include <math.h>
#include <string.h>
#include "unit.h"

static ElgNameReader *one, *two;
static ElgPairKind kind;

/* The similarity of two names of one word each; both ways, or NAN. */
static float alike(const char *a, const char *b)
{
  ElgNames x, y;
  ElgErr err;
  ElgPairKind back;
  CHECK_INT(elg_name_read(one, (ElgStr){a, strlen(a)}, &x, &err), ELG_OK);
  CHECK_INT(elg_name_read(two, (ElgStr){b, strlen(b)}, &y, &err), ELG_OK);
  CHECK(x.name[0].n == 1 && y.name[0].n == 1);
  ElgStr s = elg_name_text(&x.name[0], 0), t = elg_name_text(&y.name[0], 0);
  float there = elg_token_similarity(s, x.name[0].tokens, t, y.name[0].tokens, &kind);
  float here = elg_token_similarity(t, y.name[0].tokens, s, x.name[0].tokens, &back);
  CHECK(there >= 0 && there <= 1);
  return there == here && (there <= 0 || kind == back) ? there : NAN;
}

/* Edits of one misspelling, times 100, plus its oddity times 10; -1 when it is none; -2 when it is not symmetric. */
static int slip(const char *a, const char *b, int limit)
{
  ElgMisspelling m, n;
  ElgStr s = {a, strlen(a)}, t = {b, strlen(b)};
  int there = elg_misspelling(s, t, limit, &m), back = elg_misspelling(t, s, limit, &n);
  if (!there) return back ? -2 : -1;
  if (!back || m.edits != n.edits || m.oddity != n.oddity || m.first != n.first || m.swapped != n.swapped) return -2;
  return m.edits * 100 + (int)(m.oddity * 10);
}

static void check_slips(void)
{
  CHECK_INT(slip("start", "strat", 1), 100);   /* swapped */
  CHECK_INT(slip("group", "grroup", 1), 100);  /* doubled */
  CHECK_INT(slip("nissen", "nissdn", 1), 100); /* a key beside */
  CHECK_INT(slip("cerner", "cerer", 1), 105);  /* a letter missing */
  CHECK_INT(slip("alcon", "alcoa", 1), 110);   /* another letter */
  CHECK_INT(slip("king", "ikng", 1), 100);
  CHECK_INT(slip("rossi", "russo", 1), -1);
  CHECK_INT(slip("rossi", "russo", 2), 210);   /* neither letter is beside the right one */
  CHECK_INT(slip("rossi", "riasi", 2), 205);   /* both are */
  CHECK_INT(slip("bank", "banking", 2), -1);
  CHECK_INT(slip("", "a", 1), 105);
}

int main(void)
{
  one = elg_name_reader_new();
  two = elg_name_reader_new();
  CHECK(one && two);
  CHECK_NEAR(alike("Datadog", "DATADOG"), 1, 0);
  CHECK_INT(kind, ELG_PAIR_EQUAL);
  CHECK(alike("Böhler", "Boehler") > .9f);
  CHECK_INT(kind, ELG_PAIR_SPELLING);
  CHECK(alike("Bloomingdale", "Bloomingdales") > .8f);
  CHECK_INT(kind, ELG_PAIR_INFLECTED);
  CHECK(alike("Germany", "Deutschland") > .9f);
  float typo = alike("Whirlpool", "Whirpool");
  CHECK(typo > .5f && typo < 1);
  CHECK_INT(kind, ELG_PAIR_TYPO);
  CHECK(alike("Schneider", "Schnieder") > .5f);
  /* the first letter tells more, short words tell more, digits are never misspelt */
  CHECK(alike("Whirlpool", "Xhirlpool") < typo);
  CHECK(alike("Nike", "Nice") < typo);
  CHECK_NEAR(alike("1954", "1955"), 0, 0);
  CHECK_NEAR(alike("studio54", "studio55"), 0, 0);
  CHECK_NEAR(alike("Datadog", "Zoetis"), 0, 0);
  CHECK(alike("Elektrotechn.", "Elektrotechnische") > .5f);
  CHECK_INT(kind, ELG_PAIR_ABBREVIATED);
  check_slips();
  elg_name_reader_free(one);
  elg_name_reader_free(two);
  return unit_end();
}
