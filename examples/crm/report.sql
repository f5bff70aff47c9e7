-- The board, the targets and one deal's trail.  The company's data ends on 2026-06-30: that is its present.
.output init.log
UPDATE elg_setting SET value = '2026-06-30 23:59:59' WHERE name = 'as_of';
SELECT elg_refresh();
.output stdout
.mode box
.print
.print == Overlap with the partners after the refresh
SELECT rule, count(*) AS pairs, printf('%.3f', min(score)) AS lowest FROM elg_match WHERE valid_to IS NULL GROUP BY rule ORDER BY pairs DESC;

.print
.print == The board: headline metrics of the last 12 months, of the quarter, and as of today (money in cents of USD)
SELECT metric, label, printf(CASE WHEN unit IN ('money', 'deals', 'partners') THEN '%.0f' ELSE '%.3f' END, value) AS value,
  CASE WHEN low IS NULL THEN '' ELSE printf('%.3f .. %.3f', low, high) END AS interval, n, coalesce(target, '') AS target, coalesce(status, '') AS status
FROM metric_board
WHERE value IS NOT NULL AND (period IN ('12_months', 'snapshot', 'all_time') OR metric IN ('working_set_partners', 'active_partners'))
  AND unit <> 'money' ORDER BY metric, period;

.print
.print == Without a value, and why
SELECT metric, label, why_null FROM metric_board WHERE value IS NULL ORDER BY metric, period LIMIT 12;

.print
.print == The ten best co-sell targets
SELECT account_name, segment, partner_name, play, coalesce(printf('%.0f', reporting_minor / 100.0), '') AS usd, coalesce(stage, '') AS stage, score
FROM motion_target LIMIT 10;

.print
.print == How one co-sold deal came to its numbers
CREATE TEMP TABLE one AS SELECT d.opportunity_id FROM elg_deal d JOIN elg_deal_partner e ON e.opportunity_id = d.opportunity_id
WHERE d.status = 'won' AND d.category = 'sourced' AND d.touched_partners = 2 AND d.registered
GROUP BY d.opportunity_id HAVING min(e.touches) > 0 ORDER BY sum(e.touches), d.opportunity_id LIMIT 1;
SELECT o.name, a.name AS account, d.status, d.amount_minor, d.currency, d.rate, d.reporting_minor, d.category
FROM one JOIN elg_deal d ON d.opportunity_id = one.opportunity_id JOIN crm_opportunity o ON o.opportunity_id = d.opportunity_id
JOIN crm_account a ON a.account_id = d.account_id;
SELECT t.at, t.what, coalesce(p.name, '') AS partner, t.detail
FROM one JOIN credit_trail t ON t.opportunity_id = one.opportunity_id LEFT JOIN crm_partner p ON p.partner_id = t.partner_id
ORDER BY t.at, t.what <> 'created';
