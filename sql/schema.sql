-- schema.sql: the inputs of the model, tables crm_*. Each may instead be a view of the analyst's with these columns.
-- Everywhere: ids are TEXT; a time is 'YYYY-MM-DD HH:MM:SS' in UTC; money is an integer in minor units (cents) with its
-- ISO 4217 currency beside it; blank text counts as absent.

-- Our accounts.
CREATE TABLE crm_account(
  account_id TEXT NOT NULL PRIMARY KEY, -- our id; 15-character Salesforce ids are kept in their 18-character form
  name TEXT,                -- company name as written in the CRM
  website TEXT,             -- URL, host or e-mail address; its registrable domain is what matches
  country TEXT,             -- country name or ISO code
  parent_id TEXT,           -- account_id of the parent account
  duns TEXT,                -- D-U-N-S number (per site)
  lei TEXT,                 -- Legal Entity Identifier
  registration_number TEXT, -- number in the national company register
  stage TEXT,               -- lifecycle stage or account type, as written in the CRM
  segment TEXT,             -- segment or size band, as written in the CRM
  owner TEXT,               -- account owner
  created_at TEXT,          -- created in the CRM
  updated_at TEXT           -- last changed in the CRM
);

-- Further domains of our accounts (e-mail domains of their contacts, second websites).
CREATE TABLE crm_account_domain(
  account_id TEXT NOT NULL, -- the account
  domain TEXT NOT NULL,     -- a domain it uses
  PRIMARY KEY(account_id, domain)
);

-- Deals, open and closed.
CREATE TABLE crm_opportunity(
  opportunity_id TEXT NOT NULL PRIMARY KEY, -- our id
  account_id TEXT,          -- the account sold to
  name TEXT,                -- deal name
  stage TEXT,               -- current stage: label or internal id (elg_stage knows both)
  is_closed INTEGER,        -- 1 closed, 0 open
  is_won INTEGER,           -- 1 won
  amount_minor INTEGER,     -- amount of the deal, NULL when unknown
  currency TEXT,            -- its currency; NULL is the reporting currency
  arr_minor INTEGER,        -- annual recurring part of the amount
  term_months INTEGER,      -- contract term: makes the annual value of a deal without `arr_minor`
  type TEXT,                -- new, expansion or renewal, or the CRM's word for it (elg_alias 'opportunity_type')
  source TEXT,              -- lead source
  competitor TEXT,          -- competitor named on the deal
  marketplace TEXT,         -- marketplace it is transacted through
  owner TEXT,               -- deal owner
  created_at TEXT,          -- created in the CRM
  closed_at TEXT            -- close date: actual when closed, expected when open; a date alone is the end of that day
);
CREATE INDEX elg_ix_opportunity_account ON crm_opportunity(account_id);

-- What a deal's stage and amount were at earlier times.
CREATE TABLE crm_opportunity_history(
  opportunity_id TEXT NOT NULL, -- the deal
  at TEXT NOT NULL,         -- from this time on
  stage TEXT,               -- its stage
  amount_minor INTEGER,     -- its amount
  currency TEXT,            -- currency of the amount
  PRIMARY KEY(opportunity_id, at)
);

-- Our partners.
CREATE TABLE crm_partner(
  partner_id TEXT NOT NULL PRIMARY KEY, -- our id of the partner
  name TEXT,                -- its name
  type TEXT,                -- technology, services, channel, referral, community, advocate, influencer, marketplace
  signed_at TEXT,           -- agreement signed: no overlap before, its touches count (crm_check names them); NULL counts as signed before everything
  ended_at TEXT,            -- agreement ended: no overlap from then on, its touches still count (crm_check names them); NULL is not ended
  satisfaction REAL         -- the partner's satisfaction with us, 0 to 10
);

-- What each partner shares with us of its own accounts: one row a record and population.
CREATE TABLE crm_partner_account(
  partner_id TEXT NOT NULL, -- the partner
  record_id TEXT NOT NULL,  -- the partner's id of the record
  name TEXT,                -- company name as the partner writes it
  website TEXT,             -- URL, host or e-mail address
  country TEXT,             -- country name or ISO code
  population TEXT,          -- customer, open, prospect or the partner's word for it (elg_population)
  since TEXT,               -- the partner's own date of entry into that population
  amount_minor INTEGER,     -- amount the partner shares (deal or contract)
  currency TEXT,            -- its currency
  stage TEXT,               -- stage the partner shares
  owner TEXT,               -- the partner's account owner
  last_activity TEXT,       -- last activity the partner shares
  updated_at TEXT           -- last changed at the partner's
);
CREATE UNIQUE INDEX elg_ix_partner_account ON crm_partner_account(partner_id, record_id, coalesce(population, ''));

-- Partners on deals, with their role.
CREATE TABLE crm_opportunity_partner(
  opportunity_id TEXT NOT NULL, -- the deal
  partner_id TEXT NOT NULL, -- the partner
  role TEXT,                -- sourcing, technical, influencing, co-selling or the CRM's word (elg_alias 'role'); may be NULL
  involvement REAL,         -- share of the role it really played, 0 to 1; NULL is 1
  at TEXT                   -- since when
);
CREATE UNIQUE INDEX elg_ix_opportunity_partner
  ON crm_opportunity_partner(opportunity_id, partner_id, coalesce(role, ''));
CREATE INDEX elg_ix_opportunity_partner_partner ON crm_opportunity_partner(partner_id);

-- What partners did: introductions, joint calls, demos, mentions.
CREATE TABLE crm_touchpoint(
  touchpoint_id TEXT NOT NULL PRIMARY KEY, -- our id
  partner_id TEXT,          -- who
  account_id TEXT,          -- at which account
  opportunity_id TEXT,      -- on which deal; NULL: on the account
  type TEXT,                -- a type of elg_touch_type, or the CRM's word (elg_alias 'touch_type')
  at TEXT,                  -- when
  evidence TEXT             -- link or note
);
CREATE INDEX elg_ix_touchpoint_opportunity ON crm_touchpoint(opportunity_id, partner_id);
CREATE INDEX elg_ix_touchpoint_account ON crm_touchpoint(account_id, partner_id);
CREATE INDEX elg_ix_touchpoint_no_deal ON crm_touchpoint(account_id, at) WHERE coalesce(opportunity_id, '') = '';

-- Deal registrations.
CREATE TABLE crm_deal_registration(
  registration_id TEXT NOT NULL PRIMARY KEY, -- our id
  partner_id TEXT,          -- who registered
  account_id TEXT,          -- for which account
  opportunity_id TEXT,      -- and which deal, once known
  submitted_at TEXT,        -- submitted
  approved_at TEXT,         -- approved
  expires_at TEXT,          -- end of the protection, of a date alone that day's; NULL: the setting registration_days after approval
  status TEXT               -- approved, pending, rejected, or expired: in force until then, where approved_at says that it was granted
);
CREATE INDEX elg_ix_registration_opportunity ON crm_deal_registration(opportunity_id);
CREATE INDEX elg_ix_registration_account ON crm_deal_registration(account_id);

-- Deals partners pass to each other without us.
CREATE TABLE crm_referral(
  from_partner_id TEXT,     -- who refers
  to_partner_id TEXT,       -- to whom
  account_id TEXT,          -- our id of the account, where we know it
  opportunity_id TEXT,      -- our deal, where there is one
  amount_minor INTEGER,     -- amount
  currency TEXT,            -- its currency
  at TEXT                   -- when
);

-- Joint plans: accounts pursued together with a partner.
CREATE TABLE crm_joint_plan(
  partner_id TEXT,          -- the partner
  account_id TEXT,          -- the account
  play TEXT,                -- the play (elg_playbook)
  our_owner TEXT,           -- who drives it here
  their_owner TEXT,         -- who drives it there
  started_at TEXT,          -- since when
  next_step TEXT,           -- agreed next step
  check_in_at TEXT,         -- last check-in
  outcome TEXT              -- won, lost, dropped; NULL while it runs
);
CREATE INDEX elg_ix_joint_plan_account ON crm_joint_plan(account_id, partner_id);

-- Integrations and partner products in use at an account.
CREATE TABLE crm_integration(
  account_id TEXT,          -- the account
  partner_id TEXT,          -- whose product
  product TEXT,             -- which product
  started_at TEXT,          -- in use since
  ended_at TEXT             -- until; NULL is in use
);
CREATE INDEX elg_ix_integration_account ON crm_integration(account_id, partner_id, product, started_at, ended_at);

-- Our customers.
CREATE TABLE crm_customer(
  account_id TEXT NOT NULL PRIMARY KEY, -- the account
  started_at TEXT,          -- customer since
  live_at TEXT,             -- live, value realised
  churned_at TEXT           -- lost; NULL is active
);

-- Annual recurring revenue of a customer from a time on.
CREATE TABLE crm_arr(
  account_id TEXT NOT NULL, -- the customer
  at TEXT NOT NULL,         -- from this time on
  arr_minor INTEGER,        -- annual recurring revenue
  currency TEXT,            -- its currency
  PRIMARY KEY(account_id, at)
);

-- Net promoter answers.
CREATE TABLE crm_nps(
  account_id TEXT NOT NULL, -- the customer
  at TEXT NOT NULL,         -- when
  score REAL                -- 0 to 10
);

-- What acquiring and the program cost.
CREATE TABLE crm_cost(
  channel TEXT,             -- ecosystem, direct, marketing, or a word of elg_alias 'channel'; not needed for what a partner gets
  kind TEXT,                -- team, technology, incentives, events, commission, discount, rebate, sales, advertising
  partner_id TEXT,          -- for one partner, or NULL
  period TEXT,              -- a day, a month YYYY-MM or a calendar quarter YYYY-Qn (whatever fiscal_year_start says): it counts where its first day lies
  amount_minor INTEGER,     -- cost
  currency TEXT             -- its currency
);

-- What sellers were paid for a deal.
CREATE TABLE crm_compensation(
  owner TEXT,               -- the seller
  opportunity_id TEXT,      -- the deal
  amount_minor INTEGER,     -- pay
  currency TEXT             -- its currency
);

-- Exchange rates: units of the reporting currency per one unit of the currency, decimal text.
CREATE TABLE crm_fx_rate(
  currency TEXT NOT NULL,   -- ISO 4217
  valid_from TEXT NOT NULL, -- from this time on
  rate TEXT,                -- '1.0845'
  PRIMARY KEY(currency, valid_from)
);
