/* shell.c -- just enough of the sqlite3 shell to run tests/sql on any SQLite library: reads standard input, prints rows in list
** mode and errors.  usage: shell [EXTENSION] <script */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int headers;
static const char *null_text = "";

static int row(sqlite3_stmt *stmt, int first)
{
  int n = sqlite3_column_count(stmt);
  for (int i = 0; first && headers && i < n; i++) printf("%s%s", i ? "|" : "", sqlite3_column_name(stmt, i));
  if (first && headers) puts("");
  for (int i = 0; i < n; i++) {
    const char *text = (const char *)sqlite3_column_text(stmt, i);
    printf("%s%s", i ? "|" : "", text ? text : null_text);
  }
  puts("");
  return 0;
}

static void run(sqlite3 *db, const char *sql)
{
  while (*sql) {
    sqlite3_stmt *stmt = 0;
    int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, &sql);
    for (int first = 1; !rc && stmt && (rc = sqlite3_step(stmt)) == SQLITE_ROW; first = 0) rc = row(stmt, first);
    if (rc && rc != SQLITE_DONE) printf("Error: %s\n", sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    if (rc && rc != SQLITE_DONE && rc != SQLITE_ROW) break;
  }
}

static void script(sqlite3 *db, FILE *in);

static void command(sqlite3 *db, char *line)
{
  char word[2][300] = {"", ""};
  line[strcspn(line, "\r\n")] = 0;
  if (!strncmp(line, ".print", 6)) {
    puts(line[6] ? line + 7 : "");
    return;
  }
  sscanf(line, "%299s %299s", word[0], word[1]);
  if (!strcmp(word[0], ".headers")) headers = !strcmp(word[1], "on");
  else if (!strcmp(word[0], ".nullvalue")) null_text = sqlite3_mprintf("%s", word[1]);
  else if (!strcmp(word[0], ".read")) {
    FILE *in = fopen(word[1], "r");
    if (!in) printf("Error: cannot open %s\n", word[1]);
    else script(db, in), fclose(in);
  } else if (strcmp(word[0], ".mode") || strcmp(word[1], "list")) printf("unknown command %s %s\n", word[0], word[1]);
}

static void script(sqlite3 *db, FILE *in)
{
  static char line[1 << 16];
  char *sql = sqlite3_mprintf("");
  while (fgets(line, sizeof line, in)) {
    if (line[0] == '.' && !sql[strspn(sql, " \n")]) {
      command(db, line);
      continue;
    }
    char *longer = sqlite3_mprintf("%s%s", sql, line);
    sqlite3_free(sql);
    sql = longer;
    if (!sqlite3_complete(sql)) continue;
    run(db, sql);
    sqlite3_free(sql);
    sql = sqlite3_mprintf("");
  }
  run(db, sql);
  sqlite3_free(sql);
}

int main(int argc, char **argv)
{
  sqlite3 *db;
  char *error = 0;
  if (sqlite3_open(":memory:", &db)) return 1;
  sqlite3_enable_load_extension(db, 1);
  if (argc > 1 && sqlite3_load_extension(db, argv[1], 0, &error)) {
    printf("Error: %s\n", error ? error : sqlite3_errmsg(db));
    return 1;
  }
  script(db, stdin);
  return 0;
}
