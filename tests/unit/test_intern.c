#include "stats/intern.h"
#include <stdio.h>
#include <string.h>
#include "unit.h"

static ElgRc fill(ElgIntern *in, uint32_t n)
{
  char text[32];
  uint32_t id;
  ElgRc rc = ELG_OK;
  for (uint32_t i = 0; !rc && i < n; i++) {
    int len = snprintf(text, sizeof text, "channel %u", i);
    rc = elg_intern_add(in, (ElgStr){text, (size_t)len}, &id);
    if (!rc) CHECK_INT(id, i);
  }
  return rc;
}

static ElgRc sweep(void)
{
  ElgIntern in = {0};
  ElgRc rc = fill(&in, 100);
  elg_intern_free(&in);
  return rc;
}

int main(void)
{
  ElgIntern in = {0};
  uint32_t id;
  CHECK_INT(fill(&in, 5000), ELG_OK);
  CHECK_INT(fill(&in, 5000), ELG_OK);
  CHECK_INT(in.n, 5000);
  CHECK_TEXT(elg_intern_get(&in, 4321), "channel 4321");
  CHECK_INT(elg_intern_add(&in, ELG_STR(""), &id), ELG_OK);
  CHECK_INT(id, 5000);
  CHECK_INT(elg_intern_add(&in, (ElgStr){"a\0b", 3}, &id), ELG_OK);
  CHECK_INT(elg_intern_add(&in, ELG_STR("a"), &id), ELG_OK);
  CHECK_INT(id, 5002);
  CHECK_INT(elg_intern_get(&in, 5001).n, 3);
  CHECK_INT(elg_intern_get(&in, 5000).n, 0);
  static uint32_t order[5003];
  elg_intern_order(&in, order);
  int wrong = 0;
  for (size_t i = 1; i < in.n; i++)
    wrong += elg_str_compare(elg_intern_get(&in, order[i - 1]), elg_intern_get(&in, order[i])) >= 0;
  CHECK_INT(wrong, 0);
  elg_intern_free(&in);
  unit_fault_sweep(sweep);
  return unit_end();
}
