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
