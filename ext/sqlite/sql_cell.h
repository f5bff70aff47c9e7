/* sql_cell.h -- SQL values <-> cells. */
#ifndef ELG_SQL_CELL_H
#define ELG_SQL_CELL_H
#include "credit/cell.h"
#include "sqlite/sql_util.h"

/* The value as a cell; its bytes are borrowed from the value. SQLITE_NOMEM when it cannot be read. */
int sql_cell(sqlite3_value *v, ElgCell *out);
/* Return the cell with its type. */
void sql_result_cell(sqlite3_context *ctx, const ElgCell *cell);
#endif
