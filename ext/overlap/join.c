#include "overlap/join.h"
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

/* Rows drawn at a time: together they are read, looked up and compared, so that none waits for the memory it asked for. */
#define JOIN_DRAWN 16
/* Rows whose candidates are asked for ahead of the comparison. */
#define JOIN_AHEAD 2

typedef struct {
  ElgNameReader *reader;
  ElgRecord drawn[JOIN_DRAWN]; /* of the rows; without names where a name cannot be read */
  ElgCandidates candidates[JOIN_DRAWN];
  ElgArena names;   /* of the drawn rows */
  ElgArena records; /* of elg_join_read */
  ElgBuf matches;   /* ElgJoinMatch[] */
  ElgRc rc;         /* stops the team */
  ElgJoinError error;
} ElgJoinMember;

struct ElgJoin {
  int members;
  ElgJoinMember member[ELG_TEAM_MAX];
};

/* One call. */
typedef struct {
  ElgJoin *join;
  ElgJoinRow *rows;
  uint32_t n;
  const ElgIndex *index;          /* NULL: elg_join_read of all rows */
  const ElgMatchOptions *options; /* NULL: elg_join_read */
  ElgPoll *poll;                  /* asked by member 0 */
  ElgShared next, stop;
} JoinCall;

ElgJoin *elg_join_new(int members)
{
  ElgJoin *join = elg_realloc(NULL, sizeof *join);
  if (!join) return NULL;
  memset(join, 0, sizeof *join);
  join->members = members;
  for (int m = 0; m < members; m++) {
    join->member[m].reader = elg_name_reader_new();
    if (join->member[m].reader) continue;
    elg_join_free(join);
    return NULL;
  }
  return join;
}

void elg_join_free(ElgJoin *join)
{
  if (!join) return;
  for (int m = 0; m < join->members; m++) {
    ElgJoinMember *member = join->member + m;
    elg_name_reader_free(member->reader);
    for (int k = 0; k < JOIN_DRAWN; k++) elg_candidates_free(member->candidates + k);
    elg_arena_free(&member->names);
    elg_arena_free(&member->records);
    elg_buf_free(&member->matches);
  }
  elg_free(join);
}

/* Member 0 asks the host, as often as all of them do work: it counts on how often. */
static ElgRc join_poll(const JoinCall *c, int member)
{
  ElgRc rc = ELG_OK;
  for (int k = 0; !member && k < c->join->members && !rc; k++) rc = elg_poll(c->poll);
  return rc;
}

/* The row's record, read from its name unless it is given. */
static void join_record(const JoinCall *c, ElgJoinMember *m, uint32_t i, ElgRecord *record)
{
  const ElgJoinRow *row = c->rows + i;
  ElgNames names;
  ElgErr err;
  *record = row->record;
  if (record->n_names) return;
  ElgRc rc = elg_name_read(m->reader, row->name, &names, &err);
  if (rc == ELG_ERROR) {
    if (i < m->error.row) m->error = (ElgJoinError){i, err};
    return;
  }
  ElgRecord read = {names.name, row->facts, (uint8_t)names.n};
  m->rc = rc ? rc : elg_record_keep(c->index ? &m->names : &m->records, &read, record);
}

static int join_order(const void *x, const void *y)
{
  const ElgJoinMatch *a = x, *b = y;
  return a->record < b->record ? -1 : a->record > b->record;
}

static void join_match(const JoinCall *c, int member, ElgJoinMember *m, ElgJoinRow *row, int k)
{
  const ElgRecord *record = m->drawn + k;
  const ElgCandidates *candidates = m->candidates + k;
  row->member = (uint8_t)member;
  row->from = (uint32_t)(m->matches.n / sizeof(ElgJoinMatch));
  for (size_t i = 0; i < candidates->n && !m->rc; i++) {
    uint32_t number = elg_candidate(candidates, i);
    m->rc = join_poll(c, member);
    if (row->below && number >= row->below) continue;
    ElgRecord kept = elg_index_record(c->index, number);
    ElgJoinMatch found = {number, elg_record_match(&kept, record, c->options)};
    if (found.match.score < c->options->least || found.match.score <= 0) continue;
    elg_buf_put(&m->matches, &found, sizeof found);
    if (m->matches.rc) m->rc = m->matches.rc;
  }
  if (m->rc) return;
  row->n_matches = (uint32_t)(m->matches.n / sizeof(ElgJoinMatch)) - row->from;
  if (row->n_matches > 1)
    qsort((ElgJoinMatch *)(void *)m->matches.p + row->from, row->n_matches, sizeof(ElgJoinMatch), join_order);
}

static void join_keep(const JoinCall *c, ElgJoinMember *m, ElgJoinRow *row, int k)
{
  if (!c->index) row->record = m->drawn[k];
  else if (m->candidates[k].n) m->rc = elg_record_keep(&m->records, m->drawn + k, &row->record);
}

/* n rows from number `from` on, all of them a step at a time. */
static void join_rows(const JoinCall *c, int member, ElgJoinMember *m, uint32_t from, int n)
{
  elg_arena_reset(&m->names);
  for (int k = 0; k < n && !m->rc; k++) {
    m->rc = join_poll(c, member);
    if (!m->rc) join_record(c, m, from + (uint32_t)k, m->drawn + k);
    if (!m->rc && c->index) m->rc = elg_index_ask(c->index, m->drawn + k, m->candidates + k);
  }
  for (int k = 0; k < n && !m->rc && c->index; k++) elg_index_fetch(c->index, m->candidates + k);
  for (int k = 0; k < n && !m->rc && c->index; k++) m->rc = elg_index_find(c->index, m->candidates + k);
  for (int k = 0; k < n && k < JOIN_AHEAD && c->options; k++) elg_index_reach(c->index, m->candidates + k);
  for (int k = 0; k < n && !m->rc; k++) {
    ElgJoinRow *row = c->rows + from + k;
    if (c->options && k + JOIN_AHEAD < n) elg_index_reach(c->index, m->candidates + k + JOIN_AHEAD);
    if (c->options) join_match(c, member, m, row, k);
    else join_keep(c, m, row, k);
  }
}

static void join_work(void *arg, int member)
{
  JoinCall *c = arg;
  ElgJoinMember *m = c->join->member + member;
  for (uint32_t i; !elg_shared_get(&c->stop) && (i = elg_shared_add(&c->next, JOIN_DRAWN)) < c->n;) {
    join_rows(c, member, m, i, (int)(c->n - i < JOIN_DRAWN ? c->n - i : JOIN_DRAWN));
    if (m->rc) elg_shared_set(&c->stop, 1);
  }
}

static ElgRc join_run(JoinCall *c, ElgJoinError *error)
{
  ElgJoin *join = c->join;
  for (int k = 0; k < join->members; k++) {
    ElgJoinMember *m = join->member + k;
    elg_arena_free(&m->records);
    elg_buf_reset(&m->matches);
    m->rc = ELG_OK;
    m->error.row = UINT32_MAX;
  }
  elg_team(c->n > JOIN_DRAWN ? join->members : 1, join_work, c);
  error->row = UINT32_MAX;
  for (int k = 0; k < join->members; k++) {
    if (join->member[k].rc) return join->member[k].rc;
    if (join->member[k].error.row < error->row) *error = join->member[k].error;
  }
  return error->row == UINT32_MAX ? ELG_OK : ELG_ERROR;
}

ElgRc elg_join_read(ElgJoin *join, ElgJoinRow *rows, uint32_t n, const ElgIndex *only, ElgPoll *poll, ElgJoinError *error)
{
  JoinCall call = {.join = join, .rows = rows, .n = n, .index = only, .poll = poll};
  return join_run(&call, error);
}

ElgRc elg_join_match(ElgJoin *join, ElgJoinRow *rows, uint32_t n, const ElgIndex *index, const ElgMatchOptions *options,
                     ElgPoll *poll, ElgJoinError *error)
{
  JoinCall call = {.join = join, .rows = rows, .n = n, .index = index, .options = options, .poll = poll};
  ElgRc rc = join_run(&call, error);
  for (uint32_t i = 0; !rc && i < n; i++)
    if (rows[i].n_matches) rows[i].matches = (const ElgJoinMatch *)(const void *)join->member[rows[i].member].matches.p + rows[i].from;
  return rc;
}
