.nullvalue NULL
-- The table of modes on a deal of 200,000.
CREATE TABLE p AS SELECT '[{"partner":"a","role":"sourcing"},{"partner":"b","role":"technical"},{"partner":"c","role":"influencing"}]' AS three;
SELECT s.* FROM p, elg_role_split(20000000, three, 'mid') AS s;
SELECT s.* FROM p, elg_role_split(20000000, three, 'fill') AS s;
SELECT s.* FROM p, elg_role_split(20000000, three, 'engage') AS s;
SELECT s.* FROM elg_role_split(20000000, '[{"partner":"a","role":"sourcing","influence":1},{"partner":"b","role":"technical","influence":0.5},{"partner":"c","role":"influencing"}]', 'engage') AS s;
SELECT s.* FROM elg_role_split(20000000, '[{"partner":"a","role":"sourcing","influence":1},{"partner":"b","role":"technical","influence":1},{"partner":"c","role":"influencing","influence":1}]', 'engage') AS s;
-- A role missing: direct, or spread over the others.
SELECT s.* FROM elg_role_split(20000000, '[{"partner":"a","role":"sourcing"}]') AS s;
SELECT s.* FROM elg_role_split(20000000, '[{"partner":"a","role":"sourcing"}]', '{"mode":"mid","missing":"renormalise","roles":{"sourcing":[40,50],"technical":[15,25],"influencing":[20,30]}}') AS s;
-- Several partners in a role: evenly, by influence, by no influence at all; ties to the lowest id.
SELECT s.* FROM elg_role_split(100, '[{"partner":"z","role":"r"},{"partner":"y","role":"r"},{"partner":"x","role":"r"}]', '{"mode":"exact","roles":{"r":100}}') AS s;
SELECT s.* FROM elg_role_split(100, '[{"partner":"z","role":"r","influence":3},{"partner":"y","role":"r","influence":1},{"partner":"x","role":"r"}]', '{"mode":"exact","shared":"influence","roles":{"r":100}}') AS s;
SELECT s.* FROM elg_role_split(100, '[{"partner":"z","role":"r"},{"partner":"y","role":"r"}]', '{"mode":"exact","shared":"influence","roles":{"r":100}}') AS s;
-- A partner with several roles: highest, sum, capped sum. A repeated entry counts once.
SELECT s.* FROM elg_role_split(10001, '[{"partner":"a","role":"technical"},{"partner":"a","role":"sourcing"},{"partner":"a","role":"sourcing"}]') AS s;
SELECT s.* FROM elg_role_split(10001, '[{"partner":"a","role":"technical"},{"partner":"a","role":"sourcing"}]', '{"mode":"mid","several":"sum","roles":{"sourcing":[40,50],"technical":[15,25]}}') AS s;
SELECT s.* FROM elg_role_split(10001, '[{"partner":"a","role":"technical"},{"partner":"a","role":"sourcing"}]', '{"mode":"mid","several":"sum","cap":50,"roles":{"sourcing":[40,50],"technical":[15,25]}}') AS s;
SELECT s.* FROM elg_role_split(-10001, '[{"partner":"a","role":"technical"},{"partner":"a","role":"sourcing"}]', '{"mode":"mid","several":"sum","cap":50,"roles":{"sourcing":[40,50],"technical":[15,25]}}') AS s;
-- Above 100, overlay, infeasible ranges, single partner, partial involvement, unknown role.
SELECT s.* FROM elg_role_split(1000, '[{"partner":"a","role":"x"},{"partner":"b","role":"y"}]', '{"mode":"mid","above":"scale","roles":{"x":80,"y":40}}') AS s;
SELECT s.* FROM elg_role_split(1000, '[{"partner":"a","role":"x"},{"partner":"b","role":"y"}]', '{"mode":"overlay","roles":{"x":80,"y":40}}') AS s;
SELECT s.* FROM elg_role_split(1000, '[{"partner":"a","role":"x"},{"partner":"b","role":"y"}]', '{"mode":"fill","roles":{"x":[10,50],"y":[10,40]}}') AS s;
SELECT s.* FROM elg_role_split(1000, '[{"partner":"b","role":"technical"},{"partner":"a","role":"influencing"}]', 'single') AS s;
SELECT s.* FROM elg_role_split(1001, '[{"partner":"a","role":"x","involvement":0.5}]', '{"mode":"exact","roles":{"x":100}}') AS s;
SELECT s.* FROM elg_role_split(1000, '[{"partner":"a","role":"x"},{"partner":"b"}]', '{"mode":"exact","unknown":"zero","roles":{"x":100}}') AS s;
-- NULL amount, no partner, zero, a credit note.
SELECT s.* FROM elg_role_split(NULL, '[{"partner":"a","role":"sourcing"}]') AS s;
SELECT s.* FROM elg_role_split(5, NULL) AS s;
SELECT s.* FROM elg_role_split(5, '[]') AS s;
SELECT s.* FROM elg_role_split(0, '[{"partner":"a","role":"sourcing"}]') AS s;
SELECT s.partner, s.credit_minor, t.credit_minor, s.credit_minor + t.credit_minor FROM p, elg_role_split(12345677, three, 'fill') AS s, elg_role_split(-12345677, three, 'fill') AS t WHERE s.role = t.role;
-- Ids keep their storage class.
SELECT s.partner, typeof(s.partner) FROM elg_role_split(10, '[{"partner":7,"role":"sourcing"},{"partner":"007","role":"technical"}]') AS s;
-- Published splits: highest role only and renormalised, pools shared evenly, money exact.
SELECT group_concat(partner || ' ' || round(share, 2), '; ') FROM elg_role_split(10000, '[{"partner":"a","role":"sourcer"},{"partner":"b","role":"influencer"},{"partner":"c","role":"implementer"},{"partner":"d","role":"closer"}]', 'role_weighted') WHERE partner IS NOT NULL;
SELECT group_concat(partner || ' ' || round(share, 2), '; ') FROM elg_role_split(10000, '[{"partner":"a","role":"sourcer"},{"partner":"a","role":"closer"},{"partner":"b","role":"influencer"}]', 'role_weighted') WHERE share > 0;
SELECT group_concat(partner || ' ' || round(share, 2), '; ') FROM elg_role_split(10000, '[{"partner":"a","role":"sourcer"},{"partner":"b","role":"sourcer"},{"partner":"c","role":"closer"}]', 'role_weighted') WHERE share > 0;
SELECT group_concat(partner || ' ' || round(share, 2), '; ') FROM elg_role_split(10000, '[{"partner":"a","role":"sourcer"},{"partner":"b","role":"sourcer"},{"partner":"c","role":"closer"}]', '{"mode":"exact","missing":"renormalise","roles":{"sourcer":66.666667,"closer":33.333333}}') WHERE share > 0;
SELECT group_concat(partner || ' ' || round(share, 2), '; ') FROM elg_role_split(10000, '[{"partner":"a","role":"sourcer"},{"partner":"b","role":"closer"}]', '{"mode":"exact","roles":{"sourcer":90,"closer":10}}') WHERE share > 0;
SELECT coalesce(partner, role) || ' ' || share FROM elg_role_split(10000, '[{"partner":"a","role":"influencer"}]', '{"mode":"mid","missing":"renormalise","roles":{"sourcer":0,"influencer":0,"implementer":0,"closer":0}}');
SELECT group_concat(partner || ' ' || round(share, 2), '; ') FROM elg_role_split(10000, '[{"partner":"aws","role":"hyperscaler"},{"partner":"si","role":"partner"},{"partner":"v","role":"vendor"}]', 'marketplace') WHERE share > 0;
SELECT group_concat(partner || ' ' || round(share, 2), '; ') FROM elg_role_split(10000, '[{"partner":"p_cloud","role":"hyperscaler"},{"partner":"si","role":"partner"}]', 'marketplace') WHERE share > 0;
SELECT group_concat(partner || ' ' || round(share, 2), '; ') FROM elg_role_split(10000, '[{"partner":"vendor","role":"vendor"},{"partner":"si","role":"partner"}]', 'marketplace') WHERE share > 0;
SELECT group_concat(partner || ' ' || round(share, 2), '; ') FROM elg_role_split(10000, '[{"partner":"si1","role":"partner"},{"partner":"si2","role":"partner"},{"partner":"vendor","role":"vendor"}]', 'marketplace') WHERE share > 0;
SELECT group_concat(credit_minor, ' '), sum(credit_minor) FROM elg_role_split(10001, '[{"partner":"a","role":"r"},{"partner":"b","role":"r"},{"partner":"c","role":"r"}]', '{"mode":"exact","roles":{"r":100}}');
SELECT group_concat(credit_minor, ' '), sum(credit_minor) FROM elg_role_split(20000000, '[{"partner":"a","role":"r"},{"partner":"b","role":"r"},{"partner":"c","role":"r"}]', '{"mode":"exact","roles":{"r":100}}');
-- The order of the rows does not matter.
CREATE TABLE op(o, partner, role, inv);
INSERT INTO op VALUES (1,'b','technical',NULL),(1,'a','sourcing',0.5),(1,'c','sourcing',NULL),(2,NULL,NULL,NULL),(3,7,'sourcing',1.0/3);
SELECT o, elg_partners(partner, role, inv) FROM op GROUP BY o;
SELECT elg_partners(partner, role, inv) = (SELECT elg_partners(partner, role, inv) FROM (SELECT * FROM op WHERE o = 1 ORDER BY rowid DESC)) FROM op WHERE o = 1;
SELECT d.o, s.partner, s.role, s.credit_minor FROM (SELECT o, elg_partners(partner, role, inv) AS doc FROM op GROUP BY o) AS d, elg_role_split(1001, d.doc) AS s;
SELECT elg_partners(1, 'r') FROM op WHERE 0;
-- Errors.
SELECT * FROM elg_role_split(1, '[]', NULL);
SELECT * FROM elg_role_split(1, '[]', '');
SELECT * FROM elg_role_split(1, '[]', 'middle');
SELECT * FROM elg_role_split(1, '[]', '[]');
SELECT * FROM elg_role_split(1, '[]', '{}');
SELECT * FROM elg_role_split(1, '[]', '{"mode":"mid","roles":{}}');
SELECT * FROM elg_role_split(1, '[]', '{"mode":"avg","roles":{"x":1}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":[50,40]}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":-1}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":100.1}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":"NaN"}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":NaN}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":null}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":33.3333333}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":[null,2]}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":10},"cap":null}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":10},"cap":"50"}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":10},"cap":101}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":10},"mode":null}');
SELECT * FROM elg_role_split(1, '[{"partner":"a","role":"x","involvement":"1"}]', '{"roles":{"x":10}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":1,"x":2}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":[{"role":"x","share":1},{"role":"x","share":2}]}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"direct":1}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":[{"role":"x","low":1,"high":2,"share":3}]}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":[{"role":"x","share":3,"hihg":5}]}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":{"low":1,"role":"y","high":2}}}');
SELECT * FROM elg_role_split(1, '[]', '{"roles":{"x":{"low":1,"high":2},"y":{"share":3}}}');
SELECT * FROM elg_role_split(1, '[]', '{"rolls":{"x":1}}');
SELECT * FROM elg_role_split(1, '[]', '{"mode":"exact","roles":{"x":99.999999}}');
SELECT * FROM elg_role_split(1, '[]', '{"mode":"exact","roles":{"x":[40,60]}}');
SELECT * FROM elg_role_split(1, '[]', '{"mode":"mid","roles":{"x":80,"y":40}}');
SELECT * FROM elg_role_split(1, '[]', '{"mode":"fill","roles":{"x":[80,90],"y":[40,50]}}');
SELECT * FROM elg_role_split(1, '[]', '{"mode":"engage","roles":{"x":[80,90],"y":[40,50]}}');
SELECT * FROM elg_role_split(1, '[{"partner":"a","role":"boss"}]');
SELECT * FROM elg_role_split(1, '[{"partner":"a"}]');
SELECT * FROM elg_role_split(1, '[{"role":"sourcing"}]');
SELECT * FROM elg_role_split(1, '[{"partner":"a","role":"sourcing","involvment":1}]');
SELECT * FROM elg_role_split(1, '[{"partner":"a","role":"sourcing","involvement":1.5}]');
SELECT * FROM elg_role_split(1, '[{"partner":"a","role":"sourcing","involvement":-0.1}]');
SELECT * FROM elg_role_split(1, '[{"partner":"a","role":"sourcing","influence":2}]', 'engage');
SELECT * FROM elg_role_split(1, '{"partner":"a"}');
SELECT * FROM elg_role_split(1, '[1]');
SELECT * FROM elg_role_split(1, '[');
SELECT * FROM elg_role_split(1.5, '[]');
SELECT elg_partners('a', 'r', 2);
SELECT elg_partners('a', 'r', 1, -1);
SELECT elg_partners(x'00', 'r');
SELECT elg_validate_policy('mid'), elg_validate_policy('{"mode":"exact","roles":{"x":60,"y":40}}'), elg_validate_policy(NULL), elg_validate_policy('{"mode":"exact","roles":{"x":60}}');
-- Allocation.
SELECT * FROM elg_allocate(10000, '{"globex":1,"acme":1,"initech":1}');
SELECT * FROM elg_allocate(-1003, '[0,50,50]', '["x","z","y"]');
SELECT * FROM elg_allocate(5, '[1,1]', '[10,9]');
SELECT part FROM elg_allocate(9223372036854775807, '[1,1,1e-18]');
SELECT part FROM elg_allocate(-9223372036854775808, '[1,1,1]');
SELECT * FROM elg_allocate(NULL, '[1]');
SELECT * FROM elg_allocate(1, NULL);
SELECT * FROM elg_allocate(1, '[1,-1]');
SELECT * FROM elg_allocate(1, '[0,0]');
SELECT * FROM elg_allocate(1, '[]');
SELECT * FROM elg_allocate(1, '[1,"x"]');
SELECT * FROM elg_allocate(1, '[1,2]', '["a"]');
SELECT * FROM elg_allocate(1, '[1,2]', '["a","a"]');
SELECT * FROM elg_allocate(1, '{"a":1}', '["a"]');
SELECT * FROM elg_allocate(1, '[1e40,1]');
SELECT * FROM elg_allocate('x', '[1]');
-- Allocations published by money libraries (moneyphp, dinero.js, RubyMoney): 29 of 29.
CREATE TABLE published(total, weights, want);
INSERT INTO published VALUES (100,'[1,1,1]','34,33,33'),(101,'[1,1,1]','34,34,33'),(5,'[3,7]','2,3'),(5,'[7,3]','4,1'),(5,'[7,3,0]','4,1,0'),(5,'[0,7,3]','0,4,1'),(5,'[7,0,3]','4,0,1'),(5,'[0,0,1]','0,0,5'),(5,'[0,3,7]','0,2,3'),(0,'[0,0,1]','0,0,0'),(2,'[1,1,1]','1,1,0'),(1,'[1,1]','1,0'),(1,'[0.33,0.66]','0,1'),(101,'[3,7]','30,71'),(101,'[7,3]','71,30'),(15,'[1,1]','8,7'),(10,'[1,1,1]','4,3,3'),(1003,'[50,50]','502,501'),(-1003,'[50,50]','-502,-501'),(1003,'[0,50,50]','0,502,501'),(100,'[1,3]','25,75'),(5,'[100,101,100,100]','1,2,1,1'),(801,'[1,3]','200,601'),(5,'[1,1]','3,2'),(2,'[1,1,1]','1,1,0'),(100,'[1,1,1,1,1,1]','17,17,17,17,16,16'),(10,'[0.1,0.2,0.1]','3,5,2'),(10,'[1,1,2]','3,2,5'),(100,'[0.07,0.03]','70,30');
SELECT count(*), sum(want = (SELECT group_concat(part) FROM elg_allocate(total, weights))) FROM published;
-- A partner of blanks is none; the roles of a long policy, as far as they fit.
SELECT * FROM elg_role_split(100, '[{"partner":" ","role":"sourcing"}]', 'mid');
SELECT elg_partners(p, 'sourcing') FROM (SELECT '' AS p UNION ALL SELECT '  ' UNION ALL SELECT 'a');
SELECT * FROM elg_role_split(100, '[{"partner":"a","role":"x"}]',
  (SELECT json_object('mode', 'overlay', 'roles', json_group_object(printf('role number %02d', value), 1)) FROM (WITH c(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM c WHERE value < 20) SELECT value FROM c)));
-- Whole numbers beyond 2^53 are ids like others; a number is the same key however it is written.
SELECT key, typeof(key), part FROM elg_allocate(10, '[1,1,1]', '[9007199254740993,9007199254740992,-9223372036854775808]');
SELECT key FROM elg_allocate(10, '[1,1]', '[1,1.0]');
SELECT key FROM elg_allocate(10, '[1,1]', '[1e2,100]');
SELECT partner, typeof(partner) FROM elg_role_split(10, '[{"partner":9223372036854775807,"role":"sourcing"}]') WHERE partner IS NOT NULL;
SELECT touch, partner, typeof(partner) FROM elg_attribute('first', 10, '[{"touch":9007199254740993,"partner":-9007199254740995,"at":"2024-01-01"}]');
-- The cap cuts the role with the smaller share first, wherever the policy names it; 1 and "1" are one partner in either order.
SELECT s.* FROM elg_role_split(1000, '[{"partner":"a","role":"small"},{"partner":"a","role":"large"}]', '{"mode":"mid","several":"sum","cap":45,"roles":{"small":10,"large":40}}') AS s;
SELECT partner, typeof(partner), credit_minor FROM elg_role_split(10, '[{"partner":1,"role":"sourcing"},{"partner":"1","role":"sourcing"}]');
SELECT partner, typeof(partner), credit_minor FROM elg_role_split(10, '[{"partner":"1","role":"sourcing"},{"partner":1,"role":"sourcing"}]');
