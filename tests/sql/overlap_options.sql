-- elg_overlap: threshold and options
.mode box
CREATE TABLE l(id TEXT, name TEXT, country TEXT, lei TEXT, number TEXT);
CREATE TABLE r(id TEXT, name TEXT, country TEXT, lei TEXT, number TEXT, partner TEXT);
INSERT INTO l VALUES ('l1', 'Whirlpool', NULL, NULL, NULL), ('l2', 'Whirlpool', 'US', NULL, NULL),
  ('l3', 'Zoetis', NULL, '506700GE1G29325QX363', NULL), ('l4', 'Datadog', 'GB', NULL, '1'), ('l5', 'Maytag', NULL, NULL, NULL);
INSERT INTO r VALUES ('r1', 'Whirlpool', NULL, NULL, NULL, 'A'), ('r2', 'WHIRLPOOL', 'DE', NULL, NULL, 'A'), ('r1', 'Whirlpool', NULL, NULL, NULL, 'B'),
  ('r3', 'Zoetis', NULL, 'HWUPKR0MPOU8FGXBT394', NULL, 'A'), ('r4', 'Datadog', 'GB', NULL, '2', 'B');
SELECT count(left_id) FROM elg_overlap('l', 'r');
SELECT left_id, right_id, right_group, rule, round(score, 4) AS score FROM elg_overlap('l', 'r', 0.9, '{"group":"partner"}') ORDER BY 1, 3, 2;
SELECT left_id, right_id, right_group FROM elg_overlap('l', 'r', 0.9, '{"group":"partner","best":"left"}') ORDER BY 1, 3;
SELECT left_id, right_id, right_group FROM elg_overlap('l', 'r', 0.9, '{"group":"partner","best":"right"}') ORDER BY 1, 3;
SELECT left_id, right_id, right_group FROM elg_overlap('l', 'r', 0.9, '{"group":"partner","best":"mutual"}') ORDER BY 1, 3;
SELECT left_id, count(*) FROM elg_overlap('l', 'r', 0.9, '{"group":"partner","k":1}') GROUP BY 1;
SELECT left_id, count(*) FROM elg_overlap('l', 'r', 0.9, '{"duplicates":"keep","k":2}') GROUP BY 1;
SELECT left_id, right_id, score = 1 AS exact FROM elg_overlap('l', 'r', 0.9, '{"group":"partner","country":"ignore"}') WHERE left_id = 'l2' AND right_id = 'r2';
-- strict: a different LEI or number of one register vetoes (the column is named by hand here)
SELECT left_id, right_id FROM elg_overlap('l', 'r', 0.5, '{"duplicates":"keep","profile":"strict","columns":{"left":{"registration_number":"number"},"right":{"registration_number":"number"}}}') ORDER BY 1, 2;
SELECT left_id, right_id, json_extract(evidence, '$.identifiers') AS identifiers FROM elg_overlap('l', 'r', 0.5, '{"duplicates":"keep","columns":{"left":{"registration_number":"number"},"right":{"registration_number":"number"}}}')
 WHERE left_id > 'l2' ORDER BY 1, 2;
-- columns by hand, and switched off
SELECT left_id, right_id, left_name FROM elg_overlap('l', 'r', 1, '{"duplicates":"keep","columns":{"left":{"id":"name","name":"country","country":null},"right":{"name":"country","id":"partner"}}}');
SELECT count(*) AS no_country FROM elg_overlap('l', 'r', 1, '{"duplicates":"keep","columns":{"left":{"country":null}}}') WHERE left_id = 'l2';
-- threshold
SELECT count(*) FROM elg_overlap('l', 'r', 1, '{"duplicates":"keep"}');
SELECT count(*) FROM elg_overlap('l', 'r', '0.99', '{"duplicates":"keep"}');
SELECT * FROM elg_overlap('l', 'r', -0.1);
SELECT * FROM elg_overlap('l', 'r', 1.5);
SELECT * FROM elg_overlap('l', 'r', 'x');
-- errors of options
SELECT * FROM elg_overlap('l', 'r', NULL, '{"treshold":1}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"best":"both"}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"best":1}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"k":0}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"k":1.5}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"k":99999999999999999999}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"country":"raise"}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"profile":"loose"}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"duplicates":"drop"}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"group":"nothing"}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"columns":{"right":{"nam":"name"}}}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"columns":{"right":{"name":"nothing"}}}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"columns":{"middle":{}}}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"columns":"name"}');
SELECT * FROM elg_overlap('l', 'r', NULL, '{"best":"left","best":"left"}');
SELECT * FROM elg_overlap('l', 'r', NULL, '["best"]');
SELECT * FROM elg_overlap('l', 'r', NULL, '{');
