.nullvalue NULL
CREATE TABLE weight(type, weight);
INSERT INTO weight VALUES ('intro', 10), ('demo', 5), ('email', 0);
CREATE TABLE touch(deal, partner, type, at);
INSERT INTO touch VALUES ('d', 'acme', 'intro', '2024-01-01'), ('d', 'acme', 'demo', '2024-01-31'), ('d', 'acme', 'demo', '2024-03-01 00:00:00'),
  ('d', 'globex', 'demo', '2024-01-31'), ('d', 'initech', 'email', '2024-01-31'), ('d', 'late', 'demo', '2024-04-01'), ('d', 'never', NULL, NULL);
-- Age 60, 30 and 0 days with a half-life of 30: 10/4 + 5/2 + 5 = 10.
SELECT partner, elg_influence(type, weight, at, '2024-03-01'), elg_influence_n(type, weight, at, '2024-03-01'), elg_influence_neff(type, weight, at, '2024-03-01')
FROM touch LEFT JOIN weight USING (type) GROUP BY partner;
SELECT partner, round(elg_influence(type, weight, at, '2024-03-01', '{"half_life_days":null,"saturation":"log"}'), 12), 4.795790545597 FROM touch JOIN weight USING (type) WHERE partner = 'acme';
SELECT round(elg_influence(type, weight, at, '2024-03-01', '{"saturation":"exp","k":5}'), 12), 1.170339180139 FROM touch JOIN weight USING (type) WHERE partner = 'acme';
SELECT round(elg_influence(type, weight, at, '2024-03-01', '{"saturation":"hill","k":2.5,"n":2}'), 12), 1.4 FROM touch JOIN weight USING (type) WHERE partner = 'acme';
-- Shares; nothing to share out is NULL, never an equal split.
WITH s AS (SELECT partner, elg_influence(type, weight, at, '2024-03-01') AS score FROM touch JOIN weight USING (type) GROUP BY partner)
SELECT partner, score / NULLIF(sum(score) OVER (), 0) FROM s;
WITH s AS (SELECT partner, elg_influence(type, weight, at, '2024-03-01') AS score FROM touch JOIN weight USING (type) WHERE partner = 'initech' GROUP BY partner)
SELECT partner, score, score / NULLIF(sum(score) OVER (), 0) FROM s;
-- A sliding frame gives what a fresh aggregate gives.
CREATE TABLE t AS SELECT value AS id, value % 3 AS type, (value * 7919 % 1000) / 8.0 AS weight, 1.7e9 + value * 30000 AS at FROM generate_series(1, 500);
SELECT max(abs(framed / fresh - 1)) < 1e-12, max(n = want_n), min(n = want_n), max(abs(neff / want_neff - 1)) < 1e-12 FROM (
  SELECT id, elg_influence(type, weight, at, at) OVER w AS framed, elg_influence_n(type, weight, at, at) OVER w AS n, elg_influence_neff(type, weight, at, at) OVER w AS neff,
    (SELECT elg_influence(type, weight, at, at) FROM t AS u WHERE u.id BETWEEN t.id - 20 AND t.id + 3) AS fresh,
    (SELECT count(*) FROM t AS u WHERE u.id BETWEEN t.id - 20 AND t.id + 3) AS want_n,
    (SELECT elg_influence_neff(type, weight, at, at) FROM t AS u WHERE u.id BETWEEN t.id - 20 AND t.id + 3) AS want_neff
  FROM t WINDOW w AS (ORDER BY id ROWS BETWEEN 20 PRECEDING AND 3 FOLLOWING));
SELECT elg_influence_n('x', 1, NULL, 1), elg_influence('x', 1, NULL, 1), elg_influence('x', 1, 2, 1), elg_influence_neff('x', 0, 1, 1);
SELECT elg_influence('call', NULL, 1, 1, '{"fallback":0.5}');
SELECT elg_influence('call', NULL, 1, 1);
SELECT elg_influence('call', -1, 1, 1);
SELECT elg_influence('call', 'big', 1, 1);
SELECT elg_influence('call', 1, 'soon', 1);
SELECT elg_influence('call', 1, 1, 1, '{"half_life_days":"x"}');
SELECT elg_influence('call', 1, 1, 1, o) FROM (SELECT '{"k":1}' AS o UNION ALL SELECT '{"k":2}');
-- One touch per (deal, partner, type, day): the heaviest.
SELECT elg_influence(type, weight, at, '2024-01-02', '{"half_life_days":null}') FROM (
  SELECT type, max(weight) AS weight, at FROM (SELECT 'demo' AS type, 5 AS weight, '2024-01-01 10:00:00' AS at UNION ALL SELECT 'demo', 3, '2024-01-01 17:00:00' UNION ALL SELECT 'demo', 5, '2024-01-02 00:00:00')
  GROUP BY type, date(at));
SELECT elg_decay(0, 30), elg_decay(30, 30), elg_decay(60, 30), elg_decay(NULL, 30), elg_decay(30, NULL);
SELECT elg_decay(-1, 30);
SELECT elg_decay(1, 0);
SELECT elg_saturate(3, 'none'), elg_saturate(0, 'log'), round(elg_saturate(1, 'exp'), 12), elg_saturate(2, 'hill', 2), elg_saturate(4, 'hill', 2, 1), elg_saturate(NULL, 'log');
SELECT elg_saturate(1, 'tanh');
SELECT elg_saturate(-1, 'log');
SELECT elg_saturate(1, 'hill', 0);

-- elg_engagement against its definition in SQL.
CREATE TABLE engaged AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)
  SELECT i * 7919 % 83 AS deal, 'p' || (i * 31 % 5) AS partner, 't' || (i / 7 % 3) AS type, datetime('2026-01-01', (i * 2654435761 % 1440) || ' hours') AS at,
    'x' || i AS touch, i % 4 = 0 AS on_deal, 1 + i * 17 % 3 AS weight FROM n;
CREATE TABLE engaged_deal AS SELECT DISTINCT deal, CASE WHEN deal % 3 THEN '2026-03-02 00:00:00' END AS closed_at, '2026-02-01 00:00:00' AS created_at,
  '2026-01-10 00:00:00' AS source_from, CASE WHEN deal % 4 THEN '2026-02-10 00:00:00' END AS cutoff_at FROM engaged;
CREATE TEMP TABLE got AS SELECT * FROM elg_engagement('SELECT deal, partner, type, at, julianday(at) AS julian, weight, touch, on_deal,
  julianday(closed_at) AS reference, created_at, source_from, cutoff_at FROM engaged JOIN engaged_deal USING (deal) ORDER BY deal', 30, 7);
CREATE TEMP TABLE wanted AS
  WITH t AS (SELECT e.*, d.created_at, d.source_from, d.cutoff_at, julianday(coalesce(d.closed_at, (SELECT max(x.at) FROM engaged x WHERE x.deal = e.deal))) AS reference
             FROM engaged e JOIN engaged_deal d USING (deal)),
  day AS (SELECT deal, partner, type, count(*) AS touches, min(at) AS first_at, max(at) AS last_at, weight * elg_decay(reference - julianday(min(at)), 30) AS w,
            total(elg_decay(reference - julianday(at), 7)) AS recency, min(at) < created_at AS before, max(on_deal AND (cutoff_at IS NULL OR at < cutoff_at)) AS early,
            min(CASE WHEN at >= source_from AND at <= created_at THEN at || ' ' || touch END) AS intro
          FROM t GROUP BY deal, partner, type, date(at))
  SELECT deal, partner, type, sum(touches) AS touches, count(*) AS days, total(CASE WHEN before THEN w END) AS before, total(CASE WHEN NOT before THEN w END) AS after,
    total(w) AS weight, total(w * w) AS squares, total(recency) AS recency, min(first_at) AS first_at, max(last_at) AS last_at, max(early) AS early, min(intro) AS intro
  FROM day GROUP BY deal, partner, type;
SELECT count(*), sum(early) > 0, count(intro) > 0 FROM got;
SELECT (SELECT count(*) FROM wanted) - (SELECT count(*) FROM got g JOIN wanted w USING (deal, partner, type) WHERE g.touches = w.touches AND g.days = w.days
  AND abs(g.before - w.before) < 1e-9 AND abs(g.after - w.after) < 1e-9 AND abs(g.weight - w.weight) < 1e-9 AND abs(g.squares - w.squares) < 1e-9
  AND abs(g.recency - w.recency) < 1e-9 AND g.first_at = w.first_at AND g.last_at = w.last_at AND g.early = w.early AND g.intro IS w.intro) AS different;
SELECT count(*) FROM elg_engagement('SELECT 1 AS deal, ''p'' AS partner, NULL AS type, ''2026-01-01'' AS at, 1 AS julian, 1 AS weight', 30, 7);
SELECT * FROM elg_engagement('SELECT * FROM (SELECT 2 AS deal UNION ALL SELECT 1), (SELECT ''p'' AS partner, ''t'' AS type, ''2026-01-01'' AS at, 1 AS julian, 1 AS weight)', 30, 7);
SELECT * FROM elg_engagement('engaged', 0, 7);
SELECT * FROM elg_engagement('SELECT 1 AS deal', 30, 7);
-- A frame that runs backwards through the years: what a touch counts does not hang on a later one that left.
SELECT column1, elg_influence('t', 1, column1, column1, '{"half_life_days":1}') OVER w, elg_influence_neff('t', 1, column1, column1, '{"half_life_days":1}') OVER w
  FROM (VALUES ('2024-01-01'), ('2020-01-01'), ('2016-01-01'), ('2015-12-31'), ('2012-01-01')) WINDOW w AS (ORDER BY column1 DESC ROWS 1 PRECEDING);
-- A late touch without weight does not take the others out of the range of doubles.
CREATE TABLE late(id INTEGER PRIMARY KEY, weight, at);
INSERT INTO late VALUES (1, 0, '2024-12-29'), (2, 1, '2024-01-01'), (3, 1, '2024-01-01'), (4, 0, '2024-12-30'), (5, 0, '2024-12-30');
SELECT elg_influence_neff('a', weight, at, '2024-12-31', '{"half_life_days":0.2}') FROM late;
SELECT id, elg_influence_neff('a', weight, at, '2024-12-31', '{"half_life_days":0.2}') OVER (ORDER BY id ROWS 2 PRECEDING) AS neff FROM late;
