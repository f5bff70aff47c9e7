/* oom.c -- every statement with the k-th allocation failing, once and from there on, for every k (a sample of them where there
** are thousands). Wanted: SQLITE_NOMEM, or success with the rows of an undisturbed run; no crash, no memory left.
** usage: oom EXTENSION SCRIPT.sql ...   A script is what prepares the database, a line "-- sweep", then the statements, one a line;
** those that begin with the comment "error" must fail without a fault, too.
*/
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3_mem_methods inner;
static long count, fail_at = -1;
static int sticky, passed, failed;

static int must_fail(void)
{
  long at = count++;
  return fail_at >= 0 && (sticky ? at >= fail_at : at == fail_at);
}
static void *faulty_malloc(int n) { return must_fail() ? NULL : inner.xMalloc(n); }
static void *faulty_realloc(void *p, int n) { return must_fail() ? NULL : inner.xRealloc(p, n); }

static uint64_t mix(uint64_t h, const unsigned char *s, int n)
{
  for (int i = 0; i < n; i++) h = (h ^ s[i]) * 1099511628211u;
  return (h ^ 0xff) * 1099511628211u;
}

/* Run one statement; *rows becomes a hash of its rows. */
static int run(sqlite3 *db, const char *sql, uint64_t *rows)
{
  sqlite3_stmt *stmt = NULL;
  *rows = 14695981039346656037u;
  int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
  while (!rc && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
    rc = SQLITE_OK;
    for (int i = 0; !rc && i < sqlite3_column_count(stmt); i++) {
      const unsigned char *text = sqlite3_column_text(stmt, i);
      if (!text && sqlite3_column_type(stmt, i) != SQLITE_NULL) rc = SQLITE_NOMEM;
      else *rows = mix(*rows, text ? text : (const unsigned char *)"\1", text ? sqlite3_column_bytes(stmt, i) : 1);
    }
  }
  if (rc == SQLITE_DONE) rc = SQLITE_OK;
  int end = sqlite3_finalize(stmt);
  return rc ? rc : end;
}

static int out_of_memory(int rc) { return (rc & 0xff) == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM; }

static char *read_all(const char *path)
{
  FILE *in = fopen(path, "rb");
  if (!in) return NULL;
  char *text = calloc(1, 1 << 20);
  if (!fread(text, 1, (1 << 20) - 1, in)) text[0] = 0;
  fclose(in);
  return text;
}

/* Execute a script; ".read FILE" lines are followed. */
static int prepare(sqlite3 *db, const char *script)
{
  int rc = SQLITE_OK;
  while (!rc && !strncmp(script, ".read ", 6)) {
    char path[200] = "";
    sscanf(script + 6, "%199[^\n]", path);
    char *text = read_all(path);
    rc = text ? prepare(db, text) : SQLITE_CANTOPEN;
    free(text);
    script += strcspn(script, "\n");
    script += *script == '\n';
  }
  return rc ? rc : sqlite3_exec(db, script, NULL, NULL, NULL);
}

static void report(const char *sql, long at, const char *what, int rc)
{
  failed++;
  printf("%.100s\n  allocation %ld, %s: %s (%d)\n", sql, at, sticky ? "and all later" : "once", what, rc);
}

static void sweep(sqlite3 *db, const char *sql)
{
  uint64_t want, again, got;
  int rc = run(db, sql, &want);
  if (!rc != !!strncmp(sql, "/* error */", 11)) report(sql, -1, sqlite3_errmsg(db), rc);
  if (!rc) rc = run(db, sql, &again);
  count = 0;
  if (!rc) rc = run(db, sql, &again);
  int same = again == want;
  long total = count, bad = failed;
  int clean_rc = rc;
  for (sticky = 0; sticky < 2; sticky++)
    for (long k = 0; k < total && failed < bad + 3; k += k < 150 ? 1 : 1 + total / 150) {
      count = 0, fail_at = k;
      rc = run(db, sql, &got);
      fail_at = -1;
      if (!sqlite3_get_autocommit(db)) {
        report(sql, k, "a transaction is open", rc);
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
      }
      if (rc && rc != clean_rc && !out_of_memory(rc)) report(sql, k, sqlite3_errmsg(db), rc);
      else if (!rc && same && got != want) report(sql, k, "other rows than without the failure", rc);
      else passed++;
    }
  sticky = 0;
  if ((rc = run(db, sql, &got)) != clean_rc) report(sql, total, "fails afterwards", rc);
}

static void one(const char *path)
{
  char *script = read_all(path), *cut = script ? strstr(script, "-- sweep\n") : NULL;
  if (!cut) {
    failed++, printf("%s: no such script, or no line '-- sweep'\n", path);
    free(script);
    return;
  }
  *cut = 0;
  sqlite3_int64 before = sqlite3_memory_used();
  sqlite3 *db;
  int rc = sqlite3_open(":memory:", &db);
  if (!rc) rc = sqlite3_extended_result_codes(db, 1);
  if (!rc) rc = prepare(db, script);
  if (rc) failed++, printf("%s: %s\n", path, sqlite3_errmsg(db));
  for (char *sql = strtok(cut + 9, "\n"); !rc && sql; sql = strtok(NULL, "\n")) {
    sweep(db, sql);
    sqlite3_db_release_memory(db);
  }
  if (sqlite3_close(db)) failed++, printf("%s: a statement is left open\n", path);
  if (sqlite3_memory_used() != before)
    failed++, printf("%s: %lld bytes left\n", path, sqlite3_memory_used() - before);
  free(script);
}

/* Loading the extension itself. */
static void load(void)
{
  sqlite3_int64 before = sqlite3_memory_used();
  for (sticky = 0; sticky < 2; sticky++)
    for (long k = 0;; k++) {
      sqlite3 *db;
      count = 0, fail_at = k;
      int rc = sqlite3_open(":memory:", &db);
      fail_at = -1;
      sqlite3_close(db);
      if (rc && !out_of_memory(rc) && rc != SQLITE_ERROR) report("load", k, "", rc);
      else if (sqlite3_memory_used() != before) report("load", k, "memory left", rc), before = sqlite3_memory_used();
      else passed++;
      if (count <= k) break;
    }
  sticky = 0;
}

int main(int argc, char **argv)
{
  void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
  void (*init)(void) = NULL;
  if (library) *(void **)&init = dlsym(library, "sqlite3_elgext_init");
  if (!init) return printf("usage: oom EXTENSION SCRIPT.sql ...\n"), 2;
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &inner);
  sqlite3_mem_methods outer = inner;
  outer.xMalloc = faulty_malloc, outer.xRealloc = faulty_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &outer);
  sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
  sqlite3_initialize();
  sqlite3_auto_extension(init);
  load();
  for (int i = 2; i < argc; i++) one(argv[i]);
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
