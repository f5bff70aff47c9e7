#include <string.h>
#include "base/base.h"
#include "base/buf.h"
#include "unit.h"

static ElgStr text_of(const char *s) { return (ElgStr){s, strlen(s)}; }

static void check_list(void)
{
  static char words[800];
  CHECK_TEXT(text_of(elg_list("").s), "");
  CHECK_TEXT(text_of(elg_list("mid").s), "mid");
  CHECK_TEXT(text_of(elg_list("mid fill").s), "mid or fill");
  CHECK_TEXT(text_of(elg_list("mid fill engage").s), "mid, fill or engage");
  CHECK_INT(elg_list_place("mid fill engage", ELG_STR("mid")), 0);
  CHECK_INT(elg_list_place("mid fill engage", ELG_STR("engage")), 2);
  CHECK_INT(elg_list_place("mid fill engage", ELG_STR("fil")), -1);
  CHECK_INT(elg_list_place("mid fill engage", ELG_STR("mid fill")), -1);
  CHECK_INT(elg_list_place("mid fill engage", ELG_STR("")), -1);
  CHECK_INT(elg_list_place("", ELG_STR("mid")), -1);
  for (size_t n = 1; n < sizeof words - 1; n++) {
    memset(words, 'a', n);
    for (size_t i = 7; i < n; i += 8) words[i] = ' ';
    words[n] = 0;
    ElgListed list = elg_list(words);
    CHECK(strlen(list.s) < sizeof list.s);
    CHECK(strlen(list.s) + 1 >= n || !strcmp(list.s + strlen(list.s) - 3, "..."));
  }
}

static void check_err(void)
{
  ElgErr err;
  CHECK_INT(elg_err(&err, "got %d; expected %s", 3, "4"), ELG_ERROR);
  CHECK_TEXT(text_of(err.text), "got 3; expected 4");
  for (int n = 0; n < 1200; n++) {
    char text[1201];
    for (int i = 0; i < n; i++) text[i] = i % 2 ? '\xA9' : '\xC3';
    text[n] = 0;
    elg_err(&err, "%s", text);
    size_t len = strlen(err.text);
    CHECK(len < sizeof err.text);
    CHECK((size_t)n < sizeof err.text ? len == (size_t)n : !strcmp(err.text + len - 3, "...") && (len - 3) % 2 == 0);
  }
}

static void check_show(void)
{
  CHECK_TEXT(text_of(elg_show(ELG_STR("a\tb\xFF")).s), "a?b?");
  CHECK_TEXT(text_of(elg_show(ELG_STR("")).s), "");
  CHECK_TEXT(text_of(elg_show(ELG_STR("0123456789012345678901234567890123456789")).s), "0123456789012345678901234567890123456789");
  CHECK_TEXT(text_of(elg_show(ELG_STR("012345678901234567890123456789012345678\xC3\xA9")).s), "012345678901234567890123456789012345678...");
}

static void check_trim(void)
{
  CHECK_TEXT(elg_str_trim(ELG_STR(" \t\v a b\r\n\f")), "a b");
  CHECK_TEXT(elg_str_trim(ELG_STR("\x0E" "a\xC2\xA0")), "\x0E" "a\xC2\xA0");
  CHECK_INT(elg_str_trim(ELG_STR(" \n ")).n, 0);
  CHECK_INT(elg_str_trim((ElgStr){0, 0}).n, 0);
}

static void check_ascii(void)
{
  CHECK(elg_str_is_ascii((ElgStr){0, 0}));
  CHECK(elg_str_is_ascii(ELG_STR("a\0\x7F")));
  CHECK(!elg_str_is_ascii(ELG_STR("a\x80")));
  CHECK(!elg_str_is_ascii(ELG_STR("\xFF""b")));
}

static void check_utf8(void)
{
  static const char *const pairs[][2] = {
      {"", ""}, {"a\xC3\xA9\xF0\x9F\x91\x8D", "a\xC3\xA9\xF0\x9F\x91\x8D"}, {"M\xFCller", "M\xC3\xBCller"},
      {"\x80\x81\x9F\xA0\xFF", "\xE2\x82\xAC\xC2\x81\xC5\xB8\xC2\xA0\xC3\xBF"}, {"a\xC3", "a\xC3\x83"}, {"\xED\xA0\x80", "\xC3\xAD\xC2\xA0\xE2\x82\xAC"}};
  for (size_t i = 0; i < ELG_COUNT(pairs); i++) {
    ElgBuf b = {0};
    elg_buf_utf8(&b, text_of(pairs[i][0]));
    CHECK_TEXT(elg_buf_view(&b), pairs[i][1]);
    elg_buf_free(&b);
  }
}

int main(void)
{
  check_list();
  check_err();
  check_show();
  check_trim();
  check_ascii();
  check_utf8();
  return unit_end();
}
