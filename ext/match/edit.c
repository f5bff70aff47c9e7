#include "match/edit.h"
#include <string.h>
#include "base/mem.h"

/* One block of 64 rows in one column. vp, vn: where the matrix grows and falls downwards; d0: where it does not grow
** diagonally; pm: where the pattern has the column's code point. */
typedef struct {
  uint64_t vp, vn, d0, pm;
} EditBlock;

/* What a block hands to the block below it, per column. */
enum { EDIT_HP = 1, EDIT_HN = 2, EDIT_SWAP = 4 };

/* Advance one column; carry comes from the block above, the result goes to the one below, read at row top. */
static inline unsigned edit_step(EditBlock *b, uint64_t pm, unsigned carry, unsigned top, int swaps)
{
  uint64_t x = pm | (carry >> 1 & 1), apart = ~b->d0 & pm;
  uint64_t d0 = (((x & b->vp) + b->vp) ^ b->vp) | x | b->vn;
  if (swaps) d0 |= (apart << 1 | (carry >> 2 & 1)) & b->pm;
  uint64_t hp = b->vn | ~(d0 | b->vp), hn = d0 & b->vp;
  unsigned out = (unsigned)(hp >> top & 1) | (unsigned)(hn >> top & 1) << 1 | (unsigned)(apart >> 63) << 2;
  hp = hp << 1 | (carry & 1);
  hn = hn << 1 | (carry >> 1 & 1);
  b->vp = hn | ~(d0 | hp);
  b->vn = hp & d0;
  b->d0 = d0;
  b->pm = pm;
  return out;
}

/* One block over the whole text. */
typedef struct {
  const uint64_t *pm; /* by code point number */
  const uint32_t *text;
  size_t n;
  uint8_t *carry; /* n, read and replaced */
  unsigned top;   /* the block's last row, 0..63 */
  ElgPoll *poll;
} EditRow;

static inline ElgRc edit_row(const EditRow *r, int swaps)
{
  EditBlock block = {~(uint64_t)0, 0, 0, 0};
  ElgRc rc = ELG_OK;
  for (size_t j = 0; j < r->n && !rc; j++) {
    r->carry[j] = (uint8_t)edit_step(&block, r->pm[r->text[j]], r->carry[j], r->top, swaps);
    rc = elg_poll(r->poll);
  }
  return rc;
}

/* The same for the longest common subsequence; *v has a zero bit in each row that adds one. */
static ElgRc edit_row_common(const EditRow *r, uint64_t *v)
{
  ElgRc rc = ELG_OK;
  uint64_t s = ~(uint64_t)0;
  for (size_t j = 0; j < r->n && !rc; j++) {
    uint64_t u = s & r->pm[r->text[j]], sum = s + u, next = sum + r->carry[j];
    r->carry[j] = (uint8_t)((sum < s) | (next < sum));
    s = next | (s - u);
    rc = elg_poll(r->poll);
  }
  *v = s;
  return rc;
}

static size_t edit_zeros(uint64_t v, size_t rows)
{
  size_t count = 0;
  for (v = ~v & (~(uint64_t)0 >> (64 - rows)); v; v &= v - 1) count++;
  return count;
}

static void edit_mark(uint64_t *pm, const uint32_t *p, size_t rows)
{
  for (size_t i = 0; i < rows; i++) pm[p[i]] |= (uint64_t)1 << i;
}

static void edit_unmark(uint64_t *pm, const uint32_t *p, size_t rows)
{
  for (size_t i = 0; i < rows; i++) pm[p[i]] = 0;
}

/* All blocks of the pattern p[m], m > 0, over r's text; pm (all zero) and carry are scratch. */
static ElgRc edit_blocks(ElgEditKind kind, const uint32_t *p, size_t m, EditRow *r, uint64_t *pm, size_t *out)
{
  ElgRc rc = ELG_OK;
  size_t common = 0;
  long long distance = (long long)m;
  memset(r->carry, kind == ELG_EDIT_INDEL ? 0 : EDIT_HP, r->n);
  for (size_t at = 0; at < m && !rc; at += 64) {
    size_t rows = m - at < 64 ? m - at : 64;
    uint64_t v = 0;
    r->top = (unsigned)rows - 1;
    edit_mark(pm, p + at, rows);
    if (kind == ELG_EDIT_INDEL) rc = edit_row_common(r, &v);
    else rc = kind == ELG_EDIT_OSA ? edit_row(r, 1) : edit_row(r, 0);
    edit_unmark(pm, p + at, rows);
    if (kind == ELG_EDIT_INDEL) common += edit_zeros(v, rows);
  }
  for (size_t j = 0; j < r->n; j++) distance += (r->carry[j] & EDIT_HP) - (r->carry[j] >> 1 & 1);
  *out = kind == ELG_EDIT_INDEL ? m + r->n - 2 * common : (size_t)distance;
  return rc;
}

static ElgRc edit_bits(ElgEditKind kind, const uint32_t *p, size_t m, const uint32_t *text, size_t n, uint32_t count,
                       ElgPoll *poll, size_t *out)
{
  uint64_t local[ELG_POINTS_ASCII + ELG_POINTS_LOCAL / 8], *pm = local;
  size_t bytes = count * sizeof *pm + n;
  if (bytes > sizeof local && !(pm = elg_realloc(NULL, bytes))) return ELG_NOMEM;
  memset(pm, 0, count * sizeof *pm);
  EditRow row = {pm, text, n, (uint8_t *)(pm + count), 0, poll};
  ElgRc rc = edit_blocks(kind, p, m, &row, pm, out);
  if (pm != local) elg_free(pm);
  return rc;
}

/* State of the Zhao-Sahni algorithm. Rows have an entry for column -1 in front; all numbers fit because
** the cells are limited. */
typedef struct {
  uint32_t *above, *row, *swapped; /* m + 2 each, shifted by one */
  uint32_t *last;                  /* by code point number: last row that has it, 0 for none */
} EditDamerau;

static inline uint32_t edit_min(uint32_t a, uint32_t b) { return a < b ? a : b; }

/* Row i of the matrix (1-based) for the code point c against b[m]. */
static ElgRc edit_damerau_row(EditDamerau *d, uint32_t i, uint32_t c, const uint32_t *b, size_t m, uint32_t infinite,
                              ElgPoll *poll)
{
  ElgRc rc = ELG_OK;
  uint32_t *row = d->row, *above = d->above, *swapped = d->swapped;
  uint32_t last_column = 0, two_above = row[1], from = infinite;
  row[1] = i;
  for (uint32_t j = 1; j <= m && !rc; j++) {
    uint32_t other = b[j - 1];
    uint32_t best = edit_min(above[j] + (c != other), edit_min(row[j], above[j + 1]) + 1);
    if (c == other) {
      last_column = j;
      swapped[j + 1] = above[j - 1];
      from = two_above;
    } else if (last_column && d->last[other]) {
      if (j - last_column == 1) best = edit_min(best, swapped[j + 1] + (i - d->last[other]));
      else if (i - d->last[other] == 1) best = edit_min(best, from + (j - last_column));
    }
    two_above = row[j + 1];
    row[j + 1] = best;
    rc = elg_poll(poll);
  }
  d->last[c] = i;
  return rc;
}

static ElgRc edit_damerau(const uint32_t *a, size_t n, const uint32_t *b, size_t m, uint32_t count, ElgPoll *poll,
                          size_t *out)
{
  uint32_t local[ELG_POINTS_ASCII + 3 * (ELG_POINTS_LOCAL + 2)], *all = local;
  size_t width = m + 2, entries = 3 * width + count;
  uint32_t infinite = (uint32_t)(n > m ? n : m) + 1;
  if (entries > ELG_COUNT(local) && !(all = elg_realloc(NULL, entries * sizeof *all))) return ELG_NOMEM;
  EditDamerau d = {all, all + width, all + 2 * width, all + 3 * width};
  for (size_t i = 0; i < 3 * width; i++) all[i] = infinite;
  for (size_t i = 0; i <= m; i++) d.row[i + 1] = (uint32_t)i;
  memset(d.last, 0, count * sizeof *d.last);
  ElgRc rc = ELG_OK;
  for (size_t i = 0; i < n && !rc; i++) {
    uint32_t *swap = d.row;
    d.row = d.above;
    d.above = swap;
    rc = edit_damerau_row(&d, (uint32_t)i + 1, a[i], b, m, infinite, poll);
  }
  *out = d.row[m + 1];
  if (all != local) elg_free(all);
  return rc;
}

static ElgRc edit_check_cells(ElgEditKind kind, size_t n, size_t m, ElgErr *err)
{
  uint64_t most = kind == ELG_EDIT_DAMERAU ? ELG_DAMERAU_MAX_CELLS : ELG_EDIT_MAX_CELLS;
  if (n <= most / m) return ELG_OK;
  return elg_err(err,
                 "texts too long to compare, got %zu and %zu differing code points; expected a product of at most %llu",
                 n, m, (unsigned long long)most);
}

ElgRc elg_edit_points(ElgEditKind kind, const uint32_t *a, size_t n, const uint32_t *b, size_t m, uint32_t count,
                      ElgPoll *poll, ElgErr *err, size_t *out)
{
  for (; n && m && *a == *b; n--, m--) a++, b++;
  for (; n && m && a[n - 1] == b[m - 1]; n--) m--;
  *out = n + m;
  if (!n || !m) return ELG_OK;
  if (n > m) return elg_edit_points(kind, b, m, a, n, count, poll, err, out);
  ElgRc rc = edit_check_cells(kind, n, m, err);
  if (rc) return rc;
  if (kind == ELG_EDIT_DAMERAU) return edit_damerau(b, m, a, n, count, poll, out);
  return edit_bits(kind, a, n, b, m, count, poll, out);
}

ElgRc elg_edit_distance(ElgEditKind kind, ElgStr a, ElgStr b, ElgPoll *poll, ElgErr *err, size_t *out)
{
  ElgPoints x, y;
  uint32_t count = 0;
  ElgRc rc = elg_points_read(&x, a), other = elg_points_read(&y, b);
  if (!rc) rc = other;
  if (!rc) rc = elg_points_number(&x, &y, &count);
  if (!rc) rc = elg_edit_points(kind, x.p, x.n, y.p, y.n, count, poll, err, out);
  elg_points_free(&x);
  elg_points_free(&y);
  return rc;
}

/* Distance 1 or 2 (which stands for more) of words that differ in their first and last bytes, 1 <= n <= m. */
static int edit_osa_one(const char *a, size_t n, const char *b, size_t m)
{
  if (n == 1 && m == 1) return 1;
  return n == 2 && m == 2 && a[0] == b[1] && a[1] == b[0] ? 1 : 2;
}

int elg_osa_within(const char *a, size_t n, const char *b, size_t m, int limit)
{
  uint64_t pm[256];
  if (n > m) return elg_osa_within(b, m, a, n, limit);
  if (m - n > (size_t)limit) return limit + 1;
  for (; n && *a == *b; n--, m--) a++, b++;
  for (; n && a[n - 1] == b[m - 1]; n--) m--;
  if (n == 0) return (int)m;
  if (n > 64 || limit == 0) return limit + 1;
  if (limit == 1) return edit_osa_one(a, n, b, m);
  for (size_t j = 0; j < m; j++) pm[(unsigned char)b[j]] = 0;
  for (size_t i = 0; i < n; i++) pm[(unsigned char)a[i]] = 0;
  for (size_t i = 0; i < n; i++) pm[(unsigned char)a[i]] |= (uint64_t)1 << i;
  EditBlock block = {~(uint64_t)0, 0, 0, 0};
  int distance = (int)n, most = limit + (int)m;
  for (size_t j = 0; j < m; j++) {
    unsigned h = edit_step(&block, pm[(unsigned char)b[j]], EDIT_HP, (unsigned)n - 1, 1);
    distance += (int)(h & 1) - (int)(h >> 1 & 1);
    if (distance > --most) return limit + 1;
  }
  return distance;
}
