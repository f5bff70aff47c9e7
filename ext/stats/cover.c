#include "stats/cover.h"
#include <stdlib.h>

ElgRc elg_cover_add(ElgCover *cover, double from, double to)
{
  if (!(to > from)) return ELG_OK;
  elg_buf_put(&cover->starts, &from, sizeof from);
  elg_buf_put(&cover->ends, &to, sizeof to);
  return cover->starts.rc ? cover->starts.rc : cover->ends.rc;
}

static int cover_compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double *cover_sorted(ElgBuf *times, size_t n)
{
  double *t = (double *)(void *)times->p;
  if (n > 1) qsort(t, n, sizeof *t, cover_compare);
  return t;
}

/* Of n intervals, starts[i + depth - 1] is when at least depth hold for the (i + 1)th start of that many, unless ends[i] came
** before it: the stretches between them add up to the time at that depth or beyond, each end closing one. */
double elg_cover_value(ElgCover *cover, size_t depth)
{
  size_t n = cover->starts.n / sizeof(double);
  double total = 0, since = 0;
  size_t begun = 0, open = 0;
  if (depth < 1 || n < depth || cover->starts.rc || cover->ends.rc) return 0;
  const double *start = cover_sorted(&cover->starts, n), *end = cover_sorted(&cover->ends, n);
  for (size_t ended = 0; ended < n; ended++) {
    for (; begun < n && start[begun] <= end[ended]; begun++)
      if (++open == depth) since = start[begun];
    if (open-- == depth) total += end[ended] - since;
  }
  return total;
}

void elg_cover_free(ElgCover *cover)
{
  elg_buf_free(&cover->starts);
  elg_buf_free(&cover->ends);
}
