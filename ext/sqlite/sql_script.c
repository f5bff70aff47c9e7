#include "sqlite/sql_script.h"
#include <stdarg.h>
#include <string.h>
#include "sql_chapters.h"

static const ElgChapter *script_chapter(ElgStr name)
{
  for (size_t i = 0; i < ELG_COUNT(chapter_list); i++)
    if (elg_str_equal((ElgStr){chapter_list[i].name, strlen(chapter_list[i].name)}, name)) return chapter_list + i;
  return 0;
}

const ElgChapter *sql_chapter(const char *name) { return script_chapter((ElgStr){name, strlen(name)}); }

/* The i-th chapter of a blank-separated list of names; names without a chapter are passed over. */
static const ElgChapter *script_listed(const char *list, size_t i)
{
  for (const char *at = list; *at;) {
    at += strspn(at, " ");
    size_t n = strcspn(at, " ");
    const ElgChapter *chapter = script_chapter((ElgStr){at, n});
    if (chapter && i-- == 0) return chapter;
    at += n;
  }
  return 0;
}

const ElgChapter *sql_chapter_init(size_t i) { return script_listed(chapter_init, i); }
const ElgChapter *sql_chapter_refresh(size_t i) { return script_listed(chapter_refresh, i); }

/* Length of the blank, comment or quoted run at s, 0 when there is none. *is_token: it belongs to a statement. */
static size_t script_skip(const char *s, int *is_token)
{
  const char *end;
  *is_token = 0;
  switch (*s) {
  case ' ':
  case '\t':
  case '\r':
  case '\n': return 1;
  case '-': return s[1] == '-' ? strcspn(s, "\n") : 0;
  case '/':
    if (s[1] != '*') return 0;
    end = strstr(s + 2, "*/");
    return end ? (size_t)(end + 2 - s) : strlen(s);
  case '\'':
  case '"':
  case '`':
    *is_token = 1;
    end = strchr(s + 1, *s);
    return end ? (size_t)(end + 1 - s) : strlen(s);
  default: return 0;
  }
}

/* The rest of a comment line behind mark into *out. */
static void script_mark(const char *comment, size_t n, const char *mark, ElgStr *out)
{
  size_t k = strlen(mark);
  if (n > k && !memcmp(comment, mark, k)) *out = (ElgStr){comment + k, n - k};
}

/* The next word of *s: letters, digits, underscore. Skips everything else before it. */
static ElgStr script_word(ElgStr *s)
{
  static const char letters[] = "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  size_t a = 0;
  while (a < s->n && !memchr(letters, s->s[a], sizeof letters - 1)) a++;
  size_t z = a;
  while (z < s->n && memchr(letters, s->s[z], sizeof letters - 1)) z++;
  ElgStr word = {s->s + a, z - a};
  *s = (ElgStr){s->s + z, s->n - z};
  return word;
}

static int script_is(ElgStr word, const char *keyword)
{
  return word.n == strlen(keyword) && !sqlite3_strnicmp(word.s, keyword, (int)word.n);
}

/* True when text is a whole statement: any but a trigger without its END. */
static int script_is_whole(ElgStr text)
{
  ElgStr name, on;
  if (sql_script_kind(text, &name, &on) != SQL_TRIGGER) return 1;
  return text.n > 4 && script_is((ElgStr){text.s + text.n - 3, 3}, "END");
}

int sql_script_next(SqlScript *script)
{
  const char *s = script->rest, *start = 0, *end = 0;
  script->when = script->bulk = script->take = (ElgStr){"", 0};
  for (; *s;) {
    int is_token;
    size_t n = script_skip(s, &is_token);
    if (n && !is_token && !start) {
      script_mark(s, n, "-- step: ", &script->step);
      script_mark(s, n, "-- when: ", &script->when);
      script_mark(s, n, "-- bulk: ", &script->bulk);
      script_mark(s, n, "-- take: ", &script->take);
    } else if (*s == ';' && start && script_is_whole((ElgStr){start, (size_t)(end - start)})) {
      break;
    } else if (!n || is_token) {
      n = n ? n : 1;
      if (!start && *s != ';') start = s;
      end = s + n;
    }
    s += n;
  }
  script->rest = *s ? s + 1 : s;
  if (!start) return 0;
  script->text = (ElgStr){start, (size_t)(end - start)};
  return 1;
}

SqlKind sql_script_kind(ElgStr statement, ElgStr *name, ElgStr *on)
{
  ElgStr rest = statement, word = script_word(&rest);
  *name = *on = (ElgStr){"", 0};
  if (script_is(word, "INSERT")) {
    while (word.n && !script_is(word, "INTO")) word = script_word(&rest);
    *name = script_word(&rest);
    return SQL_INSERT;
  }
  if (!script_is(word, "CREATE")) return SQL_OTHER;
  word = script_word(&rest);
  int temp = script_is(word, "TEMP"), unique = script_is(word, "UNIQUE");
  if (temp || unique) word = script_word(&rest);
  *name = script_word(&rest);
  if (script_is(word, "TABLE")) return SQL_TABLE;
  if (script_is(word, "VIEW")) return temp ? SQL_TEMP_VIEW : SQL_VIEW;
  SqlKind kind = script_is(word, "INDEX") ? SQL_INDEX : script_is(word, "TRIGGER") ? SQL_TRIGGER : SQL_OTHER;
  while (kind && word.n && !script_is(word, "ON")) word = script_word(&rest);
  *on = script_word(&rest);
  return kind;
}

void sql_append(ElgBuf *b, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  char *text = sqlite3_vmprintf(format, args);
  va_end(args);
  if (text) {
    elg_buf_put(b, text, strlen(text));
  } else {
    elg_buf_free(b);
    b->rc = ELG_NOMEM;
  }
  sqlite3_free(text);
}

int sql_run(sqlite3 *db, ElgStr statement, int64_t *changed)
{
  sqlite3_stmt *stmt = 0;
  int before = sqlite3_total_changes(db);
  int rc = sqlite3_prepare_v2(db, statement.s, (int)statement.n, &stmt, 0);
  if (!rc && stmt) {
    while (sqlite3_step(stmt) == SQLITE_ROW) {}
    rc = sqlite3_finalize(stmt);
  }
  if (changed) *changed = sqlite3_total_changes(db) == before ? 0 : sqlite3_changes(db); /* without those of triggers */
  return rc;
}

int sql_runf(sqlite3 *db, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  char *text = sqlite3_vmprintf(format, args);
  va_end(args);
  int rc = text ? sql_run(db, (ElgStr){text, strlen(text)}, 0) : SQLITE_NOMEM;
  sqlite3_free(text);
  return rc;
}

/* Step the query once; *stmt is NULL when there is no row or an error. Frees sql. */
static int script_first(sqlite3 *db, char *sql, sqlite3_stmt **stmt)
{
  *stmt = 0;
  if (!sql) return SQLITE_NOMEM;
  int rc = sqlite3_prepare_v2(db, sql, -1, stmt, 0);
  sqlite3_free(sql);
  if (rc) return rc;
  rc = sqlite3_step(*stmt);
  if (rc == SQLITE_ROW && sqlite3_column_type(*stmt, 0) != SQLITE_NULL) return SQLITE_OK;
  rc = sqlite3_finalize(*stmt);
  *stmt = 0;
  return rc;
}

int sql_query_int(sqlite3 *db, int64_t *out, const char *format, ...)
{
  sqlite3_stmt *stmt;
  va_list args;
  va_start(args, format);
  int rc = script_first(db, sqlite3_vmprintf(format, args), &stmt);
  va_end(args);
  if (stmt) *out = sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  return rc;
}

int sql_query_text(sqlite3 *db, char **out, const char *format, ...)
{
  sqlite3_stmt *stmt;
  va_list args;
  va_start(args, format);
  int rc = script_first(db, sqlite3_vmprintf(format, args), &stmt);
  va_end(args);
  *out = 0;
  if (stmt) {
    const unsigned char *text = sqlite3_column_text(stmt, 0);
    *out = text ? sqlite3_mprintf("%s", text) : 0;
    if (!*out) rc = SQLITE_NOMEM;
  }
  sqlite3_finalize(stmt);
  return rc;
}

void sql_fail_db(sqlite3_context *ctx, const char *fn, const char *what, int rc)
{
  if (rc == SQLITE_NOMEM) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  const char *text = sqlite3_errmsg(sqlite3_context_db_handle(ctx));
  char *error = what ? sqlite3_mprintf("%s: %s: %s", fn, what, text) : sqlite3_mprintf("%s: %s", fn, text);
  if (!error) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  sqlite3_result_error(ctx, error, -1);
  if (rc == SQLITE_INTERRUPT || rc == SQLITE_BUSY || rc == SQLITE_READONLY || rc == SQLITE_FULL)
    sqlite3_result_error_code(ctx, rc);
  sqlite3_free(error);
}

/* Roll back the transaction where nothing runs any more, ROLLBACK included: from sqlite3_interrupt() on until the last statement of
** the connection has ended, the caller's. A statement that counts as one that writes and is interrupted takes its transaction along.
** This one is parsed although an interrupt is pending, because it has no blank and ends before the text does. */
static void script_roll_back_interrupted(sqlite3 *db) { sqlite3_exec(db, "PRAGMA\"main\".\"journal_mode\";", 0, 0, 0); }

int sql_take_back(sqlite3 *db, const char *savepoint)
{
  if (savepoint) {
    sql_runf(db, "ROLLBACK TO %s", savepoint);
    if (!sql_runf(db, "RELEASE %s", savepoint)) return SQLITE_OK;
  }
  /* The savepoint began the transaction, which cannot be committed; or it is gone already. */
  int rc = sqlite3_exec(db, "ROLLBACK", 0, 0, 0);
  if (rc != SQLITE_INTERRUPT) return rc;
  script_roll_back_interrupted(db);
  return SQLITE_OK;
}

int sql_finish(sqlite3_stmt *stmt, int rc)
{
  int final = sqlite3_finalize(stmt);
  return rc == SQLITE_DONE || !rc ? final : rc;
}

int sql_hold(sqlite3 *db, sqlite3_stmt **reader)
{
  if (*reader) return SQLITE_OK;
  int rc = sqlite3_prepare_v2(db, "SELECT count(*) FROM main.sqlite_master", -1, reader, 0);
  if (!rc) rc = sqlite3_step(*reader);
  return rc == SQLITE_ROW ? SQLITE_OK : rc;
}

void sql_let_go(sqlite3_stmt **reader)
{
  sqlite3_finalize(*reader);
  *reader = 0;
}

int sql_drop_index(sqlite3 *db, ElgStr name, sqlite3_stmt **reader)
{
  sqlite3_stmt *drop = 0, *undo = 0;
  char *sql = sqlite3_mprintf("DROP INDEX main.\"%.*w\"", (int)name.n, name.s);
  int rc = sql ? sqlite3_prepare_v2(db, sql, -1, &drop, 0) : SQLITE_NOMEM;
  sqlite3_free(sql);
  if (!rc) rc = sqlite3_prepare_v2(db, "ROLLBACK", -1, &undo, 0);
  if (!rc) {
    sql_let_go(reader);
    rc = sql_finish(drop, sqlite3_step(drop));
    int held = sql_hold(db, reader);
    if (held == SQLITE_NOMEM) sqlite3_step(undo);
    if (!rc) rc = held;
  } else {
    sqlite3_finalize(drop);
  }
  sqlite3_finalize(undo);
  return rc;
}

int sql_begin(sqlite3_context *ctx, const char *fn, const char *savepoint, const char *lock, sqlite3_stmt **reader)
{
  sqlite3 *db = sqlite3_context_db_handle(ctx);
  sqlite3_stmt *undo = 0;
  int rc = sqlite3_prepare_v2(db, "ROLLBACK", -1, &undo, 0);
  if (!rc) rc = savepoint ? sql_runf(db, "SAVEPOINT %s", savepoint) : sql_runf(db, "BEGIN IMMEDIATE");
  int began = !rc;
  if (!rc && lock) rc = sql_runf(db, "%s", lock);
  if (!rc) rc = sql_hold(db, reader);
  if (rc) sql_fail_db(ctx, fn, 0, rc);
  if (rc && began && sql_take_back(db, savepoint)) sqlite3_step(undo);
  if (rc) sql_let_go(reader);
  sqlite3_finalize(undo);
  return rc;
}

int sql_begin_writing(sqlite3_context *ctx, const char *fn, const char *savepoint, sqlite3_stmt **reader)
{
  return sql_begin(ctx, fn, savepoint, "UPDATE main.elg_run SET ms = ms WHERE 0", reader);
}

int sql_end_writing(sqlite3_context *ctx, const char *fn, const char *savepoint, int failed, sqlite3_stmt **reader)
{
  sqlite3 *db = sqlite3_context_db_handle(ctx);
  int rc = failed ? SQLITE_OK : sql_runf(db, "RELEASE %s", savepoint);
  if (rc) sql_fail_db(ctx, fn, 0, rc);
  if (failed || rc) sql_take_back(db, savepoint);
  sql_let_go(reader);
  return rc;
}
