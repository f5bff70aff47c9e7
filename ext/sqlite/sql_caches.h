/* sql_caches.h -- what a run over whole tables borrows of its connection: page caches, mapped memory, the journal of TEMP tables. */
#ifndef ELG_SQL_CACHES_H
#define ELG_SQL_CACHES_H
#include "sqlite/sql_script.h"

/* Of a connection: what its host had. The functions that share it hold it; free it by sql_caches_release(), one call for each hold and
** one for the maker. NULL without memory. */
typedef struct SqlCaches SqlCaches;
SqlCaches *sql_caches_new(void);
void sql_caches_hold(SqlCaches *caches);
void sql_caches_release(void *caches);

/* Set what a run needs, remember what the host had, and set it back behind the run. alone: not in a transaction of the caller's. Behind an
** interrupt the caches cannot be set back; then the next run does. */
void sql_caches_enlarge(sqlite3 *db, SqlCaches *caches, int alone);
void sql_caches_settle(sqlite3 *db, SqlCaches *caches);
#endif
