/* fn_signature.c -- SQL: elg_signature(name, domains, country [, lei, duns, registration_number]),
** elg_signature_meets(few, signature): which of many rows may match one of a few, without reading their names again.
**
**   SELECT id FROM kept WHERE elg_signature_meets('SELECT signature FROM changed', signature);
**
** Every pair of rows that elg_overlap compares for keys that meet has signatures that meet (overlap/signature.h). The few, a table, a
** view or a SELECT in a constant text, are read once.
*/
#include "overlap/facts.h"
#include "overlap/signature.h"
#include "sqlite/modules.h"
#include "sqlite/sql_name.h"
#include "sqlite/sql_relation.h"

/* Text of an argument, NULL and those not given as empty. */
static int signature_text(int argc, sqlite3_value **argv, int i, ElgStr *out)
{
  *out = (ElgStr){"", 0};
  return i < argc && sqlite3_value_type(argv[i]) != SQLITE_NULL ? sql_text(argv[i], out) : SQLITE_OK;
}

enum { SIGNATURE_NAME, SIGNATURE_DOMAINS, SIGNATURE_COUNTRY, SIGNATURE_LEI, SIGNATURE_DUNS, SIGNATURE_REGISTRATION, SIGNATURE_ARGS };

static void signature_call(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  SqlNames *n = sqlite3_user_data(ctx);
  ElgStr text[SIGNATURE_ARGS];
  ElgFacts facts = {0};
  ElgNames names;
  ElgErr err;
  unsigned char out[ELG_SIGNATURE_MAX];
  for (int i = 0; i < SIGNATURE_ARGS; i++) {
    if (!signature_text(argc, argv, i, text + i)) continue;
    sqlite3_result_error_nomem(ctx);
    return;
  }
  (void)elg_facts_domains(&facts, text[SIGNATURE_DOMAINS], &err); /* of too many the first: the join refuses the row by its id */
  ElgRc rc = elg_name_read(n->a, text[SIGNATURE_NAME], &names, &err);
  if (rc == ELG_ERROR) rc = elg_name_read(n->a, ELG_STR(""), &names, &err); /* as elg_read_name has it */
  if (rc) {
    sql_fail(ctx, "elg_signature", rc, &err);
    return;
  }
  facts.lei = elg_facts_lei(text[SIGNATURE_LEI]);
  facts.duns = elg_facts_duns(text[SIGNATURE_DUNS]);
  if (text[SIGNATURE_REGISTRATION].n)
    facts.registration = elg_facts_registration(text[SIGNATURE_REGISTRATION], elg_facts_country(n->b, text[SIGNATURE_COUNTRY]));
  ElgRecord record = {names.name, &facts, (uint8_t)names.n};
  sqlite3_result_blob(ctx, out, (int)elg_signature(&record, text[SIGNATURE_COUNTRY], out), SQLITE_TRANSIENT);
}

static void signature_free(void *set)
{
  elg_signature_free(set);
  sqlite3_free(set);
}

static const SqlRole signature_roles[] = {{"signature", "signature", 0}};

/* The column of the signatures: the one of that name, else the only one. */
static int signature_column(SqlTvfCall *call, const SqlRelation *few, int *column)
{
  *column = few->column[0] < 0 && few->n_columns == 1 ? 0 : few->column[0];
  return *column < 0 ? sql_relation_missing(call, "few", signature_roles, few) : SQLITE_OK;
}

static int signature_collect(SqlTvfCall *call, SqlRelation *few, ElgSignatureSet *set)
{
  int column, rc = signature_column(call, few, &column);
  while (!rc && (rc = sql_relation_step(call, few)) == SQLITE_ROW) {
    const void *signature = sqlite3_column_blob(few->stmt, column);
    rc = sql_rc(elg_signature_add(set, signature, (size_t)sqlite3_column_bytes(few->stmt, column)));
  }
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* The set of the signatures of a relation; NULL with the result set. */
static ElgSignatureSet *signature_read(sqlite3_context *ctx, sqlite3_value *relation)
{
  static const SqlTvf fn = {.name = "elg_signature_meets"}; /* relations are read as table-valued functions read theirs */
  SqlTvfCall call = {.db = sqlite3_context_db_handle(ctx), .fn = &fn};
  SqlRelation few = {0};
  ElgStr text = {0};
  ElgSignatureSet *set = sqlite3_malloc64(sizeof *set);
  int rc = set ? sql_text(relation, &text) : SQLITE_NOMEM;
  if (set) *set = (ElgSignatureSet){0};
  if (!rc) rc = sql_relation_open(&call, "few", text, signature_roles, ELG_COUNT(signature_roles), NULL, NULL, -1, &few);
  if (!rc) rc = signature_collect(&call, &few, set);
  sql_relation_close(&few);
  if (rc && call.error) sqlite3_result_error(ctx, call.error, -1);
  if (rc) sqlite3_result_error_code(ctx, rc);
  sqlite3_free(call.error);
  if (!rc) return set;
  if (set) signature_free(set);
  return NULL;
}

static void signature_meets(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
  if (sql_any_null(argc, argv)) return;
  ElgSignatureSet *set = sqlite3_get_auxdata(ctx, 0);
  if (!set) {
    set = signature_read(ctx, argv[0]);
    if (!set) return;
    sqlite3_set_auxdata(ctx, 0, set, signature_free);
    set = sqlite3_get_auxdata(ctx, 0); /* gone at once without memory */
    if (!set) {
      sqlite3_result_error_nomem(ctx);
      return;
    }
  }
  const void *signature = sqlite3_value_blob(argv[1]);
  sqlite3_result_int(ctx, elg_signature_meets(set, signature, (size_t)sqlite3_value_bytes(argv[1])));
}

static const SqlScalar signature_scalars[] = {{"elg_signature_meets", 2, SQL_DIRECT, signature_meets, 0}};
static const SqlNameScalar signature_forms[] = {
    {"elg_signature", SIGNATURE_LEI, signature_call},
    {"elg_signature", SIGNATURE_ARGS, signature_call},
};

int elg_register_signature(sqlite3 *db)
{
  int rc = sql_register_scalars(db, signature_scalars, ELG_COUNT(signature_scalars));
  return rc ? rc : sql_register_name_scalars(db, signature_forms, ELG_COUNT(signature_forms));
}
