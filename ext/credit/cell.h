/* cell.h -- a value of a row, packed into a byte arena: ids and labels keep their type.
**
** Packed form: one tag byte, then 8 bytes (numbers) or a 4-byte length and the bytes (text, BLOB), native byte order.
*/
#ifndef ELG_CELL_H
#define ELG_CELL_H
#include <string.h>
#include "base/buf.h"

typedef enum { ELG_CELL_NULL, ELG_CELL_INTEGER, ELG_CELL_REAL, ELG_CELL_TEXT, ELG_CELL_BLOB } ElgCellType;

typedef struct {
  ElgCellType type;
  int64_t i;
  double r;
  ElgStr s; /* borrowed; unpacked: borrowed from the arena */
} ElgCell;

/* Append the packed cell. ELG_TOOBIG beyond 4 GiB. */
ElgRc elg_cell_pack(ElgBuf *arena, const ElgCell *cell);
/* Read the cell at p; return the first byte behind it. */
static inline const char *elg_cell_unpack(const char *p, ElgCell *out)
{
  uint32_t n;
  out->type = (ElgCellType)*p++;
  switch (out->type) {
  case ELG_CELL_NULL: return p;
  case ELG_CELL_INTEGER: memcpy(&out->i, p, 8); return p + 8;
  case ELG_CELL_REAL: memcpy(&out->r, p, 8); return p + 8;
  default: break;
  }
  memcpy(&n, p, 4);
  out->s = (ElgStr){p + 4, n};
  return p + 4 + n;
}
/* Order of SQLite's BINARY: NULL, numbers, text, BLOBs. */
int elg_cell_compare(const ElgCell *a, const ElgCell *b);
/* Text of a cell for an error message. */
ElgShown elg_cell_show(const ElgCell *cell);
#endif
