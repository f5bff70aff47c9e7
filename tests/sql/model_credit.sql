.read tests/sql/model/company.sql
.read tests/sql/model/refresh.sql
.headers on
SELECT opportunity_id, partner_id, role, category, share, credit_minor, currency, reporting_minor, line_kind, locked, locked_at, reason, covered, touched,
  registered FROM credit_line ORDER BY opportunity_id, partner_id;
SELECT * FROM credit_category;
SELECT * FROM credit_by_partner;
SELECT * FROM credit_commission;
SELECT policy, partner_id, credit_minor, ledger_minor, delta_minor, reason FROM credit_policy_diff WHERE opportunity_id IN ('D1', 'D7');
SELECT at, what, partner_id, detail FROM credit_trail WHERE opportunity_id = 'D7';
-- Every deal's lines sum to its amount, under every policy.
SELECT policy, count(*) AS deals, sum(total IS amount_minor) AS exact, sum(reporting IS reporting_minor) AS exact_reporting FROM (
  SELECT l.policy, d.opportunity_id, d.amount_minor, d.reporting_minor, sum(l.credit_minor) AS total, sum(l.reporting_minor) AS reporting
  FROM credit_policy_line l JOIN elg_deal d ON d.opportunity_id = l.opportunity_id GROUP BY 1, 2) GROUP BY policy;
SELECT count(*) AS unequal FROM elg_deal d WHERE status <> 'lost'
  AND amount_minor IS NOT (SELECT sum(credit_minor) FROM elg_credit l WHERE l.opportunity_id = d.opportunity_id);
-- A touch entered after the lock: the locked lines stay, adjustments follow, and the sum stays the amount.
INSERT INTO crm_touchpoint VALUES ('T99', 'P1', 'A2', 'D2', 'joint_call', '2026-01-15 10:00:00', 'late entry');
.read tests/sql/model/refresh.sql
SELECT line_id, partner_id, role, share, credit_minor, reporting_minor, kind, adjusts, locked, reason FROM elg_credit WHERE opportunity_id = 'D2';
-- Refreshed again: nothing to adjust.
.read tests/sql/model/refresh.sql
SELECT count(*), sum(credit_minor) FROM elg_credit WHERE opportunity_id = 'D2';
-- The policy changes: open deals follow, locked ones keep theirs.
UPDATE elg_policy SET active = 0;
UPDATE elg_policy SET active = 1 WHERE policy = 'linear';
.read tests/sql/model/refresh.sql
SELECT opportunity_id, policy, partner_id, role, share, kind FROM elg_credit WHERE opportunity_id IN ('D1', 'D4');
-- The deal disappears: its locked lines are cancelled, not erased.
DELETE FROM crm_opportunity WHERE opportunity_id = 'D2';
.read tests/sql/model/refresh.sql
SELECT partner_id, count(*), sum(share), sum(credit_minor), sum(reporting_minor) FROM elg_credit WHERE opportunity_id = 'D2' GROUP BY 1;
-- Who claims sourcing and did not source keeps the other role it has, with its involvement.
INSERT INTO crm_opportunity(opportunity_id, account_id, name, stage, is_closed, is_won, amount_minor, currency, created_at, closed_at)
  VALUES ('D90', 'A2', 'two roles', 'Proposal', 0, 0, 100000, 'USD', '2026-03-01', '2026-09-01');
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id, role, involvement, at) VALUES ('D90', 'P1', 'sourcing', NULL, '2026-03-01'),
  ('D90', 'P2', 'sourcing', NULL, '2026-03-02'), ('D90', 'P2', 'co-selling', 1, '2026-03-02'), ('D90', 'P2', 'technical', 0.5, '2026-03-02');
UPDATE elg_policy SET active = 1 WHERE policy = 'mid'; -- ends 'linear'
.read tests/sql/model/refresh.sql
SELECT partner_id, role, credit_role, involvement, role_reason FROM elg_deal_partner WHERE opportunity_id = 'D90' AND touched;
SELECT policy, partner_id, role, share, credit_minor FROM elg_credit WHERE opportunity_id = 'D90';
-- A role of one's own at a position that another has too is itself.
INSERT INTO elg_role_rule VALUES ('delivery', 3, 0, 0, 'delivers');
UPDATE crm_opportunity_partner SET role = 'Delivery' WHERE opportunity_id = 'D90' AND role = 'technical';
.read tests/sql/model/refresh.sql
SELECT partner_id, role, credit_role, involvement FROM elg_deal_partner WHERE opportunity_id = 'D90' AND touched;
UPDATE crm_opportunity_partner SET role = 'technical' WHERE opportunity_id = 'D90' AND role = 'Delivery';
DELETE FROM elg_role_rule WHERE role = 'delivery';
-- Other ranges: the next refresh follows.
UPDATE elg_role_rule SET low = 30, high = 40 WHERE role = 'sourcing';
.read tests/sql/model/refresh.sql
SELECT partner_id, role, share, credit_minor FROM elg_credit WHERE opportunity_id = 'D90';
-- No active policy and a method that is none are named.
UPDATE elg_policy SET active = 0;
INSERT INTO elg_policy VALUES ('own', 1, 0, 'rolesplit', NULL, 'ana', 'a try', NULL);
SELECT problem, id, column_name, value FROM crm_check WHERE table_name = 'elg_policy';
-- A policy that names some roles gives the others nothing; one that no split takes is refused by its name.
INSERT INTO elg_policy VALUES ('own', 2, 1, 'role_split', '{"mode":"exact","roles":{"sourcing":100}}', 'ana', 'a try', NULL);
SELECT json_extract(elg_refresh(), '$.mode');
SELECT policy, policy_version, partner_id, role, share, credit_minor FROM elg_credit WHERE opportunity_id = 'D90';
INSERT INTO elg_policy VALUES ('own', 3, 1, 'role_split', '{"mode":"exat"}', 'ana', 'a slip', NULL);
SELECT elg_refresh();
UPDATE elg_policy SET active = 1 WHERE policy = 'mid';
UPDATE elg_role_rule SET low = 60, high = 80 WHERE role = 'sourcing';
SELECT elg_refresh();
UPDATE elg_role_rule SET low = 30, high = 40 WHERE role = 'sourcing';
-- A document may begin with a line of its own, and may be absent.
INSERT INTO elg_policy VALUES ('own', 4, 1, 'role_split', char(10) || '{"mode":"exact","roles":{"sourcing":100}}', 'ana', 'lines', NULL);
SELECT json_extract(elg_refresh(), '$.summary.bad_settings') AS bad;
SELECT document FROM credit_policy WHERE active = 1;
UPDATE elg_policy SET document = char(13, 10) || '{"mode":"fill"}' WHERE active = 1;
SELECT json_extract(elg_refresh(), '$.summary.bad_settings') AS bad;
SELECT document FROM credit_policy WHERE active = 1;
UPDATE elg_policy SET document = NULL WHERE active = 1;
SELECT json_extract(elg_refresh(), '$.summary.bad_settings') AS bad;
SELECT document FROM credit_policy WHERE active = 1;
SELECT policy, policy_version, partner_id, role, share FROM elg_credit WHERE opportunity_id = 'D90';
-- To insert the active policy again ends nothing.
INSERT OR IGNORE INTO elg_policy SELECT * FROM elg_policy WHERE active = 1;
INSERT OR REPLACE INTO elg_policy SELECT * FROM elg_policy WHERE policy = 'fill' OR active = 1;
SELECT policy, version FROM elg_policy WHERE active = 1;
-- A policy drafted beside the active one that no split takes has no lines, and the others have theirs.
SELECT count(DISTINCT policy) AS policies FROM credit_policy_line;
INSERT INTO elg_policy(policy, version, active, method, document) VALUES ('draft', 1, 0, 'role_split', '{"mode":"best"}'), ('draft', 2, 0, 'role_split', 'tbd');
SELECT count(DISTINCT policy) AS policies FROM credit_policy_line;
SELECT count(*) > 0 AS others, total(policy = 'draft') AS draft FROM credit_policy_diff;
SELECT version, elg_validate_policy(document) AS problem FROM credit_policy WHERE policy = 'draft';
-- While no policy is active a refresh keeps no credit but the locked lines; with one again the credit is back.
CREATE TEMP TABLE before AS SELECT opportunity_id, partner_id, locked, sum(credit_minor) AS credit FROM elg_credit GROUP BY 1, 2, 3;
UPDATE elg_policy SET active = 0;
SELECT elg_refresh() IS NOT NULL;
SELECT locked, count(*) > 0 AS lines FROM elg_credit GROUP BY locked;
UPDATE elg_policy SET active = 1 WHERE policy = 'mid';
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, partner_id, locked, sum(credit_minor) AS credit FROM elg_credit GROUP BY 1, 2, 3 EXCEPT SELECT * FROM before;
-- An adjustment that another reporting currency calls for is in it: the lines of a deal sum to its amount there.
INSERT INTO crm_fx_rate VALUES ('USD', '2025-01-01', '0.5');
UPDATE elg_setting SET value = 'EUR' WHERE name = 'reporting_currency';
SELECT elg_refresh() IS NOT NULL;
SELECT line_kind, reporting_currency, sum(reporting_minor) AS reporting FROM credit_line WHERE opportunity_id = 'D1' GROUP BY 1, 2;
SELECT reporting_minor, reporting_currency FROM elg_deal WHERE opportunity_id = 'D1';
-- Commission is shared by the ledger's shares as they are: thirds of a large one are thirds.
INSERT INTO crm_opportunity(opportunity_id, account_id, is_closed, is_won, amount_minor, currency, type, created_at, closed_at) VALUES
  ('D95', 'A8', 1, 1, 1000000000000, 'USD', 'new', '2026-01-10', '2026-02-10');
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id, role) VALUES ('D95', 'P1', 'sourcing'), ('D95', 'P2', 'technical'), ('D95', 'P3', 'influencing');
UPDATE elg_setting SET value = 10 WHERE name = 'commission_percent';
INSERT INTO elg_policy(policy, version, active, method, document)
  VALUES ('thirds', 1, 1, 'role_split', '{"mode":"fill","roles":{"sourcing":[40,50],"technical":[15,25],"influencing":[20,30]}}');
SELECT elg_refresh() IS NOT NULL;
SELECT partner_id, role, share, credit_minor FROM elg_credit WHERE opportunity_id = 'D95';
SELECT partner_id, commission_minor, pool_minor FROM credit_commission WHERE opportunity_id = 'D95' ORDER BY partner_id;
-- An overlay is for comparing: in the ledger its lines sum to more than the amount, which is told.
INSERT INTO elg_policy(policy, version, active, method, document) VALUES ('beside', 1, 0, 'role_split', '{"mode": "overlay", "roles": {"sourcing": 80}}');
SELECT sum(credit_minor) FROM credit_policy_line WHERE policy = 'beside' AND opportunity_id = 'D95';
SELECT count(*) AS told FROM crm_check WHERE problem LIKE 'an overlay%';
UPDATE elg_policy SET active = 1 WHERE policy = 'beside';
SELECT problem, id, effect FROM crm_check WHERE problem LIKE 'an overlay%';
