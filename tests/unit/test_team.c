#include "base/team.h"
#include <string.h>
#include "unit.h"

typedef struct {
  ElgShared next, sum;
  uint32_t n;
  int done[ELG_TEAM_MAX];
} Pile;

static void take(void *arg, int member)
{
  Pile *p = arg;
  for (uint32_t i; (i = elg_shared_add(&p->next, 1)) < p->n;) (void)elg_shared_add(&p->sum, i);
  p->done[member]++;
}

/* Every member works once, and together they take every number once. */
static void check_team(int members)
{
  Pile pile = {.n = 10000};
  int done = 0;
  elg_team(members, take, &pile);
  for (int m = 0; m < ELG_TEAM_MAX; m++) done += pile.done[m] == (m < members);
  CHECK_INT(done, ELG_TEAM_MAX);
  CHECK_INT(elg_shared_get(&pile.sum), 49995000);
}

int main(void)
{
  ElgShared x = 3;
  check_team(1);
  check_team(2);
  check_team(7);
  check_team(ELG_TEAM_MAX);
  CHECK_INT(elg_shared_add(&x, 2), 3);
  CHECK_INT(elg_shared_add_alone(&x, 2), 5);
  CHECK_INT(elg_shared_get(&x), 7);
  elg_shared_set(&x, 1);
  CHECK_INT(elg_shared_get(&x), 1);
  return unit_end();
}
