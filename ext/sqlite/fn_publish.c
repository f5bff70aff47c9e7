/* fn_publish.c -- SQL: elg_publish(path [, partner_id]).
**
** Copies the views of the model, or what one partner may see of them, into a new SQLite file: plain tables with declared types,
** no view, no function, not in WAL mode. The file is written beside path under a name of its own, synced, closed, and renamed
** over path: whoever opens path sees the old file or the new one, whenever the process dies (a killed one leaves PATH.elg-HEX behind).
**
** All tables come from one read transaction. No value changes. A column is INTEGER, REAL, TEXT or BLOB by the values in
** it, by its declaration where there are none. INTEGERs among REALs are REAL while all of them lie within +-2^53, which a
** REAL holds exactly; any other mixture is ANY (without a type before SQLite 3.37, which has no ANY).
*/
#include "sqlite/fn_model.h"
#include <stdio.h>
#include <string.h>
#if defined(_WIN32)
#include <windows.h>
#endif

#define PUBLISH_TYPE(t) (1 << (t)) /* SQLITE_INTEGER is 1, SQLITE_NULL 5 */
#define PUBLISH_WIDE 1             /* an INTEGER beyond +-2^53 */

typedef struct {
  sqlite3 *db, *out;
  sqlite3_context *ctx;
  char *path, *temporary; /* absolute */
  char *partner;          /* whose file it is, NULL: ours */
  int64_t tables, rows;
  int failed; /* the result already holds an error */
} PublishRun;

static int publish_error(PublishRun *run, const char *format, const char *text)
{
  ElgErr err;
  sql_fail(run->ctx, "elg_publish", elg_err(&err, format, elg_show((ElgStr){text, strlen(text)}).s), &err);
  run->failed = 1;
  return SQLITE_ERROR;
}

/* An error of the file being written. */
static int publish_out_error(PublishRun *run, int rc)
{
  if (rc == SQLITE_NOMEM) {
    sqlite3_result_error_nomem(run->ctx);
  } else {
    ElgErr err;
    sql_fail(run->ctx, "elg_publish", elg_err(&err, "writing the file: %s", sqlite3_errmsg(run->out)), &err);
  }
  run->failed = 1;
  return rc;
}

/* *there: the file path + suffix exists. What cannot be asked is an error, never an absent file. */
static int publish_exists(const char *path, const char *suffix, int *there)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find(0);
  char *name = sqlite3_mprintf("%s%s", path, suffix);
  int rc = name ? vfs->xAccess(vfs, name, SQLITE_ACCESS_EXISTS, there) : SQLITE_NOMEM;
  sqlite3_free(name);
  return rc;
}

/* The absolute path. */
static int publish_path(PublishRun *run, ElgStr given)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find(0);
  char *name = sqlite3_mprintf("%.*s", (int)given.n, given.n ? given.s : "");
  run->path = sqlite3_malloc(vfs->mxPathname + 1);
  int rc = name && run->path ? SQLITE_OK : SQLITE_NOMEM;
  if (!rc && (!given.n || memchr(given.s, 0, given.n) || given.s[0] == ':'))
    rc = publish_error(run, "bad path, got '%s'; expected the path of a file", name);
  if (!rc && (rc = vfs->xFullPathname(vfs, name, vfs->mxPathname + 1, run->path)) == (SQLITE_OK | (2 << 8)))
    rc = SQLITE_OK; /* SQLITE_OK_SYMLINK: the path is that of the file it leads to */
  if (rc && rc != SQLITE_NOMEM && !run->failed)
    rc = publish_error(run, "bad path, got '%s'; expected a file in a folder that exists", name);
  sqlite3_free(name);
  return rc;
}

/* Refuse a file that is open or being written. */
static int publish_check_closed(PublishRun *run)
{
  int64_t open = 0;
  int wal = 0, journal = 0;
  int rc = sql_query_int(run->db, &open, "SELECT 1 FROM pragma_database_list WHERE file = %Q", run->path);
  if (!rc && open) return publish_error(run, "open database, got '%s'; expected another file", run->path);
  if (!rc) rc = publish_exists(run->path, "-wal", &wal);
  if (!rc) rc = publish_exists(run->path, "-journal", &journal);
  if (rc && rc != SQLITE_NOMEM)
    return publish_error(run, "cannot look at the path, got '%s'; expected a file this process may read", run->path);
  if (wal || journal)
    return publish_error(run, "file being written, got '%s' with a -wal or -journal; expected a closed one", run->path);
  return rc;
}

/* What the open file is: empty, or of ours: its elg_meta says so. */
static int publish_is_ours(sqlite3 *old, int64_t *ours)
{
  sqlite3_file *file = 0;
  sqlite3_int64 size = 1;
  int64_t objects = 0, meta = 0;
  int rc = sql_query_int(old, &objects, "SELECT count(*) FROM sqlite_master");
  if (!rc) rc = sql_query_int(old, &meta, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'elg_meta'");
  if (!rc && meta) rc = sql_query_int(old, ours, "SELECT EXISTS (SELECT 1 FROM elg_meta WHERE name = 'elgext')");
  if (rc || objects) return rc;
  rc = sqlite3_file_control(old, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (!rc && file && file->pMethods) rc = file->pMethods->xFileSize(file, &size);
  *ours = !size;
  return rc;
}

/* A file that is there must be one of ours. */
static int publish_check_old(PublishRun *run)
{
  sqlite3 *old = 0;
  int64_t ours = 0;
  int there = 0;
  int rc = publish_exists(run->path, "", &there);
  if (rc && rc != SQLITE_NOMEM)
    return publish_error(run, "cannot look at the path, got '%s'; expected a file this process may read", run->path);
  if (rc || !there) return rc;
  /* Not read-only: such a connection would leave the -wal of a file somebody turned to WAL mode behind. */
  rc = sqlite3_open_v2(run->path, &old, SQLITE_OPEN_READWRITE, 0);
  if (!rc) rc = publish_is_ours(old, &ours);
  sqlite3_close(old);
  if (rc == SQLITE_NOMEM) return rc;
  if (rc == SQLITE_BUSY) return publish_error(run, "file being written, got '%s'; expected a closed one", run->path);
  if (rc || !ours)
    return publish_error(run, "file not published by elgext, got '%s'; expected a new path", run->path);
  return SQLITE_OK;
}

static int publish_open(PublishRun *run)
{
  unsigned char random[8];
  sqlite3_randomness((int)sizeof random, random);
  run->temporary = sqlite3_mprintf("%s.elg-%02x%02x%02x%02x%02x%02x%02x%02x", run->path, random[0], random[1],
                                   random[2], random[3], random[4], random[5], random[6], random[7]);
  if (!run->temporary) return SQLITE_NOMEM;
  int rc = sqlite3_open_v2(run->temporary, &run->out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0);
  if (!rc) rc = sql_runf(run->out, "PRAGMA journal_mode = DELETE");
  if (!rc) rc = sql_runf(run->out, "PRAGMA synchronous = FULL");
  if (!rc) rc = sql_runf(run->out, "BEGIN IMMEDIATE");
  return rc ? publish_out_error(run, rc) : SQLITE_OK;
}

static int publish_mask(sqlite3_value *v)
{
  int type = sqlite3_value_type(v);
  const int64_t exact = (int64_t)1 << 53;
  if (type == SQLITE_NULL) return 0;
  int64_t i = type == SQLITE_INTEGER ? sqlite3_value_int64(v) : 0;
  return PUBLISH_TYPE(type) | (i < -exact || i > exact ? PUBLISH_WIDE : 0);
}

/* The type of a column whose values gave mask. */
static const char *publish_type(int mask, const char *declared)
{
  switch (mask) {
  case 0:
    if (declared && !sqlite3_stricmp(declared, "INTEGER")) return "INTEGER";
    return declared && !sqlite3_stricmp(declared, "REAL") ? "REAL" : "TEXT";
  case PUBLISH_TYPE(SQLITE_INTEGER):
  case PUBLISH_TYPE(SQLITE_INTEGER) | PUBLISH_WIDE: return "INTEGER";
  case PUBLISH_TYPE(SQLITE_FLOAT):
  case PUBLISH_TYPE(SQLITE_FLOAT) | PUBLISH_TYPE(SQLITE_INTEGER): return "REAL";
  case PUBLISH_TYPE(SQLITE_TEXT): return "TEXT";
  case PUBLISH_TYPE(SQLITE_BLOB): return "BLOB";
  default: return sqlite3_libversion_number() < 3037000 ? "" : "ANY";
  }
}

/* Copy the rows of source into temp.stage of the new file and note the types in mask. */
static int publish_stage(PublishRun *run, sqlite3_stmt *source, sqlite3_stmt *insert, int n, int *mask, int64_t *rows)
{
  int rc;
  while ((rc = sqlite3_step(source)) == SQLITE_ROW) {
    for (int i = 0; i < n; i++) {
      sqlite3_value *v = sqlite3_column_value(source, i);
      mask[i] |= publish_mask(v);
      rc = sqlite3_bind_value(insert, i + 1, v);
      if (rc) return publish_out_error(run, rc);
    }
    sqlite3_step(insert);
    rc = sqlite3_reset(insert);
    if (rc) return publish_out_error(run, rc);
    ++*rows;
  }
  if (rc == SQLITE_DONE) return SQLITE_OK;
  sql_fail_db(run->ctx, "elg_publish", 0, rc);
  run->failed = 1;
  return rc;
}

/* CREATE TEMP TABLE stage("a","b") or CREATE TABLE name("a" TEXT,"b" REAL) STRICT. */
static int publish_create(PublishRun *run, const char *name, sqlite3_stmt *source, int n, const int *mask)
{
  ElgBuf sql = {0};
  if (mask) sql_append(&sql, "CREATE TABLE \"%w\"", name);
  else elg_buf_cstr(&sql, "CREATE TEMP TABLE stage");
  for (int i = 0; i < n; i++)
    sql_append(&sql, "%s\"%w\" %s", i ? "," : "(", sqlite3_column_name(source, i),
               mask ? publish_type(mask[i], sqlite3_column_decltype(source, i)) : "");
  elg_buf_cstr(&sql, mask && sqlite3_libversion_number() >= 3037000 ? ") STRICT" : ")");
  int rc = sql.rc ? sql_rc(sql.rc) : sql_run(run->out, elg_buf_view(&sql), 0);
  elg_buf_free(&sql);
  return rc ? publish_out_error(run, rc) : SQLITE_OK;
}

static int publish_insert(PublishRun *run, int n, sqlite3_stmt **insert)
{
  ElgBuf sql = {0};
  elg_buf_cstr(&sql, "INSERT INTO temp.stage VALUES(");
  for (int i = 0; i < n; i++) elg_buf_cstr(&sql, i ? ",?" : "?");
  elg_buf_byte(&sql, ')');
  int rc = sql.rc ? sql_rc(sql.rc) : sqlite3_prepare_v2(run->out, sql.p, (int)sql.n, insert, 0);
  elg_buf_free(&sql);
  return rc ? publish_out_error(run, rc) : SQLITE_OK;
}

static int publish_table(PublishRun *run, const char *name)
{
  sqlite3_stmt *source = 0, *insert = 0;
  int64_t rows = 0;
  char *sql = run->partner ? sqlite3_mprintf("SELECT * FROM \"%w\" WHERE partner_id = %Q", name, run->partner)
                           : sqlite3_mprintf("SELECT * FROM \"%w\"", name);
  int rc = sql ? sqlite3_prepare_v2(run->db, sql, -1, &source, 0) : SQLITE_NOMEM;
  sqlite3_free(sql);
  int n = rc ? 0 : sqlite3_column_count(source);
  int *mask = sqlite3_malloc64((sqlite3_uint64)(n + 1) * sizeof *mask);
  if (!rc && !mask) rc = SQLITE_NOMEM;
  if (rc) {
    sql_fail_db(run->ctx, "elg_publish", name, rc);
    run->failed = 1;
  } else {
    memset(mask, 0, (size_t)(n + 1) * sizeof *mask);
    rc = publish_create(run, name, source, n, 0);
  }
  if (!rc) rc = publish_insert(run, n, &insert);
  if (!rc) rc = publish_stage(run, source, insert, n, mask, &rows);
  sqlite3_finalize(insert);
  if (!rc) rc = publish_create(run, name, source, n, mask);
  sqlite3_finalize(source);
  sqlite3_free(mask);
  if (rc) return rc;
  rc = sql_runf(run->out, "INSERT INTO main.\"%w\" SELECT * FROM temp.stage", name);
  if (!rc) rc = sql_runf(run->out, "DROP TABLE temp.stage");
  run->tables++;
  run->rows += rows;
  return rc ? publish_out_error(run, rc) : SQLITE_OK;
}

static int publish_meta(PublishRun *run, sqlite3_stmt *list)
{
  int rc = sql_runf(run->out, "CREATE TABLE elg_meta(name TEXT PRIMARY KEY, value TEXT)"), step = SQLITE_DONE;
  while (!rc && (step = sqlite3_step(list)) == SQLITE_ROW)
    rc = sql_runf(run->out, "INSERT INTO elg_meta VALUES(%Q, %Q)", sqlite3_column_text(list, 0),
                  sqlite3_column_text(list, 1));
  if (rc) return publish_out_error(run, rc);
  return step == SQLITE_DONE ? SQLITE_OK : step;
}

/* The next statement of the chapter. */
static int publish_next(PublishRun *run, SqlScript *script, sqlite3_stmt **stmt)
{
  *stmt = 0;
  sql_script_next(script);
  int rc = sqlite3_prepare_v2(run->db, script->text.s, (int)script->text.n, stmt, 0);
  int at = rc ? 0 : sqlite3_bind_parameter_index(*stmt, ":partner");
  return at ? sqlite3_bind_text(*stmt, at, run->partner, -1, SQLITE_STATIC) : rc;
}

/* Every table a statement of the chapter names, then elg_meta from the next: the first two are ours, the others a partner's. */
static int publish_tables(PublishRun *run)
{
  SqlScript script = {.rest = sql_chapter("publish")->text};
  sqlite3_stmt *list = 0;
  for (int skip = run->partner ? 2 : 0; skip--;) sql_script_next(&script);
  int rc = publish_next(run, &script, &list);
  while (!rc && (rc = sqlite3_step(list)) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(list, 0);
    rc = name ? publish_table(run, name) : SQLITE_NOMEM;
  }
  rc = sql_finish(list, rc);
  list = 0;
  if (!rc) rc = publish_next(run, &script, &list);
  if (!rc) rc = publish_meta(run, list);
  sqlite3_finalize(list);
  return rc;
}

/* The partner, who must be one: a file without rows would look like a partner without business. */
static int publish_partner(PublishRun *run, sqlite3_value *value)
{
  ElgStr id;
  int64_t known = 0;
  int rc = sql_text(value, &id);
  if (rc) return rc;
  run->partner = sqlite3_mprintf("%.*s", (int)id.n, id.n ? id.s : "");
  if (!run->partner) return SQLITE_NOMEM;
  rc = sql_query_int(run->db, &known, "SELECT EXISTS (SELECT 1 FROM read_partner WHERE partner_id = %Q)", run->partner);
  return rc || known ? rc : publish_error(run, "unknown partner, got '%s'; expected a partner_id of crm_partner", run->partner);
}

/* Put the file from in the place of the file to: at any moment to is the old file or the new one. 0 when it worked. */
#if defined(_WIN32)
static int publish_rename(const char *from, const char *to)
{
  const DWORD how = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
  int n = MultiByteToWideChar(CP_UTF8, 0, from, -1, 0, 0), m = MultiByteToWideChar(CP_UTF8, 0, to, -1, 0, 0);
  WCHAR *wide = n > 0 && m > 0 ? sqlite3_malloc64(((sqlite3_uint64)n + (sqlite3_uint64)m) * sizeof *wide) : 0;
  int failed = !wide || !MultiByteToWideChar(CP_UTF8, 0, from, -1, wide, n) ||
               !MultiByteToWideChar(CP_UTF8, 0, to, -1, wide + n, m) || !MoveFileExW(wide, wide + n, how);
  sqlite3_free(wide);
  return failed;
}
#else
/* Deleting a file with its folder synced is how a VFS makes the rename durable; the file must be there. */
static int publish_rename(const char *from, const char *to)
{
  if (rename(from, to)) return 1;
  FILE *file = fopen(from, "wb");
  if (!file) return 0;
  fclose(file);
  sqlite3_vfs *vfs = sqlite3_vfs_find(0);
  vfs->xDelete(vfs, from, 1);
  return 0;
}
#endif

/* Commit (which syncs), close, rename. */
static int publish_commit(PublishRun *run)
{
  int rc = sql_runf(run->out, "COMMIT");
  if (rc) return publish_out_error(run, rc);
  rc = sqlite3_close(run->out);
  if (rc) return publish_out_error(run, rc);
  run->out = 0;
  if (publish_rename(run->temporary, run->path))
    return publish_error(run, "cannot rename the file, got '%s'; expected a path this process may write", run->path);
  return SQLITE_OK;
}

static void publish_free(PublishRun *run)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find(0);
  sqlite3_close(run->out);
  if (run->failed && run->temporary) vfs->xDelete(vfs, run->temporary, 0);
  sqlite3_free(run->temporary);
  sqlite3_free(run->path);
  sqlite3_free(run->partner);
}

void sql_fn_publish(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  PublishRun run = {.db = sqlite3_context_db_handle(ctx), .ctx = ctx};
  sqlite3_stmt *reader = 0;
  ElgStr path;
  int64_t tables, views, temp_views;
  if (sql_any_null(argc, argv)) return;
  if (sql_text(argv[0], &path)) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (sql_model_init(ctx, &tables, &views, &temp_views)) return;
  SqlNaming naming = sql_plain_names(run.db);
  int rc = argc > 1 ? publish_partner(&run, argv[1]) : SQLITE_OK;
  if (!rc) rc = publish_path(&run, path);
  if (!rc) rc = publish_check_closed(&run);
  if (!rc) rc = publish_check_old(&run);
  if (!rc) rc = sql_hold(run.db, &reader); /* not a savepoint, which no interrupt lets release */
  if (!rc) rc = publish_open(&run);
  if (!rc) rc = publish_tables(&run);
  if (!rc) rc = publish_commit(&run);
  if (rc && !run.failed) sql_fail_db(ctx, "elg_publish", 0, rc);
  run.failed = rc != SQLITE_OK;
  sql_let_go(&reader);
  sql_restore_names(run.db, naming);
  if (!rc) {
    ElgBuf json = {0};
    elg_buf_cstr(&json, "{\"path\":");
    elg_buf_json(&json, (ElgStr){run.path, strlen(run.path)});
    sql_append(&json, ",\"tables\":%lld,\"rows\":%lld}", run.tables, run.rows);
    if (json.rc) sql_fail(ctx, "elg_publish", json.rc, 0);
    else sql_result_str(ctx, elg_buf_view(&json));
    elg_buf_free(&json);
  }
  publish_free(&run);
}
