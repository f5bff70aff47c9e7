/* fuzz.h -- what the fuzz targets share. A target is libFuzzer's LLVMFuzzerTestOneInput; driver.c runs it where there is no libFuzzer.
** HOLDS aborts when a property does not hold. */
#ifndef ELG_FUZZ_H
#define ELG_FUZZ_H
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"

#define HOLDS(condition) \
  do { \
    if (!(condition)) fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition), abort(); \
  } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* A connection with the extension, opened at the first call; statements stop after some 100,000 steps. */
sqlite3 *fuzz_db(void);
/* Split: what stands before the first zero byte; *data and *n become the rest. Without one, everything. */
ElgStr fuzz_cut(const uint8_t **data, size_t *n);
#endif
