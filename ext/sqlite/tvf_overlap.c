/* tvf_overlap.c -- SQL: elg_overlap(left, right [, threshold [, options]]): the pairs of two lists that may be one firm.
**
**   SELECT left_id, right_id, round(score, 3), rule FROM elg_overlap('accounts', 'partner') ORDER BY score DESC;
**
** The left list is indexed (memory: see overlap/index.h; beside a right list of a few thousand rows only what may match them),
** the right one is read some rows at a time and its pairs are returned as they are found. All pairs are held first (80 bytes
** each) with best or k, when a statement scans the same call again (LEFT JOIN ... ON left_id = ...: the lists are joined twice at
** most), and in a statement that writes (it may write into a list). Order: by right row, then by left record.
** Every pair with a common blocking key and score >= threshold, whatever else the lists hold.
**
** options (JSON object; an unknown member is an error):
**   profile     "balanced" or "strict": default threshold, and whether identifiers veto
**   best        "all", "left", "right" or "mutual": all pairs; the best of each left row, right row; best of both
**   k           at most k pairs per left row, best first
**   country     "lower" (different countries lower a name score) or "ignore"
**   columns     {"left": {role: column}, "right": {...}} by hand
**   group       column of the right list (a partner id): right_group returns it, ids need be unique within it only,
**               and best and k count per group
**   duplicates  "keep": do not check that ids are unique
*/
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"
#include "overlap/choose.h"
#include "sqlite/modules.h"
#include "sqlite/sql_indexed.h"
#include "sqlite/sql_match.h"

/* A right row kept while pairs are held. */
typedef struct {
  SqlKept id, group;
  ElgStr name;
} OverlapRight;

typedef struct {
  SqlMatch match;
  int best;        /* ElgChoose */
  sqlite3_int64 k; /* 0: no limit */
  int group;       /* column of the right list, or -1 */
  int wants_names; /* names are kept for left_name, right_name or evidence */

  SqlPoll poll_memory;
  ElgPoll poll;
  SqlIndexed left;
  SqlList right;
  SqlBatch batch;   /* of the right list */
  uint32_t at;      /* current row of the batch */
  uint32_t n_seen;  /* of its matches */
  uint32_t row;     /* left row + 1 of the last match to return next, 0: none */

  int held;        /* best or k: all pairs are held */
  ElgArena arena;
  ElgBuf rights;   /* OverlapRight[] */
  ElgBuf pairs;    /* ElgPair[] */
  size_t next;
  ElgPair pair;    /* the pair to return */
  SqlEvidence evidence;
} OverlapState;

enum { OVERLAP_LEFT_ID, OVERLAP_RIGHT_ID, OVERLAP_LEFT_NAME, OVERLAP_RIGHT_NAME, OVERLAP_SCORE, OVERLAP_NAME_SCORE, OVERLAP_RULE,
       OVERLAP_EVIDENCE, OVERLAP_RIGHT_GROUP };

/* ---- options ---- */

static int overlap_option(SqlTvfCall *call, void *state, const ElgJsonNode *m, int *rc)
{
  static const char *const best[] = {"all", "left", "right", "mutual", NULL};
  OverlapState *s = state;
  if (elg_str_equal(m->name, ELG_STR("group"))) return 1;
  if (elg_str_equal(m->name, ELG_STR("best"))) {
    *rc = sql_match_choice(call, m, best, &s->best);
    return 1;
  }
  if (!elg_str_equal(m->name, ELG_STR("k"))) return 0;
  double k = m->type == ELG_JSON_NUMBER ? elg_json_double(m) : 0;
  s->k = k >= 1 && k < 9e15 ? (sqlite3_int64)k : 0;
  if (s->k < 1 || (double)s->k != k)
    *rc = sql_tvf_error(call, "option k: got %s; expected an integer >= 1", elg_show(m->text).s);
  return 1;
}

static int overlap_open_right(SqlTvfCall *call, OverlapState *s)
{
  const ElgJsonNode *root = s->match.root, *group = root ? elg_json_get(&s->match.doc, root, "group") : NULL;
  int rc = sql_list_open(call, "right", call->argv[1], &s->match.doc, root, &s->right);
  s->group = -1;
  if (rc || !group) return rc;
  for (int i = 0; i < sqlite3_column_count(s->right.rel.stmt); i++) {
    const char *name = sqlite3_column_name(s->right.rel.stmt, i);
    if (name && strlen(name) == group->text.n && !sqlite3_strnicmp(name, group->text.s, (int)group->text.n)) s->group = i;
  }
  if (s->group < 0)
    return sql_tvf_error(call, "option group: got '%s'; expected a column of the right list", elg_show(group->text).s);
  s->right.group = s->group;
  return SQLITE_OK;
}

/* ---- a short right list ---- */

/* A right list of so few rows is read once more before the left one, of which then only the rows that share a key with it are
** kept: a join with what changed costs little more than reading the left list. A longer one is only stepped so far. */
#define OVERLAP_FEW 12000

/* Whether the list has more rows than a few, or may read differently the next time; then from its beginning again. */
static int overlap_is_long(SqlTvfCall *call, SqlList *list, int *more)
{
  int rows = 0, rc = sql_relation_varies(call, &list->rel, more);
  while (!rc && !*more && (rc = sql_relation_step(call, &list->rel)) == SQLITE_ROW) {
    *more = ++rows > OVERLAP_FEW;
    rc = SQLITE_OK;
  }
  sqlite3_reset(list->rel.stmt);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* The records of the right list into *few, unless it is *more. */
static int overlap_read_few(SqlTvfCall *call, OverlapState *s, ElgIndex *few, int *more)
{
  SqlList list;
  SqlBatch batch = {0};
  uint32_t number;
  int rc = sql_list_open(call, "right", call->argv[1], &s->match.doc, s->match.root, &list);
  if (!rc) rc = overlap_is_long(call, &list, more);
  if (!rc && !*more) rc = sql_batch_open(call, &batch);
  list.unique = 0; /* ids are checked when the list is joined */
  while (!rc && !*more && (rc = sql_batch_next(call, &list, &batch)) == SQLITE_ROW) {
    rc = sql_batch_read(call, &list, &batch, NULL, &s->poll);
    for (uint32_t i = 0; i < batch.n && !rc; i++) rc = sql_rc(elg_index_add(few, &sql_batch_row(&batch, i)->record, &number));
  }
  sql_batch_free(&batch);
  sql_list_close(&list);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int overlap_read_left(SqlTvfCall *call, OverlapState *s)
{
  ElgIndex few = {0};
  int more = 0, rc = overlap_read_few(call, s, &few, &more);
  if (!rc && !more) rc = sql_rc(elg_index_build(&few, sql_threads(call->db), &s->poll));
  if (!rc)
    rc = sql_indexed_read(call, "left", call->argv[0], &s->match.doc, s->match.root, s->wants_names, more ? NULL : &few, &s->poll,
                          &s->left);
  elg_index_free(&few);
  return rc;
}

/* ---- pair by pair ---- */

/* Ask for what the left rows of the batch's matches are: they lie anywhere in the list. */
static void overlap_reach(const OverlapState *s)
{
  const uint32_t *first = (const uint32_t *)(const void *)s->left.first.p;
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t i = 0; i < s->batch.n; i++) {
      const ElgJoinRow *right = sql_batch_row(&s->batch, i);
      for (uint32_t k = 0; k < right->n_matches; k++) {
        uint32_t record = right->matches[k].record;
        if (pass) ELG_PREFETCH(sql_indexed_row(&s->left, sql_indexed_first(&s->left, record)));
        else ELG_PREFETCH(first + record);
      }
    }
}

/* The next rows of the right list and their matches. SQLITE_ROW or SQLITE_DONE. */
static int overlap_next_batch(SqlTvfCall *call, OverlapState *s)
{
  int rc = sql_batch_next(call, &s->right, &s->batch);
  s->at = s->n_seen = 0;
  if (rc != SQLITE_ROW) return rc;
  rc = sql_batch_match(call, &s->right, &s->batch, &s->left.index, &s->match.match, &s->poll);
  if (rc) return rc;
  overlap_reach(s);
  return SQLITE_ROW;
}

/* The next match in s->pair.match, s->at its right row, s->row its first left one. SQLITE_ROW or SQLITE_DONE. */
static int overlap_next_match(SqlTvfCall *call, OverlapState *s)
{
  for (;;) {
    for (; s->at < s->batch.n; s->at++, s->n_seen = 0) {
      const ElgJoinRow *right = sql_batch_row(&s->batch, s->at);
      if (s->n_seen == right->n_matches) continue;
      const ElgJoinMatch *m = right->matches + s->n_seen++;
      s->pair.match = m->match;
      s->row = sql_indexed_first(&s->left, m->record) + 1;
      return SQLITE_ROW;
    }
    int rc = overlap_next_batch(call, s);
    if (rc != SQLITE_ROW) return rc;
  }
}

/* The next pair in s->pair, its right row s->at. SQLITE_ROW or SQLITE_DONE. */
static int overlap_stream(SqlTvfCall *call, OverlapState *s)
{
  int rc = s->row ? SQLITE_ROW : overlap_next_match(call, s);
  if (rc != SQLITE_ROW) return rc;
  s->pair.left = s->row - 1;
  s->row = sql_indexed_row(&s->left, s->pair.left)->next;
  return SQLITE_ROW;
}

/* ---- best and k: all pairs are held ---- */

static int overlap_hold_right(OverlapState *s, uint64_t *group)
{
  const SqlBatchRow *own = sql_batch_own(&s->batch, s->at);
  OverlapRight row = {.name = {"", 0}};
  SqlKeptRoom room;
  int rc = sql_kept_copy(&s->arena, &own->id, &row.id);
  if (!rc) rc = sql_kept_copy(&s->arena, &own->group, &row.group);
  if (!rc && s->wants_names) {
    ElgStr name = sql_batch_row(&s->batch, s->at)->name;
    row.name = (ElgStr){elg_arena_copy(&s->arena, name.s, name.n), name.n};
    if (!row.name.s) rc = SQLITE_NOMEM;
  }
  *group = own->group.type == SQLITE_NULL ? 0 : elg_hash(sql_kept_text(&own->group, &room));
  if (!rc) elg_buf_put(&s->rights, &row, sizeof row);
  return rc ? rc : sql_rc(s->rights.rc);
}

static int overlap_hold(SqlTvfCall *call, OverlapState *s)
{
  size_t held_row = 0;
  int rc;
  while ((rc = overlap_stream(call, s)) == SQLITE_ROW) {
    size_t number = sql_batch_own(&s->batch, s->at)->number;
    if (held_row != number) {
      held_row = number;
      rc = overlap_hold_right(s, &s->pair.group);
      if (rc) return rc;
    }
    s->pair.right = (uint32_t)(s->rights.n / sizeof(OverlapRight)) - 1;
    elg_buf_put(&s->pairs, &s->pair, sizeof s->pair);
    if (s->pairs.rc) return sql_rc(s->pairs.rc);
  }
  if (rc != SQLITE_DONE) return rc;
  size_t n = elg_choose((ElgPair *)(void *)s->pairs.p, s->pairs.n / sizeof(ElgPair), (ElgChoose)s->best, (uint64_t)s->k);
  s->pairs.n = n * sizeof(ElgPair);
  return SQLITE_OK;
}

/* ---- the table-valued function ---- */

static void overlap_close(void *state)
{
  OverlapState *s = state;
  sql_poll_free(&s->poll_memory);
  sql_match_free(&s->match);
  sql_indexed_free(&s->left);
  sql_list_close(&s->right);
  sql_batch_free(&s->batch);
  elg_arena_free(&s->arena);
  elg_buf_free(&s->rights);
  elg_buf_free(&s->pairs);
  sql_evidence_free(&s->evidence);
}

static int overlap_join(SqlTvfCall *call, OverlapState *s, int hold)
{
  s->poll = sql_poll(&s->poll_memory, call->db);
  s->wants_names = (call->columns_used & (1u << OVERLAP_LEFT_NAME | 1u << OVERLAP_RIGHT_NAME | 1u << OVERLAP_EVIDENCE)) != 0;
  int rc = sql_match_open(call, 2, 3, "best, k, profile, country, columns, group or duplicates", overlap_option, s, &s->match);
  if (!rc) rc = overlap_read_left(call, s);
  if (!rc) rc = overlap_open_right(call, s);
  if (!rc) rc = sql_batch_open(call, &s->batch);
  s->held = hold || s->best != ELG_CHOOSE_ALL || s->k;
  return !rc && s->held ? overlap_hold(call, s) : rc;
}

static int overlap_open(SqlTvfCall *call, void *state) { return overlap_join(call, state, sql_is_writing(call->db)); }

/* The pairs again: the held ones, or those of a second join that holds them. */
static int overlap_rewind(SqlTvfCall *call, void *state)
{
  OverlapState *s = state;
  s->next = 0;
  if (s->held) return SQLITE_OK;
  overlap_close(s);
  memset(s, 0, sizeof *s);
  return overlap_join(call, s, 1);
}

static int overlap_next(SqlTvfCall *call, void *state)
{
  OverlapState *s = state;
  if (!s->held) {
    int rc = overlap_stream(call, s);
    call->eof = rc == SQLITE_DONE;
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
  }
  call->eof = s->next >= s->pairs.n / sizeof(ElgPair);
  if (!call->eof) s->pair = ((const ElgPair *)(const void *)s->pairs.p)[s->next++];
  return SQLITE_OK;
}

static int overlap_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  OverlapState *s = state;
  const SqlIndexedRow *left = sql_indexed_row(&s->left, s->pair.left);
  const OverlapRight *held = s->held ? (const OverlapRight *)(const void *)s->rights.p + s->pair.right : NULL;
  const SqlBatchRow *own = held ? NULL : sql_batch_own(&s->batch, s->at);
  ElgStr right_name = held ? held->name : sql_batch_row(&s->batch, s->at)->name;
  switch (column) {
  case OVERLAP_LEFT_ID: sql_result_kept(ctx, &left->id); break;
  case OVERLAP_RIGHT_ID: sql_result_kept(ctx, held ? &held->id : &own->id); break;
  case OVERLAP_LEFT_NAME: sql_result_str(ctx, sql_indexed_name(&s->left, s->pair.left)); break;
  case OVERLAP_RIGHT_NAME: sql_result_str(ctx, right_name); break;
  case OVERLAP_SCORE: sqlite3_result_double(ctx, s->pair.match.score); break;
  case OVERLAP_NAME_SCORE: sqlite3_result_double(ctx, s->pair.match.name_score); break;
  case OVERLAP_RULE: sqlite3_result_text(ctx, elg_rule_name(s->pair.match.rule), -1, SQLITE_STATIC); break;
  case OVERLAP_EVIDENCE:
    return sql_evidence(call, &s->evidence, ctx, sql_indexed_name(&s->left, s->pair.left), right_name, &s->pair.match, s->right.has_facts);
  case OVERLAP_RIGHT_GROUP: sql_result_kept(ctx, held ? &held->group : &own->group); break;
  }
  return SQLITE_OK;
}

static const SqlTvf overlap_fn = {
    .name = "elg_overlap",
    .columns = "left_id, right_id, left_name TEXT, right_name TEXT, score REAL, name_score REAL, rule TEXT, "
               "evidence TEXT, right_group",
    .args = "left right threshold options",
    .n_required = 2,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 100000,
    .state_size = sizeof(OverlapState),
    .open = overlap_open,
    .next = overlap_next,
    .column = overlap_column,
    .close = overlap_close,
    .rewind = overlap_rewind,
};

int elg_register_overlap(sqlite3 *db) { return sql_register_tvf(db, &overlap_fn); }
