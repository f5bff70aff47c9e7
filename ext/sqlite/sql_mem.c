/* sql_mem.c -- base/mem.h on SQLite's allocator: core memory counts toward SQLite's limits and fault injection. */
#include "sqlite/sql_util.h"
#include "base/mem.h"

void *elg_realloc(void *p, size_t n) { return sqlite3_realloc64(p, n); }
void elg_free(void *p) { sqlite3_free(p); }
