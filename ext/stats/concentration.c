#include "stats/concentration.h"
#include <math.h>

void elg_hhi_add(ElgHhi *h, double amount, int sign)
{
  elg_sum_add(&h->total, amount, sign);
  elg_sum_add_product(&h->squares, amount, amount, sign);
  h->n += sign;
}

double elg_hhi(const ElgHhi *h)
{
  double total = elg_sum_value(&h->total);
  return total > 0 ? elg_sum_value(&h->squares) / (total * total) : NAN;
}

double elg_hhi_effective(const ElgHhi *h) { return 1 / elg_hhi(h); }

double elg_hhi_normalised(const ElgHhi *h)
{
  double share = 1 / (double)h->n, d = elg_hhi(h) - share;
  return h->n > 1 ? (d < 0 ? 0 : d / (1 - share)) : NAN;
}

void elg_network_add(ElgNetwork *net, double amount, double partners, int sign)
{
  elg_sum_add(&net->credit, amount / partners, sign);
  elg_sum_add(&net->spillover, amount * (partners - 1) / partners, sign);
  if (partners > 1) elg_sum_add(&net->interaction, amount / (partners - 1), sign);
  net->n += sign;
}
