-- hubspot.sql: from HubSpot exports (labels as the export writes them, internal names as the API does) to crm_*.
-- How the lines are read: ext/sqlite/import_take.h.

-- take: crm_account FROM companies, company, hubspot_companies KEY account_id
SELECT
  {hs_object_id | Record ID | Company ID | Id} AS account_id,
  {name | Company name} AS name,
  {domain | Company Domain Name | website | Website URL} AS website,
  {country | Country/Region | hs_country_code | Country/Region Code} AS country,
  {hs_parent_company_id | Parent Company ID | Parent Company | Associated Parent Company ID} AS parent_id,
  {duns | duns_number | DUNS | DUNS Number} AS duns,
  {lei | LEI | Legal Entity Identifier} AS lei,
  {registration_number | Registration Number | Company Number} AS registration_number,
  {lifecyclestage | Lifecycle Stage} AS stage,
  {segment | Segment | hs_ideal_customer_profile | Ideal Customer Profile Tier} AS segment,
  {hubspot_owner_id | Company owner | Company Owner | Owner} AS owner,
  {createdate | hs_createdate | Create Date : time} AS created_at,
  {hs_lastmodifieddate | Last Modified Date | Object last modified date/time : time} AS updated_at;

-- The website where it is a further domain.
-- take: crm_account_domain FROM companies, company, hubspot_companies MERGE account_id, domain
SELECT
  {hs_object_id | Record ID | Company ID | Id} AS account_id,
  elg_domain({website | Website URL}) AS domain
WHERE elg_domain({website | Website URL}) <> coalesce(elg_domain({domain | Company Domain Name}), '');

-- Several further domains, separated by semicolons.
-- take: crm_account_domain FROM companies, company, hubspot_companies MERGE account_id, domain
SELECT
  {hs_object_id | Record ID | Company ID | Id} AS account_id,
  elg_domain({hs_additional_domains | Additional Domains : each}) AS domain
WHERE trim(each_.value) <> '';

-- take: crm_account_domain FROM contacts, contact, hubspot_contacts MERGE account_id, domain
SELECT
  {associatedcompanyid | Primary Associated Company ID | Associated Company IDs (Primary) | Associated Company IDs |
   Associated Company ID : first} AS account_id,
  elg_domain({email | Email}) AS domain
WHERE {email | Email} IS NOT NULL AND NOT coalesce(elg_is_freemail(elg_domain({email | Email})), 0);

-- Companies that are partners.
-- take: crm_partner FROM companies, company, hubspot_companies MISSING partner_id
SELECT
  {hs_object_id | Record ID | Company ID | Id} AS partner_id,
  {name | Company name} AS name,
  {partner_type | Partner Type | type | Type} AS type
WHERE lower({type | Type}) LIKE '%partner%' OR lower({type | Type}) = 'reseller'
   OR lower({is_partner | Is Partner}) IN ('1', 'true', 'yes');

-- Companies associated with a deal under a partner label: known before the deals, whose account is none of them.
-- take: crm_partner FROM deal_partner_associations, deal_company_associations, deal_associations, associations MISSING partner_id
SELECT
  {company_id | Company ID | toObjectId | partner_id | Partner ID} AS partner_id,
  (SELECT a.name FROM crm_account a WHERE a.account_id = {company_id | Company ID | toObjectId | partner_id | Partner ID}) AS name
WHERE {label | Association Label | Role} IS NOT NULL AND lower({label | Association Label | Role}) <> 'primary';

-- Of several companies the account is the primary one, else the first that is no partner. A stage is known with or without the pipeline that
-- HubSpot writes behind it, "Closed Won (Sales Pipeline)"; a pipeline named as a type of deals (elg_alias), such as Renewals, is that. Without
-- a column Amount that in the company's currency, which is the reporting one, is read.
-- take: crm_opportunity FROM deals, deal, hubspot_deals KEY opportunity_id
SELECT
  {hs_object_id | Record ID | Deal ID | Id} AS opportunity_id,
  CASE WHEN {Associated Company IDs (Primary) | Primary Associated Company ID | hs_primary_associated_company : first} IS NOT NULL
    THEN {Associated Company IDs (Primary) | Primary Associated Company ID | hs_primary_associated_company : first}
  ELSE coalesce((SELECT trim(c.value) FROM json_each('[' || replace(json_quote({associated_company_ids | Associated Company IDs |
                   Associated Company ID | company_id}), ';', '","') || ']') c
                 WHERE trim(c.value) <> '' AND trim(c.value) NOT IN (SELECT p.partner_id FROM crm_partner p) ORDER BY c.key LIMIT 1),
                {associated_company_ids | Associated Company IDs | Associated Company ID | company_id : first}) END AS account_id,
  {dealname | Deal Name} AS name,
  CASE WHEN {dealstage | Deal Stage} LIKE '% (%)' THEN
    coalesce((SELECT substr({dealstage | Deal Stage}, 1, length(s.stage)) FROM elg_stage s
              WHERE lower({dealstage | Deal Stage}) = s.stage OR substr(lower({dealstage | Deal Stage}), 1, length(s.stage) + 2) = s.stage || ' ('
              ORDER BY length(s.stage) DESC LIMIT 1), {dealstage | Deal Stage})
  ELSE {dealstage | Deal Stage} END AS stage,
  coalesce({hs_is_closed | Is Deal Closed? | Is Closed | Is closed : flag},
           (SELECT s.is_closed FROM elg_stage s WHERE s.stage = lower({dealstage | Deal Stage})),
           CASE WHEN {dealstage | Deal Stage} LIKE '% (%)' THEN
             (SELECT s.is_closed FROM elg_stage s WHERE substr(lower({dealstage | Deal Stage}), 1, length(s.stage) + 2) = s.stage || ' ('
              ORDER BY length(s.stage) DESC LIMIT 1) END) AS is_closed,
  coalesce({hs_is_closed_won | Is Closed Won | Is closed won : flag},
           (SELECT s.is_won FROM elg_stage s WHERE s.stage = lower({dealstage | Deal Stage})),
           CASE WHEN {dealstage | Deal Stage} LIKE '% (%)' THEN
             (SELECT s.is_won FROM elg_stage s WHERE substr(lower({dealstage | Deal Stage}), 1, length(s.stage) + 2) = s.stage || ' ('
              ORDER BY length(s.stage) DESC LIMIT 1) END) AS is_won,
  elg_read_minor({amount | Amount | amount_in_home_currency | Amount in company currency},
    CASE WHEN {amount | Amount} IS NULL THEN :currency ELSE coalesce({deal_currency_code | Currency | Deal Currency}, :currency) END, :mark)
    AS amount_minor,
  upper(CASE WHEN {deal_currency_code | Currency | Deal Currency} IS NOT NULL
      AND ({amount | Amount} IS NOT NULL OR {amount_in_home_currency | Amount in company currency} IS NULL)
      THEN {deal_currency_code | Currency | Deal Currency}
    WHEN {amount | Amount | amount_in_home_currency | Amount in company currency} IS NOT NULL THEN :currency END) AS currency,
  elg_read_minor({hs_arr | Annual recurring revenue | ARR}, coalesce({deal_currency_code | Currency | Deal Currency}, :currency), :mark)
    AS arr_minor,
  {term_months | Contract term (months) | Contract Term | Term : months} AS term_months,
  CASE WHEN lower({pipeline | Pipeline}) IN (SELECT a.label FROM elg_alias a WHERE a.kind = 'opportunity_type')
    THEN {pipeline | Pipeline} ELSE {dealtype | Deal Type} END AS type,
  {hs_analytics_source | Original Source Type | Original Traffic Source | Lead Source} AS source,
  {competitor | competitors | Competitor | Competitors} AS competitor,
  {marketplace | Marketplace} AS marketplace,
  {hubspot_owner_id | Deal owner | Deal Owner | Owner} AS owner,
  {createdate | hs_createdate | Create Date : time} AS created_at,
  {closedate | Close Date : end} AS closed_at;

-- take: crm_opportunity_history FROM deal_stage_history, dealstage_history, deal_history, Deal Stage History MERGE opportunity_id, at
SELECT
  {hs_object_id | Record ID | Deal ID | dealId} AS opportunity_id,
  {timestamp | Change Date | Date | changed_at : time} AS at,
  {value | dealstage | Deal Stage | Stage} AS stage,
  elg_read_minor({amount | Amount}, coalesce({deal_currency_code | Currency | Deal Currency},
    (SELECT o.currency FROM crm_opportunity o WHERE o.opportunity_id = {hs_object_id | Record ID | Deal ID | dealId}), :currency), :mark) AS amount_minor,
  coalesce(upper({deal_currency_code | Currency | Deal Currency}),
    (SELECT o.currency FROM crm_opportunity o WHERE o.opportunity_id = {hs_object_id | Record ID | Deal ID | dealId})) AS currency;

-- Several labels, separated by semicolons, are as many roles.
-- take: crm_opportunity_partner FROM deal_partner_associations, deal_company_associations, deal_associations, associations MERGE opportunity_id, partner_id, coalesce(role, '')
SELECT
  {deal_id | Deal ID | fromObjectId | Record ID} AS opportunity_id,
  {company_id | Company ID | toObjectId | partner_id | Partner ID} AS partner_id,
  {label | Association Label | Role : each} AS role,
  {createdate | Create Date | createdAt : time} AS at
WHERE trim(each_.value) <> '' AND lower(trim(each_.value)) <> 'primary';

-- A partner among the companies of a deal, where no label tells its role.
-- take: crm_opportunity_partner FROM deals, deal, hubspot_deals MERGE opportunity_id, partner_id, coalesce(role, '')
SELECT
  {hs_object_id | Record ID | Deal ID | Id} AS opportunity_id,
  {associated_company_ids | Associated Company IDs | Associated Company ID | company_id : each} AS partner_id
WHERE trim(each_.value) IN (SELECT p.partner_id FROM crm_partner p)
  AND trim(each_.value) IS NOT (SELECT o.account_id FROM crm_opportunity o WHERE o.opportunity_id = {hs_object_id | Record ID | Deal ID | Id})
  AND NOT EXISTS (SELECT 1 FROM crm_opportunity_partner x WHERE x.opportunity_id = {hs_object_id | Record ID | Deal ID | Id}
                  AND x.partner_id = trim(each_.value));

-- Engagements that name a partner: one touch a deal, the further ones as ID/DEAL. Of several companies the first that is not the partner.
-- take: crm_touchpoint FROM engagements, engagement, activities, calls, meetings, emails, hubspot_engagements KEY touchpoint_id
SELECT
  {hs_object_id | Record ID | Engagement ID | Activity ID | Id} || CASE WHEN each_.key > 0 THEN '/' || trim(each_.value) ELSE '' END
    AS touchpoint_id,
  {partner_company_id | Partner Company ID | Partner ID | partner_id} AS partner_id,
  coalesce((SELECT trim(c.value) FROM json_each('[' || replace(json_quote({associated_company_ids | Associated Company IDs |
              Associated Company ID | company_id}), ';', '","') || ']') c
            WHERE trim(c.value) NOT IN ('', {partner_company_id | Partner Company ID | Partner ID | partner_id}) ORDER BY c.key LIMIT 1),
           {associated_company_ids | Associated Company IDs | Associated Company ID | company_id : first}) AS account_id,
  {associated_deal_ids | Associated Deal IDs | Associated Deal ID | deal_id : each} AS opportunity_id,
  coalesce({partner_touch_type | Partner Touch Type | hs_activity_type | hs_engagement_type | Activity Type | Activity type | type | Type},
           CASE lower(:table) WHEN 'calls' THEN 'call' WHEN 'meetings' THEN 'meeting' WHEN 'emails' THEN 'email' ELSE 'other' END) AS type,
  {hs_timestamp | hs_meeting_start_time | Meeting start time | Activity date | timestamp | Create Date : time} AS at,
  {hs_body_preview | Title | hs_meeting_title | Meeting name | hs_call_title | Call Title | Subject} AS evidence
WHERE {partner_company_id | Partner Company ID | Partner ID | partner_id} IS NOT NULL AND (each_.key = 0 OR trim(each_.value) <> '');

-- take: crm_deal_registration FROM deal_registrations, deal_registration, Deal Registrations KEY registration_id
SELECT
  {hs_object_id | Record ID | Registration ID} AS registration_id,
  {partner_company_id | Partner Company ID | Partner ID | partner_id} AS partner_id,
  {associated_company_ids | Associated Company IDs | Associated Company ID | company_id | Company ID : first} AS account_id,
  {associated_deal_ids | Associated Deal IDs | Associated Deal ID | deal_id | Deal ID : first} AS opportunity_id,
  {submitted_date | Submitted Date | createdate | Create Date : time} AS submitted_at,
  {approved_date | Approved Date : time} AS approved_at,
  {expiration_date | Expiration Date : end} AS expires_at,
  {status | Status} AS status;
