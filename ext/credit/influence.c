#include "credit/influence.h"
#include <math.h>
#include <string.h>
#include "base/compensated.h"

#define INFLUENCE_DAY 86400.0
#define INFLUENCE_FAR 256 /* half-lives a touch may run ahead of the base of its sum */

typedef struct {
  double at; /* front: the base of rest, -INFINITY for an empty sum */
  double weight, reference;
  double rest;           /* front: sum of its channel behind it */
  double rest_reference; /* front: latest reference behind it */
  uint32_t channel;
} InfluenceRow;

typedef struct {
  ElgCompensated front, back;
  double front_base; /* -INFINITY: front is empty */
} InfluenceChannel;

static InfluenceRow *influence_rows(const ElgInfluence *s) { return (InfluenceRow *)(void *)s->rows.p; }
static size_t influence_end(const ElgInfluence *s) { return s->rows.n / sizeof(InfluenceRow); }
static InfluenceChannel *influence_channels(const ElgInfluence *s) { return (InfluenceChannel *)(void *)s->sums.p; }

/* ---- options ---- */

ElgInfluenceOptions elg_influence_defaults(void)
{
  return (ElgInfluenceOptions){.half_life = 30 * INFLUENCE_DAY, .k = 1, .n = 1};
}

int elg_saturation_find(ElgStr name)
{
  static const char *const names[] = {"none", "log", "exp", "hill"};
  for (int i = 0; i < (int)ELG_COUNT(names); i++)
    if (elg_str_equal(name, (ElgStr){names[i], strlen(names[i])})) return i;
  return -1;
}

static ElgRc influence_number(const ElgJsonNode *m, int zero, double *out, ElgErr *err)
{
  double x = m->type == ELG_JSON_NUMBER ? elg_json_double(m) : -1;
  *out = x;
  if (isfinite(x) && (x > 0 || (zero && x >= 0))) return ELG_OK;
  return elg_err(err, "%.*s: got %s; expected a number %s 0", (int)m->name.n, m->name.s, elg_show(m->text).s,
                 zero ? "of at least" : "above");
}

static ElgRc influence_member(ElgInfluenceOptions *o, const ElgJsonNode *m, ElgErr *err)
{
  if (elg_str_equal(m->name, ELG_STR("half_life_days"))) {
    ElgRc rc = ELG_OK;
    o->half_life = INFINITY;
    if (m->type != ELG_JSON_NULL) rc = influence_number(m, 0, &o->half_life, err);
    o->half_life *= INFLUENCE_DAY;
    return rc;
  }
  if (elg_str_equal(m->name, ELG_STR("saturation"))) {
    int kind = m->type == ELG_JSON_STRING ? elg_saturation_find(m->text) : -1;
    if (kind < 0) return elg_err(err, "saturation: got '%s'; expected none, log, exp or hill", elg_show(m->text).s);
    o->saturation = (ElgSaturation)kind;
    return ELG_OK;
  }
  if (elg_str_equal(m->name, ELG_STR("k"))) return influence_number(m, 0, &o->k, err);
  if (elg_str_equal(m->name, ELG_STR("n"))) return influence_number(m, 0, &o->n, err);
  if (elg_str_equal(m->name, ELG_STR("fallback"))) {
    o->has_fallback = 1;
    return influence_number(m, 1, &o->fallback, err);
  }
  return elg_err(err, "unknown option, got '%s'; expected half_life_days, saturation, k, n or fallback", elg_show(m->name).s);
}

ElgRc elg_influence_parse(ElgInfluenceOptions *options, ElgStr text, ElgErr *err)
{
  ElgJson doc = {{0}, {0}};
  *options = elg_influence_defaults();
  ElgRc rc = elg_json_parse(&doc, text, err);
  const ElgJsonNode *root = rc ? NULL : elg_json_root(&doc);
  if (!rc && root->type != ELG_JSON_OBJECT)
    rc = elg_err(err, "options: got %s; expected an object", elg_json_type_name(root->type));
  for (const ElgJsonNode *m = rc ? NULL : elg_json_first(root); !rc && m; m = elg_json_next(&doc, root, m))
    rc = influence_member(options, m, err);
  elg_json_free(&doc);
  return rc;
}

double elg_decay(double age, double half_life) { return exp2(-age / half_life); }

double elg_saturate(ElgSaturation kind, double x, double k, double n)
{
  switch (kind) {
  case ELG_SATURATE_LOG: return log1p(x);
  case ELG_SATURATE_EXP: return -expm1(-x / k);
  case ELG_SATURATE_HILL: return x > 0 ? 1 / (1 + pow(k / x, n)) : 0;
  case ELG_SATURATE_NONE: break;
  }
  return x;
}

/* ---- sums ---- */

/* The squares of channel 1 decay twice as fast. */
static double influence_power(const ElgInfluence *s, uint32_t channel) { return s->squares && channel == 1 ? 2 : 1; }

/* A touch relative to a base time. */
static double influence_scaled(const ElgInfluence *s, const InfluenceRow *r, double base)
{
  return r->weight * exp2(influence_power(s, r->channel) * ((r->at - base) / s->options.half_life));
}

/* Whole half-lives from a base to a touch too far ahead of it, else 0. */
static double influence_steps(const ElgInfluence *s, double base, double at)
{
  double steps = (at - base) / s->options.half_life;
  return steps > INFLUENCE_FAR ? floor(steps) : 0;
}

/* Move a channel's sum by whole half-lives: an exact scaling. */
static void influence_scale(const ElgInfluence *s, uint32_t channel, ElgCompensated *sum, double steps)
{
  double factor = exp2(-steps * influence_power(s, channel));
  sum->sum *= factor;
  sum->lost *= factor;
}

/* Move the base of the back sums towards at. */
static void influence_rebase(ElgInfluence *s, double at)
{
  double steps = influence_steps(s, s->back_base, at);
  size_t n = s->sums.n / sizeof(InfluenceChannel);
  if (steps <= 0) return;
  s->back_base += steps * s->options.half_life;
  for (uint32_t c = 0; c < n; c++) influence_scale(s, c, &influence_channels(s)[c].back, steps);
}

/* Put a touch in front of those behind it, which it learns. Their base is theirs: it must not follow a touch that leaves before, nor one
** without weight. */
static void influence_turn(const ElgInfluence *s, InfluenceRow *row, InfluenceChannel *c)
{
  double base = c->front_base;
  row->rest = elg_compensated_value(&c->front);
  if (row->weight <= 0) {
    row->at = base;
    return;
  }
  if (!(base > -INFINITY)) {
    c->front_base = row->at;
  } else {
    double steps = influence_steps(s, base, row->at);
    if (steps > 0) influence_scale(s, row->channel, &c->front, steps);
    if (steps > 0) c->front_base += steps * s->options.half_life;
  }
  elg_compensated_add(&c->front, influence_scaled(s, row, c->front_base));
  row->at = base;
}

/* Turn the back part into the front part. */
static void influence_flip(ElgInfluence *s)
{
  InfluenceRow *rows = influence_rows(s);
  InfluenceChannel *c = influence_channels(s);
  size_t end = influence_end(s), n = s->sums.n / sizeof *c;
  double reference = -INFINITY;
  for (size_t i = 0; i < n; i++) c[i] = (InfluenceChannel){{0, 0}, {0, 0}, -INFINITY};
  for (size_t i = end; i-- > s->head;) {
    rows[i].rest_reference = reference;
    influence_turn(s, rows + i, c + rows[i].channel);
    reference = rows[i].reference > reference ? rows[i].reference : reference;
  }
  s->front_reference = reference;
  s->back_reference = -INFINITY;
  s->mid = end;
}

/* Give back the room of touches that left, once it is the larger part. */
static void influence_compact(ElgInfluence *s)
{
  size_t end = influence_end(s);
  if (s->head < 64 || s->head * 2 < end) return;
  memmove(influence_rows(s), influence_rows(s) + s->head, (end - s->head) * sizeof(InfluenceRow));
  s->rows.n = (end - s->head) * sizeof(InfluenceRow);
  s->mid -= s->head;
  s->head = 0;
}

static ElgRc influence_push(ElgInfluence *s, uint32_t channel, double weight, double at, double reference)
{
  InfluenceRow row = {at, weight, reference, 0, 0, channel};
  InfluenceChannel none = {{0, 0}, {0, 0}, -INFINITY};
  while (s->sums.n / sizeof none <= channel) {
    elg_buf_put(&s->sums, &none, sizeof none);
    if (s->sums.rc) return s->sums.rc;
  }
  elg_buf_put(&s->rows, &row, sizeof row);
  if (s->rows.rc) return s->rows.rc;
  if (influence_end(s) == s->mid + 1) s->back_reference = -INFINITY;
  if (influence_end(s) == s->mid + 1 || (s->squares && !channel && elg_compensated_value(&influence_channels(s)->back) <= 0))
    s->back_base = at;
  else if (weight > 0)
    influence_rebase(s, at);
  if (weight > 0) elg_compensated_add(&influence_channels(s)[channel].back, influence_scaled(s, &row, s->back_base));
  if (reference > s->back_reference) s->back_reference = reference;
  return ELG_OK;
}

static void influence_pop(ElgInfluence *s)
{
  if (s->head == s->mid) influence_flip(s);
  const InfluenceRow *r = influence_rows(s) + s->head++;
  InfluenceChannel *c = influence_channels(s) + r->channel;
  c->front = (ElgCompensated){r->rest, 0};
  c->front_base = r->at;
  s->front_reference = r->rest_reference;
  influence_compact(s);
}

ElgRc elg_influence_add(ElgInfluence *s, const ElgCell *type, double weight, double at, double reference)
{
  uint32_t channel = 0;
  if (!s->n) {
    s->rows.n = s->head = s->mid = 0;
    if (s->sums.n) memset(s->sums.p, 0, s->sums.n);
    s->front_reference = s->back_reference = -INFINITY;
  }
  ElgRc rc = s->squares ? ELG_OK : elg_cellset_add(&s->types, type, &channel);
  if (!rc) rc = influence_push(s, channel, weight, at, reference);
  if (!rc && s->squares) rc = influence_push(s, 1, weight * weight, at, reference);
  s->n += !rc;
  return rc;
}

ElgRc elg_influence_remove(ElgInfluence *s)
{
  if (!s->n) return ELG_OK;
  influence_pop(s);
  if (s->squares) influence_pop(s);
  s->n--;
  return ELG_OK;
}

/* A channel's sum at the frame's latest reference. */
static double influence_channel(const ElgInfluence *s, uint32_t channel, double reference)
{
  const InfluenceChannel *c = influence_channels(s) + channel;
  double power = influence_power(s, channel), h = s->options.half_life, total = 0;
  if (s->head < s->mid && c->front_base > -INFINITY)
    total = elg_compensated_value(&c->front) * exp2(-power * ((reference - c->front_base) / h));
  if (s->mid < influence_end(s) && elg_compensated_value(&c->back) > 0) /* a touch without weight may lie behind reference */
    total += elg_compensated_value(&c->back) * exp2(-power * ((reference - s->back_base) / h));
  return total;
}

double elg_influence_score(const ElgInfluence *s)
{
  const ElgInfluenceOptions *o = &s->options;
  double reference = s->front_reference > s->back_reference ? s->front_reference : s->back_reference, score = 0;
  size_t n = s->n ? s->sums.n / sizeof(InfluenceChannel) : 0;
  for (uint32_t c = 0; c < n; c++)
    score += elg_saturate(o->saturation, influence_channel(s, c, reference), o->k, o->n);
  return score;
}

double elg_influence_effective(const ElgInfluence *s)
{
  if (!s->n) return 0;
  const InfluenceChannel *c = influence_channels(s);
  double latest = s->mid < influence_end(s) && elg_compensated_value(&c->back) > 0 ? s->back_base : -INFINITY;
  if (s->head < s->mid && c->front_base > latest) latest = c->front_base;
  if (!(latest > -INFINITY)) return 0;
  double w = influence_channel(s, 0, latest), squares = influence_channel(s, 1, latest);
  return squares > 0 ? w * w / squares : 0;
}

void elg_influence_free(ElgInfluence *s)
{
  elg_cellset_free(&s->types);
  elg_buf_free(&s->rows);
  elg_buf_free(&s->sums);
}
