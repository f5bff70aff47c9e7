-- deals: 180 deals of a year, won, lost or still open (no outcome), with days to close or days open so far.
-- customers: 240 customers watched for two years; whoever adopts an integration does so some days in.
.import --csv deals.csv deals
.import --csv customers.csv customers
.mode box

.print Win rate of co-sell and solo deals, with Wilson intervals
CREATE VIEW closed AS SELECT segment, cosell + 0 AS cosell, outcome = 'won' AS won, days + 0 AS days, amount + 0 AS amount
FROM deals WHERE outcome <> '';
SELECT CASE cosell WHEN 1 THEN 'co-sell' ELSE 'solo' END AS motion, count(*) AS n, sum(won) AS won,
  printf('%.3f', avg(won)) AS win_rate,
  printf('%.3f .. %.3f', elg_wilson_low(sum(won), count(*)), elg_wilson_high(sum(won), count(*))) AS interval
FROM closed GROUP BY cosell ORDER BY cosell DESC;

.print
.print Compared: crude, and within segments (Mantel-Haenszel), because co-sell happens where deals are harder
CREATE VIEW cell AS
SELECT segment, sum(won * cosell) AS x1, sum(cosell) AS n1, sum(won * (1 - cosell)) AS x2, sum(1 - cosell) AS n2 FROM closed GROUP BY segment;
SELECT 'crude' AS comparison, printf('%.2f', elg_risk_ratio(sum(x1), sum(n1), sum(x2), sum(n2))) AS ratio,
  printf('%.2f .. %.2f', elg_risk_ratio_low(sum(x1), sum(n1), sum(x2), sum(n2)),
         elg_risk_ratio_high(sum(x1), sum(n1), sum(x2), sum(n2))) AS interval,
  printf('%+.3f', 1.0 * sum(x1) / sum(n1) - 1.0 * sum(x2) / sum(n2)) AS difference,
  printf('%+.3f .. %+.3f', elg_newcombe_low(sum(x1), sum(n1), sum(x2), sum(n2)),
         elg_newcombe_high(sum(x1), sum(n1), sum(x2), sum(n2))) AS difference_interval,
  printf('%.3f', elg_fisher_p(sum(x1), sum(n1), sum(x2), sum(n2))) AS p
FROM cell
UNION ALL
SELECT 'by segment', printf('%.2f', elg_mantel_haenszel('risk_ratio', x1, n1, x2, n2)),
  printf('%.2f .. %.2f', elg_mantel_haenszel('risk_ratio_low', x1, n1, x2, n2), elg_mantel_haenszel('risk_ratio_high', x1, n1, x2, n2)),
  printf('%+.3f', elg_mantel_haenszel('risk_difference', x1, n1, x2, n2)),
  printf('%+.3f .. %+.3f', elg_mantel_haenszel('risk_difference_low', x1, n1, x2, n2),
         elg_mantel_haenszel('risk_difference_high', x1, n1, x2, n2)),
  printf('%.3f', elg_mantel_haenszel('p', x1, n1, x2, n2))
FROM cell;

.print
.print Days to close: Kaplan-Meier medians with open deals censored, log-rank p
SELECT CASE cosell WHEN '1' THEN 'co-sell' ELSE 'solo' END AS motion, count(*) AS deals, sum(outcome <> '') AS closed,
  elg_km_median(days, outcome <> '') AS median_days,
  elg_km_median_low(days, outcome <> '') || ' .. ' || elg_km_median_high(days, outcome <> '') AS interval,
  (SELECT printf('%.4f', elg_logrank_p(days, outcome <> '', cosell)) FROM deals) AS p
FROM deals GROUP BY cosell ORDER BY cosell DESC;

.print
.print Size of won deals: medians with an order-statistic interval, and the shift between the two (Hodges-Lehmann)
SELECT CASE cosell WHEN 1 THEN 'co-sell' ELSE 'solo' END AS motion, count(*) AS n, elg_median(amount) AS median,
  elg_median_interval_low(amount) || ' .. ' || elg_median_interval_high(amount) AS interval,
  (SELECT printf('%+.0f (%+.0f .. %+.0f)', elg_hodges_lehmann(amount, cosell), elg_hodges_lehmann_low(amount, cosell),
                 elg_hodges_lehmann_high(amount, cosell)) FROM closed WHERE won) AS shift
FROM closed WHERE won GROUP BY cosell ORDER BY cosell DESC;

.print
.print Churn of integrated customers. In truth integration changes nothing here: the rate is the same before and after it.
.print "\"Ever integrated\" against \"never\" finds an effect all the same, because only who stays long enough can integrate."
CREATE VIEW spell AS
SELECT customer, CASE WHEN integrated_after = '' THEN days ELSE integrated_after END + 0 AS days,
  CASE WHEN integrated_after = '' THEN churned ELSE 0 END + 0 AS events, 0 AS integrated FROM customers
UNION ALL
SELECT customer, days - integrated_after, churned + 0, 1 FROM customers WHERE integrated_after <> '';
SELECT 'ever against never' AS method,
  printf('%.2f', elg_risk_ratio(sum(churned * (integrated_after <> '')), sum(integrated_after <> ''),
                                sum(churned * (integrated_after = '')), sum(integrated_after = ''))) AS ratio,
  printf('%.2f .. %.2f', elg_risk_ratio_low(sum(churned * (integrated_after <> '')), sum(integrated_after <> ''),
                                            sum(churned * (integrated_after = '')), sum(integrated_after = '')),
         elg_risk_ratio_high(sum(churned * (integrated_after <> '')), sum(integrated_after <> ''),
                             sum(churned * (integrated_after = '')), sum(integrated_after = ''))) AS interval,
  'wrong: immortal time' AS verdict
FROM customers
UNION ALL
SELECT 'person-time rate ratio', printf('%.2f', elg_rate_ratio(events, days, integrated)),
  printf('%.2f .. %.2f', elg_rate_ratio_low(events, days, integrated), elg_rate_ratio_high(events, days, integrated)), 'holds the truth, 1'
FROM spell;
