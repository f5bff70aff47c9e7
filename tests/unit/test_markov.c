#include "stats/markov.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "unit.h"

typedef struct {
  const char *path;
  double conversions, nulls;
} Journey;

/* Some value for journey i; nobody's journey has none. */
static double worth(const Journey *j, size_t i) { return j->conversions + j->nulls > 0 ? (double)(i % 7) : 0; }

static ElgRc run(const Journey *j, size_t n, size_t order, ElgMarkov *m, ElgMarkovCredit *credits)
{
  ElgPoll poll = {0};
  ElgRc rc = ELG_OK;
  memset(m, 0, sizeof *m);
  m->order = order;
  for (size_t i = 0; !rc && i < n; i++)
    rc = elg_markov_add(m, (ElgStr){j[i].path, strlen(j[i].path)}, ELG_STR(">"), j[i].conversions, j[i].nulls, worth(j + i, i));
  return rc ? rc : elg_markov_solve(m, credits, &poll);
}

static void check(const Journey *j, size_t n, size_t order, const double *effect, double tolerance)
{
  ElgMarkov m;
  ElgMarkovCredit credits[8];
  double sum = 0;
  CHECK_INT(run(j, n, order, &m, credits), ELG_OK);
  for (size_t i = 0; i < m.paths.channels.n; i++) sum += effect[i];
  for (size_t i = 0; i < m.paths.channels.n; i++) {
    CHECK_NEAR(credits[i].effect, effect[i], tolerance);
    CHECK_NEAR(credits[i].share, effect[i] / sum, tolerance);
  }
  elg_markov_free(&m);
}

/* Channels come out in byte order of their names. */
static void published(void)
{
  /* Bryl 2016, "Marketing Multi-Channel Attribution model with R", part 1: removal effects 0.5, 1, 1; weights .2 .4 .4
   */
  check((Journey[]){{"C1 > C2 > C3", 1, 0}, {"C1", 0, 1}, {"C2 > C3", 0, 1}}, 3, 1, (double[]){.5, 1, 1}, 1e-15);
  /* Puzyrov 2019: conversion 0.8; google ads .75, mailing .5; credit 2.4 and 1.6 of 4 */
  check((Journey[]){{"google ads", 2, 1}, {"mailing", 1, 0}, {"google ads > mailing", 1, 0}}, 3, 1, (double[]){.75, .5},
        1e-15);
  /* DP6's MAM, nine journeys with one null each for one conversion */
  check((Journey[]){{"A", 3, 0},
                    {"A > B", 3, 0},
                    {"A > B > C", 3, 0},
                    {"B", 3, 0},
                    {"B > A", 3, 0},
                    {"B > C > A", 3, 0},
                    {"C", 3, 0},
                    {"C > A", 3, 0},
                    {"C > B > A", 3, 0}},
        9, 1, (double[]){0.6666666666666666, 0.5333333333333333, 0.49122807017543846}, 1e-15);
  /* the same package on grouped rows with a self-loop */
  check((Journey[]){{"a > a > b", 0, 1}, {"a > a > b", 2, 0}, {"b > a", 0, 3}, {"b > a", 1, 0}, {"c > b", 0, 6}}, 5, 1,
        (double[]){0.4871794871794872, 0.8571428571428572, 0.45569620253164556}, 1e-15);
  /* eeghor/mta: transitions a>b 2/3, a>c 1/3, b>conversion 3/4, c>conversion 1/2 */
  check((Journey[]){{"a > b", 3, 1}, {"a > c", 1, 1}}, 2, 1, (double[]){1, .75, .25}, 1e-15);
}

static void malformed(void)
{
  const Journey j[] = {{"", 1, 0}, {" > > ", 2, 0}, {"a >  > b", 3, 0}, {"c", 4, 0}, {"d", 0, 0}};
  ElgMarkov m;
  ElgMarkovCredit credits[8];
  CHECK_INT(run(j, 4, 1, &m, credits), ELG_OK);
  CHECK_INT(m.paths.channels.n, 3);
  CHECK_TEXT(elg_intern_get(&m.paths.channels, credits[2].channel), "c");
  CHECK_NEAR(m.conversions, 7, 0);
  CHECK_NEAR(m.bare_conversions, 3, 0);
  CHECK_NEAR(credits[2].effect, 4.0 / 7, 1e-15);
  elg_markov_free(&m);
  CHECK_INT(run(j, 5, 1, &m, credits), ELG_OK); /* nobody went d's way */
  CHECK_NEAR(credits[3].effect, 0, 0);
  elg_markov_free(&m);
  CHECK_INT(run((Journey[]){{"a > b", 0, 5}}, 1, 1, &m, credits), ELG_OK); /* no conversions */
  CHECK(isnan(credits[0].effect) && isnan(credits[0].share));
  elg_markov_free(&m);
  CHECK_INT(run(j + 4, 1, 2, &m, credits), ELG_OK); /* a channel, but no state of order 2 */
  CHECK_INT(credits[0].channel, 0);
  CHECK(isnan(credits[0].effect));
  elg_markov_free(&m);
  CHECK_INT(run(j, 0, 1, &m, credits), ELG_OK);
  elg_markov_free(&m);
}

/* What a journey brings counts by where it ended: b is in few conversions and most of the value. */
static void values(void)
{
  ElgMarkov m = {.order = 1};
  ElgMarkovCredit credits[2];
  ElgPoll poll = {0};
  elg_markov_add(&m, ELG_STR("a"), ELG_STR(">"), 3, 0, 30);
  elg_markov_add(&m, ELG_STR("a > b"), ELG_STR(">"), 1, 1, 90);
  CHECK_INT(elg_markov_solve(&m, credits, &poll), ELG_OK);
  CHECK_NEAR(credits[0].effect, 1, 1e-15);
  CHECK_NEAR(credits[1].effect, .25, 1e-15);
  CHECK_NEAR(credits[0].value_effect, 1, 1e-15);
  CHECK_NEAR(credits[1].value_effect, .75, 1e-15);
  CHECK_NEAR(credits[1].value_share, 3.0 / 7, 1e-15);
  elg_markov_free(&m);
  m.order = 1; /* no conversion, yet a value */
  elg_markov_add(&m, ELG_STR("a > b"), ELG_STR(">"), 0, 2, 5);
  CHECK_INT(elg_markov_solve(&m, credits, &poll), ELG_OK);
  CHECK(isnan(credits[0].effect));
  CHECK_NEAR(credits[1].value_share, .5, 1e-15);
  elg_markov_free(&m);
  m.order = 1; /* a sum of 0 */
  elg_markov_add(&m, ELG_STR("a"), ELG_STR(">"), 1, 0, 5);
  elg_markov_add(&m, ELG_STR("b"), ELG_STR(">"), 1, 0, -5);
  CHECK_INT(elg_markov_solve(&m, credits, &poll), ELG_OK);
  CHECK_NEAR(credits[0].effect, .5, 1e-15);
  CHECK(isnan(credits[0].value_effect));
  elg_markov_free(&m);
}

/* A small effect is as exact as a large one: b is passed by 1e-12 of the conversions. */
static void tiny(void)
{
  ElgMarkov m;
  ElgMarkovCredit credits[8];
  run((Journey[]){{"a", 1e12, 0}, {"b", 1, 0}}, 2, 1, &m, credits);
  CHECK_NEAR(credits[1].effect, 1 / (1e12 + 1), 1e-27);
  elg_markov_free(&m);
}

static uint64_t random_state = 11;
static uint32_t random_below(uint32_t n)
{
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((random_state >> 33) % n);
}

/* Slow reference: absorption at the conversion by iterating the chain of tuples, without one channel. */
#define REF_STATES 700
static char ref_name[REF_STATES][16];
static double ref_move[REF_STATES + 1][REF_STATES + 2], ref_from[REF_STATES + 1], ref_value[REF_STATES + 1];
static int ref_n;

static int ref_state(const char *name)
{
  for (int i = 0; i < ref_n; i++)
    if (!strcmp(ref_name[i], name)) return i;
  snprintf(ref_name[ref_n], sizeof ref_name[0], "%s", name);
  return ref_n++;
}

static void ref_build(char paths[][12], const Journey *j, int n, int order)
{
  memset(ref_move, 0, sizeof ref_move);
  memset(ref_value, 0, sizeof ref_value);
  ref_n = 0;
  for (int i = 0; i < n; i++) {
    int from = 0, len = (int)strlen(paths[i]);
    for (int k = 0; k < len; k++) {
      char tuple[16] = "";
      int start = k + 1 < order ? 0 : k + 1 - order;
      snprintf(tuple, sizeof tuple, "%.*s", k + 1 - start, paths[i] + start);
      int to = ref_state(tuple);
      ref_move[from][to + 2] += j[i].conversions + j[i].nulls;
      from = to + 1;
    }
    ref_move[from][0] += j[i].conversions;
    ref_move[from][1] += j[i].nulls;
    ref_value[from] += worth(j + i, (size_t)i);
  }
  for (int i = 0; i <= ref_n; i++) {
    ref_from[i] = 0;
    for (int k = 0; k < ref_n + 2; k++) ref_from[i] += ref_move[i][k];
  }
}

/* P(conversion), and the expected value into *value. */
static double ref_conversion(char without, double *value)
{
  static double now[REF_STATES + 1], next[REF_STATES + 1];
  double done = 0;
  memset(now, 0, sizeof now);
  *value = 0;
  now[0] = 1;
  for (int round = 0; round < 3000; round++) {
    double left = 0;
    memset(next, 0, sizeof next);
    for (int i = 0; i <= ref_n; i++) {
      if (now[i] == 0) continue;
      done += now[i] * ref_move[i][0] / ref_from[i];
      *value += now[i] * ref_value[i] / ref_from[i];
      for (int k = 0; k < ref_n; k++)
        if (ref_move[i][k + 2] > 0 && ref_name[k][strlen(ref_name[k]) - 1] != without)
          next[k + 1] += now[i] * ref_move[i][k + 2] / ref_from[i], left += next[k + 1];
    }
    memcpy(now, next, sizeof now);
    if (left < 1e-18) break;
  }
  return done;
}

static void against_reference(int n_channels, int n, int order)
{
  static char compact[60][12], spaced[60][40];
  static Journey j[60];
  ElgMarkov m;
  ElgMarkovCredit credits[26];
  for (int i = 0; i < n; i++) {
    int len = 1 + (int)random_below(8), at = 0;
    for (int k = 0; k < len; k++) {
      compact[i][k] = (char)('a' + random_below((uint32_t)n_channels));
      at += snprintf(spaced[i] + at, sizeof spaced[i] - (size_t)at, "%s%c", k ? " > " : "", compact[i][k]);
    }
    compact[i][len] = 0;
    j[i] = (Journey){spaced[i], random_below(5), random_below(6)};
    if (j[i].conversions + j[i].nulls == 0) j[i].conversions = 1;
  }
  ref_build(compact, j, n, order);
  CHECK_INT(run(j, (size_t)n, (size_t)order, &m, credits), ELG_OK);
  double value, without, all = ref_conversion(0, &value);
  CHECK_NEAR(all, m.conversions / (m.conversions + m.nulls), 1e-12);
  CHECK_NEAR(value, m.value / (m.conversions + m.nulls), 1e-11);
  for (size_t i = 0; i < m.paths.channels.n; i++) {
    ElgStr name = elg_intern_get(&m.paths.channels, credits[i].channel);
    CHECK_NEAR(credits[i].effect, 1 - ref_conversion(name.s[0], &without) / all, 1e-11);
    if (value > 0) CHECK_NEAR(credits[i].value_effect, 1 - without / value, 1e-11);
  }
  elg_markov_free(&m);
}

static void limits(void)
{
  ElgMarkov m;
  ElgErr err = {{0}};
  ElgRc rc = ELG_OK;
  char path[32];
  memset(&m, 0, sizeof m);
  m.order = 1;
  for (int i = 0; !rc && i <= ELG_MARKOV_STATES; i++) {
    int n = snprintf(path, sizeof path, "c%d", i);
    rc = elg_markov_add(&m, (ElgStr){path, (size_t)n}, ELG_STR(">"), 1, 0, 0);
    if (!rc) rc = elg_markov_check(&m, &err);
  }
  CHECK_INT(rc, ELG_ERROR);
  CHECK_TEXT(((ElgStr){err.text, strlen(err.text)}),
             "more than 4000 states, got order 1 over 4001 channels; expected a lower order or fewer channels");
  elg_markov_free(&m);
}

static ElgRc interrupt(void *arg)
{
  (void)arg;
  return ELG_INTERRUPT;
}

static void interrupts(void)
{
  ElgMarkov m;
  static ElgMarkovCredit credits[300];
  ElgPoll poll = {interrupt, NULL, 5000};
  char path[32];
  memset(&m, 0, sizeof m);
  m.order = 1;
  for (int i = 0; i < 300; i++) {
    int n = snprintf(path, sizeof path, "c%d > c%d", i, (i * 7) % 300);
    elg_markov_add(&m, (ElgStr){path, (size_t)n}, ELG_STR(">"), 1, 0, 0);
  }
  CHECK_INT(elg_markov_solve(&m, credits, &poll), ELG_INTERRUPT);
  elg_markov_free(&m);
}

static void separators(void)
{
  ElgPaths p;
  memset(&p, 0, sizeof p);
  CHECK_TEXT(elg_path_trim(ELG_STR(" > ")), ">");
  CHECK_TEXT(elg_path_trim(ELG_STR("  ")), "  ");
  elg_path_read(&p, ELG_STR("a -> b ->c->"), ELG_STR("->"));
  CHECK_INT(elg_path_count(&p), 3);
  elg_path_read(&p, ELG_STR("a>b"), ELG_STR("->"));
  CHECK_INT(elg_path_count(&p), 1);
  CHECK_TEXT(elg_intern_get(&p.channels, 3), "a>b");
  elg_path_read(&p, ELG_STR("-"), ELG_STR("->"));
  CHECK_TEXT(elg_intern_get(&p.channels, 4), "-");
  elg_path_free(&p);
}

static ElgRc sweep(void)
{
  const Journey j[] = {{"a > b > c > d", 2, 1}, {"b > a > b", 1, 3}, {"e > f > g > a > c", 1, 1}, {"d > d > a", 0, 2}};
  ElgMarkov m;
  ElgMarkovCredit credits[8];
  ElgRc rc = run(j, 4, 2, &m, credits);
  elg_markov_free(&m);
  return rc;
}

int main(void)
{
  published();
  malformed();
  values();
  tiny();
  for (int round = 0; round < 60; round++) {
    int n = 1 + (int)random_below(60), channels = 1 + (int)random_below(9); /* in this order: compilers differ on that of arguments */
    against_reference(channels, n, 1 + round % 4);
  }
  limits();
  interrupts();
  separators();
  unit_fault_sweep(sweep);
  return unit_end();
}
