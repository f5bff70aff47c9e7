/* explain.h -- why two names score what they score, as JSON an analyst reads.
**
**   {"score":0.93,"rule":"name","a":"acme (united kingdom) ltd","b":"acme corp",
**    "words":[{"a":"acme","b":"acme","how":"equal"}],
**    "only_a":["(united kingdom)"],"only_b":[],"legal_a":"ltd","legal_b":"corp",
**    "for":["..."],"against":["..."],"parts":{"jaccard":...}}
*/
#ifndef ELG_EXPLAIN_H
#define ELG_EXPLAIN_H
#include "match/score.h"

/* Append the members that explain the best pair of aliases of what two readers read last, without braces:
** "a":...,"b":...,"words":[...],...  */
void elg_explain_names(const ElgNameReader *ra, const ElgNames *a, const ElgNameReader *rb, const ElgNames *b, ElgBuf *out);
/* Append a double with at most 4 decimals. */
void elg_explain_number(ElgBuf *out, double x);
#endif
