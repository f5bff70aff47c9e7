#include "sqlite/sql_cell.h"

int sql_cell(sqlite3_value *v, ElgCell *out)
{
  out->type = ELG_CELL_NULL;
  switch (sqlite3_value_type(v)) {
  case SQLITE_INTEGER:
    out->type = ELG_CELL_INTEGER;
    out->i = sqlite3_value_int64(v);
    return SQLITE_OK;
  case SQLITE_FLOAT:
    out->type = ELG_CELL_REAL;
    out->r = sqlite3_value_double(v);
    return SQLITE_OK;
  case SQLITE_NULL: return SQLITE_OK;
  case SQLITE_TEXT:
    out->type = ELG_CELL_TEXT;
    out->s.s = (const char *)sqlite3_value_text(v);
    out->s.n = (size_t)sqlite3_value_bytes(v);
    return out->s.s ? SQLITE_OK : SQLITE_NOMEM;
  default:
    out->type = ELG_CELL_BLOB;
    return sql_text(v, &out->s);
  }
}

void sql_result_cell(sqlite3_context *ctx, const ElgCell *cell)
{
  switch (cell->type) {
  case ELG_CELL_NULL: break;
  case ELG_CELL_INTEGER: sqlite3_result_int64(ctx, cell->i); break;
  case ELG_CELL_REAL: sqlite3_result_double(ctx, cell->r); break;
  case ELG_CELL_TEXT: sql_result_str(ctx, cell->s); break;
  case ELG_CELL_BLOB: sqlite3_result_blob64(ctx, cell->s.s, cell->s.n, SQLITE_TRANSIENT); break;
  }
}
