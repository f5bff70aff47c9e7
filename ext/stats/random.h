/* random.h -- random numbers that are the same on every machine: splitmix64 (Steele, Lea & Flood 2014). The state is the
** seed at first; each call moves it. */
#ifndef ELG_STATS_RANDOM_H
#define ELG_STATS_RANDOM_H
#include <stdint.h>

static inline uint64_t elg_random(uint64_t *state)
{
  uint64_t z = (*state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

/* 0 .. n-1 without bias, n >= 1. */
static inline uint32_t elg_random_below(uint64_t *state, uint32_t n)
{
  uint32_t floor = (uint32_t)(-n) % n;
  for (;;) {
    uint64_t product = (elg_random(state) >> 32) * n;
    if ((uint32_t)product >= floor) return (uint32_t)(product >> 32);
  }
}

/* Between 0 and 1, never either. */
static inline double elg_random_unit(uint64_t *state) { return ((double)(elg_random(state) >> 11) + 0.5) * 0x1p-53; }
#endif
