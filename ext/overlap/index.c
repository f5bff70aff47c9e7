#include "overlap/index.h"
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"

#if defined(__GNUC__)
#define INDEX_PREFETCH(p) __builtin_prefetch(p)
#else
#define INDEX_PREFETCH(p) (void)(p)
#endif

#define INDEX_POST 3

/* The keys of a record: of its names, its domains and its identifiers. */
typedef struct {
  uint64_t key[ELG_NAME_ALIASES * ELG_KEYS_MAX + ELG_RECORD_DOMAINS + 3];
  int n;
} IndexKeys;

static void index_fact(IndexKeys *out, uint64_t kind, uint64_t value)
{
  if (value) out->key[out->n++] = elg_hash_next(kind, value) & ~(uint64_t)ELG_KEY_LACKS;
}

static void index_keys(const ElgRecord *r, IndexKeys *out)
{
  ElgKeys keys;
  out->n = 0;
  for (int k = 0; k < r->n_names; k++) {
    elg_block_keys(r->name + k, &keys);
    memcpy(out->key + out->n, keys.key, (size_t)keys.n * sizeof *keys.key);
    out->n += keys.n;
  }
  const ElgFacts *f = r->facts;
  if (!f) return;
  for (int i = 0; i < f->n_domains; i++) index_fact(out, 101, f->domain[i]);
  index_fact(out, 102, f->lei);
  index_fact(out, 103, f->duns);
  index_fact(out, 104, f->registration);
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
  elg_buf_put(&index->records, &record, sizeof record);
  if (index->records.rc) return ELG_NOMEM;
  *number = index->n++;
  slots[i] = hash << 32 | index->n;
  return ELG_OK;
}

static ElgRecord *index_record(const ElgIndex *index, uint32_t record)
{
  return (ElgRecord *)(void *)index->records.p + record;
}

/* ---- build: of a long list the keys are made twice, once to count them and once to post them, rather than kept ---- */

/* Keys kept between the two, at most. */
#define INDEX_KEPT ((size_t)2 << 20)

typedef struct {
  ElgIndex *index;
  ElgPoll *poll;
  ElgBuf kept;    /* uint64_t[]: the keys of the first records */
  ElgBuf n_kept;  /* uint16_t[]: how many keys each of them has */
  uint32_t *at;   /* of a bucket: keys counted, then where the next posting goes */
  size_t n;       /* keys */
} IndexBuild;

static void index_keep(IndexBuild *b, const IndexKeys *keys, uint32_t record)
{
  uint16_t n = (uint16_t)keys->n;
  if (b->n + n > INDEX_KEPT || b->n_kept.n != record * sizeof n) return;
  elg_buf_put(&b->kept, keys->key, n * sizeof *keys->key);
  elg_buf_put(&b->n_kept, &n, sizeof n);
}

static ElgRc index_count(IndexBuild *b)
{
  IndexKeys keys;
  int shift = 64 - b->index->bits;
  for (uint32_t record = 0; record < b->index->n; record++) {
    ElgRc rc = elg_poll(b->poll);
    if (rc) return rc;
    index_keys(index_record(b->index, record), &keys);
    for (int i = 0; i < keys.n; i++) b->at[keys.key[i] >> shift]++;
    index_keep(b, &keys, record);
    b->n += (size_t)keys.n;
  }
  return b->kept.rc ? b->kept.rc : b->n_kept.rc;
}

static void index_post_keys(const IndexBuild *b, const uint64_t *key, int n, uint32_t record)
{
  uint16_t *post = b->index->post;
  int shift = 64 - b->index->bits;
  for (int i = 0; i < n; i++) INDEX_PREFETCH(post + (size_t)b->at[key[i] >> shift] * INDEX_POST);
  for (int i = 0; i < n; i++) {
    uint16_t *p = post + (size_t)b->at[key[i] >> shift]++ * INDEX_POST;
    p[0] = (uint16_t)key[i];
    p[1] = (uint16_t)record;
    p[2] = (uint16_t)(record >> 16);
  }
}

static ElgRc index_post(const IndexBuild *b)
{
  IndexKeys keys;
  const uint64_t *key = (const uint64_t *)(const void *)b->kept.p;
  const uint16_t *n_kept = (const uint16_t *)(const void *)b->n_kept.p;
  uint32_t kept = (uint32_t)(b->n_kept.n / sizeof *n_kept);
  for (uint32_t record = 0; record < b->index->n; record++) {
    ElgRc rc = elg_poll(b->poll);
    if (rc) return rc;
    if (record < kept) {
      if (!n_kept[record]) continue; /* key may be NULL: a list without keys */
      index_post_keys(b, key, n_kept[record], record);
      key += n_kept[record];
    } else {
      index_keys(index_record(b->index, record), &keys);
      index_post_keys(b, keys.key, keys.n, record);
    }
  }
  return ELG_OK;
}

/* Buckets of about three postings. */
static int index_bits(uint32_t records)
{
  int bits = 4;
  while (((uint64_t)1 << bits) * 4 < (uint64_t)records * 22) bits++;
  return bits;
}

static ElgRc index_fill(IndexBuild *b)
{
  ElgIndex *index = b->index;
  size_t buckets = (size_t)1 << index->bits;
  b->at = index->head + 2;
  ElgRc rc = index_count(b);
  if (rc) return rc;
  if (b->n > UINT32_MAX) return ELG_TOOBIG;
  index->post = elg_realloc(NULL, (b->n + 1) * INDEX_POST * sizeof *index->post);
  if (!index->post) return ELG_NOMEM;
  for (size_t k = 2; k < buckets + 2; k++) index->head[k] += index->head[k - 1];
  b->at = index->head + 1;
  return index_post(b);
}

ElgRc elg_index_build(ElgIndex *index, ElgPoll *poll)
{
  IndexBuild b = {.index = index, .poll = poll};
  index->bits = index_bits(index->n);
  size_t heads = ((size_t)1 << index->bits) + 2;
  elg_buf_free(&index->groups);
  index->head = elg_realloc(NULL, heads * sizeof *index->head);
  if (!index->head) return ELG_NOMEM;
  memset(index->head, 0, heads * sizeof *index->head);
  ElgRc rc = index_fill(&b);
  elg_buf_free(&b.kept);
  elg_buf_free(&b.n_kept);
  return rc;
}

void elg_index_free(ElgIndex *index)
{
  elg_arena_free(&index->arena);
  elg_buf_free(&index->records);
  elg_buf_free(&index->groups);
  elg_free(index->head);
  elg_free(index->post);
  *index = (ElgIndex){0};
}

const ElgRecord *elg_index_record(const ElgIndex *index, uint32_t record) { return index_record(index, record); }

/* ---- probe ---- */

/* All records behind keys that meet key, some of them again. */
static void index_scan(const ElgIndex *index, uint64_t key, ElgBuf *out)
{
  size_t b = (size_t)(key >> (64 - index->bits));
  const uint16_t *p = index->post + (size_t)index->head[b] * INDEX_POST, *end = index->post + (size_t)index->head[b + 1] * INDEX_POST;
  for (; p < end; p += INDEX_POST) {
    if (!elg_keys_meet(p[0], (uint16_t)key)) continue;
    uint32_t record = p[1] | (uint32_t)p[2] << 16;
    elg_buf_put(out, &record, sizeof record);
    INDEX_PREFETCH(index_record(index, record));
  }
}

static void index_next_stamp(ElgIndex *index)
{
  if (++index->stamp) return;
  for (uint32_t r = 0; r < index->n; r++) index_record(index, r)->mark = 0;
  index->stamp = 1;
}

/* Of out's records from byte `from` on the first of each; what they hold is asked for. */
static void index_distinct(ElgIndex *index, ElgBuf *out, size_t from)
{
  uint32_t *record = (uint32_t *)(void *)(out->p + from);
  size_t n = (out->n - from) / sizeof *record, kept = 0;
  for (size_t i = 0; i < n; i++) {
    ElgRecord *r = index_record(index, record[i]);
    if (r->mark == index->stamp) continue;
    r->mark = index->stamp;
    for (size_t line = 0; line < 192; line += 64) INDEX_PREFETCH((const char *)r->name + line);
    record[kept++] = record[i];
  }
  out->n = from + kept * sizeof *record;
}

void elg_index_candidates(ElgIndex *index, const ElgRecord *probe, ElgBuf *out)
{
  IndexKeys keys;
  size_t from = out->n;
  int shift = 64 - index->bits;
  index_keys(probe, &keys);
  for (int i = 0; i < keys.n; i++) INDEX_PREFETCH(index->head + (keys.key[i] >> shift));
  for (int i = 0; i < keys.n; i++) INDEX_PREFETCH(index->post + (size_t)index->head[keys.key[i] >> shift] * INDEX_POST);
  for (int i = 0; i < keys.n; i++) index_scan(index, keys.key[i], out);
  index_next_stamp(index);
  if (!out->rc && out->n > from) index_distinct(index, out, from);
}
