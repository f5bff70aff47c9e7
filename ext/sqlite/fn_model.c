/* fn_model.c -- SQL: registers elg_init and its kin. They read and write the database: DIRECTONLY, no flag of purity.
 */
#include "sqlite/fn_model.h"
#include "sqlite/modules.h"

static const SqlScalar model_functions[] = {
    {"elg_init", 0, SQL_DIRECT, sql_fn_init, 0},
    {"elg_refresh", 0, SQL_DIRECT, sql_fn_refresh, 0},
    {"elg_refresh", 1, SQL_DIRECT, sql_fn_refresh, 0},
};

int elg_register_model(sqlite3 *db) { return sql_register_scalars(db, model_functions, ELG_COUNT(model_functions)); }
