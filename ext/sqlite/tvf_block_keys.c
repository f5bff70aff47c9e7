/* tvf_block_keys.c -- SQL: elg_block_keys(name): the blocking keys of a name, a pure function of it.
**
**   SELECT kind, key, lack FROM elg_block_keys('Acme Widgets GmbH');
**
** Two names are compared by elg_overlap only when keys of theirs meet: key is equal and lack adds up to at most 9.
** key is a signed 64-bit integer. NULL gives no rows.
*/
#include "match/keys.h"
#include "sqlite/modules.h"
#include "sqlite/sql_name.h"
#include "sqlite/sql_tvf.h"

typedef struct {
  ElgKeys keys;
  int i;
} BlockKeysState;

static int block_keys_open(SqlTvfCall *call, void *state)
{
  BlockKeysState *s = state;
  ElgStr text;
  ElgErr err;
  ElgNames names;
  s->i = -1;
  if (!sql_tvf_has(call, 0)) return SQLITE_OK;
  int rc = sql_text(call->argv[0], &text);
  if (rc) return rc;
  ElgNameReader *reader = elg_name_reader_new();
  if (!reader) return SQLITE_NOMEM;
  ElgRc read = elg_name_read(reader, text, &names, &err);
  if (!read) elg_block_keys(&names.name[0], &s->keys);
  for (int k = 1; !read && k < names.n; k++) {
    ElgKeys more;
    elg_block_keys(&names.name[k], &more);
    for (int i = 0; i < more.n && s->keys.n < ELG_KEYS_MAX; i++) {
      s->keys.key[s->keys.n] = more.key[i];
      s->keys.kind[s->keys.n++] = more.kind[i];
    }
  }
  elg_name_reader_free(reader);
  return sql_tvf_rc(call, read, &err);
}

static int block_keys_next(SqlTvfCall *call, void *state)
{
  BlockKeysState *s = state;
  call->eof = ++s->i >= s->keys.n;
  return SQLITE_OK;
}

static int block_keys_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  BlockKeysState *s = state;
  (void)call;
  if (column == 0) sqlite3_result_text(ctx, elg_key_kind_name(s->keys.kind[s->i]), -1, SQLITE_STATIC);
  else if (column == 1) sqlite3_result_int64(ctx, (sqlite3_int64)(s->keys.key[s->i] & ~(uint64_t)ELG_KEY_LACKS));
  else sqlite3_result_int(ctx, (int)(s->keys.key[s->i] & ELG_KEY_LACKS));
  return SQLITE_OK;
}

static void block_keys_close(void *state) { (void)state; }

static const SqlTvf block_keys_fn = {
    .name = "elg_block_keys",
    .columns = "kind TEXT, key INTEGER, lack INTEGER",
    .args = "name",
    .n_required = 1,
    .risk = SQLITE_VTAB_INNOCUOUS,
    .rows = 20,
    .state_size = sizeof(BlockKeysState),
    .open = block_keys_open,
    .next = block_keys_next,
    .column = block_keys_column,
    .close = block_keys_close,
};

int elg_register_block_keys(sqlite3 *db) { return sql_register_tvf(db, &block_keys_fn); }
