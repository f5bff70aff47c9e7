/* jaro.h -- Jaro-Winkler similarity by Unicode code point, as RapidFuzz and Jellyfish define it.
**
** Jaro: with m matches (equal, each used once, found greedily from the left within max(|a|, |b|) / 2 - 1 places) and t
** = half the matched pairs out of order, rounded down: (m / |a| + m / |b| + (m - t) / m) / 3; 0 when m = 0. Two empty
** texts give 1 (RapidFuzz; Jellyfish says 0).
** Winkler: a Jaro value j > 0.7 (the boost threshold of Winkler's code, kept by both libraries) becomes j + p * 0.1 *
** (1 - j), p the length of the common prefix, at most 4.
** Sources: M. Jaro (1989); W. Winkler, "String comparator metrics and enhanced decision rules" (1990) and its
** strcmp95.c.
*/
#ifndef ELG_JARO_H
#define ELG_JARO_H
#include "match/points.h"

/* Into *out, in [0,1]. O((n + m) log(n + m)) time whatever the texts, O(n + m) memory: each code point keeps its places
** in b in order, and a place that the window has passed is never looked at again. ELG_OK or ELG_NOMEM. */
ElgRc elg_jaro_winkler(ElgStr a, ElgStr b, double *out);
/* The same byte by byte, for at most 64 bytes each; longer ones give -1. No allocation; tens of nanoseconds. */
double elg_jaro_winkler_ascii(const char *a, size_t n, const char *b, size_t m);
#endif
