#include "credit/journey.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/hash.h"

static ElgJourneyDeal *journey_deals(const ElgJourney *j) { return (ElgJourneyDeal *)(void *)j->deals.p; }
size_t elg_journey_deals(const ElgJourney *j) { return j->deals.n / sizeof(ElgJourneyDeal); }
const ElgJourneyDeal *elg_journey_deal(const ElgJourney *j, size_t i) { return journey_deals(j) + i; }

ElgJourneyTouch *elg_journey_touches(const ElgJourney *j, const ElgJourneyDeal *deal)
{
  return (ElgJourneyTouch *)(void *)j->grouped.p + deal->from;
}

/* ---- finding the deal of a row ---- */

/* Bytes of a packed cell. */
static ElgStr journey_packed(const ElgJourney *j, size_t cell)
{
  ElgCell ignored;
  const char *p = j->arena.p + cell;
  return (ElgStr){p, (size_t)(elg_cell_unpack(p, &ignored) - p)};
}

static int journey_is_deal(const ElgJourney *j, size_t deal, const ElgCell *cell)
{
  ElgCell have;
  elg_cell_unpack(j->arena.p + journey_deals(j)[deal].cell, &have);
  return have.type == cell->type && elg_cell_compare(&have, cell) == 0;
}

static uint32_t *journey_slot(const ElgJourney *j, ElgStr key)
{
  size_t mask = j->slots.n / sizeof(uint32_t) - 1, at = (size_t)elg_hash(key) & mask;
  uint32_t *slots = (uint32_t *)(void *)j->slots.p;
  for (; slots[at]; at = (at + 1) & mask)
    if (elg_str_equal(key, journey_packed(j, journey_deals(j)[slots[at] - 1].cell))) break;
  return slots + at;
}

/* Keep the table at most half full: slots hold deal + 1, 0 is free. */
static ElgRc journey_widen(ElgJourney *j)
{
  size_t n = elg_journey_deals(j), cap = j->slots.n / sizeof(uint32_t);
  if (n >= UINT32_MAX / 2) return ELG_TOOBIG;
  if (n * 2 < cap) return ELG_OK;
  cap = cap ? cap * 2 : 64;
  elg_buf_reset(&j->slots);
  if (!elg_buf_grow(&j->slots, cap * sizeof(uint32_t))) return j->slots.rc;
  memset(j->slots.p, 0, j->slots.n);
  for (size_t i = 0; i < n; i++) *journey_slot(j, journey_packed(j, journey_deals(j)[i].cell)) = (uint32_t)(i + 1);
  return ELG_OK;
}

static ElgRc journey_find(ElgJourney *j, const ElgJourneyRow *row, size_t *deal)
{
  size_t n = elg_journey_deals(j), cell = j->arena.n;
  if (n && journey_is_deal(j, j->last, &row->deal)) {
    *deal = j->last;
    return ELG_OK;
  }
  ElgRc rc = journey_widen(j);
  if (!rc) rc = elg_cell_pack(&j->arena, &row->deal);
  if (rc) return rc;
  uint32_t *slot = journey_slot(j, (ElgStr){j->arena.p + cell, j->arena.n - cell});
  if (*slot) {
    j->arena.n = cell;
    *deal = *slot - 1;
    return ELG_OK;
  }
  ElgJourneyDeal made = {cell, row->amount, row->has_amount, {row->until[0], row->until[1], row->until[2]}, 0, 0};
  elg_buf_put(&j->deals, &made, sizeof made);
  if (j->deals.rc) return j->deals.rc;
  *slot = (uint32_t)(n + 1);
  *deal = n;
  return ELG_OK;
}

static int journey_same(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static ElgRc journey_agree(const ElgJourneyDeal *d, const ElgJourneyRow *row, ElgErr *err)
{
  if (d->has_amount != row->has_amount || d->amount != row->amount)
    return elg_err(err, "deal '%s': got amounts %lld and %lld; expected one on all its touches",
                   elg_cell_show(&row->deal).s, (long long)d->amount, (long long)row->amount);
  for (int k = 0; k < 3; k++)
    if (!journey_same(d->until[k], row->until[k]))
      return elg_err(err, "deal '%s': got several %s times; expected one on all its touches", elg_cell_show(&row->deal).s,
                     k == 0 ? "lead" : k == 1 ? "opportunity" : "close");
  return ELG_OK;
}

ElgRc elg_journey_add(ElgJourney *j, const ElgJourneyRow *row, ElgErr *err)
{
  size_t deal = 0;
  ElgRc rc = journey_find(j, row, &deal);
  if (!rc) rc = journey_agree(journey_deals(j) + deal, row, err);
  if (rc) return rc;
  ElgJourneyTouch t = {j->arena.n, row->at, (uint32_t)deal, row->marks, (int16_t)row->scale, (int16_t)row->ignored};
  rc = elg_cell_pack(&j->arena, &row->touch);
  if (!rc) rc = elg_cell_pack(&j->arena, &row->partner);
  if (!rc) rc = elg_cell_pack(&j->arena, &row->type);
  if (!rc) elg_buf_put(&j->touches, &t, sizeof t);
  if (!rc) rc = j->touches.rc;
  if (rc) return rc;
  journey_deals(j)[deal].n++;
  j->last = deal;
  return ELG_OK;
}

ElgRc elg_journey_group(ElgJourney *j)
{
  ElgJourneyDeal *deals = journey_deals(j);
  const ElgJourneyTouch *from = (const ElgJourneyTouch *)(const void *)j->touches.p;
  size_t n = j->touches.n / sizeof *from, n_deals = elg_journey_deals(j), sum = 0;
  elg_buf_reset(&j->grouped);
  if (!n) return ELG_OK;
  ElgJourneyTouch *to = elg_buf_grow(&j->grouped, j->touches.n);
  if (!to) return j->grouped.rc;
  for (size_t i = 0; i < n_deals; i++) {
    deals[i].from = sum;
    sum += deals[i].n;
    deals[i].n = 0;
  }
  for (size_t i = 0; i < n; i++) {
    ElgJourneyDeal *d = deals + from[i].deal;
    to[d->from + d->n++] = from[i];
  }
  elg_buf_reset(&j->touches);
  return ELG_OK;
}

void elg_journey_reset(ElgJourney *j)
{
  elg_buf_reset(&j->arena);
  elg_buf_reset(&j->touches);
  elg_buf_reset(&j->deals);
  elg_buf_free(&j->slots);
  elg_buf_reset(&j->grouped);
  j->last = 0;
}

void elg_journey_free(ElgJourney *j)
{
  elg_buf_free(&j->arena);
  elg_buf_free(&j->touches);
  elg_buf_free(&j->deals);
  elg_buf_free(&j->slots);
  elg_buf_free(&j->grouped);
  elg_buf_free(&j->active);
  elg_buf_free(&j->parts);
  elg_buf_free(&j->place);
}

/* ---- order and anchors ---- */

void elg_journey_cell(const ElgJourney *j, const ElgJourneyTouch *t, int k, ElgCell *out)
{
  const char *p = j->arena.p + t->cells;
  for (; k >= 0; k--) p = elg_cell_unpack(p, out);
}

static int journey_order(const ElgJourney *j, const ElgJourneyTouch *a, const ElgJourneyTouch *b)
{
  if (a->at != b->at) return a->at < b->at ? -1 : 1;
  const char *p = j->arena.p + a->cells, *q = j->arena.p + b->cells;
  for (int k = 0; k < 3; k++) {
    ElgCell x, y;
    p = elg_cell_unpack(p, &x);
    q = elg_cell_unpack(q, &y);
    int c = elg_cell_compare(&x, &y);
    if (c) return c;
  }
  return a->anchors != b->anchors ? (a->anchors < b->anchors ? -1 : 1) : 0;
}

/* Sift down in a heap of n with the last touch on top. */
static void journey_sift(const ElgJourney *j, ElgJourneyTouch *t, size_t at, size_t n)
{
  ElgJourneyTouch x = t[at];
  for (size_t child; (child = 2 * at + 1) < n; at = child) {
    if (child + 1 < n && journey_order(j, t + child, t + child + 1) < 0) child++;
    if (journey_order(j, &x, t + child) >= 0) break;
    t[at] = t[child];
  }
  t[at] = x;
}

static void journey_sort(const ElgJourney *j, ElgJourneyTouch *t, size_t n)
{
  if (n <= 24) {
    for (size_t i = 1; i < n; i++) {
      ElgJourneyTouch x = t[i];
      size_t k = i;
      for (; k && journey_order(j, t + k - 1, &x) > 0; k--) t[k] = t[k - 1];
      t[k] = x;
    }
    return;
  }
  for (size_t i = n / 2; i-- > 0;) journey_sift(j, t, i, n);
  for (size_t i = n; i-- > 1;) {
    ElgJourneyTouch x = t[0];
    t[0] = t[i];
    t[i] = x;
    journey_sift(j, t, 0, i);
  }
}

/* Mark the last touch at or before until as the anchor, unless a touch is marked already. */
static void journey_anchor(ElgTouch *t, size_t n, int anchor, double until)
{
  size_t at = n;
  for (size_t i = 0; i < n; i++) {
    if (t[i].anchors >> anchor & 1) return;
    if (t[i].at <= until) at = i;
  }
  if (at < n) t[at].anchors |= 1u << anchor;
}

/* The touches that count into active, their places into place. */
static ElgRc journey_active(ElgJourney *j, const ElgJourneyDeal *deal)
{
  const ElgJourneyTouch *t = elg_journey_touches(j, deal);
  size_t n = 0;
  elg_buf_reset(&j->active);
  elg_buf_reset(&j->place);
  elg_buf_reset(&j->parts);
  ElgTouch *active = elg_buf_grow(&j->active, deal->n * sizeof *active);
  size_t *place = elg_buf_grow(&j->place, deal->n * sizeof *place);
  if (!active || !place || !elg_buf_grow(&j->parts, deal->n * sizeof(ElgPart))) return ELG_NOMEM;
  for (size_t i = 0; i < deal->n; i++) {
    if (t[i].ignored) continue;
    active[n] = (ElgTouch){t[i].at, t[i].anchors};
    place[n++] = i;
  }
  j->n_active = n;
  return ELG_OK;
}

ElgRc elg_journey_order(ElgJourney *j, const ElgJourneyDeal *deal)
{
  static const int by_time[] = {ELG_ANCHOR_LEAD, ELG_ANCHOR_OPPORTUNITY, ELG_ANCHOR_CLOSE};
  ElgJourneyTouch *t = elg_journey_touches(j, deal);
  size_t counted = 0;
  journey_sort(j, t, deal->n);
  for (size_t i = 0; i < deal->n; i++) counted += !t[i].ignored;
  for (size_t i = 0; i < deal->n && !counted; i++) t[i].ignored = 0;
  ElgRc rc = journey_active(j, deal);
  if (rc) return rc;
  ElgTouch *active = (ElgTouch *)(void *)j->active.p;
  for (size_t k = 0; k < ELG_COUNT(by_time); k++)
    if (!isnan(deal->until[k])) journey_anchor(active, j->n_active, by_time[k], deal->until[k]);
  active[0].anchors |= 1u << ELG_ANCHOR_FIRST;
  active[j->n_active - 1].anchors |= 1u << ELG_ANCHOR_LAST;
  return ELG_OK;
}

/* ---- sharing ---- */

ElgRc elg_journey_share(ElgJourney *j, const ElgJourneyDeal *deal, const ElgTouchModel *model, uint32_t known,
                        ElgJourneyShare *out, int *has_basis, ElgErr *err)
{
  size_t n = j->n_active;
  ElgWide sum = {0, 0};
  ElgPart *parts = (ElgPart *)(void *)j->parts.p;
  const size_t *place = (const size_t *)(const void *)j->place.p;
  *has_basis = !(elg_touch_needs(model) & ~known) &&
               elg_touch_weigh(model, (const ElgTouch *)(const void *)j->active.p, n, deal->until[2], parts);
  if (!*has_basis) return ELG_OK;
  ElgRc rc = elg_allocate(deal->has_amount ? deal->amount : 0, parts, n, err);
  for (size_t i = 0; !rc && i < n; i++) rc = elg_wide_accumulate(&sum, parts[i].weight);
  if (rc) return rc;
  double whole = elg_wide_double(sum);
  if (n < deal->n) memset(out, 0, deal->n * sizeof *out);
  for (size_t i = 0; i < n; i++)
    out[place[i]] = (ElgJourneyShare){100 * elg_wide_double(parts[i].weight) / whole, parts[i].part};
  return ELG_OK;
}
