/* intact.c -- a statement that is interrupted, wherever it is, leaves the connection and the file as they were: no transaction, no row, no
** object, no setting of column names.  usage: intact EXTENSION SCRIPT.sql   (the form of oom.c's scripts)
**
** A progress handler calls sqlite3_interrupt(), as another thread would, at the k-th of its calls, for a sample of all k. Behind a pending
** interrupt SQLite runs nothing more for the caller's statement, ROLLBACK included.
*/
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POINTS 30

static sqlite3 *db;
static long calls, at;
static int passed, failed;

static int interrupt(void *user)
{
  (void)user;
  if (++calls == at) sqlite3_interrupt(db);
  return 0;
}

static int run(const char *sql, long point)
{
  calls = 0, at = point;
  sqlite3_progress_handler(db, 20, interrupt, NULL);
  int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
  sqlite3_progress_handler(db, 0, NULL, NULL);
  return rc;
}

static int mix(void *hash, int n, char **value, char **name)
{
  uint64_t *h = hash;
  (void)name;
  for (int i = 0; i < n; i++, *h *= 1099511628211u)
    for (const char *s = value[i] ? value[i] : "\1"; *s; s++) *h = (*h ^ (unsigned char)*s) * 1099511628211u;
  return 0;
}

/* A hash of all rows, objects and settings; 0 while a transaction is open. */
static uint64_t state(void)
{
  static const char *const queries[] = {"PRAGMA full_column_names", "PRAGMA short_column_names", "PRAGMA main.mmap_size",
                                        "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"};
  uint64_t h = 1469598103934665603u;
  sqlite3_stmt *tables = NULL;
  if (!sqlite3_get_autocommit(db)) return 0;
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) sqlite3_exec(db, queries[i], mix, &h, NULL);
  sqlite3_prepare_v2(db, "SELECT 'SELECT * FROM main.\"' || name || '\"' FROM sqlite_master WHERE type = 'table' ORDER BY name", -1, &tables, NULL);
  while (sqlite3_step(tables) == SQLITE_ROW) sqlite3_exec(db, (const char *)sqlite3_column_text(tables, 0), mix, &h, NULL);
  sqlite3_finalize(tables);
  return h;
}

static void bad(const char *sql, const char *what, int rc)
{
  failed++;
  printf("%.90s\n  interrupted at %ld: %s (code %d, %s)\n", sql, at, what, rc, sqlite3_errmsg(db));
}

/* The statement in a transaction that is taken back counts how often the handler is asked. */
static void sweep(const char *sql)
{
  sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
  int rc = run(sql, -1);
  sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  long total = calls;
  uint64_t before = state();
  if (rc) bad(sql, "fails without an interrupt", rc);
  for (int i = 0; !rc && i < POINTS; i++) {
    int got = run(sql, 1 + total * i / POINTS);
    if (got == SQLITE_INTERRUPT && state() == before) passed++;
    else {
      bad(sql, got != SQLITE_INTERRUPT ? "another code" : sqlite3_get_autocommit(db) ? "something has changed" : "a transaction is open", got);
      sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
      before = state();
    }
  }
  rc = run(sql, -1);
  if (rc) bad(sql, "fails afterwards", rc);
}

static int prepare(const char *script)
{
  static char text[1 << 16];
  char path[200] = "";
  if (sscanf(script, ".read %199[^\n]", path) == 1) {
    FILE *in = fopen(path, "rb");
    size_t n = in ? fread(text, 1, sizeof text - 1, in) : 0;
    if (in) fclose(in);
    text[n] = 0;
    int rc = n ? sqlite3_exec(db, text, NULL, NULL, NULL) : SQLITE_CANTOPEN;
    script += strcspn(script, "\n");
    if (rc) return rc;
  }
  return sqlite3_exec(db, script, NULL, NULL, NULL);
}

static void cache_is_the_hosts(void)
{
  uint64_t got = 0, want = 0;
  mix(&want, 1, (char *[]){"-1000"}, NULL);
  mix(&want, 1, (char *[]){"-1000"}, NULL);
  sqlite3_exec(db, "PRAGMA main.cache_size", mix, &got, NULL);
  sqlite3_exec(db, "PRAGMA temp.cache_size", mix, &got, NULL);
  if (got == want) passed++;
  else failed++, puts("the page cache is not the host's");
}

int main(int argc, char **argv)
{
  static char script[1 << 16];
  char *error = NULL;
  FILE *in = argc > 2 ? fopen(argv[2], "rb") : NULL;
  if (!in || !fread(script, 1, sizeof script - 1, in)) return puts("usage: intact EXTENSION SCRIPT.sql"), 2;
  fclose(in);
  char *cut = strstr(script, "-- sweep\n");
  if (!cut || sqlite3_open(":memory:", &db)) return 2;
  *cut = 0;
  sqlite3_enable_load_extension(db, 1);
  sqlite3_exec(db, "PRAGMA full_column_names = 1; PRAGMA short_column_names = 0; PRAGMA main.cache_size = -1000; PRAGMA temp.cache_size = -1000",
               NULL, NULL, NULL);
  if (sqlite3_load_extension(db, argv[1], NULL, &error) || prepare(script))
    return printf("%s\n0 passed, 1 failed\n", error ? error : sqlite3_errmsg(db)), 1;
  for (char *sql = strtok(cut + 9, "\n"); sql; sql = strtok(NULL, "\n")) sweep(sql);
  cache_is_the_hosts();
  if (sqlite3_close(db)) failed++, puts("a statement is left open");
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
