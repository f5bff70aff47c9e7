#include "name/words.h"
#include <string.h>
#include "words_gen.h"

const ElgWordSlot *elg_words_find(uint64_t hash)
{
  uint32_t tag = (uint32_t)hash;
  for (size_t i = (size_t)(hash >> (64 - WORDS_BITS));; i = (i + 1) & (((size_t)1 << WORDS_BITS) - 1)) {
    const ElgWordSlot *slot = words_slots + i;
    if (slot->tag == tag) return slot;
    if (!slot->tag) return NULL;
  }
}

const ElgWordInfo *elg_words_info(const ElgWordSlot *slot) { return words_infos + (slot ? slot->info : 0); }
ElgStr elg_words_text(uint16_t index) { return (ElgStr){words_texts[index], strlen(words_texts[index])}; }
const ElgLegalForm *elg_words_legal(uint16_t id) { return words_legal + id; }
const char *elg_words_legal_class(uint8_t kind) { return words_classes[kind]; }
int elg_words_legal_is_generic(uint8_t kind) { return kind == WORDS_GENERIC; }
uint8_t elg_words_legal_family(uint8_t kind)
{
  return kind == WORDS_LLC ? WORDS_LTD : kind == WORDS_INC ? WORDS_PLC : kind;
}
const char *elg_words_place(uint16_t id) { return words_places[id].name; }
const char *elg_words_place_country(uint16_t id) { return words_places[id].country; }
int elg_words_place_is_country(uint16_t id) { return words_places[id].is_country; }
const char *elg_rules_version(void) { return WORDS_VERSION; }

/* words_cjk is sorted by bytes, a longer word before its own prefix. */
const ElgCjkWord *elg_words_cjk(const char *s, size_t n)
{
  if (n < 3) return NULL;
  size_t lo = 0, hi = ELG_COUNT(words_cjk);
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (memcmp(words_cjk[mid].text, s, 3) < 0) lo = mid + 1;
    else hi = mid;
  }
  for (; lo < ELG_COUNT(words_cjk) && !memcmp(words_cjk[lo].text, s, 3); lo++)
    if (words_cjk[lo].n <= n && !memcmp(words_cjk[lo].text, s, words_cjk[lo].n)) return words_cjk + lo;
  return NULL;
}

const char *elg_words_cjk_suffix(const char *s, size_t n)
{
  for (size_t i = 0; i < ELG_COUNT(words_suffixes); i++)
    if (strlen(words_suffixes[i].text) == n && !memcmp(words_suffixes[i].text, s, n)) return words_suffixes[i].expand;
  return NULL;
}
