/* team.h -- the same work by several threads, which live as long as the call.
**
**   elg_team(3, work, arg):   work(arg, 0) by the caller, work(arg, 1) and work(arg, 2) beside it; back when all are done
**
** Nothing runs between the calls, so a host may fork, unload the library or be single-threaded as before. Where the system
** gives no thread the caller does that member's work too. Members share what is only read, draw from a common pile what each
** row of it takes, and write to places of their own. The threads take no signals. They allocate: base/mem.h must bear that.
*/
#ifndef ELG_TEAM_H
#define ELG_TEAM_H
#include <stdatomic.h>
#include "base/base.h"

#define ELG_TEAM_MAX 64
/* members: 1 .. ELG_TEAM_MAX. */
void elg_team(int members, void (*work)(void *arg, int member), void *arg);

/* A number that members share. */
typedef _Atomic uint32_t ElgShared;
/* Add n, return what it was before. */
static inline uint32_t elg_shared_add(ElgShared *x, uint32_t n) { return atomic_fetch_add_explicit(x, n, memory_order_relaxed); }
/* The same for a number of the caller's alone. */
static inline uint32_t elg_shared_add_alone(ElgShared *x, uint32_t n)
{
  uint32_t before = atomic_load_explicit(x, memory_order_relaxed);
  atomic_store_explicit(x, before + n, memory_order_relaxed);
  return before;
}
static inline void elg_shared_or(ElgShared *x, uint32_t bits) { (void)atomic_fetch_or_explicit(x, bits, memory_order_relaxed); }
static inline uint32_t elg_shared_get(ElgShared *x) { return atomic_load_explicit(x, memory_order_relaxed); }
static inline void elg_shared_set(ElgShared *x, uint32_t to) { atomic_store_explicit(x, to, memory_order_relaxed); }
#endif
