-- elg_markov: published examples, malformed paths, order, options, errors.
.mode list
CREATE TABLE journey(path, conversions, nulls, value);
INSERT INTO journey VALUES ('C1 > C2 > C3', 1, 0, 1000.0), ('C1', 0, 1, 0), ('C2 > C3', 0, 1, 0);
SELECT channel, removal_effect, share, conversions, value FROM elg_markov('journey');
CREATE TABLE mam(path, conversions);
INSERT INTO mam SELECT value, 3 FROM json_each('["A","A > B","A > B > C","B","B > A","B > C > A","C","C > A","C > B > A"]');
SELECT channel, printf('%.12f %.12f', removal_effect, conversions), quote(value) FROM elg_markov('mam');
SELECT channel, printf('%.12f', removal_effect) FROM elg_markov('mam', 2);
SELECT printf('%.12f', sum(conversions)) FROM elg_markov('mam', 3);
-- empty channels are skipped; journeys without a channel are the NULL row
SELECT quote(channel), printf('%.6f', removal_effect), conversions, quote(value) FROM elg_markov('SELECT column1 AS path, column2 AS conversions
  FROM (VALUES ('''', 1), ('' > > '', 2), (''a >  > b'', 3), (''c'', 4), (NULL, 5))');
SELECT channel, removal_effect FROM elg_markov('SELECT ''a|b|a'' AS steps, 2 AS n', 1, '{"separator":"|","columns":{"path":"steps","conversions":"n"}}');
-- no conversions
SELECT channel, quote(removal_effect), quote(share), conversions FROM elg_markov('SELECT ''a > b'' AS path, 0 AS conversions, 3 AS nulls');
SELECT count(*) FROM elg_markov('SELECT * FROM journey WHERE 0');
SELECT count(*) FROM elg_markov(NULL);
-- lateral
SELECT o.value, channel, removal_effect FROM json_each('[1,2]') o JOIN elg_markov('journey', o.value) WHERE channel = 'C1';
SELECT * FROM elg_markov('journey', 0);
SELECT * FROM elg_markov('journey', 1.5);
SELECT * FROM elg_markov('journey', 1, '{"sep":">"}');
SELECT * FROM elg_markov('journey', 1, '{"separator":""}');
SELECT * FROM elg_markov('journey', 1, '{"separator":1}');
SELECT * FROM elg_markov('journey', 1, '[]');
SELECT * FROM elg_markov('SELECT path FROM journey');
SELECT * FROM elg_markov('SELECT path, -1 AS conversions FROM journey');
SELECT * FROM elg_markov('SELECT path, ''many'' AS conversions FROM journey');
SELECT * FROM elg_markov('nowhere');
SELECT * FROM elg_markov;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 4001) INSERT INTO journey SELECT 'c' || i, 1, 0, 0 FROM n;
SELECT * FROM elg_markov('journey');
-- Numbers whose sum would be no double.
SELECT * FROM elg_markov('SELECT ''a'' AS path, 1e308 AS conversions UNION ALL SELECT ''a > b'', 1e308');
SELECT * FROM elg_markov('SELECT ''a'' AS path, 1 AS conversions, -1e200 AS value');
SELECT * FROM elg_shapley('SELECT ''a'' AS path, 1e308 AS conversions', '{"mode":"exact"}');
SELECT * FROM elg_fractribution('SELECT ''a'' AS path, 1e308 AS conversions');
SELECT elg_influence('a', 1e308, '2024-01-01', '2024-01-01');
