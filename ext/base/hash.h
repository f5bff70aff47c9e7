/* hash.h -- 64-bit hashing; the only user of xxhash. The same on every machine and in every version. */
#ifndef ELG_HASH_H
#define ELG_HASH_H
#include "base/base.h"
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wconversion"
#pragma clang diagnostic ignored "-Wsign-conversion"
#elif defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#endif
#define XXH_INLINE_ALL
#include <xxhash.h>
#if defined(__clang__)
#pragma clang diagnostic pop
#elif defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/* XXH3-64 of the bytes with a fixed seed. */
static inline uint64_t elg_hash(ElgStr s) { return XXH3_64bits(s.s, s.n); }
/* Hash of a sequence: start with 0, feed each item's hash in order. */
static inline uint64_t elg_hash_next(uint64_t sequence, uint64_t item)
{
  uint64_t h = (sequence ^ item) * 0x9E3779B97F4A7C15u;
  return h ^ (h >> 29) ^ (sequence << 1);
}
#endif
