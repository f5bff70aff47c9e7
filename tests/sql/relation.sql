-- What counts as a relation: names, SELECTs, comments, brackets, semicolons.
CREATE TABLE t(id INTEGER, name TEXT, website TEXT, other TEXT);
INSERT INTO t VALUES (1, 'Acme', 'acme.com', 'x'), (2, 'Bolt', NULL, 'y');
SELECT group_concat(id) FROM elg_dedupe('-- all' || char(10) || 'SELECT * FROM t');
SELECT group_concat(id) FROM elg_dedupe('/* all -- of them */ SELECT * FROM t');
SELECT group_concat(id) FROM elg_dedupe('/**/SELECT * FROM t');
SELECT group_concat(id) FROM elg_dedupe('/*/ SELECT */ SELECT * FROM t');
SELECT group_concat(id) FROM elg_dedupe('SELECT * FROM t -- all');
SELECT group_concat(id) FROM elg_dedupe('SELECT * FROM t; -- all');
SELECT group_concat(id) FROM elg_dedupe('; SELECT * FROM t ; /* all */ ; -- of' || char(10) || '-- them');
SELECT group_concat(id) FROM elg_dedupe('(SELECT * FROM t)');
SELECT group_concat(id) FROM elg_dedupe(' ( /* all */ (SELECT * FROM t) ) ; -- all');
SELECT group_concat(id) FROM elg_dedupe('(WITH x AS (SELECT * FROM t) SELECT * FROM x)');
SELECT group_concat(id) FROM elg_dedupe('-- all' || char(13) || char(10) || '(SELECT id, name FROM t WHERE id > 1)');
SELECT count(*) FROM elg_markov('/* paths */ SELECT ''a > b'' AS path, 1 AS conversions;');
-- errors
SELECT * FROM elg_dedupe('SELECT * FROM t; SELECT 1');
SELECT * FROM elg_dedupe('SELECT * FROM t; -- x' || char(10) || 'DELETE FROM t');
SELECT * FROM elg_dedupe('(SELECT * FROM t); DELETE FROM t');
SELECT * FROM elg_dedupe('(SELECT * FROM t');
SELECT * FROM elg_dedupe('-- only a comment');
SELECT * FROM elg_dedupe('/* only a comment');
SELECT * FROM elg_dedupe('(t)');
SELECT * FROM elg_dedupe('');
SELECT * FROM elg_dedupe('-- x' || char(10) || 'DELETE FROM t');
SELECT count(*) FROM t;
-- A table is read with the columns in use only: in the order of its rows whatever is indexed, by any name, rowid and all.
CREATE TABLE touches(note TEXT, "Deal ID" TEXT, "say ""at""" TEXT, Amount INTEGER, Partner TEXT, Type TEXT, spare BLOB);
CREATE INDEX touches_index ON touches("Deal ID", "say ""at""", Amount, Partner, Type);
INSERT INTO touches VALUES ('n', 'z', '2024-01-02', 100, 'p', 'web', x'00'), ('n', 'a', '2024-01-03', 50, 'q', 'call', x'01'), ('n', 'z', '2024-01-01', 100, 'r', NULL, x'02');
DELETE FROM touches WHERE rowid = 2;
INSERT INTO touches VALUES ('n', 'a', '2024-01-03', 50, 'q', 'call', x'01');
SELECT deal, touch, partner, type, at, linear_minor FROM elg_attribution('touches', '{"columns":{"at":"say \"at\""}}');
SELECT deal, linear_minor FROM elg_attribution('touches', '{"columns":{"at":"say \"at\""}}');
SELECT deal, linear_minor FROM elg_attribution('main."touches"', '{"columns":{"at":"say \"at\""}}');
CREATE VIEW seen AS SELECT *, 7 AS touch FROM touches;
SELECT deal, touch, linear_minor FROM elg_attribution('seen', '{"columns":{"at":"say \"at\""}}');
CREATE TABLE keyed(deal TEXT, at TEXT, touch INTEGER, other TEXT, PRIMARY KEY(touch DESC)) WITHOUT ROWID;
INSERT INTO keyed VALUES ('b', '2024-01-01', 2, 'x'), ('a', '2024-01-01', 1, 'y'), ('c', '2024-01-01', 3, 'z');
SELECT deal, touch FROM elg_attribution('keyed');
SELECT deal FROM elg_attribution('keyed', '{"columns":{"touch":null}}');
-- A relation is read once where a statement scans the same call again, with the same rows each time; NULL has none.
CREATE TABLE thrice(n INTEGER);
INSERT INTO thrice VALUES (1), (2), (3);
CREATE VIEW chance AS SELECT 'c' || random() AS path, 1 AS conversions UNION ALL SELECT 'd > e', 2;
SELECT count(*), count(DISTINCT m.channel) FROM thrice LEFT JOIN elg_markov('chance') AS m ON m.channel IS NOT NULL;
SELECT count(*), count(DISTINCT m.channel) FROM thrice LEFT JOIN elg_shapley('chance') AS m ON m.channel IS NOT NULL;
SELECT count(*), count(DISTINCT m.channel) FROM thrice LEFT JOIN elg_fractribution('chance') AS m ON m.channel IS NOT NULL;
CREATE VIEW lasting AS SELECT 1 AS time, 1 AS event, 'c' || random() AS cohort UNION ALL SELECT 2, 1, 'd' UNION ALL SELECT 3, 0, 'd';
SELECT count(*), count(DISTINCT k.cohort) FROM thrice LEFT JOIN elg_kaplan_meier('lasting') AS k ON k.cohort IS NOT NULL;
SELECT count(*), count(DISTINCT k.cohort) FROM thrice LEFT JOIN elg_logrank('lasting') AS k ON k.cohort IS NOT NULL;
CREATE VIEW stratum AS SELECT 10 + abs(random() % 50) AS x1, 1000003 AS n1, 5 AS x2, 100 AS n2 UNION ALL SELECT abs(random() % 100000), 1000003, 7, 100;
SELECT count(*), count(DISTINCT m.estimate) FROM thrice LEFT JOIN elg_mantel_haenszel('stratum') AS m ON m.estimate IS NOT NULL;
SELECT count(m.channel) FROM thrice LEFT JOIN elg_markov(NULL) AS m ON m.share > 0;
SELECT count(k.cohort) FROM thrice LEFT JOIN elg_kaplan_meier('SELECT 1 AS time, 1 AS event WHERE 0') AS k ON k.time > 0;
SELECT n, count(m.channel) FROM thrice LEFT JOIN elg_markov(CASE WHEN n <> 2 THEN 'chance' END) AS m ON m.channel IS NOT NULL GROUP BY n;
-- A parameter has no value.
SELECT * FROM elg_overlap('SELECT 1 AS id, ''Acme'' AS name WHERE 1 = ?', 'SELECT 1 AS id, ''Acme'' AS name');
-- What the connection calls columns is no matter, and stays.
CREATE TABLE firm(id, name);
INSERT INTO firm VALUES (1, 'Globex'), (2, 'Initech');
PRAGMA full_column_names = 1;
SELECT left_id, right_id FROM elg_overlap('SELECT firm.id, firm.name FROM firm', 'SELECT id, name FROM firm');
PRAGMA short_column_names = 0;
SELECT left_id, right_id FROM elg_overlap('SELECT * FROM firm', 'firm');
SELECT role, column FROM elg_columns('SELECT * FROM (SELECT id, name FROM firm)') WHERE column IS NOT NULL;
PRAGMA full_column_names;
PRAGMA short_column_names;
-- A column that bears the name of the rowid is none: its values are checked as those of any id.
PRAGMA full_column_names = 0;
PRAGMA short_column_names = 1;
CREATE TABLE numbered(rowid INTEGER, name);
INSERT INTO numbered VALUES (7, 'Globex'), (7, 'Initech');
SELECT left_id, right_id FROM elg_overlap('numbered', 'firm');
SELECT left_id, right_id FROM elg_overlap('SELECT 7 AS rowid, name FROM firm', 'firm', NULL, '{"columns": {"left": {"id": "rowid"}}}');
