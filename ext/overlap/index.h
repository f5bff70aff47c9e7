/* index.h -- the records of one list by their blocking keys: who may match this record?
**
**   keys of a record (match/keys.h, and one per domain and identifier)
**        |  bucket = top bits of the key
**        v
**   head:  [ 0 | 3 | 3 | 7 | ... ]            one entry per bucket of about three postings, prefix sums
**   post:  [ (tag, record) (tag, record) ...] the bucket's postings, tag = other bits of the key
**
** Built once (add, add, ..., build), then read-only. A probe's cost is one random access per key plus one per posting.
** Memory: 8 bytes a posting (16 while it is built), about 20 postings a record, and the records, about 170 bytes each.
*/
#ifndef ELG_INDEX_H
#define ELG_INDEX_H
#include "base/buf.h"
#include "match/keys.h"
#include "overlap/record.h"

typedef struct {
  ElgArena arena;
  ElgBuf records;  /* ElgRecord[] */
  ElgBuf keys;     /* until built: uint64_t[], the keys of record 0, of record 1, ... */
  ElgBuf n_keys;   /* until built: uint32_t[], how many keys each record has */
  ElgBuf groups;   /* until built: open-addressed record numbers + 1 by what the records hold */
  uint32_t *head;  /* 2^bits + 1 */
  uint64_t *post;  /* tag << 32 | record */
  uint32_t *seen;  /* stamp of the last probe that met the record */
  uint32_t stamp, n;
  int bits;
} ElgIndex;

/* Keep a copy of the record, or find the one that holds the same: ten thousand equal names are one record.
** *record is its number; numbers count up from 0. */
ElgRc elg_index_add(ElgIndex *index, const ElgNames *names, const ElgFacts *facts, uint32_t *record);
ElgRc elg_index_build(ElgIndex *index, ElgPoll *poll);
void elg_index_free(ElgIndex *index);
const ElgRecord *elg_index_record(const ElgIndex *index, uint32_t record);

/* Ask the memory for a record that will be compared soon: first its entry (stage 0), some calls later what it holds. */
void elg_index_prefetch(const ElgIndex *index, uint32_t record, int stage);

/* Append to out (uint32_t[]) the numbers of the records that share a key with probe, each once. */
void elg_index_candidates(ElgIndex *index, const ElgRecord *probe, ElgBuf *out);
#endif
