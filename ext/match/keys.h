/* keys.h -- blocking keys: two names are compared only when keys of theirs meet.
**
** A pure function of the name. Words are sorted by how many names hold them (dictionary weight): "rare" words alone
** single a firm out; "known" ones do in pairs; "common" ones only when the pair is rare enough. Generic words
** (group, holdings) are left out where others remain.
**
**   kind      keys
**   core      the core written together; the words as written; the same with legal forms
**   bag       the words in any order
**   part      each known word alone: meets a name that consists of that word, never another part
**   token     each rare word, in loose spelling
**   deletion  each rare word without one of its letters: finds one typo
**   prefix    the beginnings of neighbouring words; of a long rare word, and of the only word:
**             find inflections and truncations
**   pair      pairs of words that are rare enough together
**   squash    the core without one letter, where no rare word would find a typo
**   initials  of the words: meet a name that consists of them, never other initials
**   acronym   the only word of a name, when it is short: it may be initials
**   sound     the consonants of the core, by which kana and Latin spellings meet
*/
#ifndef ELG_KEYS_H
#define ELG_KEYS_H
#include "name/name.h"

typedef enum { ELG_KEY_CORE, ELG_KEY_BAG, ELG_KEY_PART, ELG_KEY_TOKEN, ELG_KEY_DELETION, ELG_KEY_PREFIX, ELG_KEY_PAIR,
               ELG_KEY_SQUASH, ELG_KEY_INITIALS, ELG_KEY_ACRONYM, ELG_KEY_SOUND } ElgKeyKind;
#define ELG_KEYS_MAX 512
/* The lowest bit of a key is set for parts and initials: two keys meet when they agree in the other bits and not both
** have it. */
#define ELG_KEY_IS_PART 1u
static inline int elg_keys_meet(uint64_t a, uint64_t b)
{
  return ((a ^ b) & ~(uint64_t)ELG_KEY_IS_PART) == 0 && !(a & b & ELG_KEY_IS_PART);
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
