#include "sqlite/sql_caches.h"

/* Page caches of the run, in KiB: the analyst's setting is for small reads. What is only read is mapped, up to so many bytes of the
** file: a change of few accounts looks into pages all over it. TEMP tables are emptied without overwriting what they held: their
** file is nobody else's and goes with the connection. What undoes a statement on them is kept in memory: nobody needs it after a
** crash, and a page of an emptied table that is filled again would be written to it first. Not in a transaction of the caller's,
** behind which nothing would set it back. */
#define CACHES_KIB 262144
#define CACHES_MAP (sizeof(void *) > 4 ? INT64_C(0x7fff0000) : 0) /* SQLITE_MAX_MMAP_SIZE by default */

typedef struct {
  int64_t main, temp, map, overwrite;
  char *journal; /* journal mode of TEMP tables, owned; NULL: leave it */
} CacheSettings;

struct SqlCaches {
  int holds;
  int owed;            /* the run before was interrupted, and nothing could be set back any more: */
  CacheSettings host;  /* to what */
};

SqlCaches *sql_caches_new(void)
{
  SqlCaches *caches = sqlite3_malloc64(sizeof *caches);
  if (caches) *caches = (SqlCaches){.holds = 1};
  return caches;
}

void sql_caches_hold(SqlCaches *caches) { caches->holds++; }

void sql_caches_release(void *caches)
{
  SqlCaches *m = caches;
  if (!m || --m->holds) return;
  sqlite3_free(m->host.journal);
  sqlite3_free(m);
}

/* What the connection has; a page cache of 0 is SQLite's default. */
static CacheSettings caches_read(sqlite3 *db)
{
  CacheSettings m = {0, 0, 0, 0, 0};
  sql_query_int(db, &m.main, "PRAGMA main.cache_size");
  sql_query_int(db, &m.temp, "PRAGMA temp.cache_size");
  sql_query_int(db, &m.map, "PRAGMA main.mmap_size");
  sql_query_int(db, &m.overwrite, "PRAGMA temp.secure_delete");
  sql_query_text(db, &m.journal, "PRAGMA temp.journal_mode");
  return m;
}

/* All of them, though one fails: where an interrupt is pending, those that need neither the schema nor a statement that runs are set. */
static int caches_set(sqlite3 *db, const CacheSettings *m)
{
  int rc = sql_set(db, "main", "mmap_size", m->map);
  rc |= sql_set(db, "temp", "secure_delete", m->overwrite);
  rc |= sql_set(db, "main", "cache_size", m->main ? m->main : -2000);
  rc |= sql_set(db, "temp", "cache_size", m->temp ? m->temp : -2000);
  if (m->journal) rc |= sql_runf(db, "PRAGMA temp.journal_mode = %s", m->journal);
  return rc;
}

void sql_caches_enlarge(sqlite3 *db, SqlCaches *caches, int alone)
{
  char journal[] = "memory";
  if (!caches->owed) caches->host = caches_read(db);
  caches->owed = 1;
  CacheSettings large = {-CACHES_KIB, -CACHES_KIB, caches->host.map > CACHES_MAP ? caches->host.map : CACHES_MAP, 0, 0};
  if (alone) large.journal = journal;
  (void)caches_set(db, &large);
}

void sql_caches_settle(sqlite3 *db, SqlCaches *caches)
{
  caches->owed = caches_set(db, &caches->host) != SQLITE_OK;
  if (caches->owed) return;
  sqlite3_free(caches->host.journal);
  caches->host.journal = 0;
}
