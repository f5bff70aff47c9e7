-- elg_shapley: the four modes, three games, errors.
.mode list
CREATE TABLE journey(path, conversions, nulls, value);
INSERT INTO journey VALUES ('a', 4, 6, 400.0), ('a > b', 6, 2, 900.0), ('b > c > b', 3, 3, 300.0), ('', 2, 0, 50.0);
SELECT quote(channel), quote(position), credit, value, share FROM elg_shapley('journey');
SELECT quote(channel), quote(position), credit, value FROM elg_shapley('journey', '{"mode":"ordered"}');
SELECT quote(channel), printf('%.12f', credit), quote(value) FROM elg_shapley('journey', '{"mode":"exact"}');
SELECT quote(channel), printf('%.12f', credit) FROM elg_shapley('journey', '{"mode":"exact","game":"rate"}');
SELECT quote(channel), printf('%.4f %.4f %.4f', credit, error, bound)
  FROM elg_shapley('journey', '{"mode":"sampled","game":"rate","samples":20000,"seed":7}');
SELECT quote(channel), credit, value, share FROM elg_shapley('journey', '{"mode":"shao_li"}');
SELECT channel, credit, value, quote(share) FROM elg_shapley('SELECT ''a > b'' AS path, 0 AS conversions, 2 AS nulls, 0 AS value', '{"mode":"shao_li"}');
SELECT channel, credit, quote(value) FROM elg_shapley('SELECT ''a > b'' AS path, 0 AS conversions, 2 AS nulls, 7 AS value', '{"mode":"shao_li"}');
SELECT * FROM elg_shapley('journey', '{"mode":"shao_li","game":"rate"}');
-- the channels of a path
SELECT path, p.* FROM journey, elg_path(path) p;
SELECT p.* FROM elg_path('  a -> b - c ->-> a ->', ' -> ') p;
SELECT p.* FROM elg_path('a b   c', ' ') p;
SELECT count(*) FROM elg_path(NULL);
SELECT count(*), count(channel) FROM journey j LEFT JOIN elg_path(j.path) p ON p.n > 2;
SELECT count(*) FROM elg_path('');
SELECT typeof(channel), channel FROM elg_path(12);
SELECT channel FROM elg_path('a|b', NULL);
SELECT * FROM elg_path('a', '');
-- the taxi game: fares 6, 12 and 42
CREATE TABLE taxi(coalition, worth);
INSERT INTO taxi VALUES ('A', 6), ('B', 12), ('C', 42), ('A > B', 12), ('A > C', 42), ('B > C', 42), ('A > B > C', 42);
SELECT channel, credit FROM elg_shapley('taxi', '{"mode":"exact","game":"worth"}');
-- more channels than exact can do
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 30) INSERT INTO journey SELECT 'a > x' || i, 1, i, 10 FROM n;
SELECT count(*), printf('%.9f', sum(credit)) FROM elg_shapley('journey', '{"mode":"sampled","game":"rate","samples":500}');
SELECT * FROM elg_shapley('journey', '{"mode":"exact"}');
SELECT * FROM elg_shapley('journey', '{"mode":"random"}');
SELECT * FROM elg_shapley('journey', '{"game":"rate"}');
SELECT * FROM elg_shapley('journey', '{"mode":"sampled","samples":1}');
SELECT * FROM elg_shapley('journey', '{"seed":"x"}');
SELECT * FROM elg_shapley('journey', '{"mode":"sampled","samples":2.5}');
SELECT * FROM elg_shapley('journey', '{"samples":200}');
SELECT * FROM elg_shapley('journey', '{"mode":"exact","seed":1}');
SELECT * FROM elg_shapley('journey', '{"model":"exact"}');
INSERT INTO taxi VALUES ('B > A', 13);
SELECT * FROM elg_shapley('taxi', '{"mode":"exact","game":"worth"}');
SELECT * FROM elg_shapley('SELECT ''a'' AS path, -1 AS conversions');
-- the sample does not depend on the order of rows
SELECT count(*), min(a.credit = b.credit AND a.error = b.error) FROM
  elg_shapley('SELECT * FROM journey ORDER BY path', '{"mode":"sampled","samples":100}') a JOIN
  elg_shapley('SELECT * FROM journey ORDER BY path DESC', '{"mode":"sampled","samples":100}') b USING (channel);
