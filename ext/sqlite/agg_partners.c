/* agg_partners.c -- SQL: elg_partners(partner, role [, involvement [, influence]]), an aggregate.
**
**   SELECT elg_partners(partner_id, role) FROM crm_opportunity_partner GROUP BY opportunity_id;
**   -- [{"partner":"p1","role":"sourcing"},{"partner":"p2","role":"technical"}]
**
** Rows without a partner are skipped, so that a LEFT JOIN gives [].
*/
#include "credit/partners.h"
#include "credit/rolesplit.h"
#include "sqlite/modules.h"
#include "sqlite/sql_credit.h"

/* The gathered state; failed once an error has been reported. */
typedef struct {
  ElgPartners set;
  int failed;
} AggPartners;

static ElgRc aggpartners_optional(const char *what, int argc, sqlite3_value **argv, int i, uint64_t most, uint64_t *out,
                                  ElgErr *err)
{
  *out = ELG_PARTNERS_ABSENT;
  if (i >= argc || sqlite3_value_type(argv[i]) == SQLITE_NULL) return ELG_OK;
  return sql_credit_millionths(what, argv[i], most, out, err);
}

static ElgRc aggpartners_add(AggPartners *s, int argc, sqlite3_value **argv, ElgErr *err)
{
  ElgStr partner, role;
  uint64_t involvement, influence;
  int type = sqlite3_value_type(argv[0]);
  if (sql_credit_text(argv[0], &partner) || sql_credit_text(argv[1], &role)) return ELG_NOMEM;
  if (type == SQLITE_BLOB) return elg_err(err, "partner: got a BLOB; expected text or a number");
  if (!elg_str_trim(partner).n) return ELG_OK;
  ElgRc rc = aggpartners_optional("involvement", argc, argv, 2, ELG_SPLIT_ONE, &involvement, err);
  if (!rc) rc = aggpartners_optional("influence", argc, argv, 3, (uint64_t)ELG_SPLIT_ONE * 1000000, &influence, err);
  if (rc) return rc;
  return elg_partners_add(&s->set, partner, type != SQLITE_TEXT, role, involvement, influence);
}

static void aggpartners_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgErr err;
  AggPartners *s = sqlite3_aggregate_context(ctx, sizeof *s);
  if (!s) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (s->failed || sqlite3_value_type(argv[0]) == SQLITE_NULL) return;
  ElgRc rc = aggpartners_add(s, argc, argv, &err);
  if (!rc) return;
  s->failed = 1;
  sql_fail(ctx, "elg_partners", rc, &err);
}

static void aggpartners_final(sqlite3_context *ctx)
{
  AggPartners none = {{{0}, {0}}, 0}, *s = sqlite3_aggregate_context(ctx, 0);
  ElgBuf out = {0};
  if (!s) s = &none;
  if (!s->failed) {
    ElgRc rc = elg_partners_json(&s->set, &out);
    if (rc) sql_fail(ctx, "elg_partners", rc, 0);
    else sql_result_str(ctx, elg_buf_view(&out));
  }
  elg_buf_free(&out);
  elg_partners_free(&s->set);
}

static const SqlAggregate aggpartners_functions[] = {
    {"elg_partners", 2, SQL_PURE, aggpartners_step, aggpartners_final, 0, 0, 0},
    {"elg_partners", 3, SQL_PURE, aggpartners_step, aggpartners_final, 0, 0, 0},
    {"elg_partners", 4, SQL_PURE, aggpartners_step, aggpartners_final, 0, 0, 0},
};

int elg_register_partners(sqlite3 *db)
{
  return sql_register_aggregates(db, aggpartners_functions, ELG_COUNT(aggpartners_functions));
}
