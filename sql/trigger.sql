-- trigger.sql: which accounts changed since the last refresh. Each change of an input notes its account in elg_dirty, or, where it is
-- that of one deal and touches neither other deals nor what the account has with partners, the deal in elg_dirty_deal, so that the
-- next refresh follows the changes. An update that changes nothing notes nothing: a second import of the same file is free.
-- An input that is a view has no triggers; then every refresh recomputes everything. The last two keep one policy active.

-- Accounts: the segment is kept with the deals.
CREATE TRIGGER elg_watch_account_insert AFTER INSERT ON crm_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_account_delete AFTER DELETE ON crm_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_account_update AFTER UPDATE ON crm_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.account_id IS NOT NEW.account_id OR OLD.segment IS NOT NEW.segment) BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;

-- Deals.
CREATE TRIGGER elg_watch_opportunity_insert AFTER INSERT ON crm_opportunity
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_opportunity_delete AFTER DELETE ON crm_opportunity
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_opportunity_update AFTER UPDATE ON crm_opportunity
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.opportunity_id IS NOT NEW.opportunity_id OR OLD.account_id IS NOT NEW.account_id OR OLD.is_closed IS NOT NEW.is_closed OR
  OLD.type IS NOT NEW.type OR OLD.created_at IS NOT NEW.created_at OR OLD.closed_at IS NOT NEW.closed_at OR
  OLD.stage IS NOT NEW.stage AND coalesce(NEW.is_closed NOT IN (0, 1), 1)) BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
-- What no other deal of the account depends on.
CREATE TRIGGER elg_watch_opportunity_value AFTER UPDATE ON crm_opportunity
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.name IS NOT NEW.name OR OLD.stage IS NOT NEW.stage OR OLD.is_won IS NOT NEW.is_won OR
  OLD.amount_minor IS NOT NEW.amount_minor OR OLD.currency IS NOT NEW.currency OR OLD.arr_minor IS NOT NEW.arr_minor OR
  OLD.source IS NOT NEW.source OR OLD.competitor IS NOT NEW.competitor OR OLD.marketplace IS NOT NEW.marketplace OR
  OLD.owner IS NOT NEW.owner) BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(NEW.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;

-- Stage history.
CREATE TRIGGER elg_watch_opportunity_history_insert AFTER INSERT ON crm_opportunity_history
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(NEW.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;
CREATE TRIGGER elg_watch_opportunity_history_delete AFTER DELETE ON crm_opportunity_history
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(OLD.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;
CREATE TRIGGER elg_watch_opportunity_history_update AFTER UPDATE ON crm_opportunity_history
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.opportunity_id IS NOT NEW.opportunity_id OR OLD.at IS NOT NEW.at OR OLD.stage IS NOT NEW.stage) BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(OLD.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(NEW.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;

-- Who sourced it, decided.
CREATE TRIGGER elg_watch_source_override_insert AFTER INSERT ON elg_source_override
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(NEW.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;
CREATE TRIGGER elg_watch_source_override_delete AFTER DELETE ON elg_source_override
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(OLD.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;
CREATE TRIGGER elg_watch_source_override_update AFTER UPDATE ON elg_source_override
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(OLD.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(NEW.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;

-- Partners on deals.
CREATE TRIGGER elg_watch_opportunity_partner_insert AFTER INSERT ON crm_opportunity_partner
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(NEW.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;
CREATE TRIGGER elg_watch_opportunity_partner_delete AFTER DELETE ON crm_opportunity_partner
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(OLD.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;
CREATE TRIGGER elg_watch_opportunity_partner_update AFTER UPDATE ON crm_opportunity_partner
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.opportunity_id IS NOT NEW.opportunity_id OR OLD.partner_id IS NOT NEW.partner_id OR OLD.role IS NOT NEW.role OR
  OLD.involvement IS NOT NEW.involvement OR OLD.at IS NOT NEW.at) BEGIN
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(OLD.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
  INSERT INTO elg_dirty_deal SELECT d FROM (SELECT CAST(coalesce(NEW.opportunity_id, '') AS TEXT) AS d)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_deal WHERE opportunity_id = d);
END;

-- Touches: of their account, and of their deal's.
CREATE TRIGGER elg_watch_touchpoint_insert AFTER INSERT ON crm_touchpoint
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a
  FROM (SELECT CAST(coalesce(account_id, '') AS TEXT) AS a FROM crm_opportunity WHERE opportunity_id = NEW.opportunity_id)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_touchpoint_delete AFTER DELETE ON crm_touchpoint
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a
  FROM (SELECT CAST(coalesce(account_id, '') AS TEXT) AS a FROM crm_opportunity WHERE opportunity_id = OLD.opportunity_id)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_touchpoint_update AFTER UPDATE ON crm_touchpoint
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.partner_id IS NOT NEW.partner_id OR OLD.account_id IS NOT NEW.account_id OR
  OLD.opportunity_id IS NOT NEW.opportunity_id OR OLD.type IS NOT NEW.type OR OLD.at IS NOT NEW.at) BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a
  FROM (SELECT CAST(coalesce(account_id, '') AS TEXT) AS a FROM crm_opportunity WHERE opportunity_id = OLD.opportunity_id)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a
  FROM (SELECT CAST(coalesce(account_id, '') AS TEXT) AS a FROM crm_opportunity WHERE opportunity_id = NEW.opportunity_id)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;

-- Registrations.
CREATE TRIGGER elg_watch_deal_registration_insert AFTER INSERT ON crm_deal_registration
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a
  FROM (SELECT CAST(coalesce(account_id, '') AS TEXT) AS a FROM crm_opportunity WHERE opportunity_id = NEW.opportunity_id)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_deal_registration_delete AFTER DELETE ON crm_deal_registration
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a
  FROM (SELECT CAST(coalesce(account_id, '') AS TEXT) AS a FROM crm_opportunity WHERE opportunity_id = OLD.opportunity_id)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_deal_registration_update AFTER UPDATE ON crm_deal_registration
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.registration_id IS NOT NEW.registration_id OR OLD.partner_id IS NOT NEW.partner_id OR
  OLD.account_id IS NOT NEW.account_id OR OLD.opportunity_id IS NOT NEW.opportunity_id OR
  OLD.submitted_at IS NOT NEW.submitted_at OR OLD.approved_at IS NOT NEW.approved_at OR
  OLD.expires_at IS NOT NEW.expires_at OR OLD.status IS NOT NEW.status) BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a
  FROM (SELECT CAST(coalesce(account_id, '') AS TEXT) AS a FROM crm_opportunity WHERE opportunity_id = OLD.opportunity_id)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a
  FROM (SELECT CAST(coalesce(account_id, '') AS TEXT) AS a FROM crm_opportunity WHERE opportunity_id = NEW.opportunity_id)
    WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;

-- Joint plans.
CREATE TRIGGER elg_watch_joint_plan_insert AFTER INSERT ON crm_joint_plan
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_joint_plan_delete AFTER DELETE ON crm_joint_plan
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_joint_plan_update AFTER UPDATE ON crm_joint_plan
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.partner_id IS NOT NEW.partner_id OR OLD.account_id IS NOT NEW.account_id OR OLD.play IS NOT NEW.play OR
  OLD.started_at IS NOT NEW.started_at OR OLD.outcome IS NOT NEW.outcome) BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;

-- Integrations.
CREATE TRIGGER elg_watch_integration_insert AFTER INSERT ON crm_integration
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_integration_delete AFTER DELETE ON crm_integration
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_integration_update AFTER UPDATE ON crm_integration
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.account_id IS NOT NEW.account_id OR OLD.partner_id IS NOT NEW.partner_id OR OLD.product IS NOT NEW.product OR
  OLD.started_at IS NOT NEW.started_at OR OLD.ended_at IS NOT NEW.ended_at) BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;

-- Customers.
CREATE TRIGGER elg_watch_customer_insert AFTER INSERT ON crm_customer
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_customer_delete AFTER DELETE ON crm_customer
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_customer_update AFTER UPDATE ON crm_customer
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.account_id IS NOT NEW.account_id OR OLD.started_at IS NOT NEW.started_at OR OLD.live_at IS NOT NEW.live_at OR
  OLD.churned_at IS NOT NEW.churned_at) BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;

-- Overlaps, which elg_refresh keeps.
CREATE TRIGGER elg_watch_match_insert AFTER INSERT ON elg_match
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_match_delete AFTER DELETE ON elg_match
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(OLD.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;
CREATE TRIGGER elg_watch_match_update AFTER UPDATE ON elg_match
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.valid_from IS NOT NEW.valid_from OR OLD.valid_to IS NOT NEW.valid_to OR OLD.population IS NOT NEW.population OR
  OLD.score IS NOT NEW.score OR OLD.asof_basis IS NOT NEW.asof_basis) BEGIN
  INSERT INTO elg_dirty SELECT a FROM (SELECT CAST(coalesce(NEW.account_id, '') AS TEXT) AS a)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = a);
END;

-- Amounts partners share: of the accounts their record matches.
CREATE TRIGGER elg_watch_partner_account_update AFTER UPDATE ON crm_partner_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = '*') AND (
  OLD.amount_minor IS NOT NEW.amount_minor OR OLD.currency IS NOT NEW.currency) BEGIN
  INSERT INTO elg_dirty SELECT DISTINCT m.account_id FROM elg_match m WHERE m.partner_id = NEW.partner_id AND m.record_id = NEW.record_id
    AND NOT EXISTS (SELECT 1 FROM elg_dirty WHERE account_id = m.account_id);
END;

-- What matches: names, domains, identifiers, and since when a record is in a partner's population. For the join of the next refresh.
CREATE TRIGGER elg_note_account_insert AFTER INSERT ON crm_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') BEGIN
  INSERT INTO elg_dirty_match SELECT p, i FROM (SELECT '' AS p, CAST(coalesce(NEW.account_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
END;
CREATE TRIGGER elg_note_account_delete AFTER DELETE ON crm_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') BEGIN
  INSERT INTO elg_dirty_match SELECT p, i FROM (SELECT '' AS p, CAST(coalesce(OLD.account_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
END;
CREATE TRIGGER elg_note_account_update AFTER UPDATE ON crm_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') AND (
  OLD.account_id IS NOT NEW.account_id OR OLD.name IS NOT NEW.name OR OLD.website IS NOT NEW.website OR
  OLD.country IS NOT NEW.country OR OLD.parent_id IS NOT NEW.parent_id OR OLD.duns IS NOT NEW.duns OR
  OLD.lei IS NOT NEW.lei OR OLD.registration_number IS NOT NEW.registration_number) BEGIN
  INSERT INTO elg_dirty_match SELECT p, i FROM (SELECT '' AS p, CAST(coalesce(OLD.account_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
  INSERT INTO elg_dirty_match SELECT p, i FROM (SELECT '' AS p, CAST(coalesce(NEW.account_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
END;
CREATE TRIGGER elg_note_account_domain_insert AFTER INSERT ON crm_account_domain
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') BEGIN
  INSERT INTO elg_dirty_match SELECT p, i FROM (SELECT '' AS p, CAST(coalesce(NEW.account_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
END;
CREATE TRIGGER elg_note_account_domain_delete AFTER DELETE ON crm_account_domain
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') BEGIN
  INSERT INTO elg_dirty_match SELECT p, i FROM (SELECT '' AS p, CAST(coalesce(OLD.account_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
END;
CREATE TRIGGER elg_note_account_domain_update AFTER UPDATE ON crm_account_domain
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') AND (
  OLD.account_id IS NOT NEW.account_id OR OLD.domain IS NOT NEW.domain) BEGIN
  INSERT INTO elg_dirty_match SELECT p, i FROM (SELECT '' AS p, CAST(coalesce(OLD.account_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
  INSERT INTO elg_dirty_match SELECT p, i FROM (SELECT '' AS p, CAST(coalesce(NEW.account_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
END;
CREATE TRIGGER elg_note_partner_account_insert AFTER INSERT ON crm_partner_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') BEGIN
  INSERT INTO elg_dirty_match SELECT p, i
  FROM (SELECT CAST(coalesce(NEW.partner_id, '') AS TEXT) AS p, CAST(coalesce(NEW.record_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
END;
CREATE TRIGGER elg_note_partner_account_delete AFTER DELETE ON crm_partner_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') BEGIN
  INSERT INTO elg_dirty_match SELECT p, i
  FROM (SELECT CAST(coalesce(OLD.partner_id, '') AS TEXT) AS p, CAST(coalesce(OLD.record_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
END;
CREATE TRIGGER elg_note_partner_account_update AFTER UPDATE ON crm_partner_account
WHEN NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = '*') AND (
  OLD.partner_id IS NOT NEW.partner_id OR OLD.record_id IS NOT NEW.record_id OR OLD.name IS NOT NEW.name OR
  OLD.website IS NOT NEW.website OR OLD.country IS NOT NEW.country OR OLD.population IS NOT NEW.population OR
  OLD.since IS NOT NEW.since) BEGIN
  INSERT INTO elg_dirty_match SELECT p, i
  FROM (SELECT CAST(coalesce(OLD.partner_id, '') AS TEXT) AS p, CAST(coalesce(OLD.record_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
  INSERT INTO elg_dirty_match SELECT p, i
  FROM (SELECT CAST(coalesce(NEW.partner_id, '') AS TEXT) AS p, CAST(coalesce(NEW.record_id, '') AS TEXT) AS i)
  WHERE NOT EXISTS (SELECT 1 FROM elg_dirty_match WHERE partner_id = p AND id = i);
END;

-- One policy is active: who makes another the active one ends the one before. An INSERT OR IGNORE of the active one ends nothing.
CREATE TRIGGER elg_policy_insert BEFORE INSERT ON elg_policy
WHEN NEW.active = 1 AND NOT EXISTS (SELECT 1 FROM elg_policy WHERE policy = NEW.policy AND version = NEW.version AND active = 1) BEGIN
  UPDATE elg_policy SET active = 0 WHERE active = 1;
END;
CREATE TRIGGER elg_policy_update BEFORE UPDATE OF active ON elg_policy WHEN NEW.active = 1 AND OLD.active <> 1 BEGIN
  UPDATE elg_policy SET active = 0 WHERE active = 1;
END;
