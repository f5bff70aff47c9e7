/* edit.h -- edit distances by Unicode code point.
**
**   LEVENSHTEIN  insert, delete, substitute
**   OSA          and swap two neighbours, no part edited twice (optimal string alignment): "ca" -> "abc" is 3
**   DAMERAU      and swap two neighbours, anything may come between: a metric; "ca" -> "abc" is 2
**   INDEL        insert and delete only: n + m - 2 * longest common subsequence
**
** All but DAMERAU advance 64 rows of the matrix at a time: G. Myers, "A fast bit-vector algorithm for approximate
** string matching" (1999); H. Hyyro, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances"
** (2003) and "Bit-parallel LCS-length computation revisited" (2004). The blocks of a long pattern follow each other,
** each over the whole text, so that memory stays O(n + m). DAMERAU is the algorithm of C. Zhao and S. Sahni (2019):
** O(n m) time, O(n + m) memory.
*/
#ifndef ELG_EDIT_H
#define ELG_EDIT_H
#include "match/points.h"

typedef enum { ELG_EDIT_LEVENSHTEIN, ELG_EDIT_OSA, ELG_EDIT_DAMERAU, ELG_EDIT_INDEL } ElgEditKind;

/* The most matrix cells that are computed, after the common head and tail are cut off: a second or two of work each. */
#define ELG_EDIT_MAX_CELLS 10000000000u
#define ELG_DAMERAU_MAX_CELLS 500000000u

/* The distance of two texts. ELG_ERROR when there are too many cells, ELG_NOMEM, ELG_INTERRUPT. No allocation for texts
** of up to 256 bytes of ASCII. */
ElgRc elg_edit_distance(ElgEditKind kind, ElgStr a, ElgStr b, ElgPoll *poll, ElgErr *err, size_t *out);
/* The same on numbered code points (see points.h), all below count. */
ElgRc elg_edit_points(ElgEditKind kind, const uint32_t *a, size_t n, const uint32_t *b, size_t m, uint32_t count,
                      ElgPoll *poll, ElgErr *err, size_t *out);

/* OSA distance of two words, byte by byte, or limit + 1 when it is beyond limit (limit >= 0), or when after cutting the
** common head and tail the shorter word has more than 64 bytes. No allocation; tens of nanoseconds. */
int elg_osa_within(const char *a, size_t n, const char *b, size_t m, int limit);
#endif
