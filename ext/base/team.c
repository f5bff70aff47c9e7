#include "base/team.h"
#include "base/thread.h"

typedef struct {
  void (*work)(void *arg, int member);
  void *arg;
  int member, runs;
  ElgThread thread;
} TeamMember;

static void team_run(void *arg)
{
  const TeamMember *m = arg;
  m->work(m->arg, m->member);
}

void elg_team(int n, void (*work)(void *arg, int member), void *arg)
{
  TeamMember members[ELG_TEAM_MAX];
  for (int i = 1; i < n; i++) {
    TeamMember *m = members + i;
    *m = (TeamMember){.work = work, .arg = arg, .member = i, .thread = {.run = team_run, .arg = m}};
    m->runs = elg_thread_start(&m->thread);
  }
  work(arg, 0);
  for (int i = 1; i < n; i++)
    if (!members[i].runs) work(arg, i);
  for (int i = 1; i < n; i++)
    if (members[i].runs) elg_thread_join(&members[i].thread);
}
