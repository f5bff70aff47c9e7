/* join.h -- rows of one list against the index of another, some rows at a time, by one thread or several.
**
**   rows: text, facts
**     |  drawn some at a time by each member of the team (base/team.h)
**     v
**   name -> keys -> candidates -> score       in the member's own room: reader, candidates, what it found
**     |
**     v
**   the row's matches, by record; the same whoever found them
*/
#ifndef ELG_JOIN_H
#define ELG_JOIN_H
#include "overlap/index.h"

typedef struct {
  uint32_t record; /* of the index */
  ElgMatch match;
} ElgJoinMatch;

typedef struct {
  ElgStr name;                /* given */
  const ElgFacts *facts;      /* given; NULL: names only */
  ElgRecord record;           /* made by elg_join_read; when given to elg_join_match with names, name and facts are not looked at */
  uint32_t below;             /* given: only records below this number, 0: all */
  uint32_t n_matches, from;   /* made by elg_join_match; from: the first's place among those of its member */
  const ElgJoinMatch *matches; /* NULL where there are none */
  uint8_t member;
} ElgJoinRow;

typedef struct ElgJoin ElgJoin;
/* members: 1 .. ELG_TEAM_MAX. NULL without memory. */
ElgJoin *elg_join_new(int members);
void elg_join_free(ElgJoin *join);

/* What the first row that cannot be read is, and why. */
typedef struct {
  uint32_t row;
  ElgErr err;
} ElgJoinError;

/* Read the rows' names: records that live until the next call for this join. With only, a built index, rows that share no key
** with it get a record without names. ELG_ERROR with *error. */
ElgRc elg_join_read(ElgJoin *join, ElgJoinRow *rows, uint32_t n, const ElgIndex *only, ElgPoll *poll, ElgJoinError *error);

/* The matches of the rows that reach options->least and are above 0, until the next call for this join. ELG_ERROR with *error. */
ElgRc elg_join_match(ElgJoin *join, ElgJoinRow *rows, uint32_t n, const ElgIndex *index, const ElgMatchOptions *options,
                     ElgPoll *poll, ElgJoinError *error);
#endif
