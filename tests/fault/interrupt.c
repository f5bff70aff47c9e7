/* interrupt.c -- long statements stop soon after sqlite3_interrupt() from another thread, and after a progress handler's limit; the
** connection works on.  usage: interrupt EXTENSION SCRIPT.sql   (the form of oom.c's scripts)
**
** A statement that ended before it was asked to stop, or just then (ENDING), is run again and asked in half the time, down to
** LEAST: it fails when it cannot be caught at all, when it returns late and when it returns another code.
*/
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define AFTER 0.15 /* seconds until the interrupt, at first */
#define LEAST 0.0005
#define ENDING 0.005
#define WITHIN 1.0 /* seconds it may take to stop */

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double delay, deadline, asked;

static void *interrupter(void *db)
{
  struct timespec t = {0, (long)(1e9 * delay)};
  nanosleep(&t, NULL);
  asked = now();
  sqlite3_interrupt(db);
  return NULL;
}

static int limit(void *user)
{
  (void)user;
  if (now() < deadline) return 0;
  if (asked == 0) asked = now();
  return 1;
}

/* Run the statement and ask it to stop after delay. *took: seconds from then until it returned, below 0 when it ended before. */
static int run(sqlite3 *db, const char *sql, int by_thread, double *took)
{
  pthread_t thread;
  asked = 0;
  deadline = now() + delay;
  if (by_thread) pthread_create(&thread, NULL, interrupter, db);
  else sqlite3_progress_handler(db, 1000, limit, NULL);
  int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
  double ended = now();
  if (by_thread) pthread_join(thread, NULL);
  sqlite3_progress_handler(db, 0, NULL, NULL);
  *took = ended - (by_thread ? asked : deadline);
  return rc;
}

/* 1 when the statement stopped as it must. */
static int stops(sqlite3 *db, const char *sql, int by_thread)
{
  double took;
  int rc;
  for (delay = AFTER; (rc = run(db, sql, by_thread, &took)) == SQLITE_OK && took < ENDING && delay > LEAST;) delay /= 2;
  int again = sqlite3_exec(db, "SELECT elg_version()", NULL, NULL, NULL);
  if (rc == SQLITE_INTERRUPT && took < WITHIN && !again) return 1;
  printf("%.90s\n  %s after %.4f s: code %d, %.2f s after it was asked to stop%s\n", sql, by_thread ? "interrupt" : "progress limit",
         delay, rc, took, again ? ", and the connection is unusable" : "");
  return 0;
}

int main(int argc, char **argv)
{
  static char script[1 << 16];
  FILE *in = argc > 2 ? fopen(argv[2], "rb") : NULL;
  if (!in || !fread(script, 1, sizeof script - 1, in)) return puts("usage: interrupt EXTENSION SCRIPT.sql"), 2;
  fclose(in);
  char *cut = strstr(script, "-- sweep\n"), *error = NULL;
  sqlite3 *db;
  int passed = 0, failed = 0;
  if (!cut || sqlite3_open(":memory:", &db)) return 2;
  *cut = 0;
  sqlite3_enable_load_extension(db, 1);
  if (sqlite3_load_extension(db, argv[1], NULL, &error) || sqlite3_exec(db, script, NULL, NULL, &error))
    return printf("%s\n0 passed, 1 failed\n", error), 1;
  for (char *sql = strtok(cut + 9, "\n"); sql; sql = strtok(NULL, "\n"))
    for (int by_thread = 0; by_thread < 2; by_thread++) {
      int ok = stops(db, sql, by_thread);
      passed += ok, failed += !ok;
    }
  if (sqlite3_close(db)) failed++, puts("a statement is left open");
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
