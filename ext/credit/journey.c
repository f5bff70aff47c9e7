#include "credit/journey.h"
#include <math.h>
#include <string.h>

/* flags: how the id is held, and the scale. */
enum { JOURNEY_INLINE = 1, JOURNEY_SECONDS = 2, JOURNEY_MILLISECONDS = 4 };

static ElgJourneyTouch *journey_now(const ElgJourney *j) { return (ElgJourneyTouch *)(void *)j->now.p; }
static ElgTouch *journey_active(const ElgJourney *j) { return (ElgTouch *)(void *)j->active.p; }
static uint32_t *journey_words(const ElgBuf *b) { return (uint32_t *)(void *)b->p; }
static size_t journey_count(const ElgJourney *j) { return j->touches.n / sizeof(ElgJourneyTouch); }
size_t elg_journey_deals(const ElgJourney *j) { return elg_cellset_count(&j->deals); }
const ElgJourneyTouch *elg_journey_touch(const ElgJourney *j, size_t i) { return journey_now(j) + i; }

void elg_journey_id(const ElgJourney *j, const ElgJourneyTouch *t, ElgCell *out)
{
  out->type = ELG_CELL_INTEGER;
  out->i = t->touch;
  if (!(t->flags & JOURNEY_INLINE)) elg_cell_unpack(j->arena.p + t->touch, out);
}

int elg_journey_scale(const ElgJourneyTouch *t)
{
  return t->flags & JOURNEY_SECONDS ? 1 : t->flags & JOURNEY_MILLISECONDS ? 1000 : 0;
}

/* ---- gathering ---- */

/* Rows whose deals are looked up together: the cache misses of a large table then overlap. */
#define JOURNEY_BATCH 32

typedef struct {
  uint64_t hash;
  size_t touch, cell; /* places in touches and cells */
} JourneyWaiting;

/* elg_cellset_add, *last being the number of the row before: neighbours often share a cell. */
static ElgRc journey_number(ElgCellSet *in, const ElgCell *cell, uint32_t *last, uint32_t *id)
{
  ElgRc rc = ELG_OK;
  if (!elg_cellset_count(in) || !elg_cellset_is(in, *last, cell)) rc = elg_cellset_add(in, cell, last);
  *id = *last;
  return rc;
}

static int journey_same_time(double a, double b) { return !(a < b) && !(a > b) && isnan(a) == isnan(b); }

/* Keep the deal's anchor times, or check them. */
static ElgRc journey_until(ElgJourney *j, const ElgJourneyRow *row, uint32_t deal, ElgErr *err)
{
  static const char *const names[ELG_UNTILS] = {"lead", "opportunity", "close"};
  size_t known = j->untils.n / sizeof row->until;
  if (!j->has_until) return ELG_OK;
  if (deal == known) {
    elg_buf_put(&j->untils, row->until, sizeof row->until);
    return j->untils.rc;
  }
  const double *have = (const double *)(const void *)j->untils.p + (size_t)deal * ELG_UNTILS;
  for (int k = 0; k < ELG_UNTILS; k++)
    if (!journey_same_time(have[k], row->until[k]))
      return elg_err(err, "deal '%s': got several %s times; expected one on all its touches",
                     elg_cell_show(&row->deal).s, names[k]);
  return ELG_OK;
}

static ElgRc journey_hold_id(ElgJourney *j, const ElgCell *id, ElgJourneyTouch *t)
{
  t->touch = id->i;
  if (id->type == ELG_CELL_INTEGER) {
    t->flags |= JOURNEY_INLINE;
    return ELG_OK;
  }
  t->touch = (int64_t)j->arena.n;
  return elg_cell_pack(&j->arena, id);
}

/* Look up the deals of the waiting rows. */
static ElgRc journey_settle(ElgJourney *j)
{
  const JourneyWaiting *w = (const JourneyWaiting *)(const void *)j->waiting.p;
  size_t n = j->waiting.n / sizeof *w;
  ElgJourneyTouch *t = (ElgJourneyTouch *)(void *)j->touches.p;
  ElgRc rc = ELG_OK;
  for (size_t i = 0; i < n; i++) elg_cellset_warm_cell(&j->deals, w[i].hash);
  for (size_t i = 0; !rc && i < n; i++) {
    ElgCell deal;
    elg_cell_unpack(j->cells.p + w[i].cell, &deal);
    rc = elg_cellset_add_hashed(&j->deals, &deal, w[i].hash, &t[w[i].touch].deal);
  }
  elg_buf_reset(&j->waiting);
  elg_buf_reset(&j->cells);
  return rc;
}

/* Find the deal of the touch about to be appended, or put it on the waiting list. */
static ElgRc journey_deal(ElgJourney *j, const ElgJourneyRow *row, ElgJourneyTouch *t, ElgErr *err)
{
  if (j->eager || j->has_until) {
    ElgRc rc = journey_number(&j->deals, &row->deal, &j->last, &t->deal);
    return rc ? rc : journey_until(j, row, t->deal, err);
  }
  JourneyWaiting *w = elg_buf_grow(&j->waiting, sizeof *w);
  if (!w) return j->waiting.rc;
  *w = (JourneyWaiting){elg_cellset_hash(&row->deal), journey_count(j), j->cells.n};
  elg_cellset_warm_slot(&j->deals, w->hash);
  return elg_cell_pack(&j->cells, &row->deal);
}

ElgRc elg_journey_add(ElgJourney *j, const ElgJourneyRow *row, ElgErr *err)
{
  ElgJourneyTouch t = {.at = row->at,
                       .amount = row->amount,
                       .anchors = (uint8_t)row->marks,
                       .has_amount = row->has_amount != 0,
                       .ignored = row->ignored != 0,
                       .flags = row->scale == 0 ? 0 : row->scale == 1 ? JOURNEY_SECONDS : JOURNEY_MILLISECONDS};
  if (journey_count(j) >= UINT32_MAX) return ELG_TOOBIG;
  ElgRc rc = journey_deal(j, row, &t, err);
  if (!rc) rc = journey_number(&j->partners, &row->partner, &j->last_partner, &t.partner);
  if (!rc) rc = journey_number(&j->types, &row->type, &j->last_type, &t.type);
  if (!rc) rc = journey_hold_id(j, &row->touch, &t);
  if (rc) return rc;
  ElgJourneyTouch *to = elg_buf_grow(&j->touches, sizeof t);
  if (!to) return j->touches.rc;
  *to = t;
  return j->waiting.n < JOURNEY_BATCH * sizeof(JourneyWaiting) ? ELG_OK : journey_settle(j);
}

/* starts[d] is the end of deal d while filling backwards, its beginning at the end. */
ElgRc elg_journey_group(ElgJourney *j)
{
  ElgRc rc = journey_settle(j);
  if (rc) return rc;
  size_t n = journey_count(j), n_deals = elg_journey_deals(j);
  const ElgJourneyTouch *t = (const ElgJourneyTouch *)(const void *)j->touches.p;
  elg_buf_reset(&j->starts);
  elg_buf_reset(&j->order);
  uint32_t *starts = elg_buf_grow(&j->starts, (n_deals + 1) * sizeof *starts);
  if (!starts) return j->starts.rc;
  uint32_t *order = elg_buf_grow(&j->order, (n + 1) * sizeof *order);
  if (!order) return j->order.rc;
  memset(starts, 0, j->starts.n);
  for (size_t i = 0; i < n; i++) starts[t[i].deal]++;
  uint32_t sum = 0;
  for (size_t d = 0; d <= n_deals; d++) starts[d] = sum += starts[d];
  for (size_t i = n; i-- > 0;) order[--starts[t[i].deal]] = (uint32_t)i;
  return ELG_OK;
}

void elg_journey_reset(ElgJourney *j)
{
  elg_cellset_reset(&j->deals);
  elg_cellset_reset(&j->partners);
  elg_cellset_reset(&j->types);
  elg_buf_reset(&j->arena);
  elg_buf_reset(&j->touches);
  elg_buf_reset(&j->untils);
  elg_buf_reset(&j->waiting);
  elg_buf_reset(&j->cells);
  j->last = j->last_partner = j->last_type = 0;
}

void elg_journey_free(ElgJourney *j)
{
  ElgBuf *all[] = {&j->arena, &j->touches, &j->untils, &j->starts, &j->order, &j->now,
                   &j->active, &j->place, &j->parts, &j->waiting, &j->cells};
  elg_cellset_free(&j->deals);
  elg_cellset_free(&j->partners);
  elg_cellset_free(&j->types);
  for (size_t i = 0; i < ELG_COUNT(all); i++) elg_buf_free(all[i]);
}

/* ---- the open deal ---- */

static int journey_compare_number(const ElgCellSet *in, uint32_t a, uint32_t b)
{
  ElgCell x, y;
  if (a == b) return 0;
  elg_cellset_get(in, a, &x);
  elg_cellset_get(in, b, &y);
  return elg_cell_compare(&x, &y);
}

static int journey_tie(const ElgJourney *j, const ElgJourneyTouch *a, const ElgJourneyTouch *b)
{
  ElgCell x, y;
  elg_journey_id(j, a, &x);
  elg_journey_id(j, b, &y);
  int c = elg_cell_compare(&x, &y);
  if (!c) c = journey_compare_number(&j->partners, a->partner, b->partner);
  if (!c) c = journey_compare_number(&j->types, a->type, b->type);
  if (!c) c = (a->anchors > b->anchors) - (a->anchors < b->anchors);
  return c ? c : elg_journey_scale(a) - elg_journey_scale(b);
}

static int journey_order(const ElgJourney *j, const ElgJourneyTouch *a, const ElgJourneyTouch *b)
{
  return a->at < b->at ? -1 : a->at > b->at ? 1 : journey_tie(j, a, b);
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

/* Room for the open deal's n touches. */
static ElgRc journey_room(ElgJourney *j, size_t n)
{
  elg_buf_reset(&j->now);
  elg_buf_reset(&j->active);
  elg_buf_reset(&j->place);
  elg_buf_reset(&j->parts);
  j->n = j->n_active = 0;
  if (!elg_buf_grow(&j->now, n * sizeof(ElgJourneyTouch)) || !elg_buf_grow(&j->active, n * sizeof(ElgTouch)) ||
      !elg_buf_grow(&j->place, n * sizeof(uint32_t)) || !elg_buf_grow(&j->parts, n * sizeof(ElgPart)))
    return ELG_NOMEM;
  j->n = n;
  return ELG_OK;
}

static ElgRc journey_amount(ElgJourney *j, size_t deal, ElgErr *err)
{
  const ElgJourneyTouch *t = journey_now(j);
  ElgCell cell;
  j->has_amount = t[0].has_amount;
  j->amount = t[0].has_amount ? t[0].amount : 0;
  for (size_t i = 1; i < j->n; i++) {
    if (t[i].has_amount == t[0].has_amount && t[i].amount == t[0].amount) continue;
    elg_cellset_get(&j->deals, (uint32_t)deal, &cell);
    if (t[i].has_amount != t[0].has_amount)
      return elg_err(err, "deal '%s': got an amount on some touches and none on others; expected one on all",
                     elg_cell_show(&cell).s);
    return elg_err(err, "deal '%s': got amounts %lld and %lld; expected one on all its touches", elg_cell_show(&cell).s,
                   (long long)t[0].amount, (long long)t[i].amount);
  }
  return ELG_OK;
}

/* The touches that count: those not ignored, or all when every one is. */
static void journey_count_active(ElgJourney *j)
{
  const ElgJourneyTouch *t = journey_now(j);
  uint32_t *place = journey_words(&j->place);
  for (int all = 0; !j->n_active; all = 1)
    for (size_t i = 0; i < j->n; i++) {
      if (t[i].ignored && !all) continue;
      journey_active(j)[j->n_active] = (ElgTouch){t[i].at, t[i].anchors};
      place[j->n_active++] = (uint32_t)i;
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

static void journey_anchors(ElgJourney *j, size_t deal)
{
  static const int by_time[ELG_UNTILS] = {ELG_ANCHOR_LEAD, ELG_ANCHOR_OPPORTUNITY, ELG_ANCHOR_CLOSE};
  ElgTouch *active = journey_active(j);
  for (size_t k = 0; k < ELG_UNTILS; k++) {
    j->until[k] = j->has_until ? ((const double *)(const void *)j->untils.p)[deal * ELG_UNTILS + k] : NAN;
    if (!isnan(j->until[k])) journey_anchor(active, j->n_active, by_time[k], j->until[k]);
  }
  active[0].anchors |= 1u << ELG_ANCHOR_FIRST;
  active[j->n_active - 1].anchors |= 1u << ELG_ANCHOR_LAST;
}

ElgRc elg_journey_open(ElgJourney *j, size_t i, ElgErr *err)
{
  const uint32_t *starts = journey_words(&j->starts), *order = journey_words(&j->order) + starts[i];
  const ElgJourneyTouch *all = (const ElgJourneyTouch *)(const void *)j->touches.p;
  ElgRc rc = journey_room(j, starts[i + 1] - starts[i]);
  if (rc) return rc;
  for (size_t k = 0; k < j->n; k++) journey_now(j)[k] = all[order[k]];
#if defined(__GNUC__)
  for (size_t k = j->n; k < j->n + 8 && starts[i] + k < journey_count(j); k++) __builtin_prefetch(all + order[k]);
#endif
  rc = journey_amount(j, i, err);
  if (rc) return rc;
  journey_sort(j, journey_now(j), j->n);
  journey_count_active(j);
  journey_anchors(j, i);
  return ELG_OK;
}

/* All to one touch. */
static void journey_share_one(const ElgJourney *j, size_t i, ElgJourneyShare *out)
{
  memset(out, 0, j->n * sizeof *out);
  out[journey_words(&j->place)[i]] = (ElgJourneyShare){100, j->amount};
}

/* The same to every touch; the units left over to the earliest. */
static void journey_share_evenly(const ElgJourney *j, ElgJourneyShare *out)
{
  size_t n = j->n_active;
  uint64_t size = j->amount < 0 ? 0 - (uint64_t)j->amount : (uint64_t)j->amount, left = size % n;
  if (n < j->n) memset(out, 0, j->n * sizeof *out);
  for (size_t i = 0; i < n; i++) {
    uint64_t part = size / n + (i < left);
    out[journey_words(&j->place)[i]] =
        (ElgJourneyShare){100 / (double)n, (int64_t)(j->amount < 0 ? 0 - part : part)};
  }
}

/* By the weights of parts, in time order. */
static ElgRc journey_share_weighed(ElgJourney *j, int wanted, ElgJourneyShare *out, ElgErr *err)
{
  ElgPart *parts = (ElgPart *)(void *)j->parts.p;
  const uint32_t *place = journey_words(&j->place);
  size_t n = j->n_active;
  ElgWide sum = {0, 0};
  ElgRc rc = wanted & ELG_JOURNEY_CREDITS ? elg_allocate(j->amount, parts, n, err) : ELG_OK;
  if (n < j->n) memset(out, 0, j->n * sizeof *out);
  for (size_t i = 0; i < n; i++) out[place[i]].credit = parts[i].part;
  if (rc || !(wanted & ELG_JOURNEY_SHARES)) return rc;
  for (size_t i = 0; !rc && i < n; i++) rc = elg_wide_accumulate(&sum, parts[i].weight);
  double whole = elg_wide_double(sum);
  for (size_t i = 0; i < n; i++) out[place[i]].share = 100 * elg_wide_double(parts[i].weight) / whole;
  return rc;
}

ElgRc elg_journey_share(ElgJourney *j, const ElgTouchModel *model, uint32_t known, int wanted, ElgJourneyShare *out,
                        int *has_basis, ElgErr *err)
{
  *has_basis = !(elg_touch_needs(model) & ~known);
  if (!*has_basis) return ELG_OK;
  switch (model->kind) {
  case ELG_TOUCH_FIRST: journey_share_one(j, 0, out); return ELG_OK;
  case ELG_TOUCH_LAST: journey_share_one(j, j->n_active - 1, out); return ELG_OK;
  case ELG_TOUCH_LINEAR: journey_share_evenly(j, out); return ELG_OK;
  default: break;
  }
  ElgRc rc = elg_touch_weigh(model, journey_active(j), j->n_active, j->until[ELG_UNTIL_CLOSE], (ElgPart *)(void *)j->parts.p,
                             has_basis, err);
  return !rc && *has_basis ? journey_share_weighed(j, wanted, out, err) : rc;
}
