/* suffix.h -- layout of the compiled suffix tables: written by data/compile_psl.c, read by name/domain.c.
**
** A tree of labels, the top-level domain first. Node 0 is the root; a node is found by hash of (parent, label):
**
**   slots[hash & mask] -> node number, 0 when free; collisions go to the next slot
**   nodes[number]      -> parent, flags and where its label lies in the label bytes
**
** Labels are lower-case ASCII (A-labels), at most 63 bytes.
*/
#ifndef ELG_SUFFIX_H
#define ELG_SUFFIX_H
#include <stddef.h>
#include <stdint.h>

enum {
  ELG_SUFFIX_RULE = 1,      /* the path to this node is a public suffix */
  ELG_SUFFIX_WILDCARD = 2,  /* so is any label below it */
  ELG_SUFFIX_EXCEPTION = 4, /* but not this one */
  ELG_SUFFIX_FREEMAIL = 8,  /* a public mailbox provider */
  ELG_SUFFIX_SHARED = 16    /* a host that many firms share */
};

typedef struct {
  uint32_t label; /* offset into the label bytes */
  uint16_t parent;
  uint8_t length, flags;
} ElgSuffixNode;

static inline uint32_t elg_suffix_hash(uint32_t parent, const char *label, size_t n)
{
  uint32_t h = 2166136261u ^ (parent * 0x9E3779B1u);
  for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)label[i]) * 16777619u;
  return h ^ h >> 15;
}
#endif
