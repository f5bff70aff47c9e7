/* fn_convert.c -- SQL: elg_convert(minor, from, rate, to): an amount in another currency, half to even;
** elg_read_convert(minor, from, rate, to): the same, NULL where elg_convert raises an error or the result is beyond CONVERT_MOST.
*/
#include "credit/convert.h"
#include "sqlite/modules.h"
#include "sqlite/sql_util.h"

/* Amounts of the model, converted ones too: some hundreds of the largest still have a whole sum. */
#define CONVERT_MOST ((int64_t)10000000000000000)

static ElgRc convert_read(sqlite3_value **argv, int64_t *out, ElgErr *err)
{
  ElgStr from, rate, to;
  if (sqlite3_value_type(argv[0]) != SQLITE_INTEGER) {
    if (sql_text(argv[0], &from)) return ELG_NOMEM;
    return elg_err(err, "bad amount, got '%s'; expected an integer in minor units", elg_show(from).s);
  }
  if (sql_text(argv[1], &from) || sql_text(argv[2], &rate) || sql_text(argv[3], &to)) return ELG_NOMEM;
  return elg_convert_money(sqlite3_value_int64(argv[0]), from, rate, to, out, err);
}

static void convert_call(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err = {""};
  int64_t out = 0;
  if (sql_any_null(argc, argv)) return;
  ElgRc rc = convert_read(argv, &out, &err);
  if (rc) sql_fail(ctx, "elg_convert", rc, &err);
  else sqlite3_result_int64(ctx, out);
}

static void convert_read_call(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err = {""};
  int64_t out = 0;
  if (sql_any_null(argc, argv)) return;
  ElgRc rc = convert_read(argv, &out, &err);
  if (rc == ELG_NOMEM) sqlite3_result_error_nomem(ctx);
  else if (!rc && out >= -CONVERT_MOST && out <= CONVERT_MOST) sqlite3_result_int64(ctx, out);
}

static const SqlScalar convert_functions[] = {
    {"elg_convert", 4, SQL_PURE, convert_call, 0},
    {"elg_read_convert", 4, SQL_PURE, convert_read_call, 0},
};

int elg_register_convert(sqlite3 *db)
{
  return sql_register_scalars(db, convert_functions, ELG_COUNT(convert_functions));
}
