#include "overlap/choose.h"
#include <stdlib.h>

static int choose_rank(const ElgPair *x, const ElgPair *y)
{
  if (x->match.score != y->match.score) return x->match.score > y->match.score ? -1 : 1;
  if (x->match.name_score != y->match.name_score) return x->match.name_score > y->match.name_score ? -1 : 1;
  return 0;
}

static int choose_by_right(const void *a, const void *b)
{
  const ElgPair *x = a, *y = b;
  if (x->right != y->right) return x->right < y->right ? -1 : 1;
  int c = choose_rank(x, y);
  return c ? c : x->left < y->left ? -1 : x->left > y->left;
}

static int choose_by_left(const void *a, const void *b)
{
  const ElgPair *x = a, *y = b;
  if (x->left != y->left) return x->left < y->left ? -1 : 1;
  if (x->group != y->group) return x->group < y->group ? -1 : 1;
  int c = choose_rank(x, y);
  return c ? c : x->right < y->right ? -1 : x->right > y->right;
}

/* Mark the k best of each left row and group. */
static void choose_left(ElgPair *pairs, size_t n, uint64_t k)
{
  uint64_t rank = 0;
  qsort(pairs, n, sizeof *pairs, choose_by_left);
  for (size_t i = 0; i < n; i++) {
    int same = i && pairs[i].left == pairs[i - 1].left && pairs[i].group == pairs[i - 1].group;
    rank = same ? rank + 1 : 1;
    pairs[i].chosen = rank <= k;
  }
}

size_t elg_choose(ElgPair *pairs, size_t n, ElgChoose rule, uint64_t k)
{
  size_t kept = 0;
  if (!n) return 0;
  for (size_t i = 0; i < n; i++) pairs[i].chosen = 1;
  if (rule == ELG_CHOOSE_LEFT || rule == ELG_CHOOSE_MUTUAL) choose_left(pairs, n, k && rule == ELG_CHOOSE_LEFT ? k : 1);
  else if (k && rule == ELG_CHOOSE_ALL) choose_left(pairs, n, k);
  qsort(pairs, n, sizeof *pairs, choose_by_right);
  uint32_t right = 0;
  for (size_t i = 0; i < n; i++) {
    int first = !i || pairs[i].right != right;
    right = pairs[i].right;
    if (!first && (rule == ELG_CHOOSE_RIGHT || rule == ELG_CHOOSE_MUTUAL)) pairs[i].chosen = 0;
    if (pairs[i].chosen) pairs[kept++] = pairs[i];
  }
  return k && rule == ELG_CHOOSE_RIGHT ? elg_choose(pairs, kept, ELG_CHOOSE_ALL, k) : kept;
}
