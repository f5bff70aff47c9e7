/* tokenset.h -- token set ratio as RapidFuzz defines it (fuzz.token_set_ratio without a processor), in [0,1].
**
** The texts are split at blanks (Unicode) into sets of words, compared as they are: lower-case first where case should
** not count. With the common words C and the others A and B, each sorted and joined by blanks, the ratio is the largest
** normalised indel similarity, 1 - indel distance / total length, of "C A" and "C B", of C and "C A", and of C and "C
** B"; 1 when there are common words and one text has no other; 0 when a text has no words.
*/
#ifndef ELG_TOKENSET_H
#define ELG_TOKENSET_H
#include "match/edit.h"

/* Into *out. Time of sorting and of one indel distance (match/edit.h) of A and B; O(n + m) memory. ELG_ERROR when that
** has too many cells, ELG_NOMEM, ELG_INTERRUPT. */
ElgRc elg_token_set_ratio(ElgStr a, ElgStr b, ElgPoll *poll, ElgErr *err, double *out);
#endif
