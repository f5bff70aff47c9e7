#include "sqlite/sql_journey.h"
#include <math.h>
#include "stats/path.h"

/* A number whose square and whose sum with others are doubles too. */
static int journey_row_number(SqlTvfCall *call, const SqlRelation *r, size_t role, const char *what, double *out)
{
  int rc = sql_row_number(call, r, role, what, 0, out);
  if (rc || fabs(*out) < 1e150) return rc;
  return sql_tvf_error(call, "%s, got %.15g; expected a number below 1e150 in size", what, *out);
}

static int journey_row(SqlTvfCall *call, const SqlRelation *r, SqlJourney *journey, SqlJourneyAdd add, void *arg)
{
  int rc = sql_row_text(r, SQL_JOURNEY_PATH, &journey->path);
  if (!rc) rc = journey_row_number(call, r, SQL_JOURNEY_CONVERSIONS, "conversions", &journey->conversions);
  if (!rc) rc = journey_row_number(call, r, SQL_JOURNEY_NULLS, "nulls", &journey->nulls);
  if (!rc) rc = journey_row_number(call, r, SQL_JOURNEY_VALUE, "value", &journey->value);
  return rc ? rc : add(call, arg, journey);
}

int sql_journeys_read(SqlTvfCall *call, const SqlRole *roles, const ElgJson *doc, SqlJourneyAdd add, void *arg,
                      int *has_value)
{
  SqlRelation r;
  SqlJourney journey = {.separator = ELG_STR(">")};
  ElgStr relation;
  int rc = sql_option_text(call, doc, "separator", &journey.separator);
  if (!rc && !journey.separator.n)
    return sql_tvf_error(call, "option separator: got ''; expected at least one byte");
  if (!rc) rc = sql_text(call->argv[0], &relation);
  if (!rc)
    rc = sql_relation_open(call, "relation", relation, roles, SQL_JOURNEY_ROLES, doc, sql_option(doc, "columns"), -1,
                           &r);
  if (rc) return rc;
  journey.separator = elg_path_trim(journey.separator);
  *has_value = r.column[SQL_JOURNEY_VALUE] >= 0;
  while (!rc && (rc = sql_relation_step(call, &r)) == SQLITE_ROW) rc = journey_row(call, &r, &journey, add, arg);
  sql_relation_close(&r);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}
