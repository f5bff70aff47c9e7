/* tvf_overlap.c -- SQL: elg_overlap(left, right [, threshold [, options]]): the pairs of two lists that may be one firm.
**
**   SELECT left_id, right_id, round(score, 3), rule FROM elg_overlap('accounts', 'partner') ORDER BY score DESC;
**
** The left list is indexed (memory: see overlap/index.h), the right one is read row by row and its pairs are returned as
** they are found. All pairs are held first (32 bytes each) with best or k, when a statement scans the same call again
** (LEFT JOIN ... ON left_id = ...: the lists are joined twice at most), and in a statement that writes (it may write into a
** list). Order: by right row, then by left record.
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
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"
#include "overlap/index.h"
#include "sqlite/modules.h"
#include "sqlite/sql_list.h"

/* One row of the left list, or of the right one when pairs are held. */
typedef struct {
  SqlKept id;
  const char *name;
  uint32_t name_len;
  uint32_t next; /* left: row + 1 of the next row with the same record */
  uint64_t group;
  SqlKept group_value;
} OverlapRow;

typedef struct {
  uint32_t left, right; /* rows */
  double score, name_score;
  uint8_t rule, domain_equal, country_conflict, vetoed;
} OverlapPair;

enum { OVERLAP_ALL, OVERLAP_LEFT, OVERLAP_RIGHT, OVERLAP_MUTUAL };

typedef struct {
  ElgJson options;
  double threshold;
  ElgMatchOptions match;
  int best;        /* OVERLAP_ALL ... */
  sqlite3_int64 k; /* 0: no limit */
  int group;       /* column of the right list, or -1 */
  int wants_names; /* left names are kept for left_name or evidence */

  SqlPoll poll_memory;
  ElgPoll poll;
  ElgArena arena;
  ElgIndex index;
  ElgBuf rows;        /* OverlapRow[]: the left list */
  ElgBuf first;       /* uint32_t[]: first row + 1 of each record */
  SqlList right;
  ElgBuf candidates;  /* uint32_t[] */
  size_t candidate;   /* next one to look at */
  uint32_t row;       /* left row + 1 to return next, 0: none */
  ElgMatch current;
  int right_done;

  ElgBuf right_rows;  /* OverlapRow[] when pairs are held */
  ElgBuf pairs;       /* OverlapPair[] */
  size_t pair;
  OverlapPair held;   /* the pair to return */
  ElgNameReader *ra, *rb;
  ElgBuf out;
} OverlapState;

/* Of one cursor: its last join. */
typedef struct {
  ElgBuf call; /* arguments and columns of the join */
  OverlapState *state;
} OverlapKeep;

/* Of one scan: the join it reads, owned by the cursor's OverlapKeep. */
typedef struct {
  OverlapState *state;
} OverlapScan;

enum { OVERLAP_LEFT_ID, OVERLAP_RIGHT_ID, OVERLAP_LEFT_NAME, OVERLAP_RIGHT_NAME, OVERLAP_SCORE, OVERLAP_NAME_SCORE, OVERLAP_RULE,
       OVERLAP_EVIDENCE, OVERLAP_RIGHT_GROUP };

/* ---- options ---- */

static int overlap_choice(SqlTvfCall *call, const ElgJsonNode *node, const char *const *choices, int *out)
{
  for (int i = 0; choices[i]; i++)
    if (node->type == ELG_JSON_STRING && elg_str_equal(node->text, (ElgStr){choices[i], strlen(choices[i])})) {
      *out = i;
      return SQLITE_OK;
    }
  char *list = sqlite3_mprintf("'%s'", choices[0]);
  for (int i = 1; list && choices[i]; i++) list = sqlite3_mprintf("%z or '%s'", list, choices[i]);
  if (!list) return SQLITE_NOMEM;
  int rc = sql_tvf_error(call, "option %.*s: got '%s'; expected %s", (int)node->name.n, node->name.s,
                         elg_show(node->text).s, list);
  sqlite3_free(list);
  return rc;
}

static int overlap_option(SqlTvfCall *call, OverlapState *s, const ElgJsonNode *m)
{
  static const char *const best[] = {"all", "left", "right", "mutual", NULL};
  static const char *const country[] = {"lower", "ignore", NULL};
  static const char *const profile[] = {"balanced", "strict", NULL};
  static const char *const duplicates[] = {"keep", NULL};
  int choice = 0, rc = SQLITE_OK;
  ElgStr name = m->name;
  if (elg_str_equal(name, ELG_STR("best"))) {
    rc = overlap_choice(call, m, best, &choice);
    s->best = choice;
  } else if (elg_str_equal(name, ELG_STR("country"))) {
    rc = overlap_choice(call, m, country, &choice);
    s->match.ignore_country = choice;
  } else if (elg_str_equal(name, ELG_STR("profile"))) {
    rc = overlap_choice(call, m, profile, &choice);
    s->match.strict = choice;
  } else if (elg_str_equal(name, ELG_STR("duplicates"))) {
    rc = overlap_choice(call, m, duplicates, &choice);
  } else if (elg_str_equal(name, ELG_STR("k"))) {
    s->k = m->type == ELG_JSON_NUMBER ? strtoll(m->text.s, NULL, 10) : 0;
    if (s->k < 1 || (double)s->k != elg_json_double(m))
      rc = sql_tvf_error(call, "option k: got %s; expected an integer >= 1", elg_show(m->text).s);
  } else if (!elg_str_equal(name, ELG_STR("columns")) && !elg_str_equal(name, ELG_STR("group"))) {
    rc = sql_tvf_error(call, "unknown option '%s'; expected best, k, profile, country, columns, group or duplicates",
                       elg_show(name).s);
  }
  return rc;
}

/* Parse options and threshold. *root is NULL without options. */
static int overlap_arguments(SqlTvfCall *call, OverlapState *s, const ElgJsonNode **root)
{
  ElgStr text;
  ElgErr err;
  *root = NULL;
  int rc = SQLITE_OK;
  if (sql_tvf_has(call, 3)) {
    rc = sql_text(call->argv[3], &text);
    if (!rc) rc = sql_tvf_rc(call, elg_json_parse(&s->options, text, &err), &err);
    if (rc) return rc;
    *root = elg_json_root(&s->options);
    if ((*root)->type != ELG_JSON_OBJECT)
      return sql_tvf_error(call, "options: got %s; expected a JSON object", elg_json_type_name((*root)->type));
    for (const ElgJsonNode *m = elg_json_first(*root); !rc && m; m = elg_json_next(&s->options, *root, m))
      rc = overlap_option(call, s, m);
  }
  s->threshold = s->match.strict ? elg_threshold_strict() : elg_threshold_balanced();
  if (!rc && sql_tvf_has(call, 2)) {
    int type = sqlite3_value_numeric_type(call->argv[2]);
    s->threshold = sqlite3_value_double(call->argv[2]);
    if ((type != SQLITE_INTEGER && type != SQLITE_FLOAT) || !(s->threshold >= 0 && s->threshold <= 1)) {
      rc = sql_text(call->argv[2], &text);
      return rc ? rc : sql_tvf_error(call, "threshold: got %s; expected a number in [0,1]", elg_show(text).s);
    }
  }
  return rc;
}

/* ---- the left list ---- */

static int overlap_keep_row(OverlapState *s, const SqlList *list, OverlapRow *row)
{
  *row = (OverlapRow){.name = ""};
  int rc = sql_keep(&s->arena, sql_list_id(list), &row->id);
  if (rc || !s->wants_names) return rc;
  row->name = elg_arena_copy(&s->arena, list->name.s, list->name.n);
  row->name_len = (uint32_t)list->name.n;
  return row->name ? SQLITE_OK : SQLITE_NOMEM;
}

static OverlapRow *overlap_rows(const ElgBuf *rows) { return (OverlapRow *)(void *)rows->p; }

static int overlap_add_left(OverlapState *s, const SqlList *list)
{
  uint32_t record, before = s->index.n;
  OverlapRow row;
  ElgRc added = elg_index_add(&s->index, &list->names, sql_list_facts(list), &record);
  int rc = added ? sql_rc(added) : overlap_keep_row(s, list, &row);
  if (rc) return rc;
  uint32_t none = 0, number = (uint32_t)(s->rows.n / sizeof row) + 1;
  if (record == before) elg_buf_put(&s->first, &none, sizeof none);
  if (s->first.rc) return SQLITE_NOMEM;
  uint32_t *first = (uint32_t *)(void *)s->first.p + record;
  row.next = *first;
  *first = number;
  elg_buf_put(&s->rows, &row, sizeof row);
  return sql_rc(s->rows.rc);
}

/* The chains were built back to front: turn them to the order of the list. */
static void overlap_turn_chains(OverlapState *s)
{
  uint32_t *first = (uint32_t *)(void *)s->first.p;
  OverlapRow *rows = overlap_rows(&s->rows);
  for (size_t r = 0; r < s->index.n; r++) {
    uint32_t turned = 0;
    for (uint32_t row = first[r]; row;) {
      uint32_t next = rows[row - 1].next;
      rows[row - 1].next = turned;
      turned = row;
      row = next;
    }
    first[r] = turned;
  }
}

static int overlap_read_left(SqlTvfCall *call, OverlapState *s, const ElgJsonNode *root)
{
  SqlList left;
  int rc = sql_list_open(call, "left", call->argv[0], &s->options, root, &left);
  while (!rc && (rc = sql_list_next(call, &left)) == SQLITE_ROW) rc = overlap_add_left(s, &left);
  sql_list_close(&left);
  if (rc != SQLITE_DONE) return rc;
  overlap_turn_chains(s);
  return sql_rc(elg_index_build(&s->index, &s->poll));
}

/* ---- the right list ---- */

static int overlap_open_right(SqlTvfCall *call, OverlapState *s, const ElgJsonNode *root)
{
  const ElgJsonNode *group = root ? elg_json_get(&s->options, root, "group") : NULL;
  int rc = sql_list_open(call, "right", call->argv[1], &s->options, root, &s->right);
  s->group = -1;
  if (rc || !group) return rc;
  for (int i = 0; i < sqlite3_column_count(s->right.rel.stmt); i++) {
    const char *name = sqlite3_column_name(s->right.rel.stmt, i);
    if (name && strlen(name) == group->text.n && !sqlite3_strnicmp(name, group->text.s, (int)group->text.n)) s->group = i;
  }
  if (s->group < 0) return sql_tvf_error(call, "option group: the right list has no column '%s'", elg_show(group->text).s);
  s->right.group = s->group;
  return SQLITE_OK;
}

/* The next right row with candidates. SQLITE_ROW or SQLITE_DONE. */
static int overlap_next_right(SqlTvfCall *call, OverlapState *s)
{
  int rc = sql_list_next(call, &s->right);
  if (rc != SQLITE_ROW) return rc;
  ElgRecord probe = {s->right.names.name, sql_list_facts(&s->right), (uint8_t)s->right.names.n};
  elg_buf_reset(&s->candidates);
  elg_index_candidates(&s->index, &probe, &s->candidates);
  s->candidate = 0;
  return s->candidates.rc ? sql_rc(s->candidates.rc) : SQLITE_ROW;
}

/* The next candidate of the current right row that reaches the threshold: 1, or 0 when none is left. */
static int overlap_next_match(OverlapState *s, ElgRc *rc)
{
  const uint32_t *candidates = (const uint32_t *)(const void *)s->candidates.p;
  ElgRecord probe = {s->right.names.name, sql_list_facts(&s->right), (uint8_t)s->right.names.n};
  while (s->candidate < s->candidates.n / sizeof *candidates) {
    uint32_t record = candidates[s->candidate++];
    if (s->candidate + 3 < s->candidates.n / sizeof *candidates) elg_index_prefetch(&s->index, candidates[s->candidate + 3], 1);
    *rc = elg_poll(&s->poll);
    if (*rc) return 0;
    s->current = elg_record_match(elg_index_record(&s->index, record), &probe, &s->match);
    if (s->current.score < s->threshold || s->current.score <= 0) continue;
    s->row = ((uint32_t *)(void *)s->first.p)[record];
    return 1;
  }
  return 0;
}

/* The next pair in s->held (left row; right row is the current one). SQLITE_ROW or SQLITE_DONE. */
static int overlap_stream(SqlTvfCall *call, OverlapState *s)
{
  ElgRc rc = ELG_OK;
  while (!s->row) {
    if (overlap_next_match(s, &rc)) break;
    if (rc) return sql_rc(rc);
    int step = overlap_next_right(call, s);
    if (step != SQLITE_ROW) return step;
  }
  const ElgMatch *m = &s->current;
  s->held = (OverlapPair){s->row - 1, 0, m->score, m->name_score, (uint8_t)m->rule, m->domain >= 0, m->country_conflict, m->vetoed};
  s->row = overlap_rows(&s->rows)[s->row - 1].next;
  return SQLITE_ROW;
}

/* ---- best and k: all pairs are held ---- */

static int overlap_hold_right(OverlapState *s, size_t *held_row)
{
  OverlapRow row;
  if (*held_row == s->right.n_rows) return SQLITE_OK;
  *held_row = s->right.n_rows;
  int rc = overlap_keep_row(s, &s->right, &row);
  if (!rc && s->group >= 0) {
    ElgStr text;
    sqlite3_value *v = sqlite3_column_value(s->right.rel.stmt, s->group);
    rc = sql_keep(&s->arena, v, &row.group_value);
    if (!rc && row.group_value.type != SQLITE_NULL) {
      rc = sql_text(v, &text);
      if (!rc) row.group = elg_hash(text);
    }
  }
  if (!rc) elg_buf_put(&s->right_rows, &row, sizeof row);
  return rc ? rc : sql_rc(s->right_rows.rc);
}

static int overlap_hold(SqlTvfCall *call, OverlapState *s)
{
  size_t held_row = 0;
  int rc;
  while ((rc = overlap_stream(call, s)) == SQLITE_ROW) {
    rc = overlap_hold_right(s, &held_row);
    if (rc) return rc;
    s->held.right = (uint32_t)(s->right_rows.n / sizeof(OverlapRow)) - 1;
    elg_buf_put(&s->pairs, &s->held, sizeof s->held);
    if (s->pairs.rc) return sql_rc(s->pairs.rc);
  }
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Better first; of equals the earlier row. */
static int overlap_rank(const OverlapPair *x, const OverlapPair *y)
{
  if (x->score != y->score) return x->score > y->score ? -1 : 1;
  if (x->name_score != y->name_score) return x->name_score > y->name_score ? -1 : 1;
  return 0;
}
static int overlap_by_right(const void *a, const void *b)
{
  const OverlapPair *x = a, *y = b;
  if (x->right != y->right) return x->right < y->right ? -1 : 1;
  int c = overlap_rank(x, y);
  return c ? c : x->left < y->left ? -1 : x->left > y->left;
}

/* A pair with the group of its right row in front, for sorting by (left, group). */
typedef struct {
  uint64_t group;
  OverlapPair pair;
} OverlapGrouped;
static int overlap_by_left(const void *a, const void *b)
{
  const OverlapGrouped *x = a, *y = b;
  if (x->pair.left != y->pair.left) return x->pair.left < y->pair.left ? -1 : 1;
  if (x->group != y->group) return x->group < y->group ? -1 : 1;
  int c = overlap_rank(&x->pair, &y->pair);
  return c ? c : x->pair.right < y->pair.right ? -1 : x->pair.right > y->pair.right;
}

/* Keep the first n pairs of each left row and group. */
static int overlap_keep_left(OverlapState *s, sqlite3_int64 n)
{
  OverlapPair *pairs = (OverlapPair *)(void *)s->pairs.p;
  size_t count = s->pairs.n / sizeof *pairs, kept = 0;
  sqlite3_int64 rank = 0;
  if (!count) return SQLITE_OK;
  OverlapGrouped *sorted = elg_realloc(NULL, count * sizeof *sorted);
  if (!sorted) return SQLITE_NOMEM;
  for (size_t i = 0; i < count; i++) {
    sorted[i].group = overlap_rows(&s->right_rows)[pairs[i].right].group;
    sorted[i].pair = pairs[i];
  }
  qsort(sorted, count, sizeof *sorted, overlap_by_left);
  for (size_t i = 0; i < count; i++) {
    int same = i && sorted[i].pair.left == sorted[i - 1].pair.left && sorted[i].group == sorted[i - 1].group;
    rank = same ? rank + 1 : 1;
    if (rank <= n) pairs[kept++] = sorted[i].pair;
  }
  elg_free(sorted);
  s->pairs.n = kept * sizeof *pairs;
  return SQLITE_OK;
}

static void overlap_keep_right(OverlapState *s)
{
  OverlapPair *pairs = (OverlapPair *)(void *)s->pairs.p;
  size_t count = s->pairs.n / sizeof *pairs, kept = 0;
  if (count) qsort(pairs, count, sizeof *pairs, overlap_by_right);
  for (size_t i = 0; i < count; i++)
    if (!i || pairs[i].right != pairs[i - 1].right) pairs[kept++] = pairs[i];
  s->pairs.n = kept * sizeof *pairs;
}

/* Pairs that are the best of both sides: those of the best-of-right pairs that are best of left among all pairs. */
static int overlap_keep_mutual(OverlapState *s)
{
  ElgBuf all = {0};
  elg_buf_put(&all, s->pairs.p, s->pairs.n);
  if (all.rc) return SQLITE_NOMEM;
  int rc = overlap_keep_left(s, 1);
  ElgBuf best_left = s->pairs;
  s->pairs = all;
  if (!rc) {
    overlap_keep_right(s);
    const OverlapPair *x = (const OverlapPair *)(const void *)best_left.p;
    OverlapPair *y = (OverlapPair *)(void *)s->pairs.p;
    size_t n = best_left.n / sizeof *x, m = s->pairs.n / sizeof *y, kept = 0;
    if (n) qsort((void *)best_left.p, n, sizeof *x, overlap_by_right);
    for (size_t i = 0, j = 0; j < m; j++) {
      while (i < n && (x[i].right < y[j].right)) i++;
      for (size_t k = i; k < n && x[k].right == y[j].right; k++)
        if (x[k].left == y[j].left) {
          y[kept++] = y[j];
          break;
        }
    }
    s->pairs.n = kept * sizeof *y;
  }
  elg_buf_free(&best_left);
  return rc;
}

static int overlap_choose(SqlTvfCall *call, OverlapState *s)
{
  int rc = overlap_hold(call, s);
  if (!rc && s->best == OVERLAP_MUTUAL) rc = overlap_keep_mutual(s);
  if (!rc && s->best == OVERLAP_RIGHT) overlap_keep_right(s);
  if (!rc && (s->best == OVERLAP_LEFT || s->k)) rc = overlap_keep_left(s, s->k ? s->k : 1);
  size_t count = s->pairs.n / sizeof(OverlapPair);
  if (!rc && count && (s->best != OVERLAP_ALL || s->k)) qsort(s->pairs.p, count, sizeof(OverlapPair), overlap_by_right);
  return rc;
}

/* ---- the table-valued function ---- */

static void overlap_free(OverlapState *s)
{
  if (!s) return;
  sql_poll_free(&s->poll_memory);
  elg_json_free(&s->options);
  elg_arena_free(&s->arena);
  elg_index_free(&s->index);
  elg_buf_free(&s->rows);
  elg_buf_free(&s->first);
  sql_list_close(&s->right);
  elg_buf_free(&s->candidates);
  elg_buf_free(&s->right_rows);
  elg_buf_free(&s->pairs);
  elg_name_reader_free(s->ra);
  elg_name_reader_free(s->rb);
  elg_buf_free(&s->out);
  elg_free(s);
}

static int overlap_join(SqlTvfCall *call, OverlapState *s, int hold)
{
  const ElgJsonNode *root;
  s->poll = sql_poll(&s->poll_memory, call->db);
  s->wants_names = (call->columns_used & (1u << OVERLAP_LEFT_NAME | 1u << OVERLAP_RIGHT_NAME | 1u << OVERLAP_EVIDENCE)) != 0;
  int rc = overlap_arguments(call, s, &root);
  if (!rc) rc = overlap_read_left(call, s, root);
  if (!rc) rc = overlap_open_right(call, s, root);
  s->right_done = hold || s->best != OVERLAP_ALL || s->k;
  if (!rc && s->right_done) rc = overlap_choose(call, s);
  return rc;
}

/* What a join depends on: the arguments with their types, and which columns are read. */
static int overlap_key(const SqlTvfCall *call, ElgBuf *key)
{
  elg_buf_put(key, &call->columns_used, sizeof call->columns_used);
  for (int i = 0; i < 4; i++) {
    ElgStr text = {"", 0};
    int type = sql_tvf_has(call, i) ? sqlite3_value_type(call->argv[i]) : SQLITE_NULL;
    double number = type == SQLITE_FLOAT ? sqlite3_value_double(call->argv[i]) : 0;
    if (type == SQLITE_FLOAT) text = (ElgStr){(const char *)&number, sizeof number};
    else if (type != SQLITE_NULL && sql_text(call->argv[i], &text)) return SQLITE_NOMEM;
    elg_buf_put(key, &type, sizeof type);
    elg_buf_put(key, &text.n, sizeof text.n);
    elg_buf_str(key, text);
  }
  return sql_rc(key->rc);
}

/* Join, or read the pairs of the cursor's last join again when the call is the same. */
static int overlap_open(SqlTvfCall *call, void *state)
{
  OverlapScan *scan = state;
  OverlapKeep *keep = call->keep;
  ElgBuf key = {0};
  int rc = overlap_key(call, &key);
  int again = !rc && keep->state && elg_str_equal(elg_buf_view(&key), elg_buf_view(&keep->call));
  elg_buf_free(&keep->call);
  keep->call = key;
  if (again && keep->state->right_done) {
    keep->state->pair = 0;
  } else {
    overlap_free(keep->state);
    keep->state = rc ? NULL : elg_realloc(NULL, sizeof *keep->state);
    if (!keep->state) return SQLITE_NOMEM;
    memset(keep->state, 0, sizeof *keep->state);
    rc = overlap_join(call, keep->state, again || sql_is_writing(call->db));
  }
  scan->state = keep->state;
  if (rc) {
    overlap_free(keep->state);
    keep->state = NULL;
  }
  return rc;
}

static void overlap_drop(void *keep)
{
  overlap_free(((OverlapKeep *)keep)->state);
  elg_buf_free(&((OverlapKeep *)keep)->call);
}

static void overlap_close(void *state) { ((OverlapScan *)state)->state = NULL; }

static int overlap_next(SqlTvfCall *call, void *state)
{
  OverlapState *s = ((OverlapScan *)state)->state;
  if (!s->right_done) {
    int rc = overlap_stream(call, s);
    call->eof = rc == SQLITE_DONE;
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
  }
  call->eof = s->pair >= s->pairs.n / sizeof(OverlapPair);
  if (!call->eof) s->held = ((const OverlapPair *)(const void *)s->pairs.p)[s->pair++];
  return SQLITE_OK;
}

static ElgStr overlap_right_name(const OverlapState *s)
{
  if (!s->right_done) return s->right.name;
  const OverlapRow *row = overlap_rows(&s->right_rows) + s->held.right;
  return (ElgStr){row->name, row->name_len};
}

static int overlap_evidence(SqlTvfCall *call, OverlapState *s, sqlite3_context *ctx)
{
  ElgNames a, b;
  ElgErr err;
  const OverlapRow *left = overlap_rows(&s->rows) + s->held.left;
  const OverlapPair *p = &s->held;
  if (!s->ra) s->ra = elg_name_reader_new();
  if (!s->rb) s->rb = elg_name_reader_new();
  if (!s->ra || !s->rb) return SQLITE_NOMEM;
  ElgRc rc = elg_name_read(s->ra, (ElgStr){left->name, left->name_len}, &a, &err);
  if (!rc) rc = elg_name_read(s->rb, overlap_right_name(s), &b, &err);
  if (rc) return sql_tvf_rc(call, rc, &err);
  ElgMatch m = {p->score, p->name_score, p->rule, 0, 0, p->country_conflict, p->vetoed, p->domain_equal ? 0 : -1};
  elg_buf_reset(&s->out);
  elg_match_explain(&m, s->right.has_facts, s->ra, &a, s->rb, &b, &s->out);
  if (s->out.rc) return sql_rc(s->out.rc);
  sql_result_str(ctx, elg_buf_view(&s->out));
  return SQLITE_OK;
}

static int overlap_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  OverlapState *s = ((OverlapScan *)state)->state;
  const OverlapRow *left = overlap_rows(&s->rows) + s->held.left;
  const OverlapRow *right = s->right_done ? overlap_rows(&s->right_rows) + s->held.right : NULL;
  switch (column) {
  case OVERLAP_LEFT_ID: sql_result_kept(ctx, &left->id); break;
  case OVERLAP_RIGHT_ID:
    if (right) sql_result_kept(ctx, &right->id);
    else sqlite3_result_value(ctx, sql_list_id(&s->right));
    break;
  case OVERLAP_LEFT_NAME: sql_result_str(ctx, (ElgStr){left->name, left->name_len}); break;
  case OVERLAP_RIGHT_NAME: sql_result_str(ctx, overlap_right_name(s)); break;
  case OVERLAP_SCORE: sqlite3_result_double(ctx, s->held.score); break;
  case OVERLAP_NAME_SCORE: sqlite3_result_double(ctx, s->held.name_score); break;
  case OVERLAP_RULE: sqlite3_result_text(ctx, elg_rule_name(s->held.rule), -1, SQLITE_STATIC); break;
  case OVERLAP_EVIDENCE: return overlap_evidence(call, s, ctx);
  case OVERLAP_RIGHT_GROUP:
    if (right) sql_result_kept(ctx, &right->group_value);
    else if (s->group >= 0) sqlite3_result_value(ctx, sqlite3_column_value(s->right.rel.stmt, s->group));
    break;
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
    .state_size = sizeof(OverlapScan),
    .open = overlap_open,
    .next = overlap_next,
    .column = overlap_column,
    .close = overlap_close,
    .keep_size = sizeof(OverlapKeep),
    .drop = overlap_drop,
};

int elg_register_overlap(sqlite3 *db) { return sql_register_tvf(db, &overlap_fn); }
