/* sql_stats.h -- what the statistics families share: numbers, counts, confidence levels, options, columns of a relation. */
#ifndef ELG_SQL_STATS_H
#define ELG_SQL_STATS_H
#include "sqlite/sql_relation.h"

/* A finite number from an INTEGER, a REAL or numeric text. 0 with the error reported as "fn: what, got ..." otherwise. */
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

/* Options of a table-valued function: argument i, a JSON object or absent. allowed: the names it may have, separated by
** blanks. doc is empty when there are none; the caller frees it and keeps the argument alive while using it. */
int sql_options(SqlTvfCall *call, int i, const char *allowed, ElgJson *doc);
/* The option's node, or NULL when it is absent or null. */
const ElgJsonNode *sql_option(const ElgJson *doc, const char *name);
/* Set *out from a string option, if present. */
int sql_option_text(SqlTvfCall *call, const ElgJson *doc, const char *name, ElgStr *out);
/* Set *out from a number option between low and high, if present. */
int sql_option_number(SqlTvfCall *call, const ElgJson *doc, const char *name, double low, double high, double *out);
/* The same for a whole number. */
int sql_option_whole(SqlTvfCall *call, const ElgJson *doc, const char *name, double low, double high, double *out);
/* Set *out to the place of a string option in the blank-separated list, if present. */
int sql_option_word(SqlTvfCall *call, const ElgJson *doc, const char *name, const char *list, int *out);
/* A finite number from the role's column of the current row; missing when the column is absent or NULL. */
int sql_row_number(SqlTvfCall *call, const SqlRelation *r, size_t role, const char *what, double missing, double *out);
/* Bytes from the role's column of the current row, borrowed until the next step; empty when absent or NULL. */
int sql_row_text(const SqlRelation *r, size_t role, ElgStr *out);
#endif
