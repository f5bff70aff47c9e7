-- kept_fact.sql: the facts elg_refresh keeps (filled by refresh_*.sql), so that a board over hundreds of thousands of deals
-- answers at once and any tool can read it. Everything here follows from crm_*, elg_match and the configuration.

-- One row a deal: every flag, both currencies. fact_opportunity adds names and period columns.
CREATE TABLE elg_deal(
  opportunity_id TEXT NOT NULL PRIMARY KEY, -- the deal
  account_id TEXT,            -- its account
  segment TEXT,               -- the account's segment
  size_band TEXT,             -- small, medium or large, by reporting amount (size_band_medium, size_band_large)
  owner TEXT,                 -- deal owner
  kind TEXT NOT NULL,         -- new, expansion or renewal
  status TEXT NOT NULL,       -- open, won or lost
  stage TEXT,                 -- stage as written
  stage_rank INTEGER,         -- its rank in elg_stage
  qualified INTEGER NOT NULL, -- 1: won, or reached the qualified stage
  source TEXT,                -- lead source
  marketplace TEXT,           -- marketplace
  competitor TEXT,            -- competitor named
  created_at TEXT,            -- created
  closed_at TEXT,             -- closed; NULL while open
  cutoff_at TEXT,             -- a first partner touch after this is too late to make the deal a co-sell: by its history, else the refresh
                              -- that first saw it beyond the stage, else its close
  lock_at TEXT,               -- creation lock: sourcing evidence after this does not count
  days_to_close REAL,         -- created to closed, calendar days as CRMs count them; NULL while open
  amount_minor INTEGER,       -- amount; NULL when unknown
  currency TEXT,              -- its currency
  rate TEXT,                  -- exchange rate used, decimal text; '1' in the reporting currency, NULL when none is known
  rate_at TEXT,               -- since when that rate holds: the one in force at close; for open deals, at the refresh
  reporting_minor INTEGER,    -- amount in the reporting currency, converted once, half to even
  reporting_currency TEXT,    -- the reporting currency
  arr_reporting_minor INTEGER,-- its annual recurring part in the reporting currency
  covered INTEGER,            -- 1: at least one partner overlapped at creation; 0: none; NULL: unknown
  covered_partners INTEGER NOT NULL, -- how many did
  touched INTEGER NOT NULL,   -- 1: at least one partner with a qualifying touch, role or registration
  touched_partners INTEGER NOT NULL, -- how many
  cosell INTEGER NOT NULL,    -- 1: a human partner touch on the deal before cutoff_at
  registered INTEGER NOT NULL,-- 1: a registration submitted by the creation lock (lock_at) and in force at creation
  integrated INTEGER NOT NULL,-- 1: the account used a partner integration when the deal was created
  influenced INTEGER NOT NULL,-- 1: touched (or covered or integrated, where covered_is_influenced or
                              -- integrated_is_influenced says so)
  category TEXT NOT NULL,     -- sourced, influenced or direct
  sourced_partner_id TEXT,    -- who sourced it
  sourced_reason TEXT,        -- why: registration, introduction, role or override, with the evidence; of none an override
  sourced_locked INTEGER NOT NULL, -- 1: the creation lock is closed: who sourced it, why and lock_at stay
  delivered INTEGER NOT NULL, -- 1: won, and a partner delivered it until delivery_window_days after close (overlay, never added)
  recheck_at TEXT,            -- earliest time at which these facts change by the clock alone, touches apart
  run_id INTEGER NOT NULL     -- the refresh that wrote it
) STRICT;
-- The indexes by date hold what the metrics read, so that a scan of a period does not look up its deals.
CREATE INDEX elg_ix_deal_account ON elg_deal(account_id, status, kind, closed_at);
CREATE INDEX elg_ix_deal_closed ON elg_deal(closed_at, created_at, status, kind, category, influenced, touched, touched_partners, cosell,
  delivered, covered, reporting_minor, arr_reporting_minor, days_to_close, segment, size_band, marketplace, source,
  opportunity_id, account_id);
CREATE INDEX elg_ix_deal_created ON elg_deal(created_at, status, kind, category, influenced, touched, cosell, qualified,
  reporting_minor, days_to_close, source, opportunity_id);
CREATE INDEX elg_ix_deal_open ON elg_deal(account_id) WHERE status = 'open';
CREATE INDEX elg_ix_deal_delivered ON elg_deal(account_id) WHERE kind = 'new' AND delivered;

-- One row a deal and partner that has to do with it.
CREATE TABLE elg_deal_partner(
  opportunity_id TEXT NOT NULL, -- the deal
  partner_id TEXT NOT NULL,   -- the partner
  covered INTEGER,            -- overlap at creation: 1, 0, NULL unknown
  asof_basis TEXT,            -- elg_match.asof_basis behind covered
  match_score REAL,           -- best score behind covered; NULL when forced
  touched INTEGER NOT NULL,   -- 1: a qualifying touch, role or registration
  touches INTEGER NOT NULL,   -- qualifying touches in the window
  human_touches INTEGER NOT NULL, -- of a person
  first_touch_at TEXT,        -- first touch in the window
  last_touch_at TEXT,         -- last touch in the window
  cosell INTEGER NOT NULL,    -- 1: a human touch on the deal before its cut-off
  intro_at TEXT,              -- first introduction in the sourcing window
  intro_id TEXT,              -- that touch
  role TEXT,                  -- highest role recorded on the deal, in the model's words
  involvement REAL,           -- its involvement, 0 to 1
  role_at TEXT,               -- since when
  credit_role TEXT,           -- role that credit follows: sourcing for the sourcing partner, else the highest of its others, else influencing
  role_reason TEXT,           -- why that role
  registration_id TEXT,       -- registration in force at creation
  registered_at TEXT,         -- submitted
  influence REAL,             -- influence score, sum over touch types (elg_influence_line)
  influence_share REAL,       -- its part of the deal's influence; NULL when nobody has any
  recency REAL,               -- sum of 2^(-days before close / decay_half_life_days) over its touches: time_decay
  sourced INTEGER NOT NULL,   -- 1: sourced the deal
  delivered INTEGER NOT NULL, -- 1: delivered it, by a touch or a role
  PRIMARY KEY(opportunity_id, partner_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX elg_ix_deal_partner ON elg_deal_partner(partner_id, touched);

-- One row an account and partner with anything in common.
CREATE TABLE elg_account_partner(
  account_id TEXT NOT NULL,   -- our account
  partner_id TEXT NOT NULL,   -- the partner
  overlap INTEGER NOT NULL,   -- 1: they overlap today
  their_customer INTEGER NOT NULL, -- 1: the partner has it as a customer
  their_open INTEGER NOT NULL,-- 1: the partner has an open deal there
  their_prospect INTEGER NOT NULL, -- 1: the partner has it as a prospect
  records INTEGER NOT NULL,   -- the partner's records that match
  match_score REAL,           -- best score
  overlap_since TEXT,         -- earliest valid_from of the current overlap
  their_amount_reporting_minor INTEGER, -- amount the partner shares, reporting currency
  touches INTEGER NOT NULL,   -- touches ever, at the account or its deals
  human_touches INTEGER NOT NULL, -- of a person
  first_touch_at TEXT,        -- first touch
  last_touch_at TEXT,         -- last touch
  first_joint_at TEXT,        -- first two-sided touch (an introduction is one)
  last_joint_at TEXT,         -- last two-sided touch
  integrations INTEGER NOT NULL, -- products of the partner in use today
  integration_since TEXT,     -- since when
  plans INTEGER NOT NULL,     -- joint plans running
  last_plan_at TEXT,          -- start of the last joint plan
  PRIMARY KEY(account_id, partner_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX elg_ix_account_partner ON elg_account_partner(partner_id, overlap);
-- The pairs that are worked on: few.
CREATE INDEX elg_ix_account_joint ON elg_account_partner(partner_id, first_joint_at, last_joint_at, plans, last_plan_at)
  WHERE first_joint_at IS NOT NULL OR plans > 0 OR last_plan_at IS NOT NULL;

-- One row a customer, of crm_customer and its deals. lifecycle_customer adds what depends on the clock.
CREATE TABLE elg_customer(
  account_id TEXT NOT NULL PRIMARY KEY, -- the account
  started_at TEXT NOT NULL,   -- customer since
  segment TEXT,               -- the account's segment
  live_at TEXT,               -- live, value realised
  churned_at TEXT,            -- lost; NULL is active
  cohort TEXT NOT NULL,       -- calendar quarter it started in, 2026-Q1
  delivered INTEGER NOT NULL  -- 1: a partner delivered the deal that won it
) WITHOUT ROWID, STRICT;

-- Accounts whose facts must be recomputed. Triggers on crm_* fill it, a refresh empties it. '*' stands for all: before the first refresh
-- nothing else is noted.
CREATE TABLE elg_dirty(
  account_id TEXT NOT NULL PRIMARY KEY -- the account; '' for deals without one
) WITHOUT ROWID, STRICT;
INSERT INTO elg_dirty VALUES ('*');

-- Deals whose facts alone must be recomputed: what changed of them touches no other deal of their account. Filled and emptied likewise.
CREATE TABLE elg_dirty_deal(
  opportunity_id TEXT NOT NULL PRIMARY KEY -- the deal
) WITHOUT ROWID, STRICT;

-- The board as it stood at each weekly snapshot.
CREATE TABLE elg_snapshot_metric(
  week TEXT NOT NULL,         -- Monday of the ISO week
  metric TEXT NOT NULL,       -- metric
  period TEXT NOT NULL,       -- period
  value REAL,                 -- value then
  numerator REAL,             -- numerator then
  denominator REAL,           -- denominator then
  low REAL,                   -- interval then
  high REAL,                  -- interval then
  n INTEGER,                  -- n then
  why_null TEXT,              -- why it had no value
  taken_at TEXT NOT NULL,     -- when taken
  policy TEXT,                -- policy and version in force
  PRIMARY KEY(week, metric, period)
) WITHOUT ROWID, STRICT;

-- What the last refresh looked from: as_of (the clock of every view), threshold (match_threshold then) and digests of what decides how
-- much the next one does again: config, source_rules (what sourcing follows from), choice (overrides and settings of the match), pairs,
-- several and watched.
CREATE TABLE elg_state(
  name TEXT NOT NULL PRIMARY KEY, -- as_of, threshold, config, source_rules, choice, pairs, several or watched
  value TEXT                  -- its value
) WITHOUT ROWID, STRICT;

-- The periods of the board, [starts_at, ends_at), as of the last refresh. Weeks are ISO weeks, Monday to Sunday; quarters begin as
-- the setting fiscal_year_start says.
CREATE TABLE elg_period(
  period TEXT NOT NULL PRIMARY KEY, -- quarter (to date), last_quarter, last_week (full), 13_weeks (full), 12_months
  starts_at TEXT,             -- first day; a date alone, so that it compares with times and dates alike
  ends_at TEXT,               -- first day after it
  label TEXT NOT NULL         -- for people: 2026-Q1 to date
) WITHOUT ROWID, STRICT;
INSERT INTO elg_period(period, label) VALUES ('quarter', 'not refreshed'), ('last_quarter', 'not refreshed'),
  ('last_week', 'not refreshed'), ('13_weeks', 'not refreshed'), ('12_months', 'not refreshed');
