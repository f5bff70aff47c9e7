#include "credit/partners.h"
#include <stdlib.h>

/* Offsets into bytes while gathering; strings once sorted. */
typedef struct {
  size_t at;
  ElgStr partner, role;
  int numeric;
  uint64_t involvement, influence;
} PartnersEntry;

ElgRc elg_partners_add(ElgPartners *set, ElgStr partner, int numeric, ElgStr role, uint64_t involvement,
                       uint64_t influence)
{
  PartnersEntry e = {set->bytes.n, {NULL, partner.n}, {NULL, role.n}, numeric, involvement, influence};
  elg_buf_str(&set->bytes, partner);
  elg_buf_str(&set->bytes, role);
  elg_buf_put(&set->entries, &e, sizeof e);
  return set->bytes.rc ? set->bytes.rc : set->entries.rc;
}

static int partners_order(const void *a, const void *b)
{
  const PartnersEntry *x = a, *y = b;
  int c = elg_str_compare(x->partner, y->partner);
  if (!c) c = elg_str_compare(x->role, y->role);
  return c ? c : (x->numeric > y->numeric) - (x->numeric < y->numeric);
}

static uint64_t partners_larger(uint64_t a, uint64_t b)
{
  if (a == ELG_PARTNERS_ABSENT || b == ELG_PARTNERS_ABSENT) return a < b ? a : b;
  return a > b ? a : b;
}

static size_t partners_merge(PartnersEntry *e, size_t n)
{
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (!kept || partners_order(e + kept - 1, e + i)) {
      e[kept++] = e[i];
      continue;
    }
    e[kept - 1].involvement = partners_larger(e[kept - 1].involvement, e[i].involvement);
    e[kept - 1].influence = partners_larger(e[kept - 1].influence, e[i].influence);
  }
  return kept;
}

static void partners_millionths(ElgBuf *out, const char *name, uint64_t x)
{
  if (x == ELG_PARTNERS_ABSENT) return;
  elg_buf_printf(out, ",\"%s\":%llu", name, (unsigned long long)(x / 1000000));
  uint64_t part = x % 1000000;
  if (part) elg_buf_byte(out, '.');
  for (uint64_t unit = 100000; part; part %= unit, unit /= 10) elg_buf_byte(out, (char)('0' + part / unit));
}

ElgRc elg_partners_json(ElgPartners *set, ElgBuf *out)
{
  PartnersEntry *e = (PartnersEntry *)(void *)set->entries.p;
  size_t n = set->entries.n / sizeof *e;
  for (size_t i = 0; i < n; i++) {
    e[i].partner.s = set->bytes.p + e[i].at;
    e[i].role.s = e[i].partner.s + e[i].partner.n;
  }
  if (n > 1) qsort(e, n, sizeof *e, partners_order);
  n = partners_merge(e, n);
  set->entries.n = n * sizeof *e;
  elg_buf_byte(out, '[');
  for (size_t i = 0; i < n; i++) {
    elg_buf_cstr(out, i ? ",{\"partner\":" : "{\"partner\":");
    if (e[i].numeric) elg_buf_str(out, e[i].partner);
    else elg_buf_json(out, e[i].partner);
    elg_buf_cstr(out, ",\"role\":");
    if (e[i].role.n) elg_buf_json(out, e[i].role);
    else elg_buf_cstr(out, "null");
    partners_millionths(out, "involvement", e[i].involvement);
    partners_millionths(out, "influence", e[i].influence);
    elg_buf_byte(out, '}');
  }
  elg_buf_byte(out, ']');
  return out->rc;
}

void elg_partners_free(ElgPartners *set)
{
  elg_buf_free(&set->entries);
  elg_buf_free(&set->bytes);
}
