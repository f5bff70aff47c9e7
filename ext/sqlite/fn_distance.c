/* fn_distance.c -- SQL: elg_levenshtein(a, b), elg_osa(a, b), elg_damerau(a, b), elg_jaro_winkler(a, b), elg_trigram(a,
** b), elg_token_set(a, b). */
#include "match/edit.h"
#include "match/jaro.h"
#include "match/ngram.h"
#include "match/tokenset.h"
#include "sqlite/modules.h"
#include "sqlite/sql_util.h"

typedef struct {
  const char *name;
  ElgEditKind kind; /* when similarity is NULL and token_set is 0 */
  ElgRc (*similarity)(ElgStr a, ElgStr b, double *out);
  int token_set;
} DistanceFn;

static ElgRc distance_compute(sqlite3_context *ctx, const DistanceFn *fn, ElgStr a, ElgStr b, ElgErr *err)
{
  SqlPoll host = {0, 0};
  ElgPoll poll = sql_poll(&host, sqlite3_context_db_handle(ctx));
  double ratio = 0;
  size_t distance = 0;
  ElgRc rc = ELG_OK;
  if (fn->similarity) rc = fn->similarity(a, b, &ratio);
  else if (fn->token_set) rc = elg_token_set_ratio(a, b, &poll, err, &ratio);
  else rc = elg_edit_distance(fn->kind, a, b, &poll, err, &distance);
  sql_poll_free(&host);
  if (rc) return rc;
  if (fn->similarity || fn->token_set) sqlite3_result_double(ctx, ratio);
  else sqlite3_result_int64(ctx, (sqlite3_int64)distance);
  return ELG_OK;
}

static void distance_call(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  const DistanceFn *fn = sqlite3_user_data(ctx);
  ElgStr a, b;
  ElgErr err;
  if (sql_any_null(argc, argv)) return;
  if (sql_text(argv[0], &a) || sql_text(argv[1], &b)) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  ElgRc rc = distance_compute(ctx, fn, a, b, &err);
  if (rc) sql_fail(ctx, fn->name, rc, &err);
}

/* Winkler's measure of short ASCII words needs no code points. */
static ElgRc distance_jaro_winkler(ElgStr a, ElgStr b, double *out)
{
  unsigned char bits = 0;
  if (a.n > 64 || b.n > 64) return elg_jaro_winkler(a, b, out);
  for (size_t i = 0; i < a.n; i++) bits |= (unsigned char)a.s[i];
  for (size_t i = 0; i < b.n; i++) bits |= (unsigned char)b.s[i];
  if (bits >= 0x80) return elg_jaro_winkler(a, b, out);
  *out = elg_jaro_winkler_ascii(a.s, a.n, b.s, b.n);
  return ELG_OK;
}

static const DistanceFn distance_fns[] = {
    {"elg_levenshtein", ELG_EDIT_LEVENSHTEIN, 0, 0}, {"elg_osa", ELG_EDIT_OSA, 0, 0},
    {"elg_damerau", ELG_EDIT_DAMERAU, 0, 0},         {"elg_jaro_winkler", 0, distance_jaro_winkler, 0},
    {"elg_trigram", 0, elg_trigram_similarity, 0},   {"elg_token_set", 0, 0, 1},
};

int elg_register_distance(sqlite3 *db)
{
  int rc = SQLITE_OK;
  for (size_t i = 0; !rc && i < ELG_COUNT(distance_fns); i++) {
    SqlScalar row = {distance_fns[i].name, 2, SQL_PURE, distance_call, distance_fns + i};
    rc = sql_register_scalars(db, &row, 1);
  }
  return rc;
}
