#include "base/hash.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t elg_hash(ElgStr s) { return XXH3_64bits(s.s, s.n); }
uint64_t elg_hash_seeded(ElgStr s, uint64_t seed) { return XXH3_64bits_withSeed(s.s, s.n, seed); }
