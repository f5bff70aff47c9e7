/* convert.h -- an amount of money from one currency to another, exactly.
**
** result = minor * rate * 10^(decimals of to - decimals of from), rounded half to even: one rounding, in integers.
** The rate is decimal text of at most 18 significant digits, in units of the target per one unit of the source.
*/
#ifndef ELG_CONVERT_H
#define ELG_CONVERT_H
#include "base/base.h"
/* ELG_ERROR for an unknown currency, a rate that is no positive decimal or a result beyond 63 bits. */
ElgRc elg_convert_money(int64_t minor, ElgStr from, ElgStr rate, ElgStr to, int64_t *out, ElgErr *err);
#endif
