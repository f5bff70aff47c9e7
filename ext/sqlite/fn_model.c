/* fn_model.c -- SQL: registers elg_init and its kin. Those that read or write the database are DIRECTONLY.
 */
#include "sqlite/fn_model.h"
#include "sqlite/modules.h"

static const SqlScalar model_functions[] = {
    {"elg_init", 0, SQL_DIRECT, sql_fn_init, 0},
    {"elg_import", 1, SQL_DIRECT, sql_fn_import, 0},
    {"elg_import_partner", 2, SQL_DIRECT, sql_fn_import_partner, 0},
    {"elg_import_partner", 3, SQL_DIRECT, sql_fn_import_partner, 0},
    {"elg_publish", 1, SQL_DIRECT, sql_fn_publish, 0},
    {"elg_publish", 2, SQL_DIRECT, sql_fn_publish, 0},
    {"elg_row_hash", -1, SQL_PURE, sql_fn_row_hash, 0},
    {"elg_sfid", 1, SQL_PURE, sql_fn_sfid, 0},
    {"elg_import_note", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, sql_fn_import_note, 0},
    {"elg_read_text", 1, SQL_PURE, sql_fn_read_text, 0},
    {"elg_read_time", 4, SQL_PURE, sql_fn_read_time, 0},
    {"elg_read_minor", 3, SQL_PURE, sql_fn_read_minor, 0},
};

int elg_register_model(sqlite3 *db)
{
  int rc = sql_register_scalars(db, model_functions, ELG_COUNT(model_functions));
  return rc ? rc : sql_register_refresh(db);
}
