#include "credit/touch.h"
#include <math.h>
#include <string.h>
#include "credit/decimal.h"

#define TOUCH_DAY 86400.0
#define TOUCH_UNIT 4503599627370496.0 /* 2^52: the weight of the last touch under decay */

static const char *const touch_anchor_names[ELG_ANCHORS] = {"first", "lead", "opportunity", "close", "last", "primary"};

static const struct {
  const char *name;
  ElgTouchModel model;
} touch_presets[] = {
    {"first", {.kind = ELG_TOUCH_FIRST}},
    {"last", {.kind = ELG_TOUCH_LAST}},
    {"linear", {.kind = ELG_TOUCH_LINEAR}},
    {"u", {.kind = ELG_TOUCH_ANCHORED, .anchor = {2, 0, 0, 0, 2, 0}, .rest = 1}},
    {"position", {.kind = ELG_TOUCH_ANCHORED, .anchor = {2, 0, 0, 0, 2, 0}, .rest = 1}},
    {"google", {.kind = ELG_TOUCH_ANCHORED, .anchor = {2, 0, 0, 0, 2, 0}, .rest = 1}},
    {"dbt", {.kind = ELG_TOUCH_ANCHORED, .anchor = {2, 0, 0, 0, 2, 0}, .rest = 1}},
    {"snowplow", {.kind = ELG_TOUCH_ANCHORED, .anchor = {2, 0, 0, 0, 2, 0}, .rest = 1}},
    {"eeghor", {.kind = ELG_TOUCH_ANCHORED, .anchor = {2, 0, 0, 0, 2, 0}, .rest = 1}},
    {"dp6", {.kind = ELG_TOUCH_ANCHORED, .anchor = {2, 0, 0, 0, 2, 0}, .rest = 1, .even = 1}},
    {"w", {.kind = ELG_TOUCH_ANCHORED, .anchor = {3, 3, 3, 0, 0, 0}, .rest = 1}},
    {"marketo_w", {.kind = ELG_TOUCH_ANCHORED, .anchor = {3, 3, 3, 0, 0, 0}, .rest = 1}},
    {"full_path", {.kind = ELG_TOUCH_ANCHORED, .anchor = {9, 9, 9, 9, 0, 0}, .rest = 4}},
    {"marketo_full_path", {.kind = ELG_TOUCH_ANCHORED, .anchor = {9, 9, 9, 9, 0, 0}, .rest = 4}},
    {"marketo", {.kind = ELG_TOUCH_ANCHORED, .anchor = {1, 1, 0, 0, 0, 0}}},
    {"hubspot", {.kind = ELG_TOUCH_ANCHORED, .anchor = {2, 2, 0, 0, 0, 0}, .rest = 1}},
    {"salesforce", {.kind = ELG_TOUCH_ANCHORED, .anchor = {0, 0, 0, 0, 0, 1}}},
    {"decay", {.kind = ELG_TOUCH_DECAY, .half_life = 7 * TOUCH_DAY}},
    {"google_decay", {.kind = ELG_TOUCH_DECAY, .half_life = 7 * TOUCH_DAY}},
    {"dp6_decay", {.kind = ELG_TOUCH_STEP, .step = 7 * TOUCH_DAY, .factor = 0.5}},
};

#define TOUCH_EXPECTED \
  "first, last, linear, u, w, full_path, decay, a vendor's preset or a JSON object of anchors, half_life_days or step_hours"

/* A number from least to most; least 0: above 0. */
static ElgRc touch_positive(const ElgJsonNode *m, double least, double most, double *out, ElgErr *err)
{
  *out = m->type == ELG_JSON_NUMBER ? elg_json_double(m) : 0;
  if (*out > 0 && *out >= least && *out <= most) return ELG_OK;
  if (least > 0)
    return elg_err(err, "%.*s: got %s; expected a number from %g to %g", (int)m->name.n, m->name.s, elg_json_show(m).s, least, most);
  return elg_err(err, "%.*s: got %s; expected a number above 0 and at most %g", (int)m->name.n, m->name.s, elg_json_show(m).s,
                 most);
}

/* A weight as a whole number of millionths. */
static ElgRc touch_weight(const ElgJsonNode *m, uint64_t *out, ElgErr *err)
{
  ElgDecimal d;
  ElgErr ignored;
  int exact;
  if (m->type == ELG_JSON_NUMBER && !elg_decimal_parse("", m->text, &d, &ignored) && !(d.negative && d.digits) &&
      !elg_decimal_fixed(&d, 6, out, &exact) && exact && *out <= 100000000)
    return ELG_OK;
  return elg_err(err, "%.*s: got %s; expected a percentage from 0 to 100 of at most six decimals", (int)m->name.n,
                 m->name.s, elg_json_show(m).s);
}

static ElgRc touch_member(ElgTouchModel *model, const ElgJsonNode *m, ElgErr *err)
{
  for (int i = 0; i < ELG_ANCHORS; i++)
    if (elg_str_equal(m->name, (ElgStr){touch_anchor_names[i], strlen(touch_anchor_names[i])}))
      return touch_weight(m, &model->anchor[i], err);
  if (elg_str_equal(m->name, ELG_STR("rest"))) return touch_weight(m, &model->rest, err);
  if (elg_str_equal(m->name, ELG_STR("half_life_days"))) {
    ElgRc rc = touch_positive(m, 0, 1e6, &model->half_life, err);
    model->half_life *= TOUCH_DAY;
    return rc;
  }
  if (elg_str_equal(m->name, ELG_STR("step_hours"))) {
    ElgRc rc = touch_positive(m, 1e-6, 1e6, &model->step, err);
    model->step *= 3600;
    return rc;
  }
  if (elg_str_equal(m->name, ELG_STR("factor"))) return touch_positive(m, 0, 1, &model->factor, err);
  return elg_err(err,
                 "model: unknown field, got '%s'; expected first, lead, opportunity, close, last, primary, rest, "
                 "half_life_days, step_hours or factor", elg_show(m->name).s);
}

static ElgRc touch_object(ElgTouchModel *model, const ElgJson *doc, const ElgJsonNode *node, ElgErr *err)
{
  ElgRc rc = ELG_OK;
  uint64_t sum;
  *model = (ElgTouchModel){.kind = ELG_TOUCH_ANCHORED};
  for (const ElgJsonNode *m = elg_json_first(node); !rc && m; m = elg_json_next(doc, node, m))
    rc = touch_member(model, m, err);
  if (rc) return rc;
  sum = model->rest;
  for (int i = 0; i < ELG_ANCHORS; i++) sum += model->anchor[i];
  if ((sum > 0) + (model->half_life > 0) + (model->step > 0) != 1 || (model->factor > 0 && model->step <= 0))
    return elg_err(err, "model: got %s; expected weights above 0, or half_life_days, or step_hours with factor",
                   elg_show(node->text).s);
  if (model->half_life > 0) model->kind = ELG_TOUCH_DECAY;
  if (model->step > 0) model->kind = ELG_TOUCH_STEP;
  if (model->factor <= 0) model->factor = 0.5;
  return ELG_OK;
}

ElgRc elg_touch_model_node(ElgTouchModel *model, const ElgJson *doc, const ElgJsonNode *node, ElgErr *err)
{
  if (node->type == ELG_JSON_OBJECT) return touch_object(model, doc, node, err);
  for (size_t i = 0; i < ELG_COUNT(touch_presets) && node->type == ELG_JSON_STRING; i++) {
    if (!elg_str_equal(node->text, (ElgStr){touch_presets[i].name, strlen(touch_presets[i].name)})) continue;
    *model = touch_presets[i].model;
    return ELG_OK;
  }
  return elg_err(err, "model: got %s; expected " TOUCH_EXPECTED, elg_json_show(node).s);
}

ElgRc elg_touch_model_parse(ElgTouchModel *model, ElgStr text, ElgErr *err)
{
  ElgJson doc = {{0}, {0}};
  ElgJsonNode name = {ELG_JSON_STRING, 0, 1, text, {NULL, 0}};
  ElgStr bare = elg_str_trim(text);
  if (!bare.n || bare.s[0] != '{') return elg_touch_model_node(model, &doc, &name, err);
  ElgRc rc = elg_json_parse(&doc, text, err);
  if (!rc) rc = elg_touch_model_node(model, &doc, elg_json_root(&doc), err);
  elg_json_free(&doc);
  return rc;
}

uint32_t elg_touch_needs(const ElgTouchModel *model)
{
  uint32_t bits = 0;
  for (int i = 0; i < ELG_ANCHORS; i++)
    if (model->anchor[i] && i != ELG_ANCHOR_FIRST && i != ELG_ANCHOR_LAST) bits |= 1u << i;
  return bits;
}

/* lead, opportunity, close, primary (ASCII case ignored), or -1. */
static int touch_anchor_word(ElgStr word)
{
  static const int marks[] = {ELG_ANCHOR_LEAD, ELG_ANCHOR_OPPORTUNITY, ELG_ANCHOR_CLOSE, ELG_ANCHOR_PRIMARY};
  for (size_t i = 0; i < ELG_COUNT(marks); i++) {
    const char *name = touch_anchor_names[marks[i]];
    size_t n = strlen(name), same = 0;
    while (same < n && same < word.n && (word.s[same] | 0x20) == name[same]) same++;
    if (same == n && word.n == n) return marks[i];
  }
  return -1;
}

static int touch_separates(char c) { return c == ' ' || c == ',' || c == ';'; }

ElgRc elg_touch_marks(ElgStr text, uint32_t *marks, ElgErr *err)
{
  *marks = 0;
  for (size_t i = 0, from; i < text.n;) {
    if (touch_separates(text.s[i])) {
      i++;
      continue;
    }
    for (from = i; i < text.n && !touch_separates(text.s[i]);) i++;
    ElgStr word = {text.s + from, i - from};
    int anchor = touch_anchor_word(word);
    if (anchor < 0)
      return elg_err(err, "anchor: got '%s'; expected lead, opportunity, close or primary", elg_show(word).s);
    *marks |= 1u << anchor;
  }
  return ELG_OK;
}

const char *elg_touch_anchor_name(int anchor) { return touch_anchor_names[anchor]; }

/* Bits of the anchors the model weighs. */
static uint32_t touch_weighed(const ElgTouchModel *model)
{
  uint32_t bits = 0;
  for (int i = 0; i < ELG_ANCHORS; i++) bits |= model->anchor[i] ? 1u << i : 0;
  return bits;
}

/* *x = the least common multiple of *x and y > 0; 0 when it does not fit. */
static int touch_multiple(uint64_t *x, uint64_t y)
{
  uint64_t a = *x, b = y;
  while (b) {
    uint64_t r = a % b;
    a = b;
    b = r;
  }
  uint64_t more = a ? y / a : 0;
  if (more && *x > UINT64_MAX / more) return 0;
  *x *= more;
  return 1;
}

/* Anchors a_i and rest r over k rest touches: a_i k and r. With no rest touch: a_i, or a_i m + r over m anchors. An anchor on c touches:
** a c-th of it on each; the least common multiple of these numbers makes all of them whole. */
static ElgRc touch_weigh_anchored(const ElgTouchModel *model, const ElgTouch *touches, size_t n, ElgPart *parts, int *has_basis,
                                  ElgErr *err)
{
  uint32_t wanted = touch_weighed(model);
  uint64_t count[ELG_ANCHORS] = {0}, each[ELG_ANCHORS], rest = 0, present = 0, multiple = 1;
  for (size_t i = 0; i < n; i++) {
    uint32_t bits = touches[i].anchors & wanted;
    for (int a = 0; a < ELG_ANCHORS; a++) count[a] += bits >> a & 1;
    rest += bits == 0;
  }
  for (int a = 0; a < ELG_ANCHORS; a++) {
    present += count[a] > 0;
    if (count[a] > 1 && !touch_multiple(&multiple, count[a]))
      return elg_err(err, "anchor: got %llu touches marked %s; expected fewer", (unsigned long long)count[a], touch_anchor_names[a]);
  }
  *has_basis = present || (rest && model->rest);
  int spread = model->even && rest == 0;
  for (int a = 0; a < ELG_ANCHORS; a++)
    each[a] = spread ? model->anchor[a] * present + model->rest : model->anchor[a] * (rest && model->rest ? rest : 1);
  for (size_t i = 0; i < n; i++) {
    uint32_t bits = touches[i].anchors & wanted;
    parts[i].weight = bits ? elg_wide(0) : elg_wide_product(model->rest, multiple);
    for (int a = 0; a < ELG_ANCHORS; a++)
      if (bits >> a & 1) parts[i].weight = elg_wide_add(parts[i].weight, elg_wide_product(each[a], multiple / count[a]));
  }
  return ELG_OK;
}

static void touch_weigh_decay(const ElgTouchModel *model, const ElgTouch *touches, size_t n, double end, ElgPart *parts)
{
  double last = touches[n - 1].at, ref = model->kind == ELG_TOUCH_STEP && end >= last ? end : last;
  double newest = model->kind == ELG_TOUCH_STEP ? floor((ref - last) / model->step) : 0;
  for (size_t i = 0; i < n; i++) {
    double dt = ref - touches[i].at, weight;
    if (model->kind == ELG_TOUCH_DECAY) weight = exp2(-dt / model->half_life);
    else weight = pow(model->factor, floor(dt / model->step) - newest);
    parts[i].weight = elg_wide((uint64_t)(weight * TOUCH_UNIT + 0.5));
  }
}

ElgRc elg_touch_weigh(const ElgTouchModel *model, const ElgTouch *touches, size_t n, double end, ElgPart *parts, int *has_basis,
                      ElgErr *err)
{
  *has_basis = 1;
  for (size_t i = 0; i < n; i++) parts[i].rank = (uint32_t)i;
  if (model->kind == ELG_TOUCH_ANCHORED) return touch_weigh_anchored(model, touches, n, parts, has_basis, err);
  if (model->kind >= ELG_TOUCH_DECAY) {
    touch_weigh_decay(model, touches, n, end, parts);
    return ELG_OK;
  }
  for (size_t i = 0; i < n; i++) parts[i].weight = elg_wide(model->kind == ELG_TOUCH_LINEAR);
  if (model->kind == ELG_TOUCH_FIRST) parts[0].weight = elg_wide(1);
  if (model->kind == ELG_TOUCH_LAST) parts[n - 1].weight = elg_wide(1);
  return ELG_OK;
}
