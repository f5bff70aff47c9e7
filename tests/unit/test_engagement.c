#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "credit/engagement.h"
#include "unit.h"

static ElgStr str(const char *s) { return (ElgStr){s, s ? strlen(s) : 0}; }

static ElgEngagementTouch touch(const char *partner, const char *type, const char *at, double julian, const char *id)
{
  return (ElgEngagementTouch){str(partner), str(type), str(at), str(id), julian, 2, 5, 1};
}

static void fill(ElgEngagement *e, const int *order, int n)
{
  ElgEngagementTouch touches[] = {
      touch("b", "call", "2026-01-03 10:00:00", 3, "t1"),  touch("a", "demo", "2026-01-01 10:00:00", 1, "t2"),
      touch("a", "call", "2026-01-02 12:00:00", 2.5, 0),   touch("a", "call", "2026-01-02 10:00:00", 2, "t4"),
      touch("a", "call", "2026-01-05 10:00:00", NAN, "t5")};
  elg_engagement_reset(e);
  for (int i = 0; i < n; i++) CHECK(elg_engagement_add(e, touches + order[i]) == ELG_OK);
}

static void check_lines(ElgEngagement *e)
{
  ElgEngagementLine line;
  CHECK(elg_engagement_next(e, &line) && elg_str_equal(line.partner, str("a")) && elg_str_equal(line.type, str("call")));
  CHECK(line.touches == 3 && line.days == 2 && line.mark == 5 && line.early);
  CHECK(elg_str_equal(line.first_at, str("2026-01-02 10:00:00")) && elg_str_equal(line.last_at, str("2026-01-05 10:00:00")));
  CHECK(fabs(line.weight - 2 * exp2(-1)) < 1e-15 && line.before == line.weight && line.after == 0);
  CHECK(fabs(line.squares - line.weight * line.weight) < 1e-15);
  CHECK(fabs(line.recency - (exp2(-2) + exp2(-1))) < 1e-15);
  CHECK(elg_str_equal(line.intro_touch, str("t4")));
  CHECK(elg_engagement_next(e, &line) && elg_str_equal(line.type, str("demo")) && line.touches == 1 && !line.intro_at.s);
  CHECK(elg_engagement_next(e, &line) && elg_str_equal(line.partner, str("b")) && line.after == line.weight && !line.early);
  CHECK(!elg_engagement_next(e, &line));
}

int main(void)
{
  static const int orders[][5] = {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}};
  ElgEngagement e = {.half_life = 1, .recency_half_life = 0.5};
  ElgEngagementDeal deal = {3, str("2026-01-02 20:00:00"), str("2026-01-02 00:00:00"), str("2026-01-03 00:00:00")};
  ElgEngagementLine line;
  for (size_t i = 0; i < ELG_COUNT(orders); i++) {
    fill(&e, orders[i], 5);
    CHECK(elg_engagement_group(&e, &deal) == ELG_OK);
    check_lines(&e);
  }
  /* without a reference the last touch is it, here one that is no instant; without times of the deal nothing is before, after or an introduction */
  ElgEngagementDeal open = {NAN, {0, 0}, {0, 0}, {0, 0}};
  fill(&e, orders[0], 2);
  CHECK(elg_engagement_group(&e, &open) == ELG_OK);
  CHECK(elg_engagement_next(&e, &line) && fabs(line.weight - 2 * exp2(-2)) < 1e-15 && line.before == 0 && line.after == 0 && line.early);
  CHECK(elg_engagement_next(&e, &line) && line.weight == 2 && !line.intro_at.s);
  elg_engagement_reset(&e);
  CHECK(elg_engagement_group(&e, &open) == ELG_OK && !elg_engagement_next(&e, &line));
  elg_engagement_free(&e);
  return unit_end();
}
