-- A first call makes everything, a second nothing.
SELECT json_extract(elg_init(), '$.tables') > 30;
SELECT json_extract(elg_init(), '$.tables');
-- Rows an analyst changed or removed stay so; a missing setting comes back.
UPDATE elg_setting SET value = 45 WHERE name = 'sourced_days';
DELETE FROM elg_setting WHERE name = 'min_n';
DELETE FROM elg_alias;
SELECT json_extract(elg_init(), '$.tables');
SELECT name, value FROM elg_setting WHERE name IN ('sourced_days', 'min_n') ORDER BY name;
SELECT count(*) FROM elg_alias;
-- Objects of the user's in the way are refused by name, and nothing is left half made.
CREATE TEMP TABLE crm_nps(x);
SELECT elg_init();
DROP TABLE temp.crm_nps;
DROP TABLE elg_run;
CREATE TABLE elg_run(mine);
DROP TABLE elg_tier;
SELECT elg_init();
SELECT count(*) FROM sqlite_master WHERE name = 'elg_tier';
DROP TABLE elg_run;
SELECT elg_init();
-- A crm_* view of the analyst's is an input; one that lacks a column is not.
DROP TABLE crm_nps;
CREATE TABLE survey(account, day, points);
CREATE VIEW crm_nps AS SELECT account AS account_id, day AS at FROM survey;
SELECT elg_init();
DROP VIEW crm_nps;
CREATE VIEW crm_nps AS SELECT account AS account_id, day AS at, points AS score FROM survey;
SELECT elg_init();
SELECT type FROM sqlite_master WHERE name = 'crm_nps';
-- An index of an earlier version goes, the analyst's own stays.
CREATE INDEX elg_ix_deal_expansion ON elg_deal(account_id, kind);
CREATE INDEX elg_ix_deal_status ON crm_cost(period);
CREATE INDEX my_index ON elg_deal(account_id, kind);
SELECT elg_init();
SELECT name FROM sqlite_master WHERE name IN ('elg_ix_deal_expansion', 'elg_ix_deal_status', 'my_index') ORDER BY name;
-- Nothing persistent calls a function of the extension.
SELECT o.name, f.name FROM sqlite_master o
  JOIN (SELECT name FROM pragma_function_list UNION SELECT name FROM pragma_module_list) f
    ON f.name GLOB 'elg_*' AND instr(lower(o.sql), f.name || '(');
PRAGMA quick_check;
-- What the connection calls columns is no matter to a refresh and an import.
PRAGMA full_column_names = 1;
PRAGMA short_column_names = 0;
CREATE TABLE companies(id, name);
INSERT INTO companies VALUES ('C1', 'Globex');
SELECT json_extract(elg_import('hubspot'), '$.takes[0].taken');
SELECT json_extract(elg_refresh('full'), '$.mode');
PRAGMA full_column_names;
-- Ids that are numbers are refused: nothing would find them.
DROP TABLE crm_customer;
CREATE TABLE firms(id INTEGER PRIMARY KEY, day);
INSERT INTO firms VALUES (1, '2026-01-01');
CREATE VIEW crm_customer AS SELECT id AS account_id, day AS started_at, NULL AS live_at, NULL AS churned_at FROM firms;
SELECT elg_init();
DROP VIEW crm_customer;
CREATE VIEW crm_customer AS SELECT CAST(id AS TEXT) AS account_id, day AS started_at, NULL AS live_at, NULL AS churned_at FROM firms;
SELECT elg_init() IS NOT NULL;
