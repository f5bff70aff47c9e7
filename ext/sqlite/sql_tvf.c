#include "sqlite/sql_tvf.h"
#include <stdarg.h>
#include <string.h>
#include "base/buf.h"

/* idxNum: bit i is set when argument i is bound; TVF_ECHO when an argument column may be read. */
#define TVF_ECHO (1 << 30)
#define TVF_MISSING 0x20000 /* a required argument is absent */

/* What a module is registered with. */
typedef struct {
  const SqlTvf *fn;
  void *shared;
  void (*release)(void *);
} TvfModule;

typedef struct {
  sqlite3_vtab base; /* must be first */
  sqlite3 *db;
  const SqlTvf *fn;
  void *shared;
  int n_columns, n_args;
} TvfTable;

typedef struct {
  sqlite3_vtab_cursor base; /* must be first */
  SqlTvfCall call;
  sqlite3_value *echo[SQL_TVF_MAX_ARGS]; /* owned copies of the arguments, when columns may read them */
  sqlite3_int64 row;
  int opened;
  ElgBuf key;  /* of a function with rewind: arguments and columns of the scan that opened the state */
  void *state; /* fn->state_size bytes behind the cursor */
} TvfCursor;

static int tvf_count(const char *list, char separator)
{
  int n = 1;
  for (; *list; list++) n += *list == separator;
  return n;
}

/* CREATE TABLE x(columns, arg_A HIDDEN, arg_B HIDDEN) */
static char *tvf_ddl(const SqlTvf *fn)
{
  char *ddl = sqlite3_mprintf("CREATE TABLE x(%s", fn->columns);
  const char *p = fn->args;
  while (ddl && *p) {
    int n = (int)strcspn(p, " ");
    ddl = sqlite3_mprintf("%z, arg_%.*s HIDDEN", ddl, n, p);
    p += n;
    p += *p == ' ';
  }
  return ddl ? sqlite3_mprintf("%z)", ddl) : 0;
}

static int tvf_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **err)
{
  const TvfModule *module = aux;
  const SqlTvf *fn = module->fn;
  char *ddl = tvf_ddl(fn);
  (void)argc, (void)argv, (void)err;
  if (!ddl) return SQLITE_NOMEM;
  int rc = sqlite3_declare_vtab(db, ddl);
  sqlite3_free(ddl);
  if (rc) return rc;
  TvfTable *t = sqlite3_malloc64(sizeof *t);
  if (!t) return SQLITE_NOMEM;
  memset(t, 0, sizeof *t);
  t->db = db;
  t->fn = fn;
  t->shared = module->shared;
  t->n_columns = tvf_count(fn->columns, ',');
  t->n_args = fn->args[0] ? tvf_count(fn->args, ' ') : 0;
  *out = &t->base;
  return fn->risk == SQLITE_VTAB_DIRECTONLY ? sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY)
                                            : sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
}

static int tvf_disconnect(sqlite3_vtab *tab)
{
  sqlite3_free(tab);
  return SQLITE_OK;
}

/* "fn: missing argument; expected fn(left, right [, threshold [, options]])" */
static int tvf_arg_error(TvfTable *t)
{
  char *text = sqlite3_mprintf("%s: missing argument; expected %s(", t->fn->name, t->fn->name);
  int k = 0;
  for (const char *p = t->fn->args; text && *p; k++) {
    int n = (int)strcspn(p, " ");
    text = sqlite3_mprintf("%z%s%s%.*s", text, k >= t->fn->n_required ? " [" : "", k ? ", " : "", n, p);
    p += n;
    p += *p == ' ';
  }
  for (; text && k > t->fn->n_required; k--) text = sqlite3_mprintf("%z]", text);
  sqlite3_free(t->base.zErrMsg);
  t->base.zErrMsg = text ? sqlite3_mprintf("%z)", text) : 0;
  return t->base.zErrMsg ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* Each argument column bound by == becomes an argument of xFilter, in column order. SQLITE_CONSTRAINT when a
** given argument is not usable yet: another join order will do. */
static int tvf_best_index(sqlite3_vtab *tab, sqlite3_index_info *info)
{
  TvfTable *t = (TvfTable *)tab;
  int con[SQL_TVF_MAX_ARGS], seen = 0, usable = 0, next = 0;
  for (int i = 0; i < info->nConstraint; i++) {
    const struct sqlite3_index_constraint *c = info->aConstraint + i;
    int k = c->iColumn - t->n_columns;
    if (k < 0 || k >= t->n_args || c->op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    seen |= 1 << k;
    if (!c->usable || (usable & (1 << k))) continue;
    usable |= 1 << k;
    con[k] = i;
  }
  if (seen & ~usable) return SQLITE_CONSTRAINT;
  /* The planner also asks with nothing but the arms of an OR: such a plan must only lose. It fails when it is run. */
  for (int k = 0; k < t->fn->n_required; k++) {
    if (seen & (1 << k)) continue;
    info->idxNum = TVF_MISSING;
    info->estimatedCost = 1e30;
    return SQLITE_OK;
  }
  for (int k = 0; k < t->n_args; k++) {
    if (!(usable & (1 << k))) continue;
    info->aConstraintUsage[con[k]].argvIndex = ++next;
    info->aConstraintUsage[con[k]].omit = 1;
  }
  sqlite3_uint64 hidden = t->n_columns < 63 ? ~(((sqlite3_uint64)1 << t->n_columns) - 1) : (sqlite3_uint64)1 << 63;
  info->idxNum = usable | (info->colUsed & hidden ? TVF_ECHO : 0);
  info->idxStr = sqlite3_mprintf("%llx", (unsigned long long)(info->colUsed & ~hidden));
  info->needToFreeIdxStr = 1;
  info->estimatedRows = (sqlite3_int64)t->fn->rows;
  info->estimatedCost = t->fn->rows;
  return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

static int tvf_open(sqlite3_vtab *tab, sqlite3_vtab_cursor **out)
{
  TvfTable *t = (TvfTable *)tab;
  size_t head = (sizeof(TvfCursor) + 15) & ~(size_t)15, body = (t->fn->state_size + 15) & ~(size_t)15;
  TvfCursor *c = sqlite3_malloc64(head + body + t->fn->keep_size);
  if (!c) return SQLITE_NOMEM;
  memset(c, 0, head + body + t->fn->keep_size);
  c->state = (char *)c + head;
  c->call.db = t->db;
  c->call.fn = t->fn;
  c->call.shared = t->shared;
  c->call.keep = t->fn->keep_size ? (char *)c + head + body : 0;
  *out = &c->base;
  return SQLITE_OK;
}

static void tvf_shut(TvfCursor *c)
{
  if (c->opened) {
    c->call.fn->close(c->state);
    memset(c->state, 0, c->call.fn->state_size);
  }
  c->opened = 0;
  elg_buf_free(&c->key);
}

static void tvf_reset(TvfCursor *c)
{
  for (int i = 0; i < SQL_TVF_MAX_ARGS; i++) {
    sqlite3_value_free(c->echo[i]);
    c->echo[i] = 0;
  }
  sqlite3_free(c->call.error);
  c->call.error = 0;
}

static int tvf_close(sqlite3_vtab_cursor *cur)
{
  TvfCursor *c = (TvfCursor *)cur;
  tvf_shut(c);
  tvf_reset(c);
  if (c->call.keep) c->call.fn->drop(c->call.keep);
  sqlite3_free(cur);
  return SQLITE_OK;
}

/* Hand the call's error text to SQLite. */
static int tvf_end(TvfCursor *c, int rc)
{
  if (rc && c->call.error) {
    sqlite3_free(c->base.pVtab->zErrMsg);
    c->base.pVtab->zErrMsg = c->call.error;
    c->call.error = 0;
  }
  return rc;
}

static int tvf_next(sqlite3_vtab_cursor *cur)
{
  TvfCursor *c = (TvfCursor *)cur;
  c->row++;
  return tvf_end(c, c->call.fn->next(&c->call, c->state));
}

static uint64_t tvf_hex(const char *s)
{
  uint64_t x = 0;
  for (; s && *s; s++) x = x * 16 + (uint64_t)(*s <= '9' ? *s - '0' : *s - 'a' + 10);
  return x;
}

/* What a scan depends on: which columns are read, and the arguments with their types. */
static int tvf_key(const SqlTvfCall *call, ElgBuf *key)
{
  elg_buf_put(key, &call->columns_used, sizeof call->columns_used);
  for (int i = 0; i < SQL_TVF_MAX_ARGS; i++) {
    ElgStr text = {"", 0};
    int type = call->argv[i] ? sqlite3_value_type(call->argv[i]) : 0;
    double number = type == SQLITE_FLOAT ? sqlite3_value_double(call->argv[i]) : 0;
    if (type == SQLITE_FLOAT) text = (ElgStr){(const char *)&number, sizeof number};
    else if (type && type != SQLITE_NULL && sql_text(call->argv[i], &text)) return SQLITE_NOMEM;
    elg_buf_put(key, &type, sizeof type);
    elg_buf_put(key, &text.n, sizeof text.n);
    elg_buf_str(key, text);
  }
  return sql_rc(key->rc);
}

/* Open the state, or rewind it when the scan is the one it was opened for. */
static int tvf_begin(TvfCursor *c)
{
  const SqlTvf *fn = c->call.fn;
  ElgBuf key = {0};
  int rc = fn->rewind ? tvf_key(&c->call, &key) : SQLITE_OK;
  if (!rc && fn->rewind && c->opened && elg_str_equal(elg_buf_view(&key), elg_buf_view(&c->key))) {
    elg_buf_free(&key);
    return fn->rewind(&c->call, c->state);
  }
  tvf_shut(c);
  c->key = key;
  c->opened = !rc;
  return rc ? rc : fn->open(&c->call, c->state);
}

static int tvf_filter(sqlite3_vtab_cursor *cur, int plan, const char *used, int argc, sqlite3_value **argv)
{
  TvfCursor *c = (TvfCursor *)cur;
  sqlite3_value *args[SQL_TVF_MAX_ARGS] = {0};
  int rc = SQLITE_OK, n = 0;
  tvf_reset(c);
  if (plan == TVF_MISSING) return tvf_arg_error((TvfTable *)cur->pVtab);
  for (int k = 0; k < SQL_TVF_MAX_ARGS && n < argc; k++) {
    if (!(plan & (1 << k))) continue;
    args[k] = argv[n++];
    if (!(plan & TVF_ECHO)) continue;
    c->echo[k] = sqlite3_value_dup(args[k]);
    if (!c->echo[k]) return SQLITE_NOMEM;
  }
  c->row = 0;
  c->call.argv = args;
  c->call.eof = 0;
  c->call.columns_used = tvf_hex(used);
  rc = tvf_begin(c);
  c->call.argv = 0;
  if (rc) {
    tvf_shut(c);
    return tvf_end(c, rc);
  }
  return c->call.eof ? SQLITE_OK : tvf_next(cur);
}

static int tvf_eof(sqlite3_vtab_cursor *cur) { return ((TvfCursor *)cur)->call.eof; }

static int tvf_column(sqlite3_vtab_cursor *cur, sqlite3_context *ctx, int column)
{
  TvfCursor *c = (TvfCursor *)cur;
  TvfTable *t = (TvfTable *)cur->pVtab;
  if (column < t->n_columns) return tvf_end(c, c->call.fn->column(&c->call, c->state, ctx, column));
  sqlite3_value *v = c->echo[column - t->n_columns];
  if (v) sqlite3_result_value(ctx, v);
  return SQLITE_OK;
}

static int tvf_rowid(sqlite3_vtab_cursor *cur, sqlite3_int64 *id)
{
  *id = ((TvfCursor *)cur)->row;
  return SQLITE_OK;
}

/* xCreate is 0: eponymous only, no CREATE VIRTUAL TABLE. */
static const sqlite3_module tvf_module = {
    .xConnect = tvf_connect, .xDisconnect = tvf_disconnect, .xBestIndex = tvf_best_index, .xOpen = tvf_open,
    .xClose = tvf_close,     .xFilter = tvf_filter,         .xNext = tvf_next,            .xEof = tvf_eof,
    .xColumn = tvf_column,   .xRowid = tvf_rowid,
};

static void tvf_release(void *aux)
{
  TvfModule *module = aux;
  if (module->release) module->release(module->shared);
  sqlite3_free(module);
}

int sql_register_tvf_shared(sqlite3 *db, const SqlTvf *fn, void *shared, void (*release)(void *))
{
  TvfModule *module = sqlite3_malloc64(sizeof *module);
  if (!module) {
    if (release) release(shared);
    return SQLITE_NOMEM;
  }
  *module = (TvfModule){fn, shared, release};
  return sqlite3_create_module_v2(db, fn->name, &tvf_module, module, tvf_release);
}

int sql_register_tvf(sqlite3 *db, const SqlTvf *fn) { return sql_register_tvf_shared(db, fn, 0, 0); }

int sql_tvf_error(SqlTvfCall *call, const char *format, ...)
{
  va_list ap;
  va_start(ap, format);
  char *text = sqlite3_vmprintf(format, ap);
  va_end(ap);
  sqlite3_free(call->error);
  call->error = text ? sqlite3_mprintf("%s: %z", call->fn->name, text) : 0;
  return call->error ? SQLITE_ERROR : SQLITE_NOMEM;
}

int sql_tvf_rc(SqlTvfCall *call, ElgRc rc, const ElgErr *err)
{
  return rc == ELG_ERROR && err ? sql_tvf_error(call, "%s", err->text) : sql_rc(rc);
}

int sql_tvf_db_error(SqlTvfCall *call, int rc)
{
  if (rc == SQLITE_NOMEM || rc == SQLITE_INTERRUPT) return rc;
  int made = sql_tvf_error(call, "%s", sqlite3_errmsg(call->db));
  return made == SQLITE_ERROR ? rc : made;
}

int sql_tvf_has(const SqlTvfCall *call, int i)
{
  return call->argv[i] && sqlite3_value_type(call->argv[i]) != SQLITE_NULL;
}
