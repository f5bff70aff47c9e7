/* fold.h -- from bytes to folded words: the first step of reading a name.
**
** A word is a run of letters and digits, folded by letter.h's rule; apostrophes vanish, everything else separates.
** A change between CJK and other script ends a word too. Bytes that are not UTF-8 are read as Windows-1252.
*/
#ifndef ELG_FOLD_H
#define ELG_FOLD_H
#include "name/name.h"

#define ELG_FOLD_WORDS 128
#define ELG_FOLD_TEXT (ELG_NAME_MAX * 4)
#define ELG_FOLD_ROOM 24576 /* bytes behind the text, for what the reader puts in the place of words */
#define ELG_FOLD_PAD 32     /* bytes that may be read behind any text there */

/* What stood between a word and the one before. */
enum {
  ELG_GAP_BLANK = 1, /* anything but a dot, & or + */
  ELG_GAP_AND = 2,   /* & or + */
  ELG_GAP_SLASH = 4, /* a slash */
  ELG_GAP_COMMA = 8,
};

typedef struct {
  uint16_t at, len;         /* in the text */
  uint16_t from, source;    /* offset and length of the bytes it came from */
  uint8_t flags;            /* ELG_TOKEN_BRACKET, _DOT, _CJK, _DIGRAPH, _NATIVE */
  uint8_t gap;              /* ELG_GAP bits */
  uint8_t closed;           /* a slash follows, or the name ends */
  uint8_t elided;           /* bytes of an article or preposition before an apostrophe: d'Alsace */
  /* The rest is the reader's, zero and unset: */
  uint8_t dropped;          /* inside a phrase or behind "a division of": no token */
  uint16_t legal;           /* legal form id when it is (part of) one */
  uint8_t phrase;           /* words of the longest phrase that begins here and is in the dictionary, 0: none */
  uint64_t key;             /* hash in the dictionary: of the text, salted for native words */
  const ElgWordSlot *slot;  /* dictionary entry of the word or of the phrase it became, the empty one for none */
  const ElgWordInfo *info;  /* what the slot says */
} ElgFoldWord;

typedef struct {
  ElgFoldWord word[ELG_FOLD_WORDS];
  int n;
  uint8_t has_letters; /* two words or more of one byte */
  uint8_t has_cjk;     /* a word of CJK */
  uint8_t has_thai;    /* a word of Thai letters */
  uint8_t gaps;        /* of any word */
  uint16_t len;
  char text[ELG_FOLD_TEXT + ELG_FOLD_ROOM + ELG_FOLD_PAD];
} ElgFold;

static inline int elg_fold_is_thai(const ElgFold *fold, const ElgFoldWord *w)
{
  const char *s = fold->text + w->at;
  return w->len >= 3 && s[0] == '\xE0' && (s[1] == '\xB8' || s[1] == '\xB9');
}

/* Fold text (at most ELG_NAME_MAX bytes). Returns 0 when there are more than ELG_FOLD_WORDS words. */
int elg_fold(ElgStr text, ElgFold *out);
/* Append text case-folded in its own script, letters and digits only, marks of Greek and Cyrillic stripped. */
void elg_fold_native(ElgStr text, ElgBuf *out);
#endif
