/* tvf_tokens.c -- SQL: elg_tokens(name): the words of a name, what they are and how much they tell.
**
**   SELECT * FROM elg_tokens('The ACME Intl. Corp. (UK)');
**
** ordinal from 1; token in its own script; kind name, stop, filler, sector, place, number, initial or legal;
** weight in [0,1]; bracket 1 for words in brackets; alias 0 for the name, 1.. for its d/b/a and former names.
*/
#include "sqlite/modules.h"
#include "sqlite/sql_name.h"
#include "sqlite/sql_tvf.h"
#include <string.h>

typedef struct {
  ElgNameReader *reader;
  ElgBuf text; /* the name: readers borrow it */
  ElgNames names;
  int k, i;    /* alias and token; tokens first, legal forms behind */
  ElgBuf out;
} TokensState;

static int tokens_open(SqlTvfCall *call, void *state)
{
  TokensState *t = state;
  ElgStr text;
  ElgErr err;
  if (!sql_tvf_has(call, 0)) {
    call->eof = 1;
    return SQLITE_OK;
  }
  int rc = sql_text(call->argv[0], &text);
  if (rc) return rc;
  elg_buf_put(&t->text, text.s, text.n);
  t->reader = elg_name_reader_new();
  if (t->text.rc || !t->reader) return SQLITE_NOMEM;
  t->i = -1;
  return sql_tvf_rc(call, elg_name_read(t->reader, elg_buf_view(&t->text), &t->names, &err), &err);
}

static int tokens_next(SqlTvfCall *call, void *state)
{
  TokensState *t = state;
  t->i++;
  while (t->k < t->names.n && t->i >= t->names.name[t->k].n + t->names.name[t->k].n_legal) t->k++, t->i = 0;
  call->eof = t->k >= t->names.n;
  return SQLITE_OK;
}

enum { TOKENS_ORDINAL, TOKENS_TOKEN, TOKENS_KIND, TOKENS_WEIGHT, TOKENS_BRACKET, TOKENS_ALIAS };

static int tokens_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  TokensState *t = state;
  const ElgName *name = &t->names.name[t->k];
  const ElgToken *token = t->i < name->n ? name->tokens + t->i : NULL;
  const ElgLegalForm *legal = token ? NULL : elg_words_legal(name->legal[t->i - name->n]);
  (void)call;
  switch (column) {
  case TOKENS_ORDINAL: sqlite3_result_int(ctx, t->i + 1); break;
  case TOKENS_TOKEN:
    elg_buf_reset(&t->out);
    if (token) elg_name_show(t->reader, name, t->i, &t->out);
    else elg_buf_cstr(&t->out, legal->canonical);
    if (t->out.rc) return SQLITE_NOMEM;
    sql_result_str(ctx, elg_buf_view(&t->out));
    break;
  case TOKENS_KIND: sqlite3_result_text(ctx, token ? elg_token_kind_name(token->kind) : "legal", -1, SQLITE_STATIC); break;
  case TOKENS_WEIGHT: sqlite3_result_double(ctx, token ? token->weight / 255.0 : 0.0); break;
  case TOKENS_BRACKET: sqlite3_result_int(ctx, token && (token->flags & ELG_TOKEN_BRACKET)); break;
  case TOKENS_ALIAS: sqlite3_result_int(ctx, t->k); break;
  }
  return SQLITE_OK;
}

static void tokens_close(void *state)
{
  TokensState *t = state;
  elg_name_reader_free(t->reader);
  elg_buf_free(&t->text);
  elg_buf_free(&t->out);
}

static const SqlTvf tokens_fn = {
    .name = "elg_tokens",
    .columns = "ordinal INTEGER, token TEXT, kind TEXT, weight REAL, bracket INTEGER, alias INTEGER",
    .args = "name",
    .n_required = 1,
    .risk = SQLITE_VTAB_INNOCUOUS,
    .rows = 5,
    .state_size = sizeof(TokensState),
    .open = tokens_open,
    .next = tokens_next,
    .column = tokens_column,
    .close = tokens_close,
};

int elg_register_tokens(sqlite3 *db) { return sql_register_tvf(db, &tokens_fn); }
