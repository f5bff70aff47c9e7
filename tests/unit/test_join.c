#include "overlap/join.h"
#include <stdio.h>
#include <string.h>
#include "unit.h"

#define LEFT 3000
#define RIGHT 1000

static const char *const word[] = {"Northwind", "Kestrel", "Hoshi", "Meridian", "Quartz", "Bluefin", "Zoetis", "Harbor"};
static const char *const trade[] = {"Trading", "Systems", "Foods", "Group", "Consulting"};
static ElgPoll poll;

/* Names that resemble each other now and then. */
static ElgStr name_of(uint32_t i, char *room, size_t n)
{
  snprintf(room, n, "%s%c %c%s %s", word[i % 8], 'a' + (int)(i / 40 % 26), 'A' + (int)(i % 26), word[i / 8 % 8] + 1, trade[i / 3 % 5]);
  return (ElgStr){room, strlen(room)};
}

static ElgRc add_all(ElgJoin *join, int members, const ElgStr *names, uint32_t n, const ElgIndex *only, ElgIndex *index)
{
  static ElgJoinRow rows[LEFT];
  ElgJoinError error;
  uint32_t number;
  memset(rows, 0, sizeof rows);
  for (uint32_t i = 0; i < n; i++) rows[i].name = names[i];
  ElgRc rc = elg_join_read(join, rows, n, only, &poll, &error);
  for (uint32_t i = 0; i < n && !rc; i++)
    if (rows[i].record.n_names) rc = elg_index_add(index, &rows[i].record, &number);
  return rc ? rc : elg_index_build(index, members, &poll);
}

static char room[LEFT][80];
static ElgStr left[LEFT];

/* The slow way: every candidate by itself. */
static int same_as_alone(const ElgIndex *index, const ElgMatchOptions *options, const ElgJoinRow *row, ElgNameReader *reader)
{
  ElgNames names;
  ElgErr err;
  ElgCandidates found = {0};
  uint32_t n = 0, same = 0;
  if (elg_name_read(reader, row->name, &names, &err)) return 0;
  ElgRecord probe = {names.name, NULL, (uint8_t)names.n};
  if (elg_index_candidates(index, &probe, &found)) return 0;
  for (size_t i = 0; i < found.n; i++) {
    uint32_t record = elg_candidate(&found, i);
    ElgRecord kept = elg_index_record(index, record);
    ElgMatch m = elg_record_match(&kept, &probe, options);
    if (m.score < options->least || m.score <= 0) continue;
    n++;
    for (uint32_t k = 0; k < row->n_matches; k++)
      same += row->matches[k].record == record && row->matches[k].match.score == m.score;
  }
  for (uint32_t k = 1; k < row->n_matches; k++) same -= row->matches[k].record <= row->matches[k - 1].record;
  elg_candidates_free(&found);
  return n == row->n_matches && same == n;
}

static uint32_t check_members(int members)
{
  ElgJoin *join = elg_join_new(members);
  ElgNameReader *reader = elg_name_reader_new();
  ElgIndex index = {0};
  ElgMatchOptions options = {.least = 0.5};
  ElgJoinError error;
  static ElgJoinRow rows[RIGHT];
  uint32_t matches = 0, same = 0;
  CHECK(join && reader);
  CHECK_INT(add_all(join, members, left, LEFT, NULL, &index), ELG_OK);
  memset(rows, 0, sizeof rows);
  for (uint32_t i = 0; i < RIGHT; i++) rows[i].name = left[i * 3];
  rows[7].name = ELG_STR("");
  CHECK_INT(elg_join_match(join, rows, RIGHT, &index, &options, &poll, &error), ELG_OK);
  for (uint32_t i = 0; i < RIGHT; i++) {
    same += (uint32_t)same_as_alone(&index, &options, rows + i, reader);
    matches += rows[i].n_matches;
  }
  CHECK_INT(same, RIGHT);
  CHECK(matches >= RIGHT - 1);
  CHECK_INT(rows[7].n_matches, 0);

  /* Records that are given, against those before them. */
  memset(rows, 0, sizeof rows);
  for (uint32_t i = 1; i < RIGHT; i++) rows[i] = (ElgJoinRow){.record = elg_index_record(&index, i), .below = i};
  CHECK_INT(elg_join_match(join, rows + 1, RIGHT - 1, &index, &options, &poll, &error), ELG_OK);
  same = 0;
  for (uint32_t i = 1; i < RIGHT; i++)
    for (uint32_t k = 0; k < rows[i].n_matches; k++) same += rows[i].matches[k].record >= i;
  CHECK_INT(same, 0);

  /* The first name that cannot be read is the one that is reported. */
  static char longer[ELG_NAME_MAX + 2];
  memset(longer, 'x', sizeof longer);
  memset(rows, 0, sizeof rows);
  for (uint32_t i = 0; i < RIGHT; i++) rows[i].name = i == 301 || i == 722 ? (ElgStr){longer, sizeof longer} : left[i];
  CHECK_INT(elg_join_match(join, rows, RIGHT, &index, &options, &poll, &error), ELG_ERROR);
  CHECK_INT(error.row, 301);
  CHECK(strstr(error.err.text, "1024") != NULL);
  elg_index_free(&index);
  elg_join_free(join);
  elg_name_reader_free(reader);
  return matches;
}

/* Only what may match a short list is read. */
static void check_only(void)
{
  ElgJoin *join = elg_join_new(2);
  ElgIndex few = {0}, all = {0}, none = {0};
  ElgStr nothing = ELG_STR("Qzxw Vvjk");
  CHECK_INT(add_all(join, 2, left + 5, 1, NULL, &few), ELG_OK);
  CHECK_INT(add_all(join, 2, left, LEFT, &few, &all), ELG_OK);
  CHECK(all.n >= 1 && all.n < LEFT / 4);
  CHECK_INT(add_all(join, 2, &nothing, 1, &few, &none), ELG_OK);
  CHECK_INT(none.n, 0);
  elg_index_free(&few);
  elg_index_free(&all);
  elg_index_free(&none);
  elg_join_free(join);
}

static ElgRc stop(void *arg)
{
  (void)arg;
  return ELG_INTERRUPT;
}

static ElgRc sweep(void)
{
  ElgIndex index = {0};
  ElgMatchOptions options = {.least = 0.5};
  ElgJoinError error;
  ElgJoinRow row = {.name = left[4]};
  ElgJoin *join = elg_join_new(2);
  ElgRc rc = join ? add_all(join, 2, left, 30, NULL, &index) : ELG_NOMEM;
  if (!rc) rc = elg_join_match(join, &row, 1, &index, &options, &poll, &error);
  elg_index_free(&index);
  elg_join_free(join);
  return rc;
}

int main(void)
{
  for (uint32_t i = 0; i < LEFT; i++) left[i] = name_of(i, room[i], sizeof room[i]);
  uint32_t alone = check_members(1);
  CHECK_INT(check_members(2), alone);
  CHECK_INT(check_members(5), alone);
  check_only();
  ElgIndex index = {0};
  ElgJoin *join = elg_join_new(3);
  CHECK_INT(add_all(join, 3, left, LEFT, NULL, &index), ELG_OK);
  poll = (ElgPoll){.check = stop};
  elg_index_free(&index);
  CHECK_INT(add_all(join, 3, left, LEFT, NULL, &index), ELG_INTERRUPT);
  poll = (ElgPoll){0};
  elg_index_free(&index);
  elg_join_free(join);
  unit_fault_sweep(sweep);
  return unit_end();
}
