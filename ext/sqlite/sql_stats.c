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

int sql_options(SqlTvfCall *call, int i, const char *allowed, ElgJson *doc)
{
  ElgErr err;
  ElgStr text;
  if (!sql_tvf_has(call, i)) return SQLITE_OK;
  if (sql_text(call->argv[i], &text)) return SQLITE_NOMEM;
  ElgRc rc = elg_json_parse(doc, text, &err);
  if (rc == ELG_ERROR) return sql_tvf_error(call, "options: %s", err.text);
  if (rc) return sql_rc(rc);
  const ElgJsonNode *root = elg_json_root(doc);
  if (root->type != ELG_JSON_OBJECT)
    return sql_tvf_error(call, "options: got %s; expected an object", elg_json_type_name(root->type));
  for (const ElgJsonNode *m = elg_json_first(root); m; m = elg_json_next(doc, root, m))
    if (elg_list_place(allowed, m->name) < 0)
      return sql_tvf_error(call, "unknown option, got '%s'; expected %s", elg_show(m->name).s, elg_list(allowed).s);
  return SQLITE_OK;
}

const ElgJsonNode *sql_option(const ElgJson *doc, const char *name)
{
  const ElgJsonNode *node = doc->nodes.n ? elg_json_get(doc, elg_json_root(doc), name) : NULL;
  return node && node->type != ELG_JSON_NULL ? node : NULL;
}

int sql_option_text(SqlTvfCall *call, const ElgJson *doc, const char *name, ElgStr *out)
{
  const ElgJsonNode *node = sql_option(doc, name);
  if (!node) return SQLITE_OK;
  if (node->type != ELG_JSON_STRING)
    return sql_tvf_error(call, "option %s: got %s; expected a string", name, elg_json_type_name(node->type));
  *out = node->text;
  return SQLITE_OK;
}

int sql_option_number(SqlTvfCall *call, const ElgJson *doc, const char *name, double low, double high, double *out)
{
  const ElgJsonNode *node = sql_option(doc, name);
  if (!node) return SQLITE_OK;
  double x = node->type == ELG_JSON_NUMBER ? elg_json_double(node) : NAN;
  if (!(x >= low && x <= high))
    return sql_tvf_error(call, "option %s: got %s; expected a number from %.15g to %.15g", name, elg_show(node->text).s,
                         low, high);
  *out = x;
  return SQLITE_OK;
}

int sql_option_whole(SqlTvfCall *call, const ElgJson *doc, const char *name, double low, double high, double *out)
{
  const ElgJsonNode *node = sql_option(doc, name);
  double x = node && node->type == ELG_JSON_NUMBER ? elg_json_double(node) : NAN;
  if (!node) return SQLITE_OK;
  *out = x;
  if (x >= low && x <= high && x == floor(x)) return SQLITE_OK;
  return sql_tvf_error(call, "option %s: got %s; expected a whole number from %.17g to %.17g", name, elg_json_show(node).s, low, high);
}

int sql_option_word(SqlTvfCall *call, const ElgJson *doc, const char *name, const char *list, int *out)
{
  ElgStr word = {NULL, 0};
  int rc = sql_option_text(call, doc, name, &word);
  if (rc || !word.s) return rc;
  int place = elg_list_place(list, word);
  if (place < 0) return sql_tvf_error(call, "option %s: got '%s'; expected %s", name, elg_show(word).s, elg_list(list).s);
  *out = place;
  return SQLITE_OK;
}

int sql_row_number(SqlTvfCall *call, const SqlRelation *r, size_t role, const char *what, double missing, double *out)
{
  *out = missing;
  if (r->column[role] < 0) return SQLITE_OK;
  sqlite3_value *v = sqlite3_column_value(r->stmt, r->column[role]);
  int type = sqlite3_value_numeric_type(v);
  if (type == SQLITE_NULL) return SQLITE_OK;
  *out = sqlite3_value_double(v);
  if ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) && isfinite(*out)) return SQLITE_OK;
  ElgStr text;
  if (sql_text(v, &text)) return SQLITE_NOMEM;
  return sql_tvf_error(call, "%s, got '%s'; expected a finite number", what, elg_show(text).s);
}

int sql_row_text(const SqlRelation *r, size_t role, ElgStr *out)
{
  *out = (ElgStr){"", 0};
  if (r->column[role] < 0) return SQLITE_OK;
  sqlite3_value *v = sqlite3_column_value(r->stmt, r->column[role]);
  return sqlite3_value_type(v) == SQLITE_NULL ? SQLITE_OK : sql_text(v, out);
}
