/* sql_util.h -- what every SQLite adapter needs: arguments in, results and errors out. */
#ifndef ELG_SQL_UTIL_H
#define ELG_SQL_UTIL_H
#include "sqlite3ext.h"
SQLITE_EXTENSION_INIT3
#include "base/base.h"

/* Flags of a function of its arguments alone. */
#define SQL_PURE (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS)
/* Flags of a function that reads or writes the database. */
#define SQL_DIRECT (SQLITE_UTF8 | SQLITE_DIRECTONLY)

/* Read argument v as text (numbers and BLOBs are read as their text) into *out, borrowed until v changes.
** SQLITE_NOMEM when the conversion fails. v must not be SQL NULL. */
int sql_text(sqlite3_value *v, ElgStr *out);
/* True if any of the n arguments is SQL NULL. */
int sql_any_null(int n, sqlite3_value **v);
/* The SQLITE_xxx code of a core code. */
int sql_rc(ElgRc rc);
/* Report a core failure as the result of function fn: "fn: err->text" for ELG_ERROR. err may be NULL for other codes. */
void sql_fail(sqlite3_context *ctx, const char *fn, ElgRc rc, const ElgErr *err);
/* Return a copy of s, or SQLITE_TOOBIG beyond the connection's limit. */
void sql_result_str(sqlite3_context *ctx, ElgStr s);

/* One row per scalar function. user is sqlite3_user_data() of the adapter. */
typedef struct {
  const char *name;
  int n_args; /* -1: any number */
  int flags;  /* SQL_PURE, ... */
  void (*call)(sqlite3_context *, int, sqlite3_value **);
  const void *user;
} SqlScalar;
int sql_register_scalars(sqlite3 *db, const SqlScalar *rows, size_t n);

/* One row per aggregate. With value and inverse it is a window function too. */
typedef struct {
  const char *name;
  int n_args, flags;
  void (*step)(sqlite3_context *, int, sqlite3_value **);
  void (*final)(sqlite3_context *);
  void (*value)(sqlite3_context *);
  void (*inverse)(sqlite3_context *, int, sqlite3_value **);
  const void *user;
} SqlAggregate;
int sql_register_aggregates(sqlite3 *db, const SqlAggregate *rows, size_t n);

/* Interrupts and progress handlers for loops that step no statement: arg is a SqlPoll.
** sqlite3_is_interrupted() exists from 3.41 only and knows no progress handler, so a cached
** "SELECT 1" is stepped; its error is the answer. */
typedef struct {
  sqlite3 *db;
  sqlite3_stmt *probe; /* owned, made at the first poll */
} SqlPoll;
ElgPoll sql_poll(SqlPoll *poll, sqlite3 *db);
void sql_poll_free(SqlPoll *poll);

/* PRAGMA schema.name = value. Where an interrupt is pending too, for the text has no blank, at which SQLite would stop reading it; but
** for a PRAGMA that needs the schema after a rollback. */
int sql_set(sqlite3 *db, const char *schema, const char *name, int64_t value);

/* PRAGMA full_column_names and short_column_names decide what the columns of a statement are called when it is prepared.
** sql_plain_names() makes that their bare names and returns what the connection had, for sql_restore_names(). */
typedef struct {
  int full, brief;
} SqlNaming;
SqlNaming sql_plain_names(sqlite3 *db);
void sql_restore_names(sqlite3 *db, SqlNaming names);

/* True while a statement of the connection that may write is running. */
int sql_is_writing(sqlite3 *db);
#endif
