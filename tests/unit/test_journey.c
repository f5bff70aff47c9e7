#include "credit/journey.h"
#include <math.h>
#include <string.h>
#include "unit.h"

#define DEALS 3000

static uint64_t seed = 88172645463325252u;
static uint64_t draw(void)
{
  seed ^= seed << 13;
  seed ^= seed >> 7;
  return seed ^= seed << 17;
}

static ElgStr text(const char *s) { return (ElgStr){s, strlen(s)}; }

static ElgJourneyRow row(int64_t deal, int64_t touch, double at, int64_t amount)
{
  return (ElgJourneyRow){.deal = {.type = ELG_CELL_INTEGER, .i = deal},
                         .touch = {.type = ELG_CELL_INTEGER, .i = touch},
                         .partner = {.type = ELG_CELL_TEXT, .s = {"p", 1}},
                         .type = {.type = ELG_CELL_NULL},
                         .at = at,
                         .scale = 1,
                         .has_amount = 1,
                         .amount = amount,
                         .until = {at, NAN, NAN}};
}

static const char *const models[] = {"first", "last", "linear", "u", "w", "full_path", "decay", "dp6_decay",
                                     "{\"first\":33.333333,\"last\":0.000001,\"rest\":12.5}"};

/* The credits of the open deal under every model add up to its amount, and the shares to 100. */
static int adds_up(ElgJourney *j)
{
  static ElgJourneyShare shares[64];
  int ok = 1;
  for (size_t m = 0; m < ELG_COUNT(models); m++) {
    ElgTouchModel model;
    ElgErr err;
    uint64_t credit = 0;
    double share = 0;
    int basis = 0;
    ok &= elg_touch_model_parse(&model, text(models[m]), &err) == ELG_OK;
    ok &= elg_journey_share(j, &model, ~0u, ELG_JOURNEY_SHARES | ELG_JOURNEY_CREDITS, shares, &basis, &err) == ELG_OK && basis;
    for (size_t i = 0; i < j->n; i++) {
      credit += (uint64_t)shares[i].credit;
      share += shares[i].share;
    }
    ok &= credit == (uint64_t)j->amount && fabs(share - 100) < 1e-9;
  }
  return ok;
}

static void random_deals(void)
{
  ElgJourney j = {.has_until = 0};
  static int64_t amounts[DEALS];
  ElgErr err;
  int ok = 1;
  for (int i = 0; i < DEALS; i++) amounts[i] = (int64_t)draw() >> draw() % 63;
  for (int i = 0; i < DEALS * 6; i++) {
    size_t deal = i < DEALS ? (size_t)i : (size_t)(draw() % DEALS);
    ElgJourneyRow r = row((int64_t)deal, (int64_t)draw(), (double)(draw() % 10000000), amounts[deal]);
    ok &= elg_journey_add(&j, &r, &err) == ELG_OK;
  }
  CHECK_INT(elg_journey_group(&j), ELG_OK);
  CHECK_INT(elg_journey_deals(&j), DEALS);
  size_t touches = 0;
  for (size_t d = 0; d < DEALS; d++) {
    ok &= elg_journey_open(&j, d, &err) == ELG_OK && j.amount == amounts[d];
    for (size_t i = 1; i < j.n; i++) ok &= elg_journey_touch(&j, i - 1)->at <= elg_journey_touch(&j, i)->at;
    ok &= adds_up(&j);
    touches += j.n;
  }
  CHECK(ok);
  CHECK_INT(touches, DEALS * 6);
  elg_journey_free(&j);
}

/* A long deal takes the heap sort, in whatever order it comes. */
static void long_deal(void)
{
  ElgJourney j = {.eager = 1};
  ElgErr err;
  int ok = 1;
  for (int round = 0; round < 2; round++) {
    for (int i = 0; i < 64; i++) {
      int k = round ? 63 - i : i * 37 % 64;
      ElgJourneyRow r = row(1, k, k / 2, 777);
      ok &= elg_journey_add(&j, &r, &err) == ELG_OK;
    }
    ok &= elg_journey_group(&j) == ELG_OK && elg_journey_open(&j, 0, &err) == ELG_OK;
    for (size_t i = 0; i < 64; i++) ok &= elg_journey_touch(&j, i)->touch == (int64_t)i;
    ok &= adds_up(&j);
    elg_journey_reset(&j);
  }
  CHECK(ok);
  elg_journey_free(&j);
}

static ElgRc sweep_kind(int has_until)
{
  ElgJourney j = {.has_until = has_until};
  ElgErr err;
  ElgJourneyShare shares[8];
  ElgTouchModel model;
  int basis;
  ElgRc rc = elg_touch_model_parse(&model, text("{\"first\":40,\"last\":60}"), &err);
  for (int i = 0; !rc && i < 120; i++) {
    ElgJourneyRow r = row(i % 40, i, 5, 7);
    r.touch = (ElgCell){.type = ELG_CELL_TEXT, .s = {"touch", 5}};
    rc = elg_journey_add(&j, &r, &err);
  }
  if (!rc) rc = elg_journey_group(&j);
  if (!rc) rc = elg_journey_open(&j, 0, &err);
  if (!rc) rc = elg_journey_share(&j, &model, 0, ELG_JOURNEY_CREDITS, shares, &basis, &err);
  elg_journey_free(&j);
  return rc;
}
static ElgRc sweep(void) { return sweep_kind(0); }
static ElgRc sweep_until(void) { return sweep_kind(1); }

int main(void)
{
  random_deals();
  long_deal();
  unit_fault_sweep(sweep);
  unit_fault_sweep(sweep_until);
  return unit_end();
}
