/* sql_credit.h -- arguments the credit functions share. */
#ifndef ELG_SQL_CREDIT_H
#define ELG_SQL_CREDIT_H
#include "base/buf.h"
#include "credit/when.h"
#include "sqlite/sql_util.h"

/* A whole number: INTEGER, or REAL and text that are one exactly. what names the argument. ELG_ERROR else. */
ElgRc sql_credit_whole(const char *what, sqlite3_value *v, int64_t *out, ElgErr *err);
/* A number >= 0 in millionths, rounded half to even from its text. what names the argument. */
ElgRc sql_credit_millionths(const char *what, sqlite3_value *v, uint64_t most, uint64_t *out, ElgErr *err);
/* A number of epoch seconds or, from 10^11 on, milliseconds, and its scale of 1 or 1000; 0 where it can be neither. */
int sql_credit_epoch(double x, double *seconds, int *scale);
/* A time in seconds: numbers are epoch seconds, from 10^11 on milliseconds; text is read as elg_time() does.
** *blank is set for NULL and blank text; *scale is 0 for text, 1 for seconds, 1000 for milliseconds. */
ElgRc sql_credit_time(sqlite3_value *v, ElgWhenRead how, int *blank, double *seconds, int *scale, ElgErr *err);
/* Text arguments, borrowed; "" for a value of no bytes. ELG_NOMEM when it cannot be converted. */
ElgRc sql_credit_text(sqlite3_value *v, ElgStr *out);
#endif
