#include "stats/fractribution.h"
#include <string.h>
#include "base/compensated.h"

typedef struct {
  ElgCompensated conversions, nulls, value;
} FracCount;

static FracCount *frac_count(const ElgFractribution *f, size_t path) { return (FracCount *)(void *)f->counts.p + path; }

ElgRc elg_fractribution_add(ElgFractribution *f, ElgStr path, ElgStr separator, double conversions, double nulls, double value,
                            ElgErr *err)
{
  uint32_t id;
  ElgRc rc = elg_path_read(&f->paths, path, separator);
  size_t n = elg_path_count(&f->paths);
  if (rc) return rc;
  if (!n) {
    f->bare = 1;
    f->bare_conversions += conversions;
    f->bare_value += value;
    return ELG_OK;
  }
  if (n > ELG_FRACTRIBUTION_STEPS) return elg_err(err, "path: got %zu steps; expected at most %d", n, ELG_FRACTRIBUTION_STEPS);
  rc = elg_intern_add(&f->distinct, elg_buf_view(&f->paths.touches), &id);
  if (rc) return rc;
  if (id == f->counts.n / sizeof(FracCount)) elg_buf_put(&f->counts, &(FracCount){{0, 0}, {0, 0}, {0, 0}}, sizeof(FracCount));
  if (f->counts.rc) return f->counts.rc;
  elg_compensated_add(&frac_count(f, id)->conversions, conversions);
  elg_compensated_add(&frac_count(f, id)->nulls, nulls);
  elg_compensated_add(&frac_count(f, id)->value, value);
  return ELG_OK;
}

static double frac_rate(const ElgFractribution *f, size_t path)
{
  double conversions = elg_compensated_value(&frac_count(f, path)->conversions);
  double all = conversions + elg_compensated_value(&frac_count(f, path)->nulls);
  return all > 0 ? conversions / all : 0;
}

/* P of the path of n touches without touch k. */
static double frac_without(const ElgFractribution *f, const uint32_t *touches, size_t n, size_t k)
{
  uint32_t rest[ELG_FRACTRIBUTION_STEPS], id;
  memcpy(rest, touches, k * sizeof *rest);
  memcpy(rest + k, touches + k + 1, (n - k - 1) * sizeof *rest);
  return elg_intern_find(&f->distinct, (ElgStr){(const char *)rest, (n - 1) * sizeof *rest}, &id) ? frac_rate(f, id) : 0;
}

ElgRc elg_fractribution_open(ElgFractribution *f, size_t i, ElgFractributionPath *out)
{
  ElgStr path = elg_intern_get(&f->distinct, i);
  double sum = 0, own = frac_rate(f, i);
  size_t n = path.n / sizeof(uint32_t);
  const uint32_t *touches = (const uint32_t *)(const void *)path.s;
  elg_buf_reset(&f->shares);
  double *share = elg_buf_grow(&f->shares, n * sizeof *share);
  if (!share) return f->shares.rc;
  for (size_t k = 0; k < n; k++) {
    double gain = n == 1 ? 1 : own - frac_without(f, touches, n, k);
    share[k] = gain > 0 ? gain : 0;
    sum += share[k];
  }
  for (size_t k = 0; k < n; k++) share[k] = sum > 0 ? share[k] / sum : k + 1 == n;
  *out = (ElgFractributionPath){touches, share, n, elg_compensated_value(&frac_count(f, i)->conversions),
                                elg_compensated_value(&frac_count(f, i)->value)};
  return ELG_OK;
}

void elg_fractribution_free(ElgFractribution *f)
{
  elg_path_free(&f->paths);
  elg_intern_free(&f->distinct);
  elg_buf_free(&f->counts);
  elg_buf_free(&f->shares);
}
