#include "name/entity.h"
#include <string.h>
#include "unit.h"

static void check(const char *from, const char *to)
{
  char out[64];
  ElgStr s = {from, strlen(from)};
  size_t n = elg_read_entities(s, out);
  CHECK(n <= s.n);
  CHECK_TEXT(((ElgStr){out, n}), to);
  CHECK(elg_has_entity(s) || !strcmp(from, to));
}

static void check_twice(const char *from, const char *to)
{
  char out[64];
  ElgStr s = {from, strlen(from)};
  size_t n = elg_read_twice_encoded(s, out);
  CHECK(n <= s.n);
  CHECK_TEXT(((ElgStr){out, n}), to);
  CHECK(elg_has_twice_encoded(s) || !strcmp(from, to));
  memcpy(out, from, s.n); /* in place */
  n = elg_read_twice_encoded((ElgStr){out, s.n}, out);
  CHECK_TEXT(((ElgStr){out, n}), to);
}

int main(void)
{
  check("", "");
  check("Acme &amp; Sons", "Acme & Sons");
  check("Acme &amp;amp; Sons", "Acme &amp; Sons");
  check("&lt;b&gt;&quot;Acme&apos;s&quot;", "<b>\"Acme's\"");
  check("O&#39;Neil &#x27;n&#X27; Co", "O'Neil 'n' Co");
  check("M&auml;rklin", "M\xC3\xA4rklin");
  check("&#128512;", "\xF0\x9F\x98\x80");
  check("AT&T; Inc", "AT&T; Inc");
  check("&#xD800; &#1114112; &#9; &#; &#x;", "&#xD800; &#1114112; &#9; &#; &#x;");
  check("Acme &amp", "Acme &amp");
  check("&#39", "&#39");
  check("A &Amp; B &AMP; C &NBSP;", "A & B & C \xC2\xA0");
  check_twice("", "");
  check_twice("Acme", "Acme");
  check_twice("MÃ¼ller", "Müller");
  check_twice("StrauÃŸ & Ã–zel", "Strauß & Özel");
  check_twice("Brackleyâ€™s", "Brackley’s");
  check_twice("LÃ³dÅº", "Lódź");
  check_twice("CÃ´ng ty Cá»• pháº§n", "Công ty Cổ phần");
  check_twice("Ð\xC2\x9DÐ¾Ð²Ð°", "Нова");
  check_twice("Müller", "Müller");
  check_twice("CAFÉ® NESTLÉ™", "CAFÉ® NESTLÉ™");
  check_twice("Ð® alone", "Ð® alone"); /* one letter of Cyrillic is chance */
  check_twice("Ã", "Ã");
  check_twice("\xC3", "\xC3");
  check_twice("\xC3\x83\xC2", "\xC3\x83\xC2");
  return unit_end();
}
