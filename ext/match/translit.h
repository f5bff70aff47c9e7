/* translit.h -- a word of another script beside its Latin spelling: "almraay" (what name/letter.h makes of المراعي) and "Almarai",
** "motars" (मोटर्स) and "Motors".
**
** Arabic and Hebrew leave out short vowels, and one letter is heard in several ways: q is k, g or c, w is v, o or u. So words are
** aligned sound by sound: another consonant costs one, a vowel more or another one little, and the similarity is what is left of the
** consonants. Heuristic, our own; costs in translit.c.
*/
#ifndef ELG_TRANSLIT_H
#define ELG_TRANSLIT_H
#include "base/base.h"

/* How alike a word that a script spells by ear (name.h) and a Latin one are. In [0,1]; 0 for words of more than some thirty letters and for other than ASCII letters. About 300 ns. */
#define ELG_TRANSLIT_SURE 0.85f /* from here on it is the same word */
float elg_translit_similarity(ElgStr native, ElgStr latin);

/* Keys of the consonants of a word: a Latin word has one at most, one of another script as many as it may be spelt in Latin letters.
** A word and its Latin spelling share one. Returns how many; none where fewer than two consonants are heard. */
#define ELG_TRANSLIT_KEYS 8
int elg_translit_keys(ElgStr word, int native, uint64_t keys[ELG_TRANSLIT_KEYS]);
#endif
