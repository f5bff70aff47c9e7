#include "overlap/index.h"
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"

typedef void (*IndexVisit)(void *arg, uint64_t key);

static void index_fact(IndexVisit visit, void *arg, uint64_t kind, uint64_t value)
{
  if (value) visit(arg, elg_hash_next(kind, value) & ~(uint64_t)ELG_KEY_WEAK);
}

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
  for (int i = 0; i < f->n_domains; i++) index_fact(visit, arg, 101, f->domain[i]);
  index_fact(visit, arg, 102, f->lei);
  index_fact(visit, arg, 103, f->duns);
  index_fact(visit, arg, 104, f->registration);
}

static void index_collect(void *arg, uint64_t key)
{
  elg_buf_put(arg, &key, sizeof key);
}

static uint64_t index_hash(const ElgNames *names, const ElgFacts *facts)
{
  uint64_t h = 0;
  for (int i = 0; i < names->n; i++) {
    const ElgName *n = &names->name[i];
    h = elg_hash_next(h, n->full ^ (uint64_t)n->all << 17);
  }
  return facts ? elg_hash_next(h, elg_hash((ElgStr){(const char *)facts, sizeof *facts})) : h;
}

static int index_same_name(const ElgName *a, const ElgName *b)
{
  return a->full == b->full && a->all == b->all && a->raw == b->raw && a->n == b->n && a->text_len == b->text_len &&
         a->n_legal == b->n_legal && !memcmp(a->tokens, b->tokens, a->n * sizeof *a->tokens) &&
         !memcmp(a->text, b->text, a->text_len) && !memcmp(a->legal, b->legal, sizeof a->legal);
}

static int index_same(const ElgRecord *r, const ElgNames *names, const ElgFacts *facts)
{
  if (r->n_names != names->n) return 0;
  for (int i = 0; i < names->n; i++)
    if (!index_same_name(r->name + i, &names->name[i])) return 0;
  return facts ? r->facts && !memcmp(r->facts, facts, sizeof *facts) : !r->facts;
}

/* Make room for one group more: slots of (high half of the hash, record + 1). */
static ElgRc index_grow_groups(ElgIndex *index)
{
  size_t size = index->groups.n / sizeof(uint64_t), bigger = size ? size * 2 : 1024;
  if ((size_t)index->n * 2 < size) return ELG_OK;
  ElgBuf old = index->groups;
  index->groups = (ElgBuf){0};
  uint64_t *slots = elg_buf_grow(&index->groups, bigger * sizeof *slots);
  if (slots) {
    memset(slots, 0, bigger * sizeof *slots);
    const uint64_t *from = (const uint64_t *)(const void *)old.p;
    for (size_t k = 0; k < size; k++) {
      if (!from[k]) continue;
      size_t i = (size_t)(from[k] >> 32) & (bigger - 1);
      while (slots[i]) i = (i + 1) & (bigger - 1);
      slots[i] = from[k];
    }
  }
  elg_buf_free(&old);
  return slots ? ELG_OK : ELG_NOMEM;
}

ElgRc elg_index_add(ElgIndex *index, const ElgNames *names, const ElgFacts *facts, uint32_t *number)
{
  ElgRecord record;
  ElgRc rc = index_grow_groups(index);
  if (rc) return rc;
  uint64_t hash = index_hash(names, facts) >> 32, *slots = (uint64_t *)(void *)index->groups.p;
  size_t mask = index->groups.n / sizeof *slots - 1, i = (size_t)hash & mask;
  for (; slots[i]; i = (i + 1) & mask) {
    *number = (uint32_t)slots[i] - 1;
    if (slots[i] >> 32 == hash && index_same(elg_index_record(index, *number), names, facts)) return ELG_OK;
  }
  if (index->n == UINT32_MAX - 1) return ELG_TOOBIG;
  rc = elg_record_keep(&index->arena, names, facts, &record);
  if (rc) return rc;
  size_t before = index->keys.n;
  elg_buf_put(&index->records, &record, sizeof record);
  index_keys(&record, index_collect, &index->keys);
  uint32_t n_keys = (uint32_t)((index->keys.n - before) / sizeof(uint64_t));
  elg_buf_put(&index->n_keys, &n_keys, sizeof n_keys);
  if (index->records.rc || index->keys.rc || index->n_keys.rc) return ELG_NOMEM;
  *number = index->n++;
  slots[i] = hash << 32 | index->n;
  return ELG_OK;
}

/* Sort the keys' postings into the buckets. */
static ElgRc index_post(ElgIndex *index, ElgPoll *poll)
{
  const uint64_t *key = (const uint64_t *)(const void *)index->keys.p;
  const uint32_t *n_keys = (const uint32_t *)(const void *)index->n_keys.p;
  int shift = 64 - index->bits;
  for (uint32_t record = 0; record < index->n; record++) {
    ElgRc rc = elg_poll(poll);
    if (rc) return rc;
    for (uint32_t k = 0; k < n_keys[record]; k++, key++) index->post[index->head[(*key >> shift) + 1]++] = *key << 32 | record;
  }
  return ELG_OK;
}

ElgRc elg_index_build(ElgIndex *index, ElgPoll *poll)
{
  const uint64_t *key = (const uint64_t *)(const void *)index->keys.p;
  size_t n = index->keys.n / sizeof *key, buckets;
  for (index->bits = 4; ((size_t)1 << index->bits) * 4 < n; index->bits++) {}
  buckets = (size_t)1 << index->bits;
  elg_buf_free(&index->groups);
  index->head = elg_realloc(NULL, (buckets + 2) * sizeof *index->head);
  index->post = elg_realloc(NULL, (n + 1) * sizeof *index->post);
  index->seen = elg_realloc(NULL, ((size_t)index->n + 1) * sizeof *index->seen);
  if (!index->head || !index->post || !index->seen) return ELG_NOMEM;
  memset(index->head, 0, (buckets + 2) * sizeof *index->head);
  memset(index->seen, 0, ((size_t)index->n + 1) * sizeof *index->seen);
  int shift = 64 - index->bits;
  for (size_t i = 0; i < n; i++) index->head[(key[i] >> shift) + 2]++;
  for (size_t b = 2; b < buckets + 2; b++) index->head[b] += index->head[b - 1];
  ElgRc rc = index_post(index, poll);
  if (rc) return rc;
  elg_buf_free(&index->keys);
  elg_buf_free(&index->n_keys);
  return ELG_OK;
}

void elg_index_free(ElgIndex *index)
{
  elg_arena_free(&index->arena);
  elg_buf_free(&index->records);
  elg_buf_free(&index->keys);
  elg_buf_free(&index->n_keys);
  elg_buf_free(&index->groups);
  elg_free(index->head);
  elg_free(index->post);
  elg_free(index->seen);
  *index = (ElgIndex){0};
}

const ElgRecord *elg_index_record(const ElgIndex *index, uint32_t record)
{
  return (const ElgRecord *)(const void *)index->records.p + record;
}

#if defined(__GNUC__)
#define INDEX_PREFETCH(p) __builtin_prefetch(p)
#else
#define INDEX_PREFETCH(p) (void)(p)
#endif

void elg_index_prefetch(const ElgIndex *index, uint32_t record, int stage)
{
  const ElgRecord *r = elg_index_record(index, record);
  if (!stage) {
    INDEX_PREFETCH(r);
    return;
  }
  for (size_t line = 0; line < 192; line += 64) INDEX_PREFETCH((const char *)r->name + line);
}

/* The keys of one probe, gathered so that their memory can be asked for ahead. */
#define INDEX_PROBES 1024
typedef struct {
  ElgIndex *index;
  uint64_t key[INDEX_PROBES];
  int n;
  ElgBuf *out;
} IndexProbe;

static void index_scan(ElgIndex *index, uint64_t key, ElgBuf *out)
{
  size_t b = (size_t)(key >> (64 - index->bits));
  uint32_t tag = (uint32_t)key;
  for (uint32_t i = index->head[b]; i < index->head[b + 1]; i++) {
    uint64_t post = index->post[i];
    uint32_t record = (uint32_t)post, differ = (uint32_t)(post >> 32) ^ tag;
    if (differ > ELG_KEY_WEAK || (!differ && (tag & ELG_KEY_WEAK)) || index->seen[record] == index->stamp) continue;
    index->seen[record] = index->stamp;
    elg_buf_put(out, &record, sizeof record);
    elg_index_prefetch(index, record, 0);
  }
}

static void index_flush(IndexProbe *p)
{
  ElgIndex *index = p->index;
  int shift = 64 - index->bits;
  for (int i = 0; i < p->n; i++) INDEX_PREFETCH(index->head + (p->key[i] >> shift));
  for (int i = 0; i < p->n; i++) INDEX_PREFETCH(index->post + index->head[p->key[i] >> shift]);
  for (int i = 0; i < p->n; i++) index_scan(index, p->key[i], p->out);
  p->n = 0;
}

static void index_probe(void *arg, uint64_t key)
{
  IndexProbe *p = arg;
  if (p->n == INDEX_PROBES) index_flush(p);
  p->key[p->n++] = key;
}

void elg_index_candidates(ElgIndex *index, const ElgRecord *probe, ElgBuf *out)
{
  IndexProbe p;
  p.index = index;
  p.n = 0;
  p.out = out;
  if (++index->stamp == 0) {
    memset(index->seen, 0, ((size_t)index->n + 1) * sizeof *index->seen);
    index->stamp = 1;
  }
  index_keys(probe, index_probe, &p);
  index_flush(&p);
}
