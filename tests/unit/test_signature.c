#include "overlap/signature.h"
#include <stdio.h>
#include <string.h>
#include "overlap/index.h"
#include "unit.h"

static ElgNameReader *reader;

typedef struct {
  unsigned char key[ELG_SIGNATURE_MAX];
  size_t n;
} Signature;

static void read_signature(const char *name, const ElgFacts *facts, ElgNames *names, ElgRecord *record, Signature *out)
{
  ElgErr err;
  CHECK_INT(elg_name_read(reader, (ElgStr){name, strlen(name)}, names, &err), ELG_OK);
  *record = (ElgRecord){names->name, facts, (uint8_t)names->n};
  out->n = elg_signature(record, ELG_STR(""), out->key);
}

static int meet(const char *a, const ElgFacts *of_a, const char *b, const ElgFacts *of_b)
{
  ElgNames names;
  ElgRecord record;
  Signature signature;
  ElgSignatureSet set = {0};
  read_signature(a, of_a, &names, &record, &signature);
  CHECK_INT(elg_signature_add(&set, signature.key, signature.n), ELG_OK);
  read_signature(b, of_b, &names, &record, &signature);
  int met = elg_signature_meets(&set, signature.key, signature.n);
  elg_signature_free(&set);
  return met;
}

static void check_met(void)
{
  ElgFacts site = {.domain = {99}, .n_domains = 1}, other = {.domain = {7, 99}, .n_domains = 2}, lei = {.lei = 99};
  ElgSignatureSet none = {0};
  Signature signature;
  ElgNames names;
  ElgRecord record;
  CHECK_INT(meet("Whirlpool Corporation", NULL, "Whirpool", NULL), 1);
  CHECK_INT(meet("Whirlpool Corporation", NULL, "Datadog Inc", NULL), 0);
  CHECK_INT(meet("Bolt d/b/a Quizzical", NULL, "Quizzical Ltd", NULL), 1);
  CHECK_INT(meet("Zoetis", &site, "Nothing alike", &other), 1);
  CHECK_INT(meet("Zoetis", &site, "Nothing alike", &lei), 0);
  CHECK_INT(meet("", NULL, "", NULL), 0);
  read_signature("Zoetis", &site, &names, &record, &signature);
  CHECK_INT(elg_signature_meets(&none, signature.key, signature.n), 0);
}

static int same(const char *a, const ElgFacts *of_a, const char *b, const ElgFacts *of_b)
{
  ElgNames names;
  ElgRecord record;
  Signature x, y;
  read_signature(a, of_a, &names, &record, &x);
  read_signature(b, of_b, &names, &record, &y);
  return x.n == y.n && !memcmp(x.key, y.key, x.n);
}

static void check_same(void)
{
  ElgFacts site = {.domain = {99}, .n_domains = 1}, placed = {.domain = {99}, .n_domains = 1, .country = 7};
  CHECK_INT(same("Whirlpool Corporation", &site, "WHIRLPOOL  Corporation", &site), 1);
  CHECK_INT(same("Whirlpool Corporation", &site, "Whirlpool Corporation", &placed), 0);
  CHECK_INT(same("Whirlpool Corporation", NULL, "Whirlpool Ltd", NULL), 0);
  CHECK_INT(same("Whirlpool Corporation", NULL, "Whirlpool (UK) Corporation", NULL), 0);
  CHECK_INT(same("Bolt d/b/a Quizzical", NULL, "Bolt", NULL), 0);
}

/* What the index finds, the set knows. */
static void check_index(void)
{
  static const char *const words[] = {"global", "bank", "of", "acme", "acne", "whirlpool", "united", "krauss", "and", "sons", "data", "1"};
  enum { N = 600 };
  ElgIndex index = {0};
  ElgPoll poll = {0};
  ElgCandidates found = {0};
  ElgSignatureSet set = {0};
  ElgNames names;
  ElgRecord record;
  Signature signature;
  uint32_t number, state = 1;
  size_t misses = 0, hits = 0;
  for (int i = 0; i < N; i++) {
    char name[96] = "";
    for (int k = i % 3; k >= 0; k--) {
      state = state * 1664525 + 1013904223;
      snprintf(name + strlen(name), 32, "%s ", words[(state >> 16) % ELG_COUNT(words)]);
      if (state >> 28 < 3) snprintf(name + strlen(name) - 1, 16, "%c%u ", 'a' + (int)(state >> 8 & 15), state >> 12 & 63);
    }
    read_signature(name, NULL, &names, &record, &signature);
    if (i < N / 4) {
      CHECK_INT(elg_index_add(&index, &record, &number), ELG_OK);
      CHECK_INT(elg_signature_add(&set, signature.key, signature.n), ELG_OK);
      if (i == N / 4 - 1) CHECK_INT(elg_index_build(&index, 1, &poll), ELG_OK);
    } else {
      CHECK_INT(elg_index_candidates(&index, &record, &found), ELG_OK);
      int met = elg_signature_meets(&set, signature.key, signature.n);
      misses += found.n && !met;
      hits += found.n && met;
    }
  }
  CHECK_INT(misses, 0);
  CHECK(hits > N / 8 && hits < N);
  elg_candidates_free(&found);
  elg_index_free(&index);
  elg_signature_free(&set);
}

int main(void)
{
  reader = elg_name_reader_new();
  check_met();
  check_same();
  check_index();
  elg_name_reader_free(reader);
  return unit_end();
}
