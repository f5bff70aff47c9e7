/* sql_indexed.h -- a list read into memory, its records indexed by their blocking keys.
**
** Rows with the same name and facts share one record: rows[first[record] - 1], then its next - 1, and so on, in the
** order of the list. Memory: the index, 36 bytes a row, 16 more where names are wanted, and the ids and names.
*/
#ifndef ELG_SQL_INDEXED_H
#define ELG_SQL_INDEXED_H
#include "sqlite/sql_batch.h"

typedef struct {
  SqlKept id;
  uint32_t record;
  uint32_t next; /* row + 1 of the next row with the same record, 0: none */
} SqlIndexedRow;

typedef struct {
  ElgArena arena;
  ElgIndex index;
  ElgBuf rows;   /* SqlIndexedRow[] */
  ElgBuf names;  /* ElgStr[], of the same rows; none unless names are wanted */
  ElgBuf first;  /* uint32_t[]: first row + 1 of each record */
  int has_facts; /* the list has columns beyond id and name */
} SqlIndexed;

/* Read the relation (see sql_list_open) and build its index. With `only`, a built index, just the rows that share a key with
** it are kept. An SQLITE_xxx code, its text set on the call; *out is freed by sql_indexed_free in every case. */
int sql_indexed_read(SqlTvfCall *call, const char *what, sqlite3_value *relation, const ElgJson *doc,
                     const ElgJsonNode *options, int wants_names, const ElgIndex *only, ElgPoll *poll, SqlIndexed *out);
void sql_indexed_free(SqlIndexed *x);
static inline size_t sql_indexed_count(const SqlIndexed *x) { return x->rows.n / sizeof(SqlIndexedRow); }
static inline const SqlIndexedRow *sql_indexed_row(const SqlIndexed *x, size_t row)
{
  return (const SqlIndexedRow *)(const void *)x->rows.p + row;
}
/* As the list has it; empty unless names are wanted. */
static inline ElgStr sql_indexed_name(const SqlIndexed *x, size_t row)
{
  return x->names.n ? ((const ElgStr *)(const void *)x->names.p)[row] : (ElgStr){"", 0};
}
/* The first row of a record. */
static inline uint32_t sql_indexed_first(const SqlIndexed *x, uint32_t record)
{
  return ((const uint32_t *)(const void *)x->first.p)[record] - 1;
}
#endif
