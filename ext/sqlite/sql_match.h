/* sql_match.h -- what the matching functions share: threshold, options and evidence. */
#ifndef ELG_SQL_MATCH_H
#define ELG_SQL_MATCH_H
#include "overlap/record.h"
#include "sqlite/sql_relation.h"

typedef struct {
  ElgJson doc;
  const ElgJsonNode *root; /* the options object, NULL without options */
  ElgMatchOptions match;   /* of the options profile and country */
  double threshold;        /* as given, else the profile's default */
} SqlMatch;

/* Takes a member of the options that is a function's own: 1 when it knows the name (*rc is set), 0 when not. */
typedef int (*SqlMatchOption)(SqlTvfCall *call, void *state, const ElgJsonNode *member, int *rc);

/* Read the arguments number threshold and options of the call (-1: the function has none). Members every function
** knows: columns, duplicates; with a threshold also profile and country. known lists the names for the error text. */
int sql_match_open(SqlTvfCall *call, int threshold, int options, const char *known, SqlMatchOption own, void *state,
                   SqlMatch *out);
void sql_match_free(SqlMatch *m);
/* The index of the member's text in choices (NULL-terminated) into *out, or an error naming them. */
int sql_match_choice(SqlTvfCall *call, const ElgJsonNode *member, const char *const *choices, int *out);

/* Two readers and a text buffer for evidence. */
typedef struct {
  ElgNameReader *a, *b;
  ElgBuf out;
} SqlEvidence;
/* The evidence of a match of two names as the result: JSON, see overlap/record.h. */
int sql_evidence(SqlTvfCall *call, SqlEvidence *e, sqlite3_context *ctx, ElgStr a, ElgStr b, const ElgMatch *m,
                 int has_facts);
void sql_evidence_free(SqlEvidence *e);
#endif
