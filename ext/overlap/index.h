/* index.h -- the records of one list by their blocking keys: who may match this record?
**
**   keys of a record (match/keys.h, and one per domain and identifier)
**        |  bucket = top bits of the key
**        v
**   head:  [ 0 | 6 | 6 | 13 | ... ]           one entry per bucket of about six postings, prefix sums; beside each a bit for
**        |                                    every one of 32 classes of tags that the bucket holds: most keys end here
**        v
**   post:  [ (tag, record) (tag, record) ...] the bucket's postings, tag = 16 of the key's other bits
**
** Built once (add, add, ..., build), then read-only: any number of threads may probe it, each with its own ElgCandidates. A probe
** asks the memory for all its buckets, then for all postings, then for all records found, each before it looks: what it waits for,
** it waits for once, and not at all where the caller takes several probes through these steps side by side. Two keys in some
** billions agree in bucket and tag though they differ: then a pair is scored that need not be.
** Memory: 6 bytes a posting, about 30 postings a record, and the records, about 180 bytes each.
*/
#ifndef ELG_INDEX_H
#define ELG_INDEX_H
#include "base/buf.h"
#include "base/team.h"
#include "overlap/record.h"

typedef struct {
  ElgShared at;   /* number of the bucket's first posting */
  ElgShared tags; /* classes of the tags in the bucket */
} ElgIndexHead;

typedef struct {
  ElgArena arena;
  ElgBuf records;  /* ElgRecordRef[] */
  ElgBuf groups;   /* until built: open-addressed record numbers + 1 by what the records hold */
  ElgIndexHead *head; /* 2^bits + 2 */
  uint16_t *post;  /* INDEX_POST a posting: tag, record, its upper half */
  uint32_t n;      /* records */
  int bits;
} ElgIndex;

/* Keep a copy of the record, or find the one that holds the same: ten thousand equal names are one record.
** *number counts up from 0. */
ElgRc elg_index_add(ElgIndex *index, const ElgRecord *record, uint32_t *number);
/* By so many threads (base/team.h). */
ElgRc elg_index_build(ElgIndex *index, int members, ElgPoll *poll);
void elg_index_free(ElgIndex *index);
static inline ElgRecord elg_index_record(const ElgIndex *index, uint32_t number)
{
  return elg_record_at(((const ElgRecordRef *)(const void *)index->records.p)[number]);
}

/* A probe and what it found; reuse it for probe after probe. */
typedef struct {
  ElgBuf keys;  /* uint64_t[]: from elg_index_fetch on those that may meet a posting */
  ElgBuf found; /* uint32_t[]: n numbers of records */
  size_t n;
  ElgBuf seen;  /* open-addressed: numbers + 1 */
} ElgCandidates;
/* The numbers of the records that share a key with probe, each once. ELG_NOMEM. */
ElgRc elg_index_candidates(const ElgIndex *index, const ElgRecord *probe, ElgCandidates *out);
/* The same in steps: make the keys, ask for the postings, read these, ask for the records' names. What a step asks of the memory
** arrives while the caller does something else. */
ElgRc elg_index_ask(const ElgIndex *index, const ElgRecord *probe, ElgCandidates *out);
void elg_index_fetch(const ElgIndex *index, ElgCandidates *out);
ElgRc elg_index_find(const ElgIndex *index, ElgCandidates *out);
void elg_index_reach(const ElgIndex *index, const ElgCandidates *out);
static inline uint32_t elg_candidate(const ElgCandidates *c, size_t i) { return ((const uint32_t *)(const void *)c->found.p)[i]; }
void elg_candidates_free(ElgCandidates *c);
#endif
