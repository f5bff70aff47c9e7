-- Our accounts are a Salesforce export, northlight is a HubSpot export, kestrel and meridian are lists of their own making
-- (meridian knows e-mail addresses, not websites), hoshi sends names and sometimes a website, without ids.
.import --csv accounts.csv accounts
.import --csv northlight.csv northlight
.import --csv kestrel.csv kestrel
.import --csv meridian.csv meridian
.import --csv hoshi.csv hoshi
.import --csv truth.csv truth

-- Every pair from 0.30 on; accepted from the default threshold on.
CREATE TABLE pair AS
SELECT 'northlight' AS partner, left_id, CAST(right_id AS TEXT) AS right_id, left_name, right_name, score, rule, evidence
FROM elg_overlap('accounts', 'northlight', 0.3)
UNION ALL SELECT 'kestrel', left_id, CAST(right_id AS TEXT), left_name, right_name, score, rule, evidence
FROM elg_overlap('accounts', 'kestrel', 0.3)
UNION ALL SELECT 'meridian', left_id, CAST(right_id AS TEXT), left_name, right_name, score, rule, evidence
FROM elg_overlap('accounts', 'meridian', 0.3)
UNION ALL SELECT 'hoshi', left_id, CAST(right_id AS TEXT), left_name, right_name, score, rule, evidence
FROM elg_overlap('accounts', 'hoshi', 0.3);
CREATE TABLE record AS
SELECT 'northlight' AS partner, "Record ID" AS right_id, "Company name" AS name FROM northlight
UNION ALL SELECT 'kestrel', id, company FROM kestrel
UNION ALL SELECT 'meridian', "Account ID", "Account Name" FROM meridian
UNION ALL SELECT 'hoshi', CAST(rowid AS TEXT), name FROM hoshi;
CREATE VIEW accepted AS SELECT * FROM pair WHERE score >= elg_default_threshold();
CREATE VIEW judged AS
SELECT a.*, EXISTS (SELECT 1 FROM truth t WHERE t.partner = a.partner AND t.partner_id = a.right_id AND t.account_id = a.left_id)
  AS is_true
FROM pair a;

.mode box
.print Overlap of our accounts with four partners, at the default threshold
SELECT r.partner, count(*) AS their_records,
  (SELECT count(DISTINCT right_id) FROM accepted a WHERE a.partner = r.partner) AS records_matched,
  (SELECT count(DISTINCT left_id) FROM accepted a WHERE a.partner = r.partner) AS our_accounts_matched,
  (SELECT count(*) FROM accepted a WHERE a.partner = r.partner) AS pairs,
  (SELECT count(*) FROM judged a WHERE a.partner = r.partner AND is_true AND score >= elg_default_threshold())
    AS true_pairs,
  (SELECT count(*) FROM truth t WHERE t.partner = r.partner) AS known_pairs
FROM record r GROUP BY r.partner
UNION ALL
SELECT 'all', (SELECT count(*) FROM record), (SELECT count(*) FROM (SELECT DISTINCT partner, right_id FROM accepted)),
  (SELECT count(DISTINCT left_id) FROM accepted), (SELECT count(*) FROM accepted),
  (SELECT count(*) FROM judged WHERE is_true AND score >= elg_default_threshold()), (SELECT count(*) FROM truth);

.print
.print What made the pairs match
SELECT rule, count(*) AS pairs, printf('%.3f', min(score)) AS lowest, printf('%.3f', max(score)) AS highest,
  min(left_name || ' = ' || right_name) AS example
FROM accepted GROUP BY rule ORDER BY pairs DESC, rule;

.print
.print Some of them, and why
.mode list
.headers off
SELECT printf('%.3f  %s: %s  =  %s', score, rule, left_name, right_name) || char(10) ||
  '       read as  ' || json_extract(evidence, '$.a') || '  |  ' || json_extract(evidence, '$.b') || char(10) ||
  coalesce('       domains  ' || json_extract(evidence, '$.domain') || char(10), '') ||
  coalesce('       for      ' || (SELECT group_concat(value, '; ') FROM json_each(evidence, '$.for')) || char(10), '') ||
  coalesce('       against  ' || (SELECT group_concat(value, '; ') FROM json_each(evidence, '$.against')) || char(10), '')
FROM accepted
WHERE (partner, right_name) IN (VALUES ('northlight', 'Hollis and Greaves'), ('northlight', 'CFC'), ('kestrel', 'Zenith Crane & Hosit Co'),
  ('northlight', 'Sibirskiy Kedr Plus LLC'), ('hoshi', 'ﾋｶﾘﾉｿﾌﾄｳｪｱ(株)'), ('northlight', 'Sunny Table'),
  ('northlight', 'Vectra Mobility'), ('northlight', 'Cinaralti Gida San. ve Tic. A.S.'), ('northlight', 'Gebr. Ahlhorn Verpackungen'))
ORDER BY left_name, right_name;

.mode box
.print Doubtful: within 0.12 of the threshold, on either side
SELECT printf('%.3f', score) AS score, CASE WHEN score >= elg_default_threshold() THEN 'accepted' ELSE '' END AS verdict,
  rule, partner, left_name AS ours, right_name AS theirs, CASE is_true WHEN 1 THEN 'same' ELSE 'different' END AS truth
FROM judged WHERE abs(score - elg_default_threshold()) <= 0.12
ORDER BY score DESC, ours, theirs;

.print
.print Wrongly accepted
SELECT printf('%.3f', score) AS score, rule, partner, left_name AS ours, right_name AS theirs
FROM judged WHERE NOT is_true AND score >= elg_default_threshold() ORDER BY judged.score DESC, ours, theirs;

.print
.print Missed, with the score the pair has where it has one
SELECT coalesce(printf('%.3f', p.score), '') AS score, t.partner, a.Name AS ours, r.name AS theirs
FROM truth t JOIN accounts a ON a.Id = t.account_id JOIN record r ON r.partner = t.partner AND r.right_id = t.partner_id
LEFT JOIN pair p ON p.partner = t.partner AND p.right_id = t.partner_id AND p.left_id = t.account_id
WHERE coalesce(p.score, 0) < elg_default_threshold()
ORDER BY p.score DESC, ours, theirs;

.print
.print Named accounts that at least three partners know, each partner's best record
SELECT left_name AS account,
  max(CASE partner WHEN 'northlight' THEN right_name || printf(' (%.2f)', score) END) AS northlight,
  max(CASE partner WHEN 'kestrel' THEN right_name || printf(' (%.2f)', score) END) AS kestrel,
  max(CASE partner WHEN 'meridian' THEN right_name || printf(' (%.2f)', score) END) AS meridian,
  max(CASE partner WHEN 'hoshi' THEN right_name || printf(' (%.2f)', score) END) AS hoshi
FROM (SELECT *, row_number() OVER (PARTITION BY partner, left_id ORDER BY score DESC, right_name) AS rank FROM accepted)
WHERE rank = 1 GROUP BY left_id HAVING count(*) >= 3 ORDER BY count(*) DESC, min(score) DESC, account;
