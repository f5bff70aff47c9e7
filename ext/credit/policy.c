#include "credit/policy.h"
#include <string.h>
#include "credit/decimal.h"

/* Role ranges as the field quotes them: sourcing 40-50, technical 15-25, influencing 20-30; co-selling is recorded
** without a share until a policy gives it one. */
#define POLICY_RANGES "\"roles\":{\"sourcing\":[40,50],\"technical\":[15,25],\"influencing\":[20,30],\"co-selling\":0}"

static const struct {
  const char *name, *document;
} policy_presets[] = {
    {"mid", "{\"mode\":\"mid\"," POLICY_RANGES "}"},
    {"fill", "{\"mode\":\"fill\"," POLICY_RANGES "}"},
    {"engage", "{\"mode\":\"engage\"," POLICY_RANGES "}"},
    {"single", "{\"mode\":\"mid\",\"partners\":\"single\",\"missing\":\"renormalise\"," POLICY_RANGES "}"},
    {"role_weighted", "{\"mode\":\"exact\",\"missing\":\"renormalise\","
                      "\"roles\":{\"sourcer\":40,\"influencer\":20,\"implementer\":20,\"closer\":20}}"},
    {"marketplace", "{\"mode\":\"exact\",\"missing\":\"renormalise\","
                    "\"roles\":{\"hyperscaler\":30,\"partner\":20,\"vendor\":50}}"},
};

const char *elg_policy_preset(ElgStr name)
{
  for (size_t i = 0; i < ELG_COUNT(policy_presets); i++)
    if (elg_str_equal(name, (ElgStr){policy_presets[i].name, strlen(policy_presets[i].name)}))
      return policy_presets[i].document;
  return NULL;
}

const char *elg_policy_presets(void) { return "mid fill engage single role_weighted marketplace"; }

/* A percentage in millionths: at most six decimals, 0..100. what: "cap", or "low" and the role it is of. */
static ElgRc policy_percent(const char *what, ElgStr role, const ElgJsonNode *node, uint64_t *out, ElgErr *err)
{
  ElgDecimal d;
  ElgErr label;
  int exact;
  elg_err(&label, role.n ? "%s of '%s'" : "%s%s", what, elg_show(role).s);
  if (node->type != ELG_JSON_NUMBER)
    return elg_err(err, "%s: got %s; expected a percentage", label.text, elg_json_show(node).s);
  ElgRc rc = elg_decimal_parse(what, node->text, &d, err);
  if (rc) return rc;
  if ((d.negative && d.digits) || elg_decimal_fixed(&d, 6, out, &exact) || *out > ELG_POLICY_WHOLE)
    return elg_err(err, "%s: got %s; expected 0 to 100", label.text, elg_show(node->text).s);
  return exact ? ELG_OK : elg_err(err, "%s: got %s; expected at most six decimals", label.text, elg_show(node->text).s);
}

static ElgRc policy_range(const ElgJson *doc, const ElgJsonNode *node, ElgPolicyRole *role, ElgErr *err)
{
  const ElgJsonNode *low = node, *high = node;
  if (node->type == ELG_JSON_ARRAY && node->size == 2) {
    low = elg_json_first(node);
    high = elg_json_next(doc, node, low);
  } else if (node->type == ELG_JSON_OBJECT) {
    const ElgJsonNode *share = elg_json_get(doc, node, "share");
    low = share ? share : elg_json_get(doc, node, "low");
    high = share ? share : elg_json_get(doc, node, "high");
    if (node->size != (share ? 1u : 2u) + !node->name.n) low = NULL; /* of a list it says the role too; nothing else */
  }
  if (!low || !high || low->type >= ELG_JSON_ARRAY)
    return elg_err(err, "roles: '%s' got %s; expected a percentage, [low, high], {low, high} or {share}",
                   elg_show(role->name).s, elg_show(node->text).s);
  ElgRc rc = policy_percent(low == high ? "share" : "low", role->name, low, &role->low, err);
  if (!rc) rc = policy_percent("high", role->name, high, &role->high, err);
  if (!rc && role->low > role->high)
    rc = elg_err(err, "roles: low of '%s' above its high, got %s and %s; expected low <= high", elg_show(role->name).s,
                 elg_show(low->text).s, elg_show(high->text).s);
  return rc;
}

static ElgRc policy_role(ElgPolicy *p, const ElgJsonNode *node, ElgStr name, ElgErr *err)
{
  if (p->n_roles == ELG_POLICY_ROLES)
    return elg_err(err, "roles: got more than %d; expected at most that many", ELG_POLICY_ROLES);
  if (!name.n) return elg_err(err, "roles: got an empty name; expected a role");
  if (elg_str_equal(name, ELG_STR("direct")))
    return elg_err(err, "roles: got 'direct', which names the rest of the deal; expected another name");
  if (elg_policy_find(p, name) >= 0)
    return elg_err(err, "roles: got '%s' twice; expected each role once", elg_show(name).s);
  ElgPolicyRole *role = p->roles + p->n_roles++;
  *role = (ElgPolicyRole){name, 0, 0, 0};
  return policy_range(&p->doc, node, role, err);
}

static ElgRc policy_roles(ElgPolicy *p, const ElgJsonNode *roles, ElgErr *err)
{
  ElgRc rc = ELG_OK;
  if (roles->type < ELG_JSON_ARRAY)
    return elg_err(err, "roles: got %s; expected an object {role: share}", elg_json_type_name(roles->type));
  for (const ElgJsonNode *m = elg_json_first(roles); !rc && m; m = elg_json_next(&p->doc, roles, m)) {
    const ElgJsonNode *name = roles->type == ELG_JSON_ARRAY ? elg_json_get(&p->doc, m, "role") : NULL;
    if (roles->type == ELG_JSON_ARRAY && (!name || name->type != ELG_JSON_STRING))
      return elg_err(err, "roles: got %s; expected {\"role\": ..., \"low\": ..., \"high\": ...}", elg_show(m->text).s);
    rc = policy_role(p, m, name ? name->text : m->name, err);
  }
  if (!rc && !p->n_roles) rc = elg_err(err, "roles: got none; expected at least one role");
  return rc;
}

/* Index of the node's text in the blank-separated words, or an error. */
static ElgRc policy_word(const ElgJsonNode *node, const char *words, int *out, ElgErr *err)
{
  int place = node->type == ELG_JSON_STRING ? elg_list_place(words, node->text) : -1;
  if (place >= 0) *out = place;
  if (place >= 0) return ELG_OK;
  return elg_err(err, "%.*s: got %s; expected %s", (int)node->name.n, node->name.s, elg_json_show(node).s, elg_list(words).s);
}

static ElgRc policy_member(ElgPolicy *p, const ElgJsonNode *m, ElgErr *err)
{
  int mode = 0;
  ElgRc rc;
  struct {
    const char *name, *words;
    int *out;
  } words[] = {{"mode", "mid fill engage exact overlay", &mode},
               {"missing", "direct renormalise", &p->renormalise},
               {"shared", "even influence", &p->by_influence},
               {"several", "highest sum", &p->sum},
               {"above", "error scale", &p->scale},
               {"partners", "multi single", &p->single},
               {"unknown", "error zero", &p->zero_unknown}};
  for (size_t i = 0; i < ELG_COUNT(words); i++) {
    if (!elg_str_equal(m->name, (ElgStr){words[i].name, strlen(words[i].name)})) continue;
    rc = policy_word(m, words[i].words, words[i].out, err);
    if (i == 0) p->mode = (ElgPolicyMode)mode;
    return rc;
  }
  if (elg_str_equal(m->name, ELG_STR("cap"))) return policy_percent("cap", ELG_STR(""), m, &p->cap, err);
  if (elg_str_equal(m->name, ELG_STR("roles"))) return policy_roles(p, m, err);
  return elg_err(err,
                 "unknown field, got '%s'; expected mode, roles, missing, shared, several, cap, above, partners or unknown",
                 elg_show(m->name).s);
}

static const char *policy_show_percent(uint64_t millionths, char text[32])
{
  size_t n = 0, end;
  char digits[24];
  uint64_t whole = millionths / 1000000, part = millionths % 1000000;
  do digits[n++] = (char)('0' + whole % 10);
  while (whole /= 10);
  for (end = 0; n; end++) text[end] = digits[--n];
  if (part) text[end++] = '.';
  for (uint64_t unit = 100000; part; part %= unit, unit /= 10) text[end++] = (char)('0' + part / unit % 10);
  text[end] = 0;
  return text;
}

static ElgRc policy_above(const char *what, uint64_t sum, ElgErr *err)
{
  char text[32];
  return elg_err(err, "roles: sum of %s, got %s; expected at most 100", what, policy_show_percent(sum, text));
}

/* Shares of the modes that need no deal, in parts of p->whole. */
static ElgRc policy_shares(ElgPolicy *p, ElgErr *err)
{
  uint64_t low = 0, high = 0, sum = 0;
  char text[32];
  for (size_t i = 0; i < p->n_roles; i++) {
    low += p->roles[i].low;
    high += p->roles[i].high;
  }
  int fill = p->mode == ELG_POLICY_FILL && high > ELG_POLICY_WHOLE;
  uint64_t unit = fill && high > low ? high - low : p->mode == ELG_POLICY_MID || p->mode == ELG_POLICY_OVERLAY ? 2 : 1;
  if ((p->mode == ELG_POLICY_FILL || p->mode == ELG_POLICY_ENGAGE) && low > ELG_POLICY_WHOLE)
    return policy_above("lows", low, err);
  p->whole = unit * ELG_POLICY_WHOLE;
  for (size_t i = 0; i < p->n_roles; i++) {
    ElgPolicyRole *r = p->roles + i;
    if (p->mode == ELG_POLICY_EXACT && r->low != r->high)
      return elg_err(err, "roles: got a range for '%s' in mode exact; expected one percentage", elg_show(r->name).s);
    if (unit == 2 && !fill) r->share = r->low + r->high;
    else if (fill && unit > 1) r->share = r->low * unit + (ELG_POLICY_WHOLE - low) * (r->high - r->low);
    else r->share = r->high * unit;
    sum += r->share;
  }
  if (p->scale && p->mode != ELG_POLICY_OVERLAY && sum > p->whole) p->whole = sum;
  if (p->mode == ELG_POLICY_EXACT && sum != p->whole)
    return elg_err(err, "roles: sum of shares, got %s; expected 100 in mode exact", policy_show_percent(sum, text));
  if (p->mode == ELG_POLICY_MID && sum > p->whole) return policy_above("shares", sum / 2, err);
  return ELG_OK;
}

static uint64_t policy_gcd(uint64_t a, uint64_t b)
{
  while (b) {
    uint64_t r = a % b;
    a = b;
    b = r;
  }
  return a;
}

/* Small whole numbers: most products then fit 64 bits. Engage keeps millionths. */
static void policy_reduce(ElgPolicy *p)
{
  uint64_t common = p->whole;
  if (p->mode == ELG_POLICY_ENGAGE) return;
  for (size_t i = 0; i < p->n_roles; i++) common = policy_gcd(common, p->roles[i].share);
  for (size_t i = 0; i < p->n_roles; i++) p->roles[i].share /= common;
  p->whole /= common;
}

static ElgRc policy_read(ElgPolicy *p, ElgErr *err)
{
  const ElgJsonNode *root = elg_json_root(&p->doc);
  ElgRc rc = ELG_OK;
  p->cap = ELG_POLICY_WHOLE;
  if (root->type != ELG_JSON_OBJECT)
    return elg_err(err, "policy: got %s; expected an object, %s", elg_json_type_name(root->type),
                   elg_list(elg_policy_presets()).s);
  for (const ElgJsonNode *m = elg_json_first(root); !rc && m; m = elg_json_next(&p->doc, root, m))
    rc = policy_member(p, m, err);
  if (!rc && !p->n_roles) rc = elg_err(err, "roles: got none; expected an object {role: share}");
  if (!rc) rc = policy_shares(p, err);
  if (!rc) policy_reduce(p);
  return rc;
}

ElgRc elg_policy_parse(ElgPolicy *policy, ElgStr text, ElgErr *err)
{
  const char *preset = elg_policy_preset(text);
  ElgStr bare = elg_str_trim(text);
  elg_policy_free(policy);
  if (!preset && (!bare.n || ((bare.s[0] | 0x20) >= 'a' && (bare.s[0] | 0x20) <= 'z')))
    return elg_err(err, "policy: got '%s'; expected a JSON object, %s", elg_show(text).s, elg_list(elg_policy_presets()).s);
  if (preset) text = (ElgStr){preset, strlen(preset)};
  elg_buf_str(&policy->text, text);
  ElgRc rc = policy->text.rc;
  if (!rc) rc = elg_json_parse(&policy->doc, elg_buf_view(&policy->text), err);
  if (!rc) rc = policy_read(policy, err);
  if (rc) elg_policy_free(policy);
  return rc;
}

void elg_policy_free(ElgPolicy *policy)
{
  elg_json_free(&policy->doc);
  elg_buf_free(&policy->text);
  memset(policy, 0, sizeof *policy);
}

int elg_policy_find(const ElgPolicy *policy, ElgStr role)
{
  for (size_t i = 0; i < policy->n_roles; i++)
    if (elg_str_equal(policy->roles[i].name, role)) return (int)i;
  return -1;
}
