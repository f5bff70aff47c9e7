#include "stats/transitions.h"
#include <math.h>
#include <string.h>
#include "unit.h"

typedef struct {
  const char *path;
  double conversions, nulls;
} Journey;

static ElgRc fill(ElgMarkov *m, size_t order, const Journey *j, size_t n)
{
  ElgRc rc = ELG_OK;
  *m = (ElgMarkov){.order = order};
  for (size_t i = 0; !rc && i < n; i++)
    rc = elg_markov_add(m, (ElgStr){j[i].path, strlen(j[i].path)}, ELG_STR(">"), j[i].conversions, j[i].nulls, 0);
  return rc;
}

static void show(ElgBuf *out, const ElgMarkov *m, uint32_t id)
{
  size_t n;
  const uint32_t *channel = elg_markov_channels(m, &id, &n);
  for (size_t i = 0; i < n; i++) elg_buf_str(out, elg_intern_get(&m->paths.channels, channel[i]));
}

/* "from-to:count/probability" of each row. */
static void check(size_t order, const Journey *j, size_t n, const char *expected)
{
  ElgMarkov m;
  ElgBuf rows = {0}, text = {0};
  CHECK_INT(fill(&m, order, j, n), ELG_OK);
  CHECK_INT(elg_transitions(&m, &rows), ELG_OK);
  const ElgTransition *t = (const ElgTransition *)(const void *)rows.p;
  for (size_t i = 0; i < rows.n / sizeof *t; i++) {
    if (t[i].from) show(&text, &m, t[i].from - 1);
    elg_buf_cstr(&text, "-");
    if (t[i].to < 2) elg_buf_cstr(&text, t[i].to ? "0" : "1");
    else show(&text, &m, t[i].to - 2);
    elg_buf_printf(&text, ":%.15g/%.15g ", t[i].count, t[i].probability);
  }
  CHECK_TEXT(elg_buf_view(&text), expected);
  elg_buf_free(&rows);
  elg_buf_free(&text);
  elg_markov_free(&m);
}

static void tables(void)
{
  /* eeghor/mta's test: a>b 2/3, a>c 1/3, b>conversion 3/4, c>conversion 1/2 */
  check(1, (Journey[]){{"a > c", 1, 1}, {"a > b", 3, 1}}, 2,
        "-a:6/1 a-b:4/0.666666666666667 a-c:2/0.333333333333333 b-1:3/0.75 b-0:1/0.25 c-1:1/0.5 c-0:1/0.5 ");
  /* channels met in another order than that of their names; a loop */
  check(2, (Journey[]){{"b > a > a > a > a", 1, 0}, {"a", 0, 3}}, 2,
        "-a:3/0.75 -b:1/0.25 a-0:3/1 aa-aa:2/0.666666666666667 aa-1:1/0.333333333333333 b-ba:1/1 ba-aa:1/1 ");
  check(1, (Journey[]){{"", 1, 0}, {"a", 0, 0}}, 2, "");
  check(3, NULL, 0, "");
}

static void fits(void)
{
  ElgMarkov m;
  ElgMarkovFit f;
  const Journey j[] = {{"a", 3, 1}, {"b", 1, 3}};
  CHECK_INT(fill(&m, 1, j, 2), ELG_OK);
  CHECK_INT(elg_markov_fit(&m, 2, &f), ELG_OK);
  CHECK_INT(f.states, 2);
  CHECK_NEAR(f.parameters, 7, 0);
  CHECK_NEAR(f.log_likelihood, 8 * log(.5) + 6 * log(.75) + 2 * log(.25), 1e-14);
  CHECK_NEAR(f.bic, 7 * log(16) - 2 * f.log_likelihood, 1e-13);
  CHECK_NEAR(f.auc, (3 * 3 + .5 * (3 * 1 + 1 * 3)) / 16, 1e-15);
  CHECK_NEAR(f.penalised_auc, 1 - .25 * 7 / 5, 1e-15);
  elg_markov_free(&m);
  fill(&m, 1, (Journey[]){{"a", 3, 0}}, 1); /* no nulls */
  elg_markov_fit(&m, 1, &f);
  CHECK(isnan(f.auc) && isnan(f.penalised_auc));
  CHECK_NEAR(f.log_likelihood, 0, 0);
  elg_markov_free(&m);
  fill(&m, 1, (Journey[]){{"a", 1, 1}}, 1); /* too few journeys to penalise; nothing told apart */
  elg_markov_fit(&m, 1, &f);
  CHECK_NEAR(f.auc, .5, 0);
  CHECK(isnan(f.penalised_auc));
  elg_markov_free(&m);
}

static ElgRc sweep(void)
{
  const Journey j[] = {{"a > b > c > d", 2, 1}, {"b > a > b", 1, 3}, {"e > f > g > a > c", 1, 1}, {"d > d > a", 0, 2}};
  ElgMarkov m;
  ElgMarkovFit f;
  ElgBuf rows = {0};
  ElgRc rc = fill(&m, 2, j, 4);
  if (!rc) rc = elg_transitions(&m, &rows);
  if (!rc) rc = elg_markov_fit(&m, 7, &f);
  elg_buf_free(&rows);
  elg_markov_free(&m);
  return rc;
}

int main(void)
{
  tables();
  fits();
  unit_fault_sweep(sweep);
  return unit_end();
}
