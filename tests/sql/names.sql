-- Names: normal forms, legal forms, tokens, keys, versions
.mode list
.separator ' | '
.nullvalue NULL
SELECT v, elg_normalize(v), elg_core(v), elg_legal_form(v) FROM (SELECT column1 AS v FROM (VALUES
  ('The ACME  Intl. Corp. (UK) d/b/a Bolt'), ('AT & T Inc'), ('J.P. Morgan Chase & Co.'), ('Société Générale S.A.'), ('株式会社ソニー'), ('ソニー（株）'),
  ('ООО Газпром нефть'), ('Müller & Söhne GmbH & Co. KG'), ('PVH CORP. /DE/'), ('Meta Platforms f/k/a Facebook, Inc.'), ('The Limited'),
  ('Company'), ('ＮＴＴドコモ'), ('Acme VII Ltd'), ('O''Brien’s Ltd'), ('Grupo Bimbo, S.A.B. de C.V.'), ('PT Telkom Indonesia (Persero) Tbk'),
  ('Tata Steel Pvt. Ltd.'), ('Εθνική Τράπεζα Α.Ε.'), ('삼성전자(주)'), ('腾讯控股有限公司'), (''), ('...'), (12), (x'41636D65')));
SELECT elg_normalize(NULL), elg_core(NULL), elg_legal_form(NULL), elg_similarity(NULL, 'a'), elg_similarity('a', NULL), elg_explain(NULL, NULL), elg_shard(NULL, 2);
SELECT ordinal, token, kind, weight > 0.5 FROM elg_tokens('The ACME Intl. Corp. (UK) VII of Bank');
SELECT count(*) FROM elg_tokens(NULL);
SELECT count(*) FROM elg_tokens('');
SELECT count(*) > 5, count(*) = count(DISTINCT key), sum(typeof(key) <> 'integer') FROM elg_block_keys('Acme Widgets International GmbH');
SELECT count(*) FROM elg_block_keys(NULL);
SELECT count(*) FROM elg_block_keys('');
-- bytes that are no UTF-8, NUL, emoji
SELECT elg_normalize(CAST(x'41FF42' AS TEXT)), hex(elg_normalize(CAST(x'41004242' AS TEXT))), elg_normalize('😀 Acme 😀');
SELECT elg_similarity('Acme Ltd', 'ACME LIMITED'), elg_similarity('', ''), elg_similarity('', 'Acme');
SELECT json_valid(elg_explain('Acme "Corp"', 'x\y')), json_extract(elg_explain('Acme Ltd', 'Acme Limited'), '$.rule');
SELECT elg_default_threshold() = elg_default_threshold('balanced'), elg_default_threshold('strict') > elg_default_threshold(), elg_default_threshold(NULL);
SELECT typeof(elg_rules_version()), elg_debug() LIKE 'elgext ' || elg_version() || '; SQLite ' || sqlite_version() || '%';
SELECT elg_shard('Acme', 1), elg_shard('Acme', 16) BETWEEN 0 AND 15, elg_shard('Acme', 16) = elg_shard(CAST('Acme' AS BLOB), 16), elg_shard(7, 10) = elg_shard('7', 10);
-- usable in indexes and generated columns
CREATE TABLE t(name TEXT);
CREATE INDEX i ON t(elg_normalize(name));
INSERT INTO t VALUES ('Acme Ltd'), ('ACME Limited');
SELECT count(*) FROM t WHERE elg_normalize(name) = elg_normalize('acme ltd.');
-- errors
SELECT elg_normalize(printf('%.1025c', 'x'));
SELECT elg_normalize(replace(printf('%.65c', 'x'), 'x', 'ab '));
SELECT elg_similarity('a', printf('%.2000c', 'x'));
SELECT elg_default_threshold('loose');
SELECT elg_shard('a', 0);
SELECT elg_shard('a', 'x');
SELECT * FROM elg_tokens();
SELECT * FROM elg_block_keys(printf('%.2000c', 'x'));
