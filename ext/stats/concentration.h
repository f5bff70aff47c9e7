/* concentration.h -- how much rests on how few: Herfindahl-Hirschman index and network effects of shared deals.
**
** Exact sums of exact products: integer amounts (minor units) give the correctly rounded index, and rows may leave in
** any order. A zeroed state is empty; undefined values are NaN. O(1) a row.
*/
#ifndef ELG_STATS_CONCENTRATION_H
#define ELG_STATS_CONCENTRATION_H
#include "stats/sum.h"

/* Amounts >= 0, one of each player. */
typedef struct {
  ElgSum total, squares;
  int64_t n;
} ElgHhi;
void elg_hhi_add(ElgHhi *h, double amount, int sign);
/* sum of squared shares, 1/n .. 1. NaN when the total is 0. Herfindahl 1950; Hirschman 1964, AER 54:761. */
double elg_hhi(const ElgHhi *h);
/* 1 / HHI: the number of equal players with this concentration. */
double elg_hhi_effective(const ElgHhi *h);
/* (HHI - 1/n) / (1 - 1/n), 0 .. 1. NaN below two players. */
double elg_hhi_normalised(const ElgHhi *h);

/* Rows of (amount a of a deal, number k >= 1 of its partners), one for each partner of the deal.
** credit = sum a / k; spillover = sum a (k - 1) / k, what the other partners of the same deals lose when this one is
** removed, if removal loses the deal; interaction = sum a / (k - 1) over rows with k > 1, the credit a pair shares. */
typedef struct {
  ElgSum credit, spillover, interaction;
  int64_t n; /* rows */
} ElgNetwork;
void elg_network_add(ElgNetwork *net, double amount, double partners, int sign);
#endif
