#include <stdio.h>
#include <string.h>
#include "credit/currency.h"
#include "credit/money.h"
#include "credit/rolesplit.h"
#include "unit.h"

#define DEALS 1000000

static uint64_t seed = 88172645463325252u;
static uint64_t draw(void)
{
  seed ^= seed << 13;
  seed ^= seed >> 7;
  return seed ^= seed << 17;
}
static uint64_t below(uint64_t n) { return draw() % n; }

static ElgStr text(const char *s) { return (ElgStr){s, strlen(s)}; }

/* ---- random policies, partners, amounts ---- */

static const char *const roles[] = {"r0", "r1", "r2", "r3", "r4"};
static const char *const modes[] = {"mid", "fill", "engage", "exact", "overlay"};

static void random_policy(int mode, ElgBuf *out)
{
  static const char *const missing[] = {"direct", "renormalise"}, *const shared[] = {"even", "influence"},
      *const several[] = {"highest", "sum"}, *const partners[] = {"multi", "single"};
  size_t n = 1 + (size_t)below(5);
  uint64_t left = 100000000;
  elg_buf_reset(out);
  elg_buf_printf(out, "{\"mode\":\"%s\",\"missing\":\"%s\",\"shared\":\"%s\",\"several\":\"%s\",\"partners\":\"%s\"",
                 modes[mode], missing[below(2)], shared[below(2)], several[below(2)], partners[below(4) == 0]);
  elg_buf_printf(out, ",\"above\":\"scale\",\"cap\":%u,\"roles\":{", (unsigned)(below(3) ? 100 : below(101)));
  for (size_t i = 0; i < n; i++) {
    uint64_t unit = below(2) ? 1000000 : 1, low = below(left / n / unit + 1) * unit;
    uint64_t high = low + below((100000000 - low) / unit + 1) * unit;
    if (mode == 3) low = high = i + 1 < n ? low : left;
    if (mode == 3) left -= low;
    elg_buf_printf(out, "%s\"%s\":[%u.%06u,%u.%06u]", i ? "," : "", roles[i], (unsigned)(low / 1000000),
                   (unsigned)(low % 1000000), (unsigned)(high / 1000000), (unsigned)(high % 1000000));
  }
  elg_buf_cstr(out, "}}");
}

typedef struct {
  unsigned partner, role, involvement, influence;
} Entry;

static size_t random_partners(const ElgPolicy *p, Entry entries[6])
{
  size_t n = (size_t)below(7);
  for (size_t i = 0; i < n; i++) {
    Entry e = {(unsigned)below(4), (unsigned)below(p->n_roles), below(3) ? 1000000 : (unsigned)below(1000001),
               below(3) ? (unsigned)below(1000001) : 0};
    entries[i] = e;
  }
  return n;
}

static void write_partners(const Entry *entries, size_t n, size_t from, ElgBuf *out)
{
  elg_buf_reset(out);
  elg_buf_byte(out, '[');
  for (size_t i = 0; i < n; i++) {
    const Entry *e = entries + (i + from) % n;
    elg_buf_printf(out, "%s{\"partner\":\"p%u\",\"role\":\"%s\",\"involvement\":%u.%06u,\"influence\":%u.%06u}", i ? "," : "",
                   e->partner, roles[e->role], e->involvement / 1000000, e->involvement % 1000000, e->influence / 1000000,
                   e->influence % 1000000);
  }
  elg_buf_byte(out, ']');
}

static int64_t random_amount(void)
{
  int64_t size = (int64_t)(draw() >> (1 + below(63)));
  return below(3) ? size : -size;
}

/* ---- the invariants ---- */

static const char *broken;

static void must(int ok, const char *what)
{
  if (!ok && !broken) broken = what;
}

static int64_t total(const ElgSplit *s, double *shares)
{
  uint64_t sum = 0;
  *shares = 0;
  for (size_t i = 0; i < elg_split_count(s); i++) {
    sum += (uint64_t)elg_split_row(s, i)->credit;
    *shares += elg_split_row(s, i)->share;
  }
  return (int64_t)sum;
}

static void check_split(const ElgSplit *s, const ElgPolicy *p, int64_t amount)
{
  double shares;
  int64_t sum = total(s, &shares);
  const ElgSplitRow *direct = elg_split_row(s, elg_split_count(s) - 1);
  must(direct->partner.s == NULL, "the last row is direct");
  if (p->mode == ELG_POLICY_OVERLAY) {
    must(direct->credit == amount, "overlay leaves the amount to direct");
    return;
  }
  must(sum == amount, "credits + direct = amount");
  must(shares > 100 - 1e-6 && shares < 100 + 1e-6, "shares sum to 100");
  for (size_t i = 0; i < elg_split_count(s); i++) {
    const ElgSplitRow *r = elg_split_row(s, i);
    must(amount >= 0 ? r->credit >= 0 : r->credit <= 0, "credits have the sign of the amount");
    must(r->share > -1e-9, "no share is negative");
    must(p->n_roles > 0 && r->role.n > 0, "every row has a role");
  }
}

static void check_same(const ElgSplit *a, const ElgSplit *b, int sign)
{
  must(elg_split_count(a) == elg_split_count(b), "as many rows");
  for (size_t i = 0; i < elg_split_count(a) && i < elg_split_count(b); i++) {
    const ElgSplitRow *x = elg_split_row(a, i), *y = elg_split_row(b, i);
    must(elg_str_equal(x->partner, y->partner) && elg_str_equal(x->role, y->role), "the same rows");
    must(x->credit == sign * y->credit, sign < 0 ? "a credit note cancels" : "no dependence on the order of entries");
  }
}

/* A deal; with more, new partners, its credit note and its entries in another order too. */
static void random_deal(const ElgPolicy *p, ElgSplit *s, ElgSplit *other, ElgBuf *doc, ElgBuf *turned, int more)
{
  ElgErr err = {{0}};
  Entry entries[6];
  size_t n = more ? random_partners(p, entries) : 0;
  int64_t amount = random_amount();
  if (more) write_partners(entries, n, 0, doc);
  must(elg_split(s, p, amount, elg_buf_view(doc), &err) == ELG_OK, "a valid deal splits");
  check_split(s, p, amount);
  if (!more) return;
  must(elg_split(other, p, -amount, elg_buf_view(doc), &err) == ELG_OK, "the credit note splits");
  check_same(s, other, -1);
  write_partners(entries, n, n ? 1 + (size_t)below(n) : 0, turned);
  must(elg_split(other, p, amount, elg_buf_view(turned), &err) == ELG_OK, "entries in another order split");
  check_same(s, other, 1);
}

/* Amounts of every exponent through text and back. */
static void check_money(int64_t amount)
{
  static const char *const codes[] = {"JPY", "USD", "KWD", "CLF"};
  for (size_t i = 0; i < ELG_COUNT(codes); i++) {
    char out[ELG_MONEY_TEXT];
    int64_t back = 0;
    int blank;
    ElgErr err;
    size_t n = elg_money_format(amount, elg_currency_exponent(text(codes[i])), out);
    must(elg_money_parse((ElgStr){out, n}, text(codes[i]), (ElgMoneyRead){'.', 0}, &blank, &back, &err) == ELG_OK &&
             back == amount,
         "money text reads back");
  }
}

static void million(void)
{
  ElgPolicy policy = {.n_roles = 0};
  ElgSplit a = {.rows = {0}}, b = {.rows = {0}};
  ElgBuf document = {0}, doc = {0}, turned = {0};
  ElgErr err = {{0}};
  for (int i = 0; i < DEALS && !broken; i++) {
    if (i % 200 == 0) {
      random_policy(i / 200 % 5, &document);
      must(elg_policy_parse(&policy, elg_buf_view(&document), &err) == ELG_OK, "a random policy is valid");
    }
    if (!broken) random_deal(&policy, &a, &b, &doc, &turned, i % 8 == 0);
    if (i % 8 == 0) check_money(random_amount());
  }
  if (broken) printf("%s: %s\n%.*s\n%.*s\n", broken, err.text, (int)document.n, document.p, (int)doc.n, doc.p ? doc.p : "");
  CHECK(broken == NULL);
  elg_policy_free(&policy);
  elg_split_free(&a);
  elg_split_free(&b);
  elg_buf_free(&document);
  elg_buf_free(&doc);
  elg_buf_free(&turned);
}

/* ---- known splits ---- */

static void known(const char *document, int64_t amount, const char *partners, const int64_t *want, size_t n)
{
  ElgPolicy policy = {.n_roles = 0};
  ElgSplit split = {.rows = {0}};
  ElgErr err = {{0}};
  CHECK_INT(elg_policy_parse(&policy, text(document), &err), ELG_OK);
  CHECK_INT(elg_split(&split, &policy, amount, text(partners), &err), ELG_OK);
  CHECK_INT(elg_split_count(&split), n);
  for (size_t i = 0; i < n && i < elg_split_count(&split); i++) CHECK_INT(elg_split_row(&split, i)->credit, want[i]);
  elg_policy_free(&policy);
  elg_split_free(&split);
}

#define THREE \
  "[{\"partner\":\"a\",\"role\":\"sourcing\"},{\"partner\":\"b\",\"role\":\"technical\"}," \
  "{\"partner\":\"c\",\"role\":\"influencing\"}]"
#define KNOWN(policy, amount, partners, ...) \
  known(policy, amount, partners, (const int64_t[]){__VA_ARGS__}, sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t))

static void many_partners(void)
{
  ElgPolicy policy = {.n_roles = 0};
  ElgSplit split = {.rows = {0}};
  ElgErr err = {{0}};
  ElgBuf doc = {0};
  double shares;
  for (int i = 0; i < 3000; i++)
    elg_buf_printf(&doc, "%c{\"partner\":\"p%d\",\"role\":\"%s\"}", i ? ',' : '[', i % 1000, i % 3 ? "sourcing" : "technical");
  elg_buf_byte(&doc, ']');
  CHECK_INT(elg_policy_parse(&policy, text("mid"), &err), ELG_OK);
  CHECK_INT(elg_split(&split, &policy, 1234567, elg_buf_view(&doc), &err), ELG_OK);
  CHECK_INT(total(&split, &shares), 1234567);
  CHECK_INT(elg_split_count(&split), 2001);
  elg_policy_free(&policy);
  elg_split_free(&split);
  elg_buf_free(&doc);
}

static ElgRc sweep(void)
{
  ElgPolicy policy = {.n_roles = 0};
  ElgSplit split = {.rows = {0}};
  ElgErr err = {{0}};
  ElgBuf doc = {0};
  char reason[ELG_SPLIT_REASON];
  for (int i = 0; i < 20; i++)
    elg_buf_printf(&doc, "%c{\"partner\":\"p%d\",\"role\":\"so\\u0075rcing\"}", i ? ',' : '[', i);
  elg_buf_byte(&doc, ']');
  ElgRc rc = doc.rc;
  if (!rc) rc = elg_policy_parse(&policy, text("mid"), &err);
  if (!rc) rc = elg_split(&split, &policy, 1001, elg_buf_view(&doc), &err);
  elg_split_reason(0x1FFF, reason);
  CHECK(strlen(reason) < sizeof reason);
  elg_policy_free(&policy);
  elg_split_free(&split);
  elg_buf_free(&doc);
  return rc;
}

int main(void)
{
  KNOWN("mid", 20000000, THREE, 9000000, 4000000, 5000000, 2000000);
  KNOWN("fill", 20000000, THREE, 9666667, 4666667, 5666666, 0);
  KNOWN("fill", -20000000, THREE, -9666667, -4666667, -5666666, 0);
  KNOWN("engage", 20000000, THREE, 8000000, 3000000, 4000000, 5000000);
  KNOWN("mid", 1, THREE, 1, 0, 0, 0);
  KNOWN("mid", INT64_MIN, "", INT64_MIN);
  KNOWN("{\"mode\":\"exact\",\"roles\":{\"a\":33.333333,\"b\":33.333333,\"c\":33.333334}}", INT64_MIN,
        "[{\"partner\":1,\"role\":\"c\"},{\"partner\":2,\"role\":\"b\"},{\"partner\":3,\"role\":\"a\"}]",
        -3074457314873685147, -3074457314873685146, -3074457407107405515, 0);
  many_partners();
  unit_fault_sweep(sweep);
  million();
  return unit_end();
}
