/* touch.h -- touch models: how the touches of one deal share its amount.
**
** A model gives every touch of a deal a whole-number weight; shares are weight / sum, credits come from elg_allocate
** with ties to the earliest touch.
**
**   first, last, linear       1 on the first, on the last, on each
**   anchored                  a weight for each anchor that is present, one weight shared by the touches that are none.
**                             A touch that is two anchors has both weights; touches marked with the same anchor share
**                             its weight evenly. Absent anchors and an absent rest are renormalised away (dp6: the
**                             rest goes to the anchors evenly).
**   decay                     2^(-dt / half_life), dt to the last touch
**   step decay                factor^floor(dt / step), dt to the close, or to the last touch without one
**
** Presets (percent; U 40/20/40 with n = 1: 100, n = 2: 50/50):
**   u position google dbt snowplow dp6 eeghor   first 40, last 40, rest 20
**   w marketo_w                                 first 30, lead 30, opportunity 30, rest 10
**   full_path marketo_full_path                 first, lead, opportunity, close 22.5 each, rest 10
**   marketo                                     first 50, lead 50 (Marketo's U)
**   hubspot                                     first 40, lead 40, rest 20 (HubSpot's U, third-party description)
**   salesforce                                  primary 100 (primary campaign source)
**   decay google_decay                          half-life 7 days
**   dp6_decay                                   0.5 for every whole 168 hours
** Sources: Google Ads help (position based, time decay), Marketo Measure guide, dbt and Snowplow attribution packages,
** DP6 marketing_attribution_models, eeghor/mta.
*/
#ifndef ELG_TOUCH_H
#define ELG_TOUCH_H
#include "base/json.h"
#include "credit/allocate.h"

typedef enum { ELG_TOUCH_FIRST, ELG_TOUCH_LAST, ELG_TOUCH_LINEAR, ELG_TOUCH_ANCHORED, ELG_TOUCH_DECAY,
               ELG_TOUCH_STEP } ElgTouchKind;

/* Places that may carry a weight of their own; bit i of a touch's anchors. */
enum { ELG_ANCHOR_FIRST, ELG_ANCHOR_LEAD, ELG_ANCHOR_OPPORTUNITY, ELG_ANCHOR_CLOSE, ELG_ANCHOR_LAST, ELG_ANCHOR_PRIMARY,
       ELG_ANCHORS };

typedef struct {
  ElgTouchKind kind;
  uint64_t anchor[ELG_ANCHORS], rest; /* in one unit */
  int even;                           /* no rest touches: their weight goes to the anchors evenly */
  double half_life;                   /* seconds */
  double step, factor;                /* seconds; 0 < factor <= 1 */
} ElgTouchModel;

/* One touch as a model sees it. */
typedef struct {
  double at;        /* seconds */
  uint32_t anchors; /* bits 1 << ELG_ANCHOR_x */
} ElgTouch;

/* A preset's name, or {"first":40,"lead":20,...,"rest":0}, {"half_life_days":7}, {"step_hours":168,"factor":0.5}. */
ElgRc elg_touch_model_parse(ElgTouchModel *model, ElgStr text, ElgErr *err);
/* The same from a node of an options document: a string or an object. */
ElgRc elg_touch_model_node(ElgTouchModel *model, const ElgJson *doc, const ElgJsonNode *node, ElgErr *err);
/* The anchors, beyond first and last, a model asks for. */
uint32_t elg_touch_needs(const ElgTouchModel *model);
/* The anchors a touch is marked with: lead, opportunity, close, primary, with blanks, commas or semicolons between. */
ElgRc elg_touch_marks(ElgStr text, uint32_t *marks, ElgErr *err);
const char *elg_touch_anchor_name(int anchor);
/* Weights and ranks of n > 0 touches in time order. end: the close in seconds, or NaN. *has_basis is 0 when the model has
** nothing to go by (no anchor present and no rest), else 1. An error where the least common multiple of the numbers of touches that
** share an anchor is beyond 64 bits. O(n). */
ElgRc elg_touch_weigh(const ElgTouchModel *model, const ElgTouch *touches, size_t n, double end, ElgPart *parts, int *has_basis,
                      ElgErr *err);
#endif
