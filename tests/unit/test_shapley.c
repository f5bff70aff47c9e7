#include "stats/shapley.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "unit.h"

typedef struct {
  const char *path;
  double conversions, nulls;
} Row;

static ElgBuf credits;
static ElgErr err;

static ElgRc solve(const Row *row, size_t n, ElgShapleyMode mode, ElgShapleyGame game, uint64_t samples, ElgShapley *s)
{
  ElgPoll poll = {0};
  ElgRc rc = ELG_OK;
  memset(s, 0, sizeof *s);
  s->mode = mode;
  s->game = game;
  elg_buf_reset(&credits);
  for (size_t i = 0; !rc && i < n; i++)
    rc = elg_shapley_add(s, (ElgStr){row[i].path, strlen(row[i].path)}, ELG_STR(">"), row[i].conversions, row[i].nulls,
                         2 * row[i].conversions, &err);
  return rc ? rc : elg_shapley_solve(s, samples, 1, &credits, &poll);
}

static ElgShapleyCredit credit(size_t i) { return ((ElgShapleyCredit *)(void *)credits.p)[i]; }
static size_t count(void) { return credits.n / sizeof(ElgShapleyCredit); }

static void check(const Row *row, size_t n, ElgShapleyMode mode, ElgShapleyGame game, const double *want)
{
  ElgShapley s;
  CHECK_INT(solve(row, n, mode, game, 0, &s), ELG_OK);
  for (size_t i = 0; i < count(); i++) CHECK_NEAR(credit(i).credit, want[i], 1e-14);
  elg_shapley_free(&s);
}

/* Textbook games. Credits come in byte order of the names. */
static void games(void)
{
  const Row glove[] = {{"L1>R", 1, 0}, {"L2>R", 1, 0}, {"L1>L2>R", 1, 0}};
  check(glove, 3, ELG_SHAPLEY_SUBSETS, ELG_SHAPLEY_WORTH, (double[]){1.0 / 6, 1.0 / 6, 2.0 / 3});
  const Row taxi[] = {{"A", 6, 0},    {"B", 12, 0},   {"C", 42, 0},    {"A>B", 12, 0},
                      {"A>C", 42, 0}, {"B>C", 42, 0}, {"A>B>C", 42, 0}};
  check(taxi, 7, ELG_SHAPLEY_SUBSETS, ELG_SHAPLEY_WORTH, (double[]){2, 5, 35});
  /* the airport game: v(S) = the largest cost in S (Littlechild & Owen 1973) */
  static const double cost[] = {8, 11, 13, 18};
  static char names[15][16];
  Row airport[15];
  for (int mask = 1; mask < 16; mask++) {
    double most = 0;
    names[mask - 1][0] = 0;
    for (int i = 0; i < 4; i++) {
      if (!(mask & (1 << i))) continue;
      most = fmax(most, cost[i]);
      strncat(names[mask - 1], (const char *[]){">a", ">b", ">c", ">d"}[i], 4);
    }
    airport[mask - 1] = (Row){names[mask - 1], most, 0};
  }
  check(airport, 15, ELG_SHAPLEY_SUBSETS, ELG_SHAPLEY_WORTH, (double[]){2, 3, 4, 9});
  const Row channels[] = {{"O", 7, 0},     {"F", 6, 0},   {"D", 4, 0},         {"O > F", 15, 0},
                          {"O > D", 7, 0}, {"F>D", 9, 0}, {"O > F > D", 19, 0}};
  check(channels, 7, ELG_SHAPLEY_SUBSETS, ELG_SHAPLEY_WORTH, (double[]){19.0 / 6, 49.0 / 6, 23.0 / 3});
}

static void simplified(void)
{
  /* eeghor/mta's three cases */
  check((Row[]){{"a", 5, 0}}, 1, ELG_SHAPLEY_SIMPLIFIED, 0, (double[]){5});
  check((Row[]){{"a > b > c > d", 10, 0}}, 1, ELG_SHAPLEY_SIMPLIFIED, 0, (double[]){2.5, 2.5, 2.5, 2.5});
  check((Row[]){{"a", 4, 0}, {"a > b", 6, 0}}, 2, ELG_SHAPLEY_SIMPLIFIED, 0, (double[]){7, 3});
  /* shares of coalitions, three channels: .45 .215 .335 */
  const Row fgl[] = {{"F", .18, 0},   {"G", .04, 0},   {"L", .08, 0},    {"F>G", .10, 0},
                     {"F>L", .26, 0}, {"G>L", .07, 0}, {"F>G>L", .27, 0}};
  check(fgl, 7, ELG_SHAPLEY_SIMPLIFIED, 0, (double[]){.45, .215, .335});
  check(fgl, 7, ELG_SHAPLEY_SUBSETS, ELG_SHAPLEY_CONVERSIONS, (double[]){.45, .215, .335});
  /* ordered: a > b > a gives 1/4, 1/2, 1/4 */
  ElgShapley s;
  CHECK_INT(solve((Row[]){{"a > b > a", 4, 0}, {"b", 1, 0}}, 2, ELG_SHAPLEY_ORDERED, 0, 0, &s), ELG_OK);
  CHECK_INT(count(), 4);
  static const double want[4][3] = {{0, 1, 1}, {0, 3, 1}, {1, 1, 1}, {1, 2, 2}};
  for (size_t i = 0; i < 4; i++) {
    CHECK_INT(credit(i).channel, want[i][0]);
    CHECK_INT(credit(i).position, want[i][1]);
    CHECK_NEAR(credit(i).credit, want[i][2], 0);
    CHECK_NEAR(credit(i).value, 2 * want[i][2], 0);
  }
  elg_shapley_free(&s);
}

static uint64_t random_state = 5;
static uint32_t random_below(uint32_t n)
{
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((random_state >> 33) % n);
}

static char random_path[40][64];
static void random_rows(Row *row, int n, uint32_t channels)
{
  for (int i = 0; i < n; i++) {
    int at = 0, len = 1 + (int)random_below(5);
    for (int k = 0; k < len; k++) at += snprintf(random_path[i] + at, 12, ">%c", (char)('a' + random_below(channels)));
    row[i] = (Row){random_path[i], random_below(9), random_below(9)};
  }
}

/* v(S) and its average marginal contribution over all n! orders, by the definition. */
static double slow_worth(const Row *row, int n, ElgShapleyGame game, unsigned mask)
{
  double conversions = 0, nulls = 0;
  for (int i = 0; i < n; i++) {
    unsigned set = 0;
    for (const char *c = row[i].path; *c; c++)
      if (*c != '>') set |= 1u << (*c - 'a');
    if (set & ~mask) continue;
    conversions += row[i].conversions;
    nulls += row[i].nulls;
  }
  return game == ELG_SHAPLEY_CONVERSIONS ? conversions : conversions > 0 ? conversions / (conversions + nulls) : 0;
}

static void slow_orders(const Row *row, int n, ElgShapleyGame game, unsigned mask, unsigned all, double weight,
                        double *phi)
{
  int left = 0;
  for (unsigned m = all & ~mask; m; m &= m - 1) left++;
  for (int i = 0; i < 6; i++)
    if ((all & ~mask) & (1u << i)) {
      phi[i] += weight / left * (slow_worth(row, n, game, mask | 1u << i) - slow_worth(row, n, game, mask));
      slow_orders(row, n, game, mask | 1u << i, all, weight / left, phi);
    }
}

static void against_definition(ElgShapleyGame game)
{
  Row row[12];
  ElgShapley s;
  double phi[6] = {0}, sum = 0;
  random_rows(row, 12, 5);
  CHECK_INT(solve(row, 12, ELG_SHAPLEY_SUBSETS, game, 0, &s), ELG_OK);
  unsigned all = 0;
  for (size_t i = 0; i < s.paths.channels.n; i++) all |= 1u << (elg_intern_get(&s.paths.channels, i).s[0] - 'a');
  slow_orders(row, 12, game, 0, all, 1, phi);
  for (size_t i = 0; i < count(); i++) {
    CHECK_NEAR(credit(i).credit, phi[elg_intern_get(&s.paths.channels, credit(i).channel).s[0] - 'a'], 1e-12);
    sum += credit(i).credit;
  }
  CHECK_NEAR(sum, slow_worth(row, 12, game, all), 1e-12); /* efficiency */
  elg_shapley_free(&s);
}

/* The exact closed form, the subset programme and the sample agree; the sample within its own error. */
static void agree(ElgShapleyGame game)
{
  Row row[40];
  ElgShapley s;
  double exact[26], error, sum = 0;
  random_rows(row, 40, 14);
  CHECK_INT(solve(row, 40, ELG_SHAPLEY_SUBSETS, game, 0, &s), ELG_OK);
  size_t n = count();
  for (size_t i = 0; i < n; i++) exact[i] = credit(i).credit;
  elg_shapley_free(&s);
  if (game == ELG_SHAPLEY_CONVERSIONS) check(row, 40, ELG_SHAPLEY_SIMPLIFIED, game, exact);
  CHECK_INT(solve(row, 40, ELG_SHAPLEY_SAMPLED, game, 4000, &s), ELG_OK);
  for (size_t i = 0; i < n; i++) {
    error = fabs(credit(i).credit - exact[i]);
    CHECK(error <= 5 * credit(i).error + 1e-12 && error <= credit(i).bound);
    CHECK(credit(i).error < credit(i).bound);
    sum += credit(i).credit - exact[i];
  }
  CHECK_NEAR(sum, 0, 1e-9); /* every sample is efficient */
  elg_shapley_free(&s);
}

static void probabilistic(void)
{
  ElgShapley s;
  /* eeghor/mta's test: contributions 2.25 and 0.25, of four conversions */
  check((Row[]){{"a", 3, 1}, {"b", 1, 3}}, 2, ELG_SHAPLEY_SHAO_LI, 0, (double[]){3.6, .4});
  /* p(a) = 2/3, p(b) = 1/3, p(a,b) = 1: C = 2/3 + 2/3 and 1/3, of two conversions; repeats are one channel */
  check((Row[]){{"b > a > b", 1, 0}, {"a", 1, 1}, {"b", 0, 2}}, 3, ELG_SHAPLEY_SHAO_LI, 0, (double[]){1.6, .4});
  CHECK_NEAR(credit(0).value, 3.2, 1e-15);
  /* p(a) = 9/10, p(b) = 1/11, p(a,b) = 1/2: what b adds to a is less than nothing */
  check((Row[]){{"a", 17, 1}, {"a > b", 1, 1}, {"b", 0, 20}}, 3, ELG_SHAPLEY_SHAO_LI, 0,
        (double[]){18 * (17 * .9 + .5 * (.9 + .5 - 1.0 / 22)) / (17 * .9 + .5), 18 * .5 * (.5 + 1.0 / 22 - .9) / (17 * .9 + .5)});
  check((Row[]){{"a", 0, 1}, {"a > b", 0, 1}}, 2, ELG_SHAPLEY_SHAO_LI, 0, (double[]){0, 0});
  ElgRc rc = ELG_OK;
  memset(&s, 0, sizeof s);
  s.mode = ELG_SHAPLEY_SHAO_LI;
  for (int i = 0; !rc && i <= ELG_SHAPLEY_PAIRS; i++) {
    char path[16];
    int n = snprintf(path, sizeof path, "c%d", i);
    rc = elg_shapley_add(&s, (ElgStr){path, (size_t)n}, ELG_STR(">"), 1, 0, 0, &err);
    CHECK_INT(rc, i < ELG_SHAPLEY_PAIRS ? ELG_OK : ELG_ERROR);
  }
  CHECK_TEXT(((ElgStr){err.text, strlen(err.text)}), "mode shao_li: got more than 4000 channels; expected at most that");
  elg_shapley_free(&s);
}

static void errors(void)
{
  ElgShapley s;
  CHECK_INT(solve((Row[]){{"a > b", 1, 0}, {"b > a > a", 2, 0}}, 2, ELG_SHAPLEY_SUBSETS, ELG_SHAPLEY_WORTH, 0, &s),
            ELG_ERROR);
  CHECK_TEXT(((ElgStr){err.text, strlen(err.text)}),
             "got the coalition 'b > a > a' twice; expected one worth for each");
  elg_shapley_free(&s);
  CHECK_INT(solve((Row[]){{"a>b>c>d>e>f>g>h>i>j>k>l>m>n>o>p>q>r>s>t>u", 1, 0}}, 1, ELG_SHAPLEY_SUBSETS, 0, 0, &s),
            ELG_ERROR);
  CHECK_TEXT(((ElgStr){err.text, strlen(err.text)}), "mode exact: got more than 20 channels; expected at most that, or mode sampled");
  elg_shapley_free(&s);
  CHECK_INT(solve((Row[]){{"", 3, 0}, {" > ", 2, 0}}, 2, ELG_SHAPLEY_SIMPLIFIED, 0, 0, &s), ELG_OK);
  CHECK_INT(count(), 0);
  CHECK_NEAR(elg_shapley_bare(&s), 5, 0);
  elg_shapley_free(&s);
}

static ElgRc interrupt(void *arg)
{
  (void)arg;
  return ELG_INTERRUPT;
}

static void interrupts(void)
{
  ElgShapley s;
  ElgPoll poll = {interrupt, NULL, 1000};
  CHECK_INT(solve((Row[]){{"a>b>c>d>e>f>g>h>i>j>k>l", 1, 0}}, 1, ELG_SHAPLEY_SAMPLED, 0, 2, &s), ELG_OK);
  elg_buf_reset(&credits);
  CHECK_INT(elg_shapley_solve(&s, 1000000, 1, &credits, &poll), ELG_INTERRUPT);
  elg_shapley_free(&s);
  CHECK_INT(solve((Row[]){{"a>b>c>d>e>f>g>h>i>j>k>l", 1, 0}}, 1, ELG_SHAPLEY_SUBSETS, 0, 0, &s), ELG_OK);
  elg_buf_reset(&credits);
  poll.left = 1000;
  CHECK_INT(elg_shapley_solve(&s, 0, 0, &credits, &poll), ELG_INTERRUPT);
  elg_shapley_free(&s);
}

static ElgRc sweep(void)
{
  const Row rows[] = {{"a > b > c", 1, 2}, {"b > d > a > b", 2, 2}, {"c", 1, 1}};
  ElgRc rc = ELG_OK;
  for (int mode = 0; !rc && mode <= ELG_SHAPLEY_SHAO_LI; mode++) {
    ElgShapley s;
    elg_buf_free(&credits);
    rc = solve(rows, 3, (ElgShapleyMode)mode, mode < 2 ? ELG_SHAPLEY_CONVERSIONS : ELG_SHAPLEY_RATE, 5, &s);
    elg_shapley_free(&s);
  }
  elg_buf_free(&credits);
  return rc;
}

int main(void)
{
  games();
  simplified();
  for (int i = 0; i < 5; i++) against_definition(ELG_SHAPLEY_CONVERSIONS), against_definition(ELG_SHAPLEY_RATE);
  agree(ELG_SHAPLEY_CONVERSIONS);
  agree(ELG_SHAPLEY_RATE);
  probabilistic();
  errors();
  interrupts();
  elg_buf_free(&credits);
  unit_fault_sweep(sweep);
  return unit_end();
}
