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
  return unit_end();
}
