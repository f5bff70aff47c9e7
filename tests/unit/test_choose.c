#include "overlap/choose.h"
#include <string.h>
#include "unit.h"

static ElgPair pair(uint32_t left, uint32_t right, uint64_t group, double score)
{
  ElgPair p = {.left = left, .right = right, .group = group};
  p.match.score = p.match.name_score = score;
  return p;
}

/* Two left rows, three right rows of two groups; 0-1 and 1-1 tie. */
static size_t sample(ElgPair *p)
{
  const ElgPair all[] = {pair(0, 0, 7, .6), pair(0, 1, 7, .9), pair(1, 1, 7, .9), pair(1, 2, 8, .7), pair(0, 2, 8, .5)};
  memcpy(p, all, sizeof all);
  return ELG_COUNT(all);
}

static void expect(ElgChoose rule, uint64_t k, const char *want)
{
  ElgPair p[5];
  char got[64] = "";
  size_t n = elg_choose(p, sample(p), rule, k);
  for (size_t i = 0; i < n; i++) {
    char one[8] = {(char)('0' + p[i].left), '-', (char)('0' + p[i].right), ' ', 0};
    strcat(got, one);
  }
  CHECK_TEXT(((ElgStr){got, strlen(got)}), want);
}

int main(void)
{
  expect(ELG_CHOOSE_ALL, 0, "0-0 0-1 1-1 1-2 0-2 ");
  expect(ELG_CHOOSE_LEFT, 0, "0-1 1-1 1-2 0-2 ");  /* once per group */
  expect(ELG_CHOOSE_LEFT, 2, "0-0 0-1 1-1 1-2 0-2 ");
  expect(ELG_CHOOSE_ALL, 1, "0-1 1-1 1-2 0-2 ");
  expect(ELG_CHOOSE_RIGHT, 0, "0-0 0-1 1-2 ");     /* of equals the earlier left row */
  expect(ELG_CHOOSE_RIGHT, 1, "0-1 1-2 ");
  expect(ELG_CHOOSE_MUTUAL, 0, "0-1 1-2 ");
  CHECK_INT(elg_choose(NULL, 0, ELG_CHOOSE_MUTUAL, 0), 0);
  return unit_end();
}
