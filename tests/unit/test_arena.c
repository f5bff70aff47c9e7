#include "base/arena.h"
#include <string.h>
#include "unit.h"

static ElgRc sweep(void)
{
  ElgArena arena = {0};
  int ok = elg_arena_take(&arena, 100) && elg_arena_take(&arena, 300000) && elg_arena_copy(&arena, "abc", 3);
  elg_arena_free(&arena);
  return ok ? ELG_OK : ELG_NOMEM;
}

int main(void)
{
  ElgArena arena = {0};
  char *piece[2000];
  int ok = 1;
  for (int i = 0; i < 2000; i++) {
    size_t n = (size_t)i * 7 % 1000;
    piece[i] = elg_arena_take(&arena, n);
    ok &= piece[i] && (uintptr_t)piece[i] % 8 == 0;
    memset(piece[i], i & 127, n);
  }
  /* pieces do not overlap and do not move */
  for (int i = 0; i < 2000; i++)
    for (size_t k = 0; k < (size_t)i * 7 % 1000; k++) ok &= piece[i][k] == (i & 127);
  CHECK(ok);
  CHECK(arena.bytes >= 900000 && arena.bytes < 2000000);
  char *big = elg_arena_take(&arena, 5000000);
  CHECK(big != NULL);
  memset(big, 1, 5000000);
  CHECK(!memcmp(elg_arena_copy(&arena, "hello", 6), "hello", 6));
  CHECK(elg_arena_copy(&arena, NULL, 0) != NULL);
  /* a chunk stays, and is taken from anew */
  elg_arena_reset(&arena);
  CHECK(arena.bytes > 0 && arena.bytes < 900000);
  size_t kept = arena.bytes;
  CHECK(elg_arena_take(&arena, 100) == (void *)piece[0]);
  CHECK(arena.bytes == kept);
  elg_arena_free(&arena);
  CHECK(arena.chunks == NULL && arena.bytes == 0);
  CHECK_INT(unit_live(), 0);
  unit_fault_sweep(sweep);
  return unit_end();
}
