CREATE TABLE word(n INTEGER PRIMARY KEY, w);
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT 400)
  INSERT INTO word SELECT i, substr('bakedoluminarofetiguso', 1 + i * 7 % 20, 2) || substr('rantolvekmisporandel', 1 + i * 3 % 17, 3) || char(97 + i % 26) FROM n;
CREATE TABLE firm AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 150000)
  SELECT i AS id, a.w || ' ' || b.w || CASE i % 3 WHEN 0 THEN ' Ltd' WHEN 1 THEN ' Group' ELSE '' END AS name
    FROM n JOIN word a ON a.n = i * 2654435761 % 400 JOIN word b ON b.n = i * 40503 / 7 % 400;
CREATE TABLE touch AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 600000)
  SELECT 'd' || (i / 8) AS deal, 't' || i AS touch, 'p' || (i % 50) AS partner, 'demo' AS type, '2024-01-01' AS at, '2024-03-01' AS closed_at, 10001 AS amount_minor FROM n;
CREATE TABLE journey AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000)
  SELECT 'c' || (i % 13) || ' > c' || (i * 5 % 11) || ' > c' || (i * 3 % 7) || ' > c' || (i % 5) AS path, i % 5 AS conversions, i % 7 AS nulls FROM n;
CREATE TABLE long(s);
INSERT INTO long VALUES (hex(zeroblob(22500)));
-- sweep
SELECT count(*) FROM elg_overlap('firm', 'firm');
SELECT count(*) FROM elg_overlap('firm', 'firm', 0.5, '{"best":"mutual"}');
SELECT count(*) FROM elg_dedupe('firm');
SELECT count(*) FROM word a, word b JOIN elg_search('firm', a.w || ' ' || b.w);
SELECT count(*) FROM elg_attribution('touch');
SELECT count(*) FROM elg_markov('SELECT path, conversions FROM journey, word', 3);
SELECT count(*) FROM elg_markov('SELECT a.w || '' > '' || b.w AS path, a.n % 3 AS conversions, 1 AS nulls FROM word a, word b WHERE a.n < 60 AND b.n < 60', 1, '{"replicates":100000}');
SELECT count(*) FROM elg_markov_order('SELECT a.path || '' > '' || w AS path, conversions FROM journey a, word', 9);
SELECT count(*) FROM elg_shapley('journey', '{"mode":"sampled","game":"rate","samples":10000000}');
SELECT elg_levenshtein(s || 'x' || replace(s, '0', '1'), replace(s, '0', '2') || 'y' || s) FROM long;
SELECT sum(elg_similarity(a.name, b.name)) FROM firm a, firm b;
SELECT elg_hodges_lehmann(id * id % 100003, id % 2) FROM (SELECT a.id FROM firm a, word);
