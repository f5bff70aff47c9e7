/* fn_refresh.c -- SQL: elg_refresh([mode]), elg_row_hash(value, ...).
**
** Runs the chapters of sql/sql.mk's SQL_REFRESH, statement by statement, in one savepoint: all of it or nothing.
** Statements may name these parameters:
**
**   :run    number of this refresh           :now    its time, UTC (the setting as_of, else the clock)
**   :full   1: recompute everything          :rules  elg_rules_version()
**
** "-- step: NAME" begins a step; each step is a row of elg_run. "-- when: EXPRESSION" before a statement runs it only
** if the expression is true. "-- bulk: TABLE" before a statement that fills TABLE: if the table is empty, its indexes are dropped
** first and made again behind it and the statements after it that have the same line, sorted, which costs a third of keeping them
** row by row.
*/
#include "base/hash.h"
#include "sqlite/fn_model.h"
#include "sqlite/sql_caches.h"
#include <string.h>

typedef struct {
  sqlite3 *db;
  sqlite3_context *ctx;
  int64_t run, full;
  char *now, *started, *rules;
  ElgStr step;          /* the open step */
  sqlite3_stmt *reader; /* held from statement to statement, but where an index is dropped; see sql_hold() */
  int64_t n_steps, changed;
  double ms;      /* of the open step */
  ElgStr bulk;    /* the table that is being filled, or empty */
  ElgBuf indexes; /* text that makes its indexes again */
  ElgBuf report;  /* JSON of the steps so far */
  char *summary;  /* JSON of what there is and what came and went */
} RefreshRun;

/* Milliseconds since the epoch: only differences of it are used. */
static double refresh_clock(void)
{
  sqlite3_int64 t = 0;
  sqlite3_vfs *vfs = sqlite3_vfs_find(0);
  if (vfs && vfs->iVersion >= 2 && vfs->xCurrentTimeInt64) vfs->xCurrentTimeInt64(vfs, &t);
  return (double)t;
}

static int refresh_bind(RefreshRun *run, sqlite3_stmt *stmt)
{
  int rc = SQLITE_OK;
  for (int i = 1; !rc && i <= sqlite3_bind_parameter_count(stmt); i++) {
    const char *name = sqlite3_bind_parameter_name(stmt, i);
    if (!name) continue;
    if (!strcmp(name, ":run")) rc = sqlite3_bind_int64(stmt, i, run->run);
    else if (!strcmp(name, ":full")) rc = sqlite3_bind_int64(stmt, i, run->full);
    else if (!strcmp(name, ":now")) rc = sqlite3_bind_text(stmt, i, run->now, -1, SQLITE_STATIC);
    else if (!strcmp(name, ":rules")) rc = sqlite3_bind_text(stmt, i, run->rules, -1, SQLITE_STATIC);
  }
  return rc;
}

/* Run one statement; *truth, when given, is the value of its first column. */
static int refresh_run(RefreshRun *run, ElgStr sql, int *truth)
{
  sqlite3_stmt *stmt = 0;
  int rc = sqlite3_prepare_v2(run->db, sql.s, (int)sql.n, &stmt, 0);
  if (!rc) rc = refresh_bind(run, stmt);
  while (!rc && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
    if (truth) *truth = sqlite3_column_int(stmt, 0);
    rc = SQLITE_OK;
  }
  return sql_finish(stmt, rc);
}

/* Write the row of the step that ends and begin the next. */
static int refresh_step(RefreshRun *run, ElgStr next)
{
  int rc = SQLITE_OK;
  if (run->step.n) {
    run->n_steps++;
    rc = sql_runf(run->db, "INSERT INTO elg_run VALUES(%lld, %lld, '%.*q', %lld, %f, %Q, %Q, %Q)", run->run,
                  run->n_steps, (int)run->step.n, run->step.s, run->changed, run->ms, run->started,
                  run->full ? "full" : "incremental", run->rules);
    elg_buf_cstr(&run->report, run->n_steps > 1 ? ",{\"step\":" : "{\"step\":");
    elg_buf_json(&run->report, run->step);
    sql_append(&run->report, ",\"changed\":%lld,\"ms\":%.0f}", run->changed, run->ms);
  }
  run->step = next;
  run->changed = 0;
  run->ms = 0;
  return rc ? rc : sql_rc(run->report.rc);
}

/* True when the statement works on a TEMP table: what it changes is no result. */
static int refresh_is_scratch(ElgStr statement)
{
  for (size_t i = 0; i + 6 <= statement.n && i < 32; i++)
    if (!memcmp(statement.s + i, " temp.", 6)) return 1;
  return 0;
}

/* Drop the indexes of an empty table; run->indexes gets the text that makes them. A table that an open statement of the connection
** reads keeps them. */
static int refresh_unindex(RefreshRun *run, ElgStr table)
{
  int64_t empty = 0;
  char *name = 0, *sql = 0;
  int n = (int)table.n, rc = sql_query_int(run->db, &empty, "SELECT NOT EXISTS (SELECT 1 FROM main.%.*s)", n, table.s);
  while (!rc && empty) {
    rc = sql_query_text(run->db, &name,
                        "SELECT name FROM main.sqlite_master WHERE type = 'index' AND tbl_name = '%.*s' AND sql IS NOT NULL", n, table.s);
    if (rc || !name) break;
    rc = sql_query_text(run->db, &sql, "SELECT sql FROM main.sqlite_master WHERE type = 'index' AND name = %Q", name);
    if (!rc) rc = sql_drop_index(run->db, (ElgStr){name, strlen(name)}, &run->reader);
    if ((rc & 0xff) == SQLITE_LOCKED) rc = SQLITE_OK, empty = 0;
    else if (!rc) sql_append(&run->indexes, "%s;\n", sql);
    sqlite3_free(name);
    sqlite3_free(sql);
    name = sql = 0;
  }
  sqlite3_free(name);
  sqlite3_free(sql);
  return rc ? rc : sql_rc(run->indexes.rc);
}

/* The next statement fills the table, or none: make the indexes of another one that was being filled. */
static int refresh_fill(RefreshRun *run, ElgStr table)
{
  int rc = SQLITE_OK;
  if (elg_str_equal(run->bulk, table)) return rc;
  double start = refresh_clock();
  if (run->bulk.n) {
    elg_buf_byte(&run->indexes, 0);
    rc = run->indexes.rc ? sql_rc(run->indexes.rc) : sql_hold(run->db, &run->reader);
    if (!rc) rc = sqlite3_exec(run->db, run->indexes.p, 0, 0, 0);
  }
  elg_buf_reset(&run->indexes);
  run->bulk = table;
  if (!rc && table.n) rc = refresh_unindex(run, table);
  run->ms += refresh_clock() - start;
  return rc;
}

static int refresh_statement(RefreshRun *run, const SqlScript *script)
{
  int truth = 1;
  double start = refresh_clock();
  int before = sqlite3_total_changes(run->db);
  int rc = sql_hold(run->db, &run->reader);
  if (!rc && script->when.n) {
    char *sql = sqlite3_mprintf("SELECT %.*s", (int)script->when.n, script->when.s);
    rc = sql ? refresh_run(run, (ElgStr){sql, strlen(sql)}, &truth) : SQLITE_NOMEM;
    sqlite3_free(sql);
  }
  if (!rc && truth) rc = refresh_run(run, script->text, 0);
  if (sqlite3_total_changes(run->db) != before)
    if (!refresh_is_scratch(script->text)) run->changed += sqlite3_changes(run->db); /* without those of triggers */
  run->ms += refresh_clock() - start;
  return rc;
}

/* Report a failure inside a step. */
static int refresh_fail(RefreshRun *run, int rc)
{
  char *what = sqlite3_mprintf("step %.*s", (int)run->step.n, run->step.s);
  if (!what) rc = SQLITE_NOMEM;
  sql_fail_db(run->ctx, "elg_refresh", what, rc);
  sqlite3_free(what);
  return rc;
}

static int refresh_chapters(RefreshRun *run)
{
  int rc = SQLITE_OK;
  const ElgChapter *chapter;
  for (size_t i = 0; !rc && (chapter = sql_chapter_refresh(i)); i++) {
    SqlScript script = {.rest = chapter->text, .step = {chapter->name, strlen(chapter->name)}};
    while (!rc && sql_script_next(&script)) {
      rc = refresh_fill(run, script.bulk);
      if (!rc && !elg_str_equal(script.step, run->step)) rc = refresh_step(run, script.step);
      if (!rc) rc = refresh_statement(run, &script);
    }
    if (!rc) rc = refresh_fill(run, (ElgStr){0, 0});
  }
  if (!rc) rc = refresh_step(run, (ElgStr){0, 0});
  return rc ? refresh_fail(run, rc) : SQLITE_OK;
}

/* Refuse an active policy whose document no split takes. */
static int refresh_check_policy(RefreshRun *run)
{
  char *bad = 0;
  int rc = sql_query_text(run->db, &bad,
                          "SELECT 'policy ' || policy || ' ' || version || ': ' || elg_validate_policy(document) FROM credit_policy "
                          "WHERE active = 1 AND elg_validate_policy(document) IS NOT NULL");
  if (rc) sql_fail_db(run->ctx, "elg_refresh", 0, rc);
  if (!rc && bad) {
    ElgErr err;
    sql_fail(run->ctx, "elg_refresh", elg_err(&err, "%s", bad), &err);
    rc = SQLITE_ERROR;
  }
  sqlite3_free(bad);
  return rc;
}

/* Number, time and mode of the run, and its row 0 in elg_run. */
static int refresh_begin(RefreshRun *run)
{
  int rc = sql_query_int(run->db, &run->run, "SELECT coalesce(max(run_id), 0) + 1 FROM elg_run");
  if (!rc)
    rc = sql_query_text(run->db, &run->now,
                        "SELECT coalesce((SELECT CASE length(value) WHEN 10 THEN value || ' 23:59:59' "
                        "ELSE value END FROM read_setting WHERE name = 'as_of'), datetime('now'))");
  if (!rc) rc = sql_query_text(run->db, &run->started, "SELECT strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')");
  if (!rc) rc = sql_query_text(run->db, &run->rules, "SELECT elg_rules_version()");
  if (!rc && run->run == 1) run->full = 1;
  if (!rc)
    rc = sql_runf(run->db, "INSERT INTO elg_run VALUES(%lld, 0, 'refresh', 0, 0, %Q, %Q, %Q)", run->run, run->started,
                  run->full ? "full" : "incremental", run->rules);
  if (rc) sql_fail_db(run->ctx, "elg_refresh", 0, rc);
  return rc;
}

/* What a reader wants to know first, from what counts fast: crm_check, which reads every input, costs more than a small refresh. */
static const char refresh_summary[] =
    "SELECT json_object('as_of', (SELECT value FROM elg_state WHERE name = 'as_of'),"
    " 'accounts', (SELECT count(*) FROM elg_account_state), 'records', (SELECT count(*) FROM elg_record_state),"
    " 'matches', (SELECT count(*) FROM elg_match WHERE valid_to IS NULL),"
    " 'began', (SELECT count(*) FROM temp.elg_opening WHERE old_from IS NULL), 'ended', (SELECT count(*) FROM temp.elg_closing),"
    " 'deals', (SELECT count(*) FROM elg_deal), 'import_issues', (SELECT count(*) FROM elg_import_issue),"
    " 'bad_settings', (SELECT count(*) FROM map_bad_setting))";

static int refresh_end(RefreshRun *run)
{
  int rc = sql_query_text(run->db, &run->summary, "%s", refresh_summary);
  if (!rc)
    rc = sql_runf(run->db,
                  "UPDATE elg_run SET (changed, ms) = (SELECT sum(changed), sum(ms) FROM elg_run "
                  "WHERE run_id = %lld AND step > 0) WHERE run_id = %lld AND step = 0",
                  run->run, run->run);
  if (rc) sql_fail_db(run->ctx, "elg_refresh", 0, rc);
  return rc;
}

static void refresh_free(RefreshRun *run)
{
  sqlite3_free(run->now);
  sqlite3_free(run->started);
  sqlite3_free(run->rules);
  sqlite3_free(run->summary);
  elg_buf_free(&run->report);
  elg_buf_free(&run->indexes);
}

static void refresh_result(RefreshRun *run)
{
  if (run->report.rc) {
    sql_fail(run->ctx, "elg_refresh", run->report.rc, 0);
    return;
  }
  char *text =
      sqlite3_mprintf("{\"run\":%lld,\"mode\":\"%s\",\"summary\":%s,\n\"steps\":[%.*s]}", run->run, run->full ? "full" : "incremental",
                      run->summary ? run->summary : "null", (int)run->report.n, run->report.p ? run->report.p : "");
  if (text) sqlite3_result_text(run->ctx, text, -1, sqlite3_free);
  else sqlite3_result_error_nomem(run->ctx);
}

/* The argument: absent, NULL, 'incremental' or 'full'. */
static int refresh_mode(RefreshRun *run, int argc, sqlite3_value **argv)
{
  ElgStr mode;
  if (argc == 0 || sqlite3_value_type(argv[0]) == SQLITE_NULL) return SQLITE_OK;
  int rc = sql_text(argv[0], &mode);
  if (rc) {
    sqlite3_result_error_code(run->ctx, rc);
    return rc;
  }
  run->full = elg_str_equal(mode, ELG_STR("full"));
  if (run->full || elg_str_equal(mode, ELG_STR("incremental"))) return SQLITE_OK;
  ElgErr err;
  sql_fail(run->ctx, "elg_refresh",
           elg_err(&err, "unknown mode, got '%s'; expected 'full' or 'incremental'", elg_show(mode).s), &err);
  return SQLITE_ERROR;
}

void sql_fn_refresh(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  RefreshRun run = {.db = sqlite3_context_db_handle(ctx), .ctx = ctx};
  SqlCaches *caches = sqlite3_user_data(ctx);
  int alone = sqlite3_get_autocommit(run.db);
  int64_t tables, views, temp_views;
  if (sql_is_writing(run.db)) { /* our changes would be part of it */
    sqlite3_result_error(ctx, "elg_refresh: called inside a statement that writes; expected a SELECT of its own", -1);
    return;
  }
  if (refresh_mode(&run, argc, argv) || sql_model_init(ctx, &tables, &views, &temp_views)) return;
  SqlNaming naming = sql_plain_names(run.db);
  sql_caches_enlarge(run.db, caches, alone);
  int rc = sql_begin_writing(ctx, "elg_refresh", "elg_refresh", &run.reader), began = !rc;
  if (!rc) rc = refresh_check_policy(&run);
  if (!rc) rc = refresh_begin(&run);
  if (!rc) rc = refresh_chapters(&run);
  if (!rc && (rc = sql_hold(run.db, &run.reader))) sql_fail_db(ctx, "elg_refresh", 0, rc);
  if (!rc) rc = refresh_end(&run);
  if (began && !sql_end_writing(ctx, "elg_refresh", "elg_refresh", rc != SQLITE_OK, &run.reader) && !rc) refresh_result(&run);
  sql_caches_settle(run.db, caches);
  sql_restore_names(run.db, naming);
  refresh_free(&run);
}

/* elg_row_hash(value, ...): a 64-bit integer that differs, almost surely, when a value or its type does. */
void sql_fn_row_hash(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  uint64_t h = (uint64_t)argc;
  for (int i = 0; i < argc; i++) {
    ElgStr s = {"", 0};
    int type = sqlite3_value_type(argv[i]);
    if (type != SQLITE_NULL && sql_text(argv[i], &s)) {
      sqlite3_result_error_nomem(ctx);
      return;
    }
    h = elg_hash_next(h, elg_hash(s) + (uint64_t)type);
  }
  sqlite3_result_int64(ctx, (sqlite3_int64)h);
}
