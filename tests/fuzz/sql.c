/* Any values as the arguments of any function; a pair's score is one number, in elg_similarity and in elg_overlap.
** Byte 0 chooses the function; then one byte a value chooses its type, and a zero byte ends it. */
#include "fuzz.h"

#define MAX_FUNCTIONS 256
#define MAX_ARGS 8
static sqlite3_stmt *functions[MAX_FUNCTIONS];
static int n_args[MAX_FUNCTIONS];
static size_t n_functions;

static void collect(void)
{
  static const char list[] =
      "SELECT 'SELECT ' || name || '(' || substr('?1,?2,?3,?4,?5,?6,?7,?8', 1, max(3 * n - 1, 0)) || ') FROM (SELECT 1 UNION ALL SELECT 2)', n"
      "  FROM (SELECT name, CASE narg WHEN -1 THEN 3 ELSE narg END AS n FROM pragma_function_list"
      "         WHERE name LIKE 'elg!_%' ESCAPE '!' AND name NOT IN ('elg_publish', 'elg_init', 'elg_import', 'elg_import_partner', 'elg_refresh'))"
      " UNION ALL SELECT 'SELECT * FROM ' || m.name || '(' || substr('?1,?2,?3,?4,?5,?6,?7,?8', 1, 3 * count(*) - 1) || ')', count(*)"
      "  FROM pragma_module_list AS m, pragma_table_xinfo(m.name) AS x WHERE m.name LIKE 'elg!_%' ESCAPE '!' AND x.hidden GROUP BY m.name";
  sqlite3_stmt *stmt = NULL;
  HOLDS(!sqlite3_prepare_v2(fuzz_db(), list, -1, &stmt, NULL));
  while (sqlite3_step(stmt) == SQLITE_ROW && n_functions < MAX_FUNCTIONS) {
    const char *sql = (const char *)sqlite3_column_text(stmt, 0);
    n_args[n_functions] = sqlite3_column_int(stmt, 1);
    if (!sqlite3_prepare_v2(fuzz_db(), sql, -1, &functions[n_functions], NULL)) n_functions++;
  }
  HOLDS(n_functions > 20);
  sqlite3_finalize(stmt);
}

static void bind(sqlite3_stmt *stmt, int i, uint8_t type, ElgStr s)
{
  char number[40] = "";
  memcpy(number, s.s, s.n < 39 ? s.n : 39);
  switch (type % 5) {
  case 0: sqlite3_bind_null(stmt, i); break;
  case 1: sqlite3_bind_int64(stmt, i, strtoll(number, NULL, 10)); break;
  case 2: sqlite3_bind_double(stmt, i, strtod(number, NULL)); break;
  case 3: sqlite3_bind_blob(stmt, i, s.s, (int)s.n, SQLITE_STATIC); break;
  default: sqlite3_bind_text(stmt, i, s.s, (int)s.n, SQLITE_STATIC);
  }
}

static void same_score(ElgStr s, ElgStr t)
{
  static sqlite3_stmt *put, *similarity, *overlap;
  sqlite3 *db = fuzz_db();
  if (!put) HOLDS(!sqlite3_prepare_v2(db, "UPDATE one SET l = ?1, r = ?2", -1, &put, NULL));
  if (!similarity) HOLDS(!sqlite3_prepare_v2(db, "SELECT elg_similarity(l, r) FROM one", -1, &similarity, NULL));
  if (!overlap)
    HOLDS(!sqlite3_prepare_v2(db, "SELECT score FROM elg_overlap('SELECT 1 AS id, l AS name FROM one', 'SELECT 2 AS id, r AS name FROM one', 0.001)",
                              -1, &overlap, NULL));
  sqlite3_bind_text(put, 1, s.s, (int)s.n, SQLITE_STATIC);
  sqlite3_bind_text(put, 2, t.s, (int)t.n, SQLITE_STATIC);
  HOLDS(sqlite3_step(put) == SQLITE_DONE);
  if (sqlite3_step(similarity) == SQLITE_ROW && sqlite3_step(overlap) == SQLITE_ROW)
    HOLDS(sqlite3_column_double(similarity, 0) == sqlite3_column_double(overlap, 0));
  sqlite3_reset(put);
  sqlite3_reset(similarity);
  sqlite3_reset(overlap);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  fuzz_db();
  if (!n_functions) collect();
  if (n < 2) return 0;
  size_t k = *data++ % n_functions;
  ElgStr args[MAX_ARGS] = {{0, 0}};
  n--;
  for (int i = 0; i < n_args[k] && i < MAX_ARGS; i++) {
    uint8_t type = n ? *data : 4;
    if (n) data++, n--;
    args[i] = fuzz_cut(&data, &n);
    bind(functions[k], i + 1, type, args[i]);
  }
  while (sqlite3_step(functions[k]) == SQLITE_ROW) {}
  sqlite3_reset(functions[k]);
  same_score(args[0], args[1]);
  sqlite3_clear_bindings(functions[k]);
  return 0;
}
