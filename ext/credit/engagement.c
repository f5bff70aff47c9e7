#include "credit/engagement.h"
#include <math.h>
#include <stdlib.h>
#include "credit/influence.h"

void elg_engagement_reset(ElgEngagement *e)
{
  elg_buf_reset(&e->touches);
  elg_buf_reset(&e->text);
  e->at = 0;
}

/* Copy the text behind the others; until the buffer moves no more, s is its offset. */
static void engagement_copy(ElgBuf *text, ElgStr *s)
{
  if (!s->s) return;
  size_t offset = text->n;
  elg_buf_str(text, *s);
  s->s = (const char *)(uintptr_t)(offset + 1);
}

static void engagement_place(const ElgBuf *text, ElgStr *s)
{
  if (s->s) s->s = text->p + ((uintptr_t)s->s - 1);
}

ElgRc elg_engagement_add(ElgEngagement *e, const ElgEngagementTouch *touch)
{
  ElgEngagementTouch copy = *touch;
  engagement_copy(&e->text, &copy.partner);
  engagement_copy(&e->text, &copy.type);
  engagement_copy(&e->text, &copy.at);
  engagement_copy(&e->text, &copy.touch);
  elg_buf_put(&e->touches, &copy, sizeof copy);
  return e->text.rc ? e->text.rc : e->touches.rc;
}

static int engagement_order(const void *x, const void *y)
{
  const ElgEngagementTouch *a = x, *b = y;
  int c = elg_str_compare(a->partner, b->partner);
  if (!c) c = elg_str_compare(a->type, b->type);
  if (!c) c = elg_str_compare(a->at, b->at);
  if (!c) c = elg_str_compare(a->touch, b->touch);
  return c ? c : b->on_deal - a->on_deal;
}

ElgRc elg_engagement_group(ElgEngagement *e, const ElgEngagementDeal *deal)
{
  size_t n = e->touches.n / sizeof(ElgEngagementTouch);
  ElgEngagementTouch *touches = (ElgEngagementTouch *)(void *)e->touches.p;
  e->deal = *deal;
  engagement_copy(&e->text, &e->deal.created_at);
  engagement_copy(&e->text, &e->deal.source_from);
  engagement_copy(&e->text, &e->deal.cutoff_at);
  if (e->text.rc) return e->text.rc;
  engagement_place(&e->text, &e->deal.created_at);
  engagement_place(&e->text, &e->deal.source_from);
  engagement_place(&e->text, &e->deal.cutoff_at);
  const ElgEngagementTouch *last = 0;
  for (size_t i = 0; i < n; i++) {
    engagement_place(&e->text, &touches[i].partner);
    engagement_place(&e->text, &touches[i].type);
    engagement_place(&e->text, &touches[i].at);
    engagement_place(&e->text, &touches[i].touch);
    if (!last || elg_str_compare(touches[i].at, last->at) > 0) last = touches + i;
  }
  if (isnan(e->deal.reference) && last) e->deal.reference = last->julian;
  if (n > 1) qsort(touches, n, sizeof *touches, engagement_order);
  e->at = 0;
  return ELG_OK;
}

/* Decayed 1 at the deal's reference; a touch behind it counts as one at it. */
static double engagement_decay(const ElgEngagement *e, double julian, double half_life)
{
  double age = e->deal.reference - julian;
  return elg_decay(age > 0 ? age : 0, half_life);
}

static ElgStr engagement_day(ElgStr at) { return (ElgStr){at.s, at.n < 10 ? at.n : 10}; }

/* The first touch of a day. */
static void engagement_first(const ElgEngagement *e, const ElgEngagementTouch *t, ElgEngagementLine *line)
{
  double w = t->weight * engagement_decay(e, t->julian, e->half_life);
  line->days++;
  if (isnan(t->julian) || isnan(e->deal.reference) || isnan(w)) return;
  line->weight += w;
  line->squares += w * w;
  if (e->deal.created_at.s) *(elg_str_compare(t->at, e->deal.created_at) < 0 ? &line->before : &line->after) += w;
}

static void engagement_touch(const ElgEngagement *e, const ElgEngagementTouch *t, ElgEngagementLine *line)
{
  const ElgEngagementDeal *d = &e->deal;
  line->touches++;
  line->last_at = t->at;
  if (t->on_deal && (!d->cutoff_at.s || elg_str_compare(t->at, d->cutoff_at) < 0)) line->early = 1;
  if (!line->intro_at.s && t->touch.s && d->source_from.s && d->created_at.s && elg_str_compare(t->at, d->source_from) >= 0 &&
      elg_str_compare(t->at, d->created_at) <= 0) {
    line->intro_at = t->at;
    line->intro_touch = t->touch;
  }
}

int elg_engagement_next(ElgEngagement *e, ElgEngagementLine *line)
{
  const ElgEngagementTouch *touches = (const ElgEngagementTouch *)(const void *)e->touches.p;
  size_t n = e->touches.n / sizeof *touches, i = e->at;
  if (i >= n) return 0;
  const ElgEngagementTouch *first = touches + i;
  *line = (ElgEngagementLine){.partner = first->partner, .type = first->type, .first_at = first->at, .mark = first->mark};
  double recency = 0;
  for (; i < n && elg_str_equal(touches[i].partner, first->partner) && elg_str_equal(touches[i].type, first->type); i++) {
    const ElgEngagementTouch *t = touches + i;
    int new_day = t == first || !elg_str_equal(engagement_day(t->at), engagement_day(t[-1].at));
    if (new_day) {
      line->recency += recency;
      recency = 0;
      engagement_first(e, t, line);
    }
    if (!isnan(t->julian) && !isnan(e->deal.reference)) recency += engagement_decay(e, t->julian, e->recency_half_life);
    engagement_touch(e, t, line);
  }
  line->recency += recency;
  e->at = i;
  return 1;
}

void elg_engagement_free(ElgEngagement *e)
{
  elg_buf_free(&e->touches);
  elg_buf_free(&e->text);
}
