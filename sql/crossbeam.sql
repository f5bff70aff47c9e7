-- crossbeam.sql: an overlap export of Crossbeam (one row an overlapping pair) to crm_partner, crm_partner_account and elg_external_pair;
-- map_compare then sets its pairs beside ours. Other systems' overlap exports with such columns do as well.
-- A partner is known by its id, else by its name in crm_partner, else by its name; a record by its id, else by domain and name; our
-- account by its id, else by its domain (after a refresh). Several populations, between commas or semicolons, are as many rows.

-- take: crm_partner FROM crossbeam, crossbeam_overlaps, overlaps, crossbeam_export, partnertap, reveal MISSING partner_id
SELECT
  coalesce((SELECT p.partner_id FROM crm_partner p
            WHERE lower(p.name) = lower({Partner Name | Partner | Partner Company | Partner Organization | Partner Org})),
           {Partner ID | Partner UUID}, {Partner Name | Partner | Partner Company | Partner Organization | Partner Org}) AS partner_id,
  {Partner Name | Partner | Partner Company | Partner Organization | Partner Org} AS name;

-- take: crm_partner_account FROM crossbeam, crossbeam_overlaps, overlaps, crossbeam_export, partnertap, reveal MERGE partner_id, record_id, coalesce(population, '')
SELECT
  coalesce((SELECT p.partner_id FROM crm_partner p
            WHERE lower(p.name) = lower({Partner Name | Partner | Partner Company | Partner Organization | Partner Org})),
           {Partner ID | Partner UUID}, {Partner Name | Partner | Partner Company | Partner Organization | Partner Org}) AS partner_id,
  coalesce({Partner Record ID | Partner Account ID | Partner CRM ID | Partner CRM Account ID | Their Record ID},
    nullif(coalesce(elg_domain({Partner Website | Partner Account Website | Partner Domain | Their Website}) || ' ', '')
      || coalesce(lower({Partner Account Name | Partner Record Name | Partner Company Name | Their Account Name}), ''), '')) AS record_id,
  {Partner Account Name | Partner Record Name | Partner Company Name | Their Account Name} AS name,
  {Partner Website | Partner Account Website | Partner Domain | Their Website} AS website,
  {Partner Country | Partner Account Country | Their Country} AS country,
  {Partner Population | Partner Populations | Their Population | Partner Population Name : list} AS population,
  {Overlap Since | Overlap Time | Overlap Date | Date Overlap Began | First Overlap Date : time} AS since,
  elg_read_minor({Partner Opportunity Amount | Partner Deal Amount | Partner Open Opportunity Amount | Their Amount},
    coalesce({Partner Currency | Currency}, :currency), :mark) AS amount_minor,
  upper({Partner Currency | Currency}) AS currency,
  {Partner Opportunity Stage | Partner Deal Stage | Their Stage} AS stage,
  {Partner Account Owner | Partner AE | Partner Account Owner Name | Partner Owner | Their Owner} AS owner,
  {Partner Last Activity | Partner Last Activity Date : time} AS last_activity;

-- take: elg_external_pair FROM crossbeam, crossbeam_overlaps, overlaps, crossbeam_export, partnertap, reveal MERGE source, partner_id, account_id, record_id
SELECT
  coalesce((SELECT p.partner_id FROM crm_partner p
            WHERE lower(p.name) = lower({Partner Name | Partner | Partner Company | Partner Organization | Partner Org})),
           {Partner ID | Partner UUID}, {Partner Name | Partner | Partner Company | Partner Organization | Partner Org}) AS partner_id,
  coalesce((SELECT a.account_id FROM crm_account a
      WHERE a.account_id = elg_sfid({Account ID | Your Account ID | My Account ID | Your Record ID | My Record ID | CRM ID | Record ID})),
    {Account ID | Your Account ID | My Account ID | Your Record ID | My Record ID | CRM ID | Record ID},
    (SELECT s.account_id FROM elg_account_state s
     WHERE s.domain = elg_domain({Website | Account Website | Your Website | My Website | Domain}))) AS account_id,
  coalesce({Partner Record ID | Partner Account ID | Partner CRM ID | Partner CRM Account ID | Their Record ID},
    nullif(coalesce(elg_domain({Partner Website | Partner Account Website | Partner Domain | Their Website}) || ' ', '')
      || coalesce(lower({Partner Account Name | Partner Record Name | Partner Company Name | Their Account Name}), ''), '')) AS record_id,
  'crossbeam' AS source,
  {Partner Population | Partner Populations | Their Population | Partner Population Name} AS population,
  {Your Population | My Population | Our Population | Population | Your Populations} AS our_population;
