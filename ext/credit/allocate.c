#include "credit/allocate.h"
#include <stdlib.h>
#include "base/mem.h"

#define ALLOCATE_SMALL 16

/* Does a come before b in the queue for a unit left over? */
static int allocate_before(const ElgPart *a, const ElgPart *b)
{
  if (elg_wide_less(b->rest, a->rest)) return 1;
  return !elg_wide_less(a->rest, b->rest) && a->rank < b->rank;
}

static int allocate_order(const void *a, const void *b)
{
  const ElgPart *x = *(ElgPart *const *)a, *y = *(ElgPart *const *)b;
  return allocate_before(x, y) ? -1 : allocate_before(y, x);
}

/* Selection for short lists: part is still unsigned. More parts have a remainder than there are units left, so 0 marks
** who has had one. */
static void allocate_few(ElgPart *parts, size_t n, uint64_t left)
{
  for (; left; left--) {
    ElgPart *best = parts;
    for (ElgPart *p = parts + 1; p < parts + n; p++)
      if (allocate_before(p, best)) best = p;
    best->part = (int64_t)((uint64_t)best->part + 1);
    best->rest = elg_wide(0);
  }
}

static ElgRc allocate_many(ElgPart *parts, size_t n, uint64_t left)
{
  ElgPart **order = elg_realloc(NULL, n * sizeof *order);
  if (!order) return ELG_NOMEM;
  for (size_t i = 0; i < n; i++) order[i] = parts + i;
  qsort(order, n, sizeof *order, allocate_order);
  for (size_t i = 0; i < left; i++) order[i]->part = (int64_t)((uint64_t)order[i]->part + 1);
  elg_free(order);
  return ELG_OK;
}

ElgRc elg_allocate(int64_t total, ElgPart *parts, size_t n, ElgErr *err)
{
  ElgWide sum = {0, 0};
  for (size_t i = 0; i < n; i++) {
    ElgRc rc = elg_wide_accumulate(&sum, parts[i].weight);
    if (rc) return rc;
  }
  if (elg_wide_is_zero(sum)) return elg_err(err, "weights: got a sum of 0; expected one weight above 0");
  uint64_t size = total < 0 ? 0 - (uint64_t)total : (uint64_t)total, left = size;
  for (size_t i = 0; i < n; i++) {
    if (elg_wide_is_zero(parts[i].weight)) {
      parts[i].part = 0;
      parts[i].rest = elg_wide(0);
      continue;
    }
    uint64_t q = elg_wide_share(size, parts[i].weight, sum, &parts[i].rest);
    parts[i].part = (int64_t)q;
    left -= q;
  }
  if (n > ALLOCATE_SMALL && left) {
    ElgRc rc = allocate_many(parts, n, left);
    if (rc) return rc;
  } else {
    allocate_few(parts, n, left);
  }
  for (size_t i = 0; total < 0 && i < n; i++) parts[i].part = (int64_t)(0 - (uint64_t)parts[i].part);
  return ELG_OK;
}
