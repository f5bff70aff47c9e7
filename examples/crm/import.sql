-- What the import took.
.mode box
SELECT 'accounts' AS input, count(*) AS rows FROM crm_account
UNION ALL SELECT 'opportunities', count(*) FROM crm_opportunity
UNION ALL SELECT 'stage changes', count(*) FROM crm_opportunity_history
UNION ALL SELECT 'partners', count(*) FROM crm_partner
UNION ALL SELECT 'partner records', count(*) FROM crm_partner_account
UNION ALL SELECT 'partner roles on deals', count(*) FROM crm_opportunity_partner
UNION ALL SELECT 'touchpoints', count(*) FROM crm_touchpoint
UNION ALL SELECT 'deal registrations', count(*) FROM crm_deal_registration
UNION ALL SELECT 'customers', count(*) FROM crm_customer
UNION ALL SELECT 'integrations', count(*) FROM crm_integration;
