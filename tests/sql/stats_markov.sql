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
-- the value goes by where the journeys ended: b is in a quarter of the conversions and three quarters of the value
CREATE TABLE worth(path, conversions, nulls, value);
INSERT INTO worth VALUES ('a', 3, 0, 30), ('a > b', 1, 1, 90);
SELECT channel, removal_effect, share, conversions, value_effect, value FROM elg_markov('worth');
SELECT channel, quote(removal_effect), conversions, value_effect, value FROM elg_markov('SELECT ''a > b'' AS path, 0 AS conversions, 2 AS nulls, 7 AS value');
SELECT channel, quote(value_effect), value FROM elg_markov('SELECT path, conversions, 0 AS value FROM worth');
SELECT * FROM elg_markov('SELECT ''a'' AS path, 0 AS conversions, 5 AS value');
SELECT quote(channel), value FROM elg_markov('SELECT '''' AS path, 0 AS conversions, 5 AS value');
-- transitions
SELECT * FROM elg_transitions('journey');
SELECT * FROM elg_transitions('journey', 2);
SELECT from_state, to_state, channel FROM elg_transitions('SELECT ''b|a|a|a'' AS path, 2 AS conversions UNION ALL SELECT '''', 1 UNION ALL SELECT ''c'', 0', 2, '{"separator":" | "}');
SELECT DISTINCT from_state FROM elg_transitions('SELECT ''b-a-a'' AS path, 2 AS conversions', 2, '{"separator":"-"}');
SELECT count(*) FROM elg_transitions(NULL);
SELECT * FROM elg_transitions('journey', 33);
SELECT * FROM elg_transitions('SELECT path, -1 AS nulls, conversions FROM journey');
SELECT from_state, total(probability) FROM elg_transitions('mam', 2) GROUP BY 1;
SELECT o.value, count(*), t.channel FROM json_each('[1,2]') o LEFT JOIN elg_transitions('mam', 1) t ON t.channel = 'C' GROUP BY 1;
-- a channel named like an end
SELECT from_state, to_state, quote(channel) FROM elg_transitions('SELECT ''(null) > (start)'' AS path, 1 AS conversions');
-- the order of the chain
SELECT markov_order, states, parameters, printf('%.6f %.6f %.6f %.6f', log_likelihood, bic, auc, penalised_auc) FROM elg_markov_order('SELECT path, conversions, 1 AS nulls FROM mam', 9);
SELECT markov_order, auc, printf('%.6f', penalised_auc) FROM elg_markov_order('SELECT ''a'' AS path, 3 AS conversions, 1 AS nulls UNION ALL SELECT ''b'', 1, 3');
SELECT markov_order, quote(auc), log_likelihood FROM elg_markov_order('SELECT ''a > b'' AS path, 3 AS conversions', 1);
SELECT count(*) FROM elg_markov_order('SELECT '''' AS path, 3 AS conversions UNION ALL SELECT ''a'', 0');
SELECT count(*) FROM elg_markov_order(NULL);
SELECT * FROM elg_markov_order('mam', 0);
SELECT * FROM elg_markov_order('mam', 2, '{"order":1}');
SELECT channel, removal_effect FROM elg_markov('worth', (SELECT markov_order FROM elg_markov_order('worth') ORDER BY bic LIMIT 1));
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
-- intervals
SELECT channel, printf('%.2f %.2f %.2f %.2f', effect_low, effect_high, share_low, share_high) FROM elg_markov('SELECT ''a'' AS path, 50 AS conversions, 9 AS nulls UNION ALL SELECT ''a > b'', 50, 0 UNION ALL SELECT '''', 3, 3', 1, '{"replicates":2000,"seed":3}');
SELECT channel, printf('%.2f %.2f', effect_low, effect_high) FROM elg_markov('SELECT ''a'' AS path, 50 AS conversions UNION ALL SELECT ''b'', 50', 1, '{"replicates":2000,"confidence":0.5}');
SELECT a.channel, a.effect_low = b.effect_low FROM elg_markov('worth', 2, '{"replicates":100}') a JOIN elg_markov('SELECT * FROM worth ORDER BY path DESC', 2, '{"replicates":100}') b USING (channel);
SELECT quote(effect_low), quote(share_high) FROM elg_markov('worth') LIMIT 1;
SELECT quote(effect_low), quote(share_high) FROM elg_markov('SELECT ''a'' AS path, 0 AS conversions, 9 AS nulls', 1, '{"replicates":100}');
SELECT count(*) FROM elg_markov('SELECT ''a'' AS path, 0 AS conversions, 0 AS nulls', 2, '{"replicates":100}');
SELECT * FROM elg_markov('worth', 1, '{"replicates":10}');
SELECT * FROM elg_markov('worth', 1, '{"seed":1}');
SELECT * FROM elg_markov('worth', 1, '{"confidence":0.9}');
SELECT * FROM elg_transitions('worth', 1, '{"replicates":100}');
