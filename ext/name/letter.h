/* letter.h -- what one code point becomes in a matching form: the slow, complete rule.
**
** Compatibility decomposition and case folding, then by script:
**   Latin            marks stripped; letters without a decomposition mapped (ae ligature, o-slash, sharp s, thorn ...)
**   Cyrillic         transliterated (a b v g ... shch y e yu ya), marks stripped
**   Greek            transliterated (ELOT 743, simplified), marks stripped
**   Georgian, Armenian  transliterated (national system, BGN, without apostrophes)
**   Han              traditional characters become simplified ones
**   Arabic, Hebrew   optional vowel marks and the tatweel dropped, letters kept
**   the rest         kept as it is: kana and Indic marks belong to their letters
** fold.c asks a table made from this rule for the first blocks, and this rule for everything else.
*/
#ifndef ELG_LETTER_H
#define ELG_LETTER_H
#include "base/base.h"

typedef enum {
  ELG_LETTER_NONE,  /* dropped without a trace: ignorable, apostrophe-like, optional mark */
  ELG_LETTER_WORD,  /* part of a word */
  ELG_LETTER_SPACE, /* separates words; with text, the text is a word of its own */
} ElgLetterKind;

#define ELG_LETTER_MAX 24
typedef struct {
  uint8_t kind;       /* ElgLetterKind */
  uint8_t n;          /* bytes in text */
  uint8_t is_digraph; /* a-umlaut, o-slash and their kin, which are also spelled ae, oe, ... */
  char text[ELG_LETTER_MAX];
} ElgLetter;

/* The rule for one code point (not ASCII). What does not fit ELG_LETTER_MAX (a few ligatures that spell a phrase) is
** kept as the code point itself. */
ElgLetter elg_letter(uint32_t c);
/* Simplified forms (data/han.txt) of U+4E00..U+9FFF; the character itself where it has no other. */
#define ELG_HAN_FIRST 0x4E00u
#define ELG_HAN_COUNT 0x5200u
extern const uint16_t elg_han_simplified[ELG_HAN_COUNT];
static inline uint32_t elg_letter_han(uint32_t c)
{
  return c - ELG_HAN_FIRST < ELG_HAN_COUNT ? elg_han_simplified[c - ELG_HAN_FIRST] : c;
}
/* Han, kana and Hangul: written without blanks inside a name. */
int elg_letter_is_cjk(uint32_t c);
#endif
