/* thread.h -- one thread of the system: POSIX, Windows, or none (base/thread.c). */
#ifndef ELG_THREAD_H
#define ELG_THREAD_H
#include <stdint.h>

typedef struct {
  void (*run)(void *arg);
  void *arg;
  uintptr_t handle; /* the system's */
} ElgThread;

/* Begin run(arg) beside the caller, without signals. 0 where the system gives no thread: then nothing runs. A thread that
** began is joined, and *thread stays where it is until then. What run does happens before the join is back. */
int elg_thread_start(ElgThread *thread);
void elg_thread_join(const ElgThread *thread);
#endif
