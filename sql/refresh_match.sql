-- refresh_match.sql: from elg_pair, the overrides and the populations to the intervals of elg_match, for the accounts of temp.elg_match_scope.

-- step: overrides
-- The last valid override of each pair, as it holds between companies.
CREATE TEMP TABLE IF NOT EXISTS elg_override_now(
  entity TEXT, partner_id TEXT, record_entity TEXT, decision TEXT, evidence TEXT,
  PRIMARY KEY(entity, partner_id, record_entity)) WITHOUT ROWID;
DELETE FROM temp.elg_override_now;
INSERT OR REPLACE INTO temp.elg_override_now
SELECT a.entity, o.partner_id, coalesce((SELECT s.entity FROM elg_record_state s WHERE s.partner_id = o.partner_id
    AND s.record_id = o.record_id LIMIT 1), ''), o.decision, json_object('rule', 'override', 'decision', o.decision, 'author', o.author,
    'reason', o.reason, 'account_id', o.account_id, 'record_id', o.record_id)
FROM elg_match_override o JOIN elg_account_state a ON a.account_id = o.account_id
WHERE coalesce(nullif(trim(o.valid_from), '') <= :now, 1) AND coalesce(nullif(trim(o.valid_to), '') > :now, 1)
  AND (o.record_id = '' AND o.decision = 'block' OR EXISTS (
    SELECT 1 FROM elg_record_state s WHERE s.partner_id = o.partner_id AND s.record_id = o.record_id))
ORDER BY o.rowid;
CREATE TEMP TABLE IF NOT EXISTS elg_choice_now(value TEXT);
DELETE FROM temp.elg_choice_now;
INSERT INTO temp.elg_choice_now
SELECT elg_row_hash(n.rules, n.threshold, n.choice, n.population,
  (SELECT group_concat(population || ' ' || value, ';') FROM elg_population WHERE side = 'theirs'),
  (SELECT group_concat(entity || ' ' || partner_id || ' ' || record_entity || ' ' || decision || evidence, ';')
   FROM temp.elg_override_now)) FROM temp.elg_match_now n;
-- when: (SELECT value FROM temp.elg_choice_now) IS NOT (SELECT value FROM elg_state WHERE name = 'choice') OR (SELECT full FROM temp.elg_match_now)
INSERT OR IGNORE INTO temp.elg_match_scope SELECT account_id FROM elg_account_state UNION SELECT account_id FROM elg_match WHERE valid_to IS NULL;
INSERT OR IGNORE INTO temp.elg_match_scope
SELECT a.account_id FROM temp.elg_override_now o JOIN elg_account_state a ON a.entity = o.entity
WHERE o.decision = 'force' AND EXISTS (SELECT 1 FROM elg_record_state s JOIN temp.elg_dirty_record d ON d.partner_id = s.partner_id
  AND d.record_id = s.record_id WHERE s.partner_id = o.partner_id AND s.entity = o.record_entity);
INSERT OR REPLACE INTO elg_state SELECT 'choice', value FROM temp.elg_choice_now
UNION ALL SELECT 'threshold', threshold FROM temp.elg_match_now;

-- step: candidates
-- Pairs of the accounts in scope, and whatever competes with them for a record. A forced pair counts as score 2.
CREATE TEMP TABLE IF NOT EXISTS elg_candidate(
  account_id TEXT, partner_id TEXT, record_id TEXT, entity TEXT, record_entity TEXT, decision TEXT, decided_by TEXT, weight REAL,
  PRIMARY KEY(account_id, partner_id, record_id)) WITHOUT ROWID;
DELETE FROM temp.elg_candidate;
-- when: (SELECT full FROM temp.elg_match_now)
INSERT OR IGNORE INTO temp.elg_candidate
SELECT p.account_id, p.partner_id, p.record_id, p.entity, p.record_entity, o.decision, o.evidence,
  CASE o.decision WHEN 'force' THEN 2 ELSE p.score END
FROM (SELECT q.account_id, q.partner_id, q.record_id, q.score, a.entity,
        (SELECT s.entity FROM elg_record_state s WHERE s.partner_id = q.partner_id AND s.record_id = q.record_id LIMIT 1) AS record_entity
      FROM elg_pair q CROSS JOIN elg_account_state a ON a.account_id = q.account_id) p
LEFT JOIN temp.elg_override_now o ON o.entity = p.entity AND o.partner_id = p.partner_id AND o.record_entity = p.record_entity
WHERE p.score >= (SELECT threshold FROM temp.elg_match_now) OR o.decision = 'force';
-- when: NOT (SELECT full FROM temp.elg_match_now)
INSERT OR IGNORE INTO temp.elg_candidate
SELECT p.account_id, p.partner_id, p.record_id, p.entity, p.record_entity, o.decision, o.evidence,
  CASE o.decision WHEN 'force' THEN 2 ELSE p.score END
FROM (SELECT q.account_id, q.partner_id, q.record_id, q.score, a.entity, y.record_entity
      FROM (SELECT partner_id, record_id,
              (SELECT s.entity FROM elg_record_state s WHERE s.partner_id = r.partner_id AND s.record_id = r.record_id LIMIT 1) AS record_entity
            FROM (SELECT DISTINCT y.partner_id, y.record_id FROM temp.elg_match_scope x CROSS JOIN elg_pair y ON y.account_id = x.account_id) r
            LIMIT -1) y
      CROSS JOIN elg_pair q ON q.partner_id = y.partner_id AND q.record_id = y.record_id CROSS JOIN elg_account_state a ON a.account_id = q.account_id) p
LEFT JOIN temp.elg_override_now o ON o.entity = p.entity AND o.partner_id = p.partner_id AND o.record_entity = p.record_entity
WHERE p.score >= (SELECT threshold FROM temp.elg_match_now) OR o.decision = 'force';
INSERT OR IGNORE INTO temp.elg_candidate
SELECT a.account_id, o.partner_id, s.record_id, o.entity, o.record_entity, 'force', o.evidence, 2
FROM temp.elg_override_now o JOIN elg_account_state a ON a.entity = o.entity
JOIN elg_record_state s ON s.partner_id = o.partner_id AND s.entity = o.record_entity
WHERE o.decision = 'force';
DELETE FROM temp.elg_candidate WHERE decision = 'block'
  OR EXISTS (SELECT 1 FROM temp.elg_override_now o WHERE o.entity = elg_candidate.entity AND o.partner_id = elg_candidate.partner_id
             AND o.record_entity = '' AND o.decision = 'block' AND elg_candidate.decision IS NOT 'force');

-- step: choice
-- A pair is best when a pair of its company has the best weight of the record, and one of its record's company that of the account.
CREATE TEMP TABLE IF NOT EXISTS elg_chosen(
  account_id TEXT, partner_id TEXT, record_id TEXT, status TEXT, is_best INTEGER, decided_by TEXT,
  PRIMARY KEY(account_id, partner_id, record_id)) WITHOUT ROWID;
DELETE FROM temp.elg_chosen;
CREATE INDEX IF NOT EXISTS temp.elg_ix_candidate ON elg_candidate(partner_id, record_id, weight, entity);
CREATE INDEX IF NOT EXISTS temp.elg_ix_candidate_account ON elg_candidate(account_id, partner_id, weight, record_entity);
INSERT INTO temp.elg_chosen
SELECT p.account_id, p.partner_id, p.record_id, CASE p.decision WHEN 'force' THEN 'forced' ELSE 'accepted' END,
  CASE WHEN EXISTS (SELECT 1 FROM temp.elg_candidate m WHERE m.partner_id = p.partner_id AND m.record_id = p.record_id AND m.weight > p.weight)
    AND NOT EXISTS (SELECT 1 FROM temp.elg_candidate s WHERE s.partner_id = p.partner_id AND s.record_id = p.record_id AND s.entity = p.entity
      AND s.weight = (SELECT max(m.weight) FROM temp.elg_candidate m WHERE m.partner_id = p.partner_id AND m.record_id = p.record_id)) THEN 0
  WHEN EXISTS (SELECT 1 FROM temp.elg_candidate m WHERE m.account_id = p.account_id AND m.partner_id = p.partner_id AND m.weight > p.weight)
    AND NOT EXISTS (SELECT 1 FROM temp.elg_candidate s WHERE s.account_id = p.account_id AND s.partner_id = p.partner_id
      AND s.record_entity IS p.record_entity
      AND s.weight = (SELECT max(m.weight) FROM temp.elg_candidate m WHERE m.account_id = p.account_id AND m.partner_id = p.partner_id)) THEN 0
  ELSE 1 END, p.decided_by
FROM temp.elg_candidate p WHERE p.account_id IN (SELECT account_id FROM temp.elg_match_scope);
-- when: (SELECT choice FROM temp.elg_match_now) <> 'all'
DELETE FROM temp.elg_chosen WHERE NOT is_best AND status <> 'forced';

-- step: wanted
-- What a partner's word for a population means.
CREATE TEMP TABLE IF NOT EXISTS elg_population_word(word TEXT PRIMARY KEY, population TEXT) WITHOUT ROWID;
DELETE FROM temp.elg_population_word;
INSERT OR IGNORE INTO temp.elg_population_word SELECT value, population FROM elg_population WHERE side = 'theirs' ORDER BY population, rule;
CREATE TEMP TABLE IF NOT EXISTS elg_wanted(
  account_id TEXT, partner_id TEXT, record_id TEXT, population TEXT, score REAL, name_score REAL, rule TEXT, evidence TEXT,
  status TEXT, is_best INTEGER, since TEXT,
  PRIMARY KEY(account_id, partner_id, record_id, population)) WITHOUT ROWID;
DELETE FROM temp.elg_wanted;
INSERT INTO temp.elg_wanted
SELECT w.account_id, w.partner_id, w.record_id,
  coalesce((SELECT x.population FROM temp.elg_population_word x WHERE x.word = w.word), nullif(w.word, ''), (SELECT population FROM temp.elg_match_now)),
  w.score, w.name_score, w.rule, w.evidence, w.status, w.is_best, w.since
FROM (
  SELECT c.account_id, c.partner_id, c.record_id, lower(trim(r.population)) AS word, p.score, p.name_score,
    CASE c.status WHEN 'forced' THEN 'forced' ELSE p.rule END AS rule, CASE c.status WHEN 'forced' THEN c.decided_by ELSE p.evidence END AS evidence,
    c.status, c.is_best, r.since
  FROM temp.elg_chosen c
  CROSS JOIN read_partner_account r ON r.partner_id = c.partner_id AND r.record_id = c.record_id
  LEFT JOIN elg_pair p ON p.account_id = c.account_id AND p.partner_id = c.partner_id AND p.record_id = c.record_id
  LIMIT -1) w -- a word is made once, not for each of ours
WHERE 1
ON CONFLICT(account_id, partner_id, record_id, population) DO UPDATE
  SET since = min(coalesce(since, excluded.since), coalesce(excluded.since, since));

-- step: matches closed
CREATE TEMP TABLE IF NOT EXISTS elg_changed(account_id TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM temp.elg_changed;
CREATE TEMP TABLE IF NOT EXISTS elg_closing(
  account_id TEXT, partner_id TEXT, record_id TEXT, population TEXT, valid_from TEXT, reason TEXT, asof_basis TEXT,
  PRIMARY KEY(account_id, partner_id, record_id, population, valid_from)) WITHOUT ROWID;
DELETE FROM temp.elg_closing;
INSERT INTO temp.elg_closing
SELECT m.account_id, m.partner_id, m.record_id, m.population, m.valid_from,
  CASE WHEN w.account_id IS NOT NULL OR m.rules_version <> :rules THEN 'rules'
       WHEN NOT EXISTS (SELECT 1 FROM elg_account_state a WHERE a.account_id = m.account_id) THEN 'account_left'
       WHEN NOT EXISTS (SELECT 1 FROM elg_record_state s WHERE s.partner_id = m.partner_id AND s.record_id = m.record_id) THEN 'record_left'
       WHEN EXISTS (SELECT 1 FROM temp.elg_chosen c WHERE c.account_id = m.account_id AND c.partner_id = m.partner_id
                    AND c.record_id = m.record_id) THEN 'population'
       WHEN m.status = 'forced' OR EXISTS (SELECT 1 FROM elg_account_state a JOIN temp.elg_override_now o ON o.entity = a.entity
           WHERE a.account_id = m.account_id AND o.partner_id = m.partner_id AND o.decision = 'block' AND o.record_entity IN ('',
             (SELECT s.entity FROM elg_record_state s WHERE s.partner_id = m.partner_id AND s.record_id = m.record_id LIMIT 1)))
         THEN 'override'
       ELSE 'score' END, m.asof_basis
FROM temp.elg_match_scope x CROSS JOIN elg_match m ON m.account_id = x.account_id
LEFT JOIN temp.elg_wanted w ON w.account_id = m.account_id AND w.partner_id = m.partner_id AND w.record_id = m.record_id
  AND w.population = m.population
WHERE m.valid_to IS NULL AND (w.account_id IS NULL OR m.rules_version <> :rules);
INSERT OR IGNORE INTO temp.elg_changed SELECT account_id FROM temp.elg_closing;
-- An interval that would be empty never was.
DELETE FROM elg_match WHERE valid_from >= :now AND (account_id, partner_id, record_id, population, valid_from) IN (
  SELECT account_id, partner_id, record_id, population, valid_from FROM temp.elg_closing);
UPDATE elg_match SET valid_to = :now, closed_reason = (
    SELECT c.reason FROM temp.elg_closing c WHERE c.account_id = elg_match.account_id AND c.partner_id = elg_match.partner_id
    AND c.record_id = elg_match.record_id AND c.population = elg_match.population AND c.valid_from = elg_match.valid_from)
WHERE (account_id, partner_id, record_id, population, valid_from) IN (
  SELECT account_id, partner_id, record_id, population, valid_from FROM temp.elg_closing);

-- step: matches changed
CREATE TEMP TABLE IF NOT EXISTS elg_opening(
  account_id TEXT, partner_id TEXT, record_id TEXT, population TEXT, valid_from TEXT, asof_basis TEXT, old_from TEXT,
  PRIMARY KEY(account_id, partner_id, record_id, population)) WITHOUT ROWID;
DELETE FROM temp.elg_opening;
-- Since when: the partner's own date, unless an earlier interval of the pair ended after it; else this refresh saw it begin. Not known is it
-- in a list seen for the first time, of what takes the place of an empty interval of which it was not, and of a pair new here although its
-- account and record were there before as they are: a decision, the threshold or a word made it. Those that stay as they are need no write.
INSERT INTO temp.elg_opening
SELECT account_id, partner_id, record_id, population, valid_from, asof_basis, old_from
FROM (
  SELECT account_id, partner_id, record_id, population,
    CASE WHEN since <= :now AND since >= coalesce(last_to, '') THEN since ELSE coalesce(old_from, :now) END AS valid_from,
    CASE WHEN since <= :now AND since >= coalesce(last_to, '') THEN 'partner_date'
         WHEN old_from IS NOT NULL THEN old_basis
         WHEN last_to IS NULL AND partner_id IN (SELECT partner_id FROM temp.elg_new_partner) THEN 'unknown'
         WHEN EXISTS (SELECT 1 FROM temp.elg_closing c WHERE c.account_id = w.account_id AND c.partner_id = w.partner_id
                      AND c.valid_from >= :now AND c.asof_basis = 'unknown') THEN 'unknown'
         WHEN last_to IS NULL AND NOT (SELECT full FROM temp.elg_match_now)
           AND NOT EXISTS (SELECT 1 FROM temp.elg_dirty_account d WHERE d.account_id = w.account_id)
           AND NOT EXISTS (SELECT 1 FROM temp.elg_dirty_record d WHERE d.partner_id = w.partner_id AND d.record_id = w.record_id)
           AND NOT EXISTS (SELECT 1 FROM elg_match m WHERE m.account_id = w.account_id AND m.partner_id = w.partner_id)
           AND NOT EXISTS (SELECT 1 FROM elg_match m WHERE m.partner_id = w.partner_id AND m.record_id = w.record_id) THEN 'unknown'
         ELSE 'observed' END AS asof_basis,
    old_from, old_basis, same
  FROM (SELECT w.account_id, w.partner_id, w.record_id, w.population,
          CASE length(w.since) WHEN 10 THEN w.since || ' 00:00:00' ELSE w.since END AS since,
          max(CASE WHEN m.valid_to IS NOT NULL THEN m.valid_to END) AS last_to,
          max(CASE WHEN m.valid_to IS NULL THEN m.valid_from END) AS old_from,
          max(CASE WHEN m.valid_to IS NULL THEN m.asof_basis END) AS old_basis,
          max(m.valid_from IS NOT NULL AND m.valid_to IS NULL AND (m.score, m.name_score, m.rule, m.evidence, m.status, m.is_best)
            IS (w.score, w.name_score, w.rule, w.evidence, w.status, w.is_best)) AS same
        FROM temp.elg_wanted w LEFT JOIN elg_match m ON m.account_id = w.account_id AND m.partner_id = w.partner_id
          AND m.record_id = w.record_id AND m.population = w.population
        GROUP BY w.account_id, w.partner_id, w.record_id, w.population) w)
WHERE NOT (same AND (valid_from, asof_basis) = (old_from, old_basis));
-- Intervals that begin when they did are changed in place: their trigger notes what matters to the facts, a name does not.
-- when: EXISTS (SELECT 1 FROM elg_match)
UPDATE elg_match SET (score, name_score, rule, evidence, status, is_best, asof_basis, rules_version) = (
  SELECT w.score, w.name_score, w.rule, w.evidence, w.status, w.is_best, o.asof_basis, :rules
  FROM temp.elg_opening o JOIN temp.elg_wanted w ON w.account_id = o.account_id AND w.partner_id = o.partner_id
    AND w.record_id = o.record_id AND w.population = o.population
  WHERE o.account_id = elg_match.account_id AND o.partner_id = elg_match.partner_id AND o.record_id = elg_match.record_id
    AND o.population = elg_match.population)
WHERE (account_id, partner_id, record_id, population, valid_from) IN (
  SELECT account_id, partner_id, record_id, population, old_from FROM temp.elg_opening WHERE old_from = valid_from);
-- when: EXISTS (SELECT 1 FROM elg_match)
DELETE FROM temp.elg_opening WHERE old_from = valid_from;
-- when: EXISTS (SELECT 1 FROM elg_match)
DELETE FROM elg_match WHERE (account_id, partner_id, record_id, population, valid_from) IN (
  SELECT account_id, partner_id, record_id, population, old_from FROM temp.elg_opening WHERE old_from IS NOT NULL);
-- bulk: elg_match
INSERT INTO elg_match
SELECT w.account_id, w.partner_id, w.record_id, w.population, w.score, w.name_score, w.rule, w.evidence, w.status, w.is_best,
  o.valid_from, NULL, o.asof_basis, NULL, :rules, :run
FROM temp.elg_opening o JOIN temp.elg_wanted w ON w.account_id = o.account_id AND w.partner_id = o.partner_id
  AND w.record_id = o.record_id AND w.population = o.population;
-- when: NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
INSERT OR IGNORE INTO temp.elg_changed SELECT account_id FROM temp.elg_opening;
-- The facts of these accounts follow (refresh_fact.sql).
-- when: NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*')
INSERT OR IGNORE INTO elg_dirty SELECT account_id FROM temp.elg_changed;
-- Room for these in the memory of TEMP tables.
DELETE FROM temp.elg_candidate;
DELETE FROM temp.elg_chosen;
DELETE FROM temp.elg_wanted;
