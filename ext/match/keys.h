/* keys.h -- blocking keys: two names are compared only when keys of theirs meet.
**
** A pure function of the name. Words are sorted by how many names hold them (dictionary weight): "unknown" words single a
** firm out alone, "rare" ones do beside another word, the others only in company that is rare enough. Generic words (group,
** holdings) are left out where others remain. So that a list ten times as long does not bring ten times the candidates, a
** key that many names may share is either made of several words, or weak: a weak key meets strong ones only.
**
**   kind      keys (w: weak)
**   core      the core written together; the words as written; the same with legal forms
**   bag       the words in any order
**   part w    a known word alone, where it has half the weight; the words beside a rare one
**   token     each unknown word, in loose spelling; each rare one (w)
**   deletion  the same without one letter: finds one typo
**   prefix    the beginnings of neighbouring words; of a long rare word, and of the only word; of a word beside all others (w
**             unless dotted): inflections, truncations, abbreviations
**   pair      pairs of words that are rare enough together
**   squash    the core; a typo in a known word: all other words with its first or its last letter where they are rare enough
**             together, otherwise the core without one letter of it
**   initials w  of the words: meet a name that consists of them
**   acronym   the only word of a name, and a word in brackets, when it is short: it may be initials
**   sound     the consonants of the core, by which kana and Latin (w) spellings meet
*/
#ifndef ELG_KEYS_H
#define ELG_KEYS_H
#include "name/name.h"

typedef enum { ELG_KEY_CORE, ELG_KEY_BAG, ELG_KEY_PART, ELG_KEY_TOKEN, ELG_KEY_DELETION, ELG_KEY_PREFIX, ELG_KEY_PAIR,
               ELG_KEY_SQUASH, ELG_KEY_INITIALS, ELG_KEY_ACRONYM, ELG_KEY_SOUND } ElgKeyKind;
#define ELG_KEYS_MAX 512
/* The lowest bit of a key says that it is weak: two keys meet when they agree in the other bits and not both have it. */
#define ELG_KEY_WEAK 1u
static inline int elg_keys_meet(uint64_t a, uint64_t b)
{
  return ((a ^ b) & ~(uint64_t)ELG_KEY_WEAK) == 0 && !(a & b & ELG_KEY_WEAK);
}

typedef struct {
  uint64_t key[ELG_KEYS_MAX];
  uint8_t kind[ELG_KEYS_MAX]; /* ElgKeyKind */
  int n;
} ElgKeys;

/* The distinct keys of a name (not of its aliases). About 20. */
void elg_block_keys(const ElgName *name, ElgKeys *out);
const char *elg_key_kind_name(uint8_t kind);
#endif
