/* tvf_role_split.c -- SQL: elg_role_split(amount_minor, partners [, policy]), elg_validate_policy(policy).
**
**   SELECT o.opportunity_id, s.*
**   FROM crm_opportunity AS o, elg_role_split(o.amount_minor, o.partners, 'mid') AS s;
**
** The parsed policy is kept from deal to deal while its text stays the same.
*/
#include "base/json.h"
#include "credit/rolesplit.h"
#include "sqlite/modules.h"
#include "sqlite/sql_credit.h"
#include "sqlite/sql_tvf.h"

enum { TVFSPLIT_PARTNER, TVFSPLIT_ROLE, TVFSPLIT_SHARE, TVFSPLIT_CREDIT, TVFSPLIT_REASON };

/* Kept with the cursor. */
typedef struct {
  ElgPolicy policy;
  ElgBuf policy_text; /* the argument the policy was read from */
  int has_policy;
  ElgSplit split;
  ElgBuf partners; /* copy of the document: split borrows it */
} TvfSplitKeep;

typedef struct {
  size_t at;
  int is_null;
} TvfSplit;

static ElgRc tvfsplit_policy(TvfSplitKeep *keep, ElgStr text, ElgErr *err)
{
  if (keep->has_policy && elg_str_equal(text, elg_buf_view(&keep->policy_text))) return ELG_OK;
  keep->has_policy = 0;
  elg_buf_reset(&keep->policy_text);
  elg_buf_str(&keep->policy_text, text);
  ElgRc rc = keep->policy_text.rc;
  if (!rc) rc = elg_policy_parse(&keep->policy, text, err);
  keep->has_policy = !rc;
  return rc;
}

static ElgRc tvfsplit_run(SqlTvfCall *call, TvfSplit *s, TvfSplitKeep *keep, ElgErr *err)
{
  ElgStr policy = ELG_STR("mid"), partners = ELG_STR("");
  int64_t amount = 0;
  ElgRc rc = ELG_OK;
  s->is_null = !sql_tvf_has(call, 0);
  if (!s->is_null) rc = sql_credit_whole("amount_minor", call->argv[0], &amount, err);
  if (!rc && sql_tvf_has(call, 1)) rc = sql_credit_text(call->argv[1], &partners);
  if (!rc && call->argv[2] && !sql_tvf_has(call, 2))
    rc = elg_err(err, "policy: got NULL; expected a JSON object, %s", elg_list(elg_policy_presets()).s);
  if (!rc && call->argv[2]) rc = sql_credit_text(call->argv[2], &policy);
  if (!rc) rc = tvfsplit_policy(keep, policy, err);
  if (rc) return rc;
  elg_buf_reset(&keep->partners);
  elg_buf_str(&keep->partners, partners);
  rc = keep->partners.rc;
  return rc ? rc : elg_split(&keep->split, &keep->policy, amount, elg_buf_view(&keep->partners), err);
}

static int tvfsplit_open(SqlTvfCall *call, void *state)
{
  ElgErr err;
  return sql_tvf_rc(call, tvfsplit_run(call, state, call->keep, &err), &err);
}

static int tvfsplit_next(SqlTvfCall *call, void *state)
{
  TvfSplit *s = state;
  TvfSplitKeep *keep = call->keep;
  call->eof = s->at++ >= elg_split_count(&keep->split);
  return SQLITE_OK;
}

/* A whole JSON number comes back as an INTEGER, anything else as its text. */
static void tvfsplit_partner(sqlite3_context *ctx, const ElgSplitRow *r)
{
  int64_t id;
  if (!r->partner.s) return;
  if (r->numeric && elg_json_whole(r->partner, &id)) sqlite3_result_int64(ctx, id);
  else sql_result_str(ctx, r->partner);
}

static void tvfsplit_reason(sqlite3_context *ctx, const ElgSplitRow *r)
{
  char text[ELG_SPLIT_REASON];
  if (!r->why) return;
  elg_split_reason(r->why, text);
  sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

static int tvfsplit_column(SqlTvfCall *call, void *state, sqlite3_context *ctx, int column)
{
  const TvfSplit *s = state;
  const TvfSplitKeep *keep = call->keep;
  const ElgSplitRow *r = elg_split_row(&keep->split, s->at - 1);
  if (column == TVFSPLIT_PARTNER) tvfsplit_partner(ctx, r);
  else if (column == TVFSPLIT_ROLE && r->role.n) sql_result_str(ctx, r->role);
  else if (column == TVFSPLIT_SHARE) sqlite3_result_double(ctx, r->share);
  else if (column == TVFSPLIT_CREDIT && !s->is_null) sqlite3_result_int64(ctx, r->credit);
  else if (column == TVFSPLIT_REASON) tvfsplit_reason(ctx, r);
  return SQLITE_OK;
}

static void tvfsplit_close(void *state) { (void)state; }

static void tvfsplit_drop(void *kept)
{
  TvfSplitKeep *keep = kept;
  elg_policy_free(&keep->policy);
  elg_buf_free(&keep->policy_text);
  elg_split_free(&keep->split);
  elg_buf_free(&keep->partners);
}

static const SqlTvf tvfsplit_role_split = {
    .name = "elg_role_split",
    .columns = "partner, role TEXT, share REAL, credit_minor INTEGER, reason TEXT",
    .args = "amount_minor partners policy",
    .n_required = 2,
    .risk = SQLITE_VTAB_INNOCUOUS,
    .rows = 4,
    .state_size = sizeof(TvfSplit),
    .open = tvfsplit_open,
    .next = tvfsplit_next,
    .column = tvfsplit_column,
    .close = tvfsplit_close,
    .keep_size = sizeof(TvfSplitKeep),
    .drop = tvfsplit_drop,
};

static void tvfsplit_validate(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgPolicy *policy = sqlite3_malloc64(sizeof *policy);
  ElgErr err;
  ElgStr text;
  if (sql_any_null(argc, argv) || !policy) {
    if (!policy) sqlite3_result_error_nomem(ctx);
    sqlite3_free(policy);
    return;
  }
  *policy = (ElgPolicy){.n_roles = 0};
  ElgRc rc = sql_credit_text(argv[0], &text);
  if (!rc) rc = elg_policy_parse(policy, text, &err);
  if (rc == ELG_ERROR) sqlite3_result_text(ctx, err.text, -1, SQLITE_TRANSIENT);
  else sql_fail(ctx, "elg_validate_policy", rc, 0);
  elg_policy_free(policy);
  sqlite3_free(policy);
}

static const SqlScalar tvfsplit_functions[] = {{"elg_validate_policy", 1, SQL_PURE, tvfsplit_validate, 0}};

int elg_register_role_split(sqlite3 *db)
{
  int rc = sql_register_tvf(db, &tvfsplit_role_split);
  return rc ? rc : sql_register_scalars(db, tvfsplit_functions, ELG_COUNT(tvfsplit_functions));
}
