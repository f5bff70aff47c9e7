#include "sqlite/sql_credit.h"
#include <math.h>
#include "credit/decimal.h"
#include "credit/when.h"

ElgRc sql_credit_text(sqlite3_value *v, ElgStr *out)
{
  *out = ELG_STR("");
  if (sqlite3_value_type(v) == SQLITE_NULL) return ELG_OK;
  return sql_text(v, out) ? ELG_NOMEM : ELG_OK;
}

ElgRc sql_credit_whole(const char *what, sqlite3_value *v, int64_t *out, ElgErr *err)
{
  ElgStr text;
  int type = sqlite3_value_type(v) == SQLITE_BLOB ? SQLITE_BLOB : sqlite3_value_numeric_type(v);
  double x = type == SQLITE_FLOAT ? sqlite3_value_double(v) : 0;
  if (type == SQLITE_INTEGER) *out = sqlite3_value_int64(v);
  else *out = (int64_t)(fabs(x) < 9007199254740992.0 ? x : 0);
  if (type == SQLITE_INTEGER || (type == SQLITE_FLOAT && (double)*out == x)) return ELG_OK;
  if (sql_credit_text(v, &text)) return ELG_NOMEM;
  return elg_err(err, "%s: got '%s'; expected a whole number", what, elg_show(text).s);
}

ElgRc sql_credit_millionths(const char *what, sqlite3_value *v, uint64_t most, uint64_t *out, ElgErr *err)
{
  ElgStr text;
  ElgDecimal d;
  int exact;
  if (sql_credit_text(v, &text)) return ELG_NOMEM;
  ElgRc rc = elg_decimal_parse(what, text, &d, err);
  if (!rc && ((d.negative && d.digits) || elg_decimal_fixed(&d, 6, out, &exact) || *out > most))
    rc = elg_err(err, "%s: got %s; expected a number from 0 to %llu", what, elg_show(text).s,
                 (unsigned long long)(most / 1000000));
  return rc;
}

int sql_credit_epoch(double x, double *seconds, int *scale)
{
  *scale = fabs(x) >= 1e11 ? 1000 : 1;
  *seconds = x / *scale;
  return fabs(x) < 1e16;
}

ElgRc sql_credit_time(sqlite3_value *v, ElgWhenRead how, int *blank, double *seconds, int *scale, ElgErr *err)
{
  int type = sqlite3_value_type(v);
  ElgStr text;
  int64_t whole = 0;
  *blank = type == SQLITE_NULL;
  *seconds = 0;
  *scale = 0;
  if (*blank) return ELG_OK;
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    if (sql_credit_epoch(sqlite3_value_double(v), seconds, scale)) return ELG_OK;
    if (sql_credit_text(v, &text)) return ELG_NOMEM;
    return elg_err(err, "time: got '%s'; expected epoch seconds or milliseconds", elg_show(text).s);
  }
  if (sql_text(v, &text)) return ELG_NOMEM;
  ElgRc rc = elg_when_canonical(text, &whole) ? ELG_OK : elg_when_parse(text, how, blank, &whole, err);
  *seconds = (double)whole;
  return rc;
}
