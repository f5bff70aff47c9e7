-- SQLite's own floor, measured in the same run as what is compared with it: one statement a measure, named by the
-- comment above it.  Tables l and r (id, name); deal (id, amount, partners).

-- scan
SELECT sum(length(name)) FROM l;
-- lower
SELECT sum(length(lower(name))) FROM l;
-- json_each
SELECT count(*), sum(length(value)) FROM deal, json_each(deal.partners);
-- exact join: build
CREATE TEMP TABLE k(key TEXT, id INTEGER, PRIMARY KEY(key, id)) WITHOUT ROWID;
-- exact join: fill
INSERT INTO k SELECT lower(name), id FROM l ORDER BY 1, 2;
-- exact join
SELECT count(*), sum(k.id) FROM r CROSS JOIN k ON k.key = lower(r.name);
