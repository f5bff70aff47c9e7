/* engagement.h -- the touches of one deal, summed by partner and type of touch: what influence and credit of a deal follow from.
**
**   weight  = sum over the days of a (partner, type) of  weight x 2^(-(reference - first touch of the day) / half-life)
**   squares = sum of the squares of these terms; neff = weight^2 / squares (L. Kish, Survey Sampling, 1965)
**   recency = sum over all its touches of  2^(-(reference - at) / recency half-life)
**
** A day is the first ten characters of a time. reference is the deal's, else the last touch of the deal, whoever's. Times are
** text in one sortable form, compared as bytes; julian is the same instant in days, NAN where it is none: no term then.
** Touches may be added in any order; equal sets of touches give equal lines. O(n log n) a deal, memory of the largest deal.
*/
#ifndef ELG_ENGAGEMENT_H
#define ELG_ENGAGEMENT_H
#include "base/buf.h"

typedef struct {
  ElgStr partner, type, at, touch; /* touch: absent (s is NULL) when it introduces nobody */
  double julian, weight;
  int64_t mark; /* the caller's, of the type */
  int on_deal;  /* it can make the deal a co-sell */
} ElgEngagementTouch;

/* Times of the deal; absent: s is NULL. */
typedef struct {
  double reference; /* julian; NAN: the last touch */
  ElgStr created_at, source_from, cutoff_at;
} ElgEngagementDeal;

typedef struct {
  ElgStr partner, type, first_at, last_at; /* borrowed until the next reset */
  int64_t mark, touches, days;
  double before, after, weight, squares, recency; /* before, after: the parts of weight before and from created_at on */
  int early;                                      /* a touch on_deal before cutoff_at, or without one */
  ElgStr intro_at, intro_touch;                   /* first touch with an id in [source_from, created_at]; s NULL: none */
} ElgEngagementLine;

/* Zeroed: no touches. */
typedef struct {
  double half_life, recency_half_life; /* days, above 0 */
  ElgBuf touches, text;
  ElgEngagementDeal deal;
  size_t at; /* the next touch to be summed */
} ElgEngagement;

/* Forget the touches; the memory stays. */
void elg_engagement_reset(ElgEngagement *e);
/* Copies what the touch borrows. */
ElgRc elg_engagement_add(ElgEngagement *e, const ElgEngagementTouch *touch);
/* All touches of the deal are there. deal's texts are copied. */
ElgRc elg_engagement_group(ElgEngagement *e, const ElgEngagementDeal *deal);
/* The next line in order of partner and type; 0 when there is none. */
int elg_engagement_next(ElgEngagement *e, ElgEngagementLine *line);
void elg_engagement_free(ElgEngagement *e);
#endif
