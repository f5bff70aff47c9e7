#include "fuzz.h"

int sqlite3_elgext_init(sqlite3 *db, char **err, const sqlite3_api_routines *api);
static int steps;

static int fuzz_limit(void *user)
{
  (void)user;
  return ++steps % 100 == 0;
}

sqlite3 *fuzz_db(void)
{
  static sqlite3 *db;
  steps = 0;
  if (db) return db;
  sqlite3_auto_extension((void (*)(void))sqlite3_elgext_init);
  HOLDS(!sqlite3_open(":memory:", &db));
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1000000);
  HOLDS(!sqlite3_exec(db,
                      "CREATE TABLE ours(id INTEGER PRIMARY KEY, name, website, country, path, conversions, time, event);"
                      "INSERT INTO ours VALUES (1, 'Acme Inc', 'acme.com', 'US', 'a > b', 3, 1, 1),"
                      "  (2, 'Bolt LLC', NULL, 'DE', 'b', 0, 2, 0), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (4, x'00ff', '', '', '', 1, 3, 1);"
                      "CREATE VIEW v AS SELECT id, name FROM ours; CREATE TABLE one(l, r); INSERT INTO one VALUES (NULL, NULL)",
                      NULL, NULL, NULL));
  sqlite3_progress_handler(db, 1000, fuzz_limit, NULL);
  return db;
}

ElgStr fuzz_cut(const uint8_t **data, size_t *n)
{
  const uint8_t *end = *n ? memchr(*data, 0, *n) : NULL;
  size_t len = end ? (size_t)(end - *data) : *n;
  ElgStr piece = {(const char *)*data, len};
  size_t used = end ? len + 1 : len;
  *data += used;
  *n -= used;
  return piece;
}
