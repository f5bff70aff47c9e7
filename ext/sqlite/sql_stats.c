#include "sqlite/sql_stats.h"
#include <math.h>

static int stats_bad(sqlite3_context *ctx, const char *fn, const char *what, sqlite3_value *v, const char *expected)
{
  ElgErr err;
  ElgStr text;
  if (sql_text(v, &text)) sqlite3_result_error_nomem(ctx);
  else sql_fail(ctx, fn, elg_err(&err, "%s, got '%s'; expected %s", what, elg_show(text).s, expected), &err);
  return 0;
}

int sql_number(sqlite3_context *ctx, const char *fn, const char *what, sqlite3_value *v, double *out)
{
  int type = sqlite3_value_numeric_type(v);
  *out = sqlite3_value_double(v);
  if ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) && isfinite(*out)) return 1;
  return stats_bad(ctx, fn, what, v, "a finite number");
}

int sql_positive(sqlite3_context *ctx, const char *fn, const char *what, sqlite3_value *v, double *out)
{
  if (!sql_number(ctx, fn, what, v, out)) return 0;
  return *out >= 0 ? 1 : stats_bad(ctx, fn, what, v, "a number of at least 0");
}

int sql_flag(sqlite3_context *ctx, const char *fn, const char *what, sqlite3_value *v, int *out)
{
  double x;
  if (!sql_number(ctx, fn, what, v, &x)) return 0;
  *out = x == 1;
  return x == 0 || x == 1 ? 1 : stats_bad(ctx, fn, what, v, "0 or 1");
}

int sql_confidence(sqlite3_context *ctx, const char *fn, int argc, sqlite3_value **argv, int i, double *level)
{
  *level = 0.95;
  if (i >= argc) return 1;
  if (!sql_number(ctx, fn, "confidence", argv[i], level)) return 0;
  return *level > 0 && *level < 1 ? 1 : stats_bad(ctx, fn, "confidence", argv[i], "a number between 0 and 1");
}

int sql_counts(sqlite3_context *ctx, const char *fn, sqlite3_value **argv, int n, double *out)
{
  static const char *const names[] = {"x1", "n1", "x2", "n2"};
  for (int i = 0; i < n; i++)
    if (!sql_positive(ctx, fn, n == 2 ? (i ? "n" : "x") : names[i], argv[i], out + i)) return 0;
  for (int i = 0; i < n; i += 2)
    if (out[i] > out[i + 1])
      return stats_bad(ctx, fn, n == 2 ? "x above n" : i ? "x2 above n2" : "x1 above n1", argv[i], "x of n cases");
  return 1;
}

void sql_result_number(sqlite3_context *ctx, double x)
{
  if (isfinite(x)) sqlite3_result_double(ctx, x);
  else sqlite3_result_null(ctx);
}
