/* sql_touches.h -- what elg_attribution and elg_attribute share: the options, the models asked for, the deal being given
** out and its columns. Zeroed: empty. */
#ifndef ELG_SQL_TOUCHES_H
#define ELG_SQL_TOUCHES_H
#include "base/json.h"
#include "credit/journey.h"
#include "sqlite/sql_util.h"

/* The columns: ids, place, then a share and a credit under each model. */
enum { SQL_TOUCHES_DEAL, SQL_TOUCHES_TOUCH, SQL_TOUCHES_PARTNER, SQL_TOUCHES_TYPE, SQL_TOUCHES_AT, SQL_TOUCHES_POSITION,
       SQL_TOUCHES_N, SQL_TOUCHES_SHARES };
enum { SQL_TOUCHES_MODELS = 8, SQL_TOUCHES_CUSTOM = 7, SQL_TOUCHES_CREDITS = SQL_TOUCHES_SHARES + SQL_TOUCHES_MODELS };

typedef struct {
  ElgJourney journey;
  ElgTouchModel models[SQL_TOUCHES_MODELS];
  uint32_t wanted, known; /* bits: models to compute; anchors the input tells about */
  int results;            /* ELG_JOURNEY_SHARES, _CREDITS */
  ElgCell id;             /* of the open deal */
  ElgJson options;
  const ElgJsonNode *ignore; /* of the options, or NULL */
  ElgBuf options_text;
  ElgBuf shares; /* ElgJourneyShare[SQL_TOUCHES_MODELS][n] */
  const ElgJourneyShare *given[SQL_TOUCHES_MODELS]; /* rows of shares; NULL: not wanted, or without a basis */
  const ElgJourneyTouch *touches; /* of the open deal */
  size_t deal, touch;             /* the current row */
  int started;
} SqlTouches;

/* Parse the options, a JSON object. */
ElgRc sql_touches_options(SqlTouches *c, sqlite3_value *v, ElgErr *err);
/* A member of the options, or NULL. */
const ElgJsonNode *sql_touches_option(const SqlTouches *c, const char *name);
/* Every member must be one of the blank-separated names. Finds ignore. */
ElgRc sql_touches_known(SqlTouches *c, const char *names, ElgErr *err);
/* Is the type of a touch one to ignore? */
int sql_touches_ignored(const SqlTouches *c, const ElgCell *type);
/* Open deal c->deal at its first touch and compute its models. */
ElgRc sql_touches_begin(SqlTouches *c, ElgErr *err);
/* A column of the current touch. */
void sql_touches_result(const SqlTouches *c, sqlite3_context *ctx, int column);
void sql_touches_free(SqlTouches *c);
#endif
