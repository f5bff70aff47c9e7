-- As of creation: what the CRM says today of a registration, a role or an amount does not change who sourced a deal.
SELECT elg_init() IS NOT NULL;
UPDATE elg_setting SET value = '2026-05-10 12:00:00' WHERE name = 'as_of';
INSERT INTO crm_partner(partner_id, name) VALUES ('P1', 'Pone'), ('P2', 'Ptwo'), ('P3', 'Pthree');
INSERT INTO crm_account(account_id, name) VALUES ('A1', 'Zorblax'), ('A2', 'Quintavel'), ('A3', 'Mirandex'), ('A4', 'Vostrelia');
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, is_closed, is_won, amount_minor, currency, type, created_at, closed_at) VALUES
  ('D1', 'A1', 'closed won', 1, 1, 200000, 'USD', 'expansion', '2026-02-10', '2026-03-20'),
  ('D2', 'A2', 'closed won', 1, 1, 100, 'USD', 'new', '2026-04-01', '2026-04-30'),
  ('D3', 'A3', 'qualification', 0, 0, 100000, 'USD', 'new', '2026-05-01', NULL),
  ('D4', 'A4', 'qualification', 0, 0, 100000, 'USD', 'new', '2026-06-25', NULL);
-- A registration that was granted and has expired since was in force at creation; one that was never granted was not.
INSERT INTO crm_deal_registration VALUES ('R1', 'P3', 'A1', 'D1', '2026-02-01', '2026-02-03', '2026-05-02', 'Expired'),
  ('R2', 'P2', 'A1', 'D1', '2026-01-15', NULL, '2026-05-02', 'Expired');
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, opportunity_id, type, at) VALUES ('T1', 'P1', 'D2', 'introduction', '2026-03-20');
SELECT elg_refresh() IS NOT NULL;
UPDATE elg_setting SET value = '2026-06-30 12:00:00' WHERE name = 'as_of';
SELECT elg_refresh() IS NOT NULL;
.headers on
SELECT opportunity_id, category, registered, sourced_partner_id, sourced_reason, sourced_locked, lock_at FROM elg_deal ORDER BY 1;
-- After the lock evidence that is deleted, added without a date or back-dated, and a larger amount, change nothing; by the lock all of it counts.
DELETE FROM crm_touchpoint WHERE touchpoint_id = 'T1';
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id, role) VALUES ('D1', 'P1', 'sourcing'), ('D3', 'P1', 'sourcing'), ('D4', 'P1', 'sourcing');
INSERT INTO crm_deal_registration VALUES ('R3', 'P2', 'A3', 'D3', '2026-04-20', '2026-05-21', NULL, 'Approved');
UPDATE crm_deal_registration SET status = 'Rejected' WHERE registration_id = 'R1';
UPDATE crm_opportunity SET amount_minor = 90000000 WHERE opportunity_id IN ('D3', 'D4');
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, category, sourced_partner_id, sourced_reason, sourced_locked, lock_at, size_band FROM elg_deal ORDER BY 1;
SELECT opportunity_id, partner_id, touched, credit_role, role_reason, sourced FROM elg_deal_partner ORDER BY 1, 2;
SELECT opportunity_id, partner_id, role, share, kind, reason FROM elg_credit WHERE opportunity_id IN ('D1', 'D2') ORDER BY line_id;
SELECT problem, id FROM crm_check WHERE table_name IN ('elg_deal_partner', 'elg_source_override');
-- A full refresh keeps it.
CREATE TEMP TABLE before AS SELECT opportunity_id, sourced_partner_id, sourced_reason, lock_at, category FROM elg_deal;
SELECT json_extract(elg_refresh('full'), '$.mode');
SELECT count(*) AS changed FROM (SELECT * FROM before EXCEPT SELECT opportunity_id, sourced_partner_id, sourced_reason, lock_at, category FROM elg_deal);
-- Somebody decides, for a partner and for none; and takes it back.
INSERT INTO elg_source_override VALUES ('D3', 'P2', 'ana', 'logged late'), ('D1', NULL, NULL, NULL), ('D2', 'nobody', 'ana', NULL);
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, category, sourced_partner_id, sourced_reason FROM elg_deal ORDER BY 1;
SELECT problem, id, value FROM crm_check WHERE table_name = 'elg_source_override';
SELECT what, partner_id, detail FROM credit_trail WHERE opportunity_id = 'D1' AND what = 'creation lock';
DELETE FROM elg_source_override;
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, category, sourced_partner_id, sourced_reason FROM elg_deal ORDER BY 1;
-- Other rules hold for all deals; locks released take the evidence there is.
UPDATE elg_setting SET value = 0 WHERE name = 'source_rank_registration';
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, category, sourced_partner_id, sourced_reason FROM elg_deal ORDER BY 1;
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, opportunity_id, type, at) VALUES ('T1', 'P1', 'D2', 'introduction', '2026-03-20');
UPDATE elg_deal SET sourced_locked = 0;
SELECT json_extract(elg_refresh('full'), '$.mode');
SELECT opportunity_id, category, sourced_partner_id, sourced_reason, sourced_locked FROM elg_deal ORDER BY 1;
-- A deal seen beyond the cut-off stage, without history: touches since are too late, whatever comes of it.
UPDATE crm_opportunity SET stage = 'negotiation/review' WHERE opportunity_id = 'D4';
SELECT elg_refresh() IS NOT NULL;
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, opportunity_id, type, at) VALUES ('T2', 'P2', 'D4', 'joint_call', '2026-07-02');
UPDATE crm_opportunity SET is_closed = 1, is_won = 1, closed_at = '2026-07-03' WHERE opportunity_id = 'D4';
UPDATE elg_setting SET value = '2026-07-04' WHERE name = 'as_of';
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, status, cutoff_at, cosell FROM elg_deal ORDER BY 1;
-- A deal first seen after its lock waits until somebody is found: evidence may come in any order, but none dated after the lock counts.
INSERT INTO crm_account(account_id, name) VALUES ('A5', 'Ostrava'), ('A6', 'Palimar');
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, is_closed, is_won, amount_minor, currency, type, created_at, closed_at) VALUES
  ('D5', 'A5', 'closed won', 1, 1, 100000, 'USD', 'new', '2026-04-01', '2026-05-30'), ('D6', 'A6', 'closed won', 1, 1, 100000, 'USD', 'new', '2026-04-01', '2026-05-30');
SELECT elg_refresh() IS NOT NULL;
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id, role, at) VALUES ('D5', 'P1', 'sourcing', '2026-04-16'), ('D6', 'P1', 'sourcing', '2026-04-16');
INSERT INTO crm_deal_registration VALUES ('R5', 'P2', 'A5', 'D5', '2026-04-16', '2026-04-17', NULL, 'Approved');
UPDATE elg_setting SET value = '2026-07-10' WHERE name = 'as_of';
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, category, sourced_partner_id, sourced_reason, sourced_locked FROM elg_deal WHERE opportunity_id IN ('D5', 'D6') ORDER BY 1;
SELECT opportunity_id, partner_id, role_reason FROM elg_deal_partner WHERE opportunity_id IN ('D5', 'D6') ORDER BY 1, 2;
SELECT problem, id FROM crm_check WHERE table_name = 'elg_deal_partner';
INSERT INTO crm_touchpoint(touchpoint_id, partner_id, opportunity_id, type, at) VALUES ('T5', 'P3', 'D5', 'introduction', '2026-03-20');
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, category, sourced_partner_id, sourced_reason, sourced_locked FROM elg_deal WHERE opportunity_id IN ('D5', 'D6') ORDER BY 1;
-- Who was found stays, and that nobody was waits on, in a full refresh too.
DELETE FROM crm_touchpoint WHERE touchpoint_id = 'T5';
SELECT json_extract(elg_refresh('full'), '$.mode');
SELECT opportunity_id, sourced_partner_id, sourced_reason, sourced_locked FROM elg_deal WHERE opportunity_id IN ('D5', 'D6') ORDER BY 1;
SELECT problem, id FROM crm_check WHERE table_name = 'elg_deal_partner';
-- A partner that is no more has sourced nothing: the deal waits again.
DELETE FROM crm_partner WHERE partner_id = 'P3';
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, sourced_partner_id, sourced_reason, sourced_locked FROM elg_deal WHERE opportunity_id IN ('D5', 'D6') ORDER BY 1;
-- Of a deal that a refresh saw before its lock nobody is an answer, under other rules as well.
INSERT INTO crm_opportunity(opportunity_id, account_id, stage, is_closed, amount_minor, currency, type, created_at) VALUES
  ('D7', 'A6', 'qualification', 0, 100000, 'USD', 'new', '2026-07-05');
SELECT elg_refresh() IS NOT NULL;
UPDATE elg_setting SET value = '2026-08-01' WHERE name = 'as_of';
SELECT elg_refresh() IS NOT NULL;
UPDATE elg_setting SET value = 20 WHERE name = 'sourced_days';
SELECT elg_refresh() IS NOT NULL;
INSERT INTO crm_opportunity_partner(opportunity_id, partner_id, role) VALUES ('D7', 'P1', 'sourcing');
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, sourced_partner_id, sourced_reason, sourced_locked FROM elg_deal WHERE opportunity_id IN ('D6', 'D7') ORDER BY 1;
SELECT problem, id FROM crm_check WHERE table_name = 'elg_deal_partner';
-- A lock that is released, where nobody is found, waits like that of a deal first seen after it; to look from before a lock sees the deal in time.
DELETE FROM crm_opportunity_partner WHERE opportunity_id = 'D7';
UPDATE elg_deal SET sourced_locked = 0;
SELECT json_extract(elg_refresh('full'), '$.mode');
SELECT opportunity_id, sourced_partner_id, sourced_locked FROM elg_deal WHERE opportunity_id IN ('D6', 'D7') ORDER BY 1;
UPDATE elg_setting SET value = '2026-07-10' WHERE name = 'as_of';
SELECT elg_refresh() IS NOT NULL;
UPDATE elg_setting SET value = '2026-08-01' WHERE name = 'as_of';
SELECT elg_refresh() IS NOT NULL;
SELECT opportunity_id, sourced_partner_id, sourced_locked FROM elg_deal WHERE opportunity_id IN ('D6', 'D7') ORDER BY 1;
