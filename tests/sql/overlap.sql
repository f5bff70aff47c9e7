-- elg_overlap: columns, facts, ids, errors
.mode box
CREATE TABLE accounts(Id TEXT PRIMARY KEY, Name TEXT, Website TEXT, BillingCountry TEXT, LEI TEXT, DUNS TEXT, "Registration Number" TEXT);
INSERT INTO accounts VALUES
  ('001', 'Whirlpool Corporation', 'whirlpool.com', 'US', NULL, NULL, NULL),
  ('002', 'Zoetis Inc', 'https://www.zoetis.com', NULL, '506700GE1G29325QX363', NULL, NULL),
  ('003', 'Quizzical Ltd', 'gmail.com', 'GB', NULL, '150483782', '00445790'),
  ('004', 'Datadog', NULL, 'France', NULL, NULL, '445790'),
  ('005', '', NULL, NULL, NULL, NULL, NULL), ('006', NULL, 'blank.com', NULL, NULL, NULL, NULL),
  ('007', 'Maytag', 'linkedin.com/company/maytag', NULL, '  ', '000000000', '0');
CREATE TABLE partner(record_id INTEGER PRIMARY KEY, company TEXT, domain TEXT, country TEXT, lei TEXT, duns_number TEXT, company_number TEXT);
INSERT INTO partner VALUES
  (1, 'WHIRLPOOL CORP', NULL, 'United States', NULL, NULL, NULL), (2, 'Other name altogether', 'shop.zoetis.com', NULL, NULL, NULL, NULL),
  (3, 'Zoetis', NULL, NULL, '5067 00GE 1G29 325Q X363', NULL, NULL), (4, 'Somebody', 'jane@gmail.com', NULL, NULL, '15-048-3782', NULL),
  (5, 'Somebody else', NULL, 'GB', NULL, NULL, '445790'), (6, 'Nobody', 'https://linkedin.com/company/nobody', NULL, NULL, '000000000', '0'),
  (7, '', 'blank.com', NULL, NULL, NULL, NULL), (8, 'Datadog', NULL, 'DE', NULL, NULL, NULL);
SELECT left_id, right_id, rule, round(score, 2) AS score, name_score = 1 AS same_name FROM elg_overlap('accounts', 'partner') ORDER BY 1, 2;
SELECT left_id, right_id, json_extract(evidence, '$.domain') AS domain, json_extract(evidence, '$.country') AS country FROM elg_overlap('accounts', 'partner')
 WHERE rule = 'domain' OR json_extract(evidence, '$.country') IS NOT NULL ORDER BY 1, 2;
-- names only: no facts, no names, no website
SELECT count(*) FROM elg_overlap('SELECT Id, Name FROM accounts', 'SELECT record_id AS id, company FROM partner WHERE record_id <> 8');
-- types and values of ids
SELECT typeof(left_id), quote(left_id), typeof(right_id), quote(right_id), right_group FROM elg_overlap(
  'SELECT 1 AS id, ''Acme'' AS name UNION ALL SELECT ''1'', ''Acme'' UNION ALL SELECT 1.5, ''Acme'' UNION ALL SELECT x''01'', ''Acme''',
  'SELECT 9007199254740993 AS id, ''Acme'' AS name');
SELECT typeof(right_id), quote(right_id) FROM elg_overlap('SELECT 1 AS id, ''Acme'' AS name',
  'SELECT 1 AS id, ''Acme'' AS name UNION ALL SELECT ''1'', ''Acme'' UNION ALL SELECT 1.5, ''Acme'' UNION ALL SELECT x''01'', ''Acme''', NULL, '{"best":"left","k":9}');
-- relations: table, quoted, schema, view, SELECT, rowid
CREATE TABLE "my list"(name TEXT);
INSERT INTO "my list" VALUES ('Zoetis');
CREATE VIEW v AS SELECT rowid AS id, name FROM "my list";
SELECT left_id, right_id FROM elg_overlap('my list', '"my list"');
SELECT left_id, right_id FROM elg_overlap('main."my list"', 'v');
SELECT left_id, right_id FROM elg_overlap('  WITH x AS (SELECT 5 AS id, name FROM v) SELECT * FROM x;', 'temp.t');
CREATE TEMP TABLE t AS SELECT 'x' AS id, 'Zoetis' AS "Account Name";
SELECT left_id, right_id FROM elg_overlap('  WITH x AS (SELECT 5 AS id, name FROM v) SELECT * FROM x;', 'temp.t');
-- errors
SELECT * FROM elg_overlap('accounts');
SELECT * FROM elg_overlap(NULL, 'partner');
SELECT * FROM elg_overlap('accounts', 'nothing');
SELECT * FROM elg_overlap('accounts', 'SELECT 1 AS id');
SELECT * FROM elg_overlap('SELECT name FROM v', 'v');
SELECT * FROM elg_overlap('accounts', 'SELECT NULL AS id, ''a'' AS name');
SELECT * FROM elg_overlap('accounts', 'SELECT ''k'' AS id, ''a'' AS name UNION ALL SELECT ''k'', ''b''');
SELECT * FROM elg_overlap('SELECT 1.0 AS id, ''a'' AS name UNION ALL SELECT 1.0, ''b''', 'v');
SELECT count(*) FROM elg_overlap('SELECT 1 AS id, ''a'' AS name UNION ALL SELECT ''1'', ''b''', 'v');
SELECT * FROM elg_overlap('DELETE FROM accounts', 'v');
SELECT * FROM elg_overlap('SELECT 1 AS id, ''a'' AS name; SELECT 2', 'v');
SELECT * FROM elg_overlap('SELECT nosuch FROM v', 'v');
SELECT * FROM elg_overlap('SELECT 1 AS id, printf(''%.2000c'', ''x'') AS name', 'v');
CREATE VIEW bad AS SELECT * FROM elg_overlap('accounts', 'partner');
SELECT * FROM bad;
SELECT count(*) FROM accounts;
-- Scanned again for every row of a LEFT JOIN, by left row and by right row, with names, groups and evidence.
CREATE TABLE ours(id INTEGER, name TEXT);
CREATE TABLE theirs(id INTEGER, name TEXT, partner TEXT);
INSERT INTO ours VALUES (1, 'Globex Corporation'), (2, 'Initech'), (3, 'Umbrella Group'), (4, 'Nobody Else');
INSERT INTO theirs VALUES (11, 'Globex Corp.', 'P1'), (12, 'INITECH', 'P1'), (13, 'Umbrella Group', 'P2'), (14, 'Globex Corporation', 'P2');
SELECT ours.id, o.right_id, o.right_name, o.right_group, o.evidence IS NOT NULL AS told
  FROM ours LEFT JOIN elg_overlap('ours', 'theirs', NULL, '{"group": "partner"}') AS o ON o.left_id = ours.id;
SELECT t.n, count(*) AS pairs FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 1 UNION ALL SELECT 1) AS t
  LEFT JOIN elg_overlap('ours', 'SELECT * FROM theirs WHERE partner = ''P' || t.n || '''') AS o ON o.score > 0 GROUP BY t.n;
-- A statement that writes into the list it reads ends.
INSERT INTO theirs SELECT right_id + 100, right_name, right_group FROM elg_overlap('ours', 'theirs', NULL, '{"group": "partner"}') LIMIT 1000;
SELECT count(*) AS rows FROM theirs;
-- A byte order mark before the first column.
CREATE TABLE marked("﻿Account ID" TEXT, "Account Name" TEXT);
SELECT role, column FROM elg_columns('marked') WHERE "column" IS NOT NULL;
-- Blanks that do not break in the names of columns.
CREATE TABLE unbroken("Account ID" TEXT, " Account Name " TEXT);
SELECT role, column FROM elg_columns('unbroken') WHERE "column" IS NOT NULL;
