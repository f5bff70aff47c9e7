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

/* A work space with one user, or NULL without memory. */
SqlNames *sql_names_new(void);
/* Destructor for sqlite3_create_function_v2: drops one user. */
void sql_names_release(void *names);
#endif
