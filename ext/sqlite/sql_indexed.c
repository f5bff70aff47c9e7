#include "sqlite/sql_indexed.h"
#include <string.h>

static SqlIndexedRow *indexed_rows(SqlIndexed *x) { return (SqlIndexedRow *)(void *)x->rows.p; }

static int indexed_add(SqlIndexed *x, const ElgJoinRow *from, const SqlKept *id, int wants_names)
{
  SqlIndexedRow row;
  uint32_t none = 0, before = x->index.n, number = (uint32_t)sql_indexed_count(x) + 1;
  if (number == UINT32_MAX) return SQLITE_TOOBIG;
  ElgRc added = elg_index_add(&x->index, &from->record, &row.record);
  int rc = added ? sql_rc(added) : sql_kept_copy(&x->arena, id, &row.id);
  if (rc) return rc;
  if (wants_names) {
    ElgStr name = {elg_arena_copy(&x->arena, from->name.s, from->name.n), from->name.n};
    if (name.s) elg_buf_put(&x->names, &name, sizeof name);
    if (!name.s || x->names.rc) return SQLITE_NOMEM;
  }
  if (row.record == before) elg_buf_put(&x->first, &none, sizeof none);
  if (x->first.rc) return SQLITE_NOMEM;
  uint32_t *first = (uint32_t *)(void *)x->first.p + row.record;
  row.next = *first;
  *first = number;
  elg_buf_put(&x->rows, &row, sizeof row);
  return sql_rc(x->rows.rc);
}

/* The chains were built back to front: turn them to the order of the list. */
static void indexed_turn(SqlIndexed *x)
{
  uint32_t *first = (uint32_t *)(void *)x->first.p;
  SqlIndexedRow *rows = indexed_rows(x);
  for (size_t r = 0; r < x->index.n; r++) {
    uint32_t turned = 0;
    for (uint32_t row = first[r]; row;) {
      uint32_t next = rows[row - 1].next;
      rows[row - 1].next = turned;
      turned = row;
      row = next;
    }
    first[r] = turned;
  }
}

int sql_indexed_read(SqlTvfCall *call, const char *what, sqlite3_value *relation, const ElgJson *doc,
                     const ElgJsonNode *options, int wants_names, const ElgIndex *only, ElgPoll *poll, SqlIndexed *out)
{
  SqlList list;
  SqlBatch batch = {0};
  int rc = sql_list_open(call, what, relation, doc, options, &list);
  if (!rc) rc = sql_batch_open(call, &batch);
  out->has_facts = list.has_facts;
  while (!rc && (rc = sql_batch_next(call, &list, &batch)) == SQLITE_ROW) {
    rc = sql_batch_read(call, &list, &batch, only, poll);
    for (uint32_t i = 0; i < batch.n && !rc; i++) {
      const ElgJoinRow *row = sql_batch_row(&batch, i);
      if (row->record.n_names) rc = indexed_add(out, row, &sql_batch_own(&batch, i)->id, wants_names);
    }
  }
  sql_batch_free(&batch);
  sql_list_close(&list);
  if (rc != SQLITE_DONE) return rc;
  indexed_turn(out);
  return sql_rc(elg_index_build(&out->index, sql_threads(call->db), poll));
}

void sql_indexed_free(SqlIndexed *x)
{
  elg_arena_free(&x->arena);
  elg_index_free(&x->index);
  elg_buf_free(&x->rows);
  elg_buf_free(&x->names);
  elg_buf_free(&x->first);
}
