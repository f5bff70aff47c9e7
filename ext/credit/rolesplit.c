#include "credit/rolesplit.h"
#include <stdlib.h>
#include <string.h>
#include "credit/decimal.h"

static ElgSplitRow *split_rows(const ElgSplit *s) { return (ElgSplitRow *)(void *)s->rows.p; }
size_t elg_split_count(const ElgSplit *split) { return split->rows.n / sizeof(ElgSplitRow); }
const ElgSplitRow *elg_split_row(const ElgSplit *split, size_t i) { return split_rows(split) + i; }

/* ---- reading the partners ---- */

/* The error that lists the roles of the policy, as far as they fit. */
static ElgRc split_unknown(const ElgPolicy *p, const ElgSplitRow *r, ElgErr *err)
{
  char list[120];
  size_t n = 0;
  for (size_t i = 0; i < p->n_roles; i++) {
    ElgStr name = p->roles[i].name;
    int fits = name.n + 8 < sizeof list - n;
    if (!fits) name = ELG_STR("...");
    memcpy(list + n, ", ", i ? 2 : 0);
    n += i ? 2 : 0;
    memcpy(list + n, name.s, name.n);
    n += name.n;
    if (!fits) break;
  }
  list[n] = 0;
  return elg_err(err, "unknown role of partner '%s', got '%s'; expected %s", elg_show(r->partner).s, elg_show(r->role).s, list);
}

/* A number >= 0 in millionths, rounded half to even; null and absent are missing. */
static ElgRc split_millionths(const ElgJsonNode *m, ElgStr partner, uint64_t most, uint64_t *out, ElgErr *err)
{
  ElgDecimal d;
  int exact;
  ElgErr ignored;
  if (m->type == ELG_JSON_NULL) return ELG_OK;
  if (m->type == ELG_JSON_NUMBER && !elg_decimal_parse("", m->text, &d, &ignored) && !(d.negative && d.digits) &&
      !elg_decimal_fixed(&d, 6, out, &exact) && *out <= most)
    return ELG_OK;
  return elg_err(err, "%.*s of partner '%s': got %s; expected a number from 0 to %llu", (int)m->name.n, m->name.s,
                 elg_show(partner).s, elg_json_show(m).s, (unsigned long long)(most / ELG_SPLIT_ONE));
}

static ElgRc split_involvement(const ElgPolicy *p, ElgSplitRow *r, const ElgJsonNode *involvement,
                               const ElgJsonNode *influence, ElgErr *err)
{
  uint64_t most = p->mode == ELG_POLICY_ENGAGE ? ELG_SPLIT_ONE : (uint64_t)ELG_SPLIT_ONE * 1000000;
  ElgRc rc = ELG_OK;
  if (involvement) rc = split_millionths(involvement, r->partner, ELG_SPLIT_ONE, &r->involvement, err);
  if (!rc && influence) rc = split_millionths(influence, r->partner, most, &r->influence, err);
  return rc;
}

static ElgRc split_entry(ElgSplit *s, const ElgPolicy *p, const ElgJsonNode *entry, ElgSplitRow *r, ElgErr *err)
{
  static const char *const names[] = {"partner", "role", "involvement", "influence"};
  const ElgJsonNode *m, *field[ELG_COUNT(names)] = {0};
  if (entry->type != ELG_JSON_OBJECT)
    return elg_err(err, "partners: got %s; expected {\"partner\": ..., \"role\": ...}", elg_show(entry->text).s);
  for (m = elg_json_first(entry); m; m = elg_json_next(&s->doc, entry, m)) {
    size_t k = 0;
    while (k < ELG_COUNT(names) && !elg_str_equal(m->name, (ElgStr){names[k], strlen(names[k])})) k++;
    if (k == ELG_COUNT(names))
      return elg_err(err, "partners: unknown field, got '%s'; expected partner, role, involvement or influence",
                     elg_show(m->name).s);
    field[k] = m;
  }
  m = field[0];
  if (!m || (m->type != ELG_JSON_STRING && m->type != ELG_JSON_NUMBER) || !elg_str_trim(m->text).n)
    return elg_err(err, "partners: got %s; expected a partner id", elg_show(entry->text).s);
  *r = (ElgSplitRow){.partner = m->text, .numeric = m->type == ELG_JSON_NUMBER, .role_index = -1,
                     .involvement = ELG_SPLIT_ONE};
  if (field[1] && field[1]->type == ELG_JSON_STRING) r->role = field[1]->text;
  if (r->role.n) r->role_index = elg_policy_find(p, r->role);
  r->active = r->role_index >= 0;
  if (!r->active) r->why = ELG_SPLIT_UNKNOWN;
  if (!r->active && !p->zero_unknown) return split_unknown(p, r, err);
  return split_involvement(p, r, field[2], field[3], err);
}

static ElgRc split_read(ElgSplit *s, const ElgPolicy *p, ElgStr partners, ElgErr *err)
{
  elg_buf_reset(&s->rows);
  if (!elg_str_trim(partners).n) return ELG_OK;
  ElgRc rc = elg_json_parse(&s->doc, partners, err);
  if (rc) return rc;
  const ElgJsonNode *root = elg_json_root(&s->doc);
  if (root->type != ELG_JSON_ARRAY)
    return elg_err(err, "partners: got %s; expected an array", elg_json_type_name(root->type));
  elg_buf_reserve(&s->rows, (root->size + 1) * sizeof(ElgSplitRow));
  for (const ElgJsonNode *m = elg_json_first(root); !rc && m; m = elg_json_next(&s->doc, root, m)) {
    ElgSplitRow row;
    rc = split_entry(s, p, m, &row, err);
    if (!rc) elg_buf_put(&s->rows, &row, sizeof row);
  }
  return rc ? rc : s->rows.rc;
}

/* ---- who counts in which role ---- */

static int split_by_partner(const void *a, const void *b)
{
  const ElgSplitRow *x = a, *y = b;
  int c = elg_str_compare(x->partner, y->partner);
  return c ? c : elg_str_compare(x->role, y->role);
}

static int split_by_role(const void *a, const void *b)
{
  const ElgSplitRow *x = a, *y = b;
  unsigned rx = (unsigned)x->role_index, ry = (unsigned)y->role_index; /* unknown (-1) is last */
  if (rx != ry) return rx < ry ? -1 : 1;
  int c = elg_str_compare(x->partner, y->partner);
  return c ? c : elg_str_compare(x->role, y->role);
}

static void split_sort(ElgSplitRow *rows, size_t n, int (*order)(const void *, const void *))
{
  if (n > 16) {
    qsort(rows, n, sizeof *rows, order);
    return;
  }
  for (size_t i = 1; i < n; i++) {
    if (order(rows + i - 1, rows + i) <= 0) continue;
    ElgSplitRow row = rows[i];
    size_t k = i;
    for (; k && order(rows + k - 1, &row) > 0; k--) rows[k] = rows[k - 1];
    rows[k] = row;
  }
}

/* One row per (partner, role): the larger involvement and influence of repeated entries. */
static size_t split_merge(ElgSplitRow *rows, size_t n)
{
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    ElgSplitRow *last = rows + kept - 1;
    if (!kept || split_by_partner(last, rows + i)) {
      rows[kept++] = rows[i];
      continue;
    }
    if (rows[i].involvement > last->involvement) last->involvement = rows[i].involvement;
    if (rows[i].influence > last->influence) last->influence = rows[i].influence;
    last->numeric &= rows[i].numeric; /* 1 and "1" are one partner, "1" */
  }
  return kept;
}

/* Is a the better claim: the larger share of the role, then the earlier role? */
static int split_higher(const ElgPolicy *p, const ElgSplitRow *a, const ElgSplitRow *b)
{
  uint64_t x = p->roles[a->role_index].share, y = p->roles[b->role_index].share;
  return x != y ? x > y : a->role_index < b->role_index;
}

/* Leave each partner its highest role. rows are by partner. */
static void split_highest(const ElgPolicy *p, ElgSplitRow *rows, size_t n)
{
  ElgSplitRow *best = NULL;
  for (ElgSplitRow *r = rows; r < rows + n; r++) {
    if (!r->active) continue;
    ElgSplitRow *lower = r;
    if (!best || !elg_str_equal(best->partner, r->partner)) {
      best = r;
      continue;
    }
    if (split_higher(p, r, best)) {
      lower = best;
      best = r;
    }
    lower->active = 0;
    lower->why = ELG_SPLIT_HIGHER;
  }
}

/* Leave one partner: highest role, then influence, then id. rows are by partner. */
static void split_single(const ElgPolicy *p, ElgSplitRow *rows, size_t n)
{
  ElgSplitRow *best = NULL;
  for (ElgSplitRow *r = rows; r < rows + n; r++) {
    if (!r->active) continue;
    int same = best && r->role_index == best->role_index;
    if (!best || (same ? r->influence > best->influence : split_higher(p, r, best))) best = r;
  }
  for (ElgSplitRow *r = rows; r < rows + n; r++) {
    if (!r->active || elg_str_equal(r->partner, best->partner)) continue;
    r->active = 0;
    r->why = ELG_SPLIT_NOT_SINGLE;
  }
}

static void split_arrange(ElgSplit *s, const ElgPolicy *p)
{
  ElgSplitRow *rows = split_rows(s);
  size_t n = elg_split_count(s);
  if (n > 1) {
    split_sort(rows, n, split_by_partner);
    n = split_merge(rows, n);
    if (!p->sum) split_highest(p, rows, n);
    if (p->single) split_single(p, rows, n);
    split_sort(rows, n, split_by_role);
  }
  s->rows.n = n * sizeof *rows;
}

/* ---- level one: roles and direct ---- */

/* The roles somebody has, in policy order, and where their rows are. */
typedef struct {
  size_t n;
  struct {
    int role;
    size_t from, to; /* rows */
    ElgWide weight;
    int64_t credit;
  } at[ELG_POLICY_ROLES];
  ElgWide direct, sum;
  int rest, missing; /* does the policy leave a rest; has a role with a share nobody */
} SplitRoles;

static void split_find_roles(const ElgSplit *s, SplitRoles *roles)
{
  const ElgSplitRow *rows = split_rows(s);
  size_t n = elg_split_count(s);
  roles->n = 0;
  for (size_t i = 0; i < n;) {
    size_t to = i, active = 0;
    for (; to < n && rows[to].role_index == rows[i].role_index; to++) active += rows[to].active != 0;
    if (active) {
      roles->at[roles->n].role = rows[i].role_index;
      roles->at[roles->n].from = i;
      roles->at[roles->n++].to = to;
    }
    i = to;
  }
}

/* Weights of roles with fixed shares: s_i of whole; renormalised s_i C / P. */
static ElgRc split_weigh_fixed(const ElgPolicy *p, SplitRoles *roles)
{
  uint64_t all = 0, present = 0;
  for (size_t i = 0; i < p->n_roles; i++) all += p->roles[i].share;
  for (size_t i = 0; i < roles->n; i++) {
    uint64_t share = p->roles[roles->at[i].role].share;
    present += share;
    roles->at[i].weight = elg_wide(share);
  }
  roles->missing = present < all;
  int spread = p->renormalise && present && present < all && p->mode != ELG_POLICY_OVERLAY;
  uint64_t factor = spread ? all : 1;
  for (size_t i = 0; i < roles->n; i++) {
    ElgRc rc = elg_wide_scale(&roles->at[i].weight, factor);
    if (rc) return rc;
  }
  if (spread) roles->missing = 0;
  roles->rest = all < p->whole;
  uint64_t taken = spread ? all : present;
  roles->sum = spread ? elg_wide_product(present, p->whole) : elg_wide(p->whole);
  if (p->mode == ELG_POLICY_OVERLAY) roles->direct = elg_wide(p->whole);
  else roles->direct = spread ? elg_wide_product(present, p->whole - taken) : elg_wide(p->whole - taken);
  return ELG_OK;
}

/* Largest influence among the partners of a role. */
static uint64_t split_engaged(const ElgSplitRow *rows, size_t from, size_t to)
{
  uint64_t most = 0;
  for (size_t i = from; i < to; i++)
    if (rows[i].active && rows[i].influence > most) most = rows[i].influence;
  return most;
}

/* Weights of mode engage in units of 10^-12 percent, or those times the extras where the extras shrink. */
static ElgRc split_weigh_engage(const ElgSplit *s, const ElgPolicy *p, SplitRoles *roles)
{
  const uint64_t whole = (uint64_t)ELG_POLICY_WHOLE * ELG_SPLIT_ONE;
  uint64_t low = 0, extra = 0, absent = 0, extras[ELG_POLICY_ROLES] = {0};
  ElgRc rc = ELG_OK;
  for (size_t i = 0; i < p->n_roles; i++) absent += p->roles[i].low * ELG_SPLIT_ONE;
  for (size_t i = 0; i < roles->n; i++) {
    const ElgPolicyRole *r = p->roles + roles->at[i].role;
    extras[i] = (r->high - r->low) * split_engaged(split_rows(s), roles->at[i].from, roles->at[i].to);
    low += r->low * ELG_SPLIT_ONE;
    extra += extras[i];
  }
  absent -= low;
  uint64_t taken = low + extra;
  int over = taken > whole, spread = !over && p->renormalise && taken && absent;
  uint64_t all = taken + absent < whole ? taken + absent : whole, factor = over ? extra : spread ? all : 1;
  for (size_t i = 0; !rc && i < roles->n; i++) {
    ElgWide *weight = &roles->at[i].weight;
    uint64_t base = p->roles[roles->at[i].role].low * ELG_SPLIT_ONE;
    *weight = elg_wide(over ? base : base + extras[i]);
    rc = elg_wide_scale(weight, factor);
    if (!rc && over) rc = elg_wide_accumulate(weight, elg_wide_product(extras[i], whole - low));
  }
  roles->missing = absent > 0 && !spread && !over;
  roles->rest = all < whole;
  roles->sum = over ? elg_wide_product(whole, extra) : spread ? elg_wide_product(whole, taken) : elg_wide(whole);
  roles->direct = over ? elg_wide(0) : spread ? elg_wide_product(taken, whole - all) : elg_wide(whole - taken);
  return rc;
}

static ElgPart *split_need(ElgSplit *s, size_t n)
{
  elg_buf_reset(&s->parts);
  return elg_buf_grow(&s->parts, n * sizeof(ElgPart));
}

/* Overlay: each role's share of the amount on its own, rounded half to even. */
static void split_overlay(int64_t amount, SplitRoles *roles, int64_t *direct)
{
  uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
  for (size_t i = 0; i < roles->n; i++) {
    ElgWide rest, twice;
    uint64_t q = elg_wide_share(size, roles->at[i].weight, roles->sum, &rest);
    twice = elg_wide_add(rest, rest);
    if (elg_wide_less(roles->sum, twice) || (!elg_wide_less(twice, roles->sum) && (q & 1))) q++;
    roles->at[i].credit = (int64_t)(amount < 0 ? 0 - q : q);
  }
  *direct = amount;
}

static ElgRc split_level_one(ElgSplit *s, const ElgPolicy *p, int64_t amount, SplitRoles *roles, int64_t *direct,
                             ElgErr *err)
{
  if (p->mode == ELG_POLICY_OVERLAY) {
    split_overlay(amount, roles, direct);
    return ELG_OK;
  }
  ElgPart *parts = split_need(s, roles->n + 1);
  if (!parts) return s->parts.rc;
  for (size_t i = 0; i <= roles->n; i++) {
    parts[i].weight = i < roles->n ? roles->at[i].weight : roles->direct;
    parts[i].rank = (uint32_t)i;
  }
  ElgRc rc = elg_allocate(amount, parts, roles->n + 1, err);
  for (size_t i = 0; !rc && i < roles->n; i++) roles->at[i].credit = parts[i].part;
  if (!rc) *direct = parts[roles->n].part;
  return rc;
}

/* ---- level two: partners within a role ---- */

/* The weight of a partner's part of the pool and of what its involvement leaves to direct. */
static ElgRc split_weigh_row(const ElgPolicy *p, const ElgSplitRow *r, ElgWide *freed, ElgPart *part)
{
  uint64_t weight = p->by_influence ? r->influence : 1;
  part->weight = elg_wide_product(weight, r->involvement);
  return elg_wide_accumulate(freed, elg_wide_product(weight, ELG_SPLIT_ONE - r->involvement));
}

/* The pool of a role: credit and share (percent). What it leaves is added to direct. */
static ElgRc split_pool(ElgSplit *s, const ElgPolicy *p, ElgSplitRow *rows, size_t n, int64_t credit, double share,
                        ElgSplitRow *direct, ElgErr *err)
{
  ElgPart *parts = split_need(s, n + 1);
  ElgWide freed = {0, 0}, sum = {0, 0};
  size_t k = 0;
  if (!parts) return s->parts.rc;
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < n; i++) {
    if (!rows[i].active) continue;
    parts[k].rank = (uint32_t)k;
    rc = split_weigh_row(p, rows + i, &freed, parts + k);
    if (!rc) rc = elg_wide_accumulate(&sum, parts[k++].weight);
  }
  if (!rc) rc = elg_wide_accumulate(&sum, freed);
  if (rc) return rc;
  int nothing = elg_wide_is_zero(sum);
  parts[k] = (ElgPart){nothing ? elg_wide(1) : freed, (uint32_t)k, 0, {0, 0}};
  rc = elg_allocate(credit, parts, k + 1, err);
  if (rc) return rc;
  unsigned why = nothing ? ELG_SPLIT_NO_INFLUENCE : k == 1 ? ELG_SPLIT_ROLE : p->by_influence ? ELG_SPLIT_INFLUENCE : ELG_SPLIT_EVEN;
  double total = nothing ? 1 : elg_wide_double(sum), left = nothing ? share : share * elg_wide_double(freed) / total;
  for (size_t i = 0, j = 0; i < n; i++) {
    ElgSplitRow *r = rows + i;
    if (!r->active) continue;
    r->credit = parts[j].part;
    r->share = share * elg_wide_double(parts[j++].weight) / total;
    r->why = why | (r->involvement < ELG_SPLIT_ONE ? ELG_SPLIT_PARTIAL : 0);
  }
  if (p->mode == ELG_POLICY_OVERLAY) return ELG_OK;
  direct->credit += parts[k].part;
  direct->share += left;
  if (left > 0) direct->why |= nothing ? ELG_SPLIT_NO_INFLUENCE : ELG_SPLIT_PARTIAL;
  return ELG_OK;
}

/* ---- the cap ---- */

/* Put the rows of one partner in the order of their claims, the highest first; unknown roles, which have nothing, last. */
static void split_by_claim(const ElgPolicy *p, ElgSplitRow *rows, size_t n)
{
  for (size_t i = 1; i < n; i++) {
    ElgSplitRow row = rows[i];
    size_t k = i;
    for (; k && row.role_index >= 0 && (rows[k - 1].role_index < 0 || split_higher(p, &row, rows + k - 1)); k--) rows[k] = rows[k - 1];
    rows[k] = row;
  }
}

/* Take from the rows of one partner, last first, what it has above the cap. */
static void split_cap_partner(ElgSplitRow *rows, size_t n, double cap, uint64_t most, ElgSplitRow *direct)
{
  double share = 0;
  uint64_t size = 0;
  for (size_t i = 0; i < n; i++) {
    share += rows[i].share;
    size += rows[i].credit < 0 ? 0 - (uint64_t)rows[i].credit : (uint64_t)rows[i].credit;
  }
  for (size_t i = n; i-- > 0 && (share > cap + 1e-9 || size > most);) {
    ElgSplitRow *r = rows + i;
    uint64_t have = r->credit < 0 ? 0 - (uint64_t)r->credit : (uint64_t)r->credit;
    uint64_t take = size <= most ? 0 : size - most < have ? size - most : have;
    double cut = share <= cap + 1e-9 ? 0 : share - cap < r->share ? share - cap : r->share;
    int64_t moved = (int64_t)(r->credit < 0 ? 0 - take : take);
    r->credit -= moved;
    direct->credit += moved;
    r->share -= cut;
    direct->share += cut;
    size -= take;
    share -= cut;
    if (cut <= 0 && !take) continue;
    r->why |= ELG_SPLIT_CAP;
    direct->why |= ELG_SPLIT_CAP;
  }
}

static void split_cap(ElgSplit *s, const ElgPolicy *p, int64_t amount, ElgSplitRow *direct)
{
  ElgSplitRow *rows = split_rows(s);
  size_t n = elg_split_count(s);
  ElgWide rest;
  uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
  uint64_t most = elg_wide_share(size, elg_wide(p->cap), elg_wide(ELG_POLICY_WHOLE), &rest);
  split_sort(rows, n, split_by_partner);
  for (size_t i = 0, to; i < n; i = to) {
    for (to = i; to < n && elg_str_equal(rows[i].partner, rows[to].partner);) to++;
    split_by_claim(p, rows + i, to - i);
    split_cap_partner(rows + i, to - i, (double)p->cap / 1e6, most, direct);
  }
  split_sort(rows, n, split_by_role);
}

ElgRc elg_split(ElgSplit *split, const ElgPolicy *policy, int64_t amount, ElgStr partners, ElgErr *err)
{
  SplitRoles roles;
  ElgSplitRow direct = {.role = ELG_STR("direct"), .role_index = (int)policy->n_roles, .involvement = ELG_SPLIT_ONE};
  ElgRc rc = split_read(split, policy, partners, err);
  if (rc) return rc;
  split_arrange(split, policy);
  split_find_roles(split, &roles);
  rc = policy->mode == ELG_POLICY_ENGAGE ? split_weigh_engage(split, policy, &roles) : split_weigh_fixed(policy, &roles);
  if (!rc) rc = split_level_one(split, policy, amount, &roles, &direct.credit, err);
  double whole = elg_wide_double(roles.sum);
  direct.why = (roles.rest ? ELG_SPLIT_REST : 0u) | (roles.missing ? ELG_SPLIT_MISSING : 0u);
  if (!roles.n) direct.why = ELG_SPLIT_NOBODY;
  if (policy->mode == ELG_POLICY_OVERLAY) direct.why = ELG_SPLIT_OVERLAY;
  direct.share = 100 * elg_wide_double(roles.direct) / whole;
  for (size_t i = 0; !rc && i < roles.n; i++) {
    double share = 100 * elg_wide_double(roles.at[i].weight) / whole;
    rc = split_pool(split, policy, split_rows(split) + roles.at[i].from, roles.at[i].to - roles.at[i].from,
                    roles.at[i].credit, share, &direct, err);
  }
  if (!rc && policy->cap < ELG_POLICY_WHOLE && policy->mode != ELG_POLICY_OVERLAY)
    split_cap(split, policy, amount, &direct);
  if (!rc) elg_buf_put(&split->rows, &direct, sizeof direct);
  return rc ? rc : split->rows.rc;
}

void elg_split_free(ElgSplit *split)
{
  elg_json_free(&split->doc);
  elg_buf_free(&split->rows);
  elg_buf_free(&split->parts);
}

void elg_split_reason(unsigned why, char out[ELG_SPLIT_REASON])
{
  static const char *const texts[] = {"share of its role",
                                      "role shared evenly",
                                      "role shared by influence",
                                      "partial involvement",
                                      "cap",
                                      "counted in a higher role",
                                      "another partner is the single one",
                                      "role unknown to the policy",
                                      "nobody in the role has influence",
                                      "left by the policy",
                                      "roles nobody has",
                                      "no partner in a role",
                                      "overlay beside the amount"};
  size_t n = 0;
  for (size_t i = 0; i < ELG_COUNT(texts); i++) {
    if (!(why >> i & 1)) continue;
    size_t len = strlen(texts[i]);
    if (n + len + 3 > ELG_SPLIT_REASON) break;
    if (n) {
      memcpy(out + n, "; ", 2);
      n += 2;
    }
    memcpy(out + n, texts[i], len);
    n += len;
  }
  out[n] = 0;
}
