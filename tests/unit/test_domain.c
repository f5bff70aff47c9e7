#include "name/domain.h"
#include <string.h>
#include "unit.h"

static ElgStr str(const char *s) { return (ElgStr){s, strlen(s)}; }

/* want NULL: no registrable domain. */
static void check(const char *text, const char *want)
{
  ElgDomain d;
  elg_domain_parse(str(text), &d);
  unit_check_text((ElgStr){d.s, d.n}, want ? want : "", text, __FILE__, __LINE__);
}

typedef struct {
  const char *text, *want;
} Pair;

/* The well-known checkPublicSuffix cases of the Public Suffix List. */
static const Pair published[] = {
    {"COM", NULL},
    {"example.COM", "example.com"},
    {"WwW.example.COM", "example.com"},
    {".com", NULL},
    {".example", NULL},
    {".example.com", NULL},
    {".example.example", NULL},
    {"example", NULL},
    {"example.example", "example.example"},
    {"b.example.example", "example.example"},
    {"a.b.example.example", "example.example"},
    {"biz", NULL},
    {"domain.biz", "domain.biz"},
    {"b.domain.biz", "domain.biz"},
    {"a.b.domain.biz", "domain.biz"},
    {"com", NULL},
    {"example.com", "example.com"},
    {"b.example.com", "example.com"},
    {"a.b.example.com", "example.com"},
    {"uk.com", NULL},
    {"example.uk.com", "example.uk.com"},
    {"b.example.uk.com", "example.uk.com"},
    {"a.b.example.uk.com", "example.uk.com"},
    {"test.ac", "test.ac"},
    {"mm", NULL},
    {"c.mm", NULL},
    {"b.c.mm", "b.c.mm"},
    {"a.b.c.mm", "b.c.mm"},
    {"jp", NULL},
    {"test.jp", "test.jp"},
    {"www.test.jp", "test.jp"},
    {"ac.jp", NULL},
    {"test.ac.jp", "test.ac.jp"},
    {"www.test.ac.jp", "test.ac.jp"},
    {"kyoto.jp", NULL},
    {"test.kyoto.jp", "test.kyoto.jp"},
    {"ide.kyoto.jp", NULL},
    {"b.ide.kyoto.jp", "b.ide.kyoto.jp"},
    {"a.b.ide.kyoto.jp", "b.ide.kyoto.jp"},
    {"c.kobe.jp", NULL},
    {"b.c.kobe.jp", "b.c.kobe.jp"},
    {"a.b.c.kobe.jp", "b.c.kobe.jp"},
    {"city.kobe.jp", "city.kobe.jp"},
    {"www.city.kobe.jp", "city.kobe.jp"},
    {"ck", NULL},
    {"test.ck", NULL},
    {"b.test.ck", "b.test.ck"},
    {"a.b.test.ck", "b.test.ck"},
    {"www.ck", "www.ck"},
    {"www.www.ck", "www.ck"},
    {"us", NULL},
    {"test.us", "test.us"},
    {"www.test.us", "test.us"},
    {"ak.us", NULL},
    {"test.ak.us", "test.ak.us"},
    {"www.test.ak.us", "test.ak.us"},
    {"k12.ak.us", NULL},
    {"test.k12.ak.us", "test.k12.ak.us"},
    {"www.test.k12.ak.us", "test.k12.ak.us"},
    {"食狮.com.cn", "xn--85x722f.com.cn"},
    {"食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn"},
    {"www.食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn"},
    {"shishi.公司.cn", "shishi.xn--55qx5d.cn"},
    {"公司.cn", NULL},
    {"食狮.中国", "xn--85x722f.xn--fiqs8s"},
    {"www.食狮.中国", "xn--85x722f.xn--fiqs8s"},
    {"shishi.中国", "shishi.xn--fiqs8s"},
    {"中国", NULL},
    {"xn--85x722f.com.cn", "xn--85x722f.com.cn"},
    {"xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"},
    {"www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"},
    {"shishi.xn--55qx5d.cn", "shishi.xn--55qx5d.cn"},
    {"xn--55qx5d.cn", NULL},
    {"xn--85x722f.xn--fiqs8s", "xn--85x722f.xn--fiqs8s"},
    {"www.xn--85x722f.xn--fiqs8s", "xn--85x722f.xn--fiqs8s"},
    {"shishi.xn--fiqs8s", "shishi.xn--fiqs8s"},
    {"xn--fiqs8s", NULL},
};

static const Pair forms[] = {
    {"https://www.Acme.co.uk:8080/a@b.de?c#d", "acme.co.uk"},
    {"HTTP://ACME.COM", "acme.com"},
    {"acme.com/", "acme.com"},
    {"acme.com?utm=1", "acme.com"},
    {"acme.com#top", "acme.com"},
    {"//acme.com/x", "acme.com"},
    {"http:/acme.com", "acme.com"},
    {"http:acme.com", "acme.com"},
    {"https:\\\\acme.com\\x", "acme.com"},
    {"http://http://acme.com", "acme.com"},
    {"http:// acme.com", "acme.com"},
    {"ftp://user:pw@ftp.acme.com:21/x", "acme.com"},
    {"git+ssh://acme.com", "acme.com"},
    {"acme.com.", "acme.com"},
    {"acme.com:", "acme.com"},
    {"acme.com:443", "acme.com"},
    {"jane@mail.acme.de", "acme.de"},
    {"mailto:Jane.Doe@ACME.com?subject=x", "acme.com"},
    {"@acme.com", "acme.com"},
    {"Jane Doe <jane@acme.com>", "acme.com"},
    {"\"Doe, J\" <j@acme.com> ", "acme.com"},
    {"  <acme.com>\t", "acme.com"},
    {"[acme.com]", "acme.com"},
    {"(acme.com),", "acme.com"},
    {"\"acme.com\"", "acme.com"},
    {"\xC2\xA0"
     "acme.com\xE2\x80\x8B",
     "acme.com"},
    {"\xEF\xBB\xBF"
     "acme.com",
     "acme.com"},
    {"sub_domain.acme.com", "acme.com"},
    {"_dmarc.acme.com", "acme.com"},
    {"ab--cd.com", "ab--cd.com"},
    {"acme.github.io", "acme.github.io"},
    {"www.com", "www.com"},
    {"a.www.com", "www.com"},
    {"1and1.com", "1and1.com"},
    {"medium.com/@acme", "medium.com"},
    {"new.unlistedtop", "new.unlistedtop"},
    {"acme.blogspot.co.uk", "acme.blogspot.co.uk"},
};

static const Pair international[] = {
    {"www.München.de", "xn--mnchen-3ya.de"},
    {"MU\xCC\x88NCHEN.DE", "xn--mnchen-3ya.de"},
    {"XN--MNCHEN-3YA.de", "xn--mnchen-3ya.de"},
    {"jane@bücher.example", "xn--bcher-kva.example"},
    {"faß.de", "xn--fa-hia.de"},
    {"FAẞ.de", "xn--fa-hia.de"},
    {"fass.de", "fass.de"},
    {"βόλος.com", "xn--nxasmm1c.com"},
    {"ｗｗｗ．ａｃｍｅ．ｃｏｍ", "acme.com"},
    {"acme。com。", "acme.com"},
    {"ﬁrm.com", "firm.com"},
    {"\xD9\x86\xD8\xA7\xD9\x85\xD9\x87\xE2\x80\x8C\xD8\xA7\xDB\x8C.com", "xn--mgba3gch31f060k.com"},
    {"ac\xE2\x80\x8Bme.com", "acme.com"},
    {"АКМЕ.РФ", "xn--80akoi.xn--p1ai"},
    {"đại-học.vn", "xn--i-hc-zua2256b5ia.vn"},
    {"삼성.한국", "xn--cg4bki.xn--3e0b707e"},
    {"acme\xE2\x80\x93x.com", NULL},
    {"i❤.ws", NULL},
    {"xn--i-7iq.ws", NULL},
    {"xn--abc-.com", NULL},
    {"xn--0.com", NULL},
    {"xn--MNCHEN-3YA1.com", NULL},
    {"xn--fss-la.xn--zzzzzzzz99999", NULL},
    {"\xCC\x88"
     "a.de",
     NULL},
    {"a\xC3.com", NULL},
    {"\xFF\xFE", NULL},
    {"\xED\xA0\x80.com", NULL},
};

static const Pair garbage[] = {
    {"", NULL},
    {" ", NULL},
    {".", NULL},
    {"..", NULL},
    {"@", NULL},
    {"http://", NULL},
    {"https:///", NULL},
    {"mailto:", NULL},
    {"localhost", NULL},
    {"http://localhost:3000/", NULL},
    {"printer.local", NULL},
    {"db.internal", NULL},
    {"10.0.0.1", NULL},
    {"http://192.168.1.1:80/x", NULL},
    {"1.2.3.4.", NULL},
    {"0x7f.1", NULL},
    {"[::1]", NULL},
    {"http://[2001:db8::1]:80/", NULL},
    {"2001:db8::1", NULL},
    {"n/a", NULL},
    {"N.A.", NULL},
    {"none", NULL},
    {"-", NULL},
    {"co.uk", NULL},
    {"http://www.co.uk/", NULL},
    {"github.io", NULL},
    {"acme..com", NULL},
    {"acme.com..", NULL},
    {"-acme.com", NULL},
    {"acme-.com", NULL},
    {"a_b.com", NULL},
    {"acme .com", NULL},
    {"Acme Inc.", NULL},
    {"acme.com, acme.de", NULL},
    {"a@x.com,b@y.com", NULL},
    {"a@x.com b@y.com", NULL},
    {"a@b@c.com", NULL},
    {"acme.com:80x", NULL},
    {"acme.com:123456", NULL},
    {"tel:+49 30 1234", NULL},
    {"acme%2ecom", NULL},
    {"ac*me.com", NULL},
    {"12.5", NULL},
    {"\"a@b, c\"@acme.com", NULL},
    {"a.b.c.1", NULL},
    {"<a href=\"http://acme.com\">Acme</a>", NULL},
};

static void check_all(const Pair *pairs, size_t n)
{
  for (size_t i = 0; i < n; i++) check(pairs[i].text, pairs[i].want);
}

static int flags_of(const char *text)
{
  ElgDomain d;
  elg_domain_parse(str(text), &d);
  return d.flags;
}

static void flags(void)
{
  CHECK_INT(flags_of("acme.com"), 0);
  CHECK_INT(flags_of("Jane@GMail.com"), ELG_DOMAIN_FREEMAIL);
  CHECK_INT(flags_of("mail.gmx.de"), ELG_DOMAIN_FREEMAIL);
  CHECK_INT(flags_of("notgmail.com"), 0);
  CHECK_INT(flags_of("gmail.com.acme.de"), 0);
  CHECK_INT(flags_of("https://www.linkedin.com/company/acme"), ELG_DOMAIN_SHARED);
  CHECK_INT(flags_of("https://sites.google.com/acme"), ELG_DOMAIN_SHARED);
  CHECK_INT(flags_of("google.com"), 0);
  CHECK_INT(flags_of("acme.unlistedtop"), ELG_DOMAIN_UNLISTED);
  CHECK_INT(flags_of("localhost"), 0);
  CHECK_INT(flags_of("acme.blogspot.com"), 0);
}

static void lengths(void)
{
  char text[400];
  memset(text, 'a', sizeof text);
  memcpy(text + 63, ".com", 4);
  ElgDomain d;
  elg_domain_parse((ElgStr){text, 67}, &d);
  CHECK_INT(d.n, 67);
  text[63] = 'a';
  text[64] = '.';
  elg_domain_parse((ElgStr){text, 67}, &d);
  CHECK_INT(d.n, 0);
  for (size_t i = 0; i < sizeof text; i++) text[i] = i % 2 ? '.' : 'a';
  memcpy(text + 250, "com", 3);
  elg_domain_parse((ElgStr){text, 253}, &d);
  CHECK_TEXT(((ElgStr){d.s, d.n}), "a.com");
  elg_domain_parse((ElgStr){text + 1, 252}, &d);
  CHECK_INT(d.n, 0);
  memcpy(text + 252, "com", 3);
  elg_domain_parse((ElgStr){text, 255}, &d);
  CHECK_INT(d.n, 0);
}

/* What holds of the result of any bytes. */
static int sane(const ElgDomain *d)
{
  int dots = 0;
  for (size_t i = 0; i < d->n; i++) {
    char c = d->s[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')) return 0;
    dots += c == '.';
  }
  if (d->n == 0) return 1;
  ElgDomain again;
  elg_domain_parse((ElgStr){d->s, d->n}, &again);
  return dots > 0 && d->n <= 253 && again.n == d->n && !memcmp(again.s, d->s, d->n);
}

static uint64_t next_random(uint64_t *seed)
{
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return *seed >> 33;
}

static void random_bytes(void)
{
  static const char *const parts[] = {"a",  "acme",     ".",    ".",    ".com",  ".co.uk", "xn--", "-",  "_",
                                      "@",  ":",        "/",    "http", "//",    "www",    "\xC3", "ü",  "。",
                                      "食", "\xE2\x80", ".ck",  "123",  " ",     "<",      ">",    "ß",  "!",
                                      "%",  ".jp",      "kobe", "city", ".भारत", "mnc3ya", "\0",   "Ａ", "\xCC\x88"};
  uint64_t seed = 7;
  int insane = 0, found = 0;
  for (int k = 0; k < 200000; k++) {
    char text[256];
    size_t n = 0, count = (size_t)(next_random(&seed) % 12);
    for (size_t i = 0; i < count; i++) {
      const char *part = parts[next_random(&seed) % ELG_COUNT(parts)];
      size_t len = k % 4 ? strlen(part) : 1;
      if (k % 4) memcpy(text + n, part, len);
      else text[n] = (char)next_random(&seed);
      n += len;
    }
    ElgDomain d;
    elg_domain_parse((ElgStr){text, n}, &d);
    insane += !sane(&d);
    found += d.n > 0;
  }
  CHECK_INT(insane, 0);
  CHECK(found > 1000);
}

int main(void)
{
  check_all(published, ELG_COUNT(published));
  check_all(forms, ELG_COUNT(forms));
  check_all(international, ELG_COUNT(international));
  check_all(garbage, ELG_COUNT(garbage));
  flags();
  lengths();
  random_bytes();
  return unit_end();
}
