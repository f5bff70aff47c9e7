/* fn_money.c -- SQL: elg_minor, elg_money, elg_currency_exponent, elg_time, elg_time_end.
**
**   SELECT elg_minor('(1.234,50)', 'EUR');           -- -123450
**   SELECT elg_money(-123450, 'EUR');                -- '-1234.50'
**   SELECT elg_currency_exponent('KWD');             -- 3
**   SELECT elg_time('2024-01-31T10:00:00.000+0000'); -- '2024-01-31 10:00:00'
**   SELECT elg_time_end('2024-01-31');               -- '2024-01-31 23:59:59'
*/
#include "credit/money.h"
#include "credit/when.h"
#include "sqlite/modules.h"
#include "sqlite/sql_credit.h"

/* Optional argument i, NULL when absent or SQL NULL. */
static sqlite3_value *fnmoney_optional(int argc, sqlite3_value **argv, int i)
{
  return i < argc && sqlite3_value_type(argv[i]) != SQLITE_NULL ? argv[i] : 0;
}

static ElgRc fnmoney_how(int argc, sqlite3_value **argv, ElgMoneyRead *how, ElgErr *err)
{
  ElgStr text;
  sqlite3_value *mark = fnmoney_optional(argc, argv, 2), *round = fnmoney_optional(argc, argv, 3);
  int type = sqlite3_value_type(argv[0]);
  if (mark) {
    if (sql_credit_text(mark, &text)) return ELG_NOMEM;
    if (text.n != 1 || (text.s[0] != '.' && text.s[0] != ','))
      return elg_err(err, "decimal mark: got '%s'; expected '.' or ','", elg_show(text).s);
    how->mark = text.s[0];
  }
  if (round) {
    if (sql_credit_text(round, &text)) return ELG_NOMEM;
    if (!elg_str_equal(text, ELG_STR("half-even")))
      return elg_err(err, "rounding: got '%s'; expected 'half-even'", elg_show(text).s);
    how->half_even = 1;
  }
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) how->mark = '.';
  return ELG_OK;
}

static void fnmoney_minor(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err;
  ElgMoneyRead how = {0, 0};
  ElgStr text, currency;
  int blank = 0;
  int64_t minor = 0;
  if (sql_any_null(2, argv)) return;
  ElgRc rc = fnmoney_how(argc, argv, &how, &err);
  if (!rc && (sql_credit_text(argv[0], &text) || sql_credit_text(argv[1], &currency))) rc = ELG_NOMEM;
  if (!rc && !elg_str_trim(currency).n) return;
  if (!rc) rc = elg_money_parse(text, currency, how, &blank, &minor, &err);
  if (rc) sql_fail(ctx, "elg_minor", rc, &err);
  else if (!blank) sqlite3_result_int64(ctx, minor);
}

static void fnmoney_money(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err;
  ElgStr currency;
  int64_t minor;
  int exponent;
  char text[ELG_MONEY_TEXT];
  if (sql_any_null(argc, argv)) return;
  ElgRc rc = sql_credit_whole("amount", argv[0], &minor, &err);
  if (!rc) rc = sql_credit_text(argv[1], &currency);
  if (!rc) rc = elg_currency_find(currency, &exponent, &err);
  if (rc) sql_fail(ctx, "elg_money", rc, &err);
  else sqlite3_result_text(ctx, text, (int)elg_money_format(minor, exponent, text), SQLITE_TRANSIENT);
}

static void fnmoney_exponent(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err;
  ElgStr code;
  int exponent;
  if (sql_any_null(argc, argv)) return;
  ElgRc rc = sql_credit_text(argv[0], &code);
  if (!rc) rc = elg_currency_find(code, &exponent, &err);
  if (rc) sql_fail(ctx, "elg_currency_exponent", rc, &err);
  else sqlite3_result_int(ctx, exponent);
}

/* Zone and date order, both optional. */
static ElgRc fnmoney_time_how(int argc, sqlite3_value **argv, ElgWhenRead *how, ElgErr *err)
{
  ElgStr text;
  sqlite3_value *zone = fnmoney_optional(argc, argv, 1), *order = fnmoney_optional(argc, argv, 2);
  ElgRc rc = ELG_OK;
  if (zone) {
    rc = sql_credit_text(zone, &text);
    if (!rc) rc = elg_when_zone(text, &how->offset, err);
  }
  if (rc || !order) return rc;
  if (sql_credit_text(order, &text)) return ELG_NOMEM;
  if (!elg_str_equal(text, ELG_STR("dmy")) && !elg_str_equal(text, ELG_STR("mdy")))
    return elg_err(err, "date order: got '%s'; expected 'dmy' or 'mdy'", elg_show(text).s);
  how->order = text.s[0];
  return ELG_OK;
}

/* A REAL that is whole is read as that integer, not as its text ("1.7e+12"). */
static ElgRc fnmoney_time_text(sqlite3_value *v, char number[32], ElgStr *out)
{
  double x = sqlite3_value_double(v);
  if (sqlite3_value_type(v) != SQLITE_FLOAT || x < -1e15 || x > 1e15 || (double)(int64_t)x != x)
    return sql_credit_text(v, out);
  sqlite3_snprintf(32, number, "%lld", (sqlite3_int64)x);
  *out = (ElgStr){number, 0};
  while (number[out->n]) out->n++;
  return ELG_OK;
}

/* elg_time and elg_time_end: user data tells which. */
static void fnmoney_time(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  const char *name = sqlite3_user_data(ctx);
  ElgWhenRead how = {.end_of_day = name[8] == '_'};
  ElgErr err;
  ElgStr text;
  int blank = 0;
  int64_t seconds = 0;
  char number[32], out[ELG_WHEN_TEXT];
  if (sqlite3_value_type(argv[0]) == SQLITE_NULL) return;
  ElgRc rc = fnmoney_time_how(argc, argv, &how, &err);
  if (!rc) rc = fnmoney_time_text(argv[0], number, &text);
  if (!rc) rc = elg_when_parse(text, how, &blank, &seconds, &err);
  if (rc) {
    sql_fail(ctx, name, rc, &err);
    return;
  }
  if (blank) return;
  elg_when_format(seconds, out);
  sqlite3_result_text(ctx, out, -1, SQLITE_TRANSIENT);
}

static const SqlScalar fnmoney_functions[] = {
    {"elg_minor", 2, SQL_PURE, fnmoney_minor, 0},
    {"elg_minor", 3, SQL_PURE, fnmoney_minor, 0},
    {"elg_minor", 4, SQL_PURE, fnmoney_minor, 0},
    {"elg_money", 2, SQL_PURE, fnmoney_money, 0},
    {"elg_currency_exponent", 1, SQL_PURE, fnmoney_exponent, 0},
    {"elg_time", 1, SQL_PURE, fnmoney_time, "elg_time"},
    {"elg_time", 2, SQL_PURE, fnmoney_time, "elg_time"},
    {"elg_time", 3, SQL_PURE, fnmoney_time, "elg_time"},
    {"elg_time_end", 1, SQL_PURE, fnmoney_time, "elg_time_end"},
    {"elg_time_end", 2, SQL_PURE, fnmoney_time, "elg_time_end"},
    {"elg_time_end", 3, SQL_PURE, fnmoney_time, "elg_time_end"},
};

int elg_register_money(sqlite3 *db) { return sql_register_scalars(db, fnmoney_functions, ELG_COUNT(fnmoney_functions)); }
