/* money.h -- decimal text as CRMs export it <-> integer minor units. */
#ifndef ELG_MONEY_H
#define ELG_MONEY_H
#include "credit/currency.h"

typedef struct {
  char mark;     /* '.' or ',' is the decimal mark; 0: find out, ambiguous text is an error */
  int half_even; /* round digits beyond the minor unit half to even; else they are an error */
} ElgMoneyRead;

/* Read an amount: digits with grouping (1,234,567  1.234.567  1 234 567  1'234'567  12,34,567), a decimal mark, a sign in
** front or behind, brackets for negative, an exponent, the currency's own code or a sign of it. Blanks of any kind
** around and the Unicode minus are understood. Blank text sets *blank. What cannot be read exactly is ELG_ERROR. */
ElgRc elg_money_parse(ElgStr text, ElgStr currency, ElgMoneyRead how, int *blank, int64_t *minor, ElgErr *err);

#define ELG_MONEY_TEXT 32
/* Plain decimal text, "-1234.56", always with the currency's decimals. Returns the length. */
size_t elg_money_format(int64_t minor, int exponent, char out[ELG_MONEY_TEXT]);
#endif
