/* influence.h -- how strongly a partner touched a deal: decayed, saturated per touch type, over a sliding frame.
**
**   score = sum over types of sat( sum over the type's touches of weight * 2^(-(reference - at) / half_life) )
**
** reference is the latest reference in the frame. Effective number of touches: (sum w)^2 / sum w^2 of the decayed weights
** (L. Kish, Survey Sampling, 1965).
**
** Touches leave in the order they came (a window frame). A queue of two stacks keeps, for each touch in the front part,
** the sum of those behind it, so that a sum is never subtracted from: the score equals a fresh computation, exactly for
** whole weights without decay, to 1e-12 relative else (sums are compensated, Neumaier). Sums are held relative to a base
** time of their own touches that moves in whole half-lives, so the reference changes nothing but the last factor.
**
**   rows:   [gone | front: rest = sum of its type behind it in front | back: summed as it comes]
**                 ^head                                              ^mid                       ^n
**
** Amortised O(1) a touch, O(types) a score. Memory: 48 bytes a touch in the frame.
*/
#ifndef ELG_INFLUENCE_H
#define ELG_INFLUENCE_H
#include "base/json.h"
#include "credit/cellset.h"

typedef enum { ELG_SATURATE_NONE, ELG_SATURATE_LOG, ELG_SATURATE_EXP, ELG_SATURATE_HILL } ElgSaturation;

typedef struct {
  double half_life; /* seconds; INFINITY: no decay */
  ElgSaturation saturation;
  double k, n;      /* k > 0, n > 0 */
  int has_fallback;
  double fallback; /* weight of a touch without one */
} ElgInfluenceOptions;

/* Half-life 30 days, no saturation. */
ElgInfluenceOptions elg_influence_defaults(void);
/* {"half_life_days": 30 or null, "saturation": "none|log|exp|hill", "k": 1, "n": 1, "fallback": 0.5} */
ElgRc elg_influence_parse(ElgInfluenceOptions *options, ElgStr text, ElgErr *err);
/* none x; log ln(1 + x); exp 1 - e^(-x/k); hill x^n / (k^n + x^n). x >= 0. */
double elg_saturate(ElgSaturation kind, double x, double k, double n);
/* Kind by name, or -1. */
int elg_saturation_find(ElgStr name);
/* 2^(-age / half_life), both in one unit. */
double elg_decay(double age, double half_life);

/* Zeroed: empty. squares is set before the first touch when elg_influence_effective will be asked. */
typedef struct {
  int squares;
  ElgInfluenceOptions options;
  ElgCellSet types;
  ElgBuf rows, sums; /* touches; per channel its front and back sum */
  size_t head, mid;
  double back_base;
  double front_reference, back_reference;
  int64_t n;
} ElgInfluence;

/* A touch enters the frame; weight >= 0. */
ElgRc elg_influence_add(ElgInfluence *s, const ElgCell *type, double weight, double at, double reference);
/* The oldest touch leaves. */
ElgRc elg_influence_remove(ElgInfluence *s);
/* The score; 0 without touches. */
double elg_influence_score(const ElgInfluence *s);
/* Kish's effective number; 0 when all weights are 0. */
double elg_influence_effective(const ElgInfluence *s);
void elg_influence_free(ElgInfluence *s);
#endif
