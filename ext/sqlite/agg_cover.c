/* agg_cover.c -- SQL aggregate: how long several intervals hold at once.
**
**   SELECT account_id, elg_cover(julianday(started_at), julianday(ended_at), 2) FROM crm_integration GROUP BY account_id;
**
** elg_cover(from, to [, depth]): time during which at least depth (1) of the group's intervals [from, to) hold, in the unit of from and
** to. A row with a NULL is left out, as is one that does not end after it begins; 0 when nothing is left.
*/
#include <math.h>
#include "sqlite/modules.h"
#include "sqlite/sql_stats.h"
#include "stats/cover.h"

typedef struct {
  ElgCover cover;
  size_t depth;
  int failed;
} CoverState;

static int cover_depth(sqlite3_context *ctx, int argc, sqlite3_value **argv, size_t *depth)
{
  double x = 1;
  ElgErr err;
  if (argc > 2 && !sql_number(ctx, "elg_cover", "depth", argv[2], &x)) return 0;
  if (!(x >= 1 && x <= 1e9 && x == floor(x))) {
    sql_fail(ctx, "elg_cover", elg_err(&err, "depth, got %.17g; expected a whole number of at least 1", x), &err);
    return 0;
  }
  *depth = (size_t)x;
  return 1;
}

static void cover_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  double from, to;
  CoverState *s = sqlite3_aggregate_context(ctx, sizeof *s);
  if (!s) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (s->failed || sql_any_null(argc, argv)) return;
  s->failed = !sql_number(ctx, "elg_cover", "from", argv[0], &from) || !sql_number(ctx, "elg_cover", "to", argv[1], &to) ||
              !cover_depth(ctx, argc, argv, &s->depth);
  if (s->failed || !elg_cover_add(&s->cover, from, to)) return;
  s->failed = 1;
  sqlite3_result_error_nomem(ctx);
}

static void cover_final(sqlite3_context *ctx)
{
  CoverState *s = sqlite3_aggregate_context(ctx, 0);
  if (s && s->failed) {
    elg_cover_free(&s->cover);
    return;
  }
  sql_result_number(ctx, s ? elg_cover_value(&s->cover, s->depth) : 0);
  if (s) elg_cover_free(&s->cover);
}

static const SqlAggregate cover_functions[] = {
    {"elg_cover", 2, SQL_PURE, cover_step, cover_final, 0, 0, 0},
    {"elg_cover", 3, SQL_PURE, cover_step, cover_final, 0, 0, 0},
};

int elg_register_cover(sqlite3 *db) { return sql_register_aggregates(db, cover_functions, ELG_COUNT(cover_functions)); }
