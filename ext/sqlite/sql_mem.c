/* sql_mem.c -- base/mem.h on SQLite's allocator: core memory counts toward SQLite's limits and fault injection. */
#include <stdint.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif
#include "sqlite/sql_util.h"
#include "base/mem.h"

/* Large pieces, which are read here and there, from pages of 2 MB where the system has such. It may refuse: then they are slower. */
#define MEM_LARGE ((size_t)4 << 20)
static void mem_advise(void *p, size_t n)
{
#ifdef MADV_HUGEPAGE
  char *from = (char *)(((uintptr_t)p + 4095) & ~(uintptr_t)4095), *end = (char *)p + n;
  if (n >= MEM_LARGE) (void)madvise(from, (size_t)(end - from), MADV_HUGEPAGE);
#else
  (void)p;
  (void)n;
#endif
}

void *elg_realloc(void *p, size_t n)
{
  p = sqlite3_realloc64(p, n);
  if (p) mem_advise(p, n);
  return p;
}

void elg_free(void *p) { sqlite3_free(p); }
