/* arena.h -- memory that is handed out piece by piece and freed all at once; pieces never move. */
#ifndef ELG_ARENA_H
#define ELG_ARENA_H
#include "base/base.h"

typedef struct ElgArenaChunk ElgArenaChunk;
typedef struct {
  ElgArenaChunk *chunks; /* newest first */
  char *at, *end;        /* free bytes of the newest chunk */
  size_t bytes;          /* of all chunks */
} ElgArena;

/* n bytes aligned to 8, uninitialised; NULL without memory. A zeroed arena is a valid empty one. */
void *elg_arena_take(ElgArena *arena, size_t n);
/* A copy of n bytes; NULL without memory. */
void *elg_arena_copy(ElgArena *arena, const void *s, size_t n);
/* All pieces go; a chunk stays for the next ones. */
void elg_arena_reset(ElgArena *arena);
void elg_arena_free(ElgArena *arena);
#endif
