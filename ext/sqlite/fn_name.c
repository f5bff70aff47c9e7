/* fn_name.c -- SQL: elg_normalize(name), elg_core(name), elg_legal_form(name), elg_name_problem(name),
** elg_read_name(name), elg_rules_version(), elg_shard(x, n).
**
** NULL in, NULL out. A name of more than ELG_NAME_MAX bytes or ELG_NAME_TOKENS words is an error;
** elg_name_problem tells it beforehand, elg_read_name gives NULL for it. Cost: some 0.3 us.
*/
#include "base/hash.h"
#include "base/mem.h"
#include "sqlite/modules.h"
#include "sqlite/sql_name.h"
#include <string.h>

/* One user less. */
static void name_release(void *names)
{
  SqlNames *n = names;
  if (--n->users) return;
  elg_name_reader_free(n->a);
  elg_name_reader_free(n->b);
  elg_buf_free(&n->out);
  sqlite3_free(n);
}

int sql_register_name_scalars(sqlite3 *db, const SqlNameScalar *rows, size_t n)
{
  SqlNames *names = sqlite3_malloc64(sizeof *names);
  if (!names) return SQLITE_NOMEM;
  *names = (SqlNames){1, elg_name_reader_new(), elg_name_reader_new(), {0}};
  int rc = names->a && names->b ? SQLITE_OK : SQLITE_NOMEM;
  for (size_t i = 0; !rc && i < n; i++) {
    names->users++; /* create_function_v2 calls the destructor when it fails, too */
    rc = sqlite3_create_function_v2(db, rows[i].name, rows[i].n_args, SQL_PURE, names, rows[i].call, 0, 0, name_release);
  }
  name_release(names);
  return rc;
}

typedef void (*NameForm)(const ElgNameReader *, const ElgNames *, ElgBuf *);

static void name_result(sqlite3_context *ctx, sqlite3_value *v, const char *fn, NameForm form)
{
  SqlNames *n = sqlite3_user_data(ctx);
  ElgNames names;
  ElgErr err;
  ElgStr text;
  if (sqlite3_value_type(v) == SQLITE_NULL) return;
  int rc = sql_text(v, &text);
  if (rc) {
    sqlite3_result_error_code(ctx, rc);
    return;
  }
  elg_buf_reset(&n->out);
  ElgRc read = elg_name_read(n->a, text, &names, &err);
  if (!read) {
    form(n->a, &names, &n->out);
    read = n->out.rc;
  }
  if (read) sql_fail(ctx, fn, read, &err);
  else if (n->out.n || form == elg_name_full || form == elg_name_core) sql_result_str(ctx, elg_buf_view(&n->out));
}

static void name_normalize(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  (void)argc;
  name_result(ctx, argv[0], "elg_normalize", elg_name_full);
}

static void name_core(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  (void)argc;
  name_result(ctx, argv[0], "elg_core", elg_name_core);
}

static void name_put_legal(const ElgNameReader *reader, const ElgNames *names, ElgBuf *out)
{
  const ElgName *name = &names->name[0];
  (void)reader;
  for (int i = 0; i < name->n_legal; i++) {
    if (i) elg_buf_byte(out, ' ');
    elg_buf_cstr(out, elg_words_legal(name->legal[i])->canonical);
  }
}

static void name_legal_form(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  (void)argc;
  name_result(ctx, argv[0], "elg_legal_form", name_put_legal);
}

/* A name of ASCII with fewer bytes than a name may have words is never refused: a word has a byte at least, and what stands for it
** in the dictionary is short. */
static int name_is_short(ElgStr text) { return text.n < ELG_NAME_TOKENS && elg_str_is_ascii(text); }

/* 1 when the other functions refuse the name, and why; 0 when they take it; -1 with the failure of fn as the result. */
static int name_is_refused(sqlite3_context *ctx, sqlite3_value *name, const char *fn, ElgErr *err)
{
  SqlNames *n = sqlite3_user_data(ctx);
  ElgNames names;
  ElgStr text;
  ElgRc rc = sql_text(name, &text) ? ELG_NOMEM : name_is_short(text) ? ELG_OK : elg_name_read(n->a, text, &names, err);
  if (!rc || rc == ELG_ERROR) return rc == ELG_ERROR;
  sql_fail(ctx, fn, rc, NULL);
  return -1;
}

/* elg_name_problem(name): why the other functions refuse the name, NULL when they take it. */
static void name_problem(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err;
  if (sql_any_null(argc, argv) || name_is_refused(ctx, argv[0], "elg_name_problem", &err) != 1) return;
  sqlite3_result_text(ctx, err.text, -1, SQLITE_TRANSIENT);
}

/* elg_read_name(name): the name, NULL when the other functions refuse it. */
static void name_read(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err;
  if (sql_any_null(argc, argv) || name_is_refused(ctx, argv[0], "elg_read_name", &err) != 0) return;
  sqlite3_result_value(ctx, argv[0]);
}

static void name_rules_version(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  (void)argc, (void)argv;
  sqlite3_result_text(ctx, elg_rules_version(), -1, SQLITE_STATIC);
}

/* elg_shard(x, n): a number in [0, n), the same on every machine: hash of x's text modulo n. */
static void name_shard(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgStr text;
  ElgErr err;
  if (sql_any_null(argc, argv)) return;
  sqlite3_int64 n = sqlite3_value_int64(argv[1]);
  if (n < 1 || sqlite3_value_numeric_type(argv[1]) != SQLITE_INTEGER) {
    ElgRc rc = sql_text(argv[1], &text) ? ELG_NOMEM : ELG_ERROR;
    if (rc == ELG_ERROR) elg_err(&err, "bad number of shards, got %s; expected an integer >= 1", elg_show(text).s);
    sql_fail(ctx, "elg_shard", rc, &err);
    return;
  }
  int rc = sql_text(argv[0], &text);
  if (rc) sqlite3_result_error_code(ctx, rc);
  else sqlite3_result_int64(ctx, (sqlite3_int64)(elg_hash(text) % (uint64_t)n));
}

static const SqlNameScalar name_forms[] = {
    {"elg_normalize", 1, name_normalize},   {"elg_core", 1, name_core},      {"elg_legal_form", 1, name_legal_form},
    {"elg_name_problem", 1, name_problem}, {"elg_read_name", 1, name_read},
};

static const SqlScalar name_scalars[] = {
    {"elg_rules_version", 0, SQL_PURE, name_rules_version, 0},
    {"elg_shard", 2, SQL_PURE, name_shard, 0},
};

int elg_register_names(sqlite3 *db)
{
  int rc = sql_register_scalars(db, name_scalars, ELG_COUNT(name_scalars));
  return rc ? rc : sql_register_name_scalars(db, name_forms, ELG_COUNT(name_forms));
}
