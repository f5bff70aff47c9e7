/* ngram.h -- trigram similarity as PostgreSQL's pg_trgm defines it.
**
** The text is lower-cased; its words are the runs of letters, digits and marks; each word gets two blanks in front and
** one behind; the similarity is |A and B| / |A or B| over the two sets of three-letter windows, 0 when there is none.
** Differences: exact code points (pg_trgm hashes those beyond one byte and takes the server's locale), and a double
** (there a float4).
*/
#ifndef ELG_NGRAM_H
#define ELG_NGRAM_H
#include "base/base.h"

/* Into *out, in [0,1]. O(n log n) time, 16 bytes a byte of text beyond 256. ELG_OK or ELG_NOMEM. */
ElgRc elg_trigram_similarity(ElgStr a, ElgStr b, double *out);
#endif
