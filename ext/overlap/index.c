#include "overlap/index.h"
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"

typedef struct {
  uint64_t key;
  uint32_t record;
} IndexKey;

typedef void (*IndexVisit)(void *arg, uint64_t key);

/* The keys of a record: of its names, its domains and its identifiers. */
static void index_keys(const ElgRecord *r, IndexVisit visit, void *arg)
{
  ElgKeys keys;
  for (int k = 0; k < r->n_names; k++) {
    elg_block_keys(r->name + k, &keys);
    for (int i = 0; i < keys.n; i++) visit(arg, keys.key[i]);
  }
  const ElgFacts *f = r->facts;
  if (!f) return;
  for (int i = 0; i < f->n_domains; i++) visit(arg, elg_hash_next(101, f->domain[i]));
  if (f->lei) visit(arg, elg_hash_next(102, f->lei));
  if (f->duns) visit(arg, elg_hash_next(103, f->duns));
  if (f->registration) visit(arg, elg_hash_next(104, f->registration));
}

static void index_collect(void *arg, uint64_t key)
{
  ElgIndex *index = arg;
  IndexKey k = {key, index->n};
  elg_buf_put(&index->keys, &k, sizeof k);
}

ElgRc elg_index_add(ElgIndex *index, const ElgNames *names, const ElgFacts *facts)
{
  ElgRecord record;
  ElgRc rc = elg_record_keep(&index->arena, names, facts, &record);
  if (rc) return rc;
  elg_buf_put(&index->records, &record, sizeof record);
  index_keys(&record, index_collect, index);
  if (index->records.rc) return index->records.rc;
  if (index->n == UINT32_MAX - 1) return ELG_TOOBIG;
  index->n++;
  return index->keys.rc;
}

ElgRc elg_index_build(ElgIndex *index, ElgPoll *poll)
{
  const IndexKey *keys = (const IndexKey *)(const void *)index->keys.p;
  size_t n = index->keys.n / sizeof *keys, buckets;
  for (index->bits = 4; ((size_t)1 << index->bits) < n; index->bits++) {}
  buckets = (size_t)1 << index->bits;
  index->head = elg_realloc(NULL, (buckets + 2) * sizeof *index->head);
  index->post = elg_realloc(NULL, (n + 1) * sizeof *index->post);
  index->seen = elg_realloc(NULL, ((size_t)index->n + 1) * sizeof *index->seen);
  if (!index->head || !index->post || !index->seen) return ELG_NOMEM;
  memset(index->head, 0, (buckets + 2) * sizeof *index->head);
  memset(index->seen, 0, ((size_t)index->n + 1) * sizeof *index->seen);
  int shift = 64 - index->bits;
  for (size_t i = 0; i < n; i++) index->head[(keys[i].key >> shift) + 2]++;
  for (size_t b = 2; b < buckets + 2; b++) index->head[b] += index->head[b - 1];
  for (size_t i = 0; i < n; i++) {
    ElgRc rc = elg_poll(poll);
    if (rc) return rc;
    index->post[index->head[(keys[i].key >> shift) + 1]++] = keys[i].key << 32 | keys[i].record;
  }
  elg_buf_free(&index->keys);
  return ELG_OK;
}

void elg_index_free(ElgIndex *index)
{
  elg_arena_free(&index->arena);
  elg_buf_free(&index->records);
  elg_buf_free(&index->keys);
  elg_free(index->head);
  elg_free(index->post);
  elg_free(index->seen);
  *index = (ElgIndex){0};
}

const ElgRecord *elg_index_record(const ElgIndex *index, uint32_t record)
{
  return (const ElgRecord *)(const void *)index->records.p + record;
}

typedef struct {
  ElgIndex *index;
  ElgBuf *out;
} IndexProbe;

static void index_probe(void *arg, uint64_t key)
{
  IndexProbe *p = arg;
  ElgIndex *index = p->index;
  size_t b = (size_t)(key >> (64 - index->bits));
  uint32_t tag = (uint32_t)key;
  for (uint32_t i = index->head[b]; i < index->head[b + 1]; i++) {
    uint64_t post = index->post[i];
    uint32_t record = (uint32_t)post;
    if ((uint32_t)(post >> 32) != tag || index->seen[record] == index->stamp) continue;
    index->seen[record] = index->stamp;
    elg_buf_put(p->out, &record, sizeof record);
  }
}

void elg_index_candidates(ElgIndex *index, const ElgRecord *probe, ElgBuf *out)
{
  IndexProbe p = {index, out};
  if (++index->stamp == 0) {
    memset(index->seen, 0, ((size_t)index->n + 1) * sizeof *index->seen);
    index->stamp = 1;
  }
  index_keys(probe, index_probe, &p);
}
