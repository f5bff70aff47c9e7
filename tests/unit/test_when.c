#include "credit/when.h"
#include <string.h>
#include "unit.h"

static ElgStr text(const char *s) { return (ElgStr){s, strlen(s)}; }

static void reads(const char *s, int64_t want)
{
  int blank;
  int64_t seconds = -1;
  ElgErr err;
  CHECK_INT(elg_when_parse(text(s), (ElgWhenRead){0}, &blank, &seconds, &err), ELG_OK);
  CHECK_INT(seconds, want);
}

/* Every day of the calendar follows the one before, through text and back. */
static void calendar(void)
{
  int ok = 1;
  for (int64_t s = -62135596800; elg_when_in_range(s); s += 86400) {
    char out[ELG_WHEN_TEXT];
    int64_t back = 0, slow = 0;
    int blank;
    ElgErr err;
    elg_when_format(s + 43261, out);
    ok &= elg_when_canonical((ElgStr){out, 19}, &back) && back == s + 43261;
    ok &= elg_when_parse((ElgStr){out, 10}, (ElgWhenRead){0}, &blank, &slow, &err) == ELG_OK && slow == s;
  }
  CHECK(ok);
}

static void noise(void)
{
  static const char alphabet[] = "0123456789-/.:T+Z APMJan,";
  uint64_t seed = 7;
  int ok = 1;
  for (int i = 0; i < 300000; i++) {
    char s[22], out[ELG_WHEN_TEXT];
    int blank;
    int64_t seconds;
    ElgErr err;
    for (size_t k = 0; k < sizeof s; k++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      s[k] = alphabet[(seed >> 33) % (sizeof alphabet - 1)];
    }
    if (elg_when_parse((ElgStr){s, (size_t)(i % 23)}, (ElgWhenRead){.order = i % 2 ? 'd' : 0}, &blank, &seconds, &err)) continue;
    ok &= elg_when_in_range(seconds);
    if (elg_when_in_range(seconds)) elg_when_format(seconds, out);
  }
  CHECK(ok);
}

int main(void)
{
  int offset = 0, blank;
  int64_t seconds;
  ElgErr err;
  reads("1970-01-01", 0);
  reads("2000-02-29T12:00:00Z", 951825600);
  reads("2024-01-31T10:00:00.999+0130", 1706689800);
  reads("1969-12-31 23:59:59", -1);
  reads("1706695200123", 1706695200);
  reads("-000000000001", -1);
  reads("0001-01-01 00:00:00", -62135596800);
  reads("9999-12-31 23:59:59", 253402300799);
  CHECK_INT(elg_when_zone(text(" +05:30 "), &offset, &err), ELG_OK);
  CHECK_INT(offset, 19800);
  CHECK_INT(elg_when_zone(text("GMT+1"), &offset, &err), ELG_OK);
  CHECK_INT(offset, 3600);
  CHECK_INT(elg_when_zone(text("UTC-03:30"), &offset, &err), ELG_OK);
  CHECK_INT(offset, -12600);
  CHECK_INT(elg_when_zone(text("GMT"), &offset, &err), ELG_OK);
  CHECK_INT(offset, 0);
  CHECK_INT(elg_when_zone(text("GMT+"), &offset, &err), ELG_ERROR);
  CHECK_INT(elg_when_zone(text("EST-1"), &offset, &err), ELG_ERROR);
  CHECK_INT(elg_when_zone(text("-5"), &offset, &err), ELG_OK);
  CHECK_INT(offset, -18000);
  CHECK_INT(elg_when_zone(text("+15"), &offset, &err), ELG_ERROR);
  CHECK_INT(elg_when_parse(text("\t \n"), (ElgWhenRead){0}, &blank, &seconds, &err), ELG_OK);
  CHECK_INT(blank, 1);
  calendar();
  noise();
  return unit_end();
}
