#include "overlap/index.h"
#include <string.h>
#include "base/hash.h"
#include "base/mem.h"

#define INDEX_POST 3

static size_t index_bucket(const ElgIndex *index, uint64_t key) { return (size_t)(key >> (64 - index->bits)); }

/* The class of the key's tag. Keys that differ in what they lack alone are of one. */
static uint32_t index_class(uint64_t key) { return (uint32_t)1 << (key >> 4 & 31); }

static uint64_t index_hash(const ElgRecord *r)
{
  uint64_t h = 0;
  for (int i = 0; i < r->n_names; i++) h = elg_hash_next(h, r->name[i].full ^ (uint64_t)r->name[i].all << 17);
  return r->facts ? elg_hash_next(h, elg_hash((ElgStr){(const char *)r->facts, sizeof *r->facts})) : h;
}

static int index_same_name(const ElgName *a, const ElgName *b)
{
  return a->full == b->full && a->all == b->all && a->raw == b->raw && a->n == b->n && /* NOLINT: a kept record has names */
         a->text_len == b->text_len &&
         a->n_legal == b->n_legal && !memcmp(a->tokens, b->tokens, a->n * sizeof *a->tokens) &&
         !memcmp(a->text, b->text, a->text_len) && !memcmp(a->legal, b->legal, sizeof a->legal);
}

static int index_same(const ElgRecord *a, const ElgRecord *b)
{
  if (a->n_names != b->n_names || !a->facts != !b->facts) return 0;
  for (int i = 0; i < a->n_names; i++)
    if (!index_same_name(a->name + i, b->name + i)) return 0;
  return !a->facts || !memcmp(a->facts, b->facts, sizeof *a->facts);
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

ElgRc elg_index_add(ElgIndex *index, const ElgRecord *record, uint32_t *number)
{
  ElgRecord kept;
  ElgRc rc = index_grow_groups(index);
  if (rc) return rc;
  uint64_t hash = index_hash(record) >> 32, *slots = (uint64_t *)(void *)index->groups.p;
  size_t mask = index->groups.n / sizeof *slots - 1, i = (size_t)hash & mask;
  for (; slots[i]; i = (i + 1) & mask) {
    *number = (uint32_t)slots[i] - 1;
    if (slots[i] >> 32 != hash) continue;
    ElgRecord there = elg_index_record(index, *number);
    if (index_same(&there, record)) return ELG_OK;
  }
  if (index->n == UINT32_MAX - 1) return ELG_TOOBIG;
  rc = elg_record_keep(&index->arena, record, &kept);
  if (rc) return rc;
  ElgRecordRef ref = elg_record_ref(&kept);
  elg_buf_put(&index->records, &ref, sizeof ref);
  if (index->records.rc) return ELG_NOMEM;
  *number = index->n++;
  slots[i] = hash << 32 | index->n;
  return ELG_OK;
}

/* ---- build: of a long list the keys are made twice, once to count them and once to post them, rather than kept ---- */

/* Keys kept between the two, at most; none of a list of which that would be a small part. */
#define INDEX_KEPT ((size_t)2 << 20)
#define INDEX_KEPT_RECORDS (INDEX_KEPT / 8)

/* A member's share of the records. */
typedef struct {
  uint32_t from, to;
  ElgBuf kept;    /* uint64_t[]: the keys of the first of them */
  ElgBuf n_kept;  /* uint16_t[]: how many keys each of these has */
  size_t n;       /* keys */
  ElgRc rc;
} IndexShare;

typedef struct {
  ElgIndex *index;
  ElgPoll *poll; /* asked by member 0 */
  ElgIndexHead *at; /* of a bucket: keys counted, then where the next posting goes */
  ElgShared stop;
  int members;
  IndexShare share[ELG_TEAM_MAX];
} IndexBuild;

static uint32_t index_at(const IndexBuild *b, uint64_t key)
{
  ElgShared *at = &b->at[index_bucket(b->index, key)].at;
  return b->members > 1 ? elg_shared_add(at, 1) : elg_shared_add_alone(at, 1);
}

static void index_mark(const IndexBuild *b, uint64_t key)
{
  ElgShared *tags = &b->index->head[index_bucket(b->index, key)].tags;
  if (elg_shared_get(tags) & index_class(key)) return;
  if (b->members > 1) elg_shared_or(tags, index_class(key));
  else elg_shared_set(tags, elg_shared_get(tags) | index_class(key));
}

static int index_stopped(IndexBuild *b, int member)
{
  IndexShare *share = b->share + member;
  if (!member && !share->rc) share->rc = elg_poll(b->poll);
  if (share->rc) elg_shared_set(&b->stop, 1);
  return elg_shared_get(&b->stop) != 0;
}

static void index_keep(const IndexBuild *b, IndexShare *share, const ElgRecordKeys *keys, uint32_t record)
{
  uint16_t n = (uint16_t)keys->n;
  if (b->index->n > INDEX_KEPT_RECORDS || share->n + n > INDEX_KEPT / (size_t)b->members ||
      share->n_kept.n != (record - share->from) * sizeof n) return;
  elg_buf_put(&share->kept, keys->key, n * sizeof *keys->key);
  elg_buf_put(&share->n_kept, &n, sizeof n);
  share->rc = share->kept.rc ? share->kept.rc : share->n_kept.rc;
}

static void index_keys(const ElgIndex *index, uint32_t number, ElgRecordKeys *out)
{
  ElgRecord record = elg_index_record(index, number);
  elg_record_keys(&record, out);
}

static void index_count(void *arg, int member)
{
  IndexBuild *b = arg;
  IndexShare *share = b->share + member;
  ElgRecordKeys keys;
  for (uint32_t record = share->from; record < share->to && !index_stopped(b, member); record++) {
    index_keys(b->index, record, &keys);
    for (int i = 0; i < keys.n; i++) ELG_PREFETCH(b->at + index_bucket(b->index, keys.key[i]));
    for (int i = 0; i < keys.n; i++) {
      (void)index_at(b, keys.key[i]);
      index_mark(b, keys.key[i]);
    }
    index_keep(b, share, &keys, record);
    share->n += (size_t)keys.n;
  }
}

static void index_post_keys(const IndexBuild *b, const uint64_t *key, int n, uint32_t record)
{
  uint16_t *post = b->index->post;
  for (int i = 0; i < n; i++) ELG_PREFETCH(post + (size_t)elg_shared_get(&b->at[index_bucket(b->index, key[i])].at) * INDEX_POST);
  for (int i = 0; i < n; i++) {
    uint16_t *p = post + (size_t)index_at(b, key[i]) * INDEX_POST;
    p[0] = (uint16_t)key[i];
    p[1] = (uint16_t)record;
    p[2] = (uint16_t)(record >> 16);
  }
}

static void index_post(void *arg, int member)
{
  IndexBuild *b = arg;
  IndexShare *share = b->share + member;
  ElgRecordKeys keys;
  const uint64_t *key = (const uint64_t *)(const void *)share->kept.p;
  const uint16_t *n_kept = (const uint16_t *)(const void *)share->n_kept.p;
  uint32_t kept = share->from + (uint32_t)(share->n_kept.n / sizeof *n_kept);
  for (uint32_t record = share->from; record < share->to && !index_stopped(b, member); record++) {
    if (record < kept) {
      uint16_t n = n_kept[record - share->from];
      if (!n) continue; /* key may be NULL: a list without keys */
      index_post_keys(b, key, n, record);
      key += n;
    } else {
      index_keys(b->index, record, &keys);
      index_post_keys(b, keys.key, keys.n, record);
    }
  }
}

/* Buckets of about six postings, and of less than one in a short list, whose table fits the cache: most probes meet nothing. */
static int index_bits(uint32_t records)
{
  int bits = 16;
  while (((uint64_t)1 << bits) * 4 < (uint64_t)records * 11) bits++;
  return bits;
}

/* All members through one of the two passes; what stopped the first that stopped. */
static ElgRc index_pass(IndexBuild *b, void (*pass)(void *arg, int member))
{
  elg_team(b->members, pass, b);
  for (int m = 0; m < b->members; m++)
    if (b->share[m].rc) return b->share[m].rc;
  return ELG_OK;
}

static ElgRc index_fill(IndexBuild *b)
{
  ElgIndex *index = b->index;
  size_t buckets = (size_t)1 << index->bits, n = 0;
  b->at = index->head + 2;
  ElgRc rc = index_pass(b, index_count);
  if (rc) return rc;
  for (int m = 0; m < b->members; m++) n += b->share[m].n;
  if (n > UINT32_MAX) return ELG_TOOBIG;
  index->post = elg_realloc(NULL, (n + 1) * INDEX_POST * sizeof *index->post);
  if (!index->post) return ELG_NOMEM;
  for (size_t k = 2; k < buckets + 2; k++) (void)elg_shared_add_alone(&index->head[k].at, elg_shared_get(&index->head[k - 1].at));
  b->at = index->head + 1;
  return index_pass(b, index_post);
}

ElgRc elg_index_build(ElgIndex *index, int members, ElgPoll *poll)
{
  IndexBuild b = {.index = index, .poll = poll, .members = members};
  for (int m = 0; m < members; m++) {
    b.share[m].from = (uint32_t)((uint64_t)index->n * (uint32_t)m / (uint32_t)members);
    b.share[m].to = (uint32_t)((uint64_t)index->n * (uint32_t)(m + 1) / (uint32_t)members);
  }
  index->bits = index_bits(index->n);
  size_t heads = ((size_t)1 << index->bits) + 2;
  elg_buf_free(&index->groups);
  index->head = elg_realloc(NULL, heads * sizeof *index->head);
  if (!index->head) return ELG_NOMEM;
  memset(index->head, 0, heads * sizeof *index->head);
  ElgRc rc = index_fill(&b);
  for (int m = 0; m < members; m++) {
    elg_buf_free(&b.share[m].kept);
    elg_buf_free(&b.share[m].n_kept);
  }
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

/* ---- probe ---- */

static uint32_t index_head(const ElgIndex *index, uint64_t bucket) { return elg_shared_get(&index->head[bucket].at); }

/* All records behind keys that meet key, some of them again. Whether a posting meets is as good as random: no branch on it. */
static void index_scan(const ElgIndex *index, uint64_t key, ElgBuf *out)
{
  size_t b = index_bucket(index, key), from = index_head(index, b), n = index_head(index, b + 1) - from;
  const uint16_t *p = index->post + from * INDEX_POST, *end = p + n * INDEX_POST;
  uint32_t *found = elg_buf_grow(out, n * sizeof *found), *to = found;
  if (!found) return;
  for (; p < end; p += INDEX_POST) {
    *to = p[1] | (uint32_t)p[2] << 16;
    to += elg_keys_meet(p[0], (uint16_t)key);
  }
  out->n -= (n - (size_t)(to - found)) * sizeof *found;
}

/* The first of each; the records are asked for. */
static ElgRc index_distinct(const ElgIndex *index, ElgCandidates *out)
{
  uint32_t *record = (uint32_t *)(void *)out->found.p, *slots;
  size_t n = out->found.n / sizeof *record, kept = 0;
  int bits = 6;
  while ((size_t)1 << bits < n * 2) bits++;
  elg_buf_reset(&out->seen);
  slots = elg_buf_grow(&out->seen, sizeof *slots << bits);
  if (!slots) return out->seen.rc;
  memset(slots, 0, sizeof *slots << bits);
  for (size_t i = 0; i < n; i++) {
    size_t at = (size_t)((record[i] * 0x9E3779B97F4A7C15u) >> (64 - bits));
    while (slots[at] && slots[at] != record[i] + 1) at = (at + 1) & (((size_t)1 << bits) - 1);
    if (slots[at]) continue;
    slots[at] = record[i] + 1;
    ELG_PREFETCH((const ElgRecordRef *)(const void *)index->records.p + record[i]);
    record[kept++] = record[i];
  }
  out->n = kept;
  return ELG_OK;
}

ElgRc elg_index_ask(const ElgIndex *index, const ElgRecord *probe, ElgCandidates *out)
{
  ElgRecordKeys keys;
  elg_buf_reset(&out->keys);
  elg_record_keys(probe, &keys);
  for (int i = 0; i < keys.n; i++) ELG_PREFETCH(index->head + index_bucket(index, keys.key[i]));
  elg_buf_put(&out->keys, keys.key, (size_t)keys.n * sizeof *keys.key);
  return out->keys.rc;
}

void elg_index_fetch(const ElgIndex *index, ElgCandidates *out)
{
  uint64_t *key = (uint64_t *)(void *)out->keys.p;
  size_t n = out->keys.n / sizeof *key, kept = 0;
  for (size_t i = 0; i < n; i++) {
    size_t b = index_bucket(index, key[i]);
    if (!(elg_shared_get(&index->head[b].tags) & index_class(key[i]))) continue;
    ELG_PREFETCH(index->post + (size_t)index_head(index, b) * INDEX_POST);
    ELG_PREFETCH(index->post + (size_t)index_head(index, b + 1) * INDEX_POST);
    key[kept++] = key[i];
  }
  out->keys.n = kept * sizeof *key;
}

ElgRc elg_index_find(const ElgIndex *index, ElgCandidates *out)
{
  const uint64_t *key = (const uint64_t *)(const void *)out->keys.p;
  elg_buf_reset(&out->found);
  out->n = 0;
  for (size_t i = 0; i < out->keys.n / sizeof *key; i++) index_scan(index, key[i], &out->found);
  return out->found.rc ? out->found.rc : out->found.n ? index_distinct(index, out) : ELG_OK;
}

void elg_index_reach(const ElgIndex *index, const ElgCandidates *out)
{
  for (size_t i = 0; i < out->n; i++) {
    const char *names = (const char *)elg_index_record(index, elg_candidate(out, i)).name;
    for (size_t line = 0; line < 192; line += 64) ELG_PREFETCH(names + line);
  }
}

ElgRc elg_index_candidates(const ElgIndex *index, const ElgRecord *probe, ElgCandidates *out)
{
  ElgRc rc = elg_index_ask(index, probe, out);
  if (rc) return rc;
  elg_index_fetch(index, out);
  rc = elg_index_find(index, out);
  if (!rc) elg_index_reach(index, out);
  return rc;
}

void elg_candidates_free(ElgCandidates *c)
{
  elg_buf_free(&c->keys);
  elg_buf_free(&c->found);
  elg_buf_free(&c->seen);
}
