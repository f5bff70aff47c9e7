/* name.h -- a company name taken apart: bytes in, tokens, legal forms and normal forms out.
**
**   "The ACME  Intl. Corp. (UK) d/b/a Bolt"
**     fold       the | acme | intl. | corp. | (uk) | dba | bolt      words, lower case, marks gone   fold.c
**     read       acme  international  [corp]  (united kingdom)       one ElgName per alias            name.c
**                bolt
**
** An ElgName's tokens stand in the order of the name; its core tokens (not stop words, not in brackets) make
** the core. Legal forms are not tokens but ids. A name never vanishes: "The Limited" and "Company" keep
** their words. The reader allocates nothing; a name must not be longer than ELG_NAME_MAX bytes and
** ELG_NAME_TOKENS words. What people type for want of a name (N/A, unknown, tbd) reads as blank. A pure function
** of the bytes.
*/
#ifndef ELG_NAME_H
#define ELG_NAME_H
#include "base/buf.h"
#include "base/hash.h"
#include "name/words.h"

#define ELG_NAME_MAX 1024
#define ELG_NAME_TOKENS 64
#define ELG_NAME_ALIASES 3
#define ELG_NAME_LEGALS 4

/* Token kinds. */
typedef enum { ELG_TOKEN_NAME, ELG_TOKEN_STOP, ELG_TOKEN_FILLER, ELG_TOKEN_SECTOR, ELG_TOKEN_PLACE, ELG_TOKEN_NUMBER,
               ELG_TOKEN_INITIAL } ElgTokenKind;
/* Token flags. */
enum {
  ELG_TOKEN_BRACKET = 1,   /* in brackets, or a /DE/ code: weak */
  ELG_TOKEN_DOT = 2,       /* a dot followed: may be an abbreviation */
  ELG_TOKEN_CJK = 4,       /* run of Han, kana or Hangul */
  ELG_TOKEN_DIGRAPH = 8,   /* held a letter with a two-letter spelling (ae for a-umlaut); beside NATIVE: a script without all vowels, or
                              whose words are spelt by ear in Latin letters (Hebrew, Arabic, Indic scripts, Thai) */
  ELG_TOKEN_MERGED = 16,   /* single letters put together: J.P., AT & T */
  ELG_TOKEN_EXPANDED = 32, /* the long form of an abbreviation */
  ELG_TOKEN_CODE = 128,    /* a /DE/ code: in brackets, and only where a firm is registered */
  ELG_TOKEN_NATIVE = 64,   /* transliterated; the name's native text has it in its own script */
};

typedef struct {
  uint32_t hash;   /* of the text */
  uint32_t loose;  /* of the text with ae, oe, ue, aa, oo reduced to their first letter; of a place, whatever it is called */
  uint16_t at;     /* offset in the name's text */
  uint8_t len;     /* bytes */
  uint8_t weight;  /* 0..255, how much the token tells: rarity, less for stop words, fillers and brackets */
  uint8_t kind;    /* ElgTokenKind */
  uint8_t flags;
  uint16_t place;  /* place id, 0: none */
} ElgToken;

/* What the spellings of a place in different languages have for loose. */
static inline uint32_t elg_place_loose(uint16_t place) { return (uint32_t)elg_hash_next(0, place); }

/* Core tokens make the core: no stop word, not in brackets. */
static inline int elg_token_is_core(const ElgToken *t)
{
  return t->kind != ELG_TOKEN_STOP && !(t->flags & ELG_TOKEN_BRACKET);
}

typedef struct {
  uint64_t full;           /* hash of the full matching form */
  uint32_t core;           /* hash of the core written together: expanded words, no stop words or brackets */
  uint32_t raw;            /* the same of the words as written, stop words but for "and" included */
  uint32_t all;            /* the same, legal forms and brackets included */
  uint32_t letters;        /* of the core, a bit each, of 31: characters may share one */
  const ElgToken *tokens;
  const char *text;        /* texts of the tokens, core tokens first, so that the core is one piece */
  uint16_t text_len, core_len;
  uint16_t total;          /* sum of the tokens' weights */
  uint8_t n;               /* tokens */
  uint8_t n_core;          /* core tokens; they stand at tokens[core[i]] in order of the name */
  uint8_t n_legal;
  uint8_t legal_kind;      /* class of the telling legal form, 0: none or generic */
  uint16_t legal[ELG_NAME_LEGALS];
  uint16_t written_len;    /* behind the texts: of each expanded token and place in order what was written, each ended by a 0 */
  uint8_t has_and;         /* an "and" or "&" stands between words or letters of it */
  uint8_t is_cjk : 1;      /* written with Han, kana or Hangul, were it only the legal form */
  uint8_t is_trade : 1;    /* an alias that the firm trades under: "dba", "t/a" */
  uint8_t acronym_len;     /* initials of the core words, 0 when fewer than 2 or more than 8 */
  uint8_t acronym_tail;    /* initials of the legal forms behind them, two at most: the C of SAIC */
  char acronym[8];         /* both, one behind the other */
} ElgName;

/* Four letters and more are initials also of the legal form: SAIC of Science Applications International Corp. Those letters, or 0. */
static inline int elg_name_tail(const ElgName *name, size_t letters)
{
  int tail = (int)letters - name->acronym_len;
  return letters >= 4 && tail > 0 && tail <= name->acronym_tail ? tail : 0;
}

/* Work space of the reader and owner of what the names point to: reuse it for name after name. */
typedef struct ElgNameReader ElgNameReader;
/* NULL without memory. */
ElgNameReader *elg_name_reader_new(void);
void elg_name_reader_free(ElgNameReader *reader);

typedef struct {
  ElgName name[ELG_NAME_ALIASES]; /* the name, then its aliases and former names */
  int n;                          /* at least 1; a blank name gives one name without tokens */
} ElgNames;
/* Read text into *out, valid until the next read. ELG_ERROR for a name that is too long. About 0.2 us, 0.5 us for a
** name in Japanese. */
ElgRc elg_name_read(ElgNameReader *reader, ElgStr text, ElgNames *out, ElgErr *err);

/* Append the full matching form of what was read last: the words in their own script without stop words, words in
** brackets, canonical legal forms; aliases behind " | ". The core form is without brackets and legal forms. */
void elg_name_full(const ElgNameReader *reader, const ElgNames *names, ElgBuf *out);
void elg_name_core(const ElgNameReader *reader, const ElgNames *names, ElgBuf *out);
/* Append token i of names->name[k] as it is shown: in its own script, Han in the characters that were written. */
void elg_name_show(const ElgNameReader *reader, const ElgName *name, int i, ElgBuf *out);
/* Text of token i. */
static inline ElgStr elg_name_text(const ElgName *name, int i)
{
  return (ElgStr){name->text + name->tokens[i].at, name->tokens[i].len};
}
/* Whether the token's text may be another than what was written. */
static inline int elg_token_is_rewritten(const ElgToken *t) { return (t->flags & ELG_TOKEN_EXPANDED) || t->place; }
ElgStr elg_name_rewritten(const ElgName *name, int i);
/* What was written for token i, where it was expanded or is a place, its text otherwise. */
static inline ElgStr elg_name_written(const ElgName *name, int i)
{
  return elg_token_is_rewritten(name->tokens + i) ? elg_name_rewritten(name, i) : elg_name_text(name, i);
}
/* The next word of a text from *at on, of a phrase none that is a stop word; 0 behind the last. */
int elg_name_next_word(ElgStr text, size_t *at, ElgStr *word);
/* "name", "stop", ... */
const char *elg_token_kind_name(uint8_t kind);
#endif
