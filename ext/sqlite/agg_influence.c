/* agg_influence.c -- SQL: elg_influence, elg_influence_n, elg_influence_neff (aggregates and window functions), elg_decay,
** elg_saturate.
**
**   SELECT partner, elg_influence(type, weight, at, closed_at, '{"half_life_days": 30}') FROM touch GROUP BY partner;
**   SELECT at, elg_influence(type, weight, at, at) OVER (ORDER BY at ROWS 9 PRECEDING) FROM touch;
**
** Rows with a NULL time or reference are no touches; a touch after its own reference does not count. xStep and xInverse
** read their arguments with the same body.
*/
#include <math.h>
#include "credit/influence.h"
#include "sqlite/modules.h"
#include "sqlite/sql_credit.h"

typedef struct {
  ElgInfluence influence;
  ElgBuf options; /* text the options were read from */
  int ready, failed;
} AggInf;

/* Which result a function gives: its user data. */
enum { AGGINF_SCORE, AGGINF_COUNT, AGGINF_EFFECTIVE };
static const int agginf_kinds[] = {AGGINF_SCORE, AGGINF_COUNT, AGGINF_EFFECTIVE};
static const char *const agginf_names[] = {"elg_influence", "elg_influence_n", "elg_influence_neff"};

typedef struct {
  ElgCell type;
  double weight, at, reference;
  int counts;
} AggInfTouch;

static ElgRc agginf_options(AggInf *s, int kind, int argc, sqlite3_value **argv, ElgErr *err)
{
  ElgStr text = ELG_STR("");
  if (argc > 4 && sql_credit_text(argv[4], &text)) return ELG_NOMEM;
  if (s->ready && elg_str_equal(text, elg_buf_view(&s->options))) return ELG_OK;
  if (s->ready) return elg_err(err, "options: got different ones in one group; expected the same on every row");
  elg_buf_str(&s->options, text);
  if (s->options.rc) return s->options.rc;
  s->ready = 1;
  s->influence.squares = kind == AGGINF_EFFECTIVE;
  s->influence.options = elg_influence_defaults();
  return text.n ? elg_influence_parse(&s->influence.options, text, err) : ELG_OK;
}

static ElgRc agginf_weight(const AggInf *s, sqlite3_value *v, sqlite3_value *type, double *out, ElgErr *err)
{
  ElgStr text;
  int kind = sqlite3_value_numeric_type(v);
  if (kind == SQLITE_INTEGER || kind == SQLITE_FLOAT) *out = sqlite3_value_double(v);
  else if (kind == SQLITE_NULL && s->influence.options.has_fallback) *out = s->influence.options.fallback;
  else *out = -1;
  if (*out >= 0 && *out < 1e150) return ELG_OK; /* its square is a double too */
  if (sql_credit_text(kind == SQLITE_NULL ? type : v, &text)) return ELG_NOMEM;
  if (kind == SQLITE_NULL)
    return elg_err(err, "touch type without a weight, got '%s'; expected one, or the option fallback", elg_show(text).s);
  return elg_err(err, "weight: got %s; expected a number of at least 0 and below 1e150", elg_show(text).s);
}

static ElgRc agginf_type(sqlite3_value *v, ElgCell *out)
{
  *out = (ElgCell){.type = ELG_CELL_NULL};
  if (sqlite3_value_type(v) == SQLITE_NULL) return ELG_OK;
  out->type = ELG_CELL_TEXT;
  return sql_credit_text(v, &out->s);
}

/* The touch of a row; counts is 0 for a row that is none. */
static ElgRc agginf_touch(const AggInf *s, sqlite3_value **argv, AggInfTouch *t, ElgErr *err)
{
  int no_at, no_reference, scale;
  t->counts = 0;
  ElgRc rc = sql_credit_time(argv[2], (ElgWhenRead){0}, &no_at, &t->at, &scale, err);
  if (!rc) rc = sql_credit_time(argv[3], (ElgWhenRead){0}, &no_reference, &t->reference, &scale, err);
  if (rc || no_at || no_reference || t->at > t->reference) return rc;
  t->counts = 1;
  rc = agginf_weight(s, argv[1], argv[0], &t->weight, err);
  return rc ? rc : agginf_type(argv[0], &t->type);
}

static void agginf_move(sqlite3_context *ctx, int argc, sqlite3_value **argv, int entering)
{
  int kind = *(const int *)sqlite3_user_data(ctx);
  ElgErr err;
  AggInfTouch t;
  AggInf *s = sqlite3_aggregate_context(ctx, sizeof *s);
  if (!s) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (s->failed) return;
  ElgRc rc = agginf_options(s, kind, argc, argv, &err);
  if (!rc) rc = agginf_touch(s, argv, &t, &err);
  if (!rc && t.counts && kind == AGGINF_COUNT) s->influence.n += entering ? 1 : -1;
  else if (!rc && t.counts && !entering) rc = elg_influence_remove(&s->influence);
  else if (!rc && t.counts) rc = elg_influence_add(&s->influence, &t.type, t.weight, t.at, t.reference);
  if (!rc) return;
  s->failed = 1;
  sql_fail(ctx, agginf_names[kind], rc, &err);
}

static void agginf_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) { agginf_move(ctx, argc, argv, 1); }
static void agginf_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv) { agginf_move(ctx, argc, argv, 0); }

static void agginf_value(sqlite3_context *ctx)
{
  int kind = *(const int *)sqlite3_user_data(ctx);
  const AggInf *s = sqlite3_aggregate_context(ctx, 0);
  if (s && s->failed) return;
  if (kind == AGGINF_COUNT) sqlite3_result_int64(ctx, s ? s->influence.n : 0);
  else if (!s || !s->influence.n) sqlite3_result_null(ctx);
  else if (kind == AGGINF_SCORE) sqlite3_result_double(ctx, elg_influence_score(&s->influence));
  else {
    double effective = elg_influence_effective(&s->influence);
    if (effective > 0) sqlite3_result_double(ctx, effective);
  }
}

static void agginf_final(sqlite3_context *ctx)
{
  AggInf *s = sqlite3_aggregate_context(ctx, 0);
  agginf_value(ctx);
  if (!s) return;
  elg_influence_free(&s->influence);
  elg_buf_free(&s->options);
}

/* A finite number, or an error naming it. */
static ElgRc agginf_number(const char *what, sqlite3_value *v, int above, double *out, ElgErr *err)
{
  ElgStr text;
  int type = sqlite3_value_numeric_type(v);
  *out = sqlite3_value_double(v);
  if ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) && isfinite(*out) && (*out > 0 || (!above && *out >= 0)))
    return ELG_OK;
  if (sql_credit_text(v, &text)) return ELG_NOMEM;
  return elg_err(err, "%s: got %s; expected a number %s 0", what, elg_show(text).s, above ? "above" : "of at least");
}

static void agginf_decay(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err;
  double age, half_life;
  if (sql_any_null(argc, argv)) return;
  ElgRc rc = agginf_number("age", argv[0], 0, &age, &err);
  if (!rc) rc = agginf_number("half-life", argv[1], 1, &half_life, &err);
  if (rc) sql_fail(ctx, "elg_decay", rc, &err);
  else sqlite3_result_double(ctx, elg_decay(age, half_life));
}

static void agginf_saturate(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err;
  ElgStr name;
  double x, k = 1, n = 1;
  if (sql_any_null(argc, argv)) return;
  ElgRc rc = agginf_number("x", argv[0], 0, &x, &err);
  if (!rc) rc = sql_credit_text(argv[1], &name);
  int kind = rc ? -1 : elg_saturation_find(name);
  if (!rc && kind < 0) rc = elg_err(&err, "saturation: got '%s'; expected none, log, exp or hill", elg_show(name).s);
  if (!rc && argc > 2) rc = agginf_number("k", argv[2], 1, &k, &err);
  if (!rc && argc > 3) rc = agginf_number("n", argv[3], 1, &n, &err);
  if (rc) sql_fail(ctx, "elg_saturate", rc, &err);
  else sqlite3_result_double(ctx, elg_saturate((ElgSaturation)kind, x, k, n));
}

static const SqlAggregate agginf_aggregates[] = {
    {"elg_influence", 4, SQL_PURE, agginf_step, agginf_final, agginf_value, agginf_inverse, agginf_kinds + 0},
    {"elg_influence", 5, SQL_PURE, agginf_step, agginf_final, agginf_value, agginf_inverse, agginf_kinds + 0},
    {"elg_influence_n", 4, SQL_PURE, agginf_step, agginf_final, agginf_value, agginf_inverse, agginf_kinds + 1},
    {"elg_influence_n", 5, SQL_PURE, agginf_step, agginf_final, agginf_value, agginf_inverse, agginf_kinds + 1},
    {"elg_influence_neff", 4, SQL_PURE, agginf_step, agginf_final, agginf_value, agginf_inverse, agginf_kinds + 2},
    {"elg_influence_neff", 5, SQL_PURE, agginf_step, agginf_final, agginf_value, agginf_inverse, agginf_kinds + 2},
};

static const SqlScalar agginf_scalars[] = {
    {"elg_decay", 2, SQL_PURE, agginf_decay, 0},
    {"elg_saturate", 2, SQL_PURE, agginf_saturate, 0},
    {"elg_saturate", 3, SQL_PURE, agginf_saturate, 0},
    {"elg_saturate", 4, SQL_PURE, agginf_saturate, 0},
};

int elg_register_influence(sqlite3 *db)
{
  int rc = sql_register_aggregates(db, agginf_aggregates, ELG_COUNT(agginf_aggregates));
  return rc ? rc : sql_register_scalars(db, agginf_scalars, ELG_COUNT(agginf_scalars));
}
