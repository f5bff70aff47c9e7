/* keys.h -- blocking keys: two names are compared only when keys of theirs meet.
**
** A pure function of the name. What a word tells is its dictionary weight: "unknown" words (one name in 100,000) single a firm
** out alone, "rare" ones (one in 20,000) do beside another word. Generic words (group, holdings) are left out where others remain.
** So that a list ten times as long does not bring ten times the candidates, a key is made of as many words and letters as it takes
** to be rare, and it knows how much of the name it leaves out. Two names do not meet by common parts of both: what they have beside the
** part would have to agree as well, and then a key that holds some of it meets. A weak key (w) meets only keys that leave out little.
**
**   kind      keys
**   core      the core written together; the words as written; the same with legal forms
**   bag       the words in any order, with and without the generic ones
**   part w    the words but one, where they tell enough or are all generic; a known word alone, where it has half the weight; two
**             rare words of several (not w)
**   token     each unknown word, in loose spelling; each rare one (w); the first two words written together, beside others
**   deletion  the same without one letter: finds one typo
**   prefix    the beginnings of neighbouring words; of an only word; of a word beside all others (w
**             unless dotted): inflections, truncations, abbreviations
**   squash    the core of a name of one telling word without one letter of it
**   initials w  of the words: meet a name that consists of them; of two words only where "and" joins them; from four letters on
**             with those of the legal forms behind
**   acronym   the only word of a name, and a word in brackets, when it is short: it may be initials
**   consonants the first and the last letter, the length and which consonants the core has, as written: slips in vowels, letters doubled or
**             moved
**   sound     the consonants of the core, by which kana, Hangul and Latin (w) spellings meet; those of each word of Hebrew, Arabic, Thai
**             and Indic scripts, and of the Latin word (w) that weighs most
**   rest      all other words with the beginning or the end of a word, of a generic or translated one or a phrase as written too;
**             where they tell little, with all of a short word but one letter: any typo in it
**   ends      a word beside the initials of all words (of four and more: beside their last letters too), or half of a name of few
**             words (w where several) beside its other end; the beginning or the end of both words of two; beginnings or ends of two
**             words of three beside the third: two typos
*/
#ifndef ELG_KEYS_H
#define ELG_KEYS_H
#include "name/name.h"

typedef enum { ELG_KEY_CORE, ELG_KEY_BAG, ELG_KEY_PART, ELG_KEY_TOKEN, ELG_KEY_DELETION, ELG_KEY_PREFIX,
               ELG_KEY_SQUASH, ELG_KEY_INITIALS, ELG_KEY_ACRONYM, ELG_KEY_SOUND, ELG_KEY_ENDS, ELG_KEY_REST,
               ELG_KEY_CONSONANTS } ElgKeyKind;
#define ELG_KEYS_MAX 512
/* The lowest bits of a key are its lack: how much of the name's weight its words leave out, in quarters of what they hold (0:
** nothing, 4: as much again), at least 6 where that is half as much. Two keys meet when they agree in the other bits and together
** lack at most ELG_KEY_LACK: then the words they stand for could be enough for a match. */
#define ELG_KEY_LACKS 15u
#define ELG_KEY_LACK 9u
static inline int elg_keys_meet(uint64_t a, uint64_t b)
{
  return (((a ^ b) & ~(uint64_t)ELG_KEY_LACKS) == 0) & ((a & ELG_KEY_LACKS) + (b & ELG_KEY_LACKS) <= ELG_KEY_LACK);
}

typedef struct {
  uint64_t key[ELG_KEYS_MAX];
  uint8_t kind[ELG_KEYS_MAX]; /* ElgKeyKind */
  int n;
} ElgKeys;

/* The distinct keys of a name (not of its aliases). About 30. */
void elg_block_keys(const ElgName *name, ElgKeys *out);
const char *elg_key_kind_name(uint8_t kind);
#endif
