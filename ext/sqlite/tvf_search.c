/* tvf_search.c -- SQL: elg_search(relation, name [, k [, options]]): the best k rows of a list for one name.
**
**   SELECT id, name, round(score, 3) FROM elg_search('accounts', 'Acme Intl. (UK)', 5);
**
** Columns id, name, score, name_score, rule, evidence; best first, equal scores in the order of the list; k is 10
** unless given. Candidates are the rows that share a blocking key with the name; no threshold. NULL name: no rows.
**
** The list is read and indexed at the first call and kept with the connection, SEARCH_KEPT lists at most, the least
** recently used one goes. A kept list is used while the relation's text, the schemas and the data of all attached
** databases are what they were: PRAGMA data_version sees other connections, sqlite3_total_changes() this one. Inside a
** transaction that has written, and may be rolled back, and while further databases are attached, which may be detached
** and replaced unseen, a list is kept only as long as the statement that read it; so is one whose relation may vary by
** itself (sql_relation_varies).
**
** options: columns and duplicates as in elg_overlap; domain and country: what is known of the company besides its name.
*/
#include <stdlib.h>
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"
#include "overlap/facts.h"
#include "sqlite/modules.h"
#include "sqlite/sql_indexed.h"
#include "sqlite/sql_match.h"

#define SEARCH_KEPT 4
#define SEARCH_DEFAULT_K 10

/* A list as it was read, shared by the cache and the calls that use it. */
typedef struct {
  int users;
  ElgBuf key;     /* relation, NUL, options that say how to read it */
  uint64_t state; /* of the databases when it was read */
  uint64_t used;  /* clock of the last use */
  SqlIndexed list;
  ElgCandidates candidates;
} SearchList;

/* Of one connection. */
typedef struct {
  SearchList *kept[SEARCH_KEPT];
  uint64_t clock;
  ElgNameReader *reader;
} SearchCache;

/* Of one cursor: the list of this statement only. */
typedef struct {
  SearchList *list;
} SearchKeep;

typedef struct {
  ElgMatch match;
  uint32_t record;
} SearchHit;

typedef struct {
  SqlMatch options;
  SqlPoll poll_memory;
  ElgPoll poll;
  ElgStr domain, country; /* options */
  SearchList *list;
  ElgFacts facts;
  int has_facts;
  ElgBuf name; /* what is searched */
  ElgBuf hits; /* SearchHit[], at most k; best first once all are in */
  size_t hit;
  uint32_t row;       /* the current row + 1 */
  sqlite3_int64 left; /* rows still to return */
  SqlEvidence evidence;
} SearchState;

enum { SEARCH_ID, SEARCH_NAME, SEARCH_SCORE, SEARCH_NAME_SCORE, SEARCH_RULE, SEARCH_EVIDENCE };

/* ---- lists ---- */

static void search_release(SearchList *l)
{
  if (!l || --l->users) return;
  elg_buf_free(&l->key);
  sql_indexed_free(&l->list);
  elg_candidates_free(&l->candidates);
  elg_free(l);
}

/* Feed the columns of all rows of a PRAGMA into *h (takes sql, which may be NULL). */
static int search_feed(SqlTvfCall *call, char *sql, uint64_t *h)
{
  sqlite3_stmt *stmt = NULL;
  if (!sql) return SQLITE_NOMEM;
  int rc = sqlite3_prepare_v2(call->db, sql, -1, &stmt, NULL);
  sqlite3_free(sql);
  while (!rc && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
      const char *s = (const char *)sqlite3_column_text(stmt, i);
      *h = elg_hash_next(*h, elg_hash((ElgStr){s ? s : "", (size_t)sqlite3_column_bytes(stmt, i)}));
    }
    rc = SQLITE_OK;
  }
  if (rc != SQLITE_DONE) rc = sql_tvf_db_error(call, rc);
  sqlite3_finalize(stmt);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Rows that were written and may still be rolled back can be seen. */
static int search_sees_unsaved(sqlite3 *db)
{
#if SQLITE_VERSION_NUMBER >= 3034000
  if (sqlite3_libversion_number() >= 3034000) return sqlite3_txn_state(db, NULL) == SQLITE_TXN_WRITE;
#endif
  return !sqlite3_get_autocommit(db);
}

/* What changes whenever a list may read differently. *passing: something may change unseen once this statement ends. */
static int search_state(SqlTvfCall *call, uint64_t *h, int *passing)
{
  sqlite3_stmt *stmt = NULL;
  *passing = search_sees_unsaved(call->db);
  *h = (uint64_t)sqlite3_total_changes(call->db) * 2 + (uint64_t)*passing;
  int rc = sqlite3_prepare_v2(call->db, "PRAGMA database_list", -1, &stmt, NULL);
  while (!rc && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
    const char *schema = (const char *)sqlite3_column_text(stmt, 1), *file = (const char *)sqlite3_column_text(stmt, 2);
    *passing |= sqlite3_column_int(stmt, 0) > 1; /* neither main nor temp */
    if (!schema) rc = SQLITE_NOMEM;
    else rc = search_feed(call, sqlite3_mprintf("PRAGMA \"%w\".data_version", schema), h);
    if (!rc) rc = search_feed(call, sqlite3_mprintf("PRAGMA \"%w\".schema_version", schema), h);
    if (!rc)
      *h = elg_hash_next(*h, elg_hash((ElgStr){schema, strlen(schema)}) +
                                 (file ? elg_hash((ElgStr){file, strlen(file)}) : 0));
  }
  if (rc != SQLITE_DONE && !call->error) rc = sql_tvf_db_error(call, rc);
  sqlite3_finalize(stmt);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static void search_put_option(const SearchState *s, const char *name, ElgBuf *key)
{
  const ElgJsonNode *member = s->options.root ? elg_json_get(&s->options.doc, s->options.root, name) : NULL;
  elg_buf_byte(key, 0);
  if (member) elg_buf_str(key, member->text);
}

static ElgRc search_key(const SearchState *s, ElgStr relation, ElgBuf *key)
{
  elg_buf_str(key, relation);
  search_put_option(s, "columns", key);
  search_put_option(s, "duplicates", key);
  return key->rc;
}

static int search_is(const SearchList *l, const ElgBuf *key, uint64_t state)
{
  return l && l->state == state && elg_str_equal(elg_buf_view(&l->key), elg_buf_view(key));
}

/* Keep a list in place of the one with its key, of none, or of the one unused for longest. */
static void search_keep(SearchCache *cache, SearchList *l)
{
  int at = 0;
  for (int i = SEARCH_KEPT - 1; i >= 0; i--)
    if (!cache->kept[i] || (cache->kept[at] && cache->kept[i]->used < cache->kept[at]->used)) at = i;
  for (int i = 0; i < SEARCH_KEPT; i++)
    if (cache->kept[i] && elg_str_equal(elg_buf_view(&cache->kept[i]->key), elg_buf_view(&l->key))) at = i;
  search_release(cache->kept[at]);
  cache->kept[at] = l;
  l->users++;
}

/* *passing is set when the relation may read differently though no database has changed. */
static int search_varies(SqlTvfCall *call, const SearchState *s, int *passing)
{
  SqlList list;
  int varies = 0;
  int rc = sql_list_open(call, "relation", call->argv[0], &s->options.doc, s->options.root, &list);
  if (!rc) rc = sql_relation_varies(call, &list.rel, &varies);
  sql_list_close(&list);
  *passing |= varies;
  return rc;
}

static int search_read(SqlTvfCall *call, SearchState *s, ElgBuf *key, uint64_t state, int passing)
{
  SearchList *l = elg_realloc(NULL, sizeof *l);
  if (!l) return SQLITE_NOMEM;
  *l = (SearchList){.users = 1, .key = *key, .state = state};
  *key = (ElgBuf){0};
  s->list = l;
  int rc = search_varies(call, s, &passing);
  if (!rc)
    rc = sql_indexed_read(call, "relation", call->argv[0], &s->options.doc, s->options.root, 1, NULL, &s->poll, &l->list);
  if (rc) return rc;
  if (!passing) {
    search_keep(call->shared, l);
    return SQLITE_OK;
  }
  SearchKeep *keep = call->keep;
  search_release(keep->list);
  keep->list = l;
  l->users++;
  return SQLITE_OK;
}

/* The list of the call into s->list: a kept one, or read now. */
static int search_list(SqlTvfCall *call, SearchState *s)
{
  SearchCache *cache = call->shared;
  SearchKeep *keep = call->keep;
  ElgBuf key = {0};
  ElgStr relation;
  uint64_t state;
  int passing = 0;
  if (!sql_tvf_has(call, 0)) return sql_tvf_error(call, "relation: got NULL; expected a table, a view or a SELECT");
  int rc = sql_text(call->argv[0], &relation);
  if (!rc) rc = sql_rc(search_key(s, relation, &key));
  if (!rc) rc = search_state(call, &state, &passing);
  for (int i = 0; !rc && i < SEARCH_KEPT; i++)
    if (!passing && search_is(cache->kept[i], &key, state)) s->list = cache->kept[i];
  if (!rc && search_is(keep->list, &key, state)) s->list = keep->list;
  if (!rc && s->list) s->list->users++;
  else if (!rc) rc = search_read(call, s, &key, state, passing);
  if (!rc) s->list->used = ++cache->clock;
  elg_buf_free(&key);
  return rc;
}

/* ---- hits ---- */

static int search_order(const void *a, const void *b)
{
  const SearchHit *x = a, *y = b;
  if (x->match.score != y->match.score) return x->match.score > y->match.score ? -1 : 1;
  if (x->match.name_score != y->match.name_score) return x->match.name_score > y->match.name_score ? -1 : 1;
  return x->record < y->record ? -1 : x->record > y->record;
}

/* Take a hit if it is among the best k so far. hits is a heap, the worst on top. */
static void search_offer(SearchState *s, const SearchHit *hit)
{
  size_t n = s->hits.n / sizeof *hit, i = 0;
  if (n < (size_t)s->left) {
    elg_buf_put(&s->hits, hit, sizeof *hit);
    SearchHit *heap = (SearchHit *)(void *)s->hits.p;
    for (i = n; heap && i && search_order(hit, heap + (i - 1) / 2) > 0; i = (i - 1) / 2) heap[i] = heap[(i - 1) / 2];
    if (heap) heap[i] = *hit;
    return;
  }
  SearchHit *heap = (SearchHit *)(void *)s->hits.p;
  if (search_order(hit, heap) >= 0) return;
  for (size_t child; (child = 2 * i + 1) < n; i = child) {
    if (child + 1 < n && search_order(heap + child + 1, heap + child) > 0) child++;
    if (search_order(hit, heap + child) >= 0) break;
    heap[i] = heap[child];
  }
  heap[i] = *hit;
}

static int search_facts(SqlTvfCall *call, SearchState *s)
{
  SearchCache *cache = call->shared;
  ElgErr err;
  s->has_facts = s->domain.n || s->country.n;
  ElgRc rc = elg_facts_domains(&s->facts, s->domain, &err);
  if (!rc && s->country.n && !(s->facts.country = elg_facts_country(cache->reader, s->country)))
    return sql_tvf_error(call, "option country: got '%s'; expected a country by name or code", elg_show(s->country).s);
  return sql_tvf_rc(call, rc, &err);
}

static int search_hits(SqlTvfCall *call, SearchState *s)
{
  SearchCache *cache = call->shared;
  const ElgIndex *index = &s->list->list.index;
  ElgCandidates *candidates = &s->list->candidates;
  ElgNames names;
  ElgErr err;
  ElgRc rc = elg_name_read(cache->reader, elg_buf_view(&s->name), &names, &err);
  if (rc) return sql_tvf_rc(call, rc, &err);
  ElgRecord probe = {names.name, s->has_facts ? &s->facts : NULL, (uint8_t)names.n};
  rc = elg_index_candidates(index, &probe, candidates);
  for (size_t i = 0; !rc && i < candidates->n; i++) {
    uint32_t record = elg_candidate(candidates, i);
    ElgRecord kept = elg_index_record(index, record);
    SearchHit hit = {elg_record_match(&kept, &probe, &s->options.match), record};
    if (hit.match.score > 0) search_offer(s, &hit);
    rc = s->hits.rc ? s->hits.rc : elg_poll(&s->poll);
  }
  if (!rc && s->hits.n) qsort(s->hits.p, s->hits.n / sizeof(SearchHit), sizeof(SearchHit), search_order);
  return sql_rc(rc);
}

/* ---- the table-valued function ---- */

static int search_option(SqlTvfCall *call, void *state, const ElgJsonNode *member, int *rc)
{
  SearchState *s = state;
  ElgStr *to = elg_str_equal(member->name, ELG_STR("domain"))    ? &s->domain
               : elg_str_equal(member->name, ELG_STR("country")) ? &s->country
                                                                 : NULL;
  if (!to) return 0;
  *to = member->text;
  if (member->type != ELG_JSON_STRING)
    *rc = sql_tvf_error(call, "option %s: got %s; expected a string", elg_show(member->name).s,
                        elg_json_type_name(member->type));
  return 1;
}

static int search_k(SqlTvfCall *call, sqlite3_int64 *k)
{
  ElgStr text;
  *k = SEARCH_DEFAULT_K;
  if (!sql_tvf_has(call, 2)) return SQLITE_OK;
  *k = sqlite3_value_int64(call->argv[2]);
  if (sqlite3_value_numeric_type(call->argv[2]) == SQLITE_INTEGER && *k >= 1) return SQLITE_OK;
  int rc = sql_text(call->argv[2], &text);
  return rc ? rc : sql_tvf_error(call, "k: got %s; expected an integer >= 1", elg_show(text).s);
}

static int search_open(SqlTvfCall *call, void *state)
{
  SearchState *s = state;
  ElgStr name;
  s->poll = sql_poll(&s->poll_memory, call->db);
  int rc = sql_match_open(call, -1, 3, "columns, duplicates, domain or country", search_option, s, &s->options);
  if (!rc) rc = search_k(call, &s->left);
  if (!rc && !sql_tvf_has(call, 1)) s->left = 0;
  if (rc || !s->left) return rc;
  rc = sql_text(call->argv[1], &name);
  if (rc) return rc;
  elg_buf_str(&s->name, name);
  if (s->name.rc) return SQLITE_NOMEM;
  rc = search_facts(call, s);
  if (!rc) rc = search_list(call, s);
  return rc ? rc : search_hits(call, s);
}

static const SearchHit *search_hit(const SearchState *s) { return (const SearchHit *)(const void *)s->hits.p + s->hit; }

static int search_next(SqlTvfCall *call, void *state)
{
  SearchState *s = state;
  call->eof = !s->left;
  if (call->eof) return SQLITE_OK;
  if (s->row) {
    s->row = sql_indexed_row(&s->list->list, s->row - 1)->next;
    s->hit += !s->row;
  }
  call->eof = s->hit >= s->hits.n / sizeof(SearchHit);
  if (!call->eof && !s->row) s->row = sql_indexed_first(&s->list->list, search_hit(s)->record) + 1;
  s->left--;
  return SQLITE_OK;
}

static int search_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  SearchState *s = state;
  const SqlIndexedRow *row = sql_indexed_row(&s->list->list, s->row - 1);
  const ElgMatch *m = &search_hit(s)->match;
  switch (column) {
  case SEARCH_ID: sql_result_kept(ctx, &row->id); break;
  case SEARCH_NAME: sql_result_str(ctx, sql_indexed_name(&s->list->list, s->row - 1)); break;
  case SEARCH_SCORE: sqlite3_result_double(ctx, m->score); break;
  case SEARCH_NAME_SCORE: sqlite3_result_double(ctx, m->name_score); break;
  case SEARCH_RULE: sqlite3_result_text(ctx, elg_rule_name(m->rule), -1, SQLITE_STATIC); break;
  case SEARCH_EVIDENCE:
    return sql_evidence(call, &s->evidence, ctx, sql_indexed_name(&s->list->list, s->row - 1), elg_buf_view(&s->name), m,
                        s->has_facts && s->list->list.has_facts);
  }
  return SQLITE_OK;
}

static void search_close(void *state)
{
  SearchState *s = state;
  sql_match_free(&s->options);
  sql_poll_free(&s->poll_memory);
  search_release(s->list);
  elg_buf_free(&s->name);
  elg_buf_free(&s->hits);
  sql_evidence_free(&s->evidence);
}

static void search_drop(void *keep) { search_release(((SearchKeep *)keep)->list); }

static void search_free(void *shared)
{
  SearchCache *cache = shared;
  for (int i = 0; i < SEARCH_KEPT; i++) search_release(cache->kept[i]);
  elg_name_reader_free(cache->reader);
  elg_free(cache);
}

static const SqlTvf search_fn = {
    .name = "elg_search",
    .columns = "id, name TEXT, score REAL, name_score REAL, rule TEXT, evidence TEXT",
    .args = "relation name k options",
    .n_required = 2,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = SEARCH_DEFAULT_K,
    .state_size = sizeof(SearchState),
    .open = search_open,
    .next = search_next,
    .column = search_column,
    .close = search_close,
    .keep_size = sizeof(SearchKeep),
    .drop = search_drop,
};

int elg_register_search(sqlite3 *db)
{
  SearchCache *cache = elg_realloc(NULL, sizeof *cache);
  if (!cache) return SQLITE_NOMEM;
  *cache = (SearchCache){.reader = elg_name_reader_new()};
  if (cache->reader) return sql_register_tvf_shared(db, &search_fn, cache, search_free);
  elg_free(cache);
  return SQLITE_NOMEM;
}
