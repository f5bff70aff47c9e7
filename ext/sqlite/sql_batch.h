/* sql_batch.h -- rows of a list, some at a time, so that threads can share the work on them.
**
** How many threads: one, and as many more as the connection allows its statements (PRAGMA threads = N; 0 unless set), where
** the SQLite in use is thread-safe. It is called by the caller's thread only, but for its allocator.
*/
#ifndef ELG_SQL_BATCH_H
#define ELG_SQL_BATCH_H
#include "overlap/join.h"
#include "sqlite/sql_list.h"

/* What the list says of a row besides what it is matched by. */
typedef struct {
  SqlKept id, group; /* group: NULL unless the list has one */
  size_t number;     /* in the list, from 1 */
} SqlBatchRow;

typedef struct {
  ElgJoin *join;
  ElgArena arena; /* texts and facts of the rows */
  ElgBuf rows;    /* ElgJoinRow[] */
  ElgBuf own;     /* SqlBatchRow[] */
  uint32_t n;     /* rows */
  uint32_t most;  /* rows wanted next */
} SqlBatch;

/* Threads for a join on this connection, the caller's included. */
int sql_threads(sqlite3 *db);

/* *batch is freed by sql_batch_free in every case. */
int sql_batch_open(SqlTvfCall *call, SqlBatch *batch);
/* The next rows of the list in place of the last ones. SQLITE_ROW, SQLITE_DONE or an error with its text set. */
int sql_batch_next(SqlTvfCall *call, SqlList *list, SqlBatch *batch);
/* Read their names, or find their matches: see overlap/join.h. */
int sql_batch_read(SqlTvfCall *call, const SqlList *list, SqlBatch *batch, const ElgIndex *only, ElgPoll *poll);
int sql_batch_match(SqlTvfCall *call, const SqlList *list, SqlBatch *batch, const ElgIndex *index, const ElgMatchOptions *options,
                    ElgPoll *poll);
void sql_batch_free(SqlBatch *batch);

static inline const ElgJoinRow *sql_batch_row(const SqlBatch *batch, uint32_t i)
{
  return (const ElgJoinRow *)(const void *)batch->rows.p + i;
}
static inline const SqlBatchRow *sql_batch_own(const SqlBatch *batch, uint32_t i)
{
  return (const SqlBatchRow *)(const void *)batch->own.p + i;
}
#endif
