-- kept.sql: what elg_refresh keeps. Nothing here is typed by hand; a refresh reproduces it from crm_* and the configuration,
-- the validity columns and locked ledger lines apart.

-- Pairs accepted as the same company, as intervals [valid_from, valid_to) per pair and population.
-- The current ones have valid_to NULL. One row says: partner_id's record record_id, in that population, is our account.
CREATE TABLE elg_match(
  account_id TEXT NOT NULL,   -- our account
  partner_id TEXT NOT NULL,   -- the partner
  record_id TEXT NOT NULL,    -- the partner's record
  population TEXT NOT NULL,   -- its population there: customer, open, prospect, ... (elg_population), 'unknown' when not told
  score REAL,                 -- score of the pair; NULL when only an override says so
  name_score REAL,            -- name part of the score
  rule TEXT NOT NULL,         -- name, exact, domain, domain+name, duns, registration, lei or forced
  evidence TEXT,              -- JSON: the two names as they stood; of a forced one the override. The explanation: map_explain
  status TEXT NOT NULL,       -- accepted (score >= match_threshold) or forced (an override)
  is_best INTEGER NOT NULL,   -- 1: best record of that partner for the account, and best account for the record
  valid_from TEXT NOT NULL,   -- since when the overlap holds
  valid_to TEXT,              -- until when; NULL while it holds
  asof_basis TEXT NOT NULL,   -- partner_date: valid_from is the partner's own date; observed: a refresh saw it begin;
                              -- unknown: it was there at the first refresh, or a decision or setting made it later of an account and
                              -- record that stayed as they were: before valid_from nothing is known
  closed_reason TEXT,         -- account_left, record_left, population, score, override, rules; NULL while it holds
  rules_version TEXT NOT NULL,-- version of the matching rules it was scored under
  run_id INTEGER NOT NULL,    -- the refresh that opened it
  PRIMARY KEY(account_id, partner_id, record_id, population, valid_from)
) WITHOUT ROWID, STRICT;
CREATE INDEX elg_ix_match_record ON elg_match(partner_id, record_id, run_id);

-- All pairs elg_overlap found at review_threshold or above, before overrides: what elg_match and map_review choose from.
CREATE TABLE elg_pair(
  account_id TEXT NOT NULL,   -- our account
  partner_id TEXT NOT NULL,   -- the partner
  record_id TEXT NOT NULL,    -- the partner's record
  score REAL NOT NULL,        -- score of the pair
  name_score REAL,            -- name part of the score
  rule TEXT NOT NULL,         -- as elg_overlap says
  evidence TEXT,              -- JSON: the two names as they stood. The explanation: map_explain
  PRIMARY KEY(account_id, partner_id, record_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX elg_ix_pair_record ON elg_pair(partner_id, record_id);

-- What the last refresh saw of each account: finds the changed ones, and holds the groups of the hierarchy levels.
CREATE TABLE elg_account_state(
  account_id TEXT NOT NULL PRIMARY KEY, -- our account
  hash INTEGER NOT NULL,      -- hash of the columns that match
  domain TEXT,                -- registrable company domain; NULL when there is none or it is a free-mail or shared one
  entity TEXT NOT NULL,       -- the company the record stands for: its matching form with its domain, else its country
  parent_id TEXT,             -- its parent account
  domain_group TEXT NOT NULL, -- hierarchy level domain: smallest account_id with that domain, else the account itself
  parent_group TEXT NOT NULL, -- hierarchy level parent: the parent account, else the account itself
  ultimate_group TEXT NOT NULL -- hierarchy level ultimate: the top of its parents
) WITHOUT ROWID, STRICT;
CREATE INDEX elg_ix_account_entity ON elg_account_state(entity);
CREATE INDEX elg_ix_account_domain ON elg_account_state(domain);
CREATE INDEX elg_ix_account_parent ON elg_account_state(parent_id);

-- What the last refresh saw of each partner record.
CREATE TABLE elg_record_state(
  partner_id TEXT NOT NULL,   -- the partner
  record_id TEXT NOT NULL,    -- its record
  population TEXT NOT NULL,   -- population as written, '' when there is none
  hash INTEGER NOT NULL,      -- hash of the columns that match, and of since
  entity TEXT,                -- the company the record stands for
  PRIMARY KEY(partner_id, record_id, population)
) WITHOUT ROWID, STRICT;
CREATE INDEX elg_ix_record_entity ON elg_record_state(partner_id, entity);

-- How accounts and partner records read, and by what they are found: the next refresh compares one that reads otherwise with those it may
-- match, without reading the names of all others again.
CREATE TABLE elg_match_key(
  partner_id TEXT NOT NULL,   -- the partner; '' for our accounts
  id TEXT NOT NULL,           -- our account or the partner's record
  signature BLOB NOT NULL,    -- how it reads and its blocking keys, in short (elg_signature); none of an account without a name
  PRIMARY KEY(partner_id, id)
) WITHOUT ROWID, STRICT;

-- Accounts and records whose columns that match may have changed since the last refresh: it looks at these alone. Triggers on crm_account,
-- crm_account_domain and crm_partner_account fill it. '*' stands for all: before the first refresh nothing else is noted.
CREATE TABLE elg_dirty_match(
  partner_id TEXT NOT NULL,   -- the partner; '' for our accounts
  id TEXT NOT NULL,           -- our account or the partner's record
  PRIMARY KEY(partner_id, id)
) WITHOUT ROWID, STRICT;
INSERT INTO elg_dirty_match VALUES ('*', '*');

-- The credit ledger of the active policy: the lines of a deal sum to its amount. A locked line is never rewritten:
-- a correction is a further line of kind adjustment.
CREATE TABLE elg_credit(
  line_id INTEGER PRIMARY KEY,
  policy TEXT NOT NULL,           -- elg_policy.policy
  policy_version INTEGER NOT NULL,-- elg_policy.version
  opportunity_id TEXT NOT NULL,   -- the deal
  partner_id TEXT,                -- the partner; NULL is our direct share
  role TEXT NOT NULL,             -- sourcing, technical, influencing, co-selling, ... or direct
  category TEXT,                  -- sourced, influenced or direct
  share REAL,                     -- percent of the amount
  credit_minor INTEGER,           -- credit in the deal's currency; NULL when the amount is
  currency TEXT,                  -- the deal's currency
  reporting_minor INTEGER,        -- credit in the reporting currency; NULL without a rate
  reporting_currency TEXT,        -- the reporting currency
  kind TEXT NOT NULL DEFAULT 'line', -- line or adjustment
  adjusts INTEGER,                -- line_id an adjustment corrects
  locked INTEGER NOT NULL DEFAULT 0, -- 1: frozen
  locked_at TEXT,                 -- since when
  reason TEXT,                    -- why this share
  covered INTEGER,                -- overlap at the deal's creation: 1, 0, NULL unknown
  touched INTEGER,                -- a qualifying touch, role or registration: 1, 0
  registered INTEGER,             -- a registration in force at creation: 1, 0
  asof_basis TEXT,                -- elg_match.asof_basis behind covered
  match_score REAL,               -- elg_match.score behind covered
  run_id INTEGER                  -- the refresh that wrote it
) STRICT;
CREATE INDEX elg_ix_credit_opportunity ON elg_credit(opportunity_id, policy);
CREATE INDEX elg_ix_credit_partner ON elg_credit(partner_id);

-- Influence of each partner on each deal by type of touch.
CREATE TABLE elg_influence_line(
  opportunity_id TEXT NOT NULL, -- the deal
  partner_id TEXT NOT NULL,   -- the partner
  type TEXT NOT NULL,         -- touch type
  touches INTEGER NOT NULL,   -- touches in the window
  counted INTEGER NOT NULL,   -- after one a day
  before_score REAL,          -- decayed weight before creation
  after_score REAL,           -- decayed weight from creation to close
  score REAL,                 -- saturated score of the type
  neff REAL,                  -- Kish's effective number of touches
  first_at TEXT,              -- first touch
  last_at TEXT,               -- last touch
  PRIMARY KEY(opportunity_id, partner_id, type)
) WITHOUT ROWID, STRICT;

-- What each refresh did, step by step.
CREATE TABLE elg_run(
  run_id INTEGER NOT NULL,    -- number of the refresh
  step INTEGER NOT NULL,      -- number of the step
  name TEXT NOT NULL,         -- what it did
  changed INTEGER NOT NULL,   -- rows it changed
  ms REAL NOT NULL,           -- how long it took
  started_at TEXT NOT NULL,   -- when, UTC
  mode TEXT NOT NULL,         -- full or incremental
  rules_version TEXT NOT NULL,-- version of the matching rules
  PRIMARY KEY(run_id, step)
) WITHOUT ROWID, STRICT;

-- Deals as they stood at the end of each week, so that a past board can be reproduced and a restatement explained.
CREATE TABLE elg_snapshot(
  week TEXT NOT NULL,         -- Monday of the ISO week, YYYY-MM-DD
  opportunity_id TEXT NOT NULL, -- the deal
  account_id TEXT,            -- its account
  stage TEXT,                 -- stage then
  is_closed INTEGER,          -- closed then
  is_won INTEGER,             -- won then
  amount_minor INTEGER,       -- amount then
  currency TEXT,              -- its currency
  reporting_minor INTEGER,    -- amount in the reporting currency at the rate of then
  category TEXT,              -- sourced, influenced or direct then
  covered INTEGER,            -- overlap at creation as known then
  touched INTEGER,            -- touched as known then
  type TEXT,                  -- opportunity type
  created_at TEXT,            -- created
  closed_at TEXT,             -- close date then
  taken_at TEXT NOT NULL,     -- when the snapshot was taken
  run_id INTEGER NOT NULL,    -- by which refresh
  PRIMARY KEY(week, opportunity_id)
) WITHOUT ROWID, STRICT;

-- Rows and values of raw tables that an import could not take. crm_check shows them beside what is wrong in the inputs.
CREATE TABLE elg_import_issue(
  source TEXT NOT NULL,       -- salesforce, hubspot, crossbeam or partner
  raw_table TEXT NOT NULL,    -- the raw table
  target TEXT NOT NULL,       -- the input table
  row INTEGER,                -- rowid in the raw table
  key TEXT,                   -- id of the row, where it has one
  column_name TEXT,           -- the raw column
  value TEXT,                 -- what stood there
  problem TEXT NOT NULL       -- what is wrong with it
) STRICT;
CREATE INDEX elg_ix_import_issue ON elg_import_issue(source, raw_table, target);

-- What the inputs hold and the last import of a whole export did not: crm_gone shows it.
CREATE TABLE elg_import_gone(
  table_name TEXT NOT NULL,   -- the input
  partner_id TEXT NOT NULL,   -- the partner of a record, else ''
  id TEXT NOT NULL,           -- the row's id
  population TEXT NOT NULL,   -- the population of a record, else ''
  missing_since TEXT NOT NULL,-- the first import without it
  PRIMARY KEY(table_name, partner_id, id, population)
) STRICT;

-- Overlaps another system reported (Crossbeam's export), for map_compare.
CREATE TABLE elg_external_pair(
  source TEXT NOT NULL,       -- crossbeam
  partner_id TEXT NOT NULL,   -- the partner
  account_id TEXT NOT NULL,   -- our account
  record_id TEXT NOT NULL,    -- the partner's record
  population TEXT,            -- its population there, as written
  our_population TEXT,        -- ours, as written
  PRIMARY KEY(source, partner_id, account_id, record_id)
) STRICT;
