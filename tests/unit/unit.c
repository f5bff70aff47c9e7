#include "unit.h"
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

static int passed, failed;
/* Some tests allocate in several threads. */
static _Atomic long fail_at = -1;
static _Atomic int fault_hit;
static _Atomic size_t live;

void unit_check(int ok, const char *what, const char *file, int line)
{
  if (ok) passed++;
  else failed++, printf("%s:%d: failed: %s\n", file, line, what);
}

void unit_check_int(long long got, long long want, const char *what, const char *file, int line)
{
  if (got != want) printf("%s:%d: %s is %lld, want %lld\n", file, line, what, got, want);
  if (got == want) passed++;
  else failed++;
}

void unit_check_text(ElgStr got, const char *want, const char *what, const char *file, int line)
{
  int ok = got.n == strlen(want) && !memcmp(got.s ? got.s : "", want, got.n);
  if (!ok) printf("%s:%d: %s is '%.*s', want '%s'\n", file, line, what, (int)got.n, got.s ? got.s : "", want);
  if (ok) passed++;
  else failed++;
}

void unit_check_near(double got, double want, double tolerance, const char *what, const char *file, int line)
{
  int ok = fabs(got - want) <= tolerance;
  if (!ok) printf("%s:%d: %s is %.17g, want %.17g\n", file, line, what, got, want);
  if (ok) passed++;
  else failed++;
}

int unit_end(void)
{
  if (live) failed++, printf("%zu bytes not freed\n", live);
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}

void unit_fail_at(long nth)
{
  fail_at = nth;
  fault_hit = 0;
}
int unit_failed(void) { return fault_hit; }
size_t unit_live(void) { return live; }

void unit_fault_sweep(ElgRc (*body)(void))
{
  size_t before = live;
  for (long n = 0;; n++) {
    unit_fail_at(n);
    ElgRc rc = body();
    int hit = unit_failed();
    unit_fail_at(-1);
    CHECK_INT(rc, hit ? ELG_NOMEM : ELG_OK);
    CHECK_INT(live, before);
    if (!hit || rc == ELG_OK) return;
  }
}

/* Each block carries its size in front. */
void *elg_realloc(void *p, size_t n)
{
  if (fail_at >= 0 && fail_at-- == 0) {
    fault_hit = 1;
    return NULL;
  }
  size_t old = 0;
  char *base = p ? (char *)p - 16 : NULL;
  if (base) memcpy(&old, base, sizeof old);
  char *made = realloc(base, n + 16);
  if (!made) return NULL;
  memcpy(made, &n, sizeof n);
  live += n - old;
  return made + 16;
}

void elg_free(void *p)
{
  size_t n;
  if (!p) return;
  memcpy(&n, (char *)p - 16, sizeof n);
  live -= n;
  free((char *)p - 16);
}
