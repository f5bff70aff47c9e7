#include "name/letter.h"
#include <string.h>
#include "base/utf8.h"
#include "han_gen.h"

static const char *const letter_cyrillic[32] = {"a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "i",    "k",
                                                "l", "m", "n", "o", "p", "r",  "s",  "t",  "u",  "f",    "kh",
                                                "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"};
static const char *const letter_greek[25] = {"a", "v", "g", "d", "e", "z", "i", "th", "i", "k",  "l",  "m", "n",
                                             "x", "o", "p", "r", "s", "s", "t", "y",  "f", "ch", "ps", "o"};
/* From U+10D0 and from U+0561. */
static const char *const letter_georgian[33] = {"a", "b",  "g", "d", "e", "v", "z",  "t", "i",  "k",  "l",  "m",  "n",  "o",  "p", "zh", "r",
                                                "s", "t",  "u", "p", "k", "gh", "q", "sh", "ch", "ts", "dz", "ts", "ch", "kh", "j", "h"};
static const char *const letter_armenian[39] = {"a", "b", "g", "d",  "e", "z",  "e", "y", "t", "zh", "i",  "l",  "kh",
                                                "ts", "k", "h", "dz", "gh", "ch", "m", "y", "n", "sh", "o", "ch", "p",
                                                "j", "r", "s", "v",  "t", "r",  "ts", "v", "p", "k", "o",  "f",  "ev"};
/* From U+5D0 and from U+621: a letter that is silent, or carries a vowel, is a; what is heard as o, u and v is w, as i and y y. */
static const char *const letter_hebrew[27] = {"a", "b", "g", "d", "h", "w", "z", "h", "t", "y", "kh", "k", "l", "m",
                                              "m", "n", "n", "s", "a", "p", "p", "ts", "ts", "k", "r", "sh", "t"};
static const char *const letter_arabic[42] = {"",  "a", "a",  "w", "a", "y", "a", "b", "h",  "t", "th", "j", "h", "kh",
                                              "d", "dh", "r", "z", "s", "sh", "s", "dh", "t", "z", "a", "gh", "", "",
                                              "",  "",  "",   "",  "f", "q", "k", "l", "m",  "n", "h", "w", "y", "y"};
/* Letters without a decomposition, and the Arabic ones of Persian and Urdu. */
static const struct {
  uint32_t c;
  const char *text;
} letter_special[] = {
    {0xDF, "ss"},   {0xE6, "ae"},  {0xF0, "d"},   {0xF8, "o"},   {0xFE, "th"},  {0x111, "d"},  {0x127, "h"},
    {0x131, "i"},   {0x138, "k"},  {0x142, "l"},  {0x14B, "n"},  {0x153, "oe"}, {0x167, "t"},  {0x17F, "s"},
    {0x180, "b"},   {0x18D, "d"},  {0x192, "f"},  {0x199, "k"},  {0x19A, "l"},  {0x1A5, "p"},  {0x1DD, "e"},
    {0x251, "a"},   {0x253, "b"},  {0x254, "o"},  {0x256, "d"},  {0x257, "d"},  {0x259, "e"},  {0x25B, "e"},
    {0x260, "g"},   {0x268, "i"},  {0x269, "i"},  {0x272, "n"},  {0x275, "o"},  {0x28B, "v"},  {0x454, "e"},
    {0x456, "i"},   {0x45B, "c"},  {0x452, "dj"}, {0x455, "dz"}, {0x458, "j"},  {0x459, "lj"}, {0x45A, "nj"},
    {0x45F, "dz"},  {0x491, "g"},  {0x493, "g"},  {0x497, "zh"}, {0x499, "z"},  {0x49B, "k"},  {0x4A3, "n"},
    {0x4AF, "u"},   {0x4B1, "u"},  {0x4B3, "kh"}, {0x4B7, "ch"}, {0x4BB, "h"},  {0x4D9, "a"},  {0x4E9, "o"},
    {0x671, "a"},   {0x679, "t"},  {0x67E, "p"},  {0x686, "ch"}, {0x688, "d"},  {0x691, "r"},  {0x698, "zh"},
    {0x6A4, "v"},   {0x6A9, "k"},  {0x6AD, "g"},  {0x6AF, "g"},  {0x6BA, "n"},  {0x6BE, "h"},  {0x6C0, "h"},
    {0x6C1, "h"},   {0x6C3, "h"},  {0x6CC, "y"},  {0x6D2, "y"},
};

int elg_letter_is_cjk(uint32_t c)
{
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || c == 0x3005 || c == 0x3007 || (c >= 0x20000 && c < 0x32000);
}

/* Indic scripts of Unicode (Devanagari to Malayalam) have one order of letters: from U+901 and from each 128 on. */
static const char *const letter_indic[96] = {
    "n", "n", "h", "a", "a", "a", "i", "i", "u", "u", "ri", "li", "e", "e", "e", "ai", "o", "o", "o", "au",             /* 01 vowels */
    "k", "kh", "g", "gh", "n", "ch", "ch", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh", "n", "n",  /* 15 */
    "p", "f", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v", "sh", "sh", "s", "h", "", "", "", "",                 /* 2A */
    "a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au", "", "", "", "", "", "", "", "", "", "", "", /* 3E signs */
    "q", "kh", "g", "z", "r", "r", "f", "y", "ri"};                                                                        /* 58 */

ElgIndic elg_letter_indic(uint32_t c, const char **text)
{
  uint32_t at = c & 127;
  *text = "";
  if (c < ELG_INDIC_FIRST || c >= ELG_INDIC_END || !at || at > ELG_COUNT(letter_indic)) return ELG_INDIC_OTHER;
  *text = letter_indic[at - 1];
  if ((at >= 0x15 && at <= 0x39) || (at >= 0x58 && at <= 0x5F)) return ELG_INDIC_CONSONANT;
  if (at == 0x3C) return ELG_INDIC_NUKTA;
  if (at == 0x4D) return ELG_INDIC_VIRAMA;
  return **text ? at <= 3 ? ELG_INDIC_MARK : at >= 0x3E ? ELG_INDIC_SIGN : ELG_INDIC_VOWEL : ELG_INDIC_OTHER;
}

/* From U+E01: consonants, vowels, marks. A letter marked as silent is none in words that Thai took from English. */
static const char *const letter_thai[76] = {
    "k", "kh", "kh", "kh", "kh", "kh", "ng", "ch", "ch", "ch", "s", "ch", "y", "d", "t", "th", "th", "th", "n", "d", "t", "th", "th",
    "th", "n", "b", "p", "ph", "f", "ph", "f", "ph", "m", "y", "r", "ru", "l", "lu", "w", "s", "s", "s", "h", "l", "o", "h",
    "", "a", "a", "a", "am", "i", "i", "u", "u", "u", "u", "", "", "", "", "", "", "e", "e", "o", "ai", "ai", "", "", "", "", "", "", "", ""};

size_t elg_letter_thai(ElgStr s, char *out, size_t room)
{
  size_t n = 0;
  uint32_t c;
  for (size_t i = 0; i < s.n;) {
    i += elg_utf8_decode(s.s + i, s.n - i, &c);
    const char *text = c - 0xE01 < ELG_COUNT(letter_thai) ? letter_thai[c - 0xE01] : NULL;
    if (!text || n + 2 > room) return 0;
    for (; *text; text++) out[n++] = *text;
  }
  return n;
}

/* What Thai, and Indic scripts transliterated, call the Latin letters, each name set apart by a blank. */
static const char *const letter_names[2][26] = {
    {"เอ", "บี", "ซี", "ดี", "อี", "เอฟ", "จี", "เอช เฮช", "ไอ", "เจ", "เค", "แอล", "เอ็ม", "เอ็น", "โอ", "พี", "คิว", "อาร์", "เอส", "ที", "ยู", "วี", "ดับเบิลยู ดับบลิว",
     "เอ็กซ์ เอ็ก", "วาย", "แซด"},
    {"e", "bi", "si", "di", "i", "efa ef", "ji", "echa ech", "ai", "je", "ke", "ela el", "ema em", "ena en", "o", "pi", "kyu", "ara ar", "esa es",
     "ti", "yu", "vi", "dablyu dablu", "eksa eks", "vai", "jeda jed zeda zed"}};

size_t elg_letter_spelt(ElgStr s, int indic, char out[ELG_SPELT_MAX])
{
  for (int c = 0; c < 26; c++) {
    for (const char *at = letter_names[indic != 0][c]; *at; at += strspn(at, " ")) {
      size_t n = strcspn(at, " "), more = 0;
      if (n <= s.n && !memcmp(at, s.s, n)) {
        char rest[ELG_SPELT_MAX];
        if (n < s.n) more = elg_letter_spelt((ElgStr){s.s + n, s.n - n}, indic, rest);
        if ((n == s.n || more) && more + 1 < ELG_SPELT_MAX) {
          out[0] = (char)('a' + c);
          memcpy(out + 1, rest, more);
          return more + 1;
        }
      }
      at += n;
    }
  }
  return 0;
}

uint32_t elg_letter_own(uint32_t c)
{
  static const struct {
    uint16_t c, own;
  } list[] = {{0x622, 0x627}, {0x623, 0x627}, {0x625, 0x627}, {0x671, 0x627}, {0x629, 0x647}, {0x649, 0x64A},
              {0x6A9, 0x643}, {0x6C1, 0x647}, {0x6CC, 0x64A}};
  for (size_t i = 0; i < ELG_COUNT(list); i++)
    if (list[i].c == c) return list[i].own;
  return c;
}

int elg_letter_is_optional(uint32_t c)
{
  return c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x591 && c <= 0x5C7 && c != 0x5BE);
}

static int letter_is_apostrophe(uint32_t c)
{
  return c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2BC || c == 0x2BB || c == 0xB4 || c == 0x2B9 ||
         c == 0x2032 || c == 0x5F3 || c == 0x5F4;
}

/* Latin, Greek and Cyrillic lose their marks. */
static int letter_strips_marks(uint32_t base) { return base < 0x530 || (base >= 0x1E00 && base < 0x2000); }

/* Digits of other scripts: Arabic, Persian, Devanagari, Bengali, Thai. */
static const char *letter_digit(uint32_t c)
{
  static const uint32_t zero[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xE50};
  static const char digits[10][2] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  for (size_t i = 0; i < ELG_COUNT(zero); i++)
    if (c - zero[i] < 10) return digits[c - zero[i]];
  return NULL;
}

/* The text of one decomposed code point, or NULL to encode it as it is. */
static const char *letter_text(uint32_t c)
{
  if (c >= 0x430 && c <= 0x44F) return letter_cyrillic[c - 0x430];
  if (c >= 0x3B1 && c <= 0x3C9) return letter_greek[c - 0x3B1];
  if (c - 0x10D0 < ELG_COUNT(letter_georgian)) return letter_georgian[c - 0x10D0];
  if (c - 0x561 < ELG_COUNT(letter_armenian)) return letter_armenian[c - 0x561];
  if (c - 0x5D0 < ELG_COUNT(letter_hebrew)) return letter_hebrew[c - 0x5D0];
  if (c - 0x621 < ELG_COUNT(letter_arabic) && (c < 0x63B || c > 0x640)) return letter_arabic[c - 0x621];
  for (size_t i = 0; i < ELG_COUNT(letter_special); i++)
    if (letter_special[i].c == c) return letter_special[i].text;
  return letter_digit(c);
}

static int letter_is_digraph(uint32_t c)
{
  static const uint32_t list[] = {0xC4, 0xD6, 0xDC, 0xE4, 0xF6, 0xFC, 0xC5, 0xE5, 0xD8, 0xF8};
  for (size_t i = 0; i < ELG_COUNT(list); i++)
    if (list[i] == c) return 1;
  return 0;
}

/* Put back together what compatibility decomposition took apart: Hangul, kana with voice marks, Indic letters. */
static size_t letter_recompose(uint32_t *d, size_t n)
{
  size_t m = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t whole = m ? elg_utf8_compose(d[m - 1], d[i]) : 0;
    if (whole) d[m - 1] = whole;
    else d[m++] = d[i];
  }
  return m;
}

static int letter_put(ElgLetter *out, const char *s, size_t n)
{
  if (out->n + n > ELG_LETTER_MAX) return 0;
  memcpy(out->text + out->n, s, n);
  out->n = (uint8_t)(out->n + n);
  return 1;
}

/* Append decomposed code point c. *spaces counts separators. Returns 0 when it does not fit. */
static int letter_append(ElgLetter *out, uint32_t c, int after_stripped, int *spaces)
{
  ElgCharClass k = elg_utf8_class(c);
  char encoded[4];
  if (elg_letter_is_optional(c) || (k == ELG_CHAR_MARK && (after_stripped || (c >= 0x300 && c <= 0x36F)))) return 1;
  if (k == ELG_CHAR_OTHER && c != 0x30FC) {
    *spaces += 1;
    return !out->n || out->text[out->n - 1] == ' ' || letter_put(out, " ", 1);
  }
  out->kind = ELG_LETTER_WORD;
  const char *text = c < 0x80 ? NULL : letter_text(c);
  return text ? letter_put(out, text, strlen(text)) : letter_put(out, encoded, elg_utf8_encode(elg_letter_han(c), encoded));
}

ElgLetter elg_letter(uint32_t c)
{
  ElgLetter out = {ELG_LETTER_NONE, 0, 0, {0}};
  uint32_t d[ELG_DECOMPOSED_MAX];
  int spaces = 0, fits = 1;
  if (letter_is_apostrophe(c)) return out;
  if (c == 0x2120 || c == 0x2122) { /* marks of services and trade: signs like (R), no letters */
    out.kind = ELG_LETTER_SPACE;
    return out;
  }
  if (c == ELG_THAI_AM) { /* one letter, which compatibility takes apart */
    out.kind = ELG_LETTER_WORD;
    out.n = (uint8_t)elg_utf8_encode(c, out.text);
    return out;
  }
  size_t n = elg_utf8_fold(c, d);
  int kept = 0;
  for (size_t i = 0; i < n; i++) kept |= !letter_strips_marks(d[i]);
  if (n > 1 && kept) n = letter_recompose(d, n);
  for (size_t i = 0; i < n && fits; i++) fits = letter_append(&out, d[i], i && letter_strips_marks(d[i - 1]), &spaces);
  if (!fits) {
    out.n = 0;
    out.kind = ELG_LETTER_WORD;
    out.n = (uint8_t)elg_utf8_encode(c, out.text);
  } else if (spaces) {
    out.kind = ELG_LETTER_SPACE;
  }
  out.is_digraph = (uint8_t)letter_is_digraph(c);
  return out;
}
