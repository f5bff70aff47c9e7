-- refresh_account.sql: recompute elg_account_partner for the accounts of temp.elg_work. Runs after refresh_fact.sql.

-- step: account x partner
DELETE FROM elg_account_partner WHERE account_id IN (SELECT account_id FROM temp.elg_work);
-- bulk: elg_account_partner
INSERT INTO elg_account_partner
SELECT account_id, partner_id, max(overlap), max(customer), max(open), max(prospect), max(records), max(score), max(since),
  max(amount), sum(touches), sum(human), min(first_at), max(last_at), min(first_joint), max(last_joint), max(integrations), max(integration_since),
  max(plans), max(last_plan_at)
FROM (
  -- overlap today: a current match, a partner signed and not ended
  SELECT w.account_id, m.partner_id, 1 AS overlap, max(m.population = 'customer') AS customer, max(m.population = 'open') AS open,
    max(m.population = 'prospect') AS prospect, count(DISTINCT m.record_id) AS records, max(m.score) AS score,
    min(m.valid_from) AS since,
    CASE WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
      OR EXISTS (SELECT 1 FROM crm_partner_account WHERE amount_minor IS NOT NULL) THEN -- asked once, before all pairs
    (SELECT sum(x.amount) FROM (
       SELECT max(elg_convert(r.amount_minor, coalesce(nullif(r.currency, ''), n.currency),
           CASE WHEN coalesce(nullif(r.currency, ''), n.currency) = n.currency THEN '1' ELSE
             (SELECT f.rate FROM crm_fx_rate f WHERE f.currency = r.currency AND f.valid_from <= n.as_of
              ORDER BY f.valid_from DESC LIMIT 1) END, n.currency)) AS amount
       FROM elg_match k CROSS JOIN crm_partner_account r ON r.partner_id = k.partner_id AND r.record_id = k.record_id
       WHERE k.account_id = w.account_id AND k.partner_id = m.partner_id AND k.valid_to IS NULL AND r.amount_minor IS NOT NULL
       GROUP BY k.record_id) x) END AS amount,
    0 AS touches, 0 AS human, NULL AS first_at, NULL AS last_at, NULL AS first_joint, NULL AS last_joint, 0 AS integrations, NULL AS integration_since,
    0 AS plans, NULL AS last_plan_at
  FROM temp.elg_work w CROSS JOIN elg_match m ON m.account_id = w.account_id
  JOIN crm_partner p ON p.partner_id = m.partner_id CROSS JOIN temp.elg_now n
  WHERE m.valid_to IS NULL AND (p.signed_at IS NULL OR p.signed_at <= n.as_of)
    AND (nullif(p.ended_at, '') IS NULL OR p.ended_at > n.as_of)
  GROUP BY w.account_id, m.partner_id
  UNION ALL
  -- touches at the account, read in the order of the index on (account_id, partner_id), so that nothing is sorted
  SELECT w.account_id, t.partner_id, 0, 0, 0, 0, 0, NULL, NULL, NULL, sum(y.qualifies), sum(y.qualifies AND y.human),
    min(CASE WHEN y.qualifies THEN t.at END), max(CASE WHEN y.qualifies THEN t.at END),
    min(CASE WHEN y.joint THEN t.at END), max(CASE WHEN y.joint THEN t.at END), 0, NULL, 0, NULL
  FROM temp.elg_work w CROSS JOIN crm_touchpoint t ON t.account_id = w.account_id
  CROSS JOIN temp.elg_touch_word y ON y.label = trim(t.type) AND y.qualifies IS NOT NULL
  WHERE w.account_id <> '' AND t.at <= (SELECT as_of FROM temp.elg_now)
  GROUP BY w.account_id, t.partner_id
  UNION ALL
  -- touches that name only a deal
  SELECT t.account_id, t.partner_id, 0, 0, 0, 0, 0, NULL, NULL, NULL, sum(y.qualifies), sum(y.qualifies AND y.human),
    min(CASE WHEN y.qualifies THEN t.at END), max(CASE WHEN y.qualifies THEN t.at END),
    min(CASE WHEN y.joint THEN t.at END), max(CASE WHEN y.joint THEN t.at END), 0, NULL, 0, NULL
  FROM (
    SELECT d.account_id, t.partner_id, t.type, t.at FROM temp.elg_work_deal d CROSS JOIN crm_touchpoint t ON t.opportunity_id = d.opportunity_id
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (t.account_id = '' OR t.account_id IS NULL)
    UNION ALL
    SELECT d.account_id, t.partner_id, t.type, t.at FROM crm_touchpoint t CROSS JOIN temp.elg_work_key k ON k.opportunity_id = t.opportunity_id
    CROSS JOIN temp.elg_work_deal d ON d.n = k.n
    WHERE EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (t.account_id = '' OR t.account_id IS NULL)) t
  CROSS JOIN temp.elg_touch_word y ON y.label = trim(t.type) AND y.qualifies IS NOT NULL
  WHERE t.at <= (SELECT as_of FROM temp.elg_now)
  GROUP BY t.account_id, t.partner_id
  UNION ALL
  SELECT w.account_id, i.partner_id, 0, 0, 0, 0, 0, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL,
    count(DISTINCT i.product), min(i.started_at), 0, NULL
  FROM temp.elg_work w CROSS JOIN crm_integration i ON i.account_id = w.account_id
  JOIN crm_partner p ON p.partner_id = i.partner_id CROSS JOIN temp.elg_now n
  WHERE i.started_at <= n.as_of AND (nullif(i.ended_at, '') IS NULL OR i.ended_at > n.as_of)
  GROUP BY w.account_id, i.partner_id
  UNION ALL
  SELECT w.account_id, j.partner_id, 0, 0, 0, 0, 0, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, 0, NULL,
    sum(nullif(j.outcome, '') IS NULL), max(j.started_at)
  FROM temp.elg_work w CROSS JOIN crm_joint_plan j ON j.account_id = w.account_id
  JOIN crm_partner p ON p.partner_id = j.partner_id
  GROUP BY w.account_id, j.partner_id) x
WHERE partner_id IN (SELECT partner_id FROM crm_partner) AND (EXISTS (SELECT 1 FROM crm_account a WHERE a.account_id = x.account_id)
  OR account_id <> '' AND EXISTS (SELECT 1 FROM crm_opportunity o WHERE o.account_id = x.account_id))
GROUP BY account_id, partner_id;

-- step: done
DELETE FROM elg_dirty;
