-- elg_search
.mode box
CREATE TABLE accounts(id INTEGER PRIMARY KEY, name TEXT, website TEXT, country TEXT);
INSERT INTO accounts VALUES (1, 'Whirlpool Corporation', 'whirlpool.com', 'US'), (2, 'Datadog Inc', 'datadoghq.com', 'US'),
  (3, 'WHIRLPOOL CORP', NULL, NULL), (4, 'Whirlpool (UK) Ltd', 'whirlpool.co.uk', 'GB'), (5, 'Zoetis', NULL, NULL),
  (6, 'Whirlpool Corporation', 'whirlpool.com', 'US'), (7, NULL, 'x.com', NULL);
SELECT id, name, score = 1 AS exact, rule FROM elg_search('accounts', 'Whirlpool Corporation', 3);
SELECT count(*) AS n, min(score) > 0 AS positive FROM elg_search('accounts', 'Whirlpool');
SELECT group_concat(score = name_score) AS names_only FROM elg_search('accounts', 'Whirlpool');
SELECT count(*) FROM elg_search('accounts', 'Whirlpool', 1);
SELECT count(*) FROM elg_search('accounts', NULL);
SELECT count(*) FROM elg_search('accounts', '');
SELECT count(*) FROM elg_search('accounts', 'nothing like it');
-- what else is known
SELECT id, rule FROM elg_search('accounts', 'Maytag', NULL, '{"domain":"https://www.whirlpool.com/x"}');
SELECT count(*) FROM elg_search('accounts', 'Maytag', NULL, '{"domain":"jane@gmail.com"}');
SELECT s.id, s.score < n.score AS lower FROM elg_search('accounts', 'Whirlpool', 9, '{"country":"Germany"}') AS s
  JOIN elg_search('accounts', 'Whirlpool', 9) AS n ON n.id = s.id ORDER BY s.id;
-- the score is the scalar's, the evidence is the explanation
SELECT count(*) AS n, sum(s.name_score = elg_similarity(s.name, 'Whirlpool UK Limited')) AS same_score,
       sum(s.evidence = elg_explain(s.name, 'Whirlpool UK Limited')) AS same_words FROM elg_search('accounts', 'Whirlpool UK Limited') AS s;
-- lateral: best row of each of a list
CREATE TABLE partner(name);
INSERT INTO partner VALUES ('Zoetis Inc.'), ('datadog'), ('Whirlpool'), (NULL);
SELECT p.name, s.id FROM partner AS p, elg_search('accounts', p.name, 1) AS s;
-- the kept index is renewed: by this connection's changes, schema changes, rollbacks
INSERT INTO accounts VALUES (8, 'Whirlpool Trading', NULL, NULL);
SELECT count(*) FROM elg_search('accounts', 'Whirlpool');
DELETE FROM accounts WHERE id = 8;
SELECT count(*) FROM elg_search('accounts', 'Whirlpool');
BEGIN;
INSERT INTO accounts VALUES (8, 'Whirlpool Trading', NULL, NULL);
SELECT count(*) FROM elg_search('accounts', 'Whirlpool');
SELECT count(*) FROM elg_search('accounts', 'Whirlpool');
ROLLBACK;
SELECT count(*) FROM elg_search('accounts', 'Whirlpool');
SAVEPOINT s;
INSERT INTO accounts VALUES (8, 'Whirlpool Trading', NULL, NULL);
SELECT count(*) FROM elg_search('accounts', 'Whirlpool');
ROLLBACK TO s;
SELECT count(*) FROM elg_search('accounts', 'Whirlpool');
RELEASE s;
CREATE VIEW few AS SELECT * FROM accounts WHERE id < 3;
SELECT count(*) FROM elg_search('few', 'Whirlpool');
DROP VIEW few;
CREATE VIEW few AS SELECT * FROM accounts WHERE id < 5;
SELECT count(*) FROM elg_search('few', 'Whirlpool');
CREATE TEMP TABLE few AS SELECT 1 AS id, 'Zoetis' AS name;
SELECT count(*) FROM elg_search('few', 'Whirlpool'), (SELECT count(*) AS zoetis FROM elg_search('few', 'Zoetis'));
ATTACH ':memory:' AS more;
CREATE TABLE more.list AS SELECT 1 AS id, 'Quizzical' AS name;
SELECT count(*) FROM elg_search('more.list', 'Quizzical');
DETACH more;
SELECT count(*) FROM elg_search('more.list', 'Quizzical');
ATTACH ':memory:' AS more;
CREATE TABLE more.list AS SELECT 1 AS id, 'Zoetis' AS name;
SELECT count(*) FROM elg_search('more.list', 'Quizzical');
-- more lists than are kept
SELECT group_concat(n) FROM (SELECT (SELECT count(*) FROM elg_search('SELECT id, name FROM accounts WHERE id <> ' || (value % 7), 'Whirlpool')) AS n
  FROM (WITH c(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM c WHERE value < 14) SELECT value FROM c));
-- types of ids
SELECT typeof(id), quote(id) FROM elg_search('SELECT x''07'' AS id, ''Acme Ltd'' AS name UNION ALL SELECT 7.5, ''Acme Ltd'' UNION ALL SELECT ''7'', ''Acme Ltd''', 'acme ltd');
-- errors
SELECT * FROM elg_search('accounts');
SELECT * FROM elg_search(NULL, 'x');
SELECT * FROM elg_search('nothing', 'x');
SELECT * FROM elg_search('accounts', 'x', 0);
SELECT * FROM elg_search('accounts', 'x', 1.5);
SELECT * FROM elg_search('accounts', 'x', 'many');
SELECT * FROM elg_search('accounts', 'x', 1, '{"threshold":1}');
SELECT * FROM elg_search('accounts', 'x', 1, '{"domain":1}');
SELECT * FROM elg_search('accounts', 'x', 1, '{"country":"Atlantis"}');
SELECT * FROM elg_search('SELECT 1 AS id, ''a'' AS name UNION ALL SELECT 1, ''b''', 'x');
SELECT length(name) FROM elg_search('accounts', printf('%.2000c', 'x'));
-- a relation that varies by itself is read by every statement, once: by a function, in a view, through a virtual table
DETACH more;
CREATE VIEW varying AS SELECT random() AS id, 'Zoetis' AS name;
CREATE VIEW stable AS SELECT id, upper(trim(name)) AS name FROM accounts;
SELECT (SELECT id FROM elg_search('varying', 'Zoetis', 1)) = (SELECT id FROM elg_search('varying', 'Zoetis', 1)) AS view_kept,
       (SELECT id FROM elg_search('SELECT random() AS id, ''Zoetis'' AS name', 'Zoetis', 1)) = (SELECT id FROM elg_search('SELECT random() AS id, ''Zoetis'' AS name', 'Zoetis', 1)) AS select_kept;
SELECT count(DISTINCT s.id) AS reads FROM (VALUES (1), (2), (3)) AS v, elg_search('varying', 'Zoetis' || substr('', v.column1), 1) AS s;
SELECT group_concat(name) FROM elg_search('stable', 'Zoetis');
