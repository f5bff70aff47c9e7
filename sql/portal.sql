-- portal.sql: what one partner may see. Always filter WHERE partner_id = 'P'; every row holds that partner's facts alone.
--   Names, stages, owners, amounts and close dates of accounts and deals show only where elg_share_rule shows them to that partner
--   (map_share); elsewhere NULL. No id of ours and no other partner appears, in no reason either. A share beside a credit would
--   tell the amount: it shows only where amounts do; when a ledger locked tells the close, and shows where close dates do.

-- What a partner sees of each account: 1 in shown where the rule shows rows, then the columns it may read.
CREATE VIEW portal_share AS
SELECT s.partner_id, s.account_id, s.visible = 3 OR (s.visible = 2 AND coalesce(x.overlap, 0)) AS shown, s.name,
  s.website, s.country, s.stage,
  s.owner, s.amount, s.close_date
FROM map_share s LEFT JOIN elg_account_partner x ON x.account_id = s.account_id AND x.partner_id = s.partner_id;

-- Overlapping accounts, by the partner's own record, with the play they suggest and what it takes. A play tells what the account
-- is to us, so it shows where stages do.
CREATE VIEW portal_overlap AS
SELECT x.partner_id, r.record_id AS their_record_id, r.name AS their_name, r.population AS their_population,
  CASE WHEN s.name THEN a.name END AS name,
  CASE WHEN s.website THEN a.website END AS website, CASE WHEN s.country THEN a.country END AS country,
  CASE WHEN s.owner THEN a.owner END AS our_owner,
  CASE WHEN s.stage THEN m.play END AS play, CASE WHEN s.stage THEN b.sequence END AS sequence, x.touches, x.last_touch_at
FROM elg_account_partner x
CROSS JOIN portal_share s ON s.partner_id = x.partner_id AND s.account_id = x.account_id AND s.shown
CROSS JOIN read_account a ON a.account_id = x.account_id
CROSS JOIN (SELECT DISTINCT account_id, partner_id, record_id FROM elg_match WHERE valid_to IS NULL) k ON k.account_id = x.account_id
  AND k.partner_id = x.partner_id
CROSS JOIN read_partner_account r ON r.partner_id = k.partner_id AND r.record_id = k.record_id -- by its id
LEFT JOIN (SELECT account_id, partner_id, play, min(position) FROM motion_play WHERE NOT under_way AND play <> 'competitive_displacement'
           GROUP BY account_id, partner_id) m ON m.account_id = x.account_id AND m.partner_id = x.partner_id
LEFT JOIN elg_playbook b ON b.play = m.play
WHERE x.overlap;

-- The partner's own credit, deal by deal, adjustments included; the sum of a deal is what counts.
CREATE VIEW portal_credit AS
SELECT l.partner_id, CASE WHEN s.shown AND s.name THEN a.name END AS account_name,
  CASE WHEN s.shown AND s.name THEN o.name END AS deal_name, d.kind, d.status,
  CASE WHEN s.shown AND s.close_date AND d.status <> 'open' THEN d.closed_at END AS closed_at, l.role, l.category, l.credit_minor,
  l.currency, l.reporting_minor, l.reporting_currency,
  CASE WHEN s.shown AND s.amount THEN l.share END AS share, l.kind AS line_kind, l.locked,
  CASE WHEN s.shown AND s.close_date THEN l.locked_at END AS locked_at, l.policy,
  CASE WHEN e.role_reason GLOB 'sourcing claimed, lost to*' THEN 'sourcing claimed; earlier evidence of another partner'
    ELSE replace(e.role_reason, 'introduction ' || coalesce(e.intro_id, '') || ' of', 'introduction of') END AS reason
FROM elg_credit l
JOIN elg_deal d ON d.opportunity_id = l.opportunity_id
LEFT JOIN elg_deal_partner e ON e.opportunity_id = l.opportunity_id AND e.partner_id = l.partner_id
LEFT JOIN read_opportunity o ON o.opportunity_id = l.opportunity_id
LEFT JOIN read_account a ON a.account_id = d.account_id
LEFT JOIN portal_share s ON s.partner_id = l.partner_id AND s.account_id = d.account_id
WHERE l.partner_id IS NOT NULL;

-- Open deals the partner is on: its role, what it would be credited, what it did last.
CREATE VIEW portal_pipeline AS
SELECT e.partner_id, CASE WHEN s.shown AND s.name THEN a.name END AS account_name,
  CASE WHEN s.shown AND s.name THEN o.name END AS deal_name,
  CASE WHEN s.shown AND s.stage THEN d.stage END AS stage, CASE WHEN s.shown AND s.amount THEN d.reporting_minor END AS reporting_minor,
  CASE WHEN s.shown AND s.close_date THEN o.closed_at END AS expected_close_at, CASE WHEN s.shown AND s.owner THEN d.owner END AS our_owner,
  e.credit_role AS role, e.sourced, l.credit_minor, l.currency, e.touches, e.last_touch_at
FROM elg_deal_partner e
JOIN elg_deal d ON d.opportunity_id = e.opportunity_id AND d.status = 'open'
LEFT JOIN (SELECT opportunity_id, partner_id, sum(credit_minor) AS credit_minor, max(currency) AS currency FROM elg_credit
           GROUP BY opportunity_id, partner_id) l ON l.opportunity_id = e.opportunity_id AND l.partner_id = e.partner_id
LEFT JOIN read_opportunity o ON o.opportunity_id = e.opportunity_id
LEFT JOIN read_account a ON a.account_id = d.account_id
LEFT JOIN portal_share s ON s.partner_id = e.partner_id AND s.account_id = d.account_id
WHERE e.touched;

-- The partner's own deal registrations: status, until when they protect, and whether they sourced a deal.
CREATE VIEW portal_registration AS
SELECT r.partner_id, r.registration_id, r.submitted_at, r.approved_at,
  coalesce(r.expires_at, datetime(coalesce(r.approved_at, r.submitted_at), '+'
    || (SELECT value FROM read_setting WHERE name = 'registration_days') || ' days')) AS protected_until, lower(trim(r.status)) AS status,
  EXISTS (SELECT 1 FROM elg_deal_partner e WHERE e.registration_id = r.registration_id AND e.partner_id = r.partner_id AND e.sourced
          AND e.opportunity_id IN (SELECT opportunity_id FROM elg_deal d
            WHERE d.account_id = r.account_id OR d.opportunity_id = r.opportunity_id)) AS sourced
FROM read_deal_registration r WHERE r.partner_id IS NOT NULL;

-- One row a partner: overlap it may see, deals, credit of the quarter and of 12 months.
CREATE VIEW portal_summary AS
SELECT p.partner_id, p.name AS partner_name,
  (SELECT count(*) FROM elg_account_partner x JOIN portal_share s ON s.partner_id = x.partner_id AND s.account_id = x.account_id AND s.shown
   WHERE x.partner_id = p.partner_id AND x.overlap) AS accounts_shown,
  (SELECT count(*) FROM elg_deal_partner e JOIN elg_deal d ON d.opportunity_id = e.opportunity_id AND d.status = 'open'
   WHERE e.partner_id = p.partner_id AND e.touched) AS open_deals,
  coalesce(sum(CASE WHEN c.period = 'quarter' THEN c.credit_minor END), 0) AS credit_quarter_minor,
  coalesce(sum(CASE WHEN c.period = '12_months' THEN c.credit_minor END), 0) AS credit_12_months_minor,
  coalesce(sum(CASE WHEN c.period = '12_months' THEN c.sourced_credit_minor END), 0) AS sourced_12_months_minor,
  n.currency AS reporting_currency
FROM read_partner p CROSS JOIN fact_now n LEFT JOIN credit_by_partner c ON c.partner_id = p.partner_id
GROUP BY p.partner_id;

-- The partner's own commission on won deals. TEMP: allocated by elg_allocate.
CREATE TEMP VIEW portal_commission AS
SELECT c.partner_id, CASE WHEN s.shown AND s.close_date THEN c.closed_at END AS closed_at,
  CASE WHEN s.shown AND s.name THEN a.name END AS account_name, CASE WHEN s.shown AND s.name THEN o.name END AS deal_name,
  c.percent, c.commission_minor, c.currency
FROM credit_commission c
LEFT JOIN read_opportunity o ON o.opportunity_id = c.opportunity_id
LEFT JOIN read_account a ON a.account_id = c.account_id
LEFT JOIN portal_share s ON s.partner_id = c.partner_id AND s.account_id = c.account_id;
