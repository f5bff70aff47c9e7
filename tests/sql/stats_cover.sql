-- How long several intervals hold at once, against the spells between all ends.
CREATE TABLE used(account TEXT, a REAL, b REAL);
INSERT INTO used VALUES ('one', 0, 10), ('two', 0, 10), ('two', 4, 12), ('apart', 0, 3), ('apart', 3, 5), ('apart', 7, 8), ('empty', 5, 5),
  ('empty', 7, 3), ('null', 1, NULL), ('same', 2, 4), ('same', 2, 4), ('same', 2, 4);
SELECT account, elg_cover(a, b), elg_cover(a, b, 1), elg_cover(a, b, 2), elg_cover(a, b, 3) FROM used GROUP BY account;
SELECT quote(elg_cover(a, b)) FROM used WHERE 0;
SELECT elg_cover(a, b, 1e9), elg_cover(a, b, NULL) FROM used;
SELECT elg_cover('1', '3.5');
SELECT elg_cover(julianday(column1), julianday(column2)) FROM (VALUES ('2024-01-01', '2024-02-01'), ('2024-01-15', '2024-03-01'));
SELECT elg_cover(1, 'x');
SELECT elg_cover(1, 2, 0);
SELECT elg_cover(1, 2, 1.5);
-- Random intervals: the sum over spells.
CREATE TABLE many AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)
  SELECT i % 300 AS account, i * 7919 % 997 AS a, i * 7919 % 997 + i * 104729 % 211 AS b FROM n;
SELECT count(*), sum(one <> (SELECT coalesce(sum(t - f), 0) FROM (SELECT at AS f, lead(at) OVER (ORDER BY at) AS t, sum(d) OVER (ORDER BY at) AS depth
    FROM (SELECT a AS at, 1 AS d FROM many m WHERE m.account = x.account UNION ALL SELECT b, -1 FROM many m WHERE m.account = x.account)) WHERE depth >= 1)),
  sum(three <> (SELECT coalesce(sum(t - f), 0) FROM (SELECT at AS f, lead(at) OVER (ORDER BY at) AS t, sum(d) OVER (ORDER BY at) AS depth
    FROM (SELECT a AS at, 1 AS d FROM many m WHERE m.account = x.account UNION ALL SELECT b, -1 FROM many m WHERE m.account = x.account)) WHERE depth >= 3))
FROM (SELECT account, elg_cover(a, b) AS one, elg_cover(a, b, 3) AS three FROM many GROUP BY account) x;
-- elg_engagement reads the day from at where julian is not given: the same, to the last bit.
SELECT count(*), sum(weight) > 0 FROM (
  SELECT * FROM elg_engagement('SELECT i % 50 AS deal, ''p'' AS partner, ''t'' AS type, datetime(''2024-01-01'', i * 7919 % 20000 || '' minutes'') AS at, 1 AS weight
    FROM (SELECT rowid AS i FROM many) ORDER BY 1', 30, 7)
  EXCEPT
  SELECT * FROM elg_engagement('SELECT deal, partner, type, at, julianday(at) AS julian, weight FROM (SELECT i % 50 AS deal, ''p'' AS partner, ''t'' AS type,
    datetime(''2024-01-01'', i * 7919 % 20000 || '' minutes'') AS at, 1 AS weight FROM (SELECT rowid AS i FROM many)) ORDER BY 1', 30, 7));
