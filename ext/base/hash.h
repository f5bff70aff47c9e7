/* hash.h -- 64-bit hashing; the only user of xxhash. The same on every machine and in every version. */
#ifndef ELG_HASH_H
#define ELG_HASH_H
#include <string.h>
#include "base/base.h"
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wconversion"
#pragma clang diagnostic ignored "-Wsign-conversion"
#elif defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Warray-bounds" /* gcc -O3 unrolls hashing of lengths a small array never has */
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
/* The same for words, where 8 bytes may be read: both of XXH3's ways for 4 to 16 bytes at once, because a branch on the
** length of words is often predicted wrong. */
static inline uint64_t elg_hash_word(ElgStr s)
{
#if defined(__SIZEOF_INT128__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (s.n - 4 <= 12) {
    uint32_t a, b;
    uint64_t c, d;
    size_t is_long = s.n > 8;
    memcpy(&a, s.s, 4);
    memcpy(&b, s.s + s.n - 4, 4);
    uint64_t h = (b + ((uint64_t)a << 32)) ^ 0xC73AB174C5ECD5A2u;
    h ^= (h << 49 | h >> 15) ^ (h << 24 | h >> 40);
    h *= 0x9FB21C651E98DF25u;
    h ^= (h >> 35) + s.n;
    h *= 0x9FB21C651E98DF25u;
    h ^= h >> 28;
    memcpy(&c, s.s, 8);
    memcpy(&d, s.s + ((s.n - 8) & (0 - is_long)), 8);
    c ^= 0x6782737BEA4239B9u;
    d ^= 0xAF56BC3B0996523Au;
    unsigned __int128 product = (unsigned __int128)c * d;
    uint64_t g = s.n + __builtin_bswap64(c) + d + ((uint64_t)product ^ (uint64_t)(product >> 64));
    g = (g ^ g >> 37) * 0x165667919E3779F9u;
    g ^= g >> 32;
    return h ^ ((g ^ h) & (0 - (uint64_t)is_long));
  }
#endif
  return elg_hash(s);
}
/* Hash of a sequence: start with 0, feed each item's hash in order. */
static inline uint64_t elg_hash_next(uint64_t sequence, uint64_t item)
{
  uint64_t h = (sequence ^ item) * 0x9E3779B97F4A7C15u;
  return h ^ (h >> 29) ^ (sequence << 1);
}
#endif
