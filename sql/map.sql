-- map.sql: account mapping. Persistent views over elg_match, elg_pair, the inputs and the kept facts (elg_deal): any tool reads them.
-- Definitions: shared customer = their customer, ours too; whitespace = their customer, not ours; greenfield = theirs, absent from our CRM.

-- Our customers as of now: started (or since when is not known) and not churned.
CREATE VIEW map_customer AS
SELECT account_id FROM read_customer
WHERE coalesce(started_at <= (SELECT as_of FROM fact_now), 1) AND coalesce(churned_at > (SELECT as_of FROM fact_now), 1);

-- Populations of our accounts, by the rules of elg_population (side ours). An account may be in several.
CREATE VIEW map_population AS
SELECT c.account_id, p.population
FROM elg_population p JOIN map_customer c
WHERE p.side = 'ours' AND p.rule = 'customer'
UNION
SELECT d.account_id, p.population FROM elg_population p JOIN elg_deal d
WHERE p.side = 'ours' AND p.rule = 'open' AND d.status = 'open' AND d.account_id IS NOT NULL
UNION
SELECT a.account_id, p.population FROM elg_population p JOIN read_account a
WHERE p.side = 'ours' AND p.rule = 'prospect'
  AND a.account_id NOT IN (SELECT account_id FROM map_customer)
  AND a.account_id NOT IN (SELECT d.account_id FROM elg_deal d WHERE d.status = 'open' AND d.account_id IS NOT NULL)
UNION
SELECT a.account_id, p.population FROM elg_population p JOIN read_account a
WHERE p.side = 'ours' AND p.rule IN ('stage', 'segment', 'owner', 'country')
  AND lower(p.value) = lower(CASE p.rule WHEN 'stage' THEN a.stage WHEN 'segment' THEN a.segment WHEN 'owner' THEN a.owner
                             ELSE a.country END);

-- Current matches with partners signed and not ended, and the groups of the account at every hierarchy level.
CREATE VIEW map_match AS
SELECT m.account_id, s.entity, s.domain_group, s.parent_group, s.ultimate_group, m.partner_id, m.record_id, m.population,
  m.score, m.name_score, m.rule, m.evidence, m.status, m.is_best, m.valid_from, m.asof_basis
FROM elg_match m
JOIN read_partner p ON p.partner_id = m.partner_id
JOIN elg_account_state s ON s.account_id = m.account_id
WHERE m.valid_to IS NULL
  AND coalesce(p.signed_at <= (SELECT as_of FROM fact_now), 1)
  AND coalesce(p.ended_at > (SELECT as_of FROM fact_now), 1);

-- Open money of an account in the reporting currency; deals without an amount or rate counted apart.
CREATE VIEW map_open AS
SELECT account_id, count(*) AS open_deals, sum(reporting_minor) AS open_minor, sum(reporting_minor IS NULL) AS deals_without_amount
FROM elg_deal WHERE status = 'open' AND account_id IS NOT NULL GROUP BY account_id;

-- Every account with its group at each hierarchy level: record, domain, parent, ultimate.
CREATE VIEW map_level AS
SELECT v.level, s.account_id,
  CAST(CASE v.level WHEN 'record' THEN s.account_id WHEN 'domain' THEN s.domain_group WHEN 'parent' THEN s.parent_group
    ELSE s.ultimate_group END
    AS TEXT) AS group_id -- TEXT, that joins may use an index
FROM elg_account_state s
CROSS JOIN (SELECT 'record' AS level UNION ALL SELECT 'domain' UNION ALL SELECT 'parent' UNION ALL SELECT 'ultimate') v;

-- Open money of a group: of all its accounts, whichever of them overlap.
CREATE VIEW map_group_open AS
SELECT l.level, l.group_id, sum(o.open_deals) AS open_deals, sum(o.open_minor) AS open_minor,
  sum(o.deals_without_amount) AS deals_without_amount
FROM map_open o CROSS JOIN map_level l ON l.account_id = o.account_id
GROUP BY l.level, l.group_id;

-- Groups with a customer of ours in them.
CREATE VIEW map_group_customer AS
SELECT DISTINCT l.level, l.group_id FROM map_customer c CROSS JOIN map_level l ON l.account_id = c.account_id;

-- Overlaps: one row a level, group of accounts, partner and population of theirs. Ask for one level: WHERE level = 'record'. Open money
-- and our_customer are those of the whole group.
CREATE VIEW map_overlap AS
SELECT g.level, g.group_id, a.name AS group_name, g.partner_id, p.name AS partner_name, g.population, g.accounts, g.records, g.score,
  g.rule, g.overlap_since, g.asof_basis,
  u.group_id IS NOT NULL AS our_customer,
  o.open_deals, o.open_minor, (SELECT currency FROM fact_now) AS currency
FROM (
  SELECT 'record' AS level, account_id AS group_id, partner_id, population, count(DISTINCT account_id) AS accounts,
    count(DISTINCT record_id) AS records, max(score) AS score, rule, min(valid_from) AS overlap_since, min(asof_basis) AS asof_basis
  FROM map_match GROUP BY account_id, partner_id, population
  UNION ALL
  SELECT 'domain', domain_group, partner_id, population, count(DISTINCT account_id), count(DISTINCT record_id), max(score), rule,
    min(valid_from), min(asof_basis)
  FROM map_match GROUP BY domain_group, partner_id, population
  UNION ALL
  SELECT 'parent', parent_group, partner_id, population, count(DISTINCT account_id), count(DISTINCT record_id), max(score), rule,
    min(valid_from), min(asof_basis)
  FROM map_match GROUP BY parent_group, partner_id, population
  UNION ALL
  SELECT 'ultimate', ultimate_group, partner_id, population, count(DISTINCT account_id), count(DISTINCT record_id), max(score), rule,
    min(valid_from), min(asof_basis)
  FROM map_match GROUP BY ultimate_group, partner_id, population) g
LEFT JOIN read_account a ON a.account_id = g.group_id
LEFT JOIN read_partner p ON p.partner_id = g.partner_id
LEFT JOIN map_group_customer u ON u.group_id = g.group_id AND u.level = +g.level -- +: looked up by the group, not by the level
LEFT JOIN map_group_open o ON o.group_id = g.group_id AND o.level = +g.level;

-- The overlap matrix: our populations x each partner's. One row reconciles both sides' counts: our records, their records, distinct
-- companies (entities: at level record the entity, else the group) and pairs; open money counts each account once.
CREATE VIEW map_matrix AS
SELECT x.level, x.partner_id, p.name AS partner_name, x.our_population, x.population,
  count(DISTINCT x.account_id) AS our_records, count(DISTINCT x.record_id) AS their_records,
  count(DISTINCT x.entity) AS entities, count(*) AS pairs,
  sum(CASE WHEN x.place = 1 THEN o.open_minor END) AS open_minor, (SELECT currency FROM fact_now) AS currency
FROM (
  SELECT l.level, m.partner_id, u.population AS our_population, m.population, m.account_id, m.record_id,
    CASE l.level WHEN 'record' THEN m.entity ELSE l.group_id END AS entity,
    row_number() OVER (PARTITION BY l.level, m.partner_id, u.population, m.population, m.account_id ORDER BY m.record_id) AS place
  FROM map_match m JOIN map_population u ON u.account_id = m.account_id JOIN map_level l ON l.account_id = m.account_id) x
LEFT JOIN read_partner p ON p.partner_id = x.partner_id
LEFT JOIN map_open o ON o.account_id = x.account_id
GROUP BY x.level, x.partner_id, x.our_population, x.population;

-- Whitespace: their customer, and none of the group is ours. One row a level, group and record: WHERE level = 'record' asks of the
-- accounts alone, 'ultimate' leaves out the subsidiaries of customers.
CREATE VIEW map_whitespace AS
SELECT l.level, m.partner_id, p.name AS partner_name, l.group_id AS account_id, a.name AS account_name, a.owner, m.record_id,
  max(m.score) AS score, m.rule, min(m.valid_from) AS overlap_since, o.open_deals, o.open_minor, (SELECT currency FROM fact_now) AS currency
FROM map_match m CROSS JOIN map_level l ON l.account_id = m.account_id
JOIN read_account a ON a.account_id = l.group_id
JOIN read_partner p ON p.partner_id = m.partner_id
LEFT JOIN map_group_open o ON o.group_id = l.group_id AND o.level = l.level
LEFT JOIN map_group_customer u ON u.group_id = l.group_id AND u.level = l.level
WHERE m.population = 'customer' AND u.group_id IS NULL
GROUP BY l.level, l.group_id, m.partner_id, m.record_id;

-- Greenfield: a partner's record that stands for none of our accounts: it matches none, and none reaches match_threshold with it but for
-- another record that fits better (map_review: competing) without being blocked. partners counts the partners whose record stands for the
-- same company.
CREATE VIEW map_greenfield AS
SELECT r.partner_id, p.name AS partner_name, r.record_id, r.name, r.website, r.country,
  coalesce(w.population, nullif(lower(trim(r.population)), ''), (SELECT value FROM read_setting WHERE name = 'population_default')) AS population,
  r.since, r.amount_minor, r.currency, r.owner,
  (SELECT count(DISTINCT x.partner_id) FROM read_partner q CROSS JOIN elg_record_state x
   ON x.partner_id = q.partner_id AND x.entity = s.entity) AS partners
FROM read_partner_account r
LEFT JOIN read_partner p ON p.partner_id = r.partner_id
LEFT JOIN (SELECT value, min(population) AS population FROM elg_population WHERE side = 'theirs' GROUP BY value) w
  ON w.value = lower(trim(r.population))
LEFT JOIN elg_record_state s ON s.partner_id = r.partner_id AND s.record_id = r.record_id AND s.population = coalesce(r.population, '')
WHERE NOT EXISTS (SELECT 1 FROM elg_match m WHERE m.partner_id = r.partner_id AND m.record_id = r.record_id AND m.valid_to IS NULL)
  AND NOT EXISTS (SELECT 1 FROM elg_pair c WHERE c.partner_id = r.partner_id AND c.record_id = r.record_id
    AND c.score >= (SELECT CAST(value AS REAL) FROM elg_state WHERE name = 'threshold')
    AND NOT EXISTS (SELECT 1 FROM map_override d WHERE d.account_id = c.account_id AND d.partner_id = c.partner_id
                    AND d.record_id IN (c.record_id, '') AND d.decision = 'block'));

-- Named accounts: where partners meet. One row a level and group: which partners, since when, whose account it is, the last touch,
-- the open money: of all accounts of the group.
CREATE VIEW map_named_account AS
SELECT g.level, g.group_id, a.name AS group_name, a.owner AS our_owner, count(*) AS partners,
  sum(g.is_customer) AS customers_of, group_concat(g.partner_id, ' ') AS partner_ids, group_concat(p.name, ', ') AS partner_names,
  min(g.overlap_since) AS first_overlap, max(g.overlap_since) AS last_overlap, group_concat(g.their_owner, ', ') AS their_owners,
  max(t.last_touch_at) AS last_touch_at, max(o.open_minor) AS open_minor, (SELECT currency FROM fact_now) AS currency
FROM (
  SELECT l.level, l.group_id, m.partner_id, max(m.population = 'customer') AS is_customer, min(m.valid_from) AS overlap_since,
    max(r.owner) AS their_owner
  FROM map_level l CROSS JOIN map_match m ON m.account_id = l.account_id
  LEFT JOIN read_partner_account r ON r.partner_id = m.partner_id AND r.record_id = m.record_id
  GROUP BY l.level, l.group_id, m.partner_id) g
LEFT JOIN read_account a ON a.account_id = g.group_id
LEFT JOIN read_partner p ON p.partner_id = g.partner_id
LEFT JOIN (SELECT l.level, l.group_id, x.partner_id, max(x.last_touch_at) AS last_touch_at
           FROM elg_account_partner x CROSS JOIN map_level l ON l.account_id = x.account_id WHERE x.last_touch_at IS NOT NULL
           GROUP BY l.level, l.group_id, x.partner_id) t ON t.level = g.level AND t.group_id = g.group_id AND t.partner_id = g.partner_id
LEFT JOIN map_group_open o ON o.group_id = g.group_id AND o.level = g.level
GROUP BY g.level, g.group_id;

-- Combinations of two and three partners; of any other set ask map_partner_set. lift = accounts with all of them / expected
-- if they met at random (our accounts x the product of their shares); customer_lift = share of customers among those accounts /
-- among all accounts.
CREATE VIEW map_combination AS
WITH pair(account_id, partner_id, is_customer) AS (
    SELECT DISTINCT m.account_id, m.partner_id, m.account_id IN (SELECT account_id FROM map_customer) FROM map_match m),
  size(partner_id, accounts) AS (SELECT partner_id, count(*) FROM pair GROUP BY partner_id),
  total(accounts, customers) AS (
    SELECT count(*), (SELECT count(*) FROM map_customer c JOIN read_account x ON x.account_id = c.account_id) FROM read_account),
  met(size, partner_a, partner_b, partner_c, accounts, customers) AS (
    SELECT 2, a.partner_id, b.partner_id, NULL, count(*), sum(a.is_customer)
    FROM pair a JOIN pair b ON b.account_id = a.account_id AND b.partner_id > a.partner_id
    GROUP BY a.partner_id, b.partner_id
    UNION ALL
    SELECT 3, a.partner_id, b.partner_id, c.partner_id, count(*), sum(a.is_customer)
    FROM pair a JOIN pair b ON b.account_id = a.account_id AND b.partner_id > a.partner_id
      JOIN pair c ON c.account_id = b.account_id AND c.partner_id > b.partner_id
    GROUP BY a.partner_id, b.partner_id, c.partner_id)
SELECT m.size, m.partner_a, m.partner_b, m.partner_c, m.accounts,
  a.accounts * 1.0 * b.accounts / t.accounts * coalesce(c.accounts * 1.0 / t.accounts, 1) AS expected,
  m.accounts / nullif(a.accounts * 1.0 * b.accounts / t.accounts * coalesce(c.accounts * 1.0 / t.accounts, 1), 0) AS lift,
  m.customers, m.customers * 1.0 / m.accounts / nullif(t.customers * 1.0 / nullif(t.accounts, 0), 0) AS customer_lift
FROM met m CROSS JOIN total t
JOIN size a ON a.partner_id = m.partner_a JOIN size b ON b.partner_id = m.partner_b
LEFT JOIN size c ON c.partner_id = m.partner_c;

-- Accounts where all partners of a set meet, whichever set elg_partner_set names. pursued: with one of the set, in the running quarter.
CREATE VIEW map_partner_set_account AS
SELECT g.set_name, g.account_id, a.name AS account_name, a.owner, g.account_id IN (SELECT account_id FROM map_customer) AS our_customer,
  EXISTS (SELECT 1 FROM elg_partner_set s JOIN health_pursued q ON q.partner_id = s.partner_id
          WHERE s.set_name = g.set_name AND q.account_id = g.account_id AND q.period = 'quarter') AS pursued,
  o.open_deals, o.open_minor, (SELECT currency FROM fact_now) AS currency
FROM (SELECT s.set_name, m.account_id FROM elg_partner_set s CROSS JOIN map_match m ON m.partner_id = s.partner_id
      GROUP BY s.set_name, m.account_id
      HAVING count(DISTINCT m.partner_id) = (SELECT count(*) FROM elg_partner_set x WHERE x.set_name = s.set_name)) g
LEFT JOIN read_account a ON a.account_id = g.account_id
LEFT JOIN map_open o ON o.account_id = g.account_id;

-- Each set of partners of elg_partner_set, of any size: the accounts where all of them meet, lift and customer_lift as in map_combination,
-- how many of the accounts are pursued, and their open money.
CREATE VIEW map_partner_set AS
WITH RECURSIVE
  total(accounts, customers) AS (
    SELECT count(*), (SELECT count(*) FROM map_customer c JOIN read_account x ON x.account_id = c.account_id) FROM read_account),
  member(set_name, place, partner_id, accounts) AS (
    SELECT s.set_name, row_number() OVER (PARTITION BY s.set_name ORDER BY s.partner_id), s.partner_id,
      (SELECT count(DISTINCT m.account_id) FROM map_match m WHERE m.partner_id = s.partner_id)
    FROM elg_partner_set s),
  chance(set_name, size, partner_ids, expected) AS (
    SELECT m.set_name, 1, m.partner_id, m.accounts * 1.0 FROM member m WHERE m.place = 1
    UNION ALL
    SELECT m.set_name, m.place, c.partner_ids || ' ' || m.partner_id, c.expected * m.accounts / t.accounts
    FROM chance c JOIN member m ON m.set_name = c.set_name AND m.place = c.size + 1 CROSS JOIN total t)
SELECT c.set_name, c.size, c.partner_ids, coalesce(g.accounts, 0) AS accounts, c.expected,
  coalesce(g.accounts, 0) / nullif(c.expected, 0) AS lift,
  coalesce(g.customers, 0) AS customers,
  g.customers * 1.0 / g.accounts / nullif(t.customers * 1.0 / nullif(t.accounts, 0), 0) AS customer_lift,
  coalesce(g.pursued, 0) AS pursued, coalesce(g.open_deals, 0) AS open_deals, g.open_minor, (SELECT currency FROM fact_now) AS currency,
  CASE WHEN c.expected IS NULL OR c.expected = 0 THEN 'a partner of the set overlaps nowhere'
    WHEN g.accounts IS NULL THEN 'they meet nowhere'
       WHEN t.customers = 0 THEN 'no customers' END AS why_null
FROM (SELECT set_name, size, partner_ids, expected, max(size) OVER (PARTITION BY set_name) AS whole FROM chance) c CROSS JOIN total t
LEFT JOIN (SELECT set_name, count(*) AS accounts, sum(our_customer) AS customers, sum(pursued) AS pursued, sum(open_deals) AS open_deals,
             sum(open_minor) AS open_minor FROM map_partner_set_account GROUP BY set_name) g ON g.set_name = c.set_name
WHERE c.size = c.whole;

-- Every interval of every match, closed ones and the reason included.
CREATE VIEW map_history AS
SELECT m.account_id, a.name AS account_name, m.partner_id, p.name AS partner_name, m.record_id, r.name AS record_name, m.population,
  m.valid_from, m.valid_to, m.asof_basis, m.closed_reason, m.score, m.rule, m.status, m.rules_version, m.run_id
FROM elg_match m
LEFT JOIN read_account a ON a.account_id = m.account_id
LEFT JOIN read_partner p ON p.partner_id = m.partner_id
LEFT JOIN read_partner_account r ON r.partner_id = m.partner_id AND r.record_id = m.record_id
  AND coalesce(r.population, '') = (SELECT min(coalesce(x.population, '')) FROM read_partner_account x
                                    WHERE x.partner_id = m.partner_id AND x.record_id = m.record_id);

-- Overlaps that began or ended, the latest first when ordered by at. What was there before the first refresh began at no known time.
CREATE VIEW map_change AS
SELECT valid_from AS at, 'began' AS change, account_id, partner_id, record_id, population, asof_basis AS detail
FROM elg_match WHERE asof_basis <> 'unknown'
UNION ALL
SELECT valid_to, 'ended', account_id, partner_id, record_id, population, closed_reason FROM elg_match WHERE valid_to IS NOT NULL;
