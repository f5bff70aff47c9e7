/* elgext.h -- entry points of the loadable extension. Linked into a program (-DSQLITE_CORE), api is NULL. */
#ifndef ELGEXT_H
#define ELGEXT_H
#include <sqlite3.h>

#define ELGEXT_VERSION "0.1.0"
/* Oldest SQLite library it loads into. */
#define ELGEXT_MIN_SQLITE 3031000

/* .load elgext: registers everything on this connection. */
int sqlite3_elgext_init(sqlite3 *db, char **err, const sqlite3_api_routines *api);
/* The same, and on every connection this process opens later; the library stays loaded. For connection pools. */
int sqlite3_elgextpermanent_init(sqlite3 *db, char **err, const sqlite3_api_routines *api);
#endif
