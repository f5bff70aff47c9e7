-- check.sql: what is wrong with the inputs. An empty crm_check means that everything was understood.

-- Orphans: ids that point nowhere.
CREATE VIEW map_orphan AS
SELECT 'crm_account' AS table_name, account_id AS id, 'parent_id' AS column_name, parent_id AS value FROM crm_account
WHERE nullif(trim(parent_id), '') IS NOT NULL AND parent_id NOT IN (SELECT account_id FROM crm_account)
UNION ALL SELECT 'crm_opportunity', opportunity_id, 'account_id', account_id FROM crm_opportunity
WHERE coalesce(account_id, '') NOT IN (SELECT account_id FROM crm_account)
UNION ALL SELECT 'crm_partner_account', record_id, 'partner_id', partner_id FROM crm_partner_account
WHERE partner_id NOT IN (SELECT partner_id FROM crm_partner)
UNION ALL SELECT 'crm_opportunity_partner', opportunity_id, 'opportunity_id', opportunity_id FROM crm_opportunity_partner
WHERE opportunity_id NOT IN (SELECT opportunity_id FROM crm_opportunity)
UNION ALL SELECT 'crm_opportunity_partner', opportunity_id, 'partner_id', partner_id FROM crm_opportunity_partner
WHERE partner_id NOT IN (SELECT partner_id FROM crm_partner)
UNION ALL SELECT 'crm_touchpoint', touchpoint_id, 'partner_id', partner_id FROM crm_touchpoint
WHERE coalesce(partner_id, '') NOT IN (SELECT partner_id FROM crm_partner)
UNION ALL SELECT 'crm_touchpoint', touchpoint_id, 'opportunity_id', opportunity_id FROM crm_touchpoint
WHERE nullif(opportunity_id, '') IS NOT NULL AND opportunity_id NOT IN (SELECT opportunity_id FROM crm_opportunity)
UNION ALL SELECT 'crm_touchpoint', touchpoint_id, 'account_id', account_id FROM crm_touchpoint
WHERE nullif(account_id, '') IS NOT NULL AND account_id NOT IN (SELECT account_id FROM crm_account)
UNION ALL SELECT 'crm_touchpoint', touchpoint_id, 'account_id', NULL FROM crm_touchpoint
WHERE nullif(account_id, '') IS NULL AND nullif(opportunity_id, '') IS NULL
UNION ALL SELECT 'crm_opportunity_history', opportunity_id, 'opportunity_id', opportunity_id FROM crm_opportunity_history
WHERE opportunity_id NOT IN (SELECT opportunity_id FROM crm_opportunity)
UNION ALL SELECT 'crm_deal_registration', registration_id, 'partner_id', partner_id FROM crm_deal_registration
WHERE coalesce(partner_id, '') NOT IN (SELECT partner_id FROM crm_partner)
UNION ALL SELECT 'crm_integration', account_id, 'account_id', account_id FROM crm_integration
WHERE coalesce(account_id, '') NOT IN (SELECT account_id FROM crm_account)
UNION ALL SELECT 'crm_integration', account_id, 'partner_id', partner_id FROM crm_integration
WHERE coalesce(partner_id, '') NOT IN (SELECT partner_id FROM crm_partner)
UNION ALL SELECT 'crm_joint_plan', account_id, 'account_id', account_id FROM crm_joint_plan
WHERE coalesce(account_id, '') NOT IN (SELECT account_id FROM crm_account)
UNION ALL SELECT 'crm_joint_plan', account_id, 'partner_id', partner_id FROM crm_joint_plan
WHERE coalesce(partner_id, '') NOT IN (SELECT partner_id FROM crm_partner)
UNION ALL SELECT 'crm_customer', account_id, 'account_id', account_id FROM crm_customer
WHERE account_id NOT IN (SELECT account_id FROM crm_account)
UNION ALL SELECT 'crm_arr', account_id, 'account_id', account_id FROM crm_arr
WHERE account_id NOT IN (SELECT account_id FROM crm_account)
UNION ALL SELECT 'crm_account_domain', account_id, 'account_id', account_id FROM crm_account_domain
WHERE account_id NOT IN (SELECT account_id FROM crm_account)
UNION ALL SELECT 'elg_match_override', account_id, 'account_id', account_id FROM elg_match_override
WHERE account_id NOT IN (SELECT account_id FROM crm_account)
UNION ALL SELECT 'elg_match_override', account_id, 'record_id', record_id FROM elg_match_override o
WHERE record_id <> '' AND NOT EXISTS (SELECT 1 FROM crm_partner_account r WHERE r.partner_id = o.partner_id AND r.record_id = o.record_id)
UNION ALL SELECT 'elg_source_override', opportunity_id, 'opportunity_id', opportunity_id FROM elg_source_override
WHERE opportunity_id NOT IN (SELECT opportunity_id FROM crm_opportunity)
UNION ALL SELECT 'elg_source_override', opportunity_id, 'partner_id', partner_id FROM elg_source_override
WHERE nullif(trim(partner_id), '') IS NOT NULL AND partner_id NOT IN (SELECT partner_id FROM crm_partner);

-- Words that mean nothing to the model, until elg_alias, elg_stage or elg_population knows them.
CREATE VIEW map_unknown_word AS
SELECT 'crm_opportunity_partner' AS table_name, min(opportunity_id) AS id, 'role' AS column_name, role AS value, count(*) AS rows
FROM crm_opportunity_partner WHERE nullif(trim(role), '') IS NOT NULL
  AND lower(trim(role)) NOT IN (SELECT role FROM elg_role_rule UNION SELECT label FROM elg_alias WHERE kind = 'role') GROUP BY role
UNION ALL SELECT 'crm_touchpoint', min(touchpoint_id), 'type', type, count(*) FROM crm_touchpoint
WHERE lower(trim(coalesce(type, ''))) NOT IN (SELECT type FROM elg_touch_type UNION SELECT label FROM elg_alias WHERE kind = 'touch_type')
GROUP BY type
UNION ALL SELECT 'crm_opportunity', min(opportunity_id), 'stage', stage, count(*) FROM crm_opportunity
WHERE nullif(trim(stage), '') IS NOT NULL AND lower(trim(stage)) NOT IN (SELECT stage FROM elg_stage) GROUP BY stage
UNION ALL SELECT 'crm_opportunity', min(opportunity_id), 'type', type, count(*) FROM crm_opportunity
WHERE nullif(trim(type), '') IS NOT NULL
  AND lower(trim(type)) NOT IN (SELECT label FROM elg_alias WHERE kind = 'opportunity_type') GROUP BY type
UNION ALL SELECT 'crm_partner', min(partner_id), 'type', type, count(*) FROM crm_partner
WHERE nullif(trim(type), '') IS NOT NULL
  AND lower(trim(type)) NOT IN (SELECT label FROM elg_alias WHERE kind = 'partner_type') GROUP BY type
UNION ALL SELECT 'crm_deal_registration', min(registration_id), 'status', status, count(*) FROM crm_deal_registration
WHERE lower(trim(coalesce(status, ''))) NOT IN (SELECT label FROM elg_alias WHERE kind = 'registration_status') GROUP BY status
UNION ALL SELECT 'crm_partner_account', min(record_id), 'population', population, count(*) FROM crm_partner_account
WHERE nullif(trim(population), '') IS NOT NULL
  AND lower(trim(population)) NOT IN (SELECT value FROM elg_population WHERE side = 'theirs') GROUP BY population
UNION ALL SELECT 'crm_cost', min(period), 'channel', channel, count(*) FROM read_cost
WHERE coalesce(channel NOT IN ('ecosystem', 'direct', 'marketing')
  AND channel NOT IN (SELECT label FROM elg_alias WHERE kind = 'channel'), 1)
  AND coalesce(partner_id, '') = '' AND NOT partner_pay GROUP BY channel;

-- Rows that share an id (views; tables refuse them), rows without one that are there twice (a file imported again: all of them
-- count), and rows that contradict themselves.
CREATE VIEW map_conflict AS
SELECT 'crm_account' AS table_name, account_id AS id, 'account_id' AS column_name, account_id AS value,
  count(*) || ' rows with this id' AS problem
FROM crm_account GROUP BY account_id HAVING count(*) > 1
UNION ALL SELECT 'crm_opportunity', opportunity_id, 'opportunity_id', opportunity_id, count(*) || ' rows with this id'
FROM crm_opportunity GROUP BY opportunity_id HAVING count(*) > 1
UNION ALL SELECT 'crm_partner', partner_id, 'partner_id', partner_id, count(*) || ' rows with this id'
FROM crm_partner GROUP BY partner_id HAVING count(*) > 1
UNION ALL SELECT 'crm_partner_account', record_id, 'record_id', record_id, count(*) || ' rows with this id and population'
FROM crm_partner_account GROUP BY partner_id, record_id, coalesce(population, '') HAVING count(*) > 1
UNION ALL SELECT 'crm_touchpoint', touchpoint_id, 'touchpoint_id', touchpoint_id, count(*) || ' rows with this id'
FROM crm_touchpoint GROUP BY touchpoint_id HAVING count(*) > 1
UNION ALL SELECT 'crm_referral', from_partner_id, 'at', at, count(*) || ' equal rows: each counts'
FROM crm_referral GROUP BY from_partner_id, to_partner_id, account_id, opportunity_id, amount_minor, currency, at HAVING count(*) > 1
UNION ALL SELECT 'crm_joint_plan', account_id, 'partner_id', partner_id, count(*) || ' equal rows: each counts'
FROM crm_joint_plan GROUP BY partner_id, account_id, play, started_at, outcome HAVING count(*) > 1
UNION ALL SELECT 'crm_integration', account_id, 'product', product, count(*) || ' equal rows: each counts'
FROM crm_integration GROUP BY account_id, partner_id, product, started_at, ended_at HAVING count(*) > 1
UNION ALL SELECT 'crm_nps', account_id, 'at', at, count(*) || ' equal rows: each counts'
FROM crm_nps GROUP BY account_id, at, score HAVING count(*) > 1
UNION ALL SELECT 'crm_cost', channel, 'period', period, count(*) || ' equal rows: each counts'
FROM crm_cost GROUP BY channel, kind, partner_id, period, amount_minor, currency HAVING count(*) > 1
UNION ALL SELECT 'crm_cost', min(period), 'kind', kind,
  'a kind the model does not know: counts as a cost of running the channel' FROM read_cost
WHERE coalesce(kind NOT IN ('team', 'technology', 'incentives', 'events', 'commission', 'discount', 'rebate', 'sales', 'advertising'), 1)
GROUP BY kind
UNION ALL SELECT 'crm_compensation', opportunity_id, 'owner', owner, count(*) || ' equal rows: each counts'
FROM crm_compensation GROUP BY owner, opportunity_id, amount_minor, currency HAVING count(*) > 1
UNION ALL SELECT 'crm_partner', min(partner_id), 'name', min(name), count(*) || ' partners of this name' FROM crm_partner
WHERE nullif(trim(name), '') IS NOT NULL GROUP BY lower(trim(name)) HAVING count(*) > 1
-- Without a name a domain or an identifier matches, where a signature of more than its hash tells of one.
UNION ALL SELECT 'crm_account', min(account_id), 'name', NULL, CASE matches WHEN 0 THEN 'no name'
  ELSE count(*) || CASE count(*) WHEN 1 THEN ' account' ELSE ' accounts' END || ' without a name: by domain or identifier alone' END
FROM (SELECT account_id, coalesce((SELECT length(k.signature) > 8 FROM elg_match_key k WHERE k.partner_id = '' AND k.id = account_id),
        nullif(trim(website), '') IS NOT NULL) AS matches FROM crm_account WHERE nullif(trim(name), '') IS NULL)
GROUP BY matches, CASE matches WHEN 0 THEN account_id END
UNION ALL SELECT 'crm_partner_account', min(record_id), 'name', NULL, CASE matches WHEN 0 THEN 'no name'
  ELSE count(*) || CASE count(*) WHEN 1 THEN ' record of ' ELSE ' records of ' END || partner_id || ' without a name: by domain alone' END
FROM (SELECT DISTINCT r.partner_id, r.record_id, coalesce((SELECT length(k.signature) > 8 FROM elg_match_key k
          WHERE k.partner_id = r.partner_id AND k.id = r.record_id), nullif(trim(r.website), '') IS NOT NULL) AS matches
      FROM crm_partner_account r WHERE nullif(trim(r.name), '') IS NULL)
GROUP BY partner_id, matches, CASE matches WHEN 0 THEN record_id END
UNION ALL SELECT 'crm_account', a.account_id, 'name', a.name, 'a name that cannot be matched' FROM read_account a
JOIN elg_account_state s ON s.account_id = a.account_id AND s.entity = '#' || s.account_id WHERE a.name IS NOT NULL
UNION ALL SELECT 'crm_partner_account', r.record_id, 'name', r.name, 'a name that cannot be matched' FROM read_partner_account r
JOIN elg_record_state s ON s.partner_id = r.partner_id AND s.record_id = r.record_id AND s.population = coalesce(r.population, '')
  AND s.entity = '#' || s.record_id WHERE r.name IS NOT NULL
UNION ALL SELECT 'crm_opportunity', opportunity_id, 'is_won', is_won, 'won but not closed' FROM read_opportunity
WHERE is_won = 1 AND is_closed = 0
UNION ALL SELECT 'crm_opportunity', opportunity_id, 'created_at', created_at,
  'no time of creation: no touch, registration or overlap counts for it'
FROM read_opportunity WHERE created_at IS NULL
UNION ALL SELECT 'crm_opportunity', opportunity_id, 'closed_at', closed_at, 'closed without a close date' FROM read_opportunity o
WHERE closed_at IS NULL AND coalesce(is_closed, (SELECT s.is_closed FROM elg_stage s WHERE s.stage = lower(trim(o.stage)))) = 1
UNION ALL SELECT 'crm_opportunity', opportunity_id, 'closed_at', closed_at, 'closed before it was created' FROM read_opportunity o
WHERE closed_at < created_at AND coalesce(is_closed, (SELECT s.is_closed FROM elg_stage s WHERE s.stage = lower(trim(o.stage)))) = 1
UNION ALL SELECT 'elg_deal_partner', min(opportunity_id), 'partner_id', min(partner_id), count(*)
  || CASE count(*) WHEN 1 THEN ' deal' ELSE ' deals' END || ' with evidence of sourcing known after the creation lock: it does not count'
FROM elg_deal_partner WHERE role_reason GLOB 'known after the creation lock*' GROUP BY NULL
UNION ALL SELECT 'elg_policy', policy || ' ' || version, 'document', document, 'an overlay keeps the ledger: the lines of a deal sum to more than its amount'
FROM elg_policy WHERE active = 1 AND method = 'role_split' AND replace(replace(document, ' ', ''), char(10), '') LIKE '%"mode":"overlay"%'
UNION ALL SELECT 'crm_opportunity', min(opportunity_id), 'type', NULL, count(*) || CASE count(*) WHEN 1 THEN ' deal' ELSE ' deals' END
  || ' without a type: taken for new business'
FROM crm_opportunity WHERE nullif(trim(type), '') IS NULL GROUP BY NULL
UNION ALL SELECT 'crm_opportunity', min(opportunity_id), 'amount_minor', NULL,
  count(*) || CASE count(*) WHEN 1 THEN ' deal' ELSE ' deals' END || ' won without an amount: no revenue'
FROM elg_deal WHERE status = 'won' AND amount_minor IS NULL GROUP BY NULL
UNION ALL SELECT 'crm_opportunity', min(opportunity_id), 'stage', NULL, count(*) || CASE count(*) WHEN 1 THEN ' deal' ELSE ' deals' END
  || ' without a stage: taken for open'
FROM read_opportunity WHERE nullif(trim(stage), '') IS NULL AND is_closed IS NULL GROUP BY NULL
UNION ALL SELECT 'crm_partner_account', min(record_id), 'population', NULL,
  count(*) || CASE count(*) WHEN 1 THEN ' record of ' ELSE ' records of ' END || partner_id
  || ' without a population: no customer, open deal or prospect of theirs'
FROM read_partner_account WHERE nullif(trim(population), '') IS NULL
  AND (SELECT value FROM read_setting WHERE name = 'population_default') NOT IN ('customer', 'open', 'prospect') GROUP BY partner_id
UNION ALL SELECT 'crm_touchpoint', touchpoint_id, 'at', NULL, 'no time: the touch does not count' FROM crm_touchpoint
WHERE nullif(trim(at), '') IS NULL
UNION ALL SELECT 'crm_account', account_id, 'parent_id', parent_id, 'its own parent' FROM crm_account WHERE parent_id = account_id
UNION ALL SELECT 'crm_account', account_id, 'parent_id', parent_id, 'parents in a circle' FROM elg_account_state
WHERE ultimate_group = account_id AND parent_group <> account_id
UNION ALL SELECT 'crm_opportunity', o.opportunity_id, 'account_id', o.account_id, 'a partner''s own purchase: it earns nothing on it'
FROM read_opportunity o JOIN read_partner p ON p.partner_id = o.account_id
WHERE NOT (SELECT value FROM read_setting WHERE name = 'own_purchase_counts')
  AND (EXISTS (SELECT 1 FROM read_opportunity_partner x WHERE x.opportunity_id = o.opportunity_id AND x.partner_id = o.account_id)
    OR EXISTS (SELECT 1 FROM read_touchpoint x WHERE x.opportunity_id = o.opportunity_id AND x.partner_id = o.account_id))
UNION ALL SELECT 'crm_customer', min(d.account_id), 'account_id', min(d.account_id), count(DISTINCT d.account_id) ||
  CASE count(DISTINCT d.account_id) WHEN 1 THEN ' account' ELSE ' accounts' END || ' with a won deal and no row: no customer of ours'
FROM elg_deal d WHERE d.status = 'won' AND d.account_id NOT IN (SELECT account_id FROM read_customer) GROUP BY NULL
UNION ALL SELECT 'crm_customer', min(a.account_id), 'account_id', min(a.account_id),
  count(*) || CASE count(*) WHEN 1 THEN ' account' ELSE ' accounts' END
  || ' of a stage that means customer, without a won deal, and no row: no customer of ours'
FROM read_account a WHERE lower(trim(a.stage)) IN (SELECT value FROM elg_population WHERE side = 'theirs' AND population = 'customer')
  AND a.account_id NOT IN (SELECT account_id FROM read_customer)
  AND NOT EXISTS (SELECT 1 FROM elg_deal d WHERE d.account_id = a.account_id AND d.status = 'won') GROUP BY NULL
UNION ALL SELECT 'crm_fx_rate', currency, 'valid_from', max(rate_at),
  count(*) || CASE count(*) WHEN 1 THEN ' deal' ELSE ' deals' END || ' at a rate more than a year old'
FROM elg_deal WHERE rate_at < date(coalesce(closed_at, (SELECT as_of FROM fact_now)), '-366 days') GROUP BY currency
UNION ALL SELECT 'crm_touchpoint', min(t.touchpoint_id), 'at', min(t.at),
  count(*) || ' of ' || p.partner_id || ' before it signed: touches count'
FROM read_touchpoint t JOIN read_partner p ON p.partner_id = t.partner_id WHERE t.at < date(p.signed_at) GROUP BY p.partner_id
UNION ALL SELECT 'crm_touchpoint', min(t.touchpoint_id), 'at', min(t.at),
  count(*) || ' of ' || p.partner_id || ' after its end: touches count'
FROM read_touchpoint t JOIN read_partner p ON p.partner_id = t.partner_id
WHERE t.at >= datetime(p.ended_at, '+1 day') GROUP BY p.partner_id;

-- What the inputs hold and the last export did not: deleted or merged in the CRM, until DELETE FROM crm_account WHERE account_id IN
-- (SELECT id FROM crm_gone WHERE table_name = 'crm_account'). A CRM's file with less than half of the rows is taken for a part: it tells
-- nothing.
CREATE VIEW crm_gone AS
SELECT g.table_name, g.id, g.partner_id, a.name, (SELECT count(*) FROM crm_opportunity o WHERE o.account_id = g.id) AS deals,
  (SELECT count(*) FROM crm_touchpoint t WHERE t.account_id = g.id) AS touches, NULL AS amount_minor, NULL AS currency, g.missing_since
FROM elg_import_gone g JOIN crm_account a ON a.account_id = g.id WHERE g.table_name = 'crm_account'
UNION ALL SELECT g.table_name, g.id, g.partner_id, o.name, 1, (SELECT count(*) FROM crm_touchpoint t WHERE t.opportunity_id = g.id),
  o.amount_minor, o.currency, g.missing_since
FROM elg_import_gone g JOIN crm_opportunity o ON o.opportunity_id = g.id WHERE g.table_name = 'crm_opportunity'
UNION ALL SELECT g.table_name, g.id, r.partner_id, NULL, NULL, NULL, NULL, NULL, g.missing_since
FROM elg_import_gone g JOIN crm_deal_registration r ON r.registration_id = g.id WHERE g.table_name = 'crm_deal_registration'
UNION ALL SELECT g.table_name, g.id, g.partner_id, r.name, NULL, NULL, r.amount_minor, r.currency, g.missing_since
FROM elg_import_gone g JOIN crm_partner_account r ON r.partner_id = g.partner_id AND r.record_id = g.id
  AND coalesce(r.population, '') = g.population
WHERE g.table_name = 'crm_partner_account';

-- Everything that could not be mapped or understood, one row each; words once with their count.
--   effect  lost: the row or value does not count until it is mended; doubtful: it counts as it stands, and may not be meant; none:
--           nothing is missing (footers, headers and blank rows of a file)
CREATE VIEW crm_check AS
SELECT problem, target AS table_name, key AS id, column_name, value,
  source || ' table ' || raw_table || coalesce(' row ' || row, '') AS origin,
  CASE WHEN problem IN ('footer row', 'header row', 'blank row') THEN 'none' WHEN problem GLOB 'duplicate*' THEN 'doubtful'
    ELSE 'lost' END AS effect
FROM elg_import_issue
UNION ALL SELECT CASE WHEN value IS NULL THEN 'no ' || column_name ELSE 'points nowhere' END, table_name, id,
  column_name, value, NULL, 'lost'
FROM map_orphan
UNION ALL SELECT 'unknown ' || column_name || ', ' || rows || CASE rows WHEN 1 THEN ' row' ELSE ' rows' END,
  table_name, id, column_name, value,
  NULL, CASE WHEN column_name IN ('role', 'population')
    OR (table_name = 'crm_opportunity' AND column_name = 'type') THEN 'doubtful' ELSE 'lost' END
FROM map_unknown_word
UNION ALL SELECT 'not a time', table_name, id, column_name, value, NULL, 'lost' FROM map_bad_time
UNION ALL SELECT problem, table_name, id, column_name, value, NULL, 'lost' FROM map_bad_amount
UNION ALL SELECT problem, table_name, id, column_name, value, NULL, 'lost' FROM map_bad_number
UNION ALL SELECT problem, table_name, id, column_name, value, NULL, 'lost' FROM map_bad_text
UNION ALL SELECT problem, table_name, id, column_name, value, NULL, 'lost' FROM map_bad_setting
UNION ALL SELECT problem, table_name, id, column_name, value, NULL,
  CASE WHEN problem GLOB 'a name that*' OR problem GLOB 'no *' OR problem GLOB 'closed without*' THEN 'lost' ELSE 'doubtful' END
    FROM map_conflict
UNION ALL SELECT 'not in the last export: see crm_gone', table_name, id, 'id', id, NULL, 'doubtful' FROM crm_gone;
