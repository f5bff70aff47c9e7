#include "sqlite/sql_util.h"
#include <string.h>

int sql_text(sqlite3_value *v, ElgStr *out)
{
  int blob = sqlite3_value_type(v) == SQLITE_BLOB;
  out->s = blob ? sqlite3_value_blob(v) : (const char *)sqlite3_value_text(v);
  out->n = (size_t)sqlite3_value_bytes(v);
  if (blob && !out->s && !out->n) out->s = "";
  return out->s ? SQLITE_OK : SQLITE_NOMEM;
}

int sql_any_null(int n, sqlite3_value **v)
{
  for (int i = 0; i < n; i++)
    if (sqlite3_value_type(v[i]) == SQLITE_NULL) return 1;
  return 0;
}

int sql_rc(ElgRc rc)
{
  switch (rc) {
  case ELG_OK: return SQLITE_OK;
  case ELG_NOMEM: return SQLITE_NOMEM;
  case ELG_TOOBIG: return SQLITE_TOOBIG;
  case ELG_INTERRUPT: return SQLITE_INTERRUPT;
  case ELG_ERROR: return SQLITE_ERROR;
  }
  return SQLITE_INTERNAL;
}

void sql_fail(sqlite3_context *ctx, const char *fn, ElgRc rc, const ElgErr *err)
{
  if (rc == ELG_NOMEM) {
    sqlite3_result_error_nomem(ctx);
  } else if (rc == ELG_TOOBIG) {
    sqlite3_result_error_toobig(ctx);
  } else if (rc == ELG_ERROR && err) {
    char *text = sqlite3_mprintf("%s: %s", fn, err->text);
    if (text) sqlite3_result_error(ctx, text, -1);
    else sqlite3_result_error_nomem(ctx);
    sqlite3_free(text);
  } else if (rc) {
    sqlite3_result_error_code(ctx, sql_rc(rc));
  }
}

void sql_result_str(sqlite3_context *ctx, ElgStr s)
{
  sqlite3_result_text64(ctx, s.s, s.n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

int sql_register_scalars(sqlite3 *db, const SqlScalar *rows, size_t n)
{
  int rc = SQLITE_OK;
  for (size_t i = 0; !rc && i < n; i++)
    rc = sqlite3_create_function_v2(db, rows[i].name, rows[i].n_args, rows[i].flags, (void *)(uintptr_t)rows[i].user,
                                    rows[i].call, 0, 0, 0);
  return rc;
}

int sql_register_aggregates(sqlite3 *db, const SqlAggregate *rows, size_t n)
{
  int rc = SQLITE_OK;
  for (size_t i = 0; !rc && i < n; i++) {
    const SqlAggregate *a = rows + i;
    void *user = (void *)(uintptr_t)a->user;
    if (a->value)
      rc = sqlite3_create_window_function(db, a->name, a->n_args, a->flags, user, a->step, a->final, a->value,
                                          a->inverse, 0);
    else rc = sqlite3_create_function_v2(db, a->name, a->n_args, a->flags, user, 0, a->step, a->final, 0);
  }
  return rc;
}

/* The value of a PRAGMA that is on or off, otherwise where it cannot be read. */
static int util_flag(sqlite3 *db, const char *sql, int otherwise)
{
  sqlite3_stmt *stmt = 0;
  int on = otherwise;
  if (!sqlite3_prepare_v2(db, sql, -1, &stmt, 0) && sqlite3_step(stmt) == SQLITE_ROW) on = sqlite3_column_int(stmt, 0);
  sqlite3_finalize(stmt);
  return on;
}

int sql_set(sqlite3 *db, const char *schema, const char *name, int64_t value)
{
  char *sql = sqlite3_mprintf("PRAGMA\"%w\".\"%w\"=%lld;", schema, name, (long long)value);
  int rc = sql ? sqlite3_exec(db, sql, 0, 0, 0) : SQLITE_NOMEM;
  sqlite3_free(sql);
  return rc;
}

SqlNaming sql_plain_names(sqlite3 *db)
{
  SqlNaming was = {util_flag(db, "PRAGMA full_column_names", 0), util_flag(db, "PRAGMA short_column_names", 1)};
  if (was.full) sql_set(db, "main", "full_column_names", 0);
  if (!was.brief) sql_set(db, "main", "short_column_names", 1);
  return was;
}

void sql_restore_names(sqlite3 *db, SqlNaming names)
{
  if (names.full) sql_set(db, "main", "full_column_names", 1);
  if (!names.brief) sql_set(db, "main", "short_column_names", 0);
}

int sql_is_writing(sqlite3 *db)
{
  for (sqlite3_stmt *s = sqlite3_next_stmt(db, 0); s; s = sqlite3_next_stmt(db, s))
    if (sqlite3_stmt_busy(s) && !sqlite3_stmt_readonly(s)) return 1;
  return 0;
}

static ElgRc util_check(void *arg)
{
  SqlPoll *poll = arg;
  int rc = SQLITE_OK;
  if (!poll->probe) rc = sqlite3_prepare_v2(poll->db, "SELECT 1", -1, &poll->probe, 0);
  if (!rc) {
    rc = sqlite3_step(poll->probe);
    int again = sqlite3_reset(poll->probe);
    if (rc == SQLITE_ROW || rc == SQLITE_DONE) rc = again;
  }
  if (rc == SQLITE_NOMEM) return ELG_NOMEM;
  return rc ? ELG_INTERRUPT : ELG_OK;
}

ElgPoll sql_poll(SqlPoll *poll, sqlite3 *db)
{
  poll->db = db;
  return (ElgPoll){util_check, poll, ELG_POLL_EVERY};
}

void sql_poll_free(SqlPoll *poll)
{
  sqlite3_finalize(poll->probe);
  poll->probe = 0;
}
