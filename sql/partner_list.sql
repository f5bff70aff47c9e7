-- partner_list.sql: a partner's own list to crm_partner_account; name and website are enough. Run by elg_import_partner.
-- Without an id column a row is known by its domain and name, one without a name at a host that many share by its address. Several
-- populations are as many rows.

-- take: crm_partner_account FROM list KEY partner_id, record_id, coalesce(population, '')
SELECT
  :partner AS partner_id,
  coalesce({Record ID | record_id | Account ID | Company ID | hs_object_id | Id | Partner Account ID | Salesforce ID | CRM ID | Key},
    (SELECT nullif(coalesce(elg_domain(row_.w) || ' ', '') || coalesce(row_.n,
        CASE WHEN elg_is_shared_host(row_.w) OR elg_is_freemail(row_.w) THEN lower(row_.w) END, ''), '')
     FROM (SELECT {Website | Website URL | Company Domain Name | Domain | Account Website | URL | Company Website |
      Homepage | Web | Company Domain | Email Domain | Email | Email Address | E-Mail-Adresse | Webseite | Website-URL |
      Internetseite | Internet | Site web | Site internet | Sitio web | Sito web | Página web | Site | Company URL | Web Page |
      Contact Email | Work Email | Business Email | Company Email | Adresse e-mail | Correo electrónico} AS w,
      lower({Name | Account Name | Company name | Company | Organization | Organisation | Organization Name |
      Customer | Customer Name | Client | Client Name | Legal Name | Business Name | Partner Account Name | Account |
      Firma | Firmenname | Unternehmen | Kunde | Société | Entreprise | Raison sociale | Empresa | Azienda | Bedrijf | Bedrijfsnaam |
      Company / Account | Kundenname | Unternehmensname | Nom du compte | Nom de l entreprise | Nom de la société | Cliente |
      Nombre de la empresa | Nombre de la cuenta | Razón social | Nome da empresa | Nome da conta | Razão social | Nome azienda |
      Ragione sociale | Klantnaam}) AS n) row_)) AS record_id,
  {Name | Account Name | Company name | Company | Organization | Organisation | Organization Name |
      Customer | Customer Name | Client | Client Name | Legal Name | Business Name | Partner Account Name | Account |
      Firma | Firmenname | Unternehmen | Kunde | Société | Entreprise | Raison sociale | Empresa | Azienda | Bedrijf | Bedrijfsnaam |
      Company / Account | Kundenname | Unternehmensname | Nom du compte | Nom de l entreprise | Nom de la société | Cliente |
      Nombre de la empresa | Nombre de la cuenta | Razón social | Nome da empresa | Nome da conta | Razão social | Nome azienda |
      Ragione sociale | Klantnaam} AS name,
  {Website | Website URL | Company Domain Name | Domain | Account Website | URL | Company Website |
      Homepage | Web | Company Domain | Email Domain | Email | Email Address | E-Mail-Adresse | Webseite | Website-URL |
      Internetseite | Internet | Site web | Site internet | Sitio web | Sito web | Página web | Site | Company URL | Web Page |
      Contact Email | Work Email | Business Email | Company Email | Adresse e-mail | Correo electrónico} AS website,
  {Country | Country/Region | Billing Country | BillingCountry | Country Code | Account Country | Land | Pays | País | Paese} AS country,
  coalesce({Population | Populations | Partner Population | Population Name | List | Status | Lifecycle Stage | Customer Status |
      Account Status | Kundenstatus | Statut | Situação | Estatus : list}, :population) AS population,
  {Since | Customer Since | In Population Since | Start Date | Added | Date Added | Close Date | Kunde seit | Client depuis : time} AS since,
  elg_read_minor({Amount | ARR | Revenue | Deal Amount | Contract Value | Umsatz | Betrag | Montant},
                 coalesce({Currency | CurrencyIsoCode | Currency Code | Währung | Devise}, :currency), :mark) AS amount_minor,
  upper({Currency | CurrencyIsoCode | Currency Code | Währung | Devise}) AS currency,
  {Stage | StageName | Deal Stage | Opportunity Stage} AS stage,
  {Owner | Account Owner | Account Executive | AE | Owner Name | Company owner} AS owner,
  {Last Activity | Last Activity Date | LastActivityDate | last_activity : time} AS last_activity,
  {updated_at | Last Modified Date | LastModifiedDate | SystemModstamp : time} AS updated_at;

-- take: crm_partner FROM list MISSING partner_id
SELECT
  :partner AS partner_id,
  coalesce((SELECT a.name FROM crm_account a WHERE a.account_id = :partner), :partner) AS name;
