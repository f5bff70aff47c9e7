#include "stats/markov.h"
#include <math.h>
#include <string.h>
#include "base/mem.h"

static ElgMarkovMove *markov_slot(ElgMarkovMove *moves, size_t n_slots, uint64_t key)
{
  size_t at = (size_t)((key * 0x9E3779B97F4A7C15u) >> 20) & (n_slots - 1);
  while (moves[at].key && moves[at].key != key) at = (at + 1) & (n_slots - 1);
  return moves + at;
}

static ElgRc markov_grow(ElgMarkov *m)
{
  size_t n_slots = m->n_slots ? 2 * m->n_slots : 256;
  ElgBuf made = {0};
  ElgMarkovMove *to = elg_buf_grow(&made, n_slots * sizeof *to), *from = elg_markov_slots(m);
  if (!to) return made.rc;
  memset(to, 0, n_slots * sizeof *to);
  for (size_t i = 0; i < m->n_slots; i++)
    if (from[i].key) *markov_slot(to, n_slots, from[i].key) = from[i];
  elg_buf_free(&m->moves);
  m->moves = made;
  m->n_slots = n_slots;
  return ELG_OK;
}

static ElgRc markov_move(ElgMarkov *m, uint32_t from, uint32_t to, double weight)
{
  uint64_t key = (uint64_t)from << 32 | to;
  if (m->n_moves >= m->n_slots / 2) {
    ElgRc rc = markov_grow(m);
    if (rc) return rc;
  }
  ElgMarkovMove *slot = markov_slot(elg_markov_slots(m), m->n_slots, key);
  if (!slot->key) m->n_moves++;
  slot->key = key;
  slot->weight += weight;
  return ELG_OK;
}

size_t elg_markov_states(const ElgMarkov *m) { return m->order == 1 ? m->paths.channels.n : m->states.n; }

/* The state at touch i: the channel itself, or the tuple of the last order channels. */
static ElgRc markov_state(ElgMarkov *m, const uint32_t *touches, size_t i, uint32_t *state)
{
  size_t n = i + 1 < m->order ? i + 1 : m->order, before = m->states.n;
  *state = touches[i];
  if (m->order == 1) return ELG_OK;
  ElgRc rc = elg_intern_add(&m->states, (ElgStr){(const char *)(touches + i + 1 - n), n * sizeof *touches}, state);
  if (!rc && m->states.n > before) elg_buf_put(&m->last, touches + i, sizeof *touches);
  return rc ? rc : m->last.rc;
}

/* Value of the journeys that ended in a state. */
static ElgRc markov_worth(ElgMarkov *m, uint32_t state, double value)
{
  size_t have = m->values.n / sizeof value;
  if (state >= have) {
    double *more = elg_buf_grow(&m->values, (state + 1 - have) * sizeof *more);
    if (!more) return m->values.rc;
    for (size_t i = 0; i < state + 1 - have; i++) more[i] = 0;
  }
  ((double *)(void *)m->values.p)[state] += value;
  return ELG_OK;
}

ElgRc elg_markov_walk(ElgMarkov *m, const uint32_t *touches, size_t n, double conversions, double nulls, double value)
{
  uint32_t from = 0, state = 0;
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < n; i++) {
    rc = markov_state(m, touches, i, &state);
    if (!rc) rc = markov_move(m, from, state + 2, conversions + nulls);
    from = state + 1;
  }
  if (!rc && conversions > 0) rc = markov_move(m, from, 0, conversions);
  if (!rc && nulls > 0) rc = markov_move(m, from, 1, nulls);
  if (!rc && value != 0) rc = markov_worth(m, state, value);
  return rc;
}

ElgRc elg_markov_add(ElgMarkov *m, ElgStr path, ElgStr separator, double conversions, double nulls, double value)
{
  ElgRc rc = elg_path_read(&m->paths, path, separator);
  if (rc) return rc;
  if (!elg_path_count(&m->paths)) {
    m->bare = 1;
    m->bare_conversions += conversions;
    m->bare_nulls += nulls;
    m->bare_value += value;
    return ELG_OK;
  }
  m->conversions += conversions;
  m->nulls += nulls;
  m->value += value;
  if (conversions + nulls == 0) return ELG_OK;
  return elg_markov_walk(m, elg_path_touches(&m->paths), elg_path_count(&m->paths), conversions, nulls, value);
}

ElgRc elg_markov_check(const ElgMarkov *m, ElgErr *err)
{
  if (elg_markov_states(m) <= ELG_MARKOV_STATES) return ELG_OK;
  return elg_err(err, "more than %d states, got order %zu over %zu channels; expected a lower order or fewer channels",
                 ELG_MARKOV_STATES, m->order, m->paths.channels.n);
}

/* A chain under elimination: row 0 is the start, row i + 1 state i; column 0 is the value of what ends there, 1
** conversion, 2 null, i + MARKOV_ENDS state i. Entries are weights, only their ratios within a row matter; the value is
** no exit, but is passed on like one. block[i] is the channel of state i; states of a block are neighbours. The first n
** states of rows of width columns are left. */
#define MARKOV_ENDS 3
typedef struct {
  double *a;
  uint32_t *block;
  size_t n, width;
} MarkovChain;

static ElgRc markov_alloc(MarkovChain *c, size_t n)
{
  size_t cells = (n + 1) * (n + MARKOV_ENDS) * sizeof(double);
  c->a = elg_realloc(NULL, cells + n * sizeof(uint32_t));
  if (!c->a) return ELG_NOMEM;
  memset(c->a, 0, cells);
  c->block = (uint32_t *)(void *)(c->a + (n + 1) * (n + MARKOV_ENDS));
  c->n = n;
  c->width = n + MARKOV_ENDS;
  return ELG_OK;
}

/* The states being eliminated together: state first - q has the settled row[q], whose entries left of its own column
** sum to exits[q]. */
#define MARKOV_PANEL 4
typedef struct {
  const double *row[MARKOV_PANEL];
  double exits[MARKOV_PANEL];
  size_t first;
} MarkovPanel;

/* The factors f with which row takes over the first used panel rows; settles its entries in their columns. */
static int markov_factors(double *row, const MarkovPanel *p, size_t used, double f[MARKOV_PANEL])
{
  int any = 0;
  for (size_t q = 0; q < MARKOV_PANEL; q++) f[q] = 0;
  for (size_t q = 0; q < used; q++) {
    size_t column = p->first - q + MARKOV_ENDS;
    if (row[column] == 0) continue;
    f[q] = row[column] / p->exits[q];
    any = 1;
    for (size_t later = 1; later < used - q; later++) row[column - later] += f[q] * p->row[q][column - later];
  }
  return any;
}

/* row += the panel rows times f, the first n columns. */
static void markov_take_over(double *row, const MarkovPanel *p, const double f[MARKOV_PANEL], size_t n)
{
  const double *a = p->row[0], *b = p->row[1], *c = p->row[2], *d = p->row[3];
  for (size_t j = 0; j < n; j++) row[j] += f[0] * a[j] + f[1] * b[j] + f[2] * c[j] + f[3] * d[j];
}

/* Settle the panel below state n: each row takes over the ones eliminated before it. */
static void markov_settle(const MarkovChain *c, MarkovPanel *p, size_t used)
{
  double f[MARKOV_PANEL];
  for (size_t q = 0; q < MARKOV_PANEL; q++) p->row[q] = c->a + (p->first - (q < used ? q : used - 1) + 1) * c->width;
  for (size_t q = 0; q < used; q++) {
    double *row = c->a + (p->first - q + 1) * c->width;
    size_t own = p->first - q + MARKOV_ENDS;
    if (markov_factors(row, p, q, f)) markov_take_over(row, p, f, own);
    p->exits[q] = 0;
    for (size_t j = 1; j < own; j++) p->exits[q] += row[j];
  }
}

/* Eliminate the states from the last one down to keep, some at a time so that memory is read once for all of them. */
static ElgRc markov_eliminate(MarkovChain *c, size_t keep, ElgPoll *poll)
{
  while (c->n > keep) {
    size_t used = c->n - keep < MARKOV_PANEL ? c->n - keep : MARKOV_PANEL;
    MarkovPanel panel = {{0}, {0}, c->n - 1};
    double f[MARKOV_PANEL];
    markov_settle(c, &panel, used);
    c->n -= used;
    for (size_t i = 0; i <= c->n; i++) {
      double *row = c->a + i * c->width;
      if (markov_factors(row, &panel, used, f)) markov_take_over(row, &panel, f, c->n + MARKOV_ENDS);
      ElgRc rc = elg_poll(poll);
      if (rc) return rc;
    }
  }
  return ELG_OK;
}

/* NaN where there is nothing to lose. */
typedef struct {
  double conversions, value;
} MarkovEffect;

/* A copy of the chain with its states rotated left by some. */
static ElgRc markov_rotate(const MarkovChain *c, size_t by, MarkovChain *out)
{
  ElgRc rc = markov_alloc(out, c->n);
  if (rc) return rc;
  size_t tail = c->n - by;
  for (size_t i = 0; i <= c->n; i++) {
    const double *from = c->a + (i == 0 ? 0 : (i - 1 + by) % c->n + 1) * c->width;
    double *to = out->a + i * out->width;
    memcpy(to, from, MARKOV_ENDS * sizeof *to);
    memcpy(to + MARKOV_ENDS, from + MARKOV_ENDS + by, tail * sizeof *to);
    memcpy(to + MARKOV_ENDS + tail, from + MARKOV_ENDS, by * sizeof *to);
    if (i) out->block[i - 1] = c->block[(i - 1 + by) % c->n];
  }
  return ELG_OK;
}

/* The boundary between two blocks nearest to the middle, 0 when there is one block only. */
static size_t markov_split(const MarkovChain *c)
{
  for (size_t d = 0; d <= c->n / 2; d++) {
    size_t low = c->n / 2 - d, high = c->n / 2 + d;
    if (low > 0 && low < c->n && c->block[low - 1] != c->block[low]) return low;
    if (high > 0 && high < c->n && c->block[high - 1] != c->block[high]) return high;
  }
  return 0;
}

/* The effects of the channel whose states are all that is left: what reaches the ends through it, of all that does. */
static ElgRc markov_effect(MarkovChain *c, MarkovEffect *effect, ElgPoll *poll)
{
  double value = c->a[0], conversions = c->a[1];
  c->a[0] = c->a[1] = 0;
  ElgRc rc = markov_eliminate(c, 0, poll);
  effect->conversions = c->a[1] / (conversions + c->a[1]);
  effect->value = c->a[0] / (value + c->a[0]);
  return rc;
}

/* effect[channel] for every block of the chain, which is spoilt. */
static ElgRc markov_effects(MarkovChain *c, MarkovEffect *effect, ElgPoll *poll)
{
  size_t split = markov_split(c);
  if (!split) return markov_effect(c, effect + c->block[0], poll);
  ElgRc rc = ELG_OK;
  for (int half = 0; !rc && half < 2; half++) {
    MarkovChain part;
    rc = markov_rotate(c, half ? split : 0, &part);
    if (rc) return rc;
    rc = markov_eliminate(&part, half ? c->n - split : split, poll);
    if (!rc) rc = markov_effects(&part, effect, poll);
    elg_free(part.a);
  }
  return rc;
}

/* Number the states so that those of a channel are neighbours: place[state]. */
static void markov_place(const ElgMarkov *m, uint32_t *place, uint32_t *block)
{
  const uint32_t *last = (const uint32_t *)(const void *)m->last.p;
  size_t n = elg_markov_states(m);
  uint32_t next = 0;
  if (m->order == 1) {
    for (size_t i = 0; i < n; i++) place[i] = block[i] = (uint32_t)i;
    return;
  }
  for (size_t channel = 0; channel < m->paths.channels.n; channel++)
    for (size_t i = 0; i < n; i++) {
      if (last[i] != channel) continue;
      block[next] = last[i];
      place[i] = next++;
    }
}

static void markov_fill(const ElgMarkov *m, MarkovChain *c, uint32_t *place)
{
  const ElgMarkovMove *moves = elg_markov_slots(m);
  const double *values = (const double *)(const void *)m->values.p;
  markov_place(m, place, c->block);
  for (size_t i = 0; i < m->n_slots; i++) {
    uint32_t from = (uint32_t)(moves[i].key >> 32), to = (uint32_t)moves[i].key;
    if (!moves[i].key) continue;
    c->a[(from ? place[from - 1] + 1 : 0) * c->width + (to < 2 ? to + 1 : place[to - 2] + MARKOV_ENDS)] = moves[i].weight;
  }
  for (size_t i = 0; i < m->values.n / sizeof *values; i++) c->a[(place[i] + 1) * c->width] = values[i];
}

/* effect[channel]; 0 for those nobody went by. */
static ElgRc markov_run(const ElgMarkov *m, MarkovEffect *effect, uint32_t *place, ElgPoll *poll)
{
  size_t n = elg_markov_states(m);
  MarkovEffect none = {m->conversions > 0 ? 0 : NAN, m->value != 0 ? 0 : NAN};
  MarkovChain chain;
  for (size_t i = 0; i < m->paths.channels.n; i++) effect[i] = none;
  if (!n || (!(m->conversions > 0) && m->value == 0)) return ELG_OK;
  ElgRc rc = markov_alloc(&chain, n);
  if (rc) return rc;
  markov_fill(m, &chain, place);
  rc = markov_effects(&chain, effect, poll);
  elg_free(chain.a);
  for (size_t i = 0; m->value == 0 && i < m->paths.channels.n; i++) effect[i].value = NAN;
  return rc;
}

ElgRc elg_markov_solve(ElgMarkov *m, ElgMarkovCredit *credits, ElgPoll *poll)
{
  size_t n = elg_markov_states(m), channels = m->paths.channels.n;
  double sum = 0, value = 0;
  if (!channels) return ELG_OK;
  MarkovEffect *effect = elg_realloc(NULL, channels * sizeof *effect + (channels + n) * sizeof(uint32_t));
  if (!effect) return ELG_NOMEM;
  uint32_t *order = (uint32_t *)(void *)(effect + channels);
  ElgRc rc = markov_run(m, effect, order + channels, poll);
  elg_intern_order(&m->paths.channels, order);
  for (size_t i = 0; i < channels; i++) {
    sum += effect[order[i]].conversions;
    value += effect[order[i]].value;
  }
  for (size_t i = 0; i < channels; i++) {
    MarkovEffect e = effect[order[i]];
    credits[i] = (ElgMarkovCredit){order[i], e.conversions, e.conversions / sum, e.value, e.value / value};
  }
  elg_free(effect);
  return rc;
}

void elg_markov_free(ElgMarkov *m)
{
  elg_path_free(&m->paths);
  elg_intern_free(&m->states);
  elg_buf_free(&m->last);
  elg_buf_free(&m->values);
  elg_buf_free(&m->moves);
  *m = (ElgMarkov){0};
}
