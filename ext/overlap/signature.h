/* signature.h -- a record in short, to be kept: does it read as it did, and which records of a long list may match one of a few?
**
**   kept    a signature a record: 8 bytes of hash of all a comparison looks at, then the upper 28 bits of each of its keys (match/keys.h,
**           and one per domain and identifier) and its lack
**   asked   the set of the keys of the few, open-addressed; does it hold a key that meets one of these?
**
** Records of equal signatures score the same against any other. Two records that elg_index_candidates finds by keys that meet have such in
** their signatures. That others do, too, costs a comparison and changes no answer. Some 30 keys a record.
*/
#ifndef ELG_SIGNATURE_H
#define ELG_SIGNATURE_H
#include "base/buf.h"
#include "overlap/record.h"

#define ELG_SIGNATURE_HASH 8 /* bytes of the hash, the same on every machine */
#define ELG_SIGNATURE_KEY 4  /* bytes a key, the same */
#define ELG_SIGNATURE_MAX (ELG_SIGNATURE_HASH + ELG_SIGNATURE_KEY * ELG_RECORD_KEYS_MAX)

/* The signature into out; returns its length. more is hashed with the record: what else it is told by. */
size_t elg_signature(const ElgRecord *record, ElgStr more, unsigned char out[ELG_SIGNATURE_MAX]);

typedef struct {
  ElgBuf slots; /* uint32_t[2^k]: keys, each with the least of its lacks, 0 where there is none; at most half are taken */
  ElgBuf bits;  /* 32 a slot: set where there may be a key, few enough that most keys asked for end there */
  size_t n;
} ElgSignatureSet;

/* Add the keys of a signature; one too short for a hash has none. ELG_NOMEM. */
ElgRc elg_signature_add(ElgSignatureSet *set, const unsigned char *signature, size_t length);
void elg_signature_free(ElgSignatureSet *set);
/* Whether one of the keys of the signature meets one of the set. */
int elg_signature_meets(const ElgSignatureSet *set, const unsigned char *signature, size_t length);
#endif
