#include "name/punycode.h"
#include <string.h>
#include "base/utf8.h"
#include "unit.h"

/* RFC 3492, section 7.1, and labels in daily use. */
static const struct {
  const char *text, *puny;
} vectors[] = {
    {"\xD9\x84\xD9\x8A\xD9\x87\xD9\x85\xD8\xA7\xD8\xA8\xD8\xAA\xD9\x83\xD9\x84\xD9\x85\xD9\x88\xD8\xB4\xD8\xB9\xD8\xB1"
     "\xD8"
     "\xA8\xD9\x8A\xD8\x9F",
     "egbpdaj6bu4bxfgehfvwxn"},
    {"\xE4\xBB\x96\xE4\xBB\xAC\xE4\xB8\xBA\xE4\xBB\x80\xE4\xB9\x88\xE4\xB8\x8D\xE8\xAF\xB4\xE4\xB8\xAD\xE6\x96\x87",
     "ihqwcrb4cv8a8dqg056pqjye"},
    {"Pro\xC4\x8Dprost\xC4\x9Bnemluv\xC3\xAD\xC4\x8D"
     "esky",
     "Proprostnemluvesky-uyb24dma41a"},
    {"3\xE5\xB9\xB4"
     "B\xE7\xB5\x84\xE9\x87\x91\xE5\x85\xAB\xE5\x85\x88\xE7\x94\x9F",
     "3B-ww4c5e180e575a65lsy2b"},
    {"\xE3\x81\x9D\xE3\x81\xAE\xE3\x82\xB9\xE3\x83\x94\xE3\x83\xBC\xE3\x83\x89\xE3\x81\xA7", "d9juau41awczczp"},
    {"-> $1.00 <-", "-> $1.00 <--"},
    {"m\xC3\xBCnchen", "mnchen-3ya"},
    {"b\xC3\xBC"
     "cher",
     "bcher-kva"},
    {"\xD1\x80\xD1\x84", "p1ai"},
    {"\xF0\x9F\x92\xA9", "ls8h"},
};

static const char *const malformed[] = {"",         "-",       "99999999", "a-\xC3\xBC", "mnchen-3y!",
                                        "mnchen-3", "999999b", "0",        "ABC9"};

static void both_ways(const char *text, const char *puny)
{
  uint32_t points[ELG_LABEL_MAX], back[ELG_LABEL_MAX];
  char out[ELG_LABEL_MAX];
  size_t n = elg_utf8_explode((ElgStr){text, strlen(text)}, points);
  size_t len = elg_punycode_encode(points, n, out, sizeof out);
  CHECK_TEXT(((ElgStr){out, len}), puny);
  CHECK_INT(elg_punycode_decode((ElgStr){puny, strlen(puny)}, back, ELG_LABEL_MAX), n);
  CHECK(!memcmp(points, back, n * sizeof *back));
  CHECK_INT(elg_punycode_encode(points, n, out, len - 1), 0);
  CHECK_INT(elg_punycode_decode((ElgStr){puny, strlen(puny)}, back, n - 1), 0);
}

/* Any label of scalar values survives a round trip. */
static void round_trips(void)
{
  uint64_t seed = 12345;
  int wrong = 0;
  for (int k = 0; k < 20000; k++) {
    uint32_t points[20], back[20];
    char out[256];
    size_t n = 1 + (size_t)(k % 20);
    for (size_t i = 0; i < n; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      uint32_t c = (uint32_t)(seed >> 33) % (k % 3 == 0 ? 0x250 : k % 3 == 1 ? 0xA000 : 0x110000);
      points[i] = c >= 0xD800 && c <= 0xDFFF ? 'x' : c;
    }
    size_t len = elg_punycode_encode(points, n, out, sizeof out);
    wrong += !len || elg_punycode_decode((ElgStr){out, len}, back, 20) != n || memcmp(points, back, n * sizeof *back);
  }
  CHECK_INT(wrong, 0);
}

int main(void)
{
  uint32_t back[ELG_LABEL_MAX];
  for (size_t i = 0; i < ELG_COUNT(vectors); i++) both_ways(vectors[i].text, vectors[i].puny);
  for (size_t i = 0; i < ELG_COUNT(malformed); i++)
    CHECK_INT(elg_punycode_decode((ElgStr){malformed[i], strlen(malformed[i])}, back, ELG_LABEL_MAX), 0);
  round_trips();
  return unit_end();
}
