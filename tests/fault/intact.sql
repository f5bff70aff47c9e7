.read tests/sql/model/company.sql
CREATE TABLE Account(Id, Name, Website);
INSERT INTO Account WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50) SELECT printf('0010000000000%02d', i), 'Firm ' || i, 'f' || i || '.example' FROM n;
INSERT INTO Account VALUES ('', 'No id', 'noid.example');
CREATE TABLE list(id, name);
INSERT INTO list VALUES ('L1', 'Globex Corp'), ('L2', 'Initech');
-- sweep
SELECT elg_refresh('full');
SELECT elg_refresh();
SELECT elg_import('salesforce');
SELECT elg_import_partner('list', 'P1', '{"replace": true}');
SELECT elg_refresh();
