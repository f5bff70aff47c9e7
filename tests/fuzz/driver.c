/* driver.c -- a main for the targets without libFuzzer: mutates seeds for a time.  usage: TARGET SECONDS SEED_FILE ...
** The run is the same for the same seed files and count of inputs: no clock, no random device in what is tried. */
#include <time.h>
#include "fuzz.h"

#define MAX_SEEDS 512
#define MAX_INPUT 2048
static uint8_t seed[MAX_SEEDS][MAX_INPUT];
static size_t length[MAX_SEEDS], n_seeds;
static uint64_t state = 20240131;

static uint64_t dice(uint64_t sides)
{
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return state % sides;
}

/* Put n bytes of s over cut bytes at a place of the input. */
static size_t splice(uint8_t *in, size_t len, const uint8_t *s, size_t n, size_t cut)
{
  size_t at = dice(len + 1);
  if (cut > len - at) cut = len - at;
  if (len - cut + n > MAX_INPUT) return len;
  uint8_t piece[MAX_INPUT];
  memcpy(piece, s, n);
  memmove(in + at + n, in + at + cut, len - at - cut);
  memcpy(in + at, piece, n);
  return len - cut + n;
}

static size_t mutate(uint8_t *in, size_t len)
{
  uint8_t byte = (uint8_t)dice(256);
  size_t other = dice(n_seeds), from = dice(length[other] + 1), n = dice(length[other] - from + 1);
  switch (dice(6)) {
  case 0: return splice(in, len, &byte, 1, 1);
  case 1: return splice(in, len, &byte, 1, 0);
  case 2: return splice(in, len, &byte, 0, 1 + dice(8));
  case 3: return splice(in, len, seed[other] + from, n, 0);
  case 4: return splice(in, len, seed[other] + from, n, n);
  default: return splice(in, len, (const uint8_t *)"", 1, 0); /* a zero byte ends a piece */
  }
}

int main(int argc, char **argv)
{
  char line[MAX_INPUT + 2];
  long tried = 0;
  for (int i = 2; i < argc; i++) {
    FILE *in = fopen(argv[i], "rb");
    HOLDS(in);
    while (n_seeds < MAX_SEEDS && fgets(line, sizeof line, in)) {
      length[n_seeds] = strcspn(line, "\n");
      memcpy(seed[n_seeds], line, length[n_seeds]);
      n_seeds++;
    }
    fclose(in);
  }
  HOLDS(argc > 2 && n_seeds);
  for (time_t end = time(NULL) + atoi(argv[1]); time(NULL) < end;)
    for (int round = 0; round < 200; round++, tried++) {
      size_t from = dice(n_seeds), len = length[from];
      uint8_t *in = malloc(MAX_INPUT), *exact;
      memcpy(in, seed[from], len);
      for (uint64_t times = 1 + dice(8); times; times--) len = mutate(in, len);
      exact = malloc(len ? len : 1); /* no byte to spare behind the input */
      memcpy(exact, in, len);
      free(in);
      LLVMFuzzerTestOneInput(exact, len);
      free(exact);
    }
  printf("%ld inputs\n", tried);
  return 0;
}
