/* sql_journey.h -- a relation of journeys, as elg_markov and its neighbours read it: path, conversions, nulls, value.
**
** Option separator (">") divides the path into channels. The optional columns are 0 where they are absent or NULL;
** conversions, where they are optional, 1 when absent.
*/
#ifndef ELG_SQL_JOURNEY_H
#define ELG_SQL_JOURNEY_H
#include "sqlite/sql_stats.h"

enum { SQL_JOURNEY_PATH, SQL_JOURNEY_CONVERSIONS, SQL_JOURNEY_NULLS, SQL_JOURNEY_VALUE, SQL_JOURNEY_ROLES };

typedef struct {
  ElgStr path, separator; /* borrowed until the next row */
  double conversions, nulls, value;
} SqlJourney;

/* Takes one row into arg; an SQLite code, its error set. */
typedef int (*SqlJourneyAdd)(SqlTvfCall *call, void *arg, const SqlJourney *journey);

/* The error of a negative count on the call, or SQLITE_OK. */
int sql_journey_counts(SqlTvfCall *call, const SqlJourney *j);
/* Give every row of the relation in argument 0 to add. roles has SQL_JOURNEY_ROLES entries in that order; *has_value
** says whether the relation has a value column. */
int sql_journeys_read(SqlTvfCall *call, const SqlRole *roles, const ElgJson *doc, SqlJourneyAdd add, void *arg,
                      int *has_value);
/* The same with the options separator and columns in argument i; appends the separator to *separator unless that is NULL. */
int sql_journeys(SqlTvfCall *call, int i, const SqlRole *roles, SqlJourneyAdd add, void *arg, int *has_value, ElgBuf *separator);
#endif
