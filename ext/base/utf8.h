/* utf8.h -- UTF-8 and Unicode properties; the only user of utf8proc. */
#ifndef ELG_UTF8_H
#define ELG_UTF8_H
#include "base/base.h"

/* What a byte that starts no valid sequence decodes to. Not a code point. */
#define ELG_BAD_UTF8 0xFFFFFFFFu

/* Decode the code point at s (n > 0 bytes left) into *c and return its length in bytes (1..4).
** Overlong forms, surrogates, values beyond U+10FFFF and cut sequences give ELG_BAD_UTF8 and length 1. */
size_t elg_utf8_decode(const char *s, size_t n, uint32_t *c);
/* The character of a byte in Windows-1252, what spreadsheets write; and the byte of a character, 0 for one of ASCII or none. */
uint32_t elg_1252(unsigned char byte);
unsigned char elg_1252_byte(uint32_t c);
/* Encode c (a valid scalar value) into out[4]; return the length. */
size_t elg_utf8_encode(uint32_t c, char *out);

typedef enum { ELG_CHAR_OTHER, ELG_CHAR_LETTER, ELG_CHAR_DIGIT, ELG_CHAR_MARK } ElgCharClass;
/* Letter (L*), number (N*), mark (M*) or anything else. */
ElgCharClass elg_utf8_class(uint32_t c);

/* The longest compatibility decomposition of one code point. */
#define ELG_DECOMPOSED_MAX 32
/* Compatibility-decompose and case-fold one code point into out[ELG_DECOMPOSED_MAX]; return how many.
** Ignorable code points give 0. */
size_t elg_utf8_fold(uint32_t c, uint32_t *out);
/* Canonical composition of a followed by b, or 0 when there is none. */
uint32_t elg_utf8_compose(uint32_t a, uint32_t b);
/* Order the marks of n decomposed code points canonically and compose them, in place (the last steps of NFC and
** NFKC). The new count. Long runs of marks cost O(run^2). */
size_t elg_utf8_recompose(uint32_t *points, size_t n);
/* Simple (one to one) lower case. */
uint32_t elg_utf8_lower(uint32_t c);
/* Decode s into an array of code points (bad bytes become U+FFFD). out has room for n entries. Returns the count. */
size_t elg_utf8_explode(ElgStr s, uint32_t *out);
#endif
