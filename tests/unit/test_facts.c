#include "overlap/facts.h"
#include <string.h>
#include "unit.h"

static ElgFacts facts_of(const char *domains)
{
  ElgFacts f = {0};
  ElgErr err;
  CHECK_INT(elg_facts_domains(&f, (ElgStr){domains, strlen(domains)}, &err), ELG_OK);
  return f;
}

static void check_domains(void)
{
  ElgFacts a = facts_of("https://www.Acme.com/about"), b = facts_of("jane@mail.acme.com");
  CHECK(a.n_domains == 1 && b.n_domains == 1 && a.domain[0] == b.domain[0]);
  CHECK_INT(facts_of("acme.com; ACME.com, http://acme.de | x.acme.com").n_domains, 2);
  CHECK_INT(facts_of("").n_domains, 0);
  CHECK_INT(facts_of("n/a - none").n_domains, 0);
  /* nobody's own: mailboxes, shared hosts */
  CHECK_INT(facts_of("gmail.com").n_domains, 0);
  CHECK_INT(facts_of("jane@hotmail.com").n_domains, 0);
  CHECK_INT(facts_of("https://www.linkedin.com/company/acme").n_domains, 0);
  CHECK_INT(facts_of("https://acme.github.io").n_domains, 1);
  CHECK_INT(facts_of("a1.com a2.com a3.com a4.com a5.com a6.com a7.com a8.com a1.com").n_domains, ELG_RECORD_DOMAINS);
  ElgFacts f = {0};
  ElgErr err;
  CHECK_INT(elg_facts_domains(&f, ELG_STR("a1.com a2.com a3.com a4.com a5.com a6.com a7.com a8.com a9.com"), &err), ELG_ERROR);
}

static uint16_t code(const char *s) { return (uint16_t)((unsigned char)s[0] << 8 | (unsigned char)s[1]); }

static void check_countries(void)
{
  ElgNameReader *r = elg_name_reader_new();
  CHECK(r != NULL);
  CHECK_INT(elg_facts_country(r, ELG_STR("GB")), code("GB"));
  CHECK_INT(elg_facts_country(r, ELG_STR("uk")), code("GB"));
  CHECK_INT(elg_facts_country(r, ELG_STR("United Kingdom")), code("GB"));
  CHECK_INT(elg_facts_country(r, ELG_STR("Deutschland")), code("DE"));
  CHECK_INT(elg_facts_country(r, ELG_STR("Germany")), code("DE"));
  CHECK_INT(elg_facts_country(r, ELG_STR("U.S.")), code("US"));
  CHECK_INT(elg_facts_country(r, ELG_STR("United States of America")), code("US"));
  CHECK_INT(elg_facts_country(r, ELG_STR("")), 0);
  CHECK_INT(elg_facts_country(r, ELG_STR("Atlantis")), 0);
  elg_name_reader_free(r);
}

static void check_identifiers(void)
{
  /* LEI of the Global Legal Entity Identifier Foundation, and of Apple Inc. */
  uint64_t gleif = elg_facts_lei(ELG_STR("506700GE1G29325QX363")), apple = elg_facts_lei(ELG_STR("HWUPKR0MPOU8FGXBT394"));
  CHECK(gleif && apple && gleif != apple);
  CHECK(elg_facts_lei(ELG_STR(" 506700-ge1g-29325qx363 ")) == gleif);
  CHECK_INT(elg_facts_lei(ELG_STR("506700GE1G29325QX364")), 0);
  CHECK_INT(elg_facts_lei(ELG_STR("506700GE1G29325QX36")), 0);
  CHECK_INT(elg_facts_lei(ELG_STR("")), 0);
  CHECK(elg_facts_duns(ELG_STR("15-048-3782")) == elg_facts_duns(ELG_STR("150483782")) && elg_facts_duns(ELG_STR("150483782")));
  CHECK_INT(elg_facts_duns(ELG_STR("000000000")), 0);
  CHECK_INT(elg_facts_duns(ELG_STR("999999999")), 0);
  CHECK(elg_facts_duns(ELG_STR("12345678")) == elg_facts_duns(ELG_STR("012345678")) && elg_facts_duns(ELG_STR("12345678")));
  CHECK(elg_facts_duns(ELG_STR("1368083")) == elg_facts_duns(ELG_STR("00-136-8083")));
  CHECK_INT(elg_facts_duns(ELG_STR("123456")), 0);
  CHECK_INT(elg_facts_duns(ELG_STR("1234567890")), 0);
  CHECK_INT(elg_facts_duns(ELG_STR("12345678A")), 0);
  uint64_t number = elg_facts_registration(ELG_STR("00445790"), code("GB"));
  CHECK(number && number == elg_facts_registration(ELG_STR(" 445790"), code("GB")));
  CHECK(number != elg_facts_registration(ELG_STR("445790"), code("IE")));
  CHECK(elg_facts_registration(ELG_STR("hrb 1234"), 1) == elg_facts_registration(ELG_STR("HRB1234"), 1));
  CHECK_INT(elg_facts_registration(ELG_STR("0000"), code("GB")), 0);
  CHECK_INT(elg_facts_registration(ELG_STR(" - "), code("GB")), 0);
}

int main(void)
{
  check_domains();
  check_countries();
  check_identifiers();
  return unit_end();
}
