#include "base/thread.h"
#include <string.h>
#if defined(_WIN32)
#include <windows.h>
#include <process.h>
#endif
#if defined(__unix__) || defined(__APPLE__)
#include <pthread.h>
#include <signal.h>
#endif

/* Some systems give a thread only 128 KB. */
#define THREAD_STACK (1u << 20)

#if defined(_WIN32)
static unsigned __stdcall thread_main(void *arg)
{
  const ElgThread *t = arg;
  t->run(t->arg);
  return 0;
}

int elg_thread_start(ElgThread *thread)
{
  thread->handle = _beginthreadex(NULL, THREAD_STACK, thread_main, thread, STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
  return thread->handle != 0;
}

void elg_thread_join(const ElgThread *thread)
{
  (void)WaitForSingleObject((HANDLE)thread->handle, INFINITE);
  (void)CloseHandle((HANDLE)thread->handle);
}
#elif defined(__unix__) || defined(__APPLE__)
/* In a host that has no threads an older glibc has none either. */
#if defined(__GLIBC__)
#pragma weak pthread_attr_setstacksize
#pragma weak pthread_create
#pragma weak pthread_join
#pragma weak pthread_sigmask
#define THREAD_EXISTS (pthread_attr_setstacksize && pthread_create && pthread_join && pthread_sigmask)
#else
#define THREAD_EXISTS 1
#endif
_Static_assert(sizeof(pthread_t) <= sizeof(uintptr_t), "a thread of the system fits its place");

static void *thread_main(void *arg)
{
  const ElgThread *t = arg;
  t->run(t->arg);
  return NULL;
}

int elg_thread_start(ElgThread *thread)
{
  sigset_t all, before;
  pthread_attr_t attr;
  pthread_t handle;
  int began = 0;
  if (!THREAD_EXISTS || pthread_attr_init(&attr)) return 0;
  sigfillset(&all);
  if (!pthread_attr_setstacksize(&attr, THREAD_STACK) && !pthread_sigmask(SIG_SETMASK, &all, &before)) {
    began = !pthread_create(&handle, &attr, thread_main, thread);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  (void)pthread_attr_destroy(&attr);
  if (began) memcpy(&thread->handle, &handle, sizeof handle);
  return began;
}

void elg_thread_join(const ElgThread *thread)
{
  pthread_t handle;
  memcpy(&handle, &thread->handle, sizeof handle);
  (void)pthread_join(handle, NULL);
}
#else
int elg_thread_start(ElgThread *thread) { return (void)thread, 0; }
void elg_thread_join(const ElgThread *thread) { (void)thread; }
#endif
