/* fn_similarity.c -- SQL: elg_similarity(a, b), elg_explain(a, b), elg_default_threshold([profile]).
**
** The name score of the overlap join and why it is so. Symmetric, in [0,1], 1 for equal full matching forms.
** NULL in, NULL out; too long a name is an error. About 1 us.
*/
#include <string.h>
#include "overlap/record.h"
#include "sqlite/modules.h"
#include "sqlite/sql_name.h"

/* Read both arguments; 0 when one is NULL or an error was reported. */
static int similarity_read(sqlite3_context *ctx, sqlite3_value **argv, const char *fn, SqlNames *n, ElgNames *a, ElgNames *b)
{
  ElgStr s, t;
  ElgErr err;
  if (sql_any_null(2, argv)) return 0;
  int rc = sql_text(argv[0], &s);
  if (!rc) rc = sql_text(argv[1], &t);
  if (rc) {
    sqlite3_result_error_code(ctx, rc);
    return 0;
  }
  ElgRc read = elg_name_read(n->a, s, a, &err);
  if (!read) read = elg_name_read(n->b, t, b, &err);
  if (read) sql_fail(ctx, fn, read, &err);
  return !read;
}

static void similarity_score(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  SqlNames *n = sqlite3_user_data(ctx);
  ElgNames a, b;
  (void)argc;
  if (similarity_read(ctx, argv, "elg_similarity", n, &a, &b))
    sqlite3_result_double(ctx, elg_score_names(a.name, a.n, b.name, b.n, 0, NULL, NULL));
}

static void similarity_explain(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  SqlNames *n = sqlite3_user_data(ctx);
  ElgNames a, b;
  (void)argc;
  if (!similarity_read(ctx, argv, "elg_explain", n, &a, &b)) return;
  double score = elg_score_names(a.name, a.n, b.name, b.n, 0, NULL, NULL);
  ElgMatch m = {.score = score, .name_score = score, .rule = score >= 1 ? ELG_RULE_EXACT : ELG_RULE_NAME};
  elg_buf_reset(&n->out);
  elg_match_explain(&m, 0, n->a, &a, n->b, &b, &n->out);
  if (n->out.rc) sql_fail(ctx, "elg_explain", n->out.rc, NULL);
  else sql_result_str(ctx, elg_buf_view(&n->out));
}

static void similarity_threshold(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  const char *profile = argc ? (const char *)sqlite3_value_text(argv[0]) : "balanced";
  if (!profile) return;
  if (!strcmp(profile, "balanced")) sqlite3_result_double(ctx, elg_threshold_balanced());
  else if (!strcmp(profile, "strict")) sqlite3_result_double(ctx, elg_threshold_strict());
  else {
    ElgErr err;
    elg_err(&err, "unknown profile, got '%s'; expected 'balanced' or 'strict'", elg_show((ElgStr){profile, strlen(profile)}).s);
    sql_fail(ctx, "elg_default_threshold", ELG_ERROR, &err);
  }
}

static const SqlScalar similarity_thresholds[] = {
    {"elg_default_threshold", 0, SQL_PURE, similarity_threshold, 0},
    {"elg_default_threshold", 1, SQL_PURE, similarity_threshold, 0},
};
static const SqlNameScalar similarity_pairs[] = {{"elg_similarity", 2, similarity_score}, {"elg_explain", 2, similarity_explain}};

int elg_register_similarity(sqlite3 *db)
{
  int rc = sql_register_scalars(db, similarity_thresholds, ELG_COUNT(similarity_thresholds));
  return rc ? rc : sql_register_name_scalars(db, similarity_pairs, ELG_COUNT(similarity_pairs));
}
