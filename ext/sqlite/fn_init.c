/* fn_init.c -- SQL: elg_init().
**
** Walks the statements of the chapters in sql/sql.mk's SQL_INIT:
**
**   CREATE TABLE crm_x   made when absent; a table or view of the analyst's with at least these columns is accepted.
**   CREATE TABLE elg_x   made when absent; a table with at least these columns is taken for ours.
**   CREATE INDEX         on a crm_ table made by this call; on an elg_ table whenever it is missing.
**   CREATE TRIGGER       on a table, whenever it is missing or its text changed; none on a view.
**   INSERT INTO elg_x    when this call made elg_x; into elg_default, elg_setting and elg_target always: the text says what it leaves.
**   CREATE VIEW          made, or made again when its text changed. Ours end in INIT_MARK, which the schema keeps.
**   CREATE TEMP VIEW     the same in the temp schema; the only thing made when the file is read-only.
**
** Indexes that earlier versions made and none needs (INIT_OLD) are dropped.
**
** A first pass only looks whether the file lacks anything: where it does not, it is not written to, so that a connection opens the
** model while another one writes. Else everything happens in one transaction, which waits for its turn as long as the connection's
** busy handler has it wait, or in one savepoint of the caller's: an error leaves nothing behind.
*/
#include "sqlite/fn_model.h"
#include <string.h>

#define INIT_MARK "\n/* elgext */"
#define INIT_OLD "'elg_ix_account_state_domain', 'elg_ix_deal_expansion', 'elg_ix_deal_status'"

typedef struct {
  sqlite3 *db;
  sqlite3_context *ctx;
  int read_only;
  int look;       /* the first pass */
  int failed;     /* the result already holds an error */
  sqlite3_stmt *reader; /* held, see sql_hold() */
  ElgBuf created; /* " name name " of the tables this call made */
  int64_t tables, views, temp_views;
} InitRun;

/* Report "elg_init: ..." (sqlite3_mprintf's dialect). */
static int init_error(InitRun *run, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  char *text = sqlite3_vmprintf(format, args);
  va_end(args);
  char *full = text ? sqlite3_mprintf("elg_init: %s", text) : 0;
  if (full) sqlite3_result_error(run->ctx, full, -1);
  else sqlite3_result_error_nomem(run->ctx);
  sqlite3_free(text);
  sqlite3_free(full);
  run->failed = 1;
  return full ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* Run a statement that writes (sqlite3_mprintf's dialect). The first pass ends there. */
#define INIT_STALE SQLITE_DONE
static int init_write(const InitRun *run, const char *format, ...)
{
  if (run->look) return INIT_STALE;
  va_list args;
  va_start(args, format);
  char *text = sqlite3_vmprintf(format, args);
  va_end(args);
  int rc = text ? sql_run(run->db, (ElgStr){text, strlen(text)}, 0) : SQLITE_NOMEM;
  sqlite3_free(text);
  return rc;
}

static int init_drop_index(InitRun *run, ElgStr name) { return run->look ? INIT_STALE : sql_drop_index(run->db, name, &run->reader); }

static int init_write_text(const InitRun *run, ElgStr statement) { return init_write(run, "%.*s", (int)statement.n, statement.s); }

/* Type of the object of that name in main or temp ("table", "view", ...), and its SQL; both NULL when there is none. */
static int init_object(InitRun *run, const char *schema, ElgStr name, char **type, char **sql)
{
  *sql = 0;
  int rc = sql_query_text(run->db, type, "SELECT type FROM %s WHERE name = '%.*q' COLLATE NOCASE", schema, (int)name.n,
                          name.s);
  if (!rc && *type)
    rc = sql_query_text(run->db, sql, "SELECT sql FROM %s WHERE name = '%.*q' COLLATE NOCASE", schema, (int)name.n,
                        name.s);
  return rc;
}

static int init_is_ours(const char *type, const char *sql)
{
  return type && sql && !strcmp(type, "view") && strstr(sql, INIT_MARK);
}

static int init_prefixed(ElgStr name, const char *prefix)
{
  return name.n > strlen(prefix) && !memcmp(name.s, prefix, strlen(prefix));
}

/* Is name among words that have a separator before and behind each? */
static int init_among(ElgStr words, ElgStr name, char separator)
{
  for (size_t i = 0; i + name.n + 1 < words.n; i++)
    if (words.s[i] == separator && !memcmp(words.s + i + 1, name.s, name.n) && words.s[i + 1 + name.n] == separator) return 1;
  return 0;
}

static int init_made(const InitRun *run, ElgStr name) { return init_among(elg_buf_view(&run->created), name, ' '); }

/* The next column a CREATE TABLE of ours defines: a line indented by two blanks that starts with a small letter. */
static int init_column(ElgStr *rest, ElgStr *column)
{
  for (;;) {
    const char *line = rest->n ? memchr(rest->s, '\n', rest->n) : 0;
    if (!line) return 0;
    *rest = (ElgStr){line + 1, rest->n - (size_t)(line + 1 - rest->s)};
    if (rest->n < 3 || rest->s[0] != ' ' || rest->s[1] != ' ' || rest->s[2] < 'a' || rest->s[2] > 'z') continue;
    size_t n = 2;
    while (n < rest->n && rest->s[n] != ' ') n++;
    *column = (ElgStr){rest->s + 2, n - 2};
    return 1;
  }
}

/* Ids are text: a view or table of the user's whose first row has a number for one is refused, because its rows would find no
** others. Asked once a call, not when looking: a row of a view may be dear. */
static int init_accept_id(InitRun *run, const char *type, ElgStr name, ElgStr column)
{
  char *number = 0;
  if (run->look || column.n < 4 || memcmp(column.s + column.n - 3, "_id", 3)) return SQLITE_OK;
  int rc = sql_query_text(run->db, &number,
                          "SELECT id FROM (SELECT %.*s AS id FROM main.%.*s LIMIT 1) WHERE typeof(id) IN ('integer', 'real')",
                          (int)column.n, column.s, (int)name.n, name.s);
  if (!rc && number)
    rc = init_error(run, "%s %.*s: a number as %.*s, got %s; expected text, as CAST(... AS TEXT) gives", type, (int)name.n, name.s,
                    (int)column.n, column.s, number);
  sqlite3_free(number);
  return rc;
}

/* An object of that name exists: it must have the columns of the statement. */
static int init_accept(InitRun *run, ElgStr statement, ElgStr name, const char *type)
{
  int crm = init_prefixed(name, "crm_");
  if (strcmp(type, "table") && !(crm && !strcmp(type, "view")))
    return init_error(run, "the name %.*s is taken, got a%s %s; expected a table%s", (int)name.n, name.s,
                      type[0] == 'i' ? "n" : "", type, crm ? " or a view" : " of elgext");
  char *have = 0;
  int rc = sql_query_text(run->db, &have,
                          "SELECT char(10) || group_concat(lower(name), char(10)) || char(10) FROM pragma_table_info('%.*q', 'main')",
                          (int)name.n, name.s);
  ElgStr rest = statement, column, columns = {have, have ? strlen(have) : 0};
  while (!rc && init_column(&rest, &column)) {
    if (!init_among(columns, column, '\n'))
      rc = init_error(run, "%s %.*s has no column %.*s; expected the columns of elgext's %.*s, or another name", type,
                      (int)name.n, name.s, (int)column.n, column.s, (int)name.n, name.s);
    else if (crm) rc = init_accept_id(run, type, name, column);
  }
  sqlite3_free(have);
  return rc;
}

/* Refuse an object of the user's in the temp schema: it would hide ours. */
static int init_not_in_temp(InitRun *run, ElgStr name)
{
  char *type, *sql;
  int rc = init_object(run, "sqlite_temp_master", name, &type, &sql);
  if (!rc && type && !init_is_ours(type, sql))
    rc = init_error(run, "the name %.*s is taken, got a TEMP %s; expected none in temp", (int)name.n, name.s, type);
  sqlite3_free(type);
  sqlite3_free(sql);
  return rc;
}

/* STRICT tables exist from SQLite 3.37. */
static ElgStr init_dialect(ElgStr statement)
{
  static const char word[] = " STRICT";
  size_t n = sizeof word - 1;
  if (sqlite3_libversion_number() < 3037000 && statement.n > n && !memcmp(statement.s + statement.n - n, word, n))
    statement.n -= n + (statement.s[statement.n - n - 1] == ',');
  return statement;
}

static int init_table(InitRun *run, ElgStr statement, ElgStr name)
{
  char *type = 0, *sql = 0;
  if (run->read_only) return SQLITE_OK;
  int rc = init_not_in_temp(run, name);
  if (!rc) rc = init_object(run, "sqlite_master", name, &type, &sql);
  if (!rc && type) {
    rc = init_accept(run, statement, name, type);
  } else if (!rc) {
    ElgStr text = init_dialect(statement);
    rc = init_write(run, "CREATE TABLE main.%.*s", (int)(text.n - (size_t)(name.s - text.s)), name.s);
    if (!rc) sql_append(&run->created, " %.*s ", (int)name.n, name.s);
    run->tables += !rc;
  }
  sqlite3_free(type);
  sqlite3_free(sql);
  return rc ? rc : sql_rc(run->created.rc);
}

/* An index of a kept table whose columns are others than before is made anew; those of inputs stay as they are. */
static int init_index(InitRun *run, ElgStr statement, ElgStr name, ElgStr on)
{
  if (run->read_only || (init_prefixed(on, "crm_") && !init_made(run, on))) return SQLITE_OK;
  char *type, *sql;
  int rc = init_object(run, "sqlite_master", name, &type, &sql);
  if (!rc && !type) rc = init_write_text(run, statement);
  else if (!rc && strcmp(type, "index"))
    rc = init_error(run, "the name %.*s is taken, got a %s; expected an index of elgext", (int)name.n, name.s, type);
  else if (!rc && !init_prefixed(on, "crm_") && !elg_str_equal((ElgStr){sql, strlen(sql)}, statement)) {
    rc = init_drop_index(run, name);
    if (!rc) rc = init_write_text(run, statement);
  }
  sqlite3_free(type);
  sqlite3_free(sql);
  return rc;
}

static int init_trigger(InitRun *run, ElgStr statement, ElgStr name, ElgStr on)
{
  char *type = 0, *sql = 0, *old = 0;
  if (run->read_only) return SQLITE_OK;
  int rc = init_object(run, "sqlite_master", on, &type, &sql);
  if (!rc)
    rc = sql_query_text(run->db, &old, "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = '%.*q'",
                        (int)name.n, name.s);
  int wanted = type && !strcmp(type, "table"), same = old && elg_str_equal((ElgStr){old, strlen(old)}, statement);
  if (!rc && old && !(wanted && same)) rc = init_write(run, "DROP TRIGGER main.%.*s", (int)name.n, name.s);
  if (!rc && wanted && !same) rc = init_write_text(run, statement);
  sqlite3_free(type);
  sqlite3_free(sql);
  sqlite3_free(old);
  return rc;
}

/* What a statement inserts: the VALUES or the SELECT of it. */
static ElgStr init_source(ElgStr statement)
{
  static const char *const from[] = {" VALUES", " SELECT"};
  static const char until[] = "\nON CONFLICT";
  size_t at = 0, end = 0, n = strlen(from[0]);
  while (at + n < statement.n && memcmp(statement.s + at, from[0], n) && memcmp(statement.s + at, from[1], n)) at++;
  for (end = at; end < statement.n; end++)
    if (end + sizeof until <= statement.n && !memcmp(statement.s + end, until, sizeof until - 1)) break;
  return (ElgStr){statement.s + at, end - at};
}

static int init_insert(InitRun *run, ElgStr statement, ElgStr name)
{
  static const struct {
    const char *table, *lacks; /* whether a row of what is inserted is missing, or another one */
  } always[] = {{"elg_default", "SELECT EXISTS (SELECT * FROM (%.*s) EXCEPT SELECT * FROM main.elg_default)"},
                {"elg_setting", "SELECT EXISTS (SELECT name FROM (%.*s) EXCEPT SELECT name FROM main.elg_setting)"},
                {"elg_target", "SELECT EXISTS (SELECT column1 FROM (%.*s) EXCEPT SELECT metric FROM main.elg_target)"}};
  int64_t wanted = init_made(run, name);
  ElgStr source = init_source(statement);
  int rc = SQLITE_OK;
  if (run->read_only) return SQLITE_OK;
  for (size_t i = 0; i < ELG_COUNT(always) && !rc; i++)
    if (elg_str_equal(name, (ElgStr){always[i].table, strlen(always[i].table)}))
      rc = sql_query_int(run->db, &wanted, always[i].lacks, (int)source.n, source.s);
  return rc || !wanted ? rc : init_write_text(run, statement);
}

/* Remove an older text of a view of ours; refuse any other object of that name. *current: the same text is there. */
static int init_clear_view(InitRun *run, const char *schema, const char *master, ElgStr name, ElgStr body, int *current)
{
  char *type, *sql;
  *current = 0;
  int rc = init_object(run, master, name, &type, &sql);
  if (!rc && type && !init_is_ours(type, sql)) {
    rc = init_error(run, "the name %.*s is taken, got a%s %s; expected none, it is a view of elgext", (int)name.n,
                    name.s, type[0] == 'i' ? "n" : "", type);
  } else if (!rc && type) {
    size_t n = strlen(sql), m = body.n + sizeof INIT_MARK - 1;
    *current = n >= m && !memcmp(sql + n - m, body.s, body.n);
    if (!*current && !run->read_only) rc = init_write(run, "DROP VIEW %s.%.*s", schema, (int)name.n, name.s);
  }
  sqlite3_free(type);
  sqlite3_free(sql);
  return rc;
}

static int init_view(InitRun *run, ElgStr statement, ElgStr name, int temp)
{
  int in_temp, in_main;
  if (run->read_only && !temp) return SQLITE_OK;
  ElgStr body = {name.s, statement.n - (size_t)(name.s - statement.s)}; /* "name AS SELECT ..." */
  int rc = init_clear_view(run, "temp", "sqlite_temp_master", name, body, &in_temp);
  if (!rc) rc = init_clear_view(run, "main", "sqlite_master", name, body, &in_main);
  if (rc || (temp ? in_temp || run->look : in_main)) return rc;
  *(temp ? &run->temp_views : &run->views) += 1;
  return init_write(run, "CREATE VIEW %s.%.*s" INIT_MARK ";", temp ? "temp" : "main", (int)body.n, body.s);
}

static int init_statement(InitRun *run, ElgStr statement)
{
  ElgStr name, on;
  switch (sql_script_kind(statement, &name, &on)) {
  case SQL_TABLE: return init_table(run, statement, name);
  case SQL_INDEX: return init_index(run, statement, name, on);
  case SQL_TRIGGER: return init_trigger(run, statement, name, on);
  case SQL_INSERT: return init_insert(run, statement, name);
  case SQL_VIEW: return init_view(run, statement, name, 0);
  case SQL_TEMP_VIEW: return init_view(run, statement, name, 1);
  case SQL_OTHER: break;
  }
  return init_error(run, "a statement of unknown kind, got '%s'", elg_show(statement).s);
}

static int init_drop_old(InitRun *run)
{
  char *name = 0;
  int rc = SQLITE_OK;
  if (run->read_only) return SQLITE_OK;
  do {
    sqlite3_free(name);
    name = 0;
    rc = sql_query_text(run->db, &name,
                        "SELECT name FROM main.sqlite_master WHERE type = 'index' AND tbl_name GLOB 'elg_*' AND name IN (" INIT_OLD ")");
    if (!rc && name) rc = init_drop_index(run, (ElgStr){name, strlen(name)});
  } while (!rc && name);
  sqlite3_free(name);
  return rc;
}

static int init_chapters(InitRun *run)
{
  int rc = SQLITE_OK;
  const ElgChapter *chapter;
  for (size_t i = 0; !rc && (chapter = sql_chapter_init(i)); i++) {
    SqlScript script = {.rest = chapter->text};
    while (!rc && sql_script_next(&script)) rc = init_statement(run, script.text);
    if (rc && rc != INIT_STALE && !run->failed) {
      sql_fail_db(run->ctx, "elg_init", chapter->name, rc);
      run->failed = 1;
    }
  }
  return rc;
}

static int init_all(InitRun *run)
{
  int rc = init_chapters(run);
  if (!rc && (rc = init_drop_old(run)) && rc != INIT_STALE) sql_fail_db(run->ctx, "elg_init", "old indexes", rc);
  return rc;
}

/* Begin and end: a transaction that may write where the file lacks something and none is open, else a savepoint. */
static int init_transact(InitRun *run, int lacks)
{
  int own = lacks && sqlite3_get_autocommit(run->db);
  int rc = sql_begin(run->ctx, "elg_init", own ? NULL : "elg_init", NULL, &run->reader);
  if (rc) return rc;
  rc = init_all(run);
  if (!rc && (rc = sql_runf(run->db, own ? "COMMIT" : "RELEASE elg_init"))) sql_fail_db(run->ctx, "elg_init", 0, rc);
  if (rc) sql_take_back(run->db, own ? NULL : "elg_init");
  sql_let_go(&run->reader);
  return rc;
}

int sql_model_init(sqlite3_context *ctx, int64_t *tables, int64_t *views, int64_t *temp_views)
{
  InitRun run = {.db = sqlite3_context_db_handle(ctx), .ctx = ctx};
  run.read_only = sqlite3_db_readonly(run.db, "main") == 1;
  if (sql_is_writing(run.db))
    return init_error(&run, "called inside a statement that writes; expected a SELECT of its own");
  SqlNaming naming = sql_plain_names(run.db); /* the columns of VALUES, of late, have other names otherwise */
  run.look = 1;
  int rc = init_all(&run);
  run.look = 0;
  if (!rc || rc == INIT_STALE) rc = init_transact(&run, rc == INIT_STALE);
  sql_restore_names(run.db, naming);
  elg_buf_free(&run.created);
  *tables = run.tables, *views = run.views, *temp_views = run.temp_views;
  return rc;
}

void sql_fn_init(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  int64_t tables = 0, views = 0, temp_views = 0;
  (void)argc, (void)argv;
  if (sql_model_init(ctx, &tables, &views, &temp_views)) return;
  char *text = sqlite3_mprintf("{\"tables\":%lld,\"views\":%lld,\"temp_views\":%lld}", tables, views, temp_views);
  if (text) sqlite3_result_text(ctx, text, -1, sqlite3_free);
  else sqlite3_result_error_nomem(ctx);
}
