#include "name/words.h"
#include <string.h>
#include "words_gen.h"

const ElgWordTable elg_word_table = {words_slots, words_infos, words_steps, words_begins, ELG_COUNT(words_slots) - 1,
                                      WORDS_BUCKET_SHIFT};

/* The text of the blob between two of its starts. */
static ElgStr words_between(const uint32_t *starts)
{
  return (ElgStr){(const char *)words_blob + starts[0], starts[0] ? starts[1] - starts[0] - 1 : 0};
}
ElgStr elg_words_text(uint16_t index) { return words_between(words_texts + index); }
const ElgLegalForm *elg_words_legal(uint16_t id) { return words_legal + id; }
int elg_words_legal_is_generic(uint8_t kind) { return kind == WORDS_GENERIC; }
uint8_t elg_words_legal_family(uint8_t kind)
{
  return kind == WORDS_LLC ? WORDS_LTD : kind == WORDS_INC ? WORDS_PLC : kind;
}
ElgStr elg_words_place_text(uint16_t id) { return words_between(words_places_at + id); }
const char *elg_words_place_country(uint16_t id) { return words_places[id].country; }
int elg_words_place_is_country(uint16_t id) { return words_places[id].is_country; }
const char *elg_rules_version(void) { return WORDS_VERSION; }

static int words_cjk_has(const char *s, int n)
{
  uint32_t bit = elg_words_cjk_bit(s, n);
  return words_cjk_begins[bit / 8] >> bit % 8 & 1;
}

/* words_cjk is sorted by the first three bytes, a longer word before its own prefix; words_cjk_firsts has the first word
** of those that share them, and one. */
const ElgCjkWord *elg_words_cjk(const char *s, size_t n)
{
  if (n < 3 || !(words_cjk_has(s, 3) || (n >= 6 && words_cjk_has(s, 6)))) return NULL;
  size_t at = elg_words_cjk_bit(s, 3) % ELG_COUNT(words_cjk_firsts);
  while (words_cjk_firsts[at] && memcmp(words_cjk[words_cjk_firsts[at] - 1].text, s, 3)) at = (at + 1) % ELG_COUNT(words_cjk_firsts);
  if (!words_cjk_firsts[at]) return NULL;
  for (size_t i = words_cjk_firsts[at] - 1u; i < ELG_COUNT(words_cjk) && !memcmp(words_cjk[i].text, s, 3); i++)
    if (words_cjk[i].n <= n && !memcmp(words_cjk[i].text, s, words_cjk[i].n)) return words_cjk + i;
  return NULL;
}

const char *elg_words_cjk_suffix(const char *s, size_t n)
{
  for (size_t i = 0; i < ELG_COUNT(words_suffixes); i++)
    if (strlen(words_suffixes[i].text) == n && !memcmp(words_suffixes[i].text, s, n)) return words_suffixes[i].expand;
  return NULL;
}
