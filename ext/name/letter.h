/* letter.h -- what one code point becomes in a matching form: the slow, complete rule.
**
** Compatibility decomposition and case folding, then by script:
**   Latin            marks stripped; letters without a decomposition mapped (ae ligature, o-slash, sharp s, thorn ...)
**   Cyrillic         transliterated (a b v g ... shch y e yu ya), marks stripped
**   Greek            transliterated (ELOT 743, simplified), marks stripped
**   Georgian, Armenian  transliterated (national system, BGN, without apostrophes)
**   Han              traditional characters become simplified ones
**   Arabic, Hebrew   transliterated letter by letter, optional vowel marks and the tatweel dropped
**   Indic scripts    kept as they are: fold.c transliterates them, which takes the letters around (elg_letter_indic)
**   Thai             kept as it is, until words are told apart (elg_letter_thai)
**   the rest         kept as it is: kana marks belong to their letters
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
/* Of Arabic letters that are written one for the other, the one that a form shows. */
uint32_t elg_letter_own(uint32_t c);
/* Optional vowel and length marks of Arabic and Hebrew. */
int elg_letter_is_optional(uint32_t c);
/* Letters of Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada and Malayalam: a consonant has an a behind it but
** before a vowel sign, a virama and at the end of a word (Hindi's rule). *text: in Latin letters. */
#define ELG_INDIC_FIRST 0x900u
#define ELG_INDIC_END 0xD80u
typedef enum { ELG_INDIC_OTHER, ELG_INDIC_CONSONANT, ELG_INDIC_VOWEL, ELG_INDIC_SIGN, ELG_INDIC_MARK, ELG_INDIC_NUKTA,
               ELG_INDIC_VIRAMA } ElgIndic;
ElgIndic elg_letter_indic(uint32_t c, const char **text);
/* A run of Thai in Latin letters (the royal system, more or less); vowels before a consonant stay there.
** Returns the bytes put, 0 where there is no room or another script. */
#define ELG_THAI_AM 0xE33u
size_t elg_letter_thai(ElgStr s, char *out, size_t room);
/* The Latin letters that a word spells: "ptt" of พีทีที, or of indic ones, transliterated. Returns how many, 0: it spells none. */
#define ELG_SPELT_MAX 9
size_t elg_letter_spelt(ElgStr s, int indic, char out[ELG_SPELT_MAX]);
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
