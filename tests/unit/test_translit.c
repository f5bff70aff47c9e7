#include "match/translit.h"
#include <string.h>
#include "unit.h"

static ElgStr text(const char *s) { return (ElgStr){s, strlen(s)}; }
static double alike(const char *native, const char *latin) { return (double)elg_translit_similarity(text(native), text(latin)); }

/* Whether a word and its Latin spelling share a key. */
static int meet(const char *native, const char *latin)
{
  uint64_t x[ELG_TRANSLIT_KEYS], y[ELG_TRANSLIT_KEYS];
  int n = elg_translit_keys(text(native), 1, x), m = elg_translit_keys(text(latin), 0, y), met = 0;
  CHECK(n <= ELG_TRANSLIT_KEYS && m <= 1);
  for (int i = 0; i < n; i++) met |= m && x[i] == y[0];
  return met;
}

static void check_same(void)
{
  /* as the fold spells them; and keys meet */
  static const char *const same[][2] = {{"almraay", "almarai"},  {"alrajhy", "rajhi"}, {"zyn", "zain"},         {"jryr", "jarir"},
                                        {"aljzyrh", "jazeera"},  {"tlfkh", "talafkha"}, {"shpyr", "shapir"},     {"anlyyt", "enlight"},
                                        {"motars", "motors"},    {"syam", "siam"},      {"rilayans", "reliance"}};
  for (size_t i = 0; i < ELG_COUNT(same); i++) {
    CHECK(alike(same[i][0], same[i][1]) >= 0.75);
    CHECK(alike(same[i][0], same[i][1]) <= 1);
  }
  CHECK_NEAR(alike("zyn", "zin"), 1, 1e-6);
  CHECK(meet("almraay", "almarai") && meet("zyn", "zain") && meet("jryr", "jarir") && meet("motars", "motors"));
  CHECK(meet("alrajhy", "rajhi"));  /* the article */
  CHECK(meet("albyk", "albik"));    /* written with the word */
  CHECK(meet("qtr", "gatar") && meet("qtr", "katar"));
}

static void check_other(void)
{
  CHECK(alike("alryad", "albilad") < 0.75);
  CHECK(alike("zyn", "zim") < 0.85);
  CHECK(alike("jryr", "jadir") < 0.75);
  CHECK(alike("tata", "dalda") < 0.75);
  CHECK(!meet("alryad", "albilad"));
  CHECK(!meet("jryr", "jadir"));
  /* more consonants on one side cost one each */
  CHECK(alike("bnk", "bankar") < alike("bnk", "bank"));
}

static void check_edges(void)
{
  uint64_t keys[ELG_TRANSLIT_KEYS];
  char longer[64] = "";
  for (int i = 0; i < 20; i++) strcat(longer, "bd");
  CHECK_NEAR(alike("", ""), 0, 0);
  CHECK_NEAR(alike("a", "a"), 0, 0);       /* no consonants */
  CHECK_NEAR(alike("zy7", "zain"), 0, 0);  /* digits are no sounds */
  CHECK_NEAR(alike(longer, longer), 0, 0); /* too long to tell */
  CHECK_INT(elg_translit_keys(text("aeiou"), 0, keys), 0);
  CHECK_INT(elg_translit_keys(text("b"), 1, keys), 0);
  CHECK_INT(elg_translit_keys(text(longer), 1, keys), 0);
  CHECK_INT(elg_translit_keys(text(""), 1, keys), 0);
}

int main(void)
{
  check_same();
  check_other();
  check_edges();
  return unit_end();
}
