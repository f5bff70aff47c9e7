#include <math.h>
#include <stdio.h>
#include <string.h>
#include "credit/influence.h"
#include "unit.h"

#define TOUCHES 600

typedef struct {
  int type;
  double weight, at, reference;
} Touch;

static uint64_t seed = 2463534242u;
static double uniform(void)
{
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (double)(seed >> 11) / 9007199254740992.0;
}

static ElgCell type_cell(const Touch *t) { return (ElgCell){.type = ELG_CELL_INTEGER, .i = t->type}; }

/* The definitions, summed anew in long double. */
static double slow_score(const ElgInfluenceOptions *o, const Touch *t, int n)
{
  double latest = -INFINITY, score = 0;
  for (int i = 0; i < n; i++) latest = fmax(latest, t[i].reference);
  for (int type = 0; type < 4; type++) {
    long double sum = 0;
    for (int i = 0; i < n; i++)
      if (t[i].type == type) sum += (long double)t[i].weight * powl(2, -(long double)(latest - t[i].at) / o->half_life);
    score += elg_saturate(o->saturation, (double)sum, o->k, o->n);
  }
  return score;
}

static double slow_effective(const ElgInfluenceOptions *o, const Touch *t, int n)
{
  double latest = -INFINITY;
  long double sum = 0, squares = 0;
  for (int i = 0; i < n; i++) latest = fmax(latest, t[i].at);
  for (int i = 0; i < n; i++) {
    long double w = (long double)t[i].weight * powl(2, -(long double)(latest - t[i].at) / o->half_life);
    sum += w;
    squares += w * w;
  }
  return squares > 0 ? (double)(sum * sum / squares) : 0;
}

static double relative(double got, double want) { return got == want ? 0 : fabs(got - want) / fmax(fabs(want), 1e-290); }

/* A frame slides at random over the touches; after every move the state must equal a fresh sum. */
static double slide(ElgInfluenceOptions o, const Touch *t, int n, int squares)
{
  ElgInfluence s = {.squares = squares, .options = o};
  int from = 0, to = 0;
  double worst = 0;
  while (from < n) {
    if (to < n && (from == to || uniform() < 0.52)) {
      ElgCell type = type_cell(t + to);
      CHECK_INT(elg_influence_add(&s, &type, t[to].weight, t[to].at, t[to].reference), ELG_OK);
      to++;
    } else {
      CHECK_INT(elg_influence_remove(&s), ELG_OK);
      from++;
    }
    if (from == to) continue;
    double got = squares ? elg_influence_effective(&s) : elg_influence_score(&s);
    double want = squares ? slow_effective(&o, t + from, to - from) : slow_score(&o, t + from, to - from);
    if (s.n == to - from) worst = fmax(worst, relative(got, want));
    else worst = 1;
  }
  elg_influence_free(&s);
  return worst;
}

static void random_touches(Touch *t, int whole, int ordered, double days)
{
  double at = 1.7e9;
  for (int i = 0; i < TOUCHES; i++) {
    at = ordered ? at + uniform() * days * 86400 : 1.7e9 + uniform() * TOUCHES * days * 86400;
    t[i] = (Touch){(int)(uniform() * 4), whole ? floor(uniform() * 1000) : uniform() * 1000, at, at};
    if (uniform() < 0.2) t[i].reference += uniform() * 86400 * 100;
  }
}

static void frames(void)
{
  static Touch t[TOUCHES];
  ElgInfluenceOptions plain = elg_influence_defaults(), flat = plain, curved = plain;
  flat.half_life = INFINITY;
  curved.saturation = ELG_SATURATE_HILL;
  curved.k = 3;
  curved.n = 2;
  random_touches(t, 1, 0, 1);
  CHECK_NEAR(slide(flat, t, TOUCHES, 0), 0, 0); /* whole numbers: exact */
  random_touches(t, 0, 1, 1);
  CHECK_NEAR(slide(plain, t, TOUCHES, 0), 0, 1e-12);
  CHECK_NEAR(slide(plain, t, TOUCHES, 1), 0, 1e-12);
  CHECK_NEAR(slide(curved, t, TOUCHES, 0), 0, 1e-12);
  random_touches(t, 0, 0, 1);
  CHECK_NEAR(slide(plain, t, TOUCHES, 0), 0, 1e-12);
  CHECK_NEAR(slide(plain, t, TOUCHES, 1), 0, 1e-12);
  random_touches(t, 0, 0, 3000); /* thousands of half-lives in any order: a sum's base is that of its own touches */
  CHECK_NEAR(slide(plain, t, TOUCHES, 0), 0, 1e-12);
  CHECK_NEAR(slide(plain, t, TOUCHES, 1), 0, 1e-12);
  random_touches(t, 0, 1, 3000); /* gaps of many half-lives: the base moves */
  CHECK_NEAR(slide(plain, t, TOUCHES, 0), 0, 1e-12);
  CHECK_NEAR(slide(plain, t, TOUCHES, 1), 0, 1e-12);
}

/* The same touches with every time moved: the reference changes nothing but the last factor. */
static void shifted(void)
{
  ElgInfluenceOptions o = elg_influence_defaults();
  ElgInfluence a = {.options = o}, b = {.options = o};
  for (int i = 0; i < 100; i++) {
    ElgCell type = {.type = ELG_CELL_NULL};
    double at = i * 86400.0;
    CHECK_INT(elg_influence_add(&a, &type, 1, at, 100 * 86400.0), ELG_OK);
    CHECK_INT(elg_influence_add(&b, &type, 1, at + 1e9, 100 * 86400.0 + 1e9), ELG_OK);
  }
  CHECK_NEAR(relative(elg_influence_score(&a), elg_influence_score(&b)), 0, 1e-14);
  elg_influence_free(&a);
  elg_influence_free(&b);
}

static ElgRc sweep(void)
{
  ElgInfluence s = {.squares = 0};
  ElgErr err;
  ElgRc rc = elg_influence_parse(&s.options, ELG_STR("{\"half_life_days\":7,\"saturation\":\"log\"}"), &err);
  for (int i = 0; !rc && i < 200; i++) {
    ElgCell type = {.type = ELG_CELL_INTEGER, .i = i % 70};
    rc = elg_influence_add(&s, &type, 1, i, i);
    if (!rc && i > 100) rc = elg_influence_remove(&s);
  }
  elg_influence_free(&s);
  return rc;
}

static void bad(const char *options, const char *message)
{
  ElgInfluenceOptions o;
  ElgErr err = {{0}};
  CHECK_INT(elg_influence_parse(&o, (ElgStr){options, strlen(options)}, &err), ELG_ERROR);
  CHECK_TEXT(((ElgStr){err.text, strlen(err.text)}), message);
}

int main(void)
{
  frames();
  shifted();
  CHECK_NEAR(elg_decay(30, 30), 0.5, 0);
  CHECK_NEAR(elg_saturate(ELG_SATURATE_LOG, 1, 1, 1), 0.69314718055994531, 1e-16);
  CHECK_NEAR(elg_saturate(ELG_SATURATE_EXP, 2, 2, 1), 0.63212055882855768, 1e-15);
  CHECK_NEAR(elg_saturate(ELG_SATURATE_HILL, 3, 3, 2), 0.5, 0);
  CHECK_NEAR(elg_saturate(ELG_SATURATE_HILL, 0, 3, 2), 0, 0);
  bad("{\"half_life\":1}", "unknown option, got 'half_life'; expected half_life_days, saturation, k, n or fallback");
  bad("{\"half_life_days\":0}", "half_life_days: got 0; expected a number above 0");
  bad("{\"saturation\":\"tanh\"}", "saturation: got 'tanh'; expected none, log, exp or hill");
  bad("{\"fallback\":-1}", "fallback: got -1; expected a number of at least 0");
  bad("[]", "options: got array; expected an object");
  unit_fault_sweep(sweep);
  return unit_end();
}
