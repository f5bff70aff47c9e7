/* sql_script.h -- the chapters of sql/, embedded at build time, and the statements in them.
**
** A chapter is SQL text; its statements end with ";". Comment lines before a statement have a meaning: "-- step: NAME"
** names the statements from there on; "-- when: EXPRESSION" is the condition of that one statement, "-- bulk: TABLE" the table it fills.
*/
#ifndef ELG_SQL_SCRIPT_H
#define ELG_SQL_SCRIPT_H
#include "base/buf.h"
#include "sqlite/sql_util.h"

typedef struct {
  const char *name, *text;
} ElgChapter;

/* The chapter of that name, or NULL. */
const ElgChapter *sql_chapter(const char *name);
/* The i-th chapter elg_init runs, or NULL behind the last. */
const ElgChapter *sql_chapter_init(size_t i);
/* The i-th chapter elg_refresh runs, or NULL behind the last. */
const ElgChapter *sql_chapter_refresh(size_t i);

/* Walks the statements of a text. Zero it, then set rest. */
typedef struct {
  const char *rest; /* unread text */
  ElgStr step;      /* name of the step the statement belongs to; as set before the first */
  ElgStr when;      /* condition of the statement; empty when it has none */
  ElgStr bulk;      /* the table it fills in one go; empty when it is none such */
  ElgStr take;      /* mapping of the statement; empty when it has none */
  ElgStr text;      /* the statement, without leading blanks and comments, and without its semicolon */
} SqlScript;
/* True when there is a further statement. Quotes, comments and the bodies of triggers are understood. */
int sql_script_next(SqlScript *script);

/* What a statement does. */
typedef enum { SQL_OTHER, SQL_TABLE, SQL_INDEX, SQL_TRIGGER, SQL_VIEW, SQL_TEMP_VIEW, SQL_INSERT } SqlKind;
/* Kind of the statement and the name it creates or inserts into (borrowed; empty for SQL_OTHER).
** For SQL_INDEX and SQL_TRIGGER *on is their table. */
SqlKind sql_script_kind(ElgStr statement, ElgStr *name, ElgStr *on);

/* A buffer of SQL text: printf in sqlite3_mprintf's dialect onto b, "%w" and "%Q" included. */
void sql_append(ElgBuf *b, const char *format, ...);
/* Prepare and run one statement to its end; out, when given, gets the number of rows it changed. The text of an error
** is left on the connection. */
int sql_run(sqlite3 *db, ElgStr statement, int64_t *changed);
/* sqlite3_mprintf, then sql_run. */
int sql_runf(sqlite3 *db, const char *format, ...);
/* Take back what was done since the savepoint and end it; NULL: the whole transaction. Where an interrupt is pending, the whole
** transaction too, the caller's included, as SQLite does when it interrupts a statement that writes. An error: nothing was taken back,
** or nothing was there. Without memory it takes letting go of a reader that was held. */
int sql_take_back(sqlite3 *db, const char *savepoint);
/* End a loop over stmt, finalized here, that stopped with rc: what it is to return. */
int sql_finish(sqlite3_stmt *stmt, int rc);
/* Hold a statement that has begun to read main, unless *reader is one already. Until it is let go every other one reads the file as it is
** now, and none drops a table or an index. And where memory is short, after which the connection runs nothing until the caller's statement
** has ended, ending a statement that reads takes the transaction back, as SQLite has it: hold one while others write. */
int sql_hold(sqlite3 *db, sqlite3_stmt **reader);
/* Also where none is held. */
void sql_let_go(sqlite3_stmt **reader);
/* Drop an index of main, for which the reader is let go and held again. */
int sql_drop_index(sqlite3 *db, ElgStr name, sqlite3_stmt **reader);
/* Begin a savepoint, or, savepoint NULL, a transaction that may write; run the statement lock, unless it is NULL; hold *reader. A
** failure is the result of fn, and nothing is left begun. */
int sql_begin(sqlite3_context *ctx, const char *fn, const char *savepoint, const char *lock, sqlite3_stmt **reader);
/* Begin a savepoint that holds the lock to write to main, which it waits for as long as the connection's busy handler has it wait:
** a statement that reads first would not be let wait. The tables of elg_init are there. A failure is the result of fn. */
int sql_begin_writing(sqlite3_context *ctx, const char *fn, const char *savepoint, sqlite3_stmt **reader);
/* End it: its changes stay, or go when the caller failed, whose error is set. They go too when they cannot be committed, because
** another connection reads; that is the result of fn. No transaction that began with the savepoint is left open. */
int sql_end_writing(sqlite3_context *ctx, const char *fn, const char *savepoint, int failed, sqlite3_stmt **reader);
/* First column of the first row of the formatted query as an integer: *out untouched when there is no row or it is
 * NULL. */
int sql_query_int(sqlite3 *db, int64_t *out, const char *format, ...);
/* The same as text, from sqlite3_malloc; *out is NULL when there is no row or it is NULL. */
int sql_query_text(sqlite3 *db, char **out, const char *format, ...);
/* Report rc of the connection as the result: "fn: message". what, when given, stands before the message. */
void sql_fail_db(sqlite3_context *ctx, const char *fn, const char *what, int rc);
#endif
