/* journey.h -- touches gathered row by row, grouped by deal, ordered in time, and shared out under touch models.
**
** Order within a deal: time, then touch id, partner, type (SQLite's BINARY order), so that the order of the rows never
** matters. Deals come in the order of their first row. Memory: 52 bytes a touch, and the text of its id; deals, partners
** and types are kept once each.
**
** An anchor with a time (lead, opportunity, close) is the last touch at or before that time. Touches can be marked
** as anchors too; a marked anchor replaces the one found by time. known tells which anchors the input can say anything
** about: a model that needs another one has no basis.
**
** Life: add rows, group, then for each deal: open, share under any models. reset starts over and keeps the memory.
*/
#ifndef ELG_JOURNEY_H
#define ELG_JOURNEY_H
#include "credit/cellset.h"
#include "credit/touch.h"

enum { ELG_UNTIL_LEAD, ELG_UNTIL_OPPORTUNITY, ELG_UNTIL_CLOSE, ELG_UNTILS };

/* A touch as it comes in. Cells are borrowed. */
typedef struct {
  ElgCell deal, touch, partner, type;
  double at;                /* seconds */
  int scale;                /* how to give at back: 0 as text, 1 seconds, 1000 milliseconds */
  uint32_t marks;           /* anchors it is marked with */
  int ignored;              /* gets nothing while the deal has other touches */
  int has_amount;
  int64_t amount;
  double until[ELG_UNTILS]; /* seconds, or NaN; read only with journey->has_until */
} ElgJourneyRow;

typedef struct {
  double at;
  int64_t touch; /* the integer, or the place of the packed cell in the arena */
  int64_t amount;
  uint32_t deal, partner, type;
  uint8_t anchors, has_amount, ignored, flags;
} ElgJourneyTouch;

/* Share and credit of one touch under one model. */
typedef struct {
  double share; /* percent */
  int64_t credit;
} ElgJourneyShare;

/* Zeroed: empty. */
typedef struct {
  int has_until; /* set before the first row: rows carry until */
  int eager;     /* set before the first row: know a row's deal at once, not only once grouped */
  ElgCellSet deals, partners, types;
  ElgBuf arena;   /* touch ids that are no integers */
  ElgBuf touches; /* ElgJourneyTouch[], as they came */
  ElgBuf untils;  /* double[ELG_UNTILS] a deal */
  ElgBuf starts;  /* uint32_t: where each deal begins in order, once grouped */
  ElgBuf order;   /* uint32_t: touches by deal */
  uint32_t last, last_partner, last_type; /* of the latest row found */
  ElgBuf waiting, cells; /* rows whose deal is not looked up yet, and their deals */
  /* the open deal */
  ElgBuf now, active, place, parts;
  size_t n, n_active;
  double until[ELG_UNTILS];
  int has_amount;
  int64_t amount;
} ElgJourney;

/* Take one row. ELG_ERROR when a deal's rows disagree on an anchor's time. Amortised O(1). */
ElgRc elg_journey_add(ElgJourney *j, const ElgJourneyRow *row, ElgErr *err);
/* Group the touches by deal. Afterwards no more rows. O(touches). */
ElgRc elg_journey_group(ElgJourney *j);
/* Forget the rows, keep the memory. */
void elg_journey_reset(ElgJourney *j);
void elg_journey_free(ElgJourney *j);
size_t elg_journey_deals(const ElgJourney *j);
/* Make deal i the open one: its touches sorted, its anchors found. ELG_ERROR when they disagree on the amount.
** O(n log n). */
ElgRc elg_journey_open(ElgJourney *j, size_t i, ElgErr *err);
/* Touch i < j->n of the open deal, in time order. */
const ElgJourneyTouch *elg_journey_touch(const ElgJourney *j, size_t i);
/* Its id. */
void elg_journey_id(const ElgJourney *j, const ElgJourneyTouch *t, ElgCell *out);
/* What row.scale was. */
int elg_journey_scale(const ElgJourneyTouch *t);
/* What elg_journey_share shall set. */
enum { ELG_JOURNEY_SHARES = 1, ELG_JOURNEY_CREDITS = 2 };
/* Shares and credits of the open deal's touches under model into out[j->n], as far as wanted. *has_basis 0: the model has
** nothing to go by, out is not set. A deal without an amount gets credits of 0. O(n log n). */
ElgRc elg_journey_share(ElgJourney *j, const ElgTouchModel *model, uint32_t known, int wanted, ElgJourneyShare *out,
                        int *has_basis, ElgErr *err);
#endif
