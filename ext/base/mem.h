/* mem.h -- the one door to the heap. The implementation is chosen at link time:
** sqlite/sql_mem.c (the extension) or tests/unit/fault_mem.c (unit tests). */
#ifndef ELG_MEM_H
#define ELG_MEM_H
#include <stddef.h>
/* Like realloc(3) for n > 0. NULL on failure; p is then still valid. */
void *elg_realloc(void *p, size_t n);
/* Like free(3). NULL is a no-op. */
void elg_free(void *p);
#endif
