-- publish.sql: what elg_publish writes, each as a plain table of the same name with declared types: first for us, then for the one
-- partner :partner.

-- Names of the tables and views, in main and temp. Helpers that repeat what the others show stay out.
SELECT name FROM (SELECT name, type FROM sqlite_master UNION SELECT name, type FROM sqlite_temp_master)
WHERE type = 'view' AND (name GLOB 'map_*' OR name GLOB 'motion_*' OR name GLOB 'credit_*' OR name GLOB 'influence_*'
    OR name GLOB 'lifecycle_*' OR name GLOB 'fact_*' OR name GLOB 'metric_*' OR name GLOB 'health_*' OR name GLOB 'portal_*'
    OR name GLOB 'snapshot_*' OR name = 'crm_check')
  AND name NOT IN ('map_level', 'map_match', 'map_open', 'map_customer', 'map_group_customer', 'map_group_open', 'map_rate',
    'map_override', 'map_share', 'map_share_rule', 'map_explain', 'map_orphan', 'map_unknown_word',
    'map_bad_time', 'map_bad_amount', 'map_bad_number', 'map_bad_text', 'map_bad_setting', 'map_conflict',
    'motion_joint', 'credit_policy_line', 'credit_policy_diff', 'credit_weight', 'credit_trail', 'metric_value', 'metric_input',
    'metric_part', 'fact_setting')
  OR type IN ('table', 'view') AND name IN ('crm_account', 'crm_partner')
ORDER BY name;

-- The rows of elg_meta.
SELECT 'elgext', elg_version()
UNION ALL SELECT 'rules', elg_rules_version()
UNION ALL SELECT 'published_at', strftime('%Y-%m-%d %H:%M:%S', 'now')
UNION ALL SELECT 'as_of', (SELECT as_of FROM fact_now)
UNION ALL SELECT 'run', (SELECT max(run_id) FROM elg_run)
UNION ALL SELECT 'refreshed_at', (SELECT started_at FROM elg_run ORDER BY run_id DESC LIMIT 1)
UNION ALL SELECT 'policy', (SELECT policy || ' ' || version FROM elg_policy WHERE active)
UNION ALL SELECT 'reporting_currency', (SELECT currency FROM fact_now)
UNION ALL SELECT 'match_threshold', (SELECT value FROM elg_state WHERE name = 'threshold');

-- What one partner gets: its rows of these views, in none of which an id of ours stands.
SELECT name FROM (SELECT name, type FROM sqlite_master UNION SELECT name, type FROM sqlite_temp_master)
WHERE type = 'view' AND name GLOB 'portal_*' AND name <> 'portal_share'
ORDER BY name;

-- The rows of its elg_meta.
SELECT 'elgext', elg_version()
UNION ALL SELECT 'published_at', strftime('%Y-%m-%d %H:%M:%S', 'now')
UNION ALL SELECT 'as_of', (SELECT as_of FROM fact_now)
UNION ALL SELECT 'reporting_currency', (SELECT currency FROM fact_now)
UNION ALL SELECT 'partner_id', :partner;
