#include "overlap/index.h"
#include <stdio.h>
#include <string.h>
#include "unit.h"

static ElgNameReader *reader;

static ElgRc add(ElgIndex *index, const char *name, const ElgFacts *facts, uint32_t *record)
{
  ElgNames names;
  ElgErr err;
  ElgRc rc = elg_name_read(reader, (ElgStr){name, strlen(name)}, &names, &err);
  ElgRecord read = {names.name, facts, (uint8_t)names.n};
  return rc ? rc : elg_index_add(index, &read, record);
}

static int has(const ElgIndex *index, const char *name, const ElgFacts *facts, uint32_t record)
{
  ElgNames names;
  ElgErr err;
  ElgCandidates found = {0};
  int times = 0;
  CHECK_INT(elg_name_read(reader, (ElgStr){name, strlen(name)}, &names, &err), ELG_OK);
  ElgRecord probe = {names.name, facts, (uint8_t)names.n};
  CHECK_INT(elg_index_candidates(index, &probe, &found), ELG_OK);
  for (size_t i = 0; i < found.n; i++) times += elg_candidate(&found, i) == record;
  elg_candidates_free(&found);
  return times;
}

static void check_found(void)
{
  ElgIndex index = {0};
  ElgPoll poll = {0};
  uint32_t record[6];
  ElgFacts site = {.domain = {99}, .n_domains = 1}, lei = {.lei = 11};
  CHECK_INT(add(&index, "Whirlpool Corporation", NULL, record), ELG_OK);
  CHECK_INT(add(&index, "Datadog Inc", NULL, record + 1), ELG_OK);
  CHECK_INT(add(&index, "WHIRLPOOL Corporation", NULL, record + 2), ELG_OK);
  CHECK_INT(add(&index, "Zoetis", &site, record + 3), ELG_OK);
  CHECK_INT(add(&index, "Zoetis", &lei, record + 4), ELG_OK);
  CHECK_INT(add(&index, "Bolt d/b/a Quizzical", NULL, record + 5), ELG_OK);
  CHECK(record[0] == 0 && record[1] == 1 && record[2] == 0 && record[3] == 2 && record[4] == 3 && record[5] == 4);
  CHECK_INT(elg_index_build(&index, 1, &poll), ELG_OK);
  CHECK_INT(has(&index, "Whirpool", NULL, 0), 1);
  CHECK_INT(has(&index, "Whirpool", NULL, 1), 0);
  CHECK_INT(has(&index, "Quizzical Ltd", NULL, 4), 1);
  CHECK_INT(has(&index, "Nothing alike", &site, 2), 1);
  CHECK_INT(has(&index, "Nothing alike", &site, 3), 0);
  CHECK_INT(has(&index, "Nothing alike", &lei, 3), 1);
  CHECK_INT(has(&index, "", NULL, 0), 0);
  elg_index_free(&index);
}

/* Ten thousand equal names are one record; as many different ones are found each by its own name, whoever posted it. */
static void check_many(int members)
{
  ElgIndex index = {0};
  ElgPoll poll = {0};
  uint32_t record = 0;
  char name[64];
  int bad = 0;
  for (int i = 0; i < 10000; i++) bad += add(&index, "Acme Widgets GmbH", NULL, &record) || record;
  for (int i = 0; i < 10000; i++) {
    snprintf(name, sizeof name, "Qz%c%c%dx Trading", 'a' + i % 26, 'a' + i / 26 % 26, i);
    bad += add(&index, name, NULL, &record) || record != (uint32_t)i + 1;
  }
  CHECK_INT(bad, 0);
  CHECK_INT(index.n, 10001);
  CHECK_INT(elg_index_build(&index, members, &poll), ELG_OK);
  CHECK_INT(has(&index, "Acme Widgets", NULL, 0), 1);
  CHECK_INT(has(&index, "Qzaa0x Trading", NULL, 1), 1);
  CHECK_INT(has(&index, "Qzpu9999x Trading", NULL, 10000), 1);
  elg_index_free(&index);
}

static ElgRc stop(void *arg)
{
  (void)arg;
  return ELG_INTERRUPT;
}

static ElgRc sweep(void)
{
  ElgIndex index = {0};
  ElgPoll poll = {0};
  uint32_t record;
  ElgCandidates found = {0};
  ElgNames names;
  ElgErr err;
  ElgFacts site = {.domain = {99}, .n_domains = 1};
  ElgRc rc = add(&index, "Acme Widgets GmbH", &site, &record);
  if (!rc) rc = add(&index, "Bolt Ltd f/k/a Acme", NULL, &record);
  if (!rc) rc = elg_index_build(&index, 1, &poll);
  if (!rc && !elg_name_read(reader, ELG_STR("Acme"), &names, &err)) {
    ElgRecord probe = {names.name, NULL, (uint8_t)names.n};
    rc = elg_index_candidates(&index, &probe, &found);
  }
  elg_candidates_free(&found);
  elg_index_free(&index);
  return rc;
}

int main(void)
{
  ElgIndex index = {0};
  ElgPoll poll = {0};
  uint32_t record;
  reader = elg_name_reader_new();
  CHECK(reader != NULL);
  check_found();
  check_many(1);
  check_many(3);
  CHECK_INT(elg_index_build(&index, 1, &poll), ELG_OK);
  CHECK_INT(has(&index, "Acme", NULL, 0), 0);
  elg_index_free(&index);
  CHECK_INT(add(&index, "Acme", NULL, &record), ELG_OK);
  poll = (ElgPoll){.check = stop};
  CHECK_INT(elg_index_build(&index, 1, &poll), ELG_INTERRUPT);
  elg_index_free(&index);
  CHECK_INT(add(&index, "Acme", NULL, &record), ELG_OK);
  CHECK_INT(add(&index, "Bolt", NULL, &record), ELG_OK);
  poll = (ElgPoll){.check = stop};
  CHECK_INT(elg_index_build(&index, 2, &poll), ELG_INTERRUPT);
  elg_index_free(&index);
  unit_fault_sweep(sweep);
  elg_name_reader_free(reader);
  return unit_end();
}
