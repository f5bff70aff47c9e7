/* tvf_dedupe.c -- SQL: elg_dedupe(relation [, threshold [, options]]): the rows of one list that are one firm.
**
**   SELECT cluster, group_concat(name, ' | ') FROM elg_dedupe('accounts') WHERE cluster_size > 1 GROUP BY cluster;
**
** Every row of the relation comes out once, in its order: id, name, cluster (id of the cluster's first row),
** cluster_size (rows), joined_to (id of the row whose pair brought this one in, NULL for the first), score, rule and
** evidence of that pair.
**
** The pairs are those of an overlap join of the list with itself. They are taken best first; one joins two clusters
** only when more than half of the pairs across them reach the threshold too (overlap/cluster.h), so that one row that
** resembles two firms does not glue them together. Rows with equal names and facts are one record and count once.
**
** options: profile, country, columns, duplicates as in elg_overlap. Memory: the list and its index, some 100 bytes a
** pair; more than DEDUPE_MAX_PAIRS pairs are an error.
*/
#include "base/mem.h"
#include "overlap/cluster.h"
#include "sqlite/modules.h"
#include "sqlite/sql_indexed.h"
#include "sqlite/sql_match.h"

#define DEDUPE_MAX_PAIRS ((size_t)1 << 24)

typedef struct {
  SqlMatch options;
  SqlPoll poll_memory;
  ElgPoll poll;
  SqlIndexed list;
  ElgBuf links;      /* ElgLink[] */
  ElgClustering clustering;
  uint32_t *size;  /* [records] rows of the cluster, at its first record */
  size_t row;      /* the current row + 1 */
  uint32_t joined; /* row + 1 of joined_to, 0: none */
  uint32_t first;  /* first row of the cluster */
  ElgMatch match;  /* of the pair that joined the row */
  SqlEvidence evidence;
} DedupeState;

enum {
  DEDUPE_ID,
  DEDUPE_NAME,
  DEDUPE_CLUSTER,
  DEDUPE_SIZE,
  DEDUPE_JOINED_TO,
  DEDUPE_SCORE,
  DEDUPE_RULE,
  DEDUPE_EVIDENCE
};

static ElgMatch dedupe_match(const DedupeState *s, uint32_t a, uint32_t b)
{
  ElgRecord x = elg_index_record(&s->list.index, a), y = elg_index_record(&s->list.index, b);
  return elg_record_match(&x, &y, &s->options.match);
}

static int dedupe_reaches(const DedupeState *s, const ElgMatch *m)
{
  return m->score >= s->options.threshold && m->score > 0;
}

/* The links of these records to earlier ones. */
static int dedupe_link(SqlTvfCall *call, DedupeState *s, const ElgJoinRow *rows, uint32_t n, uint32_t first)
{
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < rows[i].n_matches; k++) {
      const ElgJoinMatch *m = rows[i].matches + k;
      if (s->links.n / sizeof(ElgLink) == DEDUPE_MAX_PAIRS)
        return sql_tvf_error(call,
                             "more than %lld pairs of different rows reach the threshold %g; expected fewer: raise the "
                             "threshold or divide the relation",
                             (long long)DEDUPE_MAX_PAIRS, s->options.threshold);
      ElgLink link = {m->match.score, m->record, first + i};
      elg_buf_put(&s->links, &link, sizeof link);
    }
  return sql_rc(s->links.rc);
}

/* All links, by records so many at a time, which a small stack bears. */
#define DEDUPE_BATCH 256
static int dedupe_links(SqlTvfCall *call, DedupeState *s)
{
  ElgJoin *join = elg_join_new(sql_threads(call->db));
  ElgJoinRow rows[DEDUPE_BATCH];
  ElgJoinError error;
  int rc = join ? SQLITE_OK : SQLITE_NOMEM;
  uint32_t n = s->list.index.n;
  for (uint32_t first = 1, batch; first < n && !rc; first += batch) { /* nothing is before record 0 */
    batch = n - first < DEDUPE_BATCH ? n - first : DEDUPE_BATCH;
    for (uint32_t i = 0; i < batch; i++)
      rows[i] = (ElgJoinRow){.record = elg_index_record(&s->list.index, first + i), .below = first + i};
    rc = sql_rc(elg_join_match(join, rows, batch, &s->list.index, &s->options.match, &s->poll, &error));
    if (!rc) rc = dedupe_link(call, s, rows, batch, first);
  }
  elg_join_free(join);
  return rc;
}

/* Rows of a record that matches itself are one firm; a blank name without facts matches nothing, not even itself. */
static int dedupe_is_group(const DedupeState *s, uint32_t record)
{
  ElgMatch m = dedupe_match(s, record, record);
  return dedupe_reaches(s, &m);
}

static int dedupe_sizes(DedupeState *s)
{
  uint32_t n = s->list.index.n;
  s->size = elg_realloc(NULL, ((size_t)n + 1) * sizeof *s->size);
  if (!s->size) return SQLITE_NOMEM;
  for (uint32_t r = 0; r < n; r++) s->size[r] = 0;
  for (size_t i = 0; i < sql_indexed_count(&s->list); i++)
    s->size[s->clustering.first[sql_indexed_row(&s->list, i)->record]]++;
  return SQLITE_OK;
}

static int dedupe_open(SqlTvfCall *call, void *state)
{
  DedupeState *s = state;
  int wants_names = (call->columns_used & (1u << DEDUPE_NAME | 1u << DEDUPE_EVIDENCE)) != 0;
  s->poll = sql_poll(&s->poll_memory, call->db);
  int rc = sql_match_open(call, 1, 2, "profile, country, columns or duplicates", NULL, NULL, &s->options);
  if (!rc)
    rc = sql_indexed_read(call, "relation", call->argv[0], &s->options.doc, s->options.root, wants_names, NULL, &s->poll,
                          &s->list);
  if (!rc) rc = dedupe_links(call, s);
  if (!rc)
    rc = sql_rc(elg_cluster((ElgLink *)(void *)s->links.p, s->links.n / sizeof(ElgLink), s->list.index.n, &s->poll,
                            &s->clustering));
  return rc ? rc : dedupe_sizes(s);
}

static int dedupe_rewind(SqlTvfCall *call, void *state)
{
  (void)call;
  ((DedupeState *)state)->row = 0;
  return SQLITE_OK;
}

static int dedupe_next(SqlTvfCall *call, void *state)
{
  DedupeState *s = state;
  call->eof = s->row >= sql_indexed_count(&s->list);
  if (call->eof) return SQLITE_OK;
  uint32_t row = (uint32_t)s->row++, record = sql_indexed_row(&s->list, row)->record,
           head = sql_indexed_first(&s->list, record);
  uint32_t other = row != head ? record : s->clustering.parent[record];
  s->first = sql_indexed_first(&s->list, s->clustering.first[record]);
  s->joined = other == ELG_CLUSTER_NONE ? 0 : sql_indexed_first(&s->list, other) + 1;
  if (row != head && !dedupe_is_group(s, record)) {
    s->first = row;
    s->joined = 0;
  }
  if (s->joined) s->match = dedupe_match(s, other, record);
  return SQLITE_OK;
}

static int dedupe_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  DedupeState *s = state;
  const SqlIndexedRow *row = sql_indexed_row(&s->list, s->row - 1);
  if (column >= DEDUPE_JOINED_TO && !s->joined) return SQLITE_OK;
  switch (column) {
  case DEDUPE_ID: sql_result_kept(ctx, &row->id); break;
  case DEDUPE_NAME: sql_result_str(ctx, sql_indexed_name(&s->list, s->row - 1)); break;
  case DEDUPE_CLUSTER: sql_result_kept(ctx, &sql_indexed_row(&s->list, s->first)->id); break;
  case DEDUPE_SIZE:
    sqlite3_result_int64(ctx, dedupe_is_group(s, row->record) ? s->size[s->clustering.first[row->record]] : 1);
    break;
  case DEDUPE_JOINED_TO: sql_result_kept(ctx, &sql_indexed_row(&s->list, s->joined - 1)->id); break;
  case DEDUPE_SCORE: sqlite3_result_double(ctx, s->match.score); break;
  case DEDUPE_RULE: sqlite3_result_text(ctx, elg_rule_name(s->match.rule), -1, SQLITE_STATIC); break;
  case DEDUPE_EVIDENCE:
    return sql_evidence(call, &s->evidence, ctx, sql_indexed_name(&s->list, s->row - 1), sql_indexed_name(&s->list, s->joined - 1),
                        &s->match, s->list.has_facts);
  }
  return SQLITE_OK;
}

static void dedupe_close(void *state)
{
  DedupeState *s = state;
  sql_match_free(&s->options);
  sql_poll_free(&s->poll_memory);
  sql_indexed_free(&s->list);
  elg_buf_free(&s->links);
  elg_clustering_free(&s->clustering);
  elg_free(s->size);
  sql_evidence_free(&s->evidence);
}

static const SqlTvf dedupe_fn = {
    .name = "elg_dedupe",
    .columns = "id, name TEXT, cluster, cluster_size INTEGER, joined_to, score REAL, rule TEXT, evidence TEXT",
    .args = "relation threshold options",
    .n_required = 1,
    .risk = SQLITE_VTAB_DIRECTONLY,
    .rows = 100000,
    .state_size = sizeof(DedupeState),
    .open = dedupe_open,
    .next = dedupe_next,
    .column = dedupe_column,
    .close = dedupe_close,
    .rewind = dedupe_rewind,
};

int elg_register_dedupe(sqlite3 *db) { return sql_register_tvf(db, &dedupe_fn); }
