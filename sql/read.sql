-- read.sql: the inputs and the settings as the model reads them: every chapter but check.sql asks these views, not the tables crm_*.
-- Whatever stands in an input, the model goes on: what cannot be read is NULL here, and crm_check names it (check_value.sql asks
-- the same of every column); blank is NULL.
--   text      no BLOB: a BLOB sorts behind x'', every text before it
--   time      'YYYY-MM-DD HH:MM:SS' or a date alone, of a day there is (without a modifier date() lets 30 February pass); created_at and
--             closed_at of a deal become whole times, as the end of a registration
--   amount    a whole number of minor units, at most 10^16, so that sums stay whole
--   number    within the range of its column
--   flag      1, true, yes or 0, false, no in any case
--   currency  in capitals; one that is none has no rate, so that its amount is not counted
--   ids       as they are, so that their indexes serve; a row is left out when the id that makes it one is blank or a BLOB, and a deal
--             when its account is a BLOB

-- Settings: the value in force. given: what stands in elg_setting; unread: 1 when that is not allowed, and the default holds.
CREATE VIEW read_setting AS
SELECT name, coalesce(allowed, fallback) AS value, given, given <> '' AND allowed IS NULL AS unread
FROM (
  SELECT d.name, d.value AS fallback, trim(s.value) AS given, CASE
    WHEN d.low IS NOT NULL THEN CASE WHEN s.value BETWEEN d.low AND d.high AND (typeof(s.value) = 'integer'
      OR d.unit IN ('days', 'weight', 'exponent', 'score', 'level', 'share', 'points', 'percent')) THEN s.value END
    WHEN d.words IS NOT NULL THEN CASE WHEN instr(' ' || d.words || ' ', ' ' || lower(trim(s.value)) || ' ') THEN lower(trim(s.value)) END
    WHEN d.unit = 'time' THEN CASE WHEN s.value IN (datetime(s.value, '+0 days'), date(s.value, '+0 days')) THEN s.value END
    WHEN d.unit = 'ISO 4217' THEN CASE WHEN upper(trim(s.value)) GLOB '[A-Z][A-Z][A-Z]' THEN upper(trim(s.value)) END
    WHEN d.unit = 'zone' THEN CASE WHEN upper(trim(s.value)) IN ('UTC', 'GMT', 'Z')
      OR trim(s.value) GLOB '[+-][01][0-9]:[0-5][0-9]' THEN trim(s.value) END
    WHEN d.unit = 'touch type' THEN (SELECT type FROM elg_touch_type WHERE type = lower(trim(s.value)))
    ELSE nullif(trim(s.value), '') END AS allowed
  FROM elg_default d LEFT JOIN elg_setting s ON s.name = d.name
  LIMIT -1); -- keeps the level apart: flattened, each value would be read wherever it is named

CREATE VIEW read_account AS
SELECT account_id, CASE WHEN name <> '' AND name < x'' THEN name END AS name,
  CASE WHEN website <> '' AND website < x'' THEN website END AS website,
  CASE WHEN country <> '' AND country < x'' THEN country END AS country,
  CASE WHEN parent_id < x'' THEN nullif(trim(parent_id), '') END AS parent_id, CASE WHEN duns <> '' AND duns < x'' THEN duns END AS duns,
  CASE WHEN lei <> '' AND lei < x'' THEN lei END AS lei,
  CASE WHEN registration_number <> '' AND registration_number < x'' THEN registration_number END AS registration_number,
  CASE WHEN stage <> '' AND stage < x'' THEN stage END AS stage, CASE WHEN segment <> '' AND segment < x'' THEN segment END AS segment,
  CASE WHEN owner <> '' AND owner < x'' THEN owner END AS owner,
  CASE WHEN created_at > '' AND (created_at = datetime(created_at, '+0 days') OR created_at = date(created_at, '+0 days'))
    THEN created_at END AS created_at,
  CASE WHEN updated_at > '' AND (updated_at = datetime(updated_at, '+0 days') OR updated_at = date(updated_at, '+0 days'))
    THEN updated_at END AS updated_at
FROM crm_account
WHERE account_id <> '' AND +account_id < x'';

CREATE VIEW read_account_domain AS
SELECT account_id, CASE WHEN domain <> '' AND domain < x'' THEN domain END AS domain
FROM crm_account_domain;

CREATE VIEW read_opportunity AS
SELECT opportunity_id, account_id, CASE WHEN name <> '' AND name < x'' THEN name END AS name,
  CASE WHEN stage <> '' AND stage < x'' THEN stage END AS stage,
  CASE WHEN is_closed IN (0, 1) THEN is_closed WHEN lower(trim(is_closed)) IN ('1', 'true', 'yes') THEN 1
    WHEN lower(trim(is_closed)) IN ('0', 'false', 'no') THEN 0 END AS is_closed,
  CASE WHEN is_won IN (0, 1) THEN is_won WHEN lower(trim(is_won)) IN ('1', 'true', 'yes') THEN 1
    WHEN lower(trim(is_won)) IN ('0', 'false', 'no') THEN 0 END AS is_won,
  CASE WHEN CAST(amount_minor AS INTEGER) = amount_minor
    AND CAST(amount_minor AS INTEGER) BETWEEN -1e16 AND 1e16 THEN CAST(amount_minor AS INTEGER) END AS amount_minor,
  CASE WHEN currency < x'' THEN nullif(upper(trim(currency)), '') WHEN currency IS NOT NULL THEN '?' END AS currency,
  CASE WHEN CAST(arr_minor AS INTEGER) = arr_minor AND CAST(arr_minor AS INTEGER) BETWEEN -1e16 AND 1e16
    THEN CAST(arr_minor AS INTEGER) END AS arr_minor,
  CASE WHEN CAST(term_months AS INTEGER) = term_months AND CAST(term_months AS INTEGER) BETWEEN 0 AND 1200
    THEN CAST(term_months AS INTEGER) END AS term_months,
  CASE WHEN type <> '' AND type < x'' THEN type END AS type, CASE WHEN source <> '' AND source < x'' THEN source END AS source,
  CASE WHEN competitor <> '' AND competitor < x'' THEN competitor END AS competitor,
  CASE WHEN marketplace <> '' AND marketplace < x'' THEN marketplace END AS marketplace,
  CASE WHEN owner <> '' AND owner < x'' THEN owner END AS owner,
  CASE WHEN created_at = datetime(created_at, '+0 days') THEN created_at
    WHEN created_at = date(created_at, '+0 days') THEN created_at || ' 00:00:00' END AS created_at,
  CASE WHEN closed_at = datetime(closed_at, '+0 days') THEN closed_at
    WHEN closed_at = date(closed_at, '+0 days') THEN closed_at || ' 23:59:59' END AS closed_at
FROM crm_opportunity
WHERE opportunity_id <> '' AND +opportunity_id < x'' AND coalesce(account_id, '') < x'';

CREATE VIEW read_opportunity_history AS
SELECT opportunity_id, at, CASE WHEN stage <> '' AND stage < x'' THEN stage END AS stage,
  CASE WHEN CAST(amount_minor AS INTEGER) = amount_minor
    AND CAST(amount_minor AS INTEGER) BETWEEN -1e16 AND 1e16 THEN CAST(amount_minor AS INTEGER) END AS amount_minor,
  CASE WHEN currency < x'' THEN nullif(upper(trim(currency)), '') WHEN currency IS NOT NULL THEN '?' END AS currency
FROM crm_opportunity_history
WHERE at = datetime(at, '+0 days') OR at = date(at, '+0 days');

CREATE VIEW read_partner AS
SELECT partner_id, CASE WHEN name <> '' AND name < x'' THEN name END AS name, CASE WHEN type <> '' AND type < x'' THEN type END AS type,
  CASE WHEN signed_at > '' AND (signed_at = datetime(signed_at, '+0 days') OR signed_at = date(signed_at, '+0 days'))
    THEN signed_at END AS signed_at,
  CASE WHEN ended_at > '' AND (ended_at = datetime(ended_at, '+0 days') OR ended_at = date(ended_at, '+0 days'))
    THEN ended_at END AS ended_at,
  CASE WHEN CAST(satisfaction AS REAL) = satisfaction AND CAST(satisfaction AS REAL) BETWEEN 0 AND 10
    THEN CAST(satisfaction AS REAL) END AS satisfaction
FROM crm_partner
WHERE partner_id <> '' AND +partner_id < x'';

CREATE VIEW read_partner_account AS
SELECT partner_id, record_id, CASE WHEN name <> '' AND name < x'' THEN name END AS name,
  CASE WHEN website <> '' AND website < x'' THEN website END AS website,
  CASE WHEN country <> '' AND country < x'' THEN country END AS country, population,
  CASE WHEN since > '' AND (since = datetime(since, '+0 days') OR since = date(since, '+0 days')) THEN since END AS since,
  CASE WHEN CAST(amount_minor AS INTEGER) = amount_minor
    AND CAST(amount_minor AS INTEGER) BETWEEN -1e16 AND 1e16 THEN CAST(amount_minor AS INTEGER) END AS amount_minor,
  CASE WHEN currency < x'' THEN nullif(upper(trim(currency)), '') WHEN currency IS NOT NULL THEN '?' END AS currency,
  CASE WHEN stage <> '' AND stage < x'' THEN stage END AS stage, CASE WHEN owner <> '' AND owner < x'' THEN owner END AS owner,
  CASE WHEN last_activity > '' AND (last_activity = datetime(last_activity, '+0 days') OR last_activity = date(last_activity, '+0 days'))
    THEN last_activity END AS last_activity,
  CASE WHEN updated_at > '' AND (updated_at = datetime(updated_at, '+0 days') OR updated_at = date(updated_at, '+0 days'))
    THEN updated_at END AS updated_at
FROM crm_partner_account
WHERE partner_id <> '' AND record_id <> '' AND +partner_id < x'' AND +record_id < x'' AND coalesce(population, '') < x'';

CREATE VIEW read_opportunity_partner AS
SELECT opportunity_id, partner_id, CASE WHEN role <> '' AND role < x'' THEN role END AS role,
  CASE WHEN CAST(involvement AS REAL) = involvement AND CAST(involvement AS REAL) BETWEEN 0 AND 1
    THEN CAST(involvement AS REAL) END AS involvement,
  CASE WHEN at > '' AND (at = datetime(at, '+0 days') OR at = date(at, '+0 days')) THEN at END AS at
FROM crm_opportunity_partner;

-- A touch is one when its time can be read.
CREATE VIEW read_touchpoint AS
SELECT CASE WHEN touchpoint_id <> '' AND touchpoint_id < x'' THEN touchpoint_id END AS touchpoint_id, partner_id, account_id,
  opportunity_id, CASE WHEN type <> '' AND type < x'' THEN type END AS type, at,
  CASE WHEN evidence <> '' AND evidence < x'' THEN evidence END AS evidence
FROM crm_touchpoint
WHERE at = datetime(at, '+0 days') OR at = date(at, '+0 days');

CREATE VIEW read_deal_registration AS
SELECT CASE WHEN registration_id <> '' AND registration_id < x'' THEN registration_id END AS registration_id, partner_id, account_id,
  opportunity_id,
  CASE WHEN submitted_at > '' AND (submitted_at = datetime(submitted_at, '+0 days') OR submitted_at = date(submitted_at, '+0 days'))
    THEN submitted_at END AS submitted_at,
  CASE WHEN approved_at > '' AND (approved_at = datetime(approved_at, '+0 days') OR approved_at = date(approved_at, '+0 days'))
    THEN approved_at END AS approved_at,
  CASE WHEN expires_at = datetime(expires_at, '+0 days') THEN expires_at
    WHEN expires_at = date(expires_at, '+0 days') THEN expires_at || ' 23:59:59' END
    AS expires_at,
  CASE WHEN status <> '' AND status < x'' THEN status END AS status
FROM crm_deal_registration;

CREATE VIEW read_referral AS
SELECT from_partner_id, to_partner_id, account_id, opportunity_id,
  CASE WHEN CAST(amount_minor AS INTEGER) = amount_minor
    AND CAST(amount_minor AS INTEGER) BETWEEN -1e16 AND 1e16 THEN CAST(amount_minor AS INTEGER) END AS amount_minor,
  CASE WHEN currency < x'' THEN nullif(upper(trim(currency)), '') WHEN currency IS NOT NULL THEN '?' END AS currency,
  CASE WHEN at > '' AND (at = datetime(at, '+0 days') OR at = date(at, '+0 days')) THEN at END AS at
FROM crm_referral;

CREATE VIEW read_joint_plan AS
SELECT partner_id, account_id, CASE WHEN play <> '' AND play < x'' THEN play END AS play,
  CASE WHEN our_owner <> '' AND our_owner < x'' THEN our_owner END AS our_owner,
  CASE WHEN their_owner <> '' AND their_owner < x'' THEN their_owner END AS their_owner,
  CASE WHEN started_at > '' AND (started_at = datetime(started_at, '+0 days') OR started_at = date(started_at, '+0 days'))
    THEN started_at END AS started_at,
  CASE WHEN next_step <> '' AND next_step < x'' THEN next_step END AS next_step,
  CASE WHEN check_in_at > '' AND (check_in_at = datetime(check_in_at, '+0 days') OR check_in_at = date(check_in_at, '+0 days'))
    THEN check_in_at END AS check_in_at,
  CASE WHEN outcome <> '' AND outcome < x'' THEN outcome END AS outcome
FROM crm_joint_plan;

CREATE VIEW read_integration AS
SELECT account_id, partner_id, CASE WHEN product <> '' AND product < x'' THEN product END AS product, started_at,
  CASE WHEN ended_at > '' AND (ended_at = datetime(ended_at, '+0 days') OR ended_at = date(ended_at, '+0 days'))
    THEN ended_at END AS ended_at
FROM crm_integration
WHERE started_at = datetime(started_at, '+0 days') OR started_at = date(started_at, '+0 days');

CREATE VIEW read_customer AS
SELECT account_id,
  CASE WHEN started_at > '' AND (started_at = datetime(started_at, '+0 days') OR started_at = date(started_at, '+0 days'))
    THEN started_at END AS started_at,
  CASE WHEN live_at > '' AND (live_at = datetime(live_at, '+0 days') OR live_at = date(live_at, '+0 days')) THEN live_at END AS live_at,
  CASE WHEN churned_at > '' AND (churned_at = datetime(churned_at, '+0 days') OR churned_at = date(churned_at, '+0 days'))
    THEN churned_at END AS churned_at
FROM crm_customer;

CREATE VIEW read_arr AS
SELECT account_id, at,
  CASE WHEN CAST(arr_minor AS INTEGER) = arr_minor AND CAST(arr_minor AS INTEGER) BETWEEN -1e16 AND 1e16
    THEN CAST(arr_minor AS INTEGER) END AS arr_minor,
  CASE WHEN currency < x'' THEN nullif(upper(trim(currency)), '') WHEN currency IS NOT NULL THEN '?' END AS currency
FROM crm_arr
WHERE at = datetime(at, '+0 days') OR at = date(at, '+0 days');

CREATE VIEW read_nps AS
SELECT account_id, at,
  CASE WHEN CAST(score AS REAL) = score AND CAST(score AS REAL) BETWEEN 0 AND 10 THEN CAST(score AS REAL) END AS score
FROM crm_nps
WHERE at = datetime(at, '+0 days') OR at = date(at, '+0 days');

CREATE VIEW read_compensation AS
SELECT CASE WHEN owner <> '' AND owner < x'' THEN owner END AS owner, opportunity_id,
  CASE WHEN CAST(amount_minor AS INTEGER) = amount_minor
    AND CAST(amount_minor AS INTEGER) BETWEEN -1e16 AND 1e16 THEN CAST(amount_minor AS INTEGER) END AS amount_minor,
  CASE WHEN currency < x'' THEN nullif(upper(trim(currency)), '') WHEN currency IS NOT NULL THEN '?' END AS currency
FROM crm_compensation;

-- starts_on: the first day of the period, a day, a month YYYY-MM or a quarter YYYY-Qn.
CREATE VIEW read_cost AS
SELECT channel, kind, partner_id, period, CASE WHEN day = date(day, '+0 days') THEN day END AS starts_on, amount_minor, currency,
  coalesce(kind IN ('commission', 'discount', 'rebate'), 0) AS partner_pay
FROM (
  SELECT CASE WHEN channel < x'' THEN nullif(lower(trim(channel)), '') END AS channel,
    CASE WHEN kind < x'' THEN nullif(lower(trim(kind)), '') END AS kind, partner_id,
    CASE WHEN period <> '' AND period < x'' THEN period END AS period,
    CASE WHEN length(period) = 7 AND upper(substr(period, 5, 2)) = '-Q' AND substr(period, 7, 1) BETWEEN '1' AND '4'
        THEN substr(period, 1, 4) || '-' || printf('%02d', substr(period, 7, 1) * 3 - 2) || '-01'
         WHEN length(period) = 7 THEN period || '-01' WHEN period = datetime(period, '+0 days') THEN date(period) ELSE period END AS day,
    CASE WHEN CAST(amount_minor AS INTEGER) = amount_minor AND CAST(amount_minor AS INTEGER) BETWEEN -1e16 AND 1e16
      THEN CAST(amount_minor AS INTEGER) END
      AS amount_minor, CASE WHEN currency < x'' THEN nullif(upper(trim(currency)), '') WHEN currency IS NOT NULL THEN '?' END AS currency
  FROM crm_cost);

-- Rates: positive decimal text.
CREATE VIEW read_fx_rate AS
SELECT currency, valid_from, rate
FROM crm_fx_rate WHERE (valid_from = datetime(valid_from, '+0 days') OR valid_from = date(valid_from, '+0 days'))
  AND CAST(rate AS REAL) = rate
  AND CAST(rate AS REAL) BETWEEN 1e-12 AND 1e12;
