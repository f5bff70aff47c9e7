/* index.h -- the records of one list by their blocking keys: who may match this record?
**
**   keys of a record (match/keys.h, and one per domain and identifier)
**        |  bucket = top bits of the key
**        v
**   head:  [ 0 | 3 | 3 | 7 | ... ]            one entry per bucket of about three postings, prefix sums
**   post:  [ (tag, record) (tag, record) ...] the bucket's postings, tag = 16 of the key's other bits
**
** Built once (add, add, ..., build), then read-only but for the marks of a probe. A probe asks the memory for all its buckets,
** then for all postings, then for all records found, each before it looks: what it waits for, it waits for once. Two keys in some
** billions agree in bucket and tag though they differ: then a pair is scored that need not be.
** Memory: 6 bytes a posting, about 23 postings a record, and the records, about 190 bytes each.
*/
#ifndef ELG_INDEX_H
#define ELG_INDEX_H
#include "base/buf.h"
#include "match/keys.h"
#include "overlap/record.h"

typedef struct {
  ElgArena arena;
  ElgBuf records;  /* ElgRecord[] */
  ElgBuf groups;   /* until built: open-addressed record numbers + 1 by what the records hold */
  uint32_t *head;  /* 2^bits + 1 */
  uint16_t *post;  /* INDEX_POST a posting: tag, record, its upper half */
  uint32_t stamp;  /* mark of the records that the current probe met */
  uint32_t n;      /* records */
  int bits;
} ElgIndex;

/* Keep a copy of the record, or find the one that holds the same: ten thousand equal names are one record.
** *record is its number; numbers count up from 0. */
ElgRc elg_index_add(ElgIndex *index, const ElgNames *names, const ElgFacts *facts, uint32_t *record);
ElgRc elg_index_build(ElgIndex *index, ElgPoll *poll);
void elg_index_free(ElgIndex *index);
const ElgRecord *elg_index_record(const ElgIndex *index, uint32_t record);

/* Append to out (uint32_t[]) the numbers of the records that share a key with probe, each once. */
void elg_index_candidates(ElgIndex *index, const ElgRecord *probe, ElgBuf *out);
#endif
