/* fn_model.c -- SQL: registers elg_init and its kin. Those that read or write the database are DIRECTONLY.
 */
#include "sqlite/fn_model.h"
#include "sqlite/modules.h"
#include "sqlite/sql_caches.h"

static const SqlScalar model_functions[] = {
    {"elg_init", 0, SQL_DIRECT, sql_fn_init, 0},
    {"elg_publish", 1, SQL_DIRECT, sql_fn_publish, 0},
    {"elg_publish", 2, SQL_DIRECT, sql_fn_publish, 0},
    {"elg_row_hash", -1, SQL_PURE, sql_fn_row_hash, 0},
    {"elg_sfid", 1, SQL_PURE, sql_fn_sfid, 0},
    {"elg_import_note", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, sql_fn_import_note, 0},
    {"elg_read_text", 1, SQL_PURE, sql_fn_read_text, 0},
    {"elg_read_time", 4, SQL_PURE, sql_fn_read_time, 0},
    {"elg_read_minor", 3, SQL_PURE, sql_fn_read_minor, 0},
};

/* Those that run over whole tables: their user data is an SqlCaches. */
static const SqlScalar model_runs[] = {
    {"elg_import", 1, SQL_DIRECT, sql_fn_import, 0},
    {"elg_import_partner", 2, SQL_DIRECT, sql_fn_import_partner, 0},
    {"elg_import_partner", 3, SQL_DIRECT, sql_fn_import_partner, 0},
    {"elg_refresh", 0, SQL_DIRECT, sql_fn_refresh, 0},
    {"elg_refresh", 1, SQL_DIRECT, sql_fn_refresh, 0},
};

int elg_register_model(sqlite3 *db)
{
  int rc = sql_register_scalars(db, model_functions, ELG_COUNT(model_functions));
  SqlCaches *caches = sql_caches_new();
  if (!rc && !caches) rc = SQLITE_NOMEM;
  for (size_t i = 0; !rc && i < ELG_COUNT(model_runs); i++) {
    const SqlScalar *f = model_runs + i;
    sql_caches_hold(caches); /* create_function_v2 calls the destructor when it fails, too */
    rc = sqlite3_create_function_v2(db, f->name, f->n_args, f->flags, caches, f->call, 0, 0, sql_caches_release);
  }
  sql_caches_release(caches);
  return rc;
}
