/* unit.h -- a unit test is a program: CHECK what must hold, end with return unit_end(). */
#ifndef ELG_UNIT_H
#define ELG_UNIT_H
#include <stddef.h>
#include "base/base.h"

#define CHECK(condition) unit_check((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define CHECK_INT(got, want) unit_check_int((long long)(got), (long long)(want), #got, __FILE__, __LINE__)
#define CHECK_TEXT(got, want) unit_check_text((got), (want), #got, __FILE__, __LINE__)
#define CHECK_NEAR(got, want, tolerance) unit_check_near((got), (want), (tolerance), #got, __FILE__, __LINE__)
void unit_check(int ok, const char *what, const char *file, int line);
void unit_check_int(long long got, long long want, const char *what, const char *file, int line);
/* got is borrowed bytes, want a C string. */
void unit_check_text(ElgStr got, const char *want, const char *what, const char *file, int line);
void unit_check_near(double got, double want, double tolerance, const char *what, const char *file, int line);
/* Print "N passed, N failed"; the exit status. */
int unit_end(void);

/* Fail the nth allocation from now (0: the next one) and none after it; -1: never. */
void unit_fail_at(long nth);
/* True when the injected failure has happened. */
int unit_failed(void);
/* Bytes of elg_realloc not yet freed. */
size_t unit_live(void);

/* Run body with allocation 0, 1, 2, ... failing until it runs through. body returns ELG_NOMEM after a failure and
** ELG_OK else; it must free everything. Checks codes and leaks. */
void unit_fault_sweep(ElgRc (*body)(void));
#endif
