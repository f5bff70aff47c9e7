#include "base/arena.h"
#include <string.h>
#include "base/mem.h"

/* The smallest chunk; later ones are a share of what there is, so that a large arena is few pieces of memory. */
#define ARENA_CHUNK ((size_t)256 * 1024)
#define ARENA_SHARE 16

struct ElgArenaChunk {
  ElgArenaChunk *next;
  size_t size; /* of what follows */
  _Alignas(8) char first[]; /* not 4, as 32-bit systems align uint64_t */
};

void *elg_arena_take(ElgArena *arena, size_t n)
{
  n = n ? (n + 7) & ~(size_t)7 : 8;
  if (n > (size_t)(arena->end - arena->at)) {
    size_t size = arena->bytes / ARENA_SHARE > ARENA_CHUNK ? arena->bytes / ARENA_SHARE & ~(size_t)7 : ARENA_CHUNK;
    if (size < n) size = n;
    ElgArenaChunk *chunk = elg_realloc(NULL, sizeof *chunk + size);
    if (!chunk) return NULL;
    chunk->next = arena->chunks;
    chunk->size = size;
    arena->chunks = chunk;
    arena->at = chunk->first;
    arena->end = arena->at + size;
    arena->bytes += size;
  }
  void *p = arena->at;
  arena->at += n;
  return p;
}

void *elg_arena_copy(ElgArena *arena, const void *s, size_t n)
{
  void *p = elg_arena_take(arena, n);
  if (p && n) memcpy(p, s, n);
  return p;
}

static void arena_drop(ElgArena *arena, const ElgArenaChunk *last)
{
  while (arena->chunks != last) {
    ElgArenaChunk *next = arena->chunks->next;
    elg_free(arena->chunks);
    arena->chunks = next;
  }
}

void elg_arena_reset(ElgArena *arena)
{
  if (!arena->chunks) return;
  ElgArenaChunk *oldest = arena->chunks;
  while (oldest->next) oldest = oldest->next;
  arena_drop(arena, oldest);
  arena->at = oldest->first;
  arena->end = arena->at + oldest->size;
  arena->bytes = oldest->size;
}

void elg_arena_free(ElgArena *arena)
{
  arena_drop(arena, NULL);
  *arena = (ElgArena){0};
}
