/* hash.h -- 64-bit hashing; the only user of xxhash. */
#ifndef ELG_HASH_H
#define ELG_HASH_H
#include "base/base.h"
/* XXH3-64 of the bytes with a fixed seed: the same on every machine and in every version. */
uint64_t elg_hash(ElgStr s);
/* The same with a seed of the caller's. */
uint64_t elg_hash_seeded(ElgStr s, uint64_t seed);
#endif
