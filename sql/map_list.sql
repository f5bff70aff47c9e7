-- map_list.sql: lists to act on: doubtful pairs, the comparison with another system's overlaps, what each partner may see.

-- What one minor unit of each currency is worth in minor units of the reporting currency, at the last rate: to sort by, not to book.
CREATE VIEW map_rate AS
WITH rate(currency, rate, at) AS (
  SELECT f.currency, CAST(f.rate AS REAL), max(f.valid_from) FROM read_fx_rate f CROSS JOIN fact_now n
  WHERE f.valid_from <= n.as_of AND f.currency <> n.currency
  GROUP BY f.currency
  UNION ALL SELECT currency, 1.0, NULL FROM fact_now),
unit(currency, minor) AS ( -- minor units of one unit; 100 where it has cents
  SELECT currency, CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI',
      'VND', 'VUV', 'XAF', 'XOF', 'XPF', 'ADP', 'BEF', 'BYB', 'BYR', 'ESP', 'GRD', 'ITL', 'LUF', 'MGF', 'PTE', 'ROL', 'TPE', 'TRL') THEN 1.0
    WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000.0 WHEN currency IN ('CLF', 'UYW') THEN 10000.0
    ELSE 100.0 END FROM rate)
SELECT r.currency, r.rate * t.minor / u.minor AS factor
FROM rate r JOIN unit u ON u.currency = r.currency CROSS JOIN fact_now n JOIN unit t ON t.currency = n.currency;

-- The overrides in force. record_id '' stands for all of the partner's.
CREATE VIEW map_override AS
SELECT account_id, partner_id, record_id, decision FROM elg_match_override
WHERE coalesce(nullif(trim(valid_from), '') <= (SELECT as_of FROM fact_now), 1)
  AND coalesce(nullif(trim(valid_to), '') > (SELECT as_of FROM fact_now), 1);

-- Pairs to decide, by money at stake (our open deals at the account and what the partner shares of the record, both in the reporting
-- currency; what has no rate is left out). A pair with an override in force is decided. One INSERT decides:
--   INSERT INTO elg_match_override
--   SELECT account_id, partner_id, record_id, 'force', 'me', 'same firm', NULL, NULL FROM map_review WHERE ...
-- doubtful: below match_threshold; competing: above it, but another record or account fits better; domain: accepted on the domain
-- although the names disagree.
CREATE VIEW map_review AS
SELECT v.problem, v.account_id, a.name AS account_name, v.partner_id, p.name AS partner_name, v.record_id, r.name AS record_name,
  v.score, v.name_score, v.rule, v.evidence,
  coalesce(o.open_minor, 0) + coalesce(r.reporting_minor, 0) AS at_stake_minor, o.open_minor, r.amount_minor AS their_minor,
  r.currency AS their_currency,
  r.reporting_minor AS their_reporting_minor
FROM (
  SELECT x.account_id, x.partner_id, x.record_id, x.score, x.name_score, x.rule, x.evidence,
    CASE WHEN x.score < (SELECT CAST(value AS REAL) FROM elg_state WHERE name = 'threshold') THEN 'doubtful'
         WHEN m.account_id IS NULL THEN 'competing' ELSE 'domain' END AS problem
  FROM elg_pair x
  LEFT JOIN (SELECT DISTINCT account_id, partner_id, record_id, status FROM elg_match WHERE valid_to IS NULL) m
    ON m.account_id = x.account_id AND m.partner_id = x.partner_id AND m.record_id = x.record_id
  WHERE coalesce(m.status, '') <> 'forced' AND (m.account_id IS NULL OR x.rule = 'domain')
    AND NOT EXISTS (SELECT 1 FROM map_override d WHERE d.account_id = x.account_id AND d.partner_id = x.partner_id
                    AND d.record_id IN (x.record_id, ''))) v
LEFT JOIN read_account a ON a.account_id = v.account_id
LEFT JOIN read_partner p ON p.partner_id = v.partner_id
LEFT JOIN (SELECT x.partner_id, x.record_id, x.name, x.amount_minor, x.currency,
  CAST(round(x.amount_minor * f.factor) AS INTEGER) AS reporting_minor,
             max(coalesce(x.amount_minor * f.factor, -9e18)) -- of a record in several populations the row with the largest amount
           FROM read_partner_account x CROSS JOIN fact_now n LEFT JOIN map_rate f ON f.currency = coalesce(x.currency, n.currency)
           GROUP BY x.partner_id, x.record_id) r ON r.partner_id = v.partner_id AND r.record_id = v.record_id
LEFT JOIN map_open o ON o.account_id = v.account_id
ORDER BY at_stake_minor DESC, v.score DESC, v.account_id, v.partner_id, v.record_id;

-- Our overlaps against another system's (elg_import('crossbeam')), for the partners it reports: both, ours or theirs, with the reason.
CREATE VIEW map_compare AS
SELECT e.source, 'both' AS found, e.partner_id, e.account_id, a.name AS account_name, e.record_id, e.population AS their_population,
  m.population, m.score, m.rule, 'same pair' AS reason
FROM elg_external_pair e
JOIN (SELECT account_id, partner_id, record_id, min(population) AS population, max(score) AS score, rule FROM elg_match
      WHERE valid_to IS NULL GROUP BY account_id, partner_id, record_id) m
  ON m.account_id = e.account_id AND m.partner_id = e.partner_id AND m.record_id = e.record_id
LEFT JOIN read_account a ON a.account_id = e.account_id
UNION ALL
SELECT e.source, 'theirs', e.partner_id, e.account_id, a.name, e.record_id, e.population, NULL, x.score, x.rule,
  CASE WHEN a.account_id IS NULL THEN 'the account is not in our CRM'
       WHEN s.record_id IS NULL THEN 'the record is not in the partner''s list'
       WHEN EXISTS (SELECT 1 FROM map_override d WHERE d.account_id = e.account_id AND d.partner_id = e.partner_id
                    AND d.record_id IN (e.record_id, '') AND d.decision = 'block') THEN 'blocked by an override'
       WHEN x.score IS NULL THEN 'no pair at the review threshold'
       WHEN x.score < (SELECT CAST(value AS REAL) FROM elg_state WHERE name = 'threshold') THEN 'score below the match threshold'
       ELSE 'another record or account fits better' END
FROM elg_external_pair e
LEFT JOIN read_account a ON a.account_id = e.account_id
LEFT JOIN (SELECT DISTINCT partner_id, record_id FROM elg_record_state) s ON s.partner_id = e.partner_id AND s.record_id = e.record_id
LEFT JOIN elg_pair x ON x.account_id = e.account_id AND x.partner_id = e.partner_id AND x.record_id = e.record_id
WHERE NOT EXISTS (SELECT 1 FROM elg_match m WHERE m.account_id = e.account_id AND m.partner_id = e.partner_id
                  AND m.record_id = e.record_id AND m.valid_to IS NULL)
UNION ALL
SELECT s.source, 'ours', m.partner_id, m.account_id, a.name, m.record_id, NULL, min(m.population), max(m.score), m.rule,
  CASE WHEN m.status = 'forced' THEN 'forced by an override'
       WHEN EXISTS (SELECT 1 FROM elg_external_pair e WHERE e.partner_id = m.partner_id AND e.record_id = m.record_id)
         THEN 'they match the record to another account'
       WHEN EXISTS (SELECT 1 FROM elg_external_pair e WHERE e.partner_id = m.partner_id AND e.account_id = m.account_id)
         THEN 'they match the account to another record'
       ELSE 'matched by ' || m.rule || ', not reported by them' END
FROM (SELECT DISTINCT source, partner_id FROM elg_external_pair) s
JOIN elg_match m ON m.partner_id = s.partner_id AND m.valid_to IS NULL
LEFT JOIN read_account a ON a.account_id = m.account_id
WHERE NOT EXISTS (SELECT 1 FROM elg_external_pair e WHERE e.source = s.source AND e.partner_id = m.partner_id
                  AND e.account_id = m.account_id AND e.record_id = m.record_id)
GROUP BY s.source, m.partner_id, m.account_id, m.record_id;

-- The share rule in force for each partner, signed and not ended, and population of ours. shown: its columns between blanks.
CREATE VIEW map_share_rule AS
SELECT partner_id, population, level, ' ' || columns || ' ' AS shown, segment
FROM (
  SELECT p.partner_id, u.population, r.level, r.columns, nullif(trim(r.segment), '') AS segment,
    row_number() OVER (PARTITION BY p.partner_id, u.population ORDER BY r.partner_id = '*', r.population = '*') AS place
  FROM read_partner p
  CROSS JOIN (SELECT DISTINCT population FROM elg_population WHERE side = 'ours') u
  JOIN elg_share_rule r ON r.partner_id IN (p.partner_id, '*') AND r.population IN (u.population, '*')
  WHERE coalesce(p.signed_at <= (SELECT as_of FROM fact_now), 1)
    AND coalesce(p.ended_at > (SELECT as_of FROM fact_now), 1))
WHERE place = 1;

-- What partner P may see of each account. An account in several populations is as visible as its most hidden one; a column shows
-- only when every rule that applies shows it. visible: 3 all, 2 overlapping, 1 counts, 0 hidden.
CREATE VIEW map_share AS
SELECT partner_id, account_id, min(visible) AS visible, min(name) AS name, min(website) AS website, min(country) AS country,
  min(stage) AS stage, min(owner) AS owner, min(amount) AS amount, min(close_date) AS close_date
FROM (
  SELECT r.partner_id, u.account_id,
    CASE WHEN r.segment IS NOT NULL AND r.segment IS NOT a.segment THEN 0
         ELSE CASE r.level WHEN 'all' THEN 3 WHEN 'overlapping' THEN 2 WHEN 'counts' THEN 1 ELSE 0 END END AS visible,
    instr(r.shown, ' name ') > 0 AS name, instr(r.shown, ' website ') > 0 AS website, instr(r.shown, ' country ') > 0 AS country,
    instr(r.shown, ' stage ') > 0 AS stage, instr(r.shown, ' owner ') > 0 AS owner, instr(r.shown, ' amount ') > 0 AS amount,
    instr(r.shown, ' close_date ') > 0 AS close_date
  FROM map_share_rule r
  JOIN map_population u ON u.population = r.population
  JOIN read_account a ON a.account_id = u.account_id)
GROUP BY partner_id, account_id;

-- What partner P may see, row by row: WHERE partner_id = 'P'. Hidden columns are NULL; no id of ours is shown. Counts: map_shared_count.
CREATE VIEW map_shared_with AS
SELECT s.partner_id, CASE WHEN s.name THEN a.name END AS name, CASE WHEN s.website THEN a.website END AS website,
  CASE WHEN s.country THEN a.country END AS country, CASE WHEN s.stage THEN a.stage END AS stage,
  CASE WHEN s.owner THEN a.owner END AS owner, CASE WHEN s.amount THEN o.open_minor END AS open_minor,
  CASE WHEN s.amount THEN (SELECT currency FROM fact_now) END AS currency,
  CASE WHEN s.close_date THEN (SELECT min(o.closed_at) FROM elg_deal d JOIN read_opportunity o ON o.opportunity_id = d.opportunity_id
                               WHERE d.account_id = s.account_id AND d.status = 'open') END AS close_date,
  m.account_id IS NOT NULL AS overlapping, m.record_id AS their_record_id
FROM map_share s
JOIN read_account a ON a.account_id = s.account_id
LEFT JOIN (SELECT account_id, partner_id, min(record_id) AS record_id FROM map_match GROUP BY account_id, partner_id) m
  ON m.account_id = s.account_id AND m.partner_id = s.partner_id
LEFT JOIN map_open o ON o.account_id = s.account_id
WHERE s.visible = 3 OR (s.visible = 2 AND m.account_id IS NOT NULL);

-- How many of our accounts overlap, by our population: seen at every level but hidden.
CREATE VIEW map_shared_count AS
SELECT s.partner_id, u.population AS our_population, count(*) AS overlapping
FROM map_share s JOIN map_population u ON u.account_id = s.account_id
WHERE s.visible > 0 AND EXISTS (SELECT 1 FROM map_match m WHERE m.account_id = s.account_id AND m.partner_id = s.partner_id)
GROUP BY s.partner_id, u.population;

-- Why each pair at or above review_threshold scores as it does: normalised forms, domains, score parts in words. Ask for one account
-- or record: WHERE account_id = 'A1'. TEMP, because it calls the matcher.
CREATE TEMP VIEW map_explain AS
SELECT x.account_id, x.partner_id, x.record_id, a.name AS account_name, r.name AS record_name,
  elg_normalize(elg_read_name(a.name)) AS account_form, elg_normalize(elg_read_name(r.name)) AS record_form,
  elg_domain(a.website) AS account_domain, elg_domain(r.website) AS record_domain, x.score, x.name_score, x.rule,
  elg_explain(elg_read_name(a.name), elg_read_name(r.name)) AS explanation,
  (SELECT m.status FROM elg_match m WHERE m.account_id = x.account_id AND m.partner_id = x.partner_id AND m.record_id = x.record_id
   AND m.valid_to IS NULL) AS status
FROM elg_pair x
JOIN read_account a ON a.account_id = x.account_id
JOIN (SELECT partner_id, record_id, max(name) AS name, max(website) AS website FROM read_partner_account GROUP BY partner_id, record_id) r
  ON r.partner_id = x.partner_id AND r.record_id = x.record_id;
