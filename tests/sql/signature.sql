-- elg_signature_meets: which rows may match one of a few.
CREATE TABLE kept(id, signature);
INSERT INTO kept SELECT value, elg_signature(value, NULL, NULL) FROM json_each('["Globex Corp.", "Initech", "Umbrella Foods"]');
CREATE VIEW one AS SELECT 1 AS n, elg_signature('Globex Corporation', 'globex.com', 'US') AS signature;
CREATE TABLE two(a, b);
-- The few: a SELECT of one column, a view with one of that name, a table.
SELECT id FROM kept WHERE elg_signature_meets('SELECT elg_signature(''Initech Inc'', NULL, NULL)', signature);
SELECT id FROM kept WHERE elg_signature_meets('one', signature);
SELECT count(*) FROM kept WHERE elg_signature_meets('kept', signature);
SELECT count(*) FROM kept WHERE elg_signature_meets('SELECT 1 WHERE 0', signature);
SELECT elg_signature_meets(NULL, x''), elg_signature_meets('kept', NULL);
-- What is none.
SELECT elg_signature_meets('two', x'');
SELECT elg_signature_meets('nowhere', x'');
SELECT elg_signature_meets('DELETE FROM kept', x'');
SELECT elg_signature_meets('SELECT 1; SELECT 2', x'');
SELECT elg_signature_meets('', x'');
