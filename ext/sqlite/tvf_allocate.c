/* tvf_allocate.c -- SQL: elg_allocate(total, weights [, keys]).
**
**   SELECT key, part FROM elg_allocate(10000, '{"acme": 1, "globex": 1, "initech": 1}');
**   SELECT part FROM elg_allocate(100, '[0.07, 0.03]');
**
** weights: a JSON array, or an object whose names are the keys; exact decimals >= 0. keys: a JSON array beside an array of
** weights; without keys the place in the array breaks ties. Rows come in the order of the document.
*/
#include <stdlib.h>
#include "base/json.h"
#include "base/mem.h"
#include "credit/allocate.h"
#include "credit/decimal.h"
#include "sqlite/modules.h"
#include "sqlite/sql_credit.h"
#include "sqlite/sql_tvf.h"

enum { TVFALLOC_PLACE, TVFALLOC_KEY, TVFALLOC_WEIGHT, TVFALLOC_PART };

typedef struct {
  ElgJson weights, keys;
  ElgBuf text;      /* copies of both documents */
  ElgPart *parts;
  const ElgJsonNode **nodes; /* the weights */
  const ElgJsonNode **key;   /* keys, or NULL */
  size_t n, at;
  int is_object, is_null;
} TvfAllocate;

static int tvfalloc_compare_keys(const void *a, const void *b)
{
  const ElgJsonNode *x = **(const ElgJsonNode *const *const *)a, *y = **(const ElgJsonNode *const *const *)b;
  if (x->type == ELG_JSON_NUMBER && y->type == ELG_JSON_NUMBER) {
    int64_t i, j;
    int whole = elg_json_whole(x->text, &i) && elg_json_whole(y->text, &j);
    double p = elg_json_double(x), q = elg_json_double(y);
    return whole ? (i > j) - (i < j) : (p > q) - (p < q);
  }
  if (x->type != y->type) return x->type < y->type ? -1 : 1;
  return elg_str_compare(x->text, y->text);
}

static int tvfalloc_compare_names(const void *a, const void *b)
{
  const ElgJsonNode *x = **(const ElgJsonNode *const *const *)a, *y = **(const ElgJsonNode *const *const *)b;
  return elg_str_compare(x->name, y->name);
}

/* Rank the weights by the nodes in list (keys, or the weights themselves by name). */
static ElgRc tvfalloc_rank(TvfAllocate *s, const ElgJsonNode **list, int (*order)(const void *, const void *), ElgErr *err)
{
  const ElgJsonNode ***sorted = elg_realloc(NULL, s->n * sizeof *sorted);
  ElgRc rc = ELG_OK;
  if (!sorted) return ELG_NOMEM;
  for (size_t i = 0; i < s->n; i++) sorted[i] = list + i;
  qsort(sorted, s->n, sizeof *sorted, order);
  for (size_t i = 0; !rc && i < s->n; i++) {
    if (i && order(sorted + i - 1, sorted + i) == 0)
      rc = elg_err(err, "keys: got '%s' twice; expected unique keys", elg_show((*sorted[i])->text).s);
    s->parts[sorted[i] - list].rank = (uint32_t)i;
  }
  elg_free(sorted);
  return rc;
}

/* Children of root into a new array. */
static ElgRc tvfalloc_children(const ElgJson *doc, const ElgJsonNode ***out, size_t *n)
{
  const ElgJsonNode *root = elg_json_root(doc);
  *n = root->size;
  *out = elg_realloc(NULL, (*n + 1) * sizeof **out);
  if (!*out) return ELG_NOMEM;
  size_t i = 0;
  for (const ElgJsonNode *m = elg_json_first(root); m; m = elg_json_next(doc, root, m)) (*out)[i++] = m;
  return ELG_OK;
}

static ElgRc tvfalloc_decimal(const ElgJsonNode *node, ElgDecimal *d, ElgErr *err)
{
  if (node->type != ELG_JSON_NUMBER)
    return elg_err(err, "weights: got %s; expected numbers >= 0", elg_show(node->text).s);
  ElgRc rc = elg_decimal_parse("weights", node->text, d, err);
  if (!rc && d->negative && d->digits)
    rc = elg_err(err, "weights: got %s; expected numbers >= 0", elg_show(node->text).s);
  return rc;
}

/* All weights as whole numbers of the smallest decimal place among them. */
static ElgRc tvfalloc_weigh(TvfAllocate *s, ElgErr *err)
{
  ElgDecimal d = {0};
  int scale = 0, first = 1;
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < s->n; i++) {
    rc = tvfalloc_decimal(s->nodes[i], &d, err);
    if (!rc && d.digits && (first || d.scale > scale)) scale = d.scale, first = 0;
  }
  for (size_t i = 0; !rc && i < s->n; i++) {
    rc = tvfalloc_decimal(s->nodes[i], &d, err);
    if (rc) break;
    s->parts[i].weight = elg_wide(d.digits);
    s->parts[i].rank = (uint32_t)i;
    for (int up = d.digits ? scale - d.scale : 0; !rc && up > 0; up--) rc = elg_wide_scale(&s->parts[i].weight, 10);
    if (rc == ELG_TOOBIG)
      rc = elg_err(err, "weights: got %s among much finer ones; expected at most 37 digits between the largest and the "
                        "finest", elg_show(s->nodes[i]->text).s);
  }
  return rc;
}

static ElgRc tvfalloc_keys(TvfAllocate *s, ElgStr keys, ElgErr *err)
{
  size_t n;
  if (s->is_object) return elg_err(err, "keys: given beside an object of weights; expected an array of weights");
  ElgRc rc = elg_json_parse(&s->keys, keys, err);
  if (!rc && elg_json_root(&s->keys)->type != ELG_JSON_ARRAY)
    rc = elg_err(err, "keys: got %s; expected an array", elg_json_type_name(elg_json_root(&s->keys)->type));
  if (!rc) rc = tvfalloc_children(&s->keys, &s->key, &n);
  if (!rc && n != s->n) rc = elg_err(err, "keys: got %zu for %zu weights; expected one each", n, s->n);
  return rc ? rc : tvfalloc_rank(s, s->key, tvfalloc_compare_keys, err);
}

static ElgRc tvfalloc_run(TvfAllocate *s, int64_t total, ElgStr weights, const ElgStr *keys, ElgErr *err)
{
  ElgRc rc = elg_json_parse(&s->weights, weights, err);
  if (rc) return rc;
  const ElgJsonNode *root = elg_json_root(&s->weights);
  s->is_object = root->type == ELG_JSON_OBJECT;
  if (root->type < ELG_JSON_ARRAY || !root->size)
    return elg_err(err, "weights: got %s; expected a JSON array or object of numbers", elg_show(weights).s);
  rc = tvfalloc_children(&s->weights, &s->nodes, &s->n);
  if (!rc) s->parts = elg_realloc(NULL, s->n * sizeof *s->parts);
  if (!rc && !s->parts) rc = ELG_NOMEM;
  if (!rc) rc = tvfalloc_weigh(s, err);
  if (!rc && s->is_object) rc = tvfalloc_rank(s, s->nodes, tvfalloc_compare_names, err);
  if (!rc && keys) rc = tvfalloc_keys(s, *keys, err);
  return rc ? rc : elg_allocate(total, s->parts, s->n, err);
}

static int tvfalloc_open(SqlTvfCall *call, void *state)
{
  TvfAllocate *s = state;
  ElgErr err;
  ElgStr weights, keys = {0, 0};
  int64_t total = 0;
  ElgRc rc = ELG_OK;
  call->eof = !sql_tvf_has(call, 1);
  if (call->eof) return SQLITE_OK;
  s->is_null = !sql_tvf_has(call, 0);
  if (!s->is_null) rc = sql_credit_whole("total", call->argv[0], &total, &err);
  if (!rc) rc = sql_credit_text(call->argv[1], &weights);
  if (!rc && sql_tvf_has(call, 2)) rc = sql_credit_text(call->argv[2], &keys);
  if (rc) return sql_tvf_rc(call, rc, &err);
  elg_buf_str(&s->text, weights);
  elg_buf_str(&s->text, keys);
  if (s->text.rc) return sql_rc(s->text.rc);
  weights = (ElgStr){s->text.p ? s->text.p : "", weights.n};
  if (keys.s) keys.s = weights.s + weights.n;
  rc = tvfalloc_run(s, total, weights, keys.s ? &keys : NULL, &err);
  return sql_tvf_rc(call, rc, &err);
}

static int tvfalloc_next(SqlTvfCall *call, void *state)
{
  TvfAllocate *s = state;
  call->eof = s->at++ >= s->n;
  return SQLITE_OK;
}

static void tvfalloc_key(const TvfAllocate *s, sqlite3_context *ctx, size_t i)
{
  if (s->is_object) {
    sql_result_str(ctx, s->nodes[i]->name);
  } else if (s->key && s->key[i]->type == ELG_JSON_NUMBER) {
    int64_t whole;
    double x = elg_json_double(s->key[i]);
    if (elg_json_whole(s->key[i]->text, &whole)) sqlite3_result_int64(ctx, whole);
    else if ((double)(int64_t)x == x && x > -9e15 && x < 9e15) sqlite3_result_int64(ctx, (int64_t)x);
    else sqlite3_result_double(ctx, x);
  } else if (s->key && s->key[i]->type != ELG_JSON_NULL) {
    sql_result_str(ctx, s->key[i]->text);
  }
}

static int tvfalloc_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  TvfAllocate *s = state;
  size_t i = s->at - 1;
  (void)call;
  if (column == TVFALLOC_PLACE) sqlite3_result_int64(ctx, (sqlite3_int64)s->at);
  else if (column == TVFALLOC_KEY) tvfalloc_key(s, ctx, i);
  else if (column == TVFALLOC_WEIGHT) sqlite3_result_double(ctx, elg_json_double(s->nodes[i]));
  else if (!s->is_null) sqlite3_result_int64(ctx, s->parts[i].part);
  return SQLITE_OK;
}

static void tvfalloc_close(void *state)
{
  TvfAllocate *s = state;
  elg_json_free(&s->weights);
  elg_json_free(&s->keys);
  elg_buf_free(&s->text);
  elg_free(s->parts);
  elg_free(s->nodes);
  elg_free(s->key);
}

static const SqlTvf tvfalloc_allocate = {
    .name = "elg_allocate",
    .columns = "place INTEGER, key, weight REAL, part INTEGER",
    .args = "total weights keys",
    .n_required = 2,
    .risk = SQLITE_VTAB_INNOCUOUS,
    .rows = 4,
    .state_size = sizeof(TvfAllocate),
    .open = tvfalloc_open,
    .next = tvfalloc_next,
    .column = tvfalloc_column,
    .close = tvfalloc_close,
};

int elg_register_allocate(sqlite3 *db) { return sql_register_tvf(db, &tvfalloc_allocate); }
