#include "overlap/cluster.h"
#include <stdlib.h>
#include <string.h>
#include "unit.h"

static uint64_t seed = 2463534242u;
static uint32_t draw(uint32_t n)
{
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (uint32_t)(seed >> 33) % n;
}

#define MOST 24

/* The definition, slowly: cluster numbers, every cross pair counted. */
static void slow(const ElgLink *links, size_t n_links, uint32_t n, uint32_t *first)
{
  int linked[MOST][MOST] = {{0}};
  for (size_t k = 0; k < n_links; k++) linked[links[k].a][links[k].b] = linked[links[k].b][links[k].a] = 1;
  for (uint32_t i = 0; i < n; i++) first[i] = i;
  for (size_t k = 0; k < n_links; k++) {
    uint32_t x = first[links[k].a], y = first[links[k].b];
    int across = 0, pairs = 0;
    for (uint32_t i = 0; i < n; i++)
      for (uint32_t j = 0; j < n; j++)
        if (first[i] == x && first[j] == y) pairs++, across += linked[i][j];
    if (x == y || across * 2 <= pairs) continue;
    for (uint32_t i = 0; i < n; i++)
      if (first[i] == x || first[i] == y) first[i] = x < y ? x : y;
  }
}

/* Every item but the first hangs on an item of its cluster by a link of the two, and reaches the first. */
static int linked(const ElgLink *links, size_t n_links, uint32_t x, uint32_t y)
{
  for (size_t k = 0; k < n_links; k++)
    if ((links[k].a == x && links[k].b == y) || (links[k].b == x && links[k].a == y)) return 1;
  return 0;
}
static int hangs(const ElgLink *links, size_t n_links, const ElgClustering *c, uint32_t n)
{
  int ok = 1;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = i, steps = 0;
    for (; c->parent[at] != ELG_CLUSTER_NONE && steps <= n; steps++) {
      ok &= linked(links, n_links, at, c->parent[at]);
      at = c->parent[at];
    }
    ok &= at == c->first[i] && c->first[i] <= i && (c->parent[i] == ELG_CLUSTER_NONE) == (c->first[i] == i);
  }
  return ok;
}

static void check_random(int round)
{
  ElgLink links[MOST * MOST];
  ElgClustering c;
  ElgPoll poll = {0};
  uint32_t n = 2 + draw(MOST - 2), density = 1 + draw(9), first[MOST] = {0};
  size_t n_links = 0;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t j = 0; j < i; j++)
      if (draw(10) < density) {
        links[n_links++] = round & 1 ? (ElgLink){draw(5) / 4.0, i, j} : (ElgLink){draw(1000) / 999.0, j, i};
      }
  CHECK_INT(elg_cluster(links, n_links, n, &poll, &c), ELG_OK);
  slow(links, n_links, n, first);
  CHECK(!memcmp(first, c.first, n * sizeof *first));
  CHECK(hangs(links, n_links, &c, n));
  elg_clustering_free(&c);
}

static ElgRc sweep(void)
{
  ElgLink links[30];
  ElgClustering c;
  ElgPoll poll = {0};
  for (uint32_t i = 0; i < 30; i++) links[i] = (ElgLink){1.0 / (i + 1), i, i % 3 ? i + 1 : 40 + i / 3};
  ElgRc rc = elg_cluster(links, 30, 60, &poll, &c);
  elg_clustering_free(&c);
  return rc;
}

static ElgRc stop(void *arg)
{
  (void)arg;
  return ELG_INTERRUPT;
}

/* A bridge: two full groups that one item resembles in part. */
static void check_bridge(void)
{
  ElgLink links[] = {{.95, 0, 1}, {.94, 2, 3}, {.80, 1, 2}};
  ElgClustering c;
  ElgPoll poll = {0};
  CHECK_INT(elg_cluster(links, 3, 4, &poll, &c), ELG_OK);
  CHECK(c.first[1] == 0 && c.first[2] == 2 && c.first[3] == 2);
  elg_clustering_free(&c);
  ElgLink chain[] = {{.9, 0, 1}, {.8, 2, 1}};
  CHECK_INT(elg_cluster(chain, 2, 3, &poll, &c), ELG_OK);
  CHECK(c.first[1] == 0 && c.first[2] == 2);
  CHECK(c.parent[1] == 0 && c.parent[0] == ELG_CLUSTER_NONE);
  elg_clustering_free(&c);
}

/* Many items, all linked: one cluster, and the table of crossings is swept on the way. */
static void check_clique(uint32_t n)
{
  size_t k = 0;
  ElgLink *links = malloc((size_t)n * n / 2 * sizeof *links);
  ElgClustering c;
  ElgPoll poll = {0};
  for (uint32_t i = 0; links && i < n; i++)
    for (uint32_t j = 0; j < i; j++) links[k++] = (ElgLink){draw(1u << 30) / 1e9, j, i};
  CHECK_INT(elg_cluster(links, k, n, &poll, &c), ELG_OK);
  uint32_t together = 0;
  for (uint32_t i = 0; i < n; i++) together += c.first[i] == 0;
  CHECK_INT(together, n);
  elg_clustering_free(&c);
  poll = (ElgPoll){.check = stop};
  CHECK_INT(elg_cluster(links, k, n, &poll, &c), ELG_INTERRUPT);
  elg_clustering_free(&c);
  free(links);
}

int main(void)
{
  ElgClustering c;
  ElgPoll poll = {0};
  for (int round = 0; round < 5000; round++) check_random(round);
  check_bridge();
  check_clique(1000);
  CHECK_INT(elg_cluster(NULL, 0, 0, &poll, &c), ELG_OK);
  elg_clustering_free(&c);
  CHECK_INT(elg_cluster(NULL, 0, 3, &poll, &c), ELG_OK);
  CHECK(c.first[2] == 2 && c.parent[2] == ELG_CLUSTER_NONE);
  elg_clustering_free(&c);
  unit_fault_sweep(sweep);
  return unit_end();
}
