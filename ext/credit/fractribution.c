#include "credit/fractribution.h"
#include <string.h>
#include "base/compensated.h"

typedef struct {
  ElgCompensated conversions, nulls;
} FracCount;

size_t elg_fractribution_paths(const ElgFractribution *f) { return elg_cellset_count(&f->paths); }

static ElgStr frac_trim(ElgStr s)
{
  while (s.n && (unsigned char)s.s[0] <= ' ') s.s++, s.n--;
  while (s.n && (unsigned char)s.s[s.n - 1] <= ' ') s.n--;
  return s;
}

/* The channel numbers of path into f->steps. */
static ElgRc frac_read(ElgFractribution *f, ElgStr path, ElgErr *err)
{
  elg_buf_reset(&f->steps);
  for (size_t at = 0; at <= path.n;) {
    const char *end = at < path.n ? memchr(path.s + at, '>', path.n - at) : NULL;
    size_t n = (end ? (size_t)(end - path.s) : path.n) - at;
    ElgCell cell = {.type = ELG_CELL_TEXT, .s = frac_trim((ElgStr){path.s + at, n})};
    uint32_t id;
    at += n + 1;
    if (!cell.s.n) continue;
    ElgRc rc = elg_cellset_add(&f->channels, &cell, &id);
    if (rc) return rc;
    elg_buf_put(&f->steps, &id, sizeof id);
  }
  if (f->steps.n / sizeof(uint32_t) > ELG_FRACTRIBUTION_STEPS)
    return elg_err(err, "path: got %zu steps; expected at most %d", f->steps.n / sizeof(uint32_t), ELG_FRACTRIBUTION_STEPS);
  return f->steps.rc;
}

ElgRc elg_fractribution_add(ElgFractribution *f, ElgStr path, double conversions, double nulls, ElgErr *err)
{
  ElgRc rc = frac_read(f, path, err);
  FracCount none = {{0, 0}, {0, 0}};
  uint32_t id;
  if (rc || !f->steps.n) return rc;
  ElgCell cell = {.type = ELG_CELL_TEXT, .s = elg_buf_view(&f->steps)};
  rc = elg_cellset_add(&f->paths, &cell, &id);
  if (rc) return rc;
  if (id == f->counts.n / sizeof none) elg_buf_put(&f->counts, &none, sizeof none);
  if (f->counts.rc) return f->counts.rc;
  FracCount *count = (FracCount *)(void *)f->counts.p + id;
  elg_compensated_add(&count->conversions, conversions);
  elg_compensated_add(&count->nulls, nulls);
  return ELG_OK;
}

static double frac_rate(const ElgFractribution *f, uint32_t path)
{
  const FracCount *c = (const FracCount *)(const void *)f->counts.p + path;
  double conversions = elg_compensated_value(&c->conversions), all = conversions + elg_compensated_value(&c->nulls);
  return all > 0 ? conversions / all : 0;
}

/* P of the path in steps (n numbers) without step k. */
static double frac_without(const ElgFractribution *f, const uint32_t *steps, size_t n, size_t k)
{
  uint32_t rest[ELG_FRACTRIBUTION_STEPS], id;
  memcpy(rest, steps, k * sizeof *rest);
  memcpy(rest + k, steps + k + 1, (n - k - 1) * sizeof *rest);
  ElgCell cell = {.type = ELG_CELL_TEXT, .s = {(const char *)rest, (n - 1) * sizeof *rest}};
  return elg_cellset_find(&f->paths, &cell, &id) ? frac_rate(f, id) : 0;
}

ElgRc elg_fractribution_open(ElgFractribution *f, size_t i, size_t *steps, double *conversions)
{
  ElgCell path;
  double sum = 0, own = frac_rate(f, (uint32_t)i);
  elg_cellset_get(&f->paths, (uint32_t)i, &path);
  size_t n = *steps = path.s.n / sizeof(uint32_t);
  *conversions = elg_compensated_value(&((const FracCount *)(const void *)f->counts.p)[i].conversions);
  elg_buf_reset(&f->steps);
  elg_buf_put(&f->steps, path.s.s, path.s.n);
  elg_buf_reset(&f->shares);
  double *share = elg_buf_grow(&f->shares, n * sizeof *share);
  if (!share || f->steps.rc) return ELG_NOMEM;
  const uint32_t *list = (const uint32_t *)(const void *)f->steps.p;
  for (size_t k = 0; k < n; k++) {
    double gain = n == 1 ? 1 : own - frac_without(f, list, n, k);
    share[k] = gain > 0 ? gain : 0;
    sum += share[k];
  }
  for (size_t k = 0; k < n; k++) share[k] = sum > 0 ? share[k] / sum : k + 1 == n;
  return ELG_OK;
}

void elg_fractribution_step(const ElgFractribution *f, size_t k, ElgStr *channel, double *share)
{
  ElgCell cell;
  elg_cellset_get(&f->channels, ((const uint32_t *)(const void *)f->steps.p)[k], &cell);
  *channel = cell.s;
  *share = ((const double *)(const void *)f->shares.p)[k];
}

void elg_fractribution_free(ElgFractribution *f)
{
  elg_cellset_free(&f->channels);
  elg_cellset_free(&f->paths);
  elg_buf_free(&f->counts);
  elg_buf_free(&f->steps);
  elg_buf_free(&f->shares);
}
