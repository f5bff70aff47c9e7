-- refresh_account.sql: recompute elg_account_partner and elg_customer for the accounts of temp.elg_work. Runs after refresh_fact.sql.

-- step: account x partner
CREATE TEMP TABLE IF NOT EXISTS elg_work_account(
  account_id TEXT, partner_id TEXT, overlap INTEGER DEFAULT 0, their_customer INTEGER DEFAULT 0, their_open INTEGER DEFAULT 0,
  their_prospect INTEGER DEFAULT 0, records INTEGER DEFAULT 0, match_score REAL, overlap_since TEXT, their_amount_reporting_minor INTEGER,
  touches INTEGER DEFAULT 0, human_touches INTEGER DEFAULT 0, first_touch_at TEXT, last_touch_at TEXT, first_joint_at TEXT, last_joint_at TEXT,
  integrations INTEGER DEFAULT 0, integration_since TEXT, plans INTEGER DEFAULT 0, last_plan_at TEXT, PRIMARY KEY(account_id, partner_id)) WITHOUT ROWID;
DELETE FROM temp.elg_work_account;
-- Overlap today: a current match, a partner signed and not ended.
INSERT INTO temp.elg_work_account(account_id, partner_id, overlap, their_customer, their_open, their_prospect, records, match_score, overlap_since,
  their_amount_reporting_minor)
SELECT w.account_id, m.partner_id, 1, max(m.population = 'customer'), max(m.population = 'open'), max(m.population = 'prospect'),
  count(DISTINCT m.record_id), max(m.score), min(m.valid_from),
  CASE WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
    OR EXISTS (SELECT 1 FROM read_partner_account WHERE amount_minor IS NOT NULL) THEN -- asked once, before all pairs
  (SELECT sum(x.amount) FROM (
     SELECT max(elg_read_convert(r.amount_minor, coalesce(r.currency, n.currency),
         CASE WHEN coalesce(r.currency, n.currency) = n.currency THEN '1' ELSE
           (SELECT f.rate FROM temp.elg_rate f WHERE f.currency = r.currency AND f.valid_from <= n.as_of
            ORDER BY f.valid_from DESC LIMIT 1) END, n.currency)) AS amount
     FROM elg_match k CROSS JOIN read_partner_account r ON r.partner_id = k.partner_id AND r.record_id = k.record_id
     WHERE k.account_id = w.account_id AND k.partner_id = m.partner_id AND k.valid_to IS NULL AND r.amount_minor IS NOT NULL
     GROUP BY k.record_id) x) END
FROM temp.elg_work w CROSS JOIN elg_match m ON m.account_id = w.account_id
CROSS JOIN temp.elg_partner_term p ON p.partner_id = m.partner_id CROSS JOIN temp.elg_now n
WHERE w.known AND m.valid_to IS NULL AND coalesce(p.signed_at <= n.as_of, 1)
  AND coalesce(p.ended_at > n.as_of, 1)
GROUP BY w.account_id, m.partner_id;

-- Touches at the account, read in the order of the index on (account_id, partner_id), so that nothing is sorted.
INSERT INTO temp.elg_work_account(account_id, partner_id, touches, human_touches, first_touch_at, last_touch_at, first_joint_at, last_joint_at)
SELECT * FROM (
  SELECT w.account_id, t.partner_id, count(*) FILTER (WHERE y.qualifies), count(*) FILTER (WHERE y.qualifies AND y.human),
    min(t.at) FILTER (WHERE y.qualifies), max(t.at) FILTER (WHERE y.qualifies),
    min(t.at) FILTER (WHERE y.joint), max(t.at) FILTER (WHERE y.joint)
  FROM temp.elg_work w CROSS JOIN read_touchpoint t ON t.account_id = w.account_id
  CROSS JOIN temp.elg_touch_word y ON y.label = trim(t.type) AND y.qualifies IS NOT NULL
  WHERE w.known AND w.account_id <> '' AND t.at <= (SELECT as_of FROM temp.elg_now)
  GROUP BY w.account_id, t.partner_id)
WHERE +partner_id IN (SELECT partner_id FROM temp.elg_partner_term) -- +: asked of the groups, not of the touches
ON CONFLICT(account_id, partner_id) DO UPDATE SET (touches, human_touches, first_touch_at, last_touch_at, first_joint_at, last_joint_at) =
  (excluded.touches, excluded.human_touches, excluded.first_touch_at, excluded.last_touch_at, excluded.first_joint_at, excluded.last_joint_at);

-- Touches that name only a deal.
INSERT INTO temp.elg_work_account(account_id, partner_id, touches, human_touches, first_touch_at, last_touch_at, first_joint_at, last_joint_at)
SELECT t.account_id, t.partner_id, count(*) FILTER (WHERE y.qualifies), count(*) FILTER (WHERE y.qualifies AND y.human),
  min(t.at) FILTER (WHERE y.qualifies), max(t.at) FILTER (WHERE y.qualifies),
  min(t.at) FILTER (WHERE y.joint), max(t.at) FILTER (WHERE y.joint)
FROM (
  SELECT d.account_id, t.partner_id, t.type, t.at
  FROM temp.elg_work w CROSS JOIN temp.elg_work_deal d ON d.account_id = w.account_id CROSS JOIN read_touchpoint t ON t.opportunity_id = d.opportunity_id
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (t.account_id = '' OR t.account_id IS NULL)
  UNION ALL
  SELECT d.account_id, t.partner_id, t.type, t.at FROM read_touchpoint t CROSS JOIN temp.elg_work_key k ON k.opportunity_id = t.opportunity_id
  CROSS JOIN temp.elg_work_deal d ON d.n = k.n
  WHERE EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (t.account_id = '' OR t.account_id IS NULL)) t
CROSS JOIN temp.elg_touch_word y ON y.label = trim(t.type) AND y.qualifies IS NOT NULL
WHERE t.account_id <> '' AND t.at <= (SELECT as_of FROM temp.elg_now) AND +t.partner_id IN (SELECT partner_id FROM temp.elg_partner_term)
GROUP BY t.account_id, t.partner_id
ON CONFLICT(account_id, partner_id) DO UPDATE SET (touches, human_touches, first_touch_at, last_touch_at, first_joint_at, last_joint_at) =
  (touches + excluded.touches, human_touches + excluded.human_touches,
   coalesce(min(first_touch_at, excluded.first_touch_at), first_touch_at, excluded.first_touch_at),
   coalesce(max(last_touch_at, excluded.last_touch_at), last_touch_at, excluded.last_touch_at),
   coalesce(min(first_joint_at, excluded.first_joint_at), first_joint_at, excluded.first_joint_at),
   coalesce(max(last_joint_at, excluded.last_joint_at), last_joint_at, excluded.last_joint_at));

-- Integrations in use, and joint plans.
INSERT INTO temp.elg_work_account(account_id, partner_id, integrations, integration_since)
SELECT w.account_id, i.partner_id, count(DISTINCT coalesce(i.product, '')), min(i.started_at)
FROM temp.elg_work w CROSS JOIN read_integration i ON i.account_id = w.account_id
CROSS JOIN temp.elg_partner_term p ON p.partner_id = i.partner_id CROSS JOIN temp.elg_now n
WHERE w.known AND i.started_at <= n.as_of AND coalesce(i.ended_at > n.as_of, 1)
GROUP BY w.account_id, i.partner_id
ON CONFLICT(account_id, partner_id) DO UPDATE SET (integrations, integration_since) = (excluded.integrations, excluded.integration_since);
INSERT INTO temp.elg_work_account(account_id, partner_id, plans, last_plan_at)
SELECT w.account_id, j.partner_id, sum(j.outcome IS NULL), max(j.started_at)
FROM temp.elg_work w CROSS JOIN read_joint_plan j ON j.account_id = w.account_id
CROSS JOIN temp.elg_partner_term p ON p.partner_id = j.partner_id
WHERE w.known
GROUP BY w.account_id, j.partner_id
ON CONFLICT(account_id, partner_id) DO UPDATE SET (plans, last_plan_at) = (excluded.plans, excluded.last_plan_at);

-- Rows that are not those kept. One that moves in an index is written anew, so that the others do not touch the indexes.
-- when: EXISTS (SELECT 1 FROM elg_account_partner)
DELETE FROM elg_account_partner WHERE (account_id, partner_id) IN (
  SELECT p.account_id, p.partner_id FROM temp.elg_work w CROSS JOIN elg_account_partner p ON p.account_id = w.account_id
  LEFT JOIN temp.elg_work_account x ON x.account_id = p.account_id AND x.partner_id = p.partner_id
  WHERE (x.account_id, x.overlap, x.first_joint_at, x.last_joint_at, x.plans, x.last_plan_at)
    IS NOT (p.account_id, p.overlap, p.first_joint_at, p.last_joint_at, p.plans, p.last_plan_at));
-- bulk: elg_account_partner
INSERT OR REPLACE INTO elg_account_partner SELECT * FROM temp.elg_work_account WHERE (SELECT everything FROM temp.elg_now);
-- when: NOT (SELECT everything FROM temp.elg_now)
INSERT INTO elg_account_partner
SELECT * FROM (
  SELECT * FROM temp.elg_work_account
  EXCEPT
  SELECT p.* FROM temp.elg_work w CROSS JOIN elg_account_partner p ON p.account_id = w.account_id)
WHERE 1
ON CONFLICT(account_id, partner_id) DO UPDATE SET (
  their_customer, their_open, their_prospect, records, match_score, overlap_since, their_amount_reporting_minor, touches, human_touches,
  first_touch_at, last_touch_at, integrations, integration_since) = (
  excluded.their_customer, excluded.their_open, excluded.their_prospect, excluded.records, excluded.match_score, excluded.overlap_since,
  excluded.their_amount_reporting_minor, excluded.touches, excluded.human_touches, excluded.first_touch_at, excluded.last_touch_at,
  excluded.integrations, excluded.integration_since);

-- step: customers
-- when: (SELECT everything FROM temp.elg_now)
DELETE FROM elg_customer WHERE (SELECT everything FROM temp.elg_now);
-- when: EXISTS (SELECT 1 FROM elg_customer)
DELETE FROM elg_customer WHERE account_id IN (
  SELECT w.account_id FROM temp.elg_work w
  WHERE NOT EXISTS (SELECT 1 FROM read_customer c WHERE c.account_id = w.account_id AND c.started_at IS NOT NULL));
INSERT INTO elg_customer
SELECT c.account_id, c.started_at, a.segment, c.live_at, c.churned_at,
  substr(c.started_at, 1, 4) || '-Q' || ((substr(c.started_at, 6, 2) + 2) / 3),
  EXISTS (SELECT 1 FROM elg_deal d WHERE d.account_id = c.account_id AND d.kind = 'new' AND d.delivered)
FROM (SELECT c.* FROM temp.elg_now n CROSS JOIN read_customer c WHERE n.everything -- asked before the customers are read
      UNION ALL
      SELECT c.* FROM temp.elg_work w CROSS JOIN read_customer c ON c.account_id = w.account_id WHERE NOT (SELECT everything FROM temp.elg_now)
      UNION ALL -- of deals recomputed alone
      SELECT c.* FROM temp.elg_now n CROSS JOIN temp.elg_work_deal d CROSS JOIN read_customer c ON c.account_id = d.account_id
      WHERE NOT n.everything AND +d.kind = 'new') c
LEFT JOIN read_account a ON a.account_id = c.account_id
WHERE c.account_id <> '' AND c.account_id < x'' AND c.started_at IS NOT NULL
ORDER BY c.account_id
ON CONFLICT(account_id) DO UPDATE SET (started_at, segment, live_at, churned_at, cohort, delivered) = (
  excluded.started_at, excluded.segment, excluded.live_at, excluded.churned_at, excluded.cohort, excluded.delivered)
WHERE (elg_customer.started_at, elg_customer.segment, elg_customer.live_at, elg_customer.churned_at, elg_customer.cohort, elg_customer.delivered) IS NOT (
  excluded.started_at, excluded.segment, excluded.live_at, excluded.churned_at, excluded.cohort, excluded.delivered);

-- step: done
DELETE FROM elg_dirty;
DELETE FROM elg_dirty_deal;
