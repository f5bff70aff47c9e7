#include "stats/transitions.h"
#include <math.h>
#include <string.h>
#include "base/compensated.h"
#include "base/mem.h"

const uint32_t *elg_markov_channels(const ElgMarkov *m, const uint32_t *i, size_t *n)
{
  *n = 1;
  if (m->order == 1) return i;
  ElgStr key = elg_intern_get(&m->states, *i);
  *n = key.n / sizeof(uint32_t);
  return (const uint32_t *)(const void *)key.s;
}

/* Order of two states: their channels one by one, a shorter one first. rank[channel] is the place of its name. */
static int transitions_compare(const ElgMarkov *m, const uint32_t *rank, uint32_t a, uint32_t b)
{
  size_t n, k;
  const uint32_t *x = elg_markov_channels(m, &a, &n), *y = elg_markov_channels(m, &b, &k);
  for (size_t i = 0; i < n && i < k; i++)
    if (x[i] != y[i]) return rank[x[i]] < rank[y[i]] ? -1 : 1;
  return n < k ? -1 : n > k;
}

/* place[state] for n states: order and rank are scratch for as many, and for the channels. Shell sort. */
static void transitions_place(const ElgMarkov *m, uint32_t *place, size_t n, uint32_t *order, uint32_t *rank)
{
  size_t gap = 1, channels = m->paths.channels.n;
  elg_intern_order(&m->paths.channels, order);
  for (size_t i = 0; i < channels; i++) rank[order[i]] = (uint32_t)i;
  for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap; gap /= 3)
    for (size_t i = gap; i < n; i++) {
      uint32_t id = order[i];
      size_t j = i;
      for (; j >= gap && transitions_compare(m, rank, order[j - gap], id) > 0; j -= gap) order[j] = order[j - gap];
      order[j] = id;
    }
  for (size_t i = 0; i < n; i++) place[order[i]] = (uint32_t)i;
}

static uint64_t transitions_key(const ElgTransition *t, const uint32_t *place, size_t n)
{
  uint64_t from = t->from ? place[t->from - 1] + 1u : 0, to = t->to < 2 ? n + t->to : place[t->to - 2];
  return from << 32 | to;
}

static void transitions_sort(ElgTransition *t, size_t n, const uint32_t *place, size_t states)
{
  size_t gap = 1;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap; gap /= 3)
    for (size_t i = gap; i < n; i++) {
      ElgTransition x = t[i];
      uint64_t key = transitions_key(&x, place, states);
      size_t j = i;
      for (; j >= gap && transitions_key(t + j - gap, place, states) > key; j -= gap) t[j] = t[j - gap];
      t[j] = x;
    }
}

/* Probabilities of sorted transitions: those of one state are neighbours. */
static void transitions_normalise(ElgTransition *t, size_t n)
{
  for (size_t i = 0, end; i < n; i = end) {
    ElgCompensated sum = {0, 0};
    for (end = i; end < n && t[end].from == t[i].from; end++) elg_compensated_add(&sum, t[end].count);
    for (size_t j = i; j < end; j++) t[j].probability = t[j].count / elg_compensated_value(&sum);
  }
}

ElgRc elg_transitions(const ElgMarkov *m, ElgBuf *out)
{
  size_t states = elg_markov_states(m), channels = m->paths.channels.n, most = states > channels ? states : channels;
  uint32_t *place = elg_realloc(NULL, (2 * most + channels + 1) * sizeof *place);
  ElgTransition *t = place ? elg_buf_grow(out, m->n_moves * sizeof *t) : NULL;
  if (!place) return ELG_NOMEM;
  transitions_place(m, place, states, place + most, place + 2 * most);
  if (t && m->n_moves) {
    const ElgMarkovMove *moves = elg_markov_slots(m);
    size_t n = 0;
    for (size_t i = 0; i < m->n_slots; i++)
      if (moves[i].key) t[n++] = (ElgTransition){(uint32_t)(moves[i].key >> 32), (uint32_t)moves[i].key, moves[i].weight, 0};
    transitions_sort(t, n, place, states);
    transitions_normalise(t, n);
  }
  elg_free(place);
  return out->rc;
}

/* What leaves a state: in all, to the conversion and to null. */
typedef struct {
  double all, ends[2], score;
} FitState;

static int fit_later(const FitState *a, const FitState *b) { return a->score > b->score; }

static void fit_sort(FitState *s, size_t n)
{
  size_t gap = 1;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap; gap /= 3)
    for (size_t i = gap; i < n; i++) {
      FitState x = s[i];
      size_t j = i;
      for (; j >= gap && fit_later(s + j - gap, &x); j -= gap) s[j] = s[j - gap];
      s[j] = x;
    }
}

/* The area under the ROC curve of the states' scores; spoils their order. */
static double fit_auc(FitState *s, size_t n)
{
  double below = 0, wins = 0, conversions = 0;
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    double ended = s[i].ends[0] + s[i].ends[1];
    if (!(ended > 0)) continue;
    s[used] = s[i];
    s[used++].score = s[i].ends[0] / ended;
  }
  fit_sort(s, used);
  for (size_t i = 0, end; i < used; i = end) {
    double tied[2] = {0, 0};
    for (end = i; end < used && s[end].score == s[i].score; end++)
      for (int k = 0; k < 2; k++) tied[k] += s[end].ends[k];
    wins += tied[0] * (below + tied[1] / 2);
    conversions += tied[0];
    below += tied[1];
  }
  return wins / conversions / below;
}

/* 1 - (1 - auc) (journeys - 1) / (journeys - nodes - 1) with nodes = C(channels + order - 1, order). */
static double fit_penalised(double auc, double journeys, size_t channels, size_t order)
{
  double nodes = 1;
  for (size_t i = 1; i <= order; i++) nodes = nodes * (double)(channels + order - i) / (double)(order + 1 - i);
  double left = journeys - nodes - 1, penalised = 1 - (1 - auc) * (journeys - 1) / left;
  return left > 0 && penalised >= 0 ? penalised : NAN;
}

ElgRc elg_markov_fit(const ElgMarkov *m, size_t channels, ElgMarkovFit *out)
{
  const ElgMarkovMove *moves = elg_markov_slots(m);
  ElgCompensated likelihood = {0, 0};
  size_t n = 0;
  double all = 0, journeys = 0;
  for (size_t i = 0; i < m->n_slots; i++)
    if (moves[i].key && moves[i].key >> 32 > n) n = (size_t)(moves[i].key >> 32);
  FitState *s = elg_realloc(NULL, (n + 1) * sizeof *s);
  if (!s) return ELG_NOMEM;
  memset(s, 0, (n + 1) * sizeof *s);
  for (size_t i = 0; i < m->n_slots; i++) {
    FitState *from = s + (moves[i].key >> 32);
    uint32_t to = (uint32_t)moves[i].key;
    if (!moves[i].key) continue;
    from->all += moves[i].weight;
    all += moves[i].weight;
    if (to < 2) from->ends[to] += moves[i].weight, journeys += moves[i].weight;
  }
  for (size_t i = 0; i < m->n_slots; i++)
    if (moves[i].key) elg_compensated_add(&likelihood, moves[i].weight * log(moves[i].weight / s[moves[i].key >> 32].all));
  *out = (ElgMarkovFit){.log_likelihood = elg_compensated_value(&likelihood)};
  for (size_t i = 1; i <= n; i++) out->states += s[i].all > 0;
  if (channels) out->parameters = (double)out->states * (double)(channels + 1) + (double)channels - 1;
  out->bic = out->parameters * log(all) - 2 * out->log_likelihood;
  out->auc = fit_auc(s, n + 1);
  out->penalised_auc = fit_penalised(out->auc, journeys, channels, m->order);
  elg_free(s);
  return ELG_OK;
}
