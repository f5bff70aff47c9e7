/* currency.h -- ISO 4217 currency codes and their minor units. */
#ifndef ELG_CURRENCY_H
#define ELG_CURRENCY_H
#include "base/base.h"
/* Decimals of the currency's minor unit (0..4), or -1 for an unknown code. ASCII case is ignored.
** Funds, metals and test codes that have no minor unit (XAU, XXX, ...) are unknown. */
int elg_currency_exponent(ElgStr code);
/* The same, with the error text "unknown currency, got 'ABC'; expected an ISO 4217 code with a minor unit". */
ElgRc elg_currency_find(ElgStr code, int *exponent, ElgErr *err);
#endif
