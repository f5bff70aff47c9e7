-- import_gone.sql: what the inputs hold and the export no longer does, after the takes of an import. temp.elg_import_seen has the keys
-- of the raw tables. A CRM's table with less than half of what the input holds is taken for a part of it: it tells nothing of the rest.

DELETE FROM elg_import_gone WHERE EXISTS (SELECT 1 FROM temp.elg_import_seen s
  WHERE s.table_name = elg_import_gone.table_name AND s.partner_id = elg_import_gone.partner_id AND s.id = elg_import_gone.id
    AND s.population = elg_import_gone.population);
-- Of two CRMs that fill one input each tells of its own ids: Salesforce's have the object and the instance in the first five characters.
INSERT OR IGNORE INTO elg_import_gone
WITH held(table_name, id) AS (
  SELECT 'crm_account', account_id FROM crm_account
  UNION ALL SELECT 'crm_opportunity', opportunity_id FROM crm_opportunity
  UNION ALL SELECT 'crm_deal_registration', registration_id FROM crm_deal_registration),
file(table_name, kind) AS (
  SELECT DISTINCT table_name, CASE WHEN elg_sfid(id) IS NULL THEN '' ELSE substr(id, 1, 5) END FROM temp.elg_import_seen WHERE partner_id = ''),
asked(table_name, id) AS (
  SELECT h.table_name, h.id FROM held h JOIN file f ON f.table_name = h.table_name
    AND f.kind = CASE WHEN elg_sfid(h.id) IS NULL THEN '' ELSE substr(h.id, 1, 5) END),
whole(table_name) AS (
  SELECT a.table_name FROM (SELECT table_name, count(*) AS n FROM asked GROUP BY table_name) a
  JOIN (SELECT table_name, count(*) AS n FROM temp.elg_import_seen GROUP BY table_name) s ON s.table_name = a.table_name WHERE 2 * s.n >= a.n)
SELECT x.table_name, '', x.id, '', coalesce((SELECT value FROM read_setting WHERE name = 'as_of'), datetime('now'))
FROM asked x JOIN whole w ON w.table_name = x.table_name
WHERE NOT EXISTS (SELECT 1 FROM temp.elg_import_seen s WHERE s.table_name = x.table_name AND s.partner_id = '' AND s.id = x.id);
-- A partner's list: of the populations it has.
INSERT OR IGNORE INTO elg_import_gone
SELECT 'crm_partner_account', r.partner_id, r.record_id, coalesce(r.population, ''),
  coalesce((SELECT value FROM read_setting WHERE name = 'as_of'), datetime('now'))
FROM crm_partner_account r
WHERE EXISTS (SELECT 1 FROM temp.elg_import_seen)
  AND (r.partner_id, coalesce(r.population, '')) IN (
    SELECT partner_id, population FROM temp.elg_import_seen WHERE table_name = 'crm_partner_account')
  AND NOT EXISTS (SELECT 1 FROM temp.elg_import_seen s WHERE s.table_name = 'crm_partner_account' AND s.partner_id = r.partner_id
    AND s.id = r.record_id AND s.population = coalesce(r.population, ''));
DELETE FROM elg_import_gone WHERE NOT CASE table_name
  WHEN 'crm_account' THEN EXISTS (SELECT 1 FROM crm_account x WHERE x.account_id = id)
  WHEN 'crm_opportunity' THEN EXISTS (SELECT 1 FROM crm_opportunity x WHERE x.opportunity_id = id)
  WHEN 'crm_deal_registration' THEN EXISTS (SELECT 1 FROM crm_deal_registration x WHERE x.registration_id = id)
  ELSE EXISTS (SELECT 1 FROM crm_partner_account x WHERE x.partner_id = elg_import_gone.partner_id AND x.record_id = id) END;
DELETE FROM temp.elg_import_seen;
