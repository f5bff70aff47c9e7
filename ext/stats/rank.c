#include "stats/rank.h"
#include <math.h>
#include <string.h>

/* An integer in the order of the doubles, and back. */
static uint64_t rank_key(double x)
{
  uint64_t bits;
  x += 0.0; /* -0.0 becomes 0.0 */
  memcpy(&bits, &x, sizeof bits);
  return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static double rank_unkey(uint64_t key)
{
  uint64_t bits = key >> 63 ? key & ~((uint64_t)1 << 63) : ~key;
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static ElgRc rank_pass(const ElgRankItem *from, ElgRankItem *to, size_t n, int shift, size_t *at, ElgPoll *poll)
{
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < n; i++) {
    to[at[(rank_key(from[i].x) >> shift) & 255]++] = from[i];
    rc = elg_poll(poll);
  }
  return rc;
}

ElgRc elg_rank_sort(ElgRankItem *items, ElgRankItem *scratch, size_t n, ElgPoll *poll)
{
  ElgRankItem *from = items, *to = scratch;
  for (int shift = 0; shift < 64; shift += 8) {
    size_t at[256] = {0}, sum = 0;
    for (size_t i = 0; i < n; i++) at[(rank_key(from[i].x) >> shift) & 255]++;
    if (n && at[(rank_key(from[0].x) >> shift) & 255] == n) continue;
    for (int b = 0; b < 256; b++) {
      size_t count = at[b];
      at[b] = sum;
      sum += count;
    }
    ElgRc rc = rank_pass(from, to, n, shift, at, poll);
    if (rc) return rc;
    ElgRankItem *swap = from;
    from = to;
    to = swap;
  }
  if (from != items && n) memcpy(items, from, n * sizeof *items);
  return ELG_OK;
}

/* A tree node: smaller values left, larger right, the highest priority on top; size counts values below and here. */
typedef struct {
  double x;
  uint32_t left, right, size, count, priority;
} RankNode;

static RankNode *rank_nodes(const ElgRank *r) { return (RankNode *)(void *)r->nodes.p; }
static double *rank_values(const ElgRank *r) { return (double *)(void *)r->values.p; }

static void rank_update(RankNode *nodes, uint32_t t)
{
  nodes[t].size = nodes[nodes[t].left].size + nodes[nodes[t].right].size + nodes[t].count;
}

/* Split tree t into the values below and above x, which is not in it. */
static void rank_split(RankNode *nodes, uint32_t t, double x, uint32_t *low, uint32_t *high)
{
  if (!t) {
    *low = *high = 0;
    return;
  }
  if (nodes[t].x < x) {
    *low = t;
    rank_split(nodes, nodes[t].right, x, &nodes[t].right, high);
  } else {
    *high = t;
    rank_split(nodes, nodes[t].left, x, low, &nodes[t].left);
  }
  rank_update(nodes, t);
}

static uint32_t rank_merge(RankNode *nodes, uint32_t low, uint32_t high)
{
  if (!low || !high) return low ? low : high;
  if (nodes[low].priority > nodes[high].priority) {
    nodes[low].right = rank_merge(nodes, nodes[low].right, high);
    rank_update(nodes, low);
    return low;
  }
  nodes[high].left = rank_merge(nodes, low, nodes[high].left);
  rank_update(nodes, high);
  return high;
}

/* The node of x, or 0. */
static uint32_t rank_find(const RankNode *nodes, uint32_t t, double x)
{
  while (t && nodes[t].x != x) t = x < nodes[t].x ? nodes[t].left : nodes[t].right;
  return t;
}

static uint32_t rank_hash(uint32_t i)
{
  i = (i ^ (i >> 16)) * 0x45D9F3Bu;
  i = (i ^ (i >> 16)) * 0x45D9F3Bu;
  return i ^ (i >> 16);
}

/* A free node for x, or 0 without memory. */
static uint32_t rank_new(ElgRank *r, double x)
{
  uint32_t t = r->idle;
  if (t) {
    r->idle = rank_nodes(r)[t].left;
  } else {
    elg_buf_reserve(&r->nodes, 2 * sizeof(RankNode));
    if (r->nodes.rc) return 0;
    if (!r->nodes.n) memset(elg_buf_grow(&r->nodes, sizeof(RankNode)), 0, sizeof(RankNode));
    t = (uint32_t)(r->nodes.n / sizeof(RankNode));
    elg_buf_grow(&r->nodes, sizeof(RankNode));
  }
  rank_nodes(r)[t] = (RankNode){x, 0, 0, 1, 1, rank_hash(t)};
  return t;
}

static ElgRc rank_insert(ElgRank *r, double x)
{
  uint32_t made = 0;
  if (!rank_find(rank_nodes(r), r->root, x)) {
    made = rank_new(r, x);
    if (!made) return r->nodes.rc;
  }
  RankNode *nodes = rank_nodes(r);
  uint32_t *link = &r->root;
  while (*link && (!made || nodes[*link].priority >= nodes[made].priority)) {
    RankNode *node = nodes + *link;
    node->size++;
    if (node->x == x) {
      node->count++;
      return ELG_OK;
    }
    link = x < node->x ? &node->left : &node->right;
  }
  rank_split(nodes, *link, x, &nodes[made].left, &nodes[made].right);
  *link = made;
  rank_update(nodes, made);
  return ELG_OK;
}

ElgRc elg_rank_add(ElgRank *r, double x)
{
  ElgRc rc;
  x += 0.0;
  if (r->n >= UINT32_MAX - 1) return ELG_TOOBIG;
  if (r->ordered) {
    rc = rank_insert(r, x);
  } else {
    elg_buf_put(&r->values, &x, sizeof x);
    rc = r->values.rc;
  }
  if (!rc) r->n++;
  else r->n = r->root = r->idle = 0;
  return rc;
}

ElgRc elg_rank_order(ElgRank *r)
{
  if (r->ordered) return ELG_OK;
  const double *x = rank_values(r);
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < r->n; i++) rc = rank_insert(r, x[i]);
  elg_buf_free(&r->values);
  r->ordered = 1;
  if (rc) r->n = r->root = r->idle = 0;
  return rc;
}

void elg_rank_remove(ElgRank *r, double x)
{
  RankNode *nodes = rank_nodes(r);
  uint32_t *link = &r->root;
  x += 0.0;
  if (!nodes || !rank_find(nodes, r->root, x)) return;
  while (nodes[*link].x != x) {
    nodes[*link].size--;
    link = x < nodes[*link].x ? &nodes[*link].left : &nodes[*link].right;
  }
  uint32_t t = *link;
  r->n--;
  nodes[t].size--;
  if (--nodes[t].count) return;
  *link = rank_merge(nodes, nodes[t].left, nodes[t].right);
  nodes[t].left = r->idle;
  r->idle = t;
}

/* Most significant byte first: count the bytes of the values that share the prefix found so far. */
static ElgRc rank_select(const double *x, size_t n, size_t k, ElgPoll *poll, double *out)
{
  uint64_t prefix = 0, mask = 0;
  for (int shift = 56; shift >= 0; shift -= 8) {
    size_t count[256] = {0};
    uint64_t b = 0;
    ElgRc rc = ELG_OK;
    for (size_t i = 0; !rc && i < n; i++) {
      uint64_t key = rank_key(x[i]);
      if (((key ^ prefix) & mask) == 0) count[(key >> shift) & 255]++;
      rc = elg_poll(poll);
    }
    if (rc) return rc;
    while (k >= count[b]) k -= count[b++];
    prefix |= b << shift;
    mask |= (uint64_t)255 << shift;
  }
  *out = rank_unkey(prefix);
  return ELG_OK;
}

ElgRc elg_rank_pick(const ElgRank *r, size_t k, ElgPoll *poll, double *x)
{
  if (!r->ordered) return rank_select(rank_values(r), r->n, k, poll, x);
  const RankNode *nodes = rank_nodes(r);
  for (uint32_t t = r->root;;) {
    size_t left = nodes[nodes[t].left].size;
    if (k >= left && k < left + nodes[t].count) {
      *x = nodes[t].x;
      return ELG_OK;
    }
    if (k < left) {
      t = nodes[t].left;
    } else {
      k -= left + nodes[t].count;
      t = nodes[t].right;
    }
  }
}

static double rank_middle(double a, double b) { return isfinite(a + b) ? (a + b) / 2 : a / 2 + b / 2; }

ElgRc elg_rank_median(const ElgRank *r, ElgPoll *poll, double *x)
{
  double low = NAN, high = NAN;
  ElgRc rc = r->n ? elg_rank_pick(r, (r->n - 1) / 2, poll, &low) : ELG_OK;
  high = low;
  if (!rc && r->n && r->n % 2 == 0) rc = elg_rank_pick(r, r->n / 2, poll, &high);
  *x = rank_middle(low, high);
  return rc;
}

size_t elg_rank_place(size_t n, double confidence)
{
  double p = 1, total = 0, half = (double)(n / 2), k = half;
  for (; k > 0 && p > 1e-40; k--) {
    total += p;
    p *= k / ((double)n - k + 1); /* P(k - 1) / P(k) */
  }
  total = 2 * (total + p) - (n % 2 ? 0 : 1); /* in units of the middle term */
  double limit = (1 - confidence) / 2 * total * (1 + 1e-12), tail = p;
  size_t place = (size_t)k;
  if (tail > limit) return 0;
  while (tail <= limit) {
    p *= ((double)n - k) / (k + 1);
    k++;
    place++;
    tail += p;
  }
  return place;
}

ElgRc elg_rank_interval(ElgRank *r, double confidence, ElgPoll *poll, ElgInterval *ci)
{
  if (r->place_n != r->n || r->place_level != confidence) {
    r->place = r->n ? elg_rank_place(r->n, confidence) : 0;
    r->place_n = r->n;
    r->place_level = confidence;
  }
  *ci = (ElgInterval){NAN, NAN};
  if (!r->place) return ELG_OK;
  ElgRc rc = elg_rank_pick(r, r->place - 1, poll, &ci->low);
  return rc ? rc : elg_rank_pick(r, r->n - r->place, poll, &ci->high);
}

void elg_rank_free(ElgRank *r)
{
  elg_buf_free(&r->values);
  elg_buf_free(&r->nodes);
  *r = (ElgRank){0};
}
