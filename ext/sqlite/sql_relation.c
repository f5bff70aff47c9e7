#include "sqlite/sql_relation.h"
#include <string.h>

void sql_fold_column(ElgStr name, char *out, size_t cap)
{
  size_t n = 0;
  if (name.n >= 3 && !memcmp(name.s, "\xEF\xBB\xBF", 3)) name.s += 3, name.n -= 3;
  for (size_t i = 0; i < name.n && n + 1 < cap; i++) {
    unsigned char c = (unsigned char)name.s[i];
    if (name.n - i > 1 && !memcmp(name.s + i, "\xC2\xA0", 2)) {
      i++;
      continue;
    }
    if (c >= 'A' && c <= 'Z') c |= 0x20;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80) out[n++] = (char)c;
  }
  out[n] = 0;
}

/* The first byte at or behind at that is neither a blank, a semicolon nor in a comment. */
static size_t relation_skip(ElgStr text, size_t at)
{
  while (at < text.n) {
    const char *s = text.s + at;
    size_t left = text.n - at;
    if (*s && strchr(" \t\r\n\f;", *s)) {
      at++;
    } else if (left > 1 && s[0] == '-' && s[1] == '-') {
      const char *end = memchr(s, '\n', left);
      at = end ? (size_t)(end - text.s) + 1 : text.n;
    } else if (left > 1 && s[0] == '/' && s[1] == '*') {
      for (at += 2; at < text.n && !(text.s[at] == '/' && text.s[at - 1] == '*' && text.s + at > s + 2);) at++;
      at += at < text.n;
    } else {
      break;
    }
  }
  return at;
}

/* Does the text begin with a SELECT? *brackets: it stands in brackets. */
static int relation_is_select(ElgStr text, int *brackets)
{
  static const char *const words[] = {"select", "with", "values"};
  size_t at = relation_skip(text, 0);
  *brackets = 0;
  for (; at < text.n && text.s[at] == '('; at = relation_skip(text, at + 1)) *brackets = 1;
  for (size_t i = 0; i < ELG_COUNT(words); i++) {
    size_t n = strlen(words[i]);
    if (text.n - at > n && !sqlite3_strnicmp(text.s + at, words[i], (int)n) &&
        strchr(" \t\r\n(*'\"-/", text.s[at + n]) && text.s[at + n])
      return 1;
  }
  return 0;
}

/* Does a column bear the name of its table too? */
static int relation_is_qualified(sqlite3_stmt *stmt)
{
  for (int i = 0; i < sqlite3_column_count(stmt); i++) {
    const char *name = sqlite3_column_name(stmt, i);
    if (name && strchr(name, '.')) return 1;
  }
  return 0;
}

/* Prepare sql (freed here), its columns called by their bare names. */
static int relation_prepare(SqlTvfCall *call, char *sql, sqlite3_stmt **stmt, const char **tail)
{
  if (!sql) return SQLITE_NOMEM;
  const char *rest = 0;
  int rc = sqlite3_prepare_v2(call->db, sql, -1, stmt, &rest);
  if (!rc && relation_is_qualified(*stmt)) { /* full_column_names may be on */
    SqlNaming naming = sql_plain_names(call->db);
    sqlite3_finalize(*stmt);
    rc = sqlite3_prepare_v2(call->db, sql, -1, stmt, &rest);
    sql_restore_names(call->db, naming);
  }
  if (tail) {
    size_t n = rest ? strlen(rest) : 0;
    *tail = relation_skip((ElgStr){rest, n}, 0) < n ? "" : 0;
  }
  sqlite3_free(sql);
  return rc;
}

/* Remove one pair of quotes: "x", `x`, [x]. The result borrows text; doubled quotes inside are not undone. */
static ElgStr relation_unquote(ElgStr text)
{
  char a = text.n > 1 ? text.s[0] : 0, z = text.n > 1 ? text.s[text.n - 1] : 0;
  if ((a == '"' && z == '"') || (a == '`' && z == '`') || (a == '[' && z == ']'))
    return (ElgStr){text.s + 1, text.n - 2};
  return text;
}

/* "t" or "schema"."t" as quoted SQL, when such a table or view exists; else NULL with *rc. is_table tells that it
** has a rowid. */
static char *relation_try(SqlTvfCall *call, ElgStr schema, ElgStr name, int *is_table, int *rc)
{
  char *quoted = schema.s ? sqlite3_mprintf("\"%.*w\".\"%.*w\"", (int)schema.n, schema.s, (int)name.n, name.s)
                          : sqlite3_mprintf("\"%.*w\"", (int)name.n, name.s);
  sqlite3_stmt *stmt = 0;
  if (!quoted) {
    *rc = SQLITE_NOMEM;
    return 0;
  }
  *rc = relation_prepare(call, sqlite3_mprintf("SELECT * FROM %s LIMIT 0", quoted), &stmt, 0);
  sqlite3_finalize(stmt);
  if (*rc) {
    sqlite3_free(quoted);
    return 0;
  }
  char *zs = schema.s ? sqlite3_mprintf("%.*s", (int)schema.n, schema.s) : 0;
  char *zn = sqlite3_mprintf("%.*s", (int)name.n, name.s);
  *is_table = zn && sqlite3_table_column_metadata(call->db, zs, zn, "rowid", 0, 0, 0, 0, 0) == SQLITE_OK;
  sqlite3_free(zs);
  sqlite3_free(zn);
  return quoted;
}

static int relation_named(SqlTvfCall *call, const char *what, ElgStr text, int want_rowid, sqlite3_stmt **stmt,
                          int *has_rowid)
{
  int is_table = 0, rc;
  char *quoted = relation_try(call, (ElgStr){0, 0}, relation_unquote(text), &is_table, &rc);
  const char *dot = memchr(text.s, '.', text.n);
  if (!quoted && rc != SQLITE_NOMEM && dot) {
    ElgStr schema = {text.s, (size_t)(dot - text.s)}, name = {dot + 1, text.n - schema.n - 1};
    int again;
    quoted = relation_try(call, relation_unquote(schema), relation_unquote(name), &is_table, &again);
    if (quoted) rc = SQLITE_OK;
  }
  if (rc == SQLITE_NOMEM || rc == SQLITE_INTERRUPT) return rc;
  if (!quoted)
    return sql_tvf_error(call, "%s: %s, got '%s'; expected a table, a view or a SELECT", what, sqlite3_errmsg(call->db),
                         elg_show(text).s);
  *has_rowid = want_rowid && is_table;
  rc = relation_prepare(call, sqlite3_mprintf("SELECT *%s FROM %z", *has_rowid ? ", rowid" : "", quoted), stmt, 0);
  return rc ? sql_tvf_db_error(call, rc) : SQLITE_OK;
}

static int relation_select(SqlTvfCall *call, const char *what, ElgStr text, int brackets, sqlite3_stmt **stmt)
{
  const char *tail = 0;
  if (memchr(text.s, 0, text.n)) return sql_tvf_error(call, "%s: got a SELECT with a NUL byte; expected text", what);
  size_t at = relation_skip(text, 0);
  char *sql = sqlite3_mprintf("%s%.*s", brackets ? "SELECT * FROM " : "", (int)(text.n - at), text.s + at);
  int rc = relation_prepare(call, sql, stmt, &tail);
  if (rc) {
    if (rc == SQLITE_NOMEM || rc == SQLITE_INTERRUPT) return rc;
    return sql_tvf_error(call, "%s: %s, got '%s'; expected a table, a view or a SELECT", what, sqlite3_errmsg(call->db),
                         elg_show(text).s);
  }
  if (tail) return sql_tvf_error(call, "%s: more than one statement, got '%s'; expected one SELECT", what, elg_show(text).s);
  if (sqlite3_bind_parameter_count(*stmt))
    return sql_tvf_error(call, "%s: a SELECT with a parameter, got '%s'; expected its value in the text", what, elg_show(text).s);
  if (!*stmt || !sqlite3_stmt_readonly(*stmt) || !sqlite3_column_count(*stmt))
    return sql_tvf_error(call, "%s: got '%s'; expected a SELECT that only reads", what, elg_show(text).s);
  return SQLITE_OK;
}

/* Column of the statement with that exact name (ASCII case ignored), or -1. */
static int relation_column(sqlite3_stmt *stmt, int n, ElgStr name)
{
  for (int i = 0; i < n; i++) {
    const char *column = sqlite3_column_name(stmt, i);
    if (column && strlen(column) == name.n && !sqlite3_strnicmp(column, name.s, (int)name.n)) return i;
  }
  return -1;
}

/* The first columns of the statement, for an error message. */
static char *relation_columns(sqlite3_stmt *stmt, int n)
{
  char *text = sqlite3_mprintf("");
  for (int i = 0; text && i < n && i < 12; i++)
    text = sqlite3_mprintf("%z%s%s", text, i ? ", " : "", sqlite3_column_name(stmt, i));
  return text && n > 12 ? sqlite3_mprintf("%z, ...", text) : text;
}

static int relation_bad_role(SqlTvfCall *call, const char *what, const SqlRole *roles, size_t n, ElgStr role)
{
  char *known = sqlite3_mprintf("");
  for (size_t i = 0; known && i < n; i++) known = sqlite3_mprintf("%z%s%s", known, i ? ", " : "", roles[i].role);
  if (!known) return SQLITE_NOMEM;
  int rc = sql_tvf_error(call, "columns of %s: unknown role, got '%s'; expected one of %s", what, elg_show(role).s, known);
  sqlite3_free(known);
  return rc;
}

static int relation_bad_column(SqlTvfCall *call, const char *what, const SqlRole *role, const SqlRelation *r, ElgStr column)
{
  char *have = relation_columns(r->stmt, r->n_columns);
  if (!have) return SQLITE_NOMEM;
  int rc = sql_tvf_error(call, "columns of %s: no such column for %s, got '%s'; expected one of (%s)", what, role->role,
                         elg_show(column).s, have);
  sqlite3_free(have);
  return rc;
}

static int relation_by_hand(SqlTvfCall *call, const char *what, const SqlRole *roles, size_t n_roles, int n_columns,
                            const ElgJson *doc, const ElgJsonNode *columns, SqlRelation *out)
{
  if (!columns) return SQLITE_OK;
  if (columns->type != ELG_JSON_OBJECT)
    return sql_tvf_error(call, "columns of %s: got %s; expected an object {role: column}", what,
                         elg_json_type_name(columns->type));
  for (const ElgJsonNode *m = elg_json_first(columns); m; m = elg_json_next(doc, columns, m)) {
    size_t k = 0;
    while (k < n_roles && !elg_str_equal(m->name, (ElgStr){roles[k].role, strlen(roles[k].role)})) k++;
    if (k == n_roles)
      return relation_bad_role(call, what, roles, n_roles, m->name);
    if (m->type == ELG_JSON_NULL) {
      out->column[k] = -2; /* do not recognise it */
      continue;
    }
    out->column[k] = relation_column(out->stmt, n_columns, m->text);
    if (out->column[k] < 0) return relation_bad_column(call, what, roles + k, out, m->text);
  }
  return SQLITE_OK;
}

static void relation_recognise(const SqlRole *role, int n_columns, sqlite3_stmt *stmt, int *column)
{
  int best = -1;
  char folded[128];
  for (int i = 0; i < n_columns; i++) {
    const char *name = sqlite3_column_name(stmt, i);
    if (!name) continue;
    sql_fold_column((ElgStr){name, strlen(name)}, folded, sizeof folded);
    int place = elg_list_place(role->names, (ElgStr){folded, strlen(folded)});
    if (place < 0 || (best >= 0 && place >= best)) continue;
    best = place;
    *column = i;
  }
}

int sql_relation_missing(SqlTvfCall *call, const char *what, const SqlRole *role, const SqlRelation *r)
{
  char *have = relation_columns(r->stmt, r->n_columns);
  if (!have) return SQLITE_NOMEM;
  int rc = sql_tvf_error(call, "%s: no column for %s, got (%s); expected one named %s", what, role->role, have,
                         role->names);
  sqlite3_free(have);
  return rc;
}

static int relation_map(SqlTvfCall *call, const char *what, const SqlRole *roles, size_t n_roles, const ElgJson *doc,
                        const ElgJsonNode *columns, int rowid_role, int has_rowid, SqlRelation *out)
{
  int n_columns = out->n_columns = sqlite3_column_count(out->stmt) - has_rowid;
  int rc = relation_by_hand(call, what, roles, n_roles, n_columns, doc, columns, out);
  for (size_t k = 0; !rc && k < n_roles; k++) {
    if (out->column[k] == -1) relation_recognise(roles + k, n_columns, out->stmt, &out->column[k]);
    if (out->column[k] < 0 && has_rowid && (int)k == rowid_role) out->column[k] = n_columns;
    if (out->column[k] == -2) out->column[k] = -1;
    if (out->column[k] < 0 && roles[k].required) rc = sql_relation_missing(call, what, roles + k, out);
  }
  return rc;
}

int sql_relation_open(SqlTvfCall *call, const char *what, ElgStr relation, const SqlRole *roles, size_t n_roles,
                      const ElgJson *doc, const ElgJsonNode *columns, int rowid_role, SqlRelation *out)
{
  int has_rowid = 0, brackets, rc;
  out->stmt = 0;
  out->is_table = 0;
  for (size_t k = 0; k < SQL_MAX_ROLES; k++) out->column[k] = -1;
  if (relation.n > 1000000) return SQLITE_TOOBIG;
  if (relation_is_select(relation, &brackets)) rc = relation_select(call, what, relation, brackets, &out->stmt);
  else rc = relation_named(call, what, relation, rowid_role >= 0, &out->stmt, &has_rowid);
  if (!rc) rc = relation_map(call, what, roles, n_roles, doc, columns, rowid_role, has_rowid, out);
  out->is_table = has_rowid;
  if (rc) sql_relation_close(out);
  return rc;
}

int sql_relation_has_rowid(const SqlRelation *r, size_t role)
{
  return r->is_table && r->column[role] == r->n_columns && relation_column(r->stmt, r->n_columns, ELG_STR("rowid")) < 0;
}

int sql_relation_narrow(SqlTvfCall *call, SqlRelation *r)
{
  int place[SQL_MAX_ROLES], n = 0;
  const char *from = r->is_table ? strstr(sqlite3_sql(r->stmt), " FROM ") : 0;
  char *list = from ? sqlite3_mprintf("") : 0;
  if (!from) return SQLITE_OK;
  for (size_t k = 0; k < SQL_MAX_ROLES; k++) {
    place[k] = r->column[k] < 0 ? -1 : n++;
    if (list && place[k] >= 0)
      list = sqlite3_mprintf("%z%sr.\"%w\"", list, place[k] ? ", " : "", sqlite3_column_name(r->stmt, r->column[k]));
  }
  sqlite3_stmt *stmt = 0;
  int rc = list ? relation_prepare(call, sqlite3_mprintf("SELECT %s%s AS r NOT INDEXED", list, from), &stmt, 0)
                : SQLITE_NOMEM;
  sqlite3_free(list);
  if (rc) return rc == SQLITE_NOMEM || rc == SQLITE_INTERRUPT ? rc : SQLITE_OK; /* what there is will do */
  sqlite3_finalize(r->stmt);
  r->stmt = stmt;
  r->n_columns = n;
  memcpy(r->column, place, sizeof place);
  return SQLITE_OK;
}

/* Is name(n) of a listing by EXPLAIN one of SQLite's or this extension's functions of their arguments alone? */
static int relation_is_pure(const char *name)
{
  static const char pure[] =
      " abs avg char coalesce concat concat_ws count elg_core elg_domain elg_legal_form elg_name_problem elg_normalize format "
      "glob group_concat hex ifnull iif instr json_extract length like lower ltrim max min nullif printf quote replace round "
      "rtrim sign string_agg substr substring sum total trim typeof unhex unicode upper ";
  char word[40];
  sqlite3_snprintf((int)sizeof word, word, " %.*s ", (int)strcspn(name, "("), name);
  return strlen(word) + 1 < sizeof word && strstr(pure, word);
}

static int relation_op_varies(sqlite3_stmt *explain)
{
  static const char *const calls[] = {"Function", "PureFunc", "Function0", "AggStep", "AggStep0", "AggInverse"};
  const char *op = (const char *)sqlite3_column_text(explain, 1), *p4 = (const char *)sqlite3_column_text(explain, 5);
  if (!op || !strcmp(op, "VOpen") || !strcmp(op, "VFilter")) return 1;
  for (size_t i = 0; i < ELG_COUNT(calls); i++)
    if (!strcmp(op, calls[i])) return !p4 || !relation_is_pure(p4);
  return 0;
}

int sql_relation_varies(SqlTvfCall *call, const SqlRelation *r, int *out)
{
  sqlite3_stmt *explain = 0;
  *out = 0;
  int rc = relation_prepare(call, sqlite3_mprintf("EXPLAIN %s", sqlite3_sql(r->stmt)), &explain, 0);
  while (!rc && !*out && (rc = sqlite3_step(explain)) == SQLITE_ROW) {
    *out = relation_op_varies(explain);
    rc = SQLITE_OK;
  }
  sqlite3_finalize(explain);
  if (rc == SQLITE_NOMEM || rc == SQLITE_INTERRUPT) return rc;
  *out |= rc && rc != SQLITE_DONE; /* a library that cannot explain */
  return SQLITE_OK;
}

void sql_relation_close(SqlRelation *r)
{
  sqlite3_finalize(r->stmt);
  r->stmt = 0;
}

int sql_relation_step(SqlTvfCall *call, SqlRelation *r)
{
  int rc = sqlite3_step(r->stmt);
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? rc : sql_tvf_db_error(call, rc);
}

int sql_relation_has(const SqlRelation *r, size_t role)
{
  int column = r->column[role];
  if (column < 0) return 0;
  int type = sqlite3_column_type(r->stmt, column);
  if (type != SQLITE_TEXT) return type != SQLITE_NULL;
  const char *s = (const char *)sqlite3_column_text(r->stmt, column);
  if (!s) return 0;
  return s[strspn(s, " \t\r\n")] != 0;
}
