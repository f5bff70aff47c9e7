/* fn_model.h -- the functions that make, fill, refresh and publish the model; each in its own file. */
#ifndef ELG_SQL_FN_MODEL_H
#define ELG_SQL_FN_MODEL_H
#include "sqlite/sql_script.h"

/* Make what is missing; sets the error of the call. The counts are of the objects made. */
int sql_model_init(sqlite3_context *ctx, int64_t *tables, int64_t *views, int64_t *temp_views);
void sql_fn_refresh(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_init(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_row_hash(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_publish(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_import(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_import_partner(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_import_note(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_sfid(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_read_text(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_read_time(sqlite3_context *ctx, int argc, sqlite3_value **argv);
void sql_fn_read_minor(sqlite3_context *ctx, int argc, sqlite3_value **argv);
#endif
