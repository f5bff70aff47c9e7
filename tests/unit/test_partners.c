#include "credit/partners.h"
#include "unit.h"

static ElgRc build(ElgBuf *out, int reverse)
{
  static const struct {
    ElgStr partner, role;
    int numeric;
    uint64_t involvement;
  } rows[] = {{{"b", 1}, {"x", 1}, 0, 333333}, {{"a", 1}, {"y", 1}, 0, ELG_PARTNERS_ABSENT},
              {{"7", 1}, {"", 0}, 1, 1000000}, {{"a", 1}, {"y", 1}, 0, 500000}};
  ElgPartners set = {{0}, {0}};
  ElgRc rc = ELG_OK;
  for (size_t i = 0; !rc && i < ELG_COUNT(rows); i++) {
    size_t k = reverse ? ELG_COUNT(rows) - 1 - i : i;
    rc = elg_partners_add(&set, rows[k].partner, rows[k].numeric, rows[k].role, rows[k].involvement, ELG_PARTNERS_ABSENT);
  }
  if (!rc) rc = elg_partners_json(&set, out);
  elg_partners_free(&set);
  return rc;
}

static ElgRc sweep(void)
{
  ElgBuf out = {0};
  ElgRc rc = build(&out, 0);
  elg_buf_free(&out);
  return rc;
}

int main(void)
{
  for (int reverse = 0; reverse < 2; reverse++) {
    ElgBuf out = {0};
    CHECK_INT(build(&out, reverse), ELG_OK);
    CHECK_TEXT(elg_buf_view(&out), "[{\"partner\":7,\"role\":null,\"involvement\":1},"
                                   "{\"partner\":\"a\",\"role\":\"y\",\"involvement\":0.5},"
                                   "{\"partner\":\"b\",\"role\":\"x\",\"involvement\":0.333333}]");
    elg_buf_free(&out);
  }
  unit_fault_sweep(sweep);
  return unit_end();
}
