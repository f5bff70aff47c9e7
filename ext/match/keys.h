/* keys.h -- blocking keys: two names are compared only when they share one.
**
** A pure function of the name. A rare word is one that few names hold (its dictionary weight is high); common
** words give keys only together.
**
**   kind      keys
**   core      the core written together; the words as written; the same with legal forms; also in loose spelling
**   token     each rare word, in loose spelling
**   deletion  each rare word of 5 letters or more without one of its letters: finds one typo
**   prefix    the first 5 letters (3 of CJK) of each rare word: finds inflections and truncations
**   pair      pairs of words of which none is rare, when together they are
**   squash    the core without one letter, where no rare word would find a typo
**   bag       words of the core in any order, and all but one of them, for names of common words only
**   acronym   the initials; a short word that may be initials
*/
#ifndef ELG_KEYS_H
#define ELG_KEYS_H
#include "name/name.h"

typedef enum { ELG_KEY_CORE, ELG_KEY_TOKEN, ELG_KEY_DELETION, ELG_KEY_PREFIX, ELG_KEY_PAIR, ELG_KEY_SQUASH, ELG_KEY_BAG,
               ELG_KEY_ACRONYM } ElgKeyKind;
#define ELG_KEYS_MAX 512
typedef struct {
  uint64_t key[ELG_KEYS_MAX];
  uint8_t kind[ELG_KEYS_MAX]; /* ElgKeyKind */
  int n;
} ElgKeys;

/* The distinct keys of a name (not of its aliases). About 20. */
void elg_block_keys(const ElgName *name, ElgKeys *out);
const char *elg_key_kind_name(uint8_t kind);
#endif
