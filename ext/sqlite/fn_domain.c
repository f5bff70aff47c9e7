/* fn_domain.c -- SQL: elg_domain(text), elg_is_freemail(text), elg_is_shared_host(text). */
#include "name/domain.h"
#include "sqlite/modules.h"
#include "sqlite/sql_util.h"

/* Parse the argument; 0 when the result is set already (NULL, or out of memory). */
static int fndomain_parse(sqlite3_context *ctx, sqlite3_value *v, ElgDomain *out)
{
  ElgStr text;
  if (sqlite3_value_type(v) == SQLITE_NULL) return 0;
  if (sql_text(v, &text)) {
    sqlite3_result_error_nomem(ctx);
    return 0;
  }
  elg_domain_parse(text, out);
  return 1;
}

static void fndomain_domain(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgDomain domain;
  (void)argc;
  if (fndomain_parse(ctx, argv[0], &domain) && domain.n) sql_result_str(ctx, (ElgStr){domain.s, domain.n});
}

static const uint8_t fndomain_freemail_bit = ELG_DOMAIN_FREEMAIL, fndomain_shared_bit = ELG_DOMAIN_SHARED;

/* User data: the flag asked for. */
static void fndomain_is(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  ElgDomain domain;
  const uint8_t *bit = sqlite3_user_data(ctx);
  (void)argc;
  if (fndomain_parse(ctx, argv[0], &domain)) sqlite3_result_int(ctx, (domain.flags & *bit) != 0);
}

static const SqlScalar fndomain_functions[] = {
    {"elg_domain", 1, SQL_PURE, fndomain_domain, 0},
    {"elg_is_freemail", 1, SQL_PURE, fndomain_is, &fndomain_freemail_bit},
    {"elg_is_shared_host", 1, SQL_PURE, fndomain_is, &fndomain_shared_bit},
};

int elg_register_domain(sqlite3 *db)
{
  return sql_register_scalars(db, fndomain_functions, ELG_COUNT(fndomain_functions));
}
