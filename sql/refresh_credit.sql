-- refresh_credit.sql: bring the ledger elg_credit in line with the facts. Runs after refresh_fact.sql and refresh_influence.sql.
--   open and won deals that are not locked: their lines are replaced (lost deals have none)
--   a won deal locks close_lock_days after close: from then on its lines stay, and what would now be different is added as
--   adjustment lines under the policy it was locked with, so that the sum is always right and the history is kept

-- step: credit
-- The deals whose facts changed, deals that are gone, and the policy each is under.
CREATE TEMP TABLE IF NOT EXISTS elg_scope(
  opportunity_id TEXT PRIMARY KEY, policy TEXT, policy_version INTEGER, locked INTEGER) WITHOUT ROWID;
DELETE FROM temp.elg_scope;
INSERT INTO temp.elg_scope
SELECT d.opportunity_id, coalesce(l.policy, y.policy), coalesce(l.policy_version, y.version), l.policy IS NOT NULL
FROM (SELECT opportunity_id, (SELECT line_id FROM elg_credit l WHERE l.opportunity_id = d.opportunity_id AND l.locked LIMIT 1) AS line_id
      FROM (SELECT k.opportunity_id FROM temp.elg_changed_deal c CROSS JOIN temp.elg_work_key k ON k.n = c.n UNION SELECT opportunity_id FROM temp.elg_gone) d) d
LEFT JOIN elg_credit l ON l.line_id = d.line_id
LEFT JOIN elg_policy y ON y.active;
DELETE FROM elg_credit WHERE NOT locked AND opportunity_id IN (SELECT opportunity_id FROM temp.elg_scope);

-- Deals no partner touched are direct as a whole; a split for them is not needed.
CREATE TEMP TABLE IF NOT EXISTS elg_fresh(
  opportunity_id TEXT, partner_id TEXT, role TEXT, category TEXT, share REAL, credit_minor INTEGER, currency TEXT,
  reporting_minor INTEGER, reporting_currency TEXT, reason TEXT);
DELETE FROM temp.elg_fresh;
INSERT INTO temp.elg_fresh
SELECT l.opportunity_id, l.partner_id, l.role, l.category, l.share, l.credit_minor, l.currency, l.reporting_minor, l.reporting_currency, l.reason
FROM temp.elg_scope s CROSS JOIN elg_deal d ON d.opportunity_id = s.opportunity_id AND d.touched
CROSS JOIN credit_policy_line l
WHERE l.opportunity_id = d.opportunity_id AND l.policy = s.policy AND l.policy_version = s.policy_version
  AND NOT (l.partner_id IS NULL AND l.share = 0);
INSERT INTO temp.elg_fresh
SELECT d.opportunity_id, NULL, 'direct', 'direct', 100, d.amount_minor, d.currency, d.reporting_minor, d.reporting_currency, 'no partner touched it'
FROM temp.elg_scope s CROSS JOIN elg_deal d ON d.opportunity_id = s.opportunity_id
WHERE NOT d.touched AND d.status <> 'lost' AND s.policy IS NOT NULL; -- none is active: no credit is kept

-- Lines of deals without locked lines; locked at once where the close lock has passed.
-- bulk: elg_credit
INSERT INTO elg_credit(policy, policy_version, opportunity_id, partner_id, role, category, share, credit_minor, currency,
  reporting_minor, reporting_currency, kind, locked, locked_at, reason, covered, touched, registered, asof_basis, match_score, run_id)
SELECT s.policy, s.policy_version, f.opportunity_id, f.partner_id, f.role, f.category, f.share, f.credit_minor, f.currency,
  f.reporting_minor, f.reporting_currency, 'line',
  coalesce(d.status = 'won' AND datetime(d.closed_at, n.close_lock_days) <= n.as_of, 0),
  CASE WHEN d.status = 'won' AND datetime(d.closed_at, n.close_lock_days) <= n.as_of THEN datetime(d.closed_at, n.close_lock_days) END,
  f.reason || coalesce('; ' || e.role_reason, ''), e.covered, e.touched, e.registration_id IS NOT NULL, e.asof_basis, e.match_score, n.run_id
FROM temp.elg_fresh f CROSS JOIN temp.elg_scope s ON s.opportunity_id = f.opportunity_id AND NOT s.locked
CROSS JOIN temp.elg_now n JOIN elg_deal d ON d.opportunity_id = f.opportunity_id
LEFT JOIN elg_deal_partner e ON e.opportunity_id = f.opportunity_id AND e.partner_id = f.partner_id;

-- Adjustments of locked deals: what the ledger lacks, by partner and role.
INSERT INTO elg_credit(policy, policy_version, opportunity_id, partner_id, role, category, share, credit_minor, currency,
  reporting_minor, reporting_currency, kind, adjusts, locked, locked_at, reason, run_id)
SELECT x.policy, x.policy_version, x.opportunity_id, nullif(x.partner, ''), x.role, max(x.category), sum(x.share), sum(x.credit), x.currency,
  sum(x.reporting), n.currency, 'adjustment', max(x.line_id), 1, n.as_of,
  coalesce('correction after the lock: ' || max(x.reason), 'correction after the lock: no credit any more'), n.run_id
FROM temp.elg_now n CROSS JOIN (
  SELECT s.policy, s.policy_version, f.opportunity_id, coalesce(f.partner_id, '') AS partner, f.role, f.category, f.share, f.credit_minor AS credit, f.currency,
    f.reporting_minor AS reporting, f.reporting_currency, NULL AS line_id, f.reason
  FROM temp.elg_scope s CROSS JOIN temp.elg_fresh f ON f.opportunity_id = s.opportunity_id WHERE s.locked
  UNION ALL
  SELECT s.policy, s.policy_version, l.opportunity_id, coalesce(l.partner_id, ''), l.role, l.category, -l.share, -l.credit_minor, l.currency,
    -l.reporting_minor, l.reporting_currency, l.line_id, NULL
  FROM temp.elg_scope s CROSS JOIN elg_credit l ON l.opportunity_id = s.opportunity_id WHERE s.locked) x
GROUP BY x.opportunity_id, x.partner, x.role, x.currency
HAVING coalesce(sum(x.credit), 0) <> 0 OR coalesce(sum(x.reporting), 0) <> 0 OR abs(sum(x.share)) > 0.0000005;
