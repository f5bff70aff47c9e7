/* journey.h -- touches gathered row by row, grouped by deal, ordered in time, and shared out under touch models.
**
** Order within a deal: time, then touch id, partner, type (SQLite's BINARY order), so that the order of the rows never
** matters. Deals come in the order of their first row. Memory: about 90 bytes a touch and its text, twice while grouping.
**
** An anchor with a time (lead, opportunity, close) is the last touch at or before that time. Touches can be marked
** as anchors too; a marked anchor replaces the one found by time. known tells which anchors the input can say anything
** about: a model that needs another one has no basis.
*/
#ifndef ELG_JOURNEY_H
#define ELG_JOURNEY_H
#include "credit/cell.h"
#include "credit/touch.h"

/* A touch as it comes in. Cells are borrowed. */
typedef struct {
  ElgCell deal, touch, partner, type;
  double at;       /* seconds */
  int scale;       /* how to give at back: 0 as text, 1 seconds, 1000 milliseconds */
  uint32_t marks;  /* anchors it is marked with */
  int ignored;     /* gets nothing while the deal has other touches */
  int has_amount;
  int64_t amount;
  double until[3]; /* lead, opportunity, close in seconds, or NaN */
} ElgJourneyRow;

typedef struct {
  size_t cells; /* touch, partner, type in the arena */
  double at;
  uint32_t deal, anchors;
  int16_t scale;
  int16_t ignored;
} ElgJourneyTouch;

typedef struct {
  size_t cell; /* in the arena */
  int64_t amount;
  int has_amount;
  double until[3];
  size_t from, n; /* its touches, once grouped */
} ElgJourneyDeal;

/* Zeroed: empty. */
typedef struct {
  ElgBuf arena, touches, deals, slots, grouped;
  size_t last;                /* deal of the latest row */
  ElgBuf active, parts, place; /* the ordered deal: touches that count, and scratch */
  size_t n_active;
} ElgJourney;

/* Share and credit of one touch under one model; has_basis 0 makes both NULL. */
typedef struct {
  double share; /* percent */
  int64_t credit;
} ElgJourneyShare;

/* Take one row. ELG_ERROR when a deal's rows disagree on amount or anchor times. Amortised O(1). */
ElgRc elg_journey_add(ElgJourney *j, const ElgJourneyRow *row, ElgErr *err);
/* Group the touches by deal. Afterwards no more rows. O(touches). */
ElgRc elg_journey_group(ElgJourney *j);
/* Forget the rows, keep the memory. */
void elg_journey_reset(ElgJourney *j);
void elg_journey_free(ElgJourney *j);
size_t elg_journey_deals(const ElgJourney *j);
const ElgJourneyDeal *elg_journey_deal(const ElgJourney *j, size_t i);
/* The deal's touches. After elg_journey_order in time order. */
ElgJourneyTouch *elg_journey_touches(const ElgJourney *j, const ElgJourneyDeal *deal);
/* Sort the deal's touches and find their anchors; must come before elg_journey_share on that deal. O(n log n). */
ElgRc elg_journey_order(ElgJourney *j, const ElgJourneyDeal *deal);
/* Cell k of a touch: 0 touch, 1 partner, 2 type. */
void elg_journey_cell(const ElgJourney *j, const ElgJourneyTouch *t, int k, ElgCell *out);
/* Shares and credits of an ordered deal's touches under model into out[n]; *has_basis as above. A deal without an
** amount gets credits of 0. O(n log n). */
ElgRc elg_journey_share(ElgJourney *j, const ElgJourneyDeal *deal, const ElgTouchModel *model, uint32_t known,
                        ElgJourneyShare *out, int *has_basis, ElgErr *err);
#endif
