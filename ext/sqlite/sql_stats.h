/* sql_stats.h -- arguments the statistics families share: numbers, counts, confidence levels. */
#ifndef ELG_SQL_STATS_H
#define ELG_SQL_STATS_H
#include "sqlite/sql_util.h"

/* A finite number from an INTEGER, a REAL or numeric text. 0 with the error reported as "fn: what: ..." otherwise. */
int sql_number(sqlite3_context *ctx, const char *fn, const char *what, sqlite3_value *v, double *out);
/* The same, at least 0. */
int sql_positive(sqlite3_context *ctx, const char *fn, const char *what, sqlite3_value *v, double *out);
/* 0 or 1. */
int sql_flag(sqlite3_context *ctx, const char *fn, const char *what, sqlite3_value *v, int *out);
/* The confidence level in argument i of argc (0.95 when it is not given): 0 < level < 1. */
int sql_confidence(sqlite3_context *ctx, const char *fn, int argc, sqlite3_value **argv, int i, double *level);
/* n / 2 pairs x, n with 0 <= x <= n. */
int sql_counts(sqlite3_context *ctx, const char *fn, sqlite3_value **argv, int n, double *out);
/* Result: x, or NULL for NaN and infinities. */
void sql_result_number(sqlite3_context *ctx, double x);
#endif
