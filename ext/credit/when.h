/* when.h -- the times CRMs export, as seconds since 1970-01-01 00:00:00 UTC.
**
** Understood: 2024-01-31, 20240131, 2024-01-31T10:00[:00[.123]][Z|+0000|+01:00| GMT+1| PST], the same with a blank; 31.01.2024 (the day
** first); 1/31/2024 and 31/1/2024 where only one reading exists (or the order is given); 31 Jan 2024, January 31, 2024; times
** with AM/PM; whole numbers of 10 digits (epoch seconds) and of 12 or 13 (epoch milliseconds).
** Fractions of a second are dropped (towards the past). Years 0001..9999, proleptic Gregorian.
*/
#ifndef ELG_WHEN_H
#define ELG_WHEN_H
#include "base/base.h"

typedef struct {
  int offset;     /* seconds east of UTC where the text has no zone */
  char order;     /* 'd' day first, 'm' month first, 0: only dates with one reading, and those with points day first */
  int end_of_day; /* a date without a time is its last second, not its first */
  int plain_date; /* a date without a time is that day of UTC, whatever the offset */
} ElgWhenRead;

/* *blank is set for blank text. ELG_ERROR names the text. */
ElgRc elg_when_parse(ElgStr text, ElgWhenRead how, int *blank, int64_t *seconds, ElgErr *err);
/* Seconds east of UTC of Z, UTC, GMT, +01:00, -0500, +2, GMT+1 or the zones of RFC 5322 (EST EDT CST CDT MST MDT PST PDT). */
ElgRc elg_when_zone(ElgStr text, int *offset, ElgErr *err);
#define ELG_WHEN_TEXT 20
/* "YYYY-MM-DD HH:MM:SS" and a NUL. seconds must lie in the years 0001..9999. */
void elg_when_format(int64_t seconds, char out[ELG_WHEN_TEXT]);
/* 1 and *seconds for text of exactly the form elg_when_format gives, else 0. The fast way in. */
int elg_when_canonical(ElgStr text, int64_t *seconds);
/* 1 when seconds lies in the years 0001..9999. */
int elg_when_in_range(int64_t seconds);
#endif
