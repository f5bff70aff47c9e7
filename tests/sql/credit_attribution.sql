.nullvalue NULL
CREATE TABLE t(deal, amount, touch, partner, type, at, lead_at, opportunity_at, closed_at);
INSERT INTO t VALUES
  ('d1', 1001, 1, 'a', 'web',   '2024-01-01', '2024-01-05', '2024-01-10', '2024-02-01'),
  ('d1', 1001, 2, 'b', 'event', '2024-01-04', '2024-01-05', '2024-01-10', '2024-02-01'),
  ('d1', 1001, 3, 'c', 'demo',  '2024-01-09', '2024-01-05', '2024-01-10', '2024-02-01'),
  ('d1', 1001, 4, 'a', 'demo',  '2024-01-20', '2024-01-05', '2024-01-10', '2024-02-01'),
  ('d1', 1001, 5, 'a', 'demo',  '2024-01-31', '2024-01-05', '2024-01-10', '2024-02-01'),
  ('d2', -7,   6, 'a', 'demo',  1706695200000, NULL, NULL, NULL),
  ('d3', NULL, 7, 'a', 'demo',  1.5, NULL, NULL, NULL),
  ('d3', NULL, 8, 'b', 'demo',  2, NULL, NULL, NULL);
SELECT deal, touch, partner, type, at, position, n, first, last, linear, round(u, 6), w, full_path, round(decay, 6) FROM elg_attribution('t');
SELECT deal, touch, first_minor, last_minor, linear_minor, u_minor, w_minor, full_path_minor, decay_minor, custom_minor FROM elg_attribution('t');
SELECT deal, touch, custom_minor FROM elg_attribution('t', '{"model":{"first":40,"lead":20,"opportunity":20,"close":20,"rest":0}}');
-- Without milestones W and full path have nothing to go by.
SELECT deal, touch, u_minor, w, w_minor, full_path_minor FROM elg_attribution('SELECT deal, amount, touch, at FROM t');
-- The order of the rows does not matter; sorted input is streamed.
CREATE TABLE got AS SELECT * FROM elg_attribution('t');
SELECT count(*) FROM (SELECT * FROM got EXCEPT SELECT * FROM elg_attribution('SELECT * FROM t ORDER BY touch DESC'));
SELECT count(*) FROM (SELECT * FROM got EXCEPT SELECT * FROM elg_attribution('SELECT * FROM t ORDER BY deal, touch DESC', '{"sorted":true}'));
SELECT touch, first, last FROM elg_attribution('SELECT 1 AS deal, ''2024-01-01'' AS at, ''b'' AS touch UNION ALL SELECT 1, ''2024-01-01T00:00Z'', ''a''');
SELECT deal, touch, decay_minor FROM elg_attribution('t', '{"half_life_days":1}') WHERE deal = 'd1';
SELECT deal, touch, last FROM elg_attribution('t', '{"ignore":["demo"]}');
SELECT deal, touch, w_minor FROM elg_attribution('SELECT deal, amount, touch, at, CASE touch WHEN 4 THEN ''lead, opportunity'' END AS anchor FROM t') WHERE deal = 'd1';
SELECT typeof(deal), typeof(touch), typeof(partner), quote(partner), typeof(type), typeof(at) FROM elg_attribution('SELECT 1.5 AS deal, x''00ff'' AS partner, 3 AS at');
SELECT count(*) FROM elg_attribution('SELECT 1 AS deal, 2 AS at WHERE 0');
SELECT count(*), sum(first_minor = 5) FROM elg_attribution('SELECT NULL AS x, value / 10 AS d, 5 AS a, value AS w FROM generate_series(1, 1000)', '{"columns":{"deal":"d","amount":"a","at":"w"}}');
-- Published numbers: journeys of eeghor/mta (conversions 2, 3, 5) ...
CREATE TABLE step(journey, conversions, place, channel);
INSERT INTO step VALUES (1,2,1,'direct'),(2,3,1,'search'),(2,3,2,'email'),(3,5,1,'search'),(3,5,2,'social'),(3,5,3,'email');
CREATE VIEW steps AS SELECT journey, conversions * 6000 AS value, channel, place AS at FROM step;
SELECT partner, sum(first_minor) / 6000.0, sum(last_minor) / 6000.0, sum(linear_minor) / 6000.0, sum(u_minor) / 6000.0 FROM elg_attribution('steps') GROUP BY partner;
SELECT group_concat(partner || ' ' || credit_minor, ', ') FROM elg_attribute('linear', 6, '[{"partner":"a","at":1},{"partner":"a","at":2},{"partner":"b","at":3}]');
SELECT group_concat(partner || ' ' || credit_minor, ', ') FROM elg_attribute('{"first":30,"last":70}', 10, '[{"partner":"x","at":1},{"partner":"y","at":2}]');
-- ... and the nine journeys of DP6 (3 conversions each).
CREATE TABLE nine(journey, place, channel);
INSERT INTO nine VALUES (1,1,'A'),(2,1,'A'),(2,2,'B'),(3,1,'A'),(3,2,'B'),(3,3,'C'),(4,1,'B'),(5,1,'B'),(5,2,'A'),(6,1,'B'),(6,2,'C'),(6,3,'A'),(7,1,'C'),(8,1,'C'),(8,2,'A'),(9,1,'C'),(9,2,'B'),(9,3,'A');
SELECT partner, round(sum(first) * 0.03, 9), round(sum(last) * 0.03, 9), round(sum(linear) * 0.03, 9), round(sum(u) * 0.03, 9), round(sum(custom) * 0.03, 9) FROM elg_attribution('SELECT journey AS deal, place AS at, channel FROM nine', '{"model":"dp6"}') GROUP BY partner;
SELECT partner, round(sum(last) * 0.03, 9) FROM elg_attribution('SELECT journey AS deal, place AS at, channel, channel AS type FROM nine', '{"ignore":["A"]}') GROUP BY partner;
-- DP6 counts whole periods: 14 hours are two of seven; its published 25/25/50 needs less than 14.
SELECT group_concat(round(share, 4), ' ') FROM elg_attribute('{"step_hours":7,"factor":0.5}', 100, '[{"at":0},{"at":7200},{"at":50400}]');
SELECT group_concat(round(share, 4), ' ') FROM elg_attribute('{"step_hours":7,"factor":0.5}', 100, '[{"at":60},{"at":7200},{"at":50400}]');
-- Presets on five touches: lead at the second, opportunity at the third, close at the fourth, primary the fifth.
CREATE TABLE five AS SELECT '[{"at":1},{"at":2,"anchor":"lead"},{"at":3,"anchor":"opportunity"},{"at":4,"anchor":"close"},{"at":5,"anchor":"primary"}]' AS doc;
CREATE TABLE preset(name);
INSERT INTO preset VALUES ('first'),('last'),('linear'),('u'),('position'),('google'),('dbt'),('snowplow'),('dp6'),('eeghor'),('w'),('marketo_w'),('full_path'),('marketo_full_path'),('marketo'),('hubspot'),('salesforce'),('decay'),('google_decay'),('dp6_decay');
SELECT name, (SELECT group_concat(round(share, 3), ' ') FROM elg_attribute(name, 100000, doc)), (SELECT sum(credit_minor) FROM elg_attribute(name, 100001, doc)) FROM preset, five;
SELECT name, (SELECT group_concat(coalesce(credit_minor, 'NULL'), ' ') FROM elg_attribute(name, 101, '[{"at":1}]')), (SELECT group_concat(coalesce(credit_minor, 'NULL'), ' ') FROM elg_attribute(name, 101, '[{"at":1},{"at":2}]')) FROM preset;
SELECT group_concat(credit_minor, ' ') FROM elg_attribute('dp6', 1000, '[{"at":1},{"at":2}]');
SELECT * FROM elg_attribute('w', 1000, '[{"touch":"t","partner":9007199254740991,"type":"x","at":"2024-01-01"},{"at":"2024-01-03"}]', '{"lead_at":"2024-01-02","opportunity_at":"2024-01-04"}');
SELECT * FROM elg_attribute('u', NULL, '[{"at":1}]');
SELECT * FROM elg_attribute('u', 1, NULL);
SELECT count(*) FROM elg_attribute('u', 1, '[]');
-- elg_touches: in time order whatever the order of the rows; feeds elg_attribute.
SELECT elg_touches(touch, partner, type, at) FROM (SELECT * FROM t WHERE deal = 'd1' ORDER BY touch DESC);
SELECT elg_touches(touch, partner, type, at, 'close') FROM t WHERE deal <> 'd1';
SELECT elg_touches(NULL, NULL, NULL, NULL), elg_touches(1.5, 'A', 'é"', 1);
SELECT d.deal, s.touch, s.credit_minor FROM (SELECT deal, amount, elg_touches(touch, partner, type, at) AS doc FROM t GROUP BY deal) AS d, elg_attribute('linear', d.amount, d.doc) AS s;
-- Fractribution: two steps that add nothing leave all to the last; blank steps are dropped, equal paths added up.
CREATE TABLE path(path, conversions, nulls);
INSERT INTO path VALUES ('a', 1, 3), ('b', 1, 1), ('a > b', 3, 1), ('c > c', 1, 1), ('c', 1, 1), (' > > ', 5, 5), ('x >  > b', 1, 0);
SELECT path, position, channel, round(share, 4), round(credit, 4) FROM elg_fractribution('path');
SELECT channel, round(sum(credit), 4) FROM elg_fractribution('SELECT path, conversions, nulls FROM path UNION ALL SELECT ''a'', 4, 0') GROUP BY channel;
-- Errors.
SELECT * FROM elg_attribution('SELECT NULL AS deal, 1 AS at');
SELECT * FROM elg_attribution('SELECT 1 AS deal, NULL AS at');
SELECT * FROM elg_attribution('SELECT 1 AS deal, ''3/4/2024'' AS at');
SELECT * FROM elg_attribution('SELECT 1 AS deal');
SELECT * FROM elg_attribution('SELECT 1 AS deal, 1 AS at, 1.5 AS amount');
SELECT count(*) FROM elg_attribution('SELECT 1 AS deal, 1 AS at, 1 AS amount UNION ALL SELECT 1, 2, 2');
SELECT count(*) FROM elg_attribution('SELECT 1 AS deal, 1 AS at, 1 AS amount UNION ALL SELECT 1, 2, NULL');
SELECT count(*) FROM elg_attribution('SELECT 1 AS deal, 1 AS at, ''2024-01-01'' AS closed_at UNION ALL SELECT 1, 2, ''2024-01-02''');
SELECT count(*) FROM elg_attribution('SELECT 2 AS deal, 1 AS at UNION ALL SELECT 1, 2', '{"sorted":true}');
SELECT count(*) FROM elg_attribution('SELECT 2 AS deal, 1 AS at', '{"sorted":1}');
SELECT count(*) FROM elg_attribution('SELECT 2 AS deal, 1 AS at', '{"modle":"u"}');
SELECT count(*) FROM elg_attribution('SELECT 2 AS deal, 1 AS at', '{"model":"x"}');
SELECT count(*) FROM elg_attribution('SELECT 2 AS deal, 1 AS at', '{"half_life_days":0}');
SELECT count(*) FROM elg_attribution('SELECT 2 AS deal, 1 AS at', '{"ignore":"x"}');
SELECT count(*) FROM elg_attribution('SELECT 2 AS deal, 1 AS at', '[]');
SELECT w FROM elg_attribution('SELECT 2 AS deal, 1 AS at, ''mql'' AS anchor');
SELECT * FROM elg_attribute('v', 1, '[]');
SELECT * FROM elg_attribute('{"first":1,"half_life_days":1}', 1, '[]');
SELECT * FROM elg_attribute('{"first":-1}', 1, '[]');
SELECT * FROM elg_attribute('{"first":0}', 1, '[]');
SELECT * FROM elg_attribute('{"middle":1}', 1, '[]');
SELECT * FROM elg_attribute('{"step_hours":0}', 1, '[]');
SELECT * FROM elg_attribute('{"half_life_days":7,"factor":0.5}', 1, '[]');
SELECT * FROM elg_attribute('u', 1, '{}');
SELECT * FROM elg_attribute('u', 1, '[1]');
SELECT * FROM elg_attribute('u', 1, '[{"touch":1}]');
SELECT * FROM elg_attribute('u', 1.5, '[]');
SELECT elg_touches(1, 'p', 't', NULL);
SELECT elg_touches(1, 'p', 't', 1, 'mql');
SELECT elg_touches(x'ff41', 'p', 't', 1);
SELECT elg_touches(1, x'41', 't', 1);
SELECT * FROM elg_fractribution('SELECT ''a'' AS path, -1 AS conversions');
SELECT * FROM elg_fractribution('SELECT 1 AS x');
SELECT * FROM elg_fractribution('SELECT ''a'' AS path', '{"order":1}');
-- Read once where a statement scans the call again; sorted input, streamed the first time, twice.
SELECT count(*), count(DISTINCT a.touch) FROM (VALUES (1), (2), (3)) AS v
  LEFT JOIN elg_attribution('SELECT 1 AS deal, 0 AS at, random() AS touch') AS a ON a.n = 1;
SELECT count(*), count(DISTINCT a.touch) FROM (VALUES (1), (2), (3), (4)) AS v
  LEFT JOIN elg_attribution('SELECT 1 AS deal, 0 AS at, random() AS touch', '{"sorted":true}') AS a ON a.n = 1;
SELECT count(*), sum(a.linear_minor) FROM (VALUES (1), (2), (3)) AS v
  LEFT JOIN elg_attribution('SELECT * FROM t ORDER BY deal', '{"sorted":true}') AS a ON a.deal = 'd1';
-- A statement that writes into the relation it reads ends; the order is checked there too.
CREATE TABLE growing(deal INTEGER PRIMARY KEY, at, touch);
INSERT INTO growing VALUES (1, 0, 'x'), (2, 0, 'y');
INSERT INTO growing SELECT deal + 2, at, touch FROM elg_attribution('SELECT * FROM growing ORDER BY deal', '{"sorted":true}') LIMIT 1000;
SELECT count(*), max(deal) FROM growing;
INSERT INTO growing SELECT deal + 10, at, touch FROM elg_attribution('SELECT * FROM growing ORDER BY deal DESC', '{"sorted":true}');
-- A blank deal is none.
SELECT * FROM elg_attribution('SELECT '' '' AS deal, 0 AS at');
SELECT * FROM elg_attribution('SELECT '''' AS deal, 0 AS at');
-- Fractional counts of a path add up alike in any order: gains that are 0 stay 0. So do touches that differ in how the time is written only.
CREATE TEMP TABLE fraction(path, conversions, nulls);
INSERT INTO fraction VALUES ('a', 0.6, 0.4), ('b > a', 0.1, 0.1), ('b > a', 0.2, 0.1), ('b > a', 0.3, 0.2);
SELECT position, share, credit FROM elg_fractribution('SELECT * FROM fraction ORDER BY conversions') WHERE path = 'b > a';
SELECT position, share, credit FROM elg_fractribution('SELECT * FROM fraction ORDER BY conversions DESC') WHERE path = 'b > a';
SELECT elg_touches(1, 'p', 't', column1) FROM (VALUES (1704067200), ('2024-01-01'));
SELECT elg_touches(1, 'p', 't', column1) FROM (VALUES ('2024-01-01'), (1704067200));
-- A number that can be no time, in a document as in a table.
SELECT at FROM elg_attribute('u', 1, '[{"touch":1,"at":1e300}]');
SELECT * FROM elg_attribute('u', 1, '[{"touch":1,"at":1}]', '{"lead_at":-1e16}');
SELECT touch, at FROM elg_attribute('u', 1, '[{"touch":1,"at":9999999999999},{"touch":9007199254740993,"at":99999999999}]');
-- Touches marked with the same anchor share its weight, which is never multiplied.
SELECT touch, share, credit_minor FROM elg_attribute('w', 1000, '[{"touch":1,"at":1},{"touch":2,"at":2,"anchor":"lead"},{"touch":3,"at":3,"anchor":"lead opportunity"},{"touch":4,"at":4}]');
SELECT touch, share, credit_minor FROM elg_attribute('salesforce', 100, '[{"touch":1,"at":1,"anchor":"primary"},{"touch":2,"at":2,"anchor":"primary"},{"touch":3,"at":3,"anchor":"Primary"}]');
SELECT count(custom_minor) FROM elg_attribution('WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 65600) SELECT 1 AS deal, i AS at, 100 AS amount,
  CASE WHEN i <= 65537 THEN ''lead '' ELSE '''' END || CASE WHEN i <= 65539 THEN ''opportunity '' ELSE '''' END || CASE WHEN i <= 65543 THEN ''close '' ELSE '''' END
  || CASE WHEN i <= 65551 THEN ''primary'' ELSE '''' END AS anchor FROM c', '{"model":{"lead":10,"opportunity":10,"close":10,"primary":10}}');
-- A time of the deal that is a date alone takes in the touches of that day.
SELECT touch, share FROM elg_attribute('{"close":60,"rest":40}', 100, '[{"touch":1,"at":"2024-01-10"},{"touch":2,"at":"2024-01-15 10:00"},{"touch":3,"at":"2024-01-16"}]', '{"closed_at":"2024-01-15"}');
SELECT touch, custom FROM elg_attribution('SELECT 1 AS deal, column1 AS touch, column2 AS at, ''2024-01-15'' AS lead_at FROM (VALUES (1, ''2024-01-10''), (2, ''2024-01-15 10:00''), (3, ''2024-01-16''))', '{"model":{"lead":60,"rest":40}}');
-- a step so short that its periods are no numbers; types that are numbers; an anchor that is no word
SELECT share FROM elg_attribute('{"step_hours":1e-6,"factor":0.5}', 100, '[{"at":0},{"at":1}]', '{"closed_at":9}');
SELECT share FROM elg_attribute('{"step_hours":1e-310,"factor":0.5}', 100, '[{"at":0},{"at":1}]', '{"closed_at":9}');
SELECT type, linear FROM elg_attribution('SELECT 1 AS deal, 1 AS at, 3 AS type UNION ALL SELECT 1, 2, 4 UNION ALL SELECT 1, 3, ''3''', '{"ignore":[3]}');
SELECT type, linear FROM elg_attribution('SELECT 1 AS deal, 1 AS at, ''x'' AS type', '{"ignore":["y",null]}');
SELECT * FROM elg_attribute('w', 100, '[{"at":1,"anchor":3}]');
SELECT share FROM elg_attribute('w', 100, '[{"at":1,"anchor":null}]');
SELECT w FROM elg_attribution('SELECT 1 AS deal, 1 AS at, 3 AS anchor');
SELECT w FROM elg_attribution('SELECT 1 AS deal, 1 AS at, NULL AS anchor');
-- elg_fractribution: separator, value, journeys without a channel, no column of counts
SELECT * FROM elg_fractribution('SELECT ''a|b'' AS path, 3 AS conversions, 1 AS nulls, 60 AS value UNION ALL SELECT ''a'', 1, 1, 5 UNION ALL SELECT '' | '', 2, 0, 7', '{"separator":"|"}');
SELECT credit FROM elg_fractribution('SELECT ''a > b'' AS path');
SELECT a.i, b.channel FROM (SELECT 1 AS i UNION ALL SELECT 2) a LEFT JOIN elg_fractribution('SELECT ''a > b'' AS path UNION ALL SELECT NULL') b ON b.position IS NULL;
SELECT * FROM elg_fractribution('SELECT ''a'' AS path, -1 AS nulls');
