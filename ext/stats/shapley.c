#include "stats/shapley.h"
#include <math.h>
#include <string.h>

/* By channel: the last row (from 1) it was seen in and how many touches it has there. */
typedef struct {
  uint64_t row;
  size_t touches;
} ShapleySeen;

static ElgShapleyCell *shapley_cells(const ElgShapley *s) { return (ElgShapleyCell *)(void *)s->cells.p; }
static uint32_t *shapley_members(const ElgShapley *s) { return (uint32_t *)(void *)s->members.p; }

/* The cell of a key, a zeroed new one when *made. */
static ElgRc shapley_cell(ElgShapley *s, const uint32_t *key, size_t n, ElgShapleyCell **cell, int *made)
{
  uint32_t id;
  size_t before = s->keys.n;
  ElgRc rc = elg_intern_add(&s->keys, (ElgStr){(const char *)key, n * sizeof *key}, &id);
  if (rc) return rc;
  *made = s->keys.n > before;
  if (*made) {
    ElgShapleyCell *fresh = elg_buf_grow(&s->cells, sizeof *fresh);
    if (!fresh) return ELG_NOMEM;
    memset(fresh, 0, sizeof *fresh);
  }
  *cell = shapley_cells(s) + id;
  return ELG_OK;
}

/* The distinct channels of the path into members, their touches into seen. */
static ElgRc shapley_distinct(ElgShapley *s)
{
  const uint32_t *touches = elg_path_touches(&s->paths);
  size_t n = elg_path_count(&s->paths), have = s->seen.n / sizeof(ShapleySeen), want = s->paths.channels.n;
  if (want > have) {
    void *more = elg_buf_grow(&s->seen, (want - have) * sizeof(ShapleySeen));
    if (!more) return s->seen.rc;
    memset(more, 0, (want - have) * sizeof(ShapleySeen));
  }
  s->row++;
  elg_buf_reset(&s->members);
  for (size_t i = 0; i < n; i++) {
    ShapleySeen *seen = (ShapleySeen *)(void *)s->seen.p + touches[i];
    if (seen->row == s->row) {
      seen->touches++;
      continue;
    }
    *seen = (ShapleySeen){s->row, 1};
    elg_buf_put(&s->members, touches + i, sizeof *touches);
  }
  return s->members.rc;
}

static ElgRc shapley_give(ElgShapley *s, const uint32_t *key, size_t n, double conversions, double value)
{
  ElgShapleyCell *cell;
  int made;
  ElgRc rc = shapley_cell(s, key, n, &cell, &made);
  if (rc) return rc;
  elg_compensated_add(cell->sum + 0, conversions);
  elg_compensated_add(cell->sum + 1, value);
  return ELG_OK;
}

static ElgRc shapley_simplified(ElgShapley *s, double conversions, double value)
{
  size_t n = s->members.n / sizeof(uint32_t);
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < n; i++)
    rc = shapley_give(s, shapley_members(s) + i, 1, conversions / (double)n, value / (double)n);
  return rc;
}

static ElgRc shapley_ordered(ElgShapley *s, double conversions, double value)
{
  const uint32_t *touches = elg_path_touches(&s->paths);
  size_t n = elg_path_count(&s->paths), distinct = s->members.n / sizeof(uint32_t);
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < n; i++) {
    const ShapleySeen *seen = (const ShapleySeen *)(const void *)s->seen.p + touches[i];
    double parts = (double)seen->touches * (double)distinct;
    uint32_t key[2] = {touches[i], (uint32_t)i + 1};
    rc = shapley_give(s, key, 2, conversions / parts, value / parts);
  }
  return rc;
}

static void shapley_sort(uint32_t *id, size_t n)
{
  size_t gap = 1;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap; gap /= 3)
    for (size_t i = gap; i < n; i++) {
      uint32_t x = id[i];
      size_t j = i;
      for (; j >= gap && id[j - gap] > x; j -= gap) id[j] = id[j - gap];
      id[j] = x;
    }
}

static ElgRc shapley_set(ElgShapley *s, ElgStr path, double conversions, double nulls, double value, ElgErr *err)
{
  ElgShapleyCell *cell;
  int made;
  size_t n = s->members.n / sizeof(uint32_t);
  if (s->mode == ELG_SHAPLEY_SUBSETS && s->paths.channels.n > ELG_SHAPLEY_EXACT)
    return elg_err(err, "mode exact: got more than %d channels; expected at most that, or mode sampled", ELG_SHAPLEY_EXACT);
  if (s->mode == ELG_SHAPLEY_SHAO_LI && s->paths.channels.n > ELG_SHAPLEY_PAIRS)
    return elg_err(err, "mode shao_li: got more than %d channels; expected at most that", ELG_SHAPLEY_PAIRS);
  shapley_sort(shapley_members(s), n);
  ElgRc rc = shapley_cell(s, shapley_members(s), n, &cell, &made);
  if (rc) return rc;
  if (s->game == ELG_SHAPLEY_WORTH && !made)
    return elg_err(err, "got the coalition '%s' twice; expected one worth for each", elg_show(path).s);
  elg_compensated_add(cell->sum + 0, conversions);
  elg_compensated_add(cell->sum + 1, nulls);
  elg_compensated_add(cell->sum + 2, value);
  return ELG_OK;
}

static ElgRc shapley_bare(ElgShapley *s, double conversions, double nulls, double value, ElgErr *err)
{
  if (s->game == ELG_SHAPLEY_WORTH && s->has_bare)
    return elg_err(err, "got the empty coalition twice; expected one worth for each");
  s->has_bare = 1;
  s->bare += conversions;
  s->bare_nulls += nulls;
  s->bare_value += value;
  return ELG_OK;
}

ElgRc elg_shapley_add(ElgShapley *s, ElgStr path, ElgStr separator, double conversions, double nulls, double value,
                      ElgErr *err)
{
  ElgRc rc = elg_path_read(&s->paths, path, separator);
  if (rc) return rc;
  if (!elg_path_count(&s->paths)) return shapley_bare(s, conversions, nulls, value, err);
  rc = shapley_distinct(s);
  if (rc) return rc;
  if (s->mode == ELG_SHAPLEY_SIMPLIFIED) return shapley_simplified(s, conversions, value);
  if (s->mode == ELG_SHAPLEY_ORDERED) return shapley_ordered(s, conversions, value);
  return shapley_set(s, path, conversions, nulls, value, err);
}

double elg_shapley_rate(double conversions, double nulls)
{
  return conversions + nulls > 0 ? conversions / (conversions + nulls) : 0;
}

double elg_shapley_bare(const ElgShapley *s)
{
  return s->game == ELG_SHAPLEY_RATE ? elg_shapley_rate(s->bare, s->bare_nulls) : s->bare;
}

ElgRc elg_shapley_put(ElgBuf *out, ElgShapleyCredit credit)
{
  elg_buf_put(out, &credit, sizeof credit);
  return out->rc;
}

/* Cells of single channels, in the order of the channels' names. */
static ElgRc shapley_emit_simplified(ElgShapley *s, const uint32_t *order, ElgBuf *out)
{
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < s->paths.channels.n; i++) {
    ElgShapleyCell *cell;
    int made;
    rc = shapley_cell(s, order + i, 1, &cell, &made);
    if (!rc)
      rc = elg_shapley_put(
          out, (ElgShapleyCredit){order[i], 0, elg_compensated_value(cell->sum + 0), elg_compensated_value(cell->sum + 1), NAN, NAN});
  }
  return rc;
}

static ElgRc shapley_sort_pairs(uint64_t *key, size_t n, ElgPoll *poll)
{
  ElgRc rc = ELG_OK;
  size_t gap = 1;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap; gap /= 3)
    for (size_t i = gap; !rc && i < n; i++) {
      uint64_t x = key[i];
      size_t j = i;
      for (; j >= gap && key[j - gap] > x; j -= gap) key[j] = key[j - gap];
      key[j] = x;
      rc = elg_poll(poll);
    }
  return rc;
}

/* Every (channel, position) as rank of the name << 32 | position, sorted, into keys. */
static ElgRc shapley_pairs(const ElgShapley *s, const uint32_t *order, ElgBuf *keys, ElgPoll *poll)
{
  size_t channels = s->paths.channels.n, n = s->keys.n;
  ElgBuf ranks = {0};
  uint32_t *rank = elg_buf_grow(&ranks, channels * sizeof *rank), pair[2];
  uint64_t *key = rank ? elg_buf_grow(keys, n * sizeof *key) : NULL;
  ElgRc rc = key ? ELG_OK : ELG_NOMEM;
  for (size_t i = 0; key && i < channels; i++) rank[order[i]] = (uint32_t)i;
  for (size_t i = 0; key && i < n; i++) {
    memcpy(pair, elg_intern_get(&s->keys, i).s, sizeof pair);
    key[i] = (uint64_t)rank[pair[0]] << 32 | pair[1];
  }
  if (!rc) rc = shapley_sort_pairs(key, n, poll);
  elg_buf_free(&ranks);
  return rc;
}

static ElgRc shapley_emit_ordered(ElgShapley *s, const uint32_t *order, ElgBuf *out, ElgPoll *poll)
{
  ElgBuf keys = {0};
  ElgRc rc = shapley_pairs(s, order, &keys, poll);
  const uint64_t *key = (const uint64_t *)(const void *)keys.p;
  for (size_t i = 0, n = s->keys.n; !rc && i < n; i++) {
    uint32_t pair[2] = {order[key[i] >> 32], (uint32_t)key[i]};
    ElgShapleyCell *cell;
    int made;
    rc = shapley_cell(s, pair, 2, &cell, &made);
    if (rc) break;
    ElgShapleyCredit credit = {pair[0], pair[1], elg_compensated_value(cell->sum + 0), elg_compensated_value(cell->sum + 1), NAN, NAN};
    rc = elg_shapley_put(out, credit);
  }
  elg_buf_free(&keys);
  return rc;
}

ElgRc elg_shapley_solve(ElgShapley *s, uint64_t samples, uint64_t seed, ElgBuf *out, ElgPoll *poll)
{
  size_t n = s->paths.channels.n;
  ElgBuf orders = {0};
  if (!n) return ELG_OK;
  uint32_t *order = elg_buf_grow(&orders, n * sizeof *order);
  if (!order) return orders.rc;
  elg_intern_order(&s->paths.channels, order);
  ElgRc rc = ELG_OK;
  switch (s->mode) {
  case ELG_SHAPLEY_SIMPLIFIED: rc = shapley_emit_simplified(s, order, out); break;
  case ELG_SHAPLEY_ORDERED: rc = shapley_emit_ordered(s, order, out, poll); break;
  case ELG_SHAPLEY_SUBSETS: rc = elg_shapley_subsets(s, order, out, poll); break;
  case ELG_SHAPLEY_SAMPLED: rc = elg_shapley_sample(s, order, samples, seed, out, poll); break;
  case ELG_SHAPLEY_SHAO_LI: rc = elg_shapley_pairs(s, order, out, poll); break;
  }
  elg_buf_free(&orders);
  return rc;
}

void elg_shapley_free(ElgShapley *s)
{
  elg_path_free(&s->paths);
  elg_intern_free(&s->keys);
  elg_buf_free(&s->cells);
  elg_buf_free(&s->seen);
  elg_buf_free(&s->members);
}
