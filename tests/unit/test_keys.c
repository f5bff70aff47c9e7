#include "match/keys.h"
#include <string.h>
#include "unit.h"

static ElgNameReader *reader;

static void keys_of(const char *s, ElgKeys *out)
{
  ElgNames names;
  ElgErr err;
  CHECK_INT(elg_name_read(reader, (ElgStr){s, strlen(s)}, &names, &err), ELG_OK);
  elg_block_keys(&names.name[0], out);
}

static int share(const char *a, const char *b)
{
  static ElgKeys x, y;
  keys_of(a, &x);
  keys_of(b, &y);
  for (int i = 0; i < x.n; i++)
    for (int j = 0; j < y.n; j++)
      if (elg_keys_meet(x.key[i], y.key[j])) return 1;
  return 0;
}

static void check_shared(void)
{
  CHECK(share("Kwikfit Ltd", "KWIKFIT LIMITED"));
  CHECK(share("B&N", "Barnes & Noble"));                        /* two initials, and "and" in both */
  CHECK(!share("BN", "Barnes & Noble"));
  CHECK(share("Whirlpool Corporation", "Whirpool Corp"));       /* a letter gone */
  CHECK(share("Schneider Electric", "Schnieder Electric"));     /* letters swapped */
  CHECK(share("The RealReal", "TheRealReal"));                  /* written together */
  CHECK(share("Kaitori Okoku", "KAITORIOKOKU"));
  CHECK(share("Grünenthal GmbH", "Gruenenthal GmbH"));          /* spelling */
  CHECK(share("International Business Machines", "IBM"));       /* initials */
  CHECK(share("University of Cambridge", "Cambridge University"));
  CHECK(share("First National Bank", "National First Bank"));   /* common words, other order */
  CHECK(share("株式会社ソニー", "ソニー株式会社"));
  CHECK(share("ООО Газпром нефть", "Gazprom Neft LLC"));
  CHECK(share("Zürich Versicherung", "Zürich Vrsicherung"));    /* a slip in a translated word */
  CHECK(share("Bank of New York Mellon", "Bank of Nw York Mellon")); /* in a phrase */
  CHECK(!share("Whirlpool", "Datadog"));
  CHECK(!share("Acme 12 Trading", "Zenith 12 Holding"));
}

/* Distinct, the same again, within bounds, whatever the words. */
static void check_bounds(void)
{
  static ElgKeys x, y;
  char name[ELG_NAME_MAX];
  int bad = 0;
  for (int round = 0; round < 200; round++) {
    name[0] = 0;
    for (int i = 0; i < 1 + round % 40; i++) {
      char word[16] = "qxzjkvbnmw";
      word[i % 10] = (char)('a' + (round + i) % 26);
      strcat(name, i ? " " : "");
      strcat(name, round & 1 ? word : "bank");
    }
    keys_of(name, &x);
    keys_of(name, &y);
    bad += x.n < 1 || x.n > ELG_KEYS_MAX || x.n != y.n || memcmp(x.key, y.key, (size_t)x.n * sizeof *x.key);
    for (int i = 0; i < x.n; i++) {
      bad += !elg_key_kind_name(x.kind[i])[0];
      for (int j = 0; j < i; j++) bad += x.key[i] == x.key[j];
    }
  }
  CHECK_INT(bad, 0);
  keys_of("", &x);
  CHECK_INT(x.n, 0);
}

int main(void)
{
  reader = elg_name_reader_new();
  CHECK(reader != NULL);
  check_shared();
  check_bounds();
  elg_name_reader_free(reader);
  return unit_end();
}
