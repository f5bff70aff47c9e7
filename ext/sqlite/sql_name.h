/* sql_name.h -- a name reader for the functions of one connection. */
#ifndef ELG_SQL_NAME_H
#define ELG_SQL_NAME_H
#include "name/name.h"
#include "sqlite/sql_util.h"

/* What the name functions of a connection share; freed with the last of them. */
typedef struct {
  int users;
  ElgNameReader *a, *b;
  ElgBuf out;
} SqlNames;

/* Register functions of their arguments alone whose sqlite3_user_data() is one SqlNames. */
typedef struct {
  const char *name;
  int n_args;
  void (*call)(sqlite3_context *, int, sqlite3_value **);
} SqlNameScalar;
int sql_register_name_scalars(sqlite3 *db, const SqlNameScalar *rows, size_t n);
#endif
