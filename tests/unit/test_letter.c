#include "name/letter.h"
#include <string.h>
#include "base/utf8.h"
#include "unit.h"

/* The first code point of a UTF-8 text. */
static uint32_t point(const char *s)
{
  uint32_t c;
  elg_utf8_decode(s, strlen(s), &c);
  return c;
}

static void becomes(const char *letter, ElgLetterKind kind, const char *want)
{
  ElgLetter l = elg_letter(point(letter));
  CHECK_INT(l.kind, kind);
  CHECK_TEXT(((ElgStr){l.text, l.n}), want);
}

static void check_scripts(void)
{
  /* Latin: marks go, letters without a decomposition are mapped */
  becomes("É", ELG_LETTER_WORD, "e");
  becomes("ü", ELG_LETTER_WORD, "u");
  becomes("ß", ELG_LETTER_WORD, "ss");
  becomes("ẞ", ELG_LETTER_WORD, "ss");
  becomes("Æ", ELG_LETTER_WORD, "ae");
  becomes("Ł", ELG_LETTER_WORD, "l");
  becomes("Đ", ELG_LETTER_WORD, "d");
  becomes("Þ", ELG_LETTER_WORD, "th");
  becomes("ı", ELG_LETTER_WORD, "i");
  becomes("ﬁ", ELG_LETTER_WORD, "fi");
  becomes("Ａ", ELG_LETTER_WORD, "a");
  becomes("²", ELG_LETTER_WORD, "2");
  /* Han is simplified, compatibility ideographs too */
  becomes("騰", ELG_LETTER_WORD, "腾");
  becomes("腾", ELG_LETTER_WORD, "腾");
  becomes("際", ELG_LETTER_WORD, "际");
  becomes("陸", ELG_LETTER_WORD, "陆");
  becomes("\xEF\xA7\x93", ELG_LETTER_WORD, "陆"); /* U+F9D3 */
  becomes("株", ELG_LETTER_WORD, "株");
  /* Cyrillic and Greek are transliterated */
  becomes("Щ", ELG_LETTER_WORD, "shch");
  becomes("Ж", ELG_LETTER_WORD, "zh");
  becomes("ё", ELG_LETTER_WORD, "e");
  becomes("ї", ELG_LETTER_WORD, "i");
  becomes("ъ", ELG_LETTER_WORD, "");
  becomes("Ω", ELG_LETTER_WORD, "o");
  becomes("ς", ELG_LETTER_WORD, "s");
  becomes("ή", ELG_LETTER_WORD, "i");
  /* the rest keeps its letters; kana and Hangul keep their marks */
  becomes("ガ", ELG_LETTER_WORD, "ガ");
  becomes("ｶ", ELG_LETTER_WORD, "カ");
  becomes("한", ELG_LETTER_WORD, "한");
  becomes("社", ELG_LETTER_WORD, "社");
  /* Hebrew and Arabic are transliterated, letters of one sound alike */
  becomes("ש", ELG_LETTER_WORD, "sh");
  becomes("ץ", ELG_LETTER_WORD, "ts");
  becomes("ع", ELG_LETTER_WORD, "a");
  becomes("خ", ELG_LETTER_WORD, "kh");
  becomes("ي", ELG_LETTER_WORD, "y");
  becomes("ی", ELG_LETTER_WORD, "y");
  becomes("پ", ELG_LETTER_WORD, "p");
  becomes("ء", ELG_LETTER_WORD, "");
  becomes("٧", ELG_LETTER_WORD, "7");
  becomes("ट", ELG_LETTER_WORD, "ट");
}

/* The kinds and letters of one code point in scripts of India. */
static void is_indic(const char *letter, ElgIndic kind, const char *want)
{
  const char *text;
  CHECK_INT(elg_letter_indic(point(letter), &text), kind);
  CHECK_TEXT(((ElgStr){text, strlen(text)}), want);
}

static void check_indic(void)
{
  is_indic("ट", ELG_INDIC_CONSONANT, "t");
  is_indic("ட", ELG_INDIC_CONSONANT, "t"); /* Tamil, the same place of another block */
  is_indic("ಟ", ELG_INDIC_CONSONANT, "t");
  is_indic("आ", ELG_INDIC_VOWEL, "a");
  is_indic("ौ", ELG_INDIC_SIGN, "au");
  is_indic("ं", ELG_INDIC_MARK, "n");
  is_indic("़", ELG_INDIC_NUKTA, "");
  is_indic("्", ELG_INDIC_VIRAMA, "");
  is_indic("।", ELG_INDIC_OTHER, "");
  is_indic("ก", ELG_INDIC_OTHER, "");
}

/* A Thai run in Latin letters, and the letters that a word spells. */
static void is_thai(const char *word, const char *want)
{
  char out[64];
  size_t n = elg_letter_thai((ElgStr){word, strlen(word)}, out, sizeof out);
  CHECK_TEXT(((ElgStr){out, n}), want);
}

static void spells(const char *word, int indic, const char *want)
{
  char out[ELG_SPELT_MAX];
  size_t n = elg_letter_spelt((ElgStr){word, strlen(word)}, indic, out);
  CHECK_TEXT(((ElgStr){out, n}), want);
}

static void check_thai(void)
{
  char out[4];
  is_thai("สยาม", "syam");
  is_thai("จำกัด", "chamkad");
  is_thai("abc", "");
  CHECK_INT(elg_letter_thai((ElgStr){"สยาม", 12}, out, sizeof out), 0); /* no room */
  spells("พีทีที", 0, "ptt");
  spells("เอสซีบี", 0, "scb");
  spells("ซีพี", 0, "cp");
  spells("สยาม", 0, "");
  spells("echadiefasi", 1, "hdfc");
  spells("tata", 1, "");
  spells("bibibibibibibibi", 1, "bbbbbbbb");
  spells("bibibibibibibibibi", 1, ""); /* more letters than initials have */
}

static void check_rest(void)
{
  becomes("’", ELG_LETTER_NONE, "");
  becomes("\xC2\xAD", ELG_LETTER_NONE, "");     /* soft hyphen */
  becomes("\xD9\x8E", ELG_LETTER_NONE, "");     /* Arabic fatha */
  becomes("\xD9\x80", ELG_LETTER_NONE, "");     /* tatweel */
  CHECK_INT(elg_letter(point("–")).kind, ELG_LETTER_SPACE);
  CHECK_INT(elg_letter(point("　")).kind, ELG_LETTER_SPACE);
  CHECK_INT(elg_letter(point("㈱")).kind, ELG_LETTER_SPACE);
  CHECK(elg_letter(point("ä")).is_digraph && elg_letter(point("Ø")).is_digraph && elg_letter(point("å")).is_digraph);
  CHECK(!elg_letter(point("é")).is_digraph && !elg_letter(point("ß")).is_digraph);
  CHECK(elg_letter_is_cjk(point("株")) && elg_letter_is_cjk(point("ソ")) && elg_letter_is_cjk(point("삼")));
  CHECK(!elg_letter_is_cjk(point("Ж")) && !elg_letter_is_cjk('a') && !elg_letter_is_cjk(point("ا")));
}

/* Every code point: within bounds, valid UTF-8, and folding what came out changes nothing more. */
static void check_all(void)
{
  int bad = 0, unstable = 0;
  for (uint32_t c = 0x80; c < 0x110000; c++) {
    if (c >= 0xD800 && c < 0xE000) continue;
    ElgLetter l = elg_letter(c);
    bad += l.kind > ELG_LETTER_SPACE || l.n > ELG_LETTER_MAX;
    for (size_t i = 0; i < l.n;) {
      uint32_t d;
      i += elg_utf8_decode(l.text + i, l.n - i, &d);
      bad += d == ELG_BAD_UTF8;
      if (d < 0x80) continue;
      ElgLetter again = elg_letter(d);
      char text[4];
      size_t n = elg_utf8_encode(d, text);
      unstable += again.kind != ELG_LETTER_WORD || again.n != n || memcmp(again.text, text, n);
    }
  }
  CHECK_INT(bad, 0);
  CHECK_INT(unstable, 2); /* U+0149 and U+0374 hold an apostrophe */
}

int main(void)
{
  check_scripts();
  check_indic();
  check_thai();
  check_rest();
  check_all();
  return unit_end();
}
