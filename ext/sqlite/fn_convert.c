/* fn_convert.c -- SQL: elg_convert(minor, from, rate, to): an amount in another currency, half to even. */
#include "credit/convert.h"
#include "sqlite/modules.h"
#include "sqlite/sql_util.h"

static void convert_call(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgStr from, rate, to;
  ElgErr err;
  int64_t out;
  if (sql_any_null(argc, argv)) return;
  if (sqlite3_value_type(argv[0]) != SQLITE_INTEGER) {
    sql_fail(ctx, "elg_convert", elg_err(&err, "bad amount, got '%.40s'; expected an integer in minor units",
                                         (const char *)sqlite3_value_text(argv[0])), &err);
    return;
  }
  if (sql_text(argv[1], &from) || sql_text(argv[2], &rate) || sql_text(argv[3], &to)) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  ElgRc rc = elg_convert_money(sqlite3_value_int64(argv[0]), from, rate, to, &out, &err);
  if (rc) sql_fail(ctx, "elg_convert", rc, &err);
  else sqlite3_result_int64(ctx, out);
}

static const SqlScalar convert_functions[] = {
    {"elg_convert", 4, SQL_PURE, convert_call, 0},
};

int elg_register_convert(sqlite3 *db)
{
  return sql_register_scalars(db, convert_functions, ELG_COUNT(convert_functions));
}
