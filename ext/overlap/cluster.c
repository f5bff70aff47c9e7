#include "overlap/cluster.h"
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

/* Links between two clusters: key is the two roots, smaller one in the high half; 0 is free (no link joins 0 to 0). */
typedef struct {
  uint64_t key;
  uint32_t count;
} ClusterCross;

typedef struct {
  const ElgLink *links;
  uint32_t n, n_links;
  uint32_t *up;    /* [n] union-find forest */
  uint32_t *items; /* [n] items of a root's cluster */
  uint32_t *head;  /* [n] a root's chain of link ends */
  uint32_t *tail;  /* [n] its last one */
  uint32_t *ends;  /* [n] its length */
  uint32_t *next;  /* [2 * n_links] end 2 k is link k seen from a, 2 k + 1 from b */
  ClusterCross *cross;
  size_t size, used; /* slots of cross, a power of two; those taken */
  uint8_t *joins;    /* [n_links] the link joined two clusters */
} Cluster;

static int cluster_order(const void *x, const void *y)
{
  const ElgLink *l = x, *m = y;
  if (l->score != m->score) return l->score > m->score ? -1 : 1;
  if (l->a != m->a) return l->a < m->a ? -1 : 1;
  return l->b < m->b ? -1 : l->b > m->b;
}

static uint32_t cluster_root(const Cluster *c, uint32_t i)
{
  while (c->up[i] != i) {
    c->up[i] = c->up[c->up[i]];
    i = c->up[i];
  }
  return i;
}

static uint64_t cluster_key(uint32_t x, uint32_t y) { return x < y ? (uint64_t)x << 32 | y : (uint64_t)y << 32 | x; }

/* The slot of a key: taken, or the free one where it belongs. */
static ClusterCross *cluster_slot(const Cluster *c, uint64_t key)
{
  size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 20) & (c->size - 1);
  while (c->cross[i].key && c->cross[i].key != key) i = (i + 1) & (c->size - 1);
  return c->cross + i;
}

static int cluster_is_live(const Cluster *c, uint64_t key)
{
  uint32_t x = (uint32_t)(key >> 32), y = (uint32_t)key;
  return key && c->up[x] == x && c->up[y] == y;
}

/* Drop what names clusters that are no more: at most n_links entries stay, half of the slots. */
static ElgRc cluster_sweep(Cluster *c)
{
  ClusterCross *old = c->cross;
  c->cross = elg_realloc(NULL, c->size * sizeof *c->cross);
  if (!c->cross) {
    c->cross = old;
    return ELG_NOMEM;
  }
  memset(c->cross, 0, c->size * sizeof *c->cross);
  c->used = 0;
  for (size_t i = 0; i < c->size; i++) {
    if (!cluster_is_live(c, old[i].key)) continue;
    *cluster_slot(c, old[i].key) = old[i];
    c->used++;
  }
  elg_free(old);
  return ELG_OK;
}

static ElgRc cluster_count(Cluster *c, uint32_t x, uint32_t y)
{
  if (c->used * 4 >= c->size * 3 && cluster_sweep(c)) return ELG_NOMEM;
  ClusterCross *slot = cluster_slot(c, cluster_key(x, y));
  c->used += !slot->key;
  slot->key = cluster_key(x, y);
  slot->count++;
  return ELG_OK;
}

static uint32_t *cluster_array(size_t n) { return elg_realloc(NULL, (n + 1) * sizeof(uint32_t)); }

static void cluster_push(Cluster *c, uint32_t item, uint32_t end)
{
  c->next[end] = c->head[item];
  if (c->head[item] == ELG_CLUSTER_NONE) c->tail[item] = end;
  c->head[item] = end;
  c->ends[item]++;
}

static ElgRc cluster_start(Cluster *c)
{
  for (c->size = 16; c->size < (size_t)c->n_links * 2; c->size *= 2) {}
  c->up = cluster_array(c->n);
  c->items = cluster_array(c->n);
  c->head = cluster_array(c->n);
  c->tail = cluster_array(c->n);
  c->ends = cluster_array(c->n);
  c->next = cluster_array((size_t)c->n_links * 2);
  c->joins = elg_realloc(NULL, (size_t)c->n_links + 1);
  c->cross = elg_realloc(NULL, c->size * sizeof *c->cross);
  if (!c->up || !c->items || !c->head || !c->tail || !c->ends || !c->next || !c->joins || !c->cross) return ELG_NOMEM;
  memset(c->joins, 0, (size_t)c->n_links + 1);
  memset(c->cross, 0, c->size * sizeof *c->cross);
  for (uint32_t i = 0; i < c->n; i++) {
    c->up[i] = i;
    c->items[i] = 1;
    c->head[i] = c->tail[i] = ELG_CLUSTER_NONE;
    c->ends[i] = 0;
  }
  for (uint32_t k = 0; k < c->n_links; k++) {
    const ElgLink *l = c->links + k;
    cluster_push(c, l->a, 2 * k);
    cluster_push(c, l->b, 2 * k + 1);
    if (cluster_count(c, l->a, l->b)) return ELG_NOMEM;
  }
  return ELG_OK;
}

static void cluster_stop(Cluster *c)
{
  elg_free(c->up);
  elg_free(c->items);
  elg_free(c->head);
  elg_free(c->tail);
  elg_free(c->ends);
  elg_free(c->next);
  elg_free(c->joins);
  elg_free(c->cross);
}

/* Join two roots; y, the one with fewer link ends, hands its links over to x: a link end moves O(log L) times. */
static ElgRc cluster_join(Cluster *c, uint32_t x, uint32_t y)
{
  if (c->ends[x] < c->ends[y]) {
    uint32_t swap = x;
    x = y;
    y = swap;
  }
  c->up[y] = x;
  c->items[x] += c->items[y];
  c->ends[x] += c->ends[y];
  for (uint32_t end = c->head[y]; end != ELG_CLUSTER_NONE; end = c->next[end]) {
    const ElgLink *l = c->links + end / 2;
    uint32_t z = cluster_root(c, end & 1 ? l->a : l->b);
    if (z != x && cluster_count(c, x, z)) return ELG_NOMEM;
  }
  if (c->head[y] == ELG_CLUSTER_NONE) return ELG_OK;
  c->next[c->tail[y]] = c->head[x];
  if (c->head[x] == ELG_CLUSTER_NONE) c->tail[x] = c->tail[y];
  c->head[x] = c->head[y];
  return ELG_OK;
}

static ElgRc cluster_run(Cluster *c, ElgPoll *poll)
{
  ElgRc rc = ELG_OK;
  for (uint32_t k = 0; !rc && k < c->n_links; k++) {
    rc = elg_poll(poll);
    uint32_t x = cluster_root(c, c->links[k].a), y = cluster_root(c, c->links[k].b);
    if (rc || x == y) continue;
    uint64_t across = cluster_slot(c, cluster_key(x, y))->count;
    if (across * 2 <= (uint64_t)c->items[x] * c->items[y]) continue;
    c->joins[k] = 1;
    rc = cluster_join(c, x, y);
  }
  return rc;
}

/* The joining links form a tree per cluster: hang each from its smallest item. head and next are reused as the tree's
** chains of link ends, tail as the queue. */
static void cluster_hang(Cluster *c, ElgClustering *out)
{
  uint32_t *queue = c->tail;
  for (uint32_t i = 0; i < c->n; i++) {
    c->head[i] = ELG_CLUSTER_NONE;
    out->first[i] = out->parent[i] = ELG_CLUSTER_NONE;
  }
  for (uint32_t k = 0; k < c->n_links; k++) {
    if (!c->joins[k]) continue;
    c->next[2 * k] = c->head[c->links[k].a];
    c->head[c->links[k].a] = 2 * k;
    c->next[2 * k + 1] = c->head[c->links[k].b];
    c->head[c->links[k].b] = 2 * k + 1;
  }
  for (uint32_t i = 0; i < c->n; i++) {
    if (out->first[i] != ELG_CLUSTER_NONE) continue;
    uint32_t from = 0, to = 0;
    out->first[i] = i;
    queue[to++] = i;
    while (from < to) {
      uint32_t item = queue[from++];
      for (uint32_t end = c->head[item]; end != ELG_CLUSTER_NONE; end = c->next[end]) {
        uint32_t other = end & 1 ? c->links[end / 2].a : c->links[end / 2].b;
        if (out->first[other] != ELG_CLUSTER_NONE) continue;
        out->first[other] = i;
        out->parent[other] = item;
        queue[to++] = other;
      }
    }
  }
}

ElgRc elg_cluster(ElgLink *links, size_t n_links, uint32_t n, ElgPoll *poll, ElgClustering *out)
{
  Cluster c = {.links = links, .n = n, .n_links = (uint32_t)n_links};
  *out = (ElgClustering){cluster_array(n), cluster_array(n)};
  if (!out->first || !out->parent) return ELG_NOMEM;
  for (size_t k = 0; k < n_links; k++) {
    if (links[k].a < links[k].b) continue;
    uint32_t swap = links[k].a;
    links[k].a = links[k].b;
    links[k].b = swap;
  }
  if (n_links) qsort(links, n_links, sizeof *links, cluster_order);
  ElgRc rc = cluster_start(&c);
  if (!rc) rc = cluster_run(&c, poll);
  if (!rc) cluster_hang(&c, out);
  cluster_stop(&c);
  return rc;
}

void elg_clustering_free(ElgClustering *c)
{
  elg_free(c->first);
  elg_free(c->parent);
  *c = (ElgClustering){0};
}
