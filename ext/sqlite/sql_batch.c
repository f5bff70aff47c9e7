#include "sqlite/sql_batch.h"

/* The first rows are few, for a statement that wants only some; then ever more, unless they match so much that what they match
** would fill the memory. */
#define BATCH_FIRST 64
#define BATCH_MOST 2048
#define BATCH_MATCHES 65536

/* Whether SQLite's allocator takes calls of several threads at once: the library has mutexes, and the host did not configure them
** away (SQLITE_CONFIG_SINGLETHREAD: then all are one). */
static int batch_may_share(void)
{
  return sqlite3_threadsafe() && sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_MEM) != sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_LRU);
}

int sql_threads(sqlite3 *db)
{
  int more = batch_may_share() ? sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, -1) : 0;
  return more < 0 ? 1 : more < ELG_TEAM_MAX ? more + 1 : ELG_TEAM_MAX;
}

int sql_batch_open(SqlTvfCall *call, SqlBatch *batch)
{
  *batch = (SqlBatch){.join = elg_join_new(sql_threads(call->db)), .most = BATCH_FIRST};
  return batch->join ? SQLITE_OK : SQLITE_NOMEM;
}

static int batch_add(SqlList *list, SqlBatch *batch)
{
  ElgJoinRow row = {.name = {elg_arena_copy(&batch->arena, list->name.s, list->name.n), list->name.n}};
  SqlBatchRow own = {.group = {SQLITE_NULL, 0, {0}}, .number = list->n_rows};
  if (list->has_facts) row.facts = elg_arena_copy(&batch->arena, &list->facts, sizeof list->facts);
  if (!row.name.s || (list->has_facts && !row.facts)) return SQLITE_NOMEM;
  int rc = sql_keep(&batch->arena, sql_list_id(list), &own.id);
  if (!rc && list->group >= 0) rc = sql_keep(&batch->arena, sqlite3_column_value(list->rel.stmt, list->group), &own.group);
  if (rc) return rc;
  elg_buf_put(&batch->rows, &row, sizeof row);
  elg_buf_put(&batch->own, &own, sizeof own);
  batch->n++;
  return batch->rows.rc || batch->own.rc ? SQLITE_NOMEM : SQLITE_OK;
}

int sql_batch_next(SqlTvfCall *call, SqlList *list, SqlBatch *batch)
{
  int rc = SQLITE_OK;
  elg_arena_free(&batch->arena);
  elg_buf_reset(&batch->rows);
  elg_buf_reset(&batch->own);
  batch->n = 0;
  if (list->done) return SQLITE_DONE;
  while (!rc && batch->n < batch->most && (rc = sql_list_next(call, list)) == SQLITE_ROW) rc = batch_add(list, batch);
  if (batch->most < BATCH_MOST) batch->most *= 2;
  return rc && rc != SQLITE_DONE ? rc : batch->n ? SQLITE_ROW : SQLITE_DONE;
}

static int batch_end(SqlTvfCall *call, const SqlList *list, const SqlBatch *batch, ElgRc rc, const ElgJoinError *error)
{
  if (rc != ELG_ERROR) return sql_rc(rc);
  const SqlBatchRow *own = sql_batch_own(batch, error->row);
  SqlKeptRoom room;
  return sql_list_bad_row(call, list, own->number, sql_kept_text(&own->id, &room), error->err.text);
}

int sql_batch_read(SqlTvfCall *call, const SqlList *list, SqlBatch *batch, const ElgIndex *only, ElgPoll *poll)
{
  ElgJoinError error;
  ElgRc rc = elg_join_read(batch->join, (ElgJoinRow *)(void *)batch->rows.p, batch->n, only, poll, &error);
  return batch_end(call, list, batch, rc, &error);
}

int sql_batch_match(SqlTvfCall *call, const SqlList *list, SqlBatch *batch, const ElgIndex *index, const ElgMatchOptions *options,
                    ElgPoll *poll)
{
  ElgJoinError error;
  size_t matches = 0;
  ElgRc rc = elg_join_match(batch->join, (ElgJoinRow *)(void *)batch->rows.p, batch->n, index, options, poll, &error);
  for (uint32_t i = 0; !rc && i < batch->n; i++) matches += sql_batch_row(batch, i)->n_matches;
  if (matches > BATCH_MATCHES) batch->most = batch->n / 2 > 1 ? batch->n / 2 : 1;
  return batch_end(call, list, batch, rc, &error);
}

void sql_batch_free(SqlBatch *batch)
{
  elg_join_free(batch->join);
  elg_arena_free(&batch->arena);
  elg_buf_free(&batch->rows);
  elg_buf_free(&batch->own);
}
