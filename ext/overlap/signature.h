/* signature.h -- the keys of a record in short, to be kept: which records of a long list may match one of a few?
**
**   kept    a signature a record: the upper 28 bits of each of its keys (match/keys.h, and one per domain and identifier) and its lack
**   asked   the set of the signatures of the few, open-addressed; does it hold a key that meets one of these?
**
** Two records that elg_index_candidates finds by keys that meet have such in their signatures. That others do, too, costs a comparison
** and changes no answer. Some 30 keys a record.
*/
#ifndef ELG_SIGNATURE_H
#define ELG_SIGNATURE_H
#include "base/buf.h"
#include "match/keys.h"
#include "overlap/record.h"

#define ELG_SIGNATURE_MAX (ELG_NAME_ALIASES * ELG_KEYS_MAX + ELG_RECORD_DOMAINS + 3)
#define ELG_SIGNATURE_KEY 4 /* bytes a key as it is kept, the same on every machine */

/* The keys into out; returns how many. */
size_t elg_signature(const ElgRecord *record, unsigned char out[ELG_SIGNATURE_MAX * ELG_SIGNATURE_KEY]);

typedef struct {
  ElgBuf slots; /* uint32_t[2^k]: keys, each with the least of its lacks, 0 where there is none; at most half are taken */
  size_t n;
} ElgSignatureSet;

/* Add the n keys at key. ELG_NOMEM. Its memory is that of slots. */
ElgRc elg_signature_add(ElgSignatureSet *set, const unsigned char *key, size_t n);
/* Whether one of the n keys at key meets one of the set. */
int elg_signature_meets(const ElgSignatureSet *set, const unsigned char *key, size_t n);
#endif
