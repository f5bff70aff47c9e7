/* sql_tvf.h -- table-valued functions without the boilerplate.
**
** A function is one SqlTvf: its columns, its arguments and four callbacks over a zeroed state of
** state_size bytes. SQL sees  SELECT columns FROM name(arg, ...)  and, hidden, one column arg_NAME per
** argument that echoes it. The life of a state:
**
**   open(call, state)            arguments are in call->argv; absent optional ones are NULL pointers.
**   next(call, state)            to the first or next row; sets call->eof when there is none.
**   column(call, state, ctx, i)  value of visible column i.
**   close(state)                 frees what open and next made; the state is zeroed behind it.
**
** open may be called again after close for the next outer row of a lateral join; what is worth keeping between such
** calls (a parsed policy, memory) lives in call->keep, keep_size zeroed bytes that drop() frees with the cursor.
** With rewind, a further scan of the cursor with the same arguments and columns (the right side of a LEFT JOIN) calls
** rewind(call, state) in place of close and open: the next row is the first one again, call->argv is valid.
** call->argv is valid only during open. A callback returns an SQLITE_xxx code; sql_tvf_error() gives it a text.
*/
#ifndef ELG_SQL_TVF_H
#define ELG_SQL_TVF_H
#include "sqlite/sql_util.h"

#define SQL_TVF_MAX_ARGS 8
typedef struct SqlTvf SqlTvf;

typedef struct {
  sqlite3 *db;
  const SqlTvf *fn;
  sqlite3_value **argv; /* fn's arguments in order, absent ones NULL */
  char *error;          /* from sqlite3_malloc; belongs to the cursor */
  int eof;
  void *shared;          /* from sql_register_tvf_shared, else NULL */
  uint64_t columns_used; /* bit i: visible column i may be read (bit 63: any further one) */
  void *keep;            /* fn's keep_size bytes, NULL for none */
} SqlTvfCall;

struct SqlTvf {
  const char *name;
  const char *columns;  /* "ordinal INTEGER, token TEXT" */
  const char *args;     /* blank-separated: "name" or "relation options" */
  int n_required;       /* leading arguments that must be given */
  int risk;             /* SQLITE_VTAB_INNOCUOUS or SQLITE_VTAB_DIRECTONLY */
  double rows;          /* a typical number of rows, for the planner */
  size_t state_size;
  int (*open)(SqlTvfCall *call, void *state);
  int (*next)(SqlTvfCall *call, void *state);
  int (*column)(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column);
  void (*close)(void *state);
  int (*rewind)(SqlTvfCall *call, void *state); /* NULL: close and open */
  size_t keep_size;         /* 0: nothing is kept */
  void (*drop)(void *keep); /* NULL when keep_size == 0 */
};

/* Register the module. fn must live as long as the connection. */
int sql_register_tvf(sqlite3 *db, const SqlTvf *fn);
/* The same with memory that all calls on this connection share; release gets it when the module goes, or now on failure. */
int sql_register_tvf_shared(sqlite3 *db, const SqlTvf *fn, void *shared, void (*release)(void *));
/* Set the error text "fn: ..." (sqlite3_mprintf format) and return SQLITE_ERROR (SQLITE_NOMEM without memory). */
int sql_tvf_error(SqlTvfCall *call, const char *format, ...);
/* The SQLite code of a core code, with err's text when it has one. */
int sql_tvf_rc(SqlTvfCall *call, ElgRc rc, const ElgErr *err);
/* The text of the connection's last error as this call's error; returns rc. */
int sql_tvf_db_error(SqlTvfCall *call, int rc);
/* True when argument i is given and not SQL NULL. */
int sql_tvf_has(const SqlTvfCall *call, int i);
#endif
