/* words.h -- the compiled-in dictionary: what is known about a word or phrase of company names.
**
** Made at build time by data/compile.c from the tables in data/ (legal, abbreviations, places, fillers, known, words).
** One table keyed by the hash of the folded word; a phrase is keyed by the sequence of its words' hashes
** (elg_hash_next). Every entry has a slot of its own: the upper half of the hash names a bucket and a first slot, the
** bucket says how many steps of the size of the lower half lead from there to the entry (hash, displace and compare). So
** a lookup reads one step and one slot and branches nowhere. Read-only.
*/
#ifndef ELG_WORDS_H
#define ELG_WORDS_H
#include <string.h>
#include "base/base.h"

/* Roles of a word, bits of ElgWordInfo.role. */
enum {
  ELG_ROLE_STOP = 1,    /* article, preposition, conjunction */
  ELG_ROLE_AND = 2,     /* a word for "and" */
  ELG_ROLE_FILLER = 4,  /* generic: group, holdings, international */
  ELG_ROLE_SECTOR = 8,  /* names the trade: bank, college */
  ELG_ROLE_ALIAS = 16,  /* d/b/a, t/a: both sides are names */
  ELG_ROLE_FORMER = 32, /* f/k/a, formerly: a former name follows */
  ELG_ROLE_OF = 64,     /* a division of: what follows is another firm */
  ELG_ROLE_SLASH = 128, /* the alias marker counts only with its slashes */
};
/* Where a legal form counts, bits of ElgWordInfo.where. */
enum { ELG_WHERE_END = 1, ELG_WHERE_START = 2, ELG_WHERE_ANY = 4, ELG_WHERE_LEAD = 8, ELG_WHERE_WITH = 16 };
/* Levels of a place. */
enum { ELG_PLACE_NONE, ELG_PLACE_COUNTRY, ELG_PLACE_REGION, ELG_PLACE_CITY, ELG_PLACE_CONTINENT, ELG_PLACE_CODE };

typedef struct {
  uint16_t expand; /* index of the long form in the texts, 0: none */
  uint16_t legal;  /* legal form id, 0: none */
  uint16_t place;  /* place id, 0: none */
  uint16_t known;  /* index of what the firm of this name is known as, in the texts, 0: none */
  uint8_t role;    /* ELG_ROLE bits */
  uint8_t where;   /* ELG_WHERE bits of the legal form */
  uint8_t level;   /* ELG_PLACE level */
  uint8_t kind;    /* what the roles make of a token: ELG_TOKEN_STOP, _FILLER, _SECTOR or _NAME */
} ElgWordInfo;

typedef struct {
  uint32_t tag;
  uint16_t info;  /* index of the info, 0: only a weight */
  uint8_t weight; /* rarity in names: 255 = in no list of names, 1 = the commonest word */
  uint8_t phrase; /* words of the longest phrase that begins with this word; 0 or 1: none */
} ElgWordSlot;

/* Entries spelled in Greek or Cyrillic hold for words written so only: the hash of such a word is salted. */
#define ELG_NATIVE_SALT 0x5851F42D4C957F2Du

/* The table; slot 0 and info 0 are empty. */
typedef struct {
  const ElgWordSlot *slots;
  const ElgWordInfo *infos;
  const uint8_t *steps, *begins;
  uint64_t mask;    /* number of slots - 1 */
  int bucket_shift; /* 64 - bits of the number of steps */
} ElgWordTable;
extern const ElgWordTable elg_word_table;
#define ELG_BEGIN_BITS 17 /* of the number of bits in begins */

static inline size_t elg_words_at(uint64_t hash, unsigned step, uint64_t mask)
{
  return (size_t)(((hash >> 32) + (uint64_t)step * (hash | 1)) & mask);
}
static inline uint32_t elg_words_begin(uint64_t hash) { return (uint32_t)(hash >> (64 - ELG_BEGIN_BITS)); }

/* The entry of a word or phrase hash; an empty one, whose tag is 0, where there is none. */
static inline const ElgWordSlot *elg_words_slot(uint64_t hash)
{
  const ElgWordTable *t = &elg_word_table;
  size_t at = elg_words_at(hash, t->steps[hash >> t->bucket_shift], t->mask);
  return t->slots + (at & (0 - (size_t)(t->slots[at].tag == (uint32_t)hash)));
}
/* The same, but NULL where there is none. */
static inline const ElgWordSlot *elg_words_find(uint64_t hash)
{
  const ElgWordSlot *slot = elg_words_slot(hash);
  return slot->tag ? slot : NULL;
}
/* What is known of an entry, nothing for NULL. */
static inline const ElgWordInfo *elg_words_info(const ElgWordSlot *slot)
{
  return elg_word_table.infos + (slot ? slot->info : 0);
}
/* False where no phrase begins with the two or more words of this sequence hash; true where one does, and now and then
** where none does. */
static inline int elg_words_may_begin(uint64_t hash)
{
  uint32_t at = elg_words_begin(hash);
  return elg_word_table.begins[at / 8] >> at % 8 & 1;
}
/* Bytes that may be read behind a long form and the name of a place. */
#define ELG_WORDS_PAD 32
/* A long form by its index. */
ElgStr elg_words_text(uint16_t index);

typedef struct {
  const char *canonical; /* "gmbh co kg" */
  uint8_t n;             /* its bytes */
  uint8_t kind;          /* index of the class name */
} ElgLegalForm;
const ElgLegalForm *elg_words_legal(uint16_t id);
/* The family of a class: classes that are translations of each other (ltd and llc, plc and inc) are one. */
uint8_t elg_words_legal_family(uint8_t kind);
/* The class of forms that say only "company" (Co, Company, Cie): they conflict with nothing. */
int elg_words_legal_is_generic(uint8_t kind);
/* The forms of Chinese companies, written "... gongsi". */
static inline int elg_words_legal_is_chinese(uint16_t id) { return strstr(elg_words_legal(id)->canonical, "gongsi") != NULL; }
/* Canonical name of a place, e.g. "united states", and its country as ISO 3166 alpha-2 ("-" when none). */
ElgStr elg_words_place_text(uint16_t id);
const char *elg_words_place_country(uint16_t id);
/* True for countries and continents, false for regions and cities. */
int elg_words_place_is_country(uint16_t id);

/* A word inside text written without blanks: 株式会社, ホールディングス. */
typedef struct {
  const char *text;   /* as it stands in names */
  uint8_t n;          /* bytes of text */
  uint16_t legal;     /* legal form id, 0: none; such a word counts at the edges of a run only */
  const char *expand; /* word it stands for, or NULL to split it off as it is */
} ElgCjkWord;
/* A bit of the set of such words' beginnings: their first six bytes, or three where they have no six. */
#define ELG_CJK_BITS 13
static inline uint32_t elg_words_cjk_bit(const char *s, int n)
{
  uint64_t h = 0;
  for (int i = 0; i < n; i++) h = h << 8 | (unsigned char)s[i];
  return (uint32_t)(h * 0x9E3779B97F4A7C15u >> (64 - ELG_CJK_BITS));
}
/* The longest such word at the start of s, or NULL. */
const ElgCjkWord *elg_words_cjk(const char *s, size_t n);

/* What a Latin abbreviation stands for right behind a CJK run (ＨＤ: holdings), or NULL. */
const char *elg_words_cjk_suffix(const char *s, size_t n);

/* Version of the rules and weights: a change means that kept scores may differ. */
const char *elg_rules_version(void);
#endif
