-- salesforce.sql: from Salesforce exports (API names as the data export and the API write them, labels as reports do) to crm_*.
-- How the lines are read: ext/sqlite/import_take.h. Rows whose id is no Salesforce id are footers of a report: reported, not taken.

-- take: crm_account FROM Account, Accounts, SalesforceAccount KEY account_id
SELECT
  elg_sfid({Id | Account ID | Account ID (18) | 18 Digit Account ID | Record ID}) AS account_id,
  {Name | Account Name} AS name,
  {Website | Account Website} AS website,
  {BillingCountryCode | BillingCountry | Billing Country | Billing Country Code | ShippingCountryCode | ShippingCountry |
   Shipping Country | Country} AS country,
  elg_sfid({ParentId | Parent Account ID | Parent ID}) AS parent_id,
  {DunsNumber | D-U-N-S Number | DUNS Number | DUNS} AS duns,
  {LEI__c | LEI | Legal Entity Identifier} AS lei,
  {Registration_Number__c | Registration Number | Company Number} AS registration_number,
  {Type | Account Type | Lifecycle Stage} AS stage,
  {Segment__c | Segment | Account Segment | Market Segment | Tier} AS segment,
  {OwnerId | Account Owner | Owner | Account Owner ID} AS owner,
  {CreatedDate | Created Date | Account Created Date : time} AS created_at,
  {SystemModstamp | LastModifiedDate | Last Modified Date | Account Last Modified Date : time} AS updated_at;

-- Domains of the contacts of an account; those of free-mail providers stay out.
-- take: crm_account_domain FROM Contact, Contacts MERGE account_id, domain
SELECT
  elg_sfid({AccountId | Account ID}) AS account_id,
  elg_domain({Email}) AS domain
WHERE {Email} IS NOT NULL AND NOT coalesce(elg_is_freemail(elg_domain({Email})), 0);

-- Accounts that are partners.
-- take: crm_partner FROM Account, Accounts, SalesforceAccount MISSING partner_id
SELECT
  elg_sfid({Id | Account ID | Account ID (18) | 18 Digit Account ID | Record ID}) AS partner_id,
  {Name | Account Name} AS name,
  {Partner_Type__c | Partner Type | Type | Account Type} AS type
WHERE lower({IsPartner | Partner Account}) IN ('1', 'true', 'yes') OR lower({Type | Account Type}) LIKE '%partner%';

-- take: crm_partner FROM OpportunityPartner, OpportunityPartners, Opportunity Partner MISSING partner_id
SELECT
  elg_sfid({AccountToId | Partner Account ID | Partner ID | Partner: Account ID}) AS partner_id,
  coalesce({AccountTo Name | Partner | Partner Name | Partner Account Name | Partner: Account Name},
           (SELECT a.name FROM crm_account a WHERE a.account_id = elg_sfid({AccountToId | Partner Account ID | Partner ID |
                                                                            Partner: Account ID}))) AS name;

-- A report may have the amounts in the currency of who ran it alone: "Amount (converted)".
-- take: crm_opportunity FROM Opportunity, Opportunities, SalesforceOpportunity KEY opportunity_id
SELECT
  elg_sfid({Id | Opportunity ID | Opportunity ID (18) | Record ID}) AS opportunity_id,
  elg_sfid({AccountId | Account ID}) AS account_id,
  {Name | Opportunity Name} AS name,
  {StageName | Stage} AS stage,
  coalesce({IsClosed | Closed : flag},
           (SELECT s.is_closed FROM elg_stage s WHERE s.stage = lower({StageName | Stage}))) AS is_closed,
  coalesce({IsWon | Won : flag},
           (SELECT s.is_won FROM elg_stage s WHERE s.stage = lower({StageName | Stage}))) AS is_won,
  elg_read_minor({Amount | Amount (converted)},
    CASE WHEN {Amount} IS NULL AND {Amount (converted)} IS NOT NULL THEN coalesce({Amount (converted) Currency}, :currency)
      ELSE coalesce({CurrencyIsoCode | Amount Currency | Opportunity Currency | Currency}, :currency) END, :mark) AS amount_minor,
  upper(CASE WHEN {CurrencyIsoCode | Amount Currency | Opportunity Currency | Currency | Amount (converted) Currency} IS NULL
      THEN CASE WHEN {Amount | Amount (converted)} IS NOT NULL THEN :currency END
    WHEN {Amount} IS NULL AND {Amount (converted)} IS NOT NULL THEN coalesce({Amount (converted) Currency}, :currency)
    ELSE coalesce({CurrencyIsoCode | Amount Currency | Opportunity Currency | Currency},
                  CASE WHEN {Amount} IS NOT NULL THEN :currency END) END) AS currency,
  elg_read_minor({ARR__c | ARR | Annual Recurring Revenue},
                 coalesce({CurrencyIsoCode | Amount Currency | Opportunity Currency | Currency}, :currency), :mark) AS arr_minor,
  {Term__c | Term_Months__c | Contract Term | Contract Term (months) | Term : months} AS term_months,
  {Type | Opportunity Type} AS type,
  {LeadSource | Lead Source} AS source,
  {Competitor__c | MainCompetitors__c | Main Competitor(s) | Main Competitors | Competitor | Primary Competitor} AS competitor,
  {Marketplace__c | Marketplace} AS marketplace,
  {OwnerId | Opportunity Owner | Owner | Opportunity Owner ID} AS owner,
  {CreatedDate | Created Date : time} AS created_at,
  {CloseDate | Close Date : end} AS closed_at;

-- take: crm_opportunity_history FROM OpportunityHistory, Opportunity History, OpportunityHistories MERGE opportunity_id, at
SELECT
  elg_sfid({OpportunityId | Opportunity ID}) AS opportunity_id,
  {CreatedDate | Created Date | Last Modified | Last Modified Date : time} AS at,
  {StageName | Stage | To Stage} AS stage,
  elg_read_minor({Amount}, coalesce({CurrencyIsoCode | Amount Currency | Currency},
    (SELECT o.currency FROM crm_opportunity o WHERE o.opportunity_id = elg_sfid({OpportunityId | Opportunity ID})), :currency), :mark) AS amount_minor,
  coalesce(upper({CurrencyIsoCode | Amount Currency | Currency}),
    (SELECT o.currency FROM crm_opportunity o WHERE o.opportunity_id = elg_sfid({OpportunityId | Opportunity ID}))) AS currency;

-- take: crm_opportunity_partner FROM OpportunityPartner, OpportunityPartners, Opportunity Partner MERGE opportunity_id, partner_id, coalesce(role, '')
SELECT
  elg_sfid({OpportunityId | Opportunity ID}) AS opportunity_id,
  elg_sfid({AccountToId | Partner Account ID | Partner ID | Partner: Account ID}) AS partner_id,
  {Role} AS role,
  {CreatedDate | Created Date : time} AS at;

-- Activities that name a partner; without a type, or a column for it, they are other. WhatId is the deal (006...) or the account (001...).
-- take: crm_touchpoint FROM Task, Event, Tasks, Events, Activity, Activities KEY touchpoint_id
SELECT
  elg_sfid({Id | Activity ID | Task ID | Event ID}) AS touchpoint_id,
  elg_sfid({Partner__c | PartnerAccountId | PartnerId | Partner Account ID | Partner ID | Partner}) AS partner_id,
  coalesce(elg_sfid({AccountId | Account ID}),
           CASE WHEN {WhatId | Related To ID} LIKE '001%' THEN elg_sfid({WhatId | Related To ID}) END) AS account_id,
  coalesce(elg_sfid({Opportunity__c | OpportunityId | Opportunity ID}),
           CASE WHEN {WhatId | Related To ID} LIKE '006%' THEN elg_sfid({WhatId | Related To ID}) END) AS opportunity_id,
  coalesce({Partner_Touch_Type__c | Touch Type | Type | Activity Type | TaskSubtype | EventSubtype},
           CASE WHEN :table IS NOT NULL THEN 'other' END) AS type,
  CASE WHEN substr({CreatedDate | Created Date : time}, 1, 10) = substr({ActivityDateTime | ActivityDate | Date | Due Date : time}, 1, 10)
         AND substr({ActivityDateTime | ActivityDate | Date | Due Date : time}, 12) = '00:00:00'
       THEN {CreatedDate | Created Date : time}
       ELSE coalesce({ActivityDateTime | ActivityDate | Date | Due Date : time}, {CreatedDate | Created Date : time}) END AS at,
  {Subject} AS evidence
WHERE {Partner__c | PartnerAccountId | PartnerId | Partner Account ID | Partner ID | Partner} IS NOT NULL;

-- Campaign influence of campaigns run with a partner.
-- take: crm_touchpoint FROM CampaignInfluence, Campaign Influence KEY touchpoint_id
SELECT
  elg_sfid({Id}) AS touchpoint_id,
  elg_sfid({Partner__c | PartnerAccountId | Partner Account ID}) AS partner_id,
  elg_sfid({OpportunityId | Opportunity ID}) AS opportunity_id,
  'campaign' AS type,
  {CreatedDate | Created Date : time} AS at,
  {CampaignId | Campaign Name} AS evidence
WHERE {Partner__c | PartnerAccountId | Partner Account ID} IS NOT NULL;

-- Members of campaigns run with a partner: the account of the contact was reached on the day it responded, else was added.
-- take: crm_touchpoint FROM CampaignMember, CampaignMembers, Campaign Member, Campaign Members KEY touchpoint_id
SELECT
  elg_sfid({Id | Campaign Member ID | Member ID}) AS touchpoint_id,
  elg_sfid({Partner__c | PartnerAccountId | Partner Account ID | Partner ID}) AS partner_id,
  elg_sfid({AccountId | Account ID | Contact: Account ID}) AS account_id,
  elg_sfid({Opportunity__c | OpportunityId | Opportunity ID}) AS opportunity_id,
  'campaign' AS type,
  coalesce({FirstRespondedDate | First Responded Date | Member First Responded Date : time}, {CreatedDate | Created Date | Member First Associated Date : time}) AS at,
  {CampaignId | Campaign Name | Campaign ID} AS evidence
WHERE {Partner__c | PartnerAccountId | Partner Account ID | Partner ID} IS NOT NULL;

-- take: crm_deal_registration FROM DealRegistration__c, Deal_Registration__c, DealRegistration, Deal Registration KEY registration_id
SELECT
  elg_sfid({Id | Record ID | Registration ID | Deal Registration ID}) AS registration_id,
  elg_sfid({Partner__c | Partner | Partner Account ID | Partner ID}) AS partner_id,
  elg_sfid({Account__c | AccountId | Account ID}) AS account_id,
  elg_sfid({Opportunity__c | OpportunityId | Opportunity ID}) AS opportunity_id,
  {Submitted_Date__c | Submitted_At__c | Submitted Date | CreatedDate | Created Date : time} AS submitted_at,
  {Approved_Date__c | Approved_At__c | Approved Date : time} AS approved_at,
  {Expiration_Date__c | Expires_At__c | Expiration Date | Expires : end} AS expires_at,
  {Status__c | Status} AS status;

-- Salesforce's rate is units of the currency for one of the corporate currency: the inverse of ours.
-- take: crm_fx_rate FROM DatedConversionRate, DatedConversionRates, Dated Conversion Rate MERGE currency, valid_from
SELECT
  upper({IsoCode | ISO Code | Currency | Currency ISO Code}) AS currency,
  {StartDate | Start Date : time} AS valid_from,
  CAST(CASE WHEN CAST({ConversionRate | Conversion Rate : number} AS REAL) >= 10000
              THEN rtrim(printf('%.20f', 1.0 / {ConversionRate | Conversion Rate : number}), '0')
            WHEN CAST({ConversionRate | Conversion Rate : number} AS REAL) > 0
              THEN printf('%.15g', 1.0 / {ConversionRate | Conversion Rate : number}) END AS TEXT) AS rate;

-- Without dated rates: the current ones, from the first day on.
-- take: crm_fx_rate FROM CurrencyType, CurrencyTypes MISSING currency, valid_from
SELECT
  upper({IsoCode | ISO Code}) AS currency,
  '1970-01-01 00:00:00' AS valid_from,
  CAST(CASE WHEN CAST({ConversionRate | Conversion Rate : number} AS REAL) >= 10000
              THEN rtrim(printf('%.20f', 1.0 / {ConversionRate | Conversion Rate : number}), '0')
            WHEN CAST({ConversionRate | Conversion Rate : number} AS REAL) > 0
              THEN printf('%.15g', 1.0 / {ConversionRate | Conversion Rate : number}) END AS TEXT) AS rate;
