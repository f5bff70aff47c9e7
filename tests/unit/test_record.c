#include "overlap/record.h"
#include <string.h>
#include "unit.h"

static ElgNameReader *reader;
static ElgArena arena;

static ElgRecord record(const char *name, const ElgFacts *facts)
{
  ElgNames names;
  ElgErr err;
  ElgRecord r = {0};
  CHECK_INT(elg_name_read(reader, (ElgStr){name, strlen(name)}, &names, &err), ELG_OK);
  CHECK_INT(elg_record_keep(&arena, &(ElgRecord){names.name, facts, (uint8_t)names.n}, &r), ELG_OK);
  return r;
}

/* One word holds a kept record. */
static void check_ref(const char *name, const ElgFacts *facts, int n)
{
  ElgRecord r = record(name, facts), back = elg_record_at(elg_record_ref(&r));
  CHECK(back.name == r.name && back.facts == r.facts && back.n_names == r.n_names);
  CHECK_INT(r.n_names, n);
  CHECK(facts ? back.facts && !memcmp(back.facts, facts, sizeof *facts) : !back.facts);
}

static ElgMatch match(const char *a, ElgFacts x, const char *b, ElgFacts y, int strict)
{
  ElgRecord r = record(a, &x), s = record(b, &y);
  ElgMatchOptions options = {strict, 0, 0};
  ElgMatch m = elg_record_match(&r, &s, &options), back = elg_record_match(&s, &r, &options);
  CHECK(m.score == back.score && m.name_score == back.name_score && m.rule == back.rule);
  CHECK(m.country_conflict == back.country_conflict && m.vetoed == back.vetoed && (m.domain < 0) == (back.domain < 0));
  CHECK(m.score >= 0 && m.score <= 1);
  return m;
}

static const ElgFacts none, lei1 = {.lei = 11}, lei2 = {.lei = 13}, duns1 = {.duns = 5}, duns2 = {.duns = 7};
static const ElgFacts gb = {.country = 'G' << 8 | 'B'}, de = {.country = 'D' << 8 | 'E'};
static const ElgFacts reg1 = {.registration = 21, .country = 'G' << 8 | 'B'}, reg2 = {.registration = 23, .country = 'G' << 8 | 'B'};
static const ElgFacts reg3 = {.registration = 25, .country = 'D' << 8 | 'E'};
static const ElgFacts site = {.domain = {99}, .n_domains = 1}, sites = {.domain = {98, 99}, .n_domains = 2}, other = {.domain = {97}, .n_domains = 1};

static void check_refs(void)
{
  check_ref("Acme Ltd", NULL, 1);
  check_ref("Acme Ltd", &site, 1);
  check_ref("Acme Ltd d/b/a Bolt f/k/a Zenith", &sites, 3);
}

static void check_names(void)
{
  ElgMatch m = match("Acme Ltd", none, "Acme Limited", none, 0);
  CHECK(m.score == 1 && m.rule == ELG_RULE_EXACT);
  m = match("Acme Widgets Ltd", none, "Acme Widgets Inc", none, 0);
  CHECK(m.score == m.name_score && m.rule == ELG_RULE_NAME && m.score < 1);
  /* of several names the best pair counts */
  CHECK_NEAR(match("Bolt Ltd d/b/a Swift Couriers", none, "Swift Couriers", none, 0).name_score, 1, 0);
}

static void check_domains(void)
{
  ElgMatch m = match("Acme Widgets Ltd", site, "Acme Widgets Inc", sites, 0);
  CHECK(m.rule == ELG_RULE_DOMAIN_NAME && m.score >= m.name_score && m.domain >= 0);
  m = match("Datadog", site, "Whirlpool", site, 0);
  CHECK(m.rule == ELG_RULE_DOMAIN && m.score > elg_threshold_balanced() && m.score < 1);
  /* different domains are no evidence: firms have several */
  CHECK(match("Datadog", site, "Datadog", other, 0).score == match("Datadog", none, "Datadog", none, 0).score);
}

static void check_countries(void)
{
  ElgMatch same = match("Acme Widgets", gb, "Acme Widgets", gb, 0), differ = match("Acme Widgets", gb, "Acme Widgets", de, 0);
  CHECK(differ.country_conflict && !same.country_conflict && differ.score < same.score && differ.name_score == same.name_score);
  ElgRecord r = record("Acme Widgets", &gb), s = record("Acme Widgets", &de);
  ElgMatchOptions ignore = {0, 1, 0};
  CHECK(elg_record_match(&r, &s, &ignore).score == same.score);
  CHECK(!match("Acme Widgets", gb, "Acme Widgets", none, 0).country_conflict);
}

static void check_identifiers(void)
{
  ElgMatch m = match("Datadog", lei1, "Whirlpool", lei1, 0);
  CHECK(m.rule == ELG_RULE_LEI && m.score >= elg_threshold_strict());
  CHECK_INT(match("Datadog", duns1, "Whirlpool", duns1, 0).rule, ELG_RULE_DUNS);
  CHECK_INT(match("Datadog", reg1, "Whirlpool", reg1, 0).rule, ELG_RULE_REGISTRATION);
  /* a different LEI or number of one register vetoes in the strict profile only */
  CHECK(match("Acme", lei1, "Acme", lei2, 0).score == 1);
  m = match("Acme", lei1, "Acme", lei2, 1);
  CHECK(m.score == 0 && m.vetoed);
  CHECK(match("Acme", reg1, "Acme", reg2, 1).score == 0);
  CHECK(match("Acme", reg1, "Acme", reg3, 1).score > 0);
  CHECK(match("Acme", lei1, "Acme", none, 1).score == 1);
  CHECK(match("Acme", duns1, "Acme", duns2, 1).score == 1);
}

static ElgRc sweep(void)
{
  ElgArena kept = {0};
  ElgNameReader *r = elg_name_reader_new(), *s = elg_name_reader_new();
  ElgBuf out = {0};
  ElgNames x, y;
  ElgErr err;
  ElgRecord a, b;
  ElgMatchOptions options = {0};
  ElgRc rc = r && s ? ELG_OK : ELG_NOMEM;
  if (!rc) rc = elg_name_read(r, ELG_STR("Acme Ltd f/k/a Bolt"), &x, &err);
  if (!rc) rc = elg_name_read(s, ELG_STR("Bolt Inc"), &y, &err);
  if (!rc) rc = elg_record_keep(&kept, &(ElgRecord){x.name, &site, (uint8_t)x.n}, &a);
  if (!rc) rc = elg_record_keep(&kept, &(ElgRecord){y.name, &site, (uint8_t)y.n}, &b);
  if (!rc) {
    ElgMatch m = elg_record_match(&a, &b, &options);
    elg_match_explain(&m, 1, r, &x, s, &y, &out);
    rc = out.rc;
  }
  elg_buf_free(&out);
  elg_arena_free(&kept);
  elg_name_reader_free(r);
  elg_name_reader_free(s);
  return rc;
}

int main(void)
{
  reader = elg_name_reader_new();
  CHECK(reader != NULL);
  check_refs();
  check_names();
  check_domains();
  check_countries();
  check_identifiers();
  for (int k = 0; k <= ELG_RULE_LEI; k++) CHECK(elg_rule_name((ElgRule)k)[0]);
  elg_arena_free(&arena);
  elg_name_reader_free(reader);
  unit_fault_sweep(sweep);
  return unit_end();
}
