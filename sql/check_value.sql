-- check_value.sql: values of the inputs and settings that read.sql takes for absent: the same tests, asked of every column. Blank is no
-- mistake, but for the id that makes a row one.

-- Times that are neither 'YYYY-MM-DD HH:MM:SS' nor a date alone, or of a day that there is not.
CREATE VIEW map_bad_time AS
SELECT table_name, id, column_name, value FROM (
  SELECT 'crm_account' AS table_name, account_id AS id, 'created_at' AS column_name, created_at AS value FROM crm_account
  UNION ALL SELECT 'crm_account', account_id, 'updated_at', updated_at FROM crm_account
  UNION ALL SELECT 'crm_opportunity', opportunity_id, 'created_at', created_at FROM crm_opportunity
  UNION ALL SELECT 'crm_opportunity', opportunity_id, 'closed_at', closed_at FROM crm_opportunity
  UNION ALL SELECT 'crm_opportunity_history', opportunity_id, 'at', at FROM crm_opportunity_history
  UNION ALL SELECT 'crm_partner', partner_id, 'signed_at', signed_at FROM crm_partner
  UNION ALL SELECT 'crm_partner', partner_id, 'ended_at', ended_at FROM crm_partner
  UNION ALL SELECT 'crm_partner_account', record_id, 'since', since FROM crm_partner_account
  UNION ALL SELECT 'crm_partner_account', record_id, 'last_activity', last_activity FROM crm_partner_account
  UNION ALL SELECT 'crm_partner_account', record_id, 'updated_at', updated_at FROM crm_partner_account
  UNION ALL SELECT 'crm_opportunity_partner', opportunity_id, 'at', at FROM crm_opportunity_partner
  UNION ALL SELECT 'crm_touchpoint', touchpoint_id, 'at', at FROM crm_touchpoint
  UNION ALL SELECT 'crm_deal_registration', registration_id, 'submitted_at', submitted_at FROM crm_deal_registration
  UNION ALL SELECT 'crm_deal_registration', registration_id, 'approved_at', approved_at FROM crm_deal_registration
  UNION ALL SELECT 'crm_deal_registration', registration_id, 'expires_at', expires_at FROM crm_deal_registration
  UNION ALL SELECT 'crm_referral', from_partner_id, 'at', at FROM crm_referral
  UNION ALL SELECT 'crm_joint_plan', account_id, 'started_at', started_at FROM crm_joint_plan
  UNION ALL SELECT 'crm_joint_plan', account_id, 'check_in_at', check_in_at FROM crm_joint_plan
  UNION ALL SELECT 'crm_integration', account_id, 'started_at', started_at FROM crm_integration
  UNION ALL SELECT 'crm_integration', account_id, 'ended_at', ended_at FROM crm_integration
  UNION ALL SELECT 'crm_customer', account_id, 'started_at', started_at FROM crm_customer
  UNION ALL SELECT 'crm_customer', account_id, 'live_at', live_at FROM crm_customer
  UNION ALL SELECT 'crm_customer', account_id, 'churned_at', churned_at FROM crm_customer
  UNION ALL SELECT 'crm_arr', account_id, 'at', at FROM crm_arr
  UNION ALL SELECT 'crm_nps', account_id, 'at', at FROM crm_nps
  UNION ALL SELECT 'crm_fx_rate', currency, 'valid_from', valid_from FROM crm_fx_rate)
WHERE trim(value) <> '' AND NOT coalesce(value = datetime(value, '+0 days') OR value = date(value, '+0 days'), 0);

-- Amounts that are no whole number of minor units or too large, currencies that are no code or have no rate, rates that are none.
CREATE VIEW map_bad_amount AS
SELECT table_name, id, column_name, value, 'not a whole number of minor units up to 10^16' AS problem FROM (
  SELECT 'crm_opportunity' AS table_name, opportunity_id AS id, 'amount_minor' AS column_name, amount_minor AS value FROM crm_opportunity
  UNION ALL SELECT 'crm_opportunity', opportunity_id, 'arr_minor', arr_minor FROM crm_opportunity
  UNION ALL SELECT 'crm_opportunity_history', opportunity_id, 'amount_minor', amount_minor FROM crm_opportunity_history
  UNION ALL SELECT 'crm_partner_account', record_id, 'amount_minor', amount_minor FROM crm_partner_account
  UNION ALL SELECT 'crm_referral', from_partner_id, 'amount_minor', amount_minor FROM crm_referral
  UNION ALL SELECT 'crm_arr', account_id, 'arr_minor', arr_minor FROM crm_arr
  UNION ALL SELECT 'crm_compensation', opportunity_id, 'amount_minor', amount_minor FROM crm_compensation
  UNION ALL SELECT 'crm_cost', channel, 'amount_minor', amount_minor FROM crm_cost)
WHERE trim(value) <> '' AND NOT (CAST(value AS INTEGER) = value AND CAST(value AS INTEGER) BETWEEN -1e16 AND 1e16)
UNION ALL
SELECT table_name, id, 'currency', currency,
  CASE WHEN upper(trim(currency)) NOT GLOB '[A-Z][A-Z][A-Z]' THEN 'not an ISO 4217 code' ELSE 'no exchange rate' END
    || ', ' || rows || CASE rows WHEN 1 THEN ' row' ELSE ' rows' END
FROM (
  SELECT 'crm_opportunity' AS table_name, min(opportunity_id) AS id, currency, count(*) AS rows FROM crm_opportunity GROUP BY currency
  UNION ALL SELECT 'crm_opportunity_history', min(opportunity_id), currency, count(*) FROM crm_opportunity_history GROUP BY currency
  UNION ALL SELECT 'crm_partner_account', min(record_id), currency, count(*) FROM crm_partner_account GROUP BY currency
  UNION ALL SELECT 'crm_referral', min(from_partner_id), currency, count(*) FROM crm_referral GROUP BY currency
  UNION ALL SELECT 'crm_arr', min(account_id), currency, count(*) FROM crm_arr GROUP BY currency
  UNION ALL SELECT 'crm_compensation', min(opportunity_id), currency, count(*) FROM crm_compensation GROUP BY currency
  UNION ALL SELECT 'crm_cost', min(channel), currency, count(*) FROM crm_cost GROUP BY currency)
WHERE trim(currency) <> '' AND upper(trim(currency)) <> (SELECT currency FROM fact_now)
  AND (upper(trim(currency)) NOT GLOB '[A-Z][A-Z][A-Z]' OR upper(trim(currency)) NOT IN (SELECT currency FROM read_fx_rate))
UNION ALL
SELECT 'crm_opportunity', opportunity_id, 'amount_minor', amount_minor,
  'not converted: unknown currency ' || currency || ' or rate ' || rate || ' out of range'
FROM elg_deal WHERE reporting_minor IS NULL AND amount_minor IS NOT NULL AND rate IS NOT NULL
UNION ALL
SELECT table_name, id, 'currency', currency, 'no exchange rate yet at ' || at
FROM (
  SELECT 'crm_opportunity' AS table_name, opportunity_id AS id, currency, closed_at AS at FROM elg_deal
  WHERE reporting_minor IS NULL AND amount_minor IS NOT NULL AND rate IS NULL AND closed_at IS NOT NULL
  UNION ALL SELECT 'crm_cost', channel, currency, starts_on || ' 00:00:00' FROM read_cost WHERE amount_minor IS NOT NULL
  UNION ALL SELECT 'crm_referral', from_partner_id, currency, CASE length(at) WHEN 10 THEN at || ' 00:00:00' ELSE at END
  FROM read_referral WHERE amount_minor IS NOT NULL) x
WHERE currency <> (SELECT currency FROM fact_now)
  AND at < (SELECT CASE length(min(f.valid_from)) WHEN 10 THEN min(f.valid_from) || ' 00:00:00' ELSE min(f.valid_from) END
            FROM read_fx_rate f WHERE f.currency = x.currency)
UNION ALL
SELECT 'crm_fx_rate', currency, 'currency', currency, 'not an ISO 4217 code in capitals' FROM crm_fx_rate
WHERE NOT coalesce(currency GLOB '[A-Z][A-Z][A-Z]', 0)
UNION ALL
SELECT 'crm_fx_rate', currency, 'rate', rate, 'not a positive number' FROM crm_fx_rate
WHERE NOT coalesce(CAST(rate AS REAL) = rate AND CAST(rate AS REAL) BETWEEN 1e-12 AND 1e12, 0)
UNION ALL
SELECT 'crm_fx_rate', currency, 'rate', rate, 'rates are units of the reporting currency, and one of it is not 1'
FROM read_fx_rate WHERE currency = (SELECT currency FROM fact_now) AND CAST(rate AS REAL) <> 1;

-- Numbers outside the range of their column, flags that say neither yes nor no, periods that are none.
CREATE VIEW map_bad_number AS
SELECT table_name, id, column_name, value, 'not a number from 0 to ' || high AS problem FROM (
  SELECT 'crm_partner' AS table_name, partner_id AS id, 'satisfaction' AS column_name, satisfaction AS value, 10 AS high FROM crm_partner
  UNION ALL SELECT 'crm_opportunity_partner', opportunity_id, 'involvement', involvement, 1 FROM crm_opportunity_partner
  UNION ALL SELECT 'crm_nps', account_id, 'score', score, 10 FROM crm_nps)
WHERE trim(value) <> '' AND NOT (CAST(value AS REAL) = value AND CAST(value AS REAL) BETWEEN 0 AND high)
UNION ALL
SELECT 'crm_opportunity', opportunity_id, 'term_months', term_months, 'not a whole number of months up to 1200' FROM crm_opportunity
WHERE trim(term_months) <> '' AND NOT (CAST(term_months AS INTEGER) = term_months AND CAST(term_months AS INTEGER) BETWEEN 0 AND 1200)
UNION ALL
SELECT table_name, id, column_name, value, 'neither 1, true or yes nor 0, false or no' FROM (
  SELECT 'crm_opportunity' AS table_name, opportunity_id AS id, 'is_closed' AS column_name, is_closed AS value FROM crm_opportunity
  UNION ALL SELECT 'crm_opportunity', opportunity_id, 'is_won', is_won FROM crm_opportunity)
WHERE lower(trim(value)) NOT IN ('1', 'true', 'yes', '0', 'false', 'no', '')
UNION ALL
SELECT 'crm_cost', channel, 'period', period, 'not a day, a month YYYY-MM or a quarter YYYY-Qn' FROM read_cost WHERE starts_on IS NULL;

-- BLOBs where a text belongs, and blank ids of rows that are nothing without.
CREATE VIEW map_bad_text AS
SELECT 'crm_account' AS table_name, account_id AS id, CASE WHEN account_id > x'' THEN 'account_id' WHEN name > x'' THEN 'name'
  WHEN website > x'' THEN 'website' WHEN country > x'' THEN 'country' WHEN parent_id > x'' THEN 'parent_id' WHEN duns > x'' THEN 'duns'
  WHEN lei > x'' THEN 'lei' WHEN registration_number > x'' THEN 'registration_number' WHEN stage > x'' THEN 'stage'
  WHEN segment > x'' THEN 'segment'
  WHEN owner > x'' THEN 'owner' END AS column_name, CASE WHEN account_id > x'' THEN account_id WHEN name > x'' THEN name
  WHEN website > x'' THEN website WHEN country > x'' THEN country WHEN parent_id > x'' THEN parent_id WHEN duns > x'' THEN duns
  WHEN lei > x'' THEN lei WHEN registration_number > x'' THEN registration_number WHEN stage > x'' THEN stage
  WHEN segment > x'' THEN segment
  WHEN owner > x'' THEN owner END AS value, 'a BLOB' AS problem FROM crm_account WHERE account_id > x'' OR name > x'' OR website > x'' OR
  country > x'' OR parent_id > x'' OR duns > x'' OR lei > x'' OR registration_number > x'' OR stage > x'' OR segment > x'' OR owner > x''
UNION ALL SELECT 'crm_account_domain', account_id, CASE WHEN account_id > x'' THEN 'account_id' WHEN domain > x'' THEN 'domain' END, CASE
  WHEN account_id > x'' THEN account_id WHEN domain > x'' THEN domain END, 'a BLOB' FROM crm_account_domain
  WHERE account_id > x'' OR domain > x''
UNION ALL SELECT 'crm_opportunity', opportunity_id,
  CASE WHEN opportunity_id > x'' THEN 'opportunity_id' WHEN account_id > x'' THEN 'account_id'
  WHEN name > x'' THEN 'name' WHEN stage > x'' THEN 'stage' WHEN currency > x'' THEN 'currency' WHEN type > x'' THEN 'type'
  WHEN source > x'' THEN 'source' WHEN competitor > x'' THEN 'competitor' WHEN marketplace > x'' THEN 'marketplace'
  WHEN owner > x'' THEN 'owner' END,
  CASE WHEN opportunity_id > x'' THEN opportunity_id WHEN account_id > x'' THEN account_id WHEN name > x'' THEN name
    WHEN stage > x'' THEN stage
  WHEN currency > x'' THEN currency WHEN type > x'' THEN type WHEN source > x'' THEN source WHEN competitor > x'' THEN competitor
  WHEN marketplace > x'' THEN marketplace WHEN owner > x'' THEN owner END, 'a BLOB' FROM crm_opportunity WHERE opportunity_id > x'' OR
  account_id > x'' OR name > x'' OR stage > x'' OR currency > x'' OR type > x'' OR source > x'' OR competitor > x'' OR marketplace > x'' OR
  owner > x''
UNION ALL SELECT 'crm_opportunity_history', opportunity_id,
  CASE WHEN opportunity_id > x'' THEN 'opportunity_id' WHEN stage > x'' THEN 'stage'
  WHEN currency > x'' THEN 'currency' END, CASE WHEN opportunity_id > x'' THEN opportunity_id WHEN stage > x'' THEN stage
  WHEN currency > x'' THEN currency END, 'a BLOB' FROM crm_opportunity_history WHERE opportunity_id > x'' OR stage > x'' OR currency > x''
UNION ALL SELECT 'crm_partner', partner_id,
  CASE WHEN partner_id > x'' THEN 'partner_id' WHEN name > x'' THEN 'name' WHEN type > x'' THEN 'type' END,
  CASE WHEN partner_id > x'' THEN partner_id WHEN name > x'' THEN name WHEN type > x'' THEN type END, 'a BLOB' FROM crm_partner WHERE
  partner_id > x'' OR name > x'' OR type > x''
UNION ALL SELECT 'crm_partner_account', record_id, CASE WHEN partner_id > x'' THEN 'partner_id' WHEN record_id > x'' THEN 'record_id'
  WHEN name > x'' THEN 'name' WHEN website > x'' THEN 'website' WHEN country > x'' THEN 'country' WHEN population > x'' THEN 'population'
  WHEN currency > x'' THEN 'currency' WHEN stage > x'' THEN 'stage' WHEN owner > x'' THEN 'owner' END,
  CASE WHEN partner_id > x'' THEN partner_id
  WHEN record_id > x'' THEN record_id WHEN name > x'' THEN name WHEN website > x'' THEN website WHEN country > x'' THEN country
  WHEN population > x'' THEN population WHEN currency > x'' THEN currency WHEN stage > x'' THEN stage
  WHEN owner > x'' THEN owner END, 'a BLOB'
  FROM crm_partner_account WHERE partner_id > x'' OR record_id > x'' OR name > x'' OR website > x'' OR country > x'' OR population > x'' OR
  currency > x'' OR stage > x'' OR owner > x''
UNION ALL SELECT 'crm_opportunity_partner', opportunity_id, CASE WHEN opportunity_id > x'' THEN 'opportunity_id'
  WHEN partner_id > x'' THEN 'partner_id' WHEN role > x'' THEN 'role' END, CASE WHEN opportunity_id > x'' THEN opportunity_id
  WHEN partner_id > x'' THEN partner_id WHEN role > x'' THEN role END, 'a BLOB' FROM crm_opportunity_partner WHERE opportunity_id > x'' OR
  partner_id > x'' OR role > x''
UNION ALL SELECT 'crm_touchpoint', touchpoint_id, CASE WHEN touchpoint_id > x'' THEN 'touchpoint_id' WHEN partner_id > x'' THEN 'partner_id'
  WHEN account_id > x'' THEN 'account_id' WHEN opportunity_id > x'' THEN 'opportunity_id' WHEN type > x'' THEN 'type'
  WHEN evidence > x'' THEN 'evidence' END, CASE WHEN touchpoint_id > x'' THEN touchpoint_id WHEN partner_id > x'' THEN partner_id
  WHEN account_id > x'' THEN account_id WHEN opportunity_id > x'' THEN opportunity_id WHEN type > x'' THEN type
  WHEN evidence > x'' THEN evidence END,
  'a BLOB' FROM crm_touchpoint WHERE touchpoint_id > x'' OR partner_id > x'' OR account_id > x'' OR opportunity_id > x'' OR type > x'' OR
  evidence > x''
UNION ALL SELECT 'crm_deal_registration', registration_id, CASE WHEN registration_id > x'' THEN 'registration_id'
  WHEN partner_id > x'' THEN 'partner_id' WHEN account_id > x'' THEN 'account_id' WHEN opportunity_id > x'' THEN 'opportunity_id'
  WHEN status > x'' THEN 'status' END, CASE WHEN registration_id > x'' THEN registration_id WHEN partner_id > x'' THEN partner_id
  WHEN account_id > x'' THEN account_id WHEN opportunity_id > x'' THEN opportunity_id WHEN status > x'' THEN status END, 'a BLOB'
  FROM crm_deal_registration WHERE registration_id > x'' OR partner_id > x'' OR account_id > x'' OR opportunity_id > x'' OR status > x''
UNION ALL SELECT 'crm_referral', from_partner_id,
  CASE WHEN from_partner_id > x'' THEN 'from_partner_id' WHEN to_partner_id > x'' THEN 'to_partner_id'
  WHEN account_id > x'' THEN 'account_id' WHEN opportunity_id > x'' THEN 'opportunity_id' WHEN currency > x'' THEN 'currency' END, CASE
  WHEN from_partner_id > x'' THEN from_partner_id WHEN to_partner_id > x'' THEN to_partner_id WHEN account_id > x'' THEN account_id
  WHEN opportunity_id > x'' THEN opportunity_id WHEN currency > x'' THEN currency END, 'a BLOB' FROM crm_referral
  WHERE from_partner_id > x'' OR
  to_partner_id > x'' OR account_id > x'' OR opportunity_id > x'' OR currency > x''
UNION ALL SELECT 'crm_joint_plan', account_id, CASE WHEN partner_id > x'' THEN 'partner_id' WHEN account_id > x'' THEN 'account_id'
  WHEN play > x'' THEN 'play' WHEN our_owner > x'' THEN 'our_owner' WHEN their_owner > x'' THEN 'their_owner'
  WHEN next_step > x'' THEN 'next_step'
  WHEN outcome > x'' THEN 'outcome' END, CASE WHEN partner_id > x'' THEN partner_id WHEN account_id > x'' THEN account_id
  WHEN play > x'' THEN play
  WHEN our_owner > x'' THEN our_owner WHEN their_owner > x'' THEN their_owner WHEN next_step > x'' THEN next_step
  WHEN outcome > x'' THEN outcome END,
  'a BLOB' FROM crm_joint_plan WHERE partner_id > x'' OR account_id > x'' OR play > x'' OR our_owner > x''
    OR their_owner > x'' OR next_step > x'' OR
  outcome > x''
UNION ALL SELECT 'crm_integration', account_id, CASE WHEN account_id > x'' THEN 'account_id' WHEN partner_id > x'' THEN 'partner_id'
  WHEN product > x'' THEN 'product' END, CASE WHEN account_id > x'' THEN account_id WHEN partner_id > x'' THEN partner_id
  WHEN product > x'' THEN product END, 'a BLOB' FROM crm_integration WHERE account_id > x'' OR partner_id > x'' OR product > x''
UNION ALL SELECT 'crm_customer', account_id, 'account_id', account_id, 'a BLOB' FROM crm_customer WHERE account_id > x''
UNION ALL SELECT 'crm_arr', account_id, CASE WHEN account_id > x'' THEN 'account_id' WHEN currency > x'' THEN 'currency' END, CASE
  WHEN account_id > x'' THEN account_id WHEN currency > x'' THEN currency END, 'a BLOB' FROM crm_arr
  WHERE account_id > x'' OR currency > x''
UNION ALL SELECT 'crm_nps', account_id, 'account_id', account_id, 'a BLOB' FROM crm_nps WHERE account_id > x''
UNION ALL SELECT 'crm_compensation', opportunity_id, CASE WHEN owner > x'' THEN 'owner' WHEN opportunity_id > x'' THEN 'opportunity_id'
  WHEN currency > x'' THEN 'currency' END, CASE WHEN owner > x'' THEN owner WHEN opportunity_id > x'' THEN opportunity_id
  WHEN currency > x'' THEN currency END, 'a BLOB' FROM crm_compensation WHERE owner > x'' OR opportunity_id > x'' OR currency > x''
UNION ALL SELECT 'crm_cost', channel,
  CASE WHEN channel > x'' THEN 'channel' WHEN kind > x'' THEN 'kind' WHEN partner_id > x'' THEN 'partner_id'
  WHEN period > x'' THEN 'period' WHEN currency > x'' THEN 'currency' END, CASE WHEN channel > x'' THEN channel WHEN kind > x'' THEN kind
  WHEN partner_id > x'' THEN partner_id WHEN period > x'' THEN period WHEN currency > x'' THEN currency END, 'a BLOB' FROM crm_cost WHERE
  channel > x'' OR kind > x'' OR partner_id > x'' OR period > x'' OR currency > x''
UNION ALL SELECT 'crm_fx_rate', currency, 'currency', currency, 'a BLOB' FROM crm_fx_rate WHERE currency > x''
UNION ALL SELECT 'crm_account', account_id, 'account_id', account_id, 'no id: the row is left out' FROM crm_account WHERE account_id = ''
UNION ALL SELECT 'crm_opportunity', opportunity_id, 'opportunity_id', opportunity_id, 'no id: the row is left out' FROM crm_opportunity
WHERE opportunity_id = ''
UNION ALL SELECT 'crm_partner', partner_id, 'partner_id', partner_id, 'no id: the row is left out' FROM crm_partner WHERE partner_id = ''
UNION ALL SELECT 'crm_partner_account', record_id, 'partner_id', partner_id, 'no id: the row is left out'
FROM crm_partner_account WHERE partner_id = ''
UNION ALL SELECT 'crm_partner_account', record_id, 'record_id', record_id, 'no id: the row is left out'
FROM crm_partner_account WHERE record_id = '';

-- Settings, words, decisions and policies that are not allowed: the default holds, the word, decision, rule or policy does not count as
-- written.
CREATE VIEW map_bad_setting AS
SELECT 'elg_setting' AS table_name, name AS id, 'value' AS column_name, given AS value, 'not allowed, the default holds' AS problem
FROM read_setting WHERE unread
UNION ALL SELECT 'elg_setting', name, 'name', name, 'no setting of this name' FROM elg_setting
WHERE name NOT IN (SELECT name FROM elg_default)
UNION ALL SELECT 'elg_match_override', account_id, 'decision', decision, 'neither force nor block' FROM elg_match_override
WHERE decision NOT IN ('force', 'block')
UNION ALL SELECT 'elg_match_override', account_id, 'record_id', record_id, 'force without a record' FROM elg_match_override
WHERE decision = 'force' AND trim(record_id) = ''
UNION ALL SELECT 'elg_match_override', account_id, 'valid_from', valid_from, 'not a time' FROM elg_match_override
WHERE trim(valid_from) <> '' AND NOT coalesce(valid_from IN (datetime(valid_from, '+0 days'), date(valid_from, '+0 days')), 0)
UNION ALL SELECT 'elg_match_override', account_id, 'valid_to', valid_to, 'not a time' FROM elg_match_override
WHERE trim(valid_to) <> '' AND NOT coalesce(valid_to IN (datetime(valid_to, '+0 days'), date(valid_to, '+0 days')), 0)
UNION ALL SELECT 'elg_share_rule', partner_id, 'level', level,
  'none of all, overlapping, counts and hidden: counts as hidden' FROM elg_share_rule
WHERE level NOT IN ('all', 'overlapping', 'counts', 'hidden')
UNION ALL SELECT 'elg_share_rule', partner_id, 'columns', columns,
  'a column that is none of name website country stage owner amount close_date, blank-separated'
FROM elg_share_rule
WHERE trim(replace(replace(replace(replace(replace(replace(replace(' ' || replace(columns, ' ', '  ') || ' ', ' name ', ' '),
  ' website ', ' '), ' country ', ' '),
  ' stage ', ' '), ' owner ', ' '), ' amount ', ' '), ' close_date ', ' ')) <> ''
UNION ALL SELECT 'elg_share_rule', partner_id, 'partner_id', partner_id, 'no partner of ours, nor *' FROM elg_share_rule
WHERE partner_id <> '*' AND partner_id NOT IN (SELECT partner_id FROM crm_partner WHERE partner_id IS NOT NULL)
UNION ALL SELECT 'elg_share_rule', partner_id, 'population', population, 'no population of ours, nor *' FROM elg_share_rule
WHERE population <> '*' AND population NOT IN (SELECT population FROM elg_population WHERE side = 'ours')
UNION ALL SELECT 'elg_alias', kind || ' ' || label, 'label', label,
  'not in lower case without outer blanks: it meets no word' FROM elg_alias
WHERE label <> lower(trim(label))
UNION ALL SELECT 'elg_stage', stage, 'stage', stage, 'not in lower case without outer blanks: it meets no stage' FROM elg_stage
WHERE stage <> lower(trim(stage))
UNION ALL SELECT 'elg_population', population, 'value', value,
  'not in lower case without outer blanks: it meets no label' FROM elg_population
WHERE side = 'theirs' AND value <> lower(trim(value))
UNION ALL SELECT 'elg_alias', kind || ' ' || label, 'kind', kind,
  'none of role, delivery_role, touch_type, opportunity_type, partner_type, registration_status, source, channel'
FROM elg_alias WHERE kind NOT IN ('role', 'delivery_role', 'touch_type', 'opportunity_type', 'partner_type',
  'registration_status', 'source', 'channel')
UNION ALL SELECT 'elg_alias', kind || ' ' || label, 'value', value, 'the model knows no such ' || kind FROM elg_alias
WHERE (kind = 'role' AND value NOT IN (SELECT role FROM elg_role_rule))
  OR (kind = 'touch_type' AND value NOT IN (SELECT type FROM elg_touch_type))
  OR (kind = 'opportunity_type' AND value NOT IN ('new', 'expansion', 'renewal'))
  OR (kind = 'registration_status' AND value NOT IN ('approved', 'pending', 'rejected', 'expired'))
  OR (kind = 'channel' AND value NOT IN ('ecosystem', 'direct', 'marketing'))
UNION ALL SELECT 'elg_policy', policy || ' ' || version, 'method', method, 'no method: no credit follows it' FROM elg_policy
WHERE method NOT IN ('role_split', 'single', 'first_touch', 'last_touch', 'linear', 'u_shape', 'time_decay', 'registration_first')
UNION ALL SELECT 'elg_policy', NULL, 'active', NULL, 'no policy is active: no credit is kept'
WHERE NOT EXISTS (SELECT 1 FROM elg_policy WHERE active = 1);
