-- elg_dedupe and elg_columns
.mode box
CREATE TABLE accounts(Id TEXT, "Account Name" TEXT, Website TEXT, "Billing Country" TEXT);
INSERT INTO accounts VALUES
  ('a1', 'Whirlpool Corporation', 'whirlpool.com', 'US'), ('a2', 'WHIRLPOOL CORP', 'www.whirlpool.com', 'United States'),
  ('a3', 'Datadog Inc', 'datadoghq.com', NULL), ('a4', 'Whirlpool Corporation', 'http://whirlpool.com/', 'US'),
  ('a5', '', NULL, NULL), ('a6', NULL, NULL, NULL), ('a7', 'Zoetis', 'gmail.com', NULL), ('a8', 'Quizzical', 'gmail.com', NULL),
  ('a9', 'Something Else', 'datadoghq.com', NULL);
SELECT * FROM elg_columns('accounts');
SELECT * FROM elg_columns('SELECT 1 AS company, 2 AS "Parent Account ID"') WHERE column IS NOT NULL;
SELECT * FROM elg_columns('accounts', '{"columns":{"name":"Website","country":null}}') WHERE column IS NOT NULL;
SELECT id, name, cluster, cluster_size, joined_to, rule FROM elg_dedupe('accounts');
SELECT count(*) AS threshold_1_joins_equal_rows_only FROM elg_dedupe('SELECT Id, "Account Name" FROM accounts', 1) WHERE joined_to IS NOT NULL;
-- every row comes out once, in order, with its own id
SELECT group_concat(id) AS ids FROM elg_dedupe('accounts');
SELECT typeof(id), quote(id), typeof(cluster), typeof(joined_to) FROM elg_dedupe(
  'SELECT 7 AS id, ''Acme Ltd'' AS name UNION ALL SELECT 7.5, ''Acme Limited'' UNION ALL SELECT x''07'', ''Bolt'' UNION ALL SELECT ''7'', ''ACME LTD''');
-- an empty BLOB in the first row is an id
SELECT quote(id), cluster_size FROM elg_dedupe('SELECT x'''' AS id, ''Acme'' AS name');
SELECT count(*) FROM elg_dedupe('SELECT 1 AS id, ''x'' AS name WHERE 0');
-- a bridge: rows of one group share a domain, the middle row has both
CREATE TABLE bridge(id INTEGER PRIMARY KEY, name, domains);
INSERT INTO bridge VALUES (1, 'Whirlpool', 'one.com'), (2, 'Maytag', 'one.com two.com'), (3, 'Zoetis', 'two.com');
SELECT id, cluster, cluster_size, joined_to, round(score, 2) AS score, rule FROM elg_dedupe('bridge');
-- 10,000 equal names are one record
SELECT count(*), count(DISTINCT cluster), max(cluster_size) FROM elg_dedupe(
  'WITH c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 10000) SELECT i AS id, ''Acme Widgets GmbH'' AS name FROM c');
-- the same firm whatever else is in the list
SELECT a.id FROM elg_dedupe('SELECT rowid AS id, name FROM bridge') AS a JOIN elg_dedupe('bridge') AS b ON a.id = b.id WHERE a.name <> b.name;
-- errors
SELECT * FROM elg_dedupe('nothing');
SELECT * FROM elg_dedupe(NULL);
SELECT * FROM elg_dedupe('accounts', 2);
SELECT * FROM elg_dedupe('accounts', 'high');
SELECT * FROM elg_dedupe('accounts', NULL, '{"best":"mutual"}');
SELECT * FROM elg_dedupe('accounts', NULL, '{"profile":"loose"}');
SELECT * FROM elg_dedupe('accounts', NULL, '[]');
SELECT * FROM elg_dedupe('SELECT 1 AS id, ''a'' AS name UNION ALL SELECT 1, ''b''');
SELECT count(*) FROM elg_dedupe('SELECT 1 AS id, ''a'' AS name UNION ALL SELECT 1, ''b''', NULL, '{"duplicates":"keep"}');
SELECT * FROM elg_dedupe('SELECT NULL AS id, ''a'' AS name');
SELECT * FROM elg_dedupe('SELECT 1 AS id');
SELECT * FROM elg_columns('DELETE FROM accounts');
SELECT * FROM elg_columns(NULL);
SELECT * FROM elg_columns('accounts', '{"columns":{"name":"nothing"}}');
CREATE VIEW v AS SELECT * FROM elg_dedupe('accounts');
SELECT * FROM v;
-- Read once where a statement scans the call again.
SELECT count(*) AS rows, count(DISTINCT d.id) AS reads FROM (VALUES (1), (2), (3)) AS v LEFT JOIN elg_dedupe('SELECT random() AS id, ''Acme'' AS name') AS d ON d.name IS NOT NULL;
SELECT b.id, d.cluster, d.joined_to, d.evidence IS NOT NULL AS told FROM bridge AS b LEFT JOIN elg_dedupe('bridge') AS d ON d.id = b.id;
SELECT n.column1 AS n, count(d.id) AS rows FROM (VALUES (1), (2), (2), (1)) AS n LEFT JOIN elg_dedupe('SELECT * FROM bridge WHERE id > ' || n.column1) AS d ON d.id > 0 GROUP BY 1;
-- blank ids are refused as NULL ones are, by every function that reads a list
SELECT * FROM elg_dedupe('SELECT 1 AS id, ''a'' AS name UNION ALL SELECT '''', ''b''');
SELECT * FROM elg_dedupe('SELECT '' '' || char(9) AS id, ''a'' AS name', NULL, '{"duplicates":"keep"}');
SELECT * FROM elg_overlap('bridge', 'SELECT '''' AS id, ''a'' AS name');
SELECT * FROM elg_overlap('SELECT ''  '' AS id, ''a'' AS name', 'bridge');
SELECT * FROM elg_search('SELECT '''' AS id, ''a'' AS name', 'a');
-- rows with a name or a list of domains too long: the error names the first, elg_name_problem lists and leaves out names
CREATE TABLE long(id TEXT, name TEXT);
INSERT INTO long VALUES ('l1', 'Acme'), ('l2', printf('%.1025c', 'x')), ('l3', rtrim(replace(printf('%.65c', 'x'), 'x', 'word '))), ('l4', printf('%.256c', 'x')), ('l5', NULL), ('l6', ''), ('l7', 'ACME');
SELECT * FROM elg_dedupe('long');
SELECT * FROM elg_overlap('bridge', 'long');
SELECT * FROM elg_dedupe('SELECT 7 AS id, ''a'' AS name, ''a.com b.com c.com d.com e.com f.com g.com h.com i.com'' AS domains');
.mode list
SELECT id, elg_name_problem(name) AS problem FROM long;
.mode box
SELECT id, cluster_size FROM elg_dedupe('SELECT * FROM long WHERE elg_name_problem(name) IS NULL');
