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
  journey->conversions = 1;
  if (!rc && r->column[SQL_JOURNEY_CONVERSIONS] >= 0)
    rc = journey_row_number(call, r, SQL_JOURNEY_CONVERSIONS, "conversions", &journey->conversions);
  if (!rc) rc = journey_row_number(call, r, SQL_JOURNEY_NULLS, "nulls", &journey->nulls);
  if (!rc) rc = journey_row_number(call, r, SQL_JOURNEY_VALUE, "value", &journey->value);
  return rc ? rc : add(call, arg, journey);
}

static int journey_not_negative(SqlTvfCall *call, const char *what, double x)
{
  return x >= 0 ? SQLITE_OK : sql_tvf_error(call, "%s, got %.15g; expected a number of at least 0", what, x);
}

int sql_journey_counts(SqlTvfCall *call, const SqlJourney *j)
{
  int rc = journey_not_negative(call, "conversions", j->conversions);
  return rc ? rc : journey_not_negative(call, "nulls", j->nulls);
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

int sql_journeys(SqlTvfCall *call, int i, const SqlRole *roles, SqlJourneyAdd add, void *arg, int *has_value, ElgBuf *separator)
{
  ElgJson doc = {{0}, {0}};
  ElgStr text = ELG_STR(">");
  int rc = sql_options(call, i, "separator columns", &doc);
  if (!rc) rc = sql_journeys_read(call, roles, &doc, add, arg, has_value);
  if (!rc) rc = sql_option_text(call, &doc, "separator", &text);
  if (!rc && separator) elg_buf_str(separator, elg_path_trim(text));
  elg_json_free(&doc);
  return rc ? rc : separator ? sql_rc(separator->rc) : SQLITE_OK;
}
