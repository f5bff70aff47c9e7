#include "base/team.h"
#if defined(__unix__) || defined(__APPLE__)
#define TEAM_THREADS 1
#include <pthread.h>
#include <signal.h>
#endif
/* In a host that has no threads an older glibc has none either. */
#if defined(__GLIBC__)
#pragma weak pthread_attr_setstacksize
#pragma weak pthread_create
#pragma weak pthread_join
#pragma weak pthread_sigmask
#define TEAM_HAS_THREADS (pthread_attr_setstacksize && pthread_create && pthread_join && pthread_sigmask)
#else
#define TEAM_HAS_THREADS 1
#endif

/* Some systems give a thread only 128 KB. */
#define TEAM_STACK ((size_t)1 << 20)

typedef struct {
  void (*work)(void *arg, int member);
  void *arg;
  int member;
#ifdef TEAM_THREADS
  pthread_t thread;
#endif
  int runs;
} TeamMember;

#ifdef TEAM_THREADS
static void *team_main(void *arg)
{
  const TeamMember *m = arg;
  m->work(m->arg, m->member);
  return NULL;
}

static void team_start(TeamMember *members, int n)
{
  sigset_t all, before;
  pthread_attr_t attr;
  if (!TEAM_HAS_THREADS || pthread_attr_init(&attr)) return;
  sigfillset(&all);
  if (!pthread_attr_setstacksize(&attr, TEAM_STACK) && !pthread_sigmask(SIG_SETMASK, &all, &before)) {
    for (int i = 1; i < n; i++) members[i].runs = !pthread_create(&members[i].thread, &attr, team_main, members + i);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  (void)pthread_attr_destroy(&attr);
}

static void team_join(const TeamMember *m) { (void)pthread_join(m->thread, NULL); }
#else
static void team_start(TeamMember *members, int n) { (void)members, (void)n; }
static void team_join(const TeamMember *m) { (void)m; }
#endif

void elg_team(int n, void (*work)(void *arg, int member), void *arg)
{
  TeamMember members[ELG_TEAM_MAX];
  for (int i = 0; i < n; i++) members[i] = (TeamMember){.work = work, .arg = arg, .member = i};
  if (n > 1) team_start(members, n);
  for (int i = 0; i < n; i++)
    if (!members[i].runs) work(arg, i);
  for (int i = 1; i < n; i++)
    if (members[i].runs) team_join(members + i);
}
