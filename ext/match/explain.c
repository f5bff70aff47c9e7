#include "match/explain.h"
#include <math.h>
#include <string.h>

void elg_explain_number(ElgBuf *out, double x) { elg_buf_double(out, floor(x * 10000 + 0.5) / 10000); }

static void explain_key(ElgBuf *out, const char *name)
{
  if (out->n && !strchr("{[,", out->p[out->n - 1])) elg_buf_byte(out, ',');
  elg_buf_printf(out, "\"%s\":", name);
}

static void explain_token(const ElgNameReader *r, const ElgName *name, int i, ElgBuf *out)
{
  ElgBuf text = {0};
  int bracket = name->tokens[i].flags & ELG_TOKEN_BRACKET;
  if (bracket) elg_buf_byte(&text, '(');
  elg_name_show(r, name, i, &text);
  if (bracket) elg_buf_byte(&text, ')');
  if (text.rc && !out->rc) elg_buf_free(out), out->rc = text.rc;
  elg_buf_json(out, elg_buf_view(&text));
  elg_buf_free(&text);
}

static const char *explain_how(const ElgPairing *p)
{
  static const char *const how[] = {"",         "equal", "other spelling", "same place",  "inflected",
                                    "abbreviated", "typo",  "in part",        "written together", "initials"};
  return p->kind == ELG_PAIR_JOINED && p->similarity < 1 ? "written together, typo" : how[p->kind];
}

static void explain_words(const ElgNameReader *ra, const ElgName *a, const ElgNameReader *rb, const ElgName *b,
                          const ElgComparison *c, ElgBuf *out)
{
  explain_key(out, "words");
  elg_buf_byte(out, '[');
  for (int i = 0; i < a->n; i++) {
    int j = c->a[i].partner;
    if (j < 0) continue;
    if (out->p && out->p[out->n - 1] != '[') elg_buf_byte(out, ',');
    elg_buf_cstr(out, "{\"a\":");
    explain_token(ra, a, i, out);
    elg_buf_cstr(out, ",\"b\":");
    explain_token(rb, b, j, out);
    elg_buf_printf(out, ",\"how\":\"%s\",\"agreement\":", explain_how(&c->a[i]));
    elg_explain_number(out, c->a[i].similarity);
    elg_buf_cstr(out, ",\"weight\":");
    elg_explain_number(out, (a->tokens[i].weight + b->tokens[j].weight) / 510.0);
    elg_buf_byte(out, '}');
  }
  elg_buf_byte(out, ']');
}

static void explain_left_over(const ElgNameReader *r, const ElgName *name, const ElgPairing *pairing, const char *key,
                              ElgBuf *out)
{
  explain_key(out, key);
  elg_buf_byte(out, '[');
  for (int i = 0; i < name->n; i++) {
    if (pairing[i].partner >= 0) continue;
    if (out->p && out->p[out->n - 1] != '[') elg_buf_byte(out, ',');
    explain_token(r, name, i, out);
  }
  elg_buf_byte(out, ']');
}

static void explain_legal(const ElgName *name, const char *key, ElgBuf *out)
{
  explain_key(out, key);
  if (!name->n_legal) elg_buf_cstr(out, "null");
  else elg_buf_byte(out, '"');
  for (int i = 0; i < name->n_legal; i++)
    elg_buf_printf(out, "%s%s", i ? " " : "", elg_words_legal(name->legal[i])->canonical);
  if (name->n_legal) elg_buf_byte(out, '"');
}

/* A difference of rounding is no feature. */
static int explain_has(const ElgComparison *c, int k) { return fabs(c->feature[k]) > 1e-6; }

/* What the features the pair has that say the same as k add to the log-odds, told with the first of them: 0 for the others. That a
** feature is absent moves the score too, but is no reason a reader can see in the names. */
static double explain_sum(const ElgComparison *c, const double *parts, int k)
{
  double sum = 0;
  for (int i = 0; explain_has(c, k) && i < ELG_N_FEATURES; i++) {
    if (!explain_has(c, i) || strcmp(elg_feature_text(i, 0), elg_feature_text(k, 0))) continue;
    if (i < k) return 0;
    sum += parts[i];
  }
  return sum;
}

/* What moved the score, strongest first, as "text (+1.2)". sign: 1 for, -1 against. */
static void explain_reasons(const double *sums, int sign, const char *key, ElgBuf *out)
{
  uint8_t told[ELG_N_FEATURES] = {0};
  explain_key(out, key);
  elg_buf_byte(out, '[');
  for (int n = 0; n < 5; n++) {
    int best = -1;
    double most = 0.05;
    for (int k = 0; k < ELG_N_FEATURES; k++) {
      if (told[k] || sign * sums[k] <= most) continue;
      best = k;
      most = sign * sums[k];
    }
    if (best < 0) break;
    told[best] = 1;
    elg_buf_printf(out, "%s\"%s (", n ? "," : "", elg_feature_text(best, sign < 0));
    size_t from = out->n;
    elg_buf_printf(out, "%+.1f)\"", sign * most);
    elg_buf_point(out, from);
  }
  elg_buf_byte(out, ']');
}

static void explain_parts(const ElgComparison *c, ElgBuf *out)
{
  explain_key(out, "parts");
  elg_buf_byte(out, '{');
  for (int k = 0; k < ELG_N_FEATURES; k++) {
    if (!explain_has(c, k)) continue;
    explain_key(out, elg_feature_name(k));
    size_t from = out->n;
    elg_buf_printf(out, "%.6g", c->feature[k]);
    elg_buf_point(out, from);
  }
  elg_buf_byte(out, '}');
}

static void explain_name(const ElgNameReader *r, const ElgNames *names, int which, const char *key, ElgBuf *out)
{
  ElgBuf text = {0};
  ElgNames one = {.n = 1};
  one.name[0] = names->name[which];
  elg_name_full(r, &one, &text);
  if (text.rc && !out->rc) elg_buf_free(out), out->rc = text.rc;
  explain_key(out, key);
  elg_buf_json(out, elg_buf_view(&text));
  elg_buf_free(&text);
}

void elg_explain_names(const ElgNameReader *ra, const ElgNames *a, const ElgNameReader *rb, const ElgNames *b, ElgBuf *out)
{
  int i = 0, j = 0;
  ElgComparison c;
  elg_score_names(a->name, a->n, b->name, b->n, 0, &i, &j);
  double own = elg_score_own(a->name, i, b->name, j);
  const ElgName *x = &a->name[i], *y = &b->name[j];
  elg_compare(x, y, &c);
  explain_name(ra, a, i, "a", out);
  explain_name(rb, b, j, "b", out);
  if (own >= 0) {
    explain_name(ra, a, 0, "own_a", out);
    explain_name(rb, b, 0, "own_b", out);
    explain_key(out, "own_agreement");
    elg_explain_number(out, own);
  }
  explain_words(ra, x, rb, y, &c, out);
  explain_left_over(ra, x, c.a, "only_a", out);
  explain_left_over(rb, y, c.b, "only_b", out);
  explain_legal(x, "legal_a", out);
  explain_legal(y, "legal_b", out);
  double parts[ELG_N_FEATURES], sums[ELG_N_FEATURES];
  elg_score_parts(&c, parts);
  for (int k = 0; k < ELG_N_FEATURES; k++) sums[k] = explain_sum(&c, parts, k);
  explain_reasons(sums, 1, "for", out);
  explain_reasons(sums, -1, "against", out);
  explain_parts(&c, out);
}
