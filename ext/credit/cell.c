#include "credit/cell.h"
#include <stdio.h>
#include <string.h>

ElgRc elg_cell_pack(ElgBuf *arena, const ElgCell *cell)
{
  char *p;
  if (cell->type >= ELG_CELL_TEXT) {
    uint32_t n = (uint32_t)cell->s.n;
    if (cell->s.n > UINT32_MAX) return ELG_TOOBIG;
    p = elg_buf_grow(arena, 5 + cell->s.n);
    if (!p) return arena->rc;
    memcpy(p + 1, &n, 4);
    if (n) memcpy(p + 5, cell->s.s, n);
  } else {
    p = elg_buf_grow(arena, cell->type ? 9 : 1);
    if (!p) return arena->rc;
    if (cell->type == ELG_CELL_INTEGER) memcpy(p + 1, &cell->i, 8);
    if (cell->type == ELG_CELL_REAL) memcpy(p + 1, &cell->r, 8);
  }
  *p = (char)cell->type;
  return ELG_OK;
}

/* NULL 0, numbers 1, text 2, BLOB 3. */
static int cell_class(const ElgCell *c) { return c->type <= ELG_CELL_INTEGER ? (int)c->type : (int)c->type - 1; }

int elg_cell_compare(const ElgCell *a, const ElgCell *b)
{
  int x = cell_class(a), y = cell_class(b);
  if (x != y) return x < y ? -1 : 1;
  if (x == 0) return 0;
  if (x > 1) return elg_str_compare(a->s, b->s);
  if (a->type == ELG_CELL_INTEGER && b->type == ELG_CELL_INTEGER) return (a->i > b->i) - (a->i < b->i);
  double p = a->type == ELG_CELL_REAL ? a->r : (double)a->i, q = b->type == ELG_CELL_REAL ? b->r : (double)b->i;
  return (p > q) - (p < q);
}

ElgShown elg_cell_show(const ElgCell *cell)
{
  char text[32] = "NULL";
  if (cell->type >= ELG_CELL_TEXT) return elg_show(cell->s);
  if (cell->type == ELG_CELL_INTEGER) snprintf(text, sizeof text, "%lld", (long long)cell->i);
  if (cell->type == ELG_CELL_REAL) snprintf(text, sizeof text, "%.15g", cell->r);
  return elg_show((ElgStr){text, strlen(text)});
}
