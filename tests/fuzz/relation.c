/* Any text as a relation and as options: an answer or an error, and never a change of the database. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  static const char *const statements[] = {
      "SELECT * FROM elg_columns(?1)",
      "SELECT * FROM elg_overlap(?1, 'ours', 0.5, ?2)",
      "SELECT * FROM elg_dedupe(?1, 0.5, ?2)",
      "SELECT * FROM elg_search(?1, 'acme')",
      "SELECT * FROM elg_markov(?1, 1, ?2)",
      "SELECT * FROM elg_transitions(?1, 2, ?2)",
      "SELECT * FROM elg_markov_order(?1, 3, ?2)",
      "SELECT * FROM elg_shapley(?1, ?2)",
      "SELECT * FROM elg_attribution(?1, ?2)",
      "SELECT * FROM elg_engagement(?1, 30, 7)",
      "SELECT * FROM elg_kaplan_meier(?1, ?2)",
  };
  sqlite3 *db = fuzz_db();
  ElgStr relation = fuzz_cut(&data, &n), options = {(const char *)data, n};
  int before = sqlite3_total_changes(db);
  for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
    sqlite3_stmt *stmt = NULL;
    HOLDS(!sqlite3_prepare_v2(fuzz_db(), statements[i], -1, &stmt, NULL));
    sqlite3_bind_text(stmt, 1, relation.s, (int)relation.n, SQLITE_STATIC);
    if (options.n) sqlite3_bind_text(stmt, 2, options.s, (int)options.n, SQLITE_STATIC);
    while (sqlite3_step(stmt) == SQLITE_ROW) {}
    sqlite3_finalize(stmt);
  }
  HOLDS(sqlite3_total_changes(db) == before && sqlite3_get_autocommit(db));
  return 0;
}
