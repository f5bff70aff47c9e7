#include "credit/policy.h"
#include <string.h>
#include "unit.h"

static ElgStr text(const char *s) { return (ElgStr){s, strlen(s)}; }

static ElgRc sweep(void)
{
  ElgPolicy p = {.n_roles = 0};
  ElgErr err;
  ElgRc rc = elg_policy_parse(&p, text("{\"mode\":\"mid\",\"roles\":{\"s\\u006f\":[1,2]}}"), &err);
  elg_policy_free(&p);
  return rc;
}

int main(void)
{
  ElgPolicy p = {.n_roles = 0};
  ElgErr err;
  const char *names = elg_policy_presets();
  for (size_t n; *names; names += n + (names[n] == ' ')) {
    n = strcspn(names, " ");
    CHECK_INT(elg_policy_parse(&p, (ElgStr){names, n}, &err), ELG_OK);
    CHECK(p.n_roles >= 3);
  }
  CHECK_INT(elg_policy_parse(&p, text("fill"), &err), ELG_OK);
  /* 48 1/3, 23 1/3, 28 1/3 of 100, in lowest terms. */
  CHECK_INT(p.roles[elg_policy_find(&p, text("sourcing"))].share, 29);
  CHECK_INT(p.roles[elg_policy_find(&p, text("technical"))].share, 14);
  CHECK_INT(p.roles[elg_policy_find(&p, text("influencing"))].share, 17);
  CHECK_INT(p.roles[elg_policy_find(&p, text("co-selling"))].share, 0);
  CHECK_INT(p.whole, 60);
  CHECK_INT(elg_policy_find(&p, text("x")), -1);
  CHECK_INT(elg_policy_parse(&p, text("{\"roles\":1}"), &err), ELG_ERROR);
  CHECK_INT(p.n_roles, 0);
  elg_policy_free(&p);
  unit_fault_sweep(sweep);
  return unit_end();
}
