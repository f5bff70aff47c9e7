-- config.sql: the constants of the model, one row each, with the defaults they start with.
-- Change a row and refresh. elg_init never overwrites a row; it fills a table only when it creates it, elg_setting and
-- elg_target apart, whose missing rows it adds, and elg_default, which is its own.

-- Single values.
CREATE TABLE elg_setting(
  name TEXT NOT NULL PRIMARY KEY, -- name of the constant
  value NUMERIC,            -- its value; NULL, blank, or what elg_default does not allow: the default
  unit TEXT,                -- unit
  meaning TEXT              -- what it does
);

-- Every setting: its default and what it may be. elg_init keeps it; what you choose stands in elg_setting.
CREATE TABLE elg_default(
  name TEXT NOT NULL PRIMARY KEY, -- name of the constant
  value NUMERIC,            -- its default
  low REAL,                 -- a number: the least it may be
  high REAL,                -- and the greatest
  words TEXT,               -- a word: those it may be, blank-separated
  unit TEXT,                -- unit
  meaning TEXT              -- what it does
);
INSERT INTO elg_default VALUES
  ('as_of', NULL, NULL, NULL, NULL, 'time', 'the time the model takes for the present; NULL: the clock'),
  ('reporting_currency', 'USD', NULL, NULL, NULL, 'ISO 4217', 'currency all reporting amounts are converted to'),
  ('match_threshold', NULL, 0, 1, NULL, 'score', 'pairs from this score on are accepted; NULL: elg_default_threshold()'),
  ('review_threshold', NULL, 0, 1, NULL, 'score', 'pairs from this score on are kept for map_review; NULL: two thirds of match_threshold'),
  ('match_choice', 'mutual', NULL, NULL, 'mutual all', 'rule',
    'mutual: only best candidates of either side are accepted; all: every pair at the threshold'),
  ('population_default', 'unknown', NULL, NULL, NULL, 'population', 'population of partner records that name none'),
  ('decimal_mark', NULL, NULL, NULL, '. ,', 'character', 'decimal mark of imported amounts, . or , (NULL: as each amount shows it)'),
  ('time_zone', 'UTC', NULL, NULL, NULL, 'zone', 'zone of imported times that name none: UTC or +hh:mm; a date alone is that day'),
  ('date_order', NULL, NULL, NULL, 'mdy dmy', 'order',
    'order of imported numeric dates: mdy or dmy (NULL: ambiguous ones are reported, not read)'),
  ('fiscal_year_start', 1, 1, 12, NULL, 'month',
    'month the fiscal year begins with; quarters of the board and of deals follow it, '
    || 'named by the year it ends in: 2 (February) makes FY2027-Q1 of February to April 2026'),
  ('registration_days', 90, 0, 36500, NULL, 'days', 'protection of a deal registration without an end date (90 to 180 are usual)'),
  ('sourced_days', 30, 0, 36500, NULL, 'days', 'an introduction at most this long before creation sources the deal'),
  ('lock_days', 14, 0, 36500, NULL, 'days', 'sourced credit freezes this long after creation'),
  ('lock_days_long', 30, 0, 36500, NULL, 'days', 'the same for large deals (size_band_large)'),
  ('influence_window_days', 90, 0, 36500, NULL, 'days', 'touches count from this long before creation to close'),
  ('influence_half_life_days', 30, 0.001, 36500, NULL, 'days', 'half-life of a touch'),
  ('influence_saturation', 'log', NULL, NULL, 'none log exp hill', 'function', 'none, log, exp or hill'),
  ('influence_saturation_k', 1, 0.000001, 1000000, NULL, 'weight', 'k of exp and hill'),
  ('influence_saturation_n', 2, 0.000001, 1000, NULL, 'exponent', 'n of hill'),
  ('covered_is_influenced', 0, 0, 1, NULL, 'flag', '1 counts a covered deal as influenced without a touch'),
  ('own_purchase_counts', 0, 0, 1, NULL, 'flag',
    '1 counts what a partner does on deals of its own account (partner_id = account_id): resale booked on the reseller'),
  ('integrated_is_influenced', 0, 0, 1, NULL, 'flag',
    '1 counts an expansion or renewal of an account that used a partner''s integration at its creation as influenced without a touch'),
  ('cosell_stage_position', 5, 0, 1000, NULL, 'position',
    'a partner touch before the deal reaches this elg_stage.position makes it co-sell'),
  ('delivery_window_days', 90, 0, 36500, NULL, 'days',
    'delivery of a won deal counts until this long after its close; '
    || 'first-year churn of delivered customers against others is followed from there'),
  ('min_n', 10, 0, 1000000000, NULL, 'deals', 'below this many observations a metric has no value'),
  ('confidence', 0.95, 0.5, 0.9999, NULL, 'level', 'level of all intervals'),
  ('pursued_low', 8, 0, 1000000000, NULL, 'accounts', 'working set: fewest accounts a partner pursues in a quarter'),
  ('pursued_high', 15, 0, 1000000000, NULL, 'accounts', 'working set: most'),
  ('check_in_days', 14, 0, 36500, NULL, 'days', 'a joint plan without check-in for longer is stale'),
  ('partner_score_days', 365, 0, 36500, NULL, 'days', 'trailing window of partner scores'),
  ('concentration_warn', 0.30, 0, 1, NULL, 'share', 'top partner share that warns'),
  ('decay_half_life_days', 7, 0.001, 36500, NULL, 'days', 'half-life of the policy time_decay'),
  ('close_lock_days', 0, 0, 36500, NULL, 'days', 'a deal''s ledger freezes this long after close'),
  ('qualified_stage_position', 2, 0, 1000, NULL, 'position', 'a deal that reached this elg_stage.position is qualified'),
  ('size_band_medium', 2500000, 0, 1000000000000000, NULL, 'minor units', 'smallest reporting amount of a medium deal'),
  ('size_band_large', 10000000, 1, 1000000000000000, NULL, 'minor units',
    'smallest reporting amount of a large deal; large deals have the long creation lock'),
  ('source_rank_registration', 1, 0, 1000, NULL, 'rank', 'precedence of a registration as evidence of sourcing; 0: none'),
  ('source_rank_introduction', 2, 0, 1000, NULL, 'rank', 'precedence of an introduction'),
  ('source_rank_role', 3, 0, 1000, NULL, 'rank', 'precedence of a sourcing role on the deal'),
  ('touch_type_fallback', NULL, NULL, NULL, NULL, 'touch type',
    'type of touches whose type is unknown; NULL: they are left out and listed by crm_check'),
  ('target_weight_size', 35, 0, 1000000, NULL, 'points', 'motion_target: points of the largest deal size'),
  ('target_weight_stage', 25, 0, 1000000, NULL, 'points', 'motion_target: points of the best stage'),
  ('target_weight_engagement', 25, 0, 1000000, NULL, 'points', 'motion_target: points of the most engaged partner'),
  ('target_weight_overlap', 15, 0, 1000000, NULL, 'points', 'motion_target: points of the strongest overlap'),
  ('target_engaged_days', 90, 1, 36500, NULL, 'days', 'motion_target: a partner touch this recent counts as engagement'),
  ('target_full_touches', 5, 1, 1000000, NULL, 'touches', 'motion_target: from this many touches on the points for them are full'),
  ('forecast_low_position', 4, 0, 1000, NULL, 'position',
    'motion_pipeline: open deals from this elg_stage.position on, with a joint plan checked in, are in the low forecast'),
  ('forecast_mid_position', 3, 0, 1000, NULL, 'position',
    'motion_pipeline: touched open deals from this elg_stage.position up to the low forecast''s are in the mid forecast'),
  ('commission_percent', 10, 0, 100, NULL, 'percent', 'commission on partner credit of won deals'),
  ('activation_map_days', 1, 0, 36500, NULL, 'days', 'milestone: accounts mapped this long after signing'),
  ('activation_list_days', 7, 0, 36500, NULL, 'days', 'milestone: first target list (joint plan)'),
  ('activation_intro_days', 14, 0, 36500, NULL, 'days', 'milestone: first introduction'),
  ('activation_slow_days', 90, 0, 36500, NULL, 'days', 'activation this late is too slow'),
  ('landmark_months', 6, 0, 1200, NULL, 'months', 'retention: groups are formed at this age of the customer'),
  ('landmark_follow_months', 12, 0, 1200, NULL, 'months', 'retention: and followed this long'),
  ('first_year_days', 365, 0, 36500, NULL, 'days', 'first-year churn'),
  ('depth_month_early', 6, 0, 1200, NULL, 'months', 'ecosystem depth: first age'),
  ('depth_month_late', 12, 0, 1200, NULL, 'months', 'ecosystem depth: second age'),
  ('multi_product', 2, 1, 1000, NULL, 'products', 'integrations from which a customer counts as multi-product'),
  ('snapshot_keep', 'first', NULL, NULL, 'first last', 'policy',
    'weekly snapshot: first keeps the first refresh of an ISO week, last the last'),
  ('funnel_partners', 5, 0, 1000000000, NULL, 'partners', '90-day funnel: top partners'),
  ('funnel_accounts', 50, 0, 1000000000, NULL, 'accounts', '90-day funnel: top accounts'),
  ('funnel_activated_low', 10, 0, 1000000000, NULL, 'accounts', '90-day funnel: fewest accounts activated'),
  ('funnel_activated_high', 15, 0, 1000000000, NULL, 'accounts', '90-day funnel: most accounts activated'),
  ('funnel_stall_low', 10, 0, 1000000000, NULL, 'partners', '90-day funnel: programs stall from this many active partners'),
  ('funnel_scale_low', 15, 0, 1000000000, NULL, 'partners',
    '90-day funnel: fewest active partners of the next ring; below it programs stall'),
  ('funnel_scale_high', 25, 0, 1000000000, NULL, 'partners', '90-day funnel: most active partners of the next ring')
ON CONFLICT(name) DO UPDATE SET (value, low, high, words, unit, meaning) =
  (excluded.value, excluded.low, excluded.high, excluded.words, excluded.unit, excluded.meaning)
WHERE (elg_default.value, elg_default.low, elg_default.high, elg_default.words, elg_default.unit, elg_default.meaning) IS NOT
  (excluded.value, excluded.low, excluded.high, excluded.words, excluded.unit, excluded.meaning); -- what is the same is not written
INSERT OR IGNORE INTO elg_setting SELECT name, value, unit, meaning FROM elg_default;

-- Words of the CRMs and what they mean here. Labels are compared in lower case without outer blanks.
CREATE TABLE elg_alias(
  kind TEXT NOT NULL,       -- role, delivery_role (words of role that deliver), touch_type, opportunity_type, partner_type,
                            -- registration_status, source, channel
  label TEXT NOT NULL,      -- the CRM's word, lower case
  value TEXT NOT NULL,      -- ours
  PRIMARY KEY(kind, label)
) WITHOUT ROWID, STRICT;
INSERT INTO elg_alias VALUES
  ('role', 'sourcing', 'sourcing'), ('role', 'sourced', 'sourcing'), ('role', 'sourced by', 'sourcing'), ('role', 'source', 'sourcing'),
  ('role', 'referral', 'sourcing'), ('role', 'referral partner', 'sourcing'), ('role', 'registered', 'sourcing'),
  ('role', 'broker', 'sourcing'), ('role', 'dealer', 'sourcing'), ('role', 'distributor', 'sourcing'),
  ('role', 'var/reseller', 'sourcing'), ('role', 'reseller', 'sourcing'), ('role', 'marketplace', 'sourcing'),
  ('role', 'technical', 'technical'), ('role', 'technology', 'technical'), ('role', 'technology partner', 'technical'),
  ('role', 'system integrator', 'technical'), ('role', 'systems integrator', 'technical'),
  ('role', 'developer', 'technical'), ('role', 'implementation', 'technical'), ('role', 'contractor', 'technical'),
  ('role', 'technical validation', 'technical'), ('role', 'supplier', 'technical'), ('role', 'delivery', 'technical'),
  ('role', 'influencing', 'influencing'), ('role', 'influencer', 'influencing'), ('role', 'influence', 'influencing'),
  ('role', 'influenced', 'influencing'), ('role', 'consultant', 'influencing'), ('role', 'agency', 'influencing'),
  ('role', 'advertiser', 'influencing'), ('role', 'institution', 'influencing'), ('role', 'lender', 'influencing'),
  ('role', 'co-selling', 'co-selling'), ('role', 'co-sell', 'co-selling'), ('role', 'cosell', 'co-selling'),
  ('role', 'sourcing partner', 'sourcing'), ('role', 'reseller partner', 'sourcing'), ('role', 'influencing partner', 'influencing'),
  ('role', 'technical partner', 'technical'), ('role', 'implementation partner', 'technical'), ('role', 'delivery partner', 'technical'),
  ('role', 'services partner', 'technical'), ('role', 'co-sell partner', 'co-selling'), ('role', 'co-selling partner', 'co-selling'),
  ('delivery_role', 'delivery', 'delivers'), ('delivery_role', 'delivery partner', 'delivers'),
  ('delivery_role', 'implementation', 'delivers'), ('delivery_role', 'implementation partner', 'delivers'),
  ('touch_type', 'intro', 'introduction'), ('touch_type', 'warm intro', 'introduction'),
  ('touch_type', 'warm introduction', 'introduction'),
  ('touch_type', 'deal registration', 'registration'), ('touch_type', 'joint call', 'joint_call'),
  ('touch_type', 'joint demo', 'joint_demo'), ('touch_type', 'demo', 'joint_demo'),
  ('touch_type', 'incoming_email', 'email'), ('touch_type', 'forwarded_email', 'email'),
  ('touch_type', 'pricing call', 'pricing_call'), ('touch_type', 'integration demo', 'integration_demo'),
  ('touch_type', 'integration mention', 'integration_mention'), ('touch_type', 'case study', 'case_study'),
  ('touch_type', 'webinar', 'event'), ('touch_type', 'e-mail', 'email'), ('touch_type', 'phone call', 'call'),
  ('opportunity_type', 'new', 'new'), ('opportunity_type', 'new business', 'new'),
  ('opportunity_type', 'newbusiness', 'new'), ('opportunity_type', 'new customer', 'new'),
  ('opportunity_type', 'expansion', 'expansion'), ('opportunity_type', 'upsell', 'expansion'),
  ('opportunity_type', 'existing business', 'expansion'), ('opportunity_type', 'existingbusiness', 'expansion'),
  ('opportunity_type', 'existing customer - upgrade', 'expansion'), ('opportunity_type', 'cross-sell', 'expansion'),
  ('opportunity_type', 'existing customer - replacement', 'expansion'),
  ('opportunity_type', 'existing customer - downgrade', 'renewal'),
  ('opportunity_type', 'new logo', 'new'), ('opportunity_type', 'up-sell', 'expansion'), ('opportunity_type', 'cross sell', 'expansion'),
  ('opportunity_type', 'upgrade', 'expansion'), ('opportunity_type', 'add-on', 'expansion'),
  ('opportunity_type', 'renewal', 'renewal'), ('opportunity_type', 'renewals', 'renewal'), ('opportunity_type', 'renewed', 'renewal'),
  ('partner_type', 'technology', 'technology'), ('partner_type', 'technology partner', 'technology'),
  ('partner_type', 'isv', 'technology'), ('partner_type', 'services', 'services'), ('partner_type', 'si', 'services'),
  ('partner_type', 'consulting', 'services'), ('partner_type', 'agency', 'services'),
  ('partner_type', 'channel', 'channel'), ('partner_type', 'channel partner / reseller', 'channel'),
  ('partner_type', 'reseller', 'channel'), ('partner_type', 'msp', 'channel'), ('partner_type', 'distributor', 'channel'),
  ('partner_type', 'referral', 'referral'), ('partner_type', 'community', 'community'),
  ('partner_type', 'advocate', 'advocate'), ('partner_type', 'influencer', 'influencer'),
  ('partner_type', 'marketplace', 'marketplace'), ('partner_type', 'partner', 'channel'), ('partner_type', 'channel partner', 'channel'),
  ('partner_type', 'services partner', 'services'), ('partner_type', 'consulting partner', 'services'),
  ('partner_type', 'solutions partner', 'services'), ('partner_type', 'system integrator', 'services'),
  ('partner_type', 'referral partner', 'referral'),
  ('registration_status', 'approved', 'approved'), ('registration_status', 'accepted', 'approved'),
  ('registration_status', 'pending', 'pending'), ('registration_status', 'submitted', 'pending'),
  ('registration_status', 'rejected', 'rejected'), ('registration_status', 'denied', 'rejected'),
  ('registration_status', 'declined', 'rejected'),
  ('registration_status', 'expired', 'expired');

-- Role ranges of the role split, percent of the deal.
CREATE TABLE elg_role_rule(
  role TEXT NOT NULL PRIMARY KEY, -- the role
  position INTEGER NOT NULL, -- order: decides ties and which of several roles of a partner is the highest
  low NUMERIC NOT NULL,     -- smallest share, percent
  high NUMERIC NOT NULL,    -- largest share, percent
  meaning TEXT              -- what the partner does in it
);
INSERT INTO elg_role_rule VALUES
  ('sourcing', 1, 40, 50, 'brings the opportunity'),
  ('influencing', 2, 20, 30, 'helps it forward'),
  ('technical', 3, 15, 25, 'integration, validation, implementation'),
  ('co-selling', 4, 0, 0, 'sells along; recorded and touched, no share until configured');

-- Touch types.
CREATE TABLE elg_touch_type(
  type TEXT NOT NULL PRIMARY KEY, -- the type
  weight REAL NOT NULL,     -- weight of one touch in the influence score
  qualifies INTEGER NOT NULL, -- 1: it makes a deal touched
  sources INTEGER NOT NULL, -- 1: an introduction: it can source a deal
  human INTEGER NOT NULL,   -- 1: people of the partner took part: it can make a deal co-sell
  two_sided INTEGER NOT NULL, -- 1: people of both sides took part: it makes an account pursued and activates the partner
  delivers INTEGER NOT NULL,-- 1: delivery: it makes a deal delivered
  meaning TEXT              -- what it is
);
INSERT INTO elg_touch_type VALUES
  ('introduction', 5, 1, 1, 1, 1, 0, 'warm introduction to a contact of the account'),
  ('referral', 5, 1, 1, 1, 0, 0, 'lead handed over by the partner'),
  ('registration', 3, 1, 1, 0, 0, 0, 'deal registration'),
  ('joint_call', 4, 1, 0, 1, 1, 0, 'call with partner and customer'),
  ('joint_demo', 4, 1, 0, 1, 1, 0, 'demonstration together with the partner'),
  ('pricing_call', 3, 1, 0, 1, 1, 0, 'partner attended a pricing call'),
  ('meeting', 3, 1, 0, 1, 1, 0, 'meeting with the partner about the account'),
  ('integration_demo', 3, 1, 0, 1, 0, 0, 'the integration shown'),
  ('champion', 3, 1, 0, 1, 0, 0, 'a partner-trained champion spoke for us'),
  ('implementation', 3, 1, 0, 1, 0, 1, 'partner implements or delivers'),
  ('call', 2, 1, 0, 1, 1, 0, 'call with the partner about the account'),
  ('reference', 2, 1, 0, 1, 0, 0, 'reference given by the partner'),
  ('case_study', 1.5, 1, 0, 0, 0, 0, 'joint case study shared'),
  ('event', 1.5, 1, 0, 0, 0, 0, 'joint event or webinar attended'),
  ('email', 1, 1, 0, 1, 0, 0, 'e-mail with the partner about the account'),
  ('integration_mention', 1, 1, 0, 0, 0, 0, 'the integration mentioned in a sales call'),
  ('content', 0.5, 1, 0, 0, 0, 0, 'co-branded content used'),
  ('campaign', 0.5, 1, 0, 0, 0, 0, 'joint campaign membership'),
  ('other', 0, 0, 0, 0, 0, 0, 'anything else: recorded, never counted');

-- Stages of deals: the label or the internal id a CRM exports. Compared in lower case.
CREATE TABLE elg_stage(
  stage TEXT NOT NULL PRIMARY KEY, -- label or id, lower case
  position INTEGER NOT NULL, -- 1 first; closed stages 9
  is_closed INTEGER NOT NULL, -- 1: the deal is over
  is_won INTEGER NOT NULL,  -- 1: won
  probability REAL          -- usual chance to win
) WITHOUT ROWID, STRICT;
INSERT INTO elg_stage VALUES
  ('prospecting', 1, 0, 0, 0.10), ('qualification', 2, 0, 0, 0.10), ('needs analysis', 3, 0, 0, 0.20),
  ('value proposition', 4, 0, 0, 0.50), ('id. decision makers', 5, 0, 0, 0.60),
  ('perception analysis', 6, 0, 0, 0.70), ('proposal/price quote', 7, 0, 0, 0.75),
  ('negotiation/review', 8, 0, 0, 0.90), ('closed won', 9, 1, 1, 1), ('closed lost', 9, 1, 0, 0),
  ('appointmentscheduled', 1, 0, 0, 0.20), ('appointment scheduled', 1, 0, 0, 0.20),
  ('qualifiedtobuy', 2, 0, 0, 0.40), ('qualified to buy', 2, 0, 0, 0.40),
  ('presentationscheduled', 4, 0, 0, 0.60), ('presentation scheduled', 4, 0, 0, 0.60),
  ('decisionmakerboughtin', 6, 0, 0, 0.80), ('decision maker bought-in', 6, 0, 0, 0.80),
  ('contractsent', 8, 0, 0, 0.90), ('contract sent', 8, 0, 0, 0.90),
  ('closedwon', 9, 1, 1, 1), ('closedlost', 9, 1, 0, 0);

-- Credit policies. A change is a further version; results carry policy and version. One is active: to set active of another to 1
-- ends it, and the next refresh follows (locked deals keep the policy they were locked under).
CREATE TABLE elg_policy(
  policy TEXT NOT NULL,     -- name
  version INTEGER NOT NULL, -- 1, 2, ...
  active INTEGER NOT NULL,  -- 1: the one elg_credit is kept for
  method TEXT NOT NULL,     -- role_split, single, first_touch, last_touch, linear, u_shape, time_decay, registration_first
  document TEXT,            -- JSON: what elg_role_split takes, for role_split; NULL: nothing special
  author TEXT,              -- who set it
  reason TEXT,              -- why
  valid_from TEXT,          -- since when
  PRIMARY KEY(policy, version)
) WITHOUT ROWID, STRICT;
CREATE UNIQUE INDEX elg_ix_policy_active ON elg_policy(active) WHERE active = 1;
INSERT INTO elg_policy VALUES
  ('mid', 1, 1, 'role_split', '{"mode":"mid"}', 'default', 'middle of each role range, the rest direct', NULL),
  ('fill', 1, 0, 'role_split', '{"mode":"fill"}', 'default', 'role ranges filled to 100 percent', NULL),
  ('engage', 1, 0, 'role_split', '{"mode":"engage"}', 'default', 'within its range by the influence of the partner', NULL),
  ('single', 1, 0, 'single', NULL, 'default', 'one partner a deal: registration, then introduction, then role', NULL),
  ('registration_first', 1, 0, 'registration_first', NULL, 'default', 'the registered partner takes the deal', NULL),
  ('last_touch', 1, 0, 'last_touch', NULL, 'default', 'last partner before close wins', NULL),
  ('first_touch', 1, 0, 'first_touch', NULL, 'default', 'first partner wins', NULL),
  ('linear', 1, 0, 'linear', NULL, 'default', 'every touch alike', NULL),
  ('u_shape', 1, 0, 'u_shape', NULL, 'default', '40/20/40', NULL),
  ('time_decay', 1, 0, 'time_decay', NULL, 'default', 'half-life 7 days', NULL);

-- Populations: predicates that may overlap. Ours are rules over our accounts; theirs name the labels partners use.
CREATE TABLE elg_population(
  side TEXT NOT NULL,       -- ours or theirs
  population TEXT NOT NULL, -- customer, open, prospect, or a custom name
  rule TEXT NOT NULL,       -- ours: customer (active crm_customer), open (an open deal), prospect (neither), stage, segment,
                            -- owner or country (equal to value); theirs: label
  value TEXT NOT NULL,      -- ours: what stage, segment, owner or country must equal, else ''; theirs: the label, lower case
  PRIMARY KEY(side, population, rule, value)
) WITHOUT ROWID, STRICT;
INSERT INTO elg_population VALUES
  ('ours', 'customer', 'customer', ''), ('ours', 'open', 'open', ''), ('ours', 'prospect', 'prospect', ''),
  ('theirs', 'customer', 'label', 'customer'), ('theirs', 'customer', 'label', 'customers'),
  ('theirs', 'customer', 'label', 'closed won'), ('theirs', 'customer', 'label', 'client'),
  ('theirs', 'customer', 'label', 'clients'), ('theirs', 'customer', 'label', 'current customer'),
  ('theirs', 'customer', 'label', 'active customer'), ('theirs', 'customer', 'label', 'active customers'),
  ('theirs', 'open', 'label', 'open deal'), ('theirs', 'open', 'label', 'open deals'), ('theirs', 'open', 'label', 'pipeline'),
  ('theirs', 'open', 'label', 'open'), ('theirs', 'open', 'label', 'open opportunity'),
  ('theirs', 'open', 'label', 'open opportunities'), ('theirs', 'open', 'label', 'opportunity'),
  ('theirs', 'open', 'label', 'opportunities'), ('theirs', 'open', 'label', 'open opps'),
  ('theirs', 'prospect', 'label', 'prospect'), ('theirs', 'prospect', 'label', 'prospects'),
  ('theirs', 'prospect', 'label', 'lead'), ('theirs', 'prospect', 'label', 'leads'),
  ('theirs', 'prospect', 'label', 'target'), ('theirs', 'prospect', 'label', 'targets'),
  -- Salesforce's account types and HubSpot's lifecycle stages
  ('theirs', 'customer', 'label', 'customer - direct'), ('theirs', 'customer', 'label', 'customer - channel'),
  ('theirs', 'customer', 'label', 'existing customer'), ('theirs', 'customer', 'label', 'existing customers'),
  ('theirs', 'prospect', 'label', 'marketing qualified lead'), ('theirs', 'prospect', 'label', 'marketingqualifiedlead'),
  ('theirs', 'prospect', 'label', 'sales qualified lead'), ('theirs', 'prospect', 'label', 'salesqualifiedlead'),
  -- German, Spanish and Portuguese, French, Italian, Dutch
  ('theirs', 'customer', 'label', 'kunde'), ('theirs', 'customer', 'label', 'kunden'), ('theirs', 'customer', 'label', 'bestandskunde'),
  ('theirs', 'customer', 'label', 'bestandskunden'), ('theirs', 'prospect', 'label', 'interessent'),
  ('theirs', 'prospect', 'label', 'interessenten'), ('theirs', 'customer', 'label', 'cliente'), ('theirs', 'customer', 'label', 'clientes'),
  ('theirs', 'open', 'label', 'oportunidad'), ('theirs', 'open', 'label', 'oportunidade'), ('theirs', 'prospect', 'label', 'prospecto'),
  ('theirs', 'prospect', 'label', 'prospectos'), ('theirs', 'open', 'label', 'opportunité'), ('theirs', 'open', 'label', 'opportunités'),
  ('theirs', 'customer', 'label', 'clienti'), ('theirs', 'open', 'label', 'opportunità'), ('theirs', 'customer', 'label', 'klant'),
  ('theirs', 'customer', 'label', 'klanten');

-- Matches an analyst decided. The last valid row for a pair wins. It holds for every record of ours and of that partner
-- that stands for the same company (elg_account_state.entity, elg_record_state.entity).
CREATE TABLE elg_match_override(
  account_id TEXT NOT NULL, -- our account
  partner_id TEXT NOT NULL, -- the partner
  record_id TEXT NOT NULL,  -- the partner's record; '' with decision block: none of the partner's
  decision TEXT NOT NULL,   -- force: same company; block: not the same
  author TEXT,              -- who decided
  reason TEXT,              -- why
  valid_from TEXT,          -- from this time on; NULL or blank: always
  valid_to TEXT             -- until; NULL or blank: for good
) STRICT;
CREATE INDEX elg_ix_override ON elg_match_override(account_id, partner_id, record_id);

-- Who sourced a deal, where somebody decided: against the evidence, and after the creation lock.
CREATE TABLE elg_source_override(
  opportunity_id TEXT NOT NULL PRIMARY KEY, -- the deal
  partner_id TEXT,          -- the partner; NULL: none
  author TEXT,              -- who decided
  reason TEXT               -- why
);

-- What partners may see of us, by our population. The most specific row wins: partner and population, partner, population, all.
CREATE TABLE elg_share_rule(
  partner_id TEXT NOT NULL, -- the partner, or * for every one
  population TEXT NOT NULL, -- our population, or *
  level TEXT NOT NULL,      -- all, overlapping, counts or hidden
  columns TEXT NOT NULL,    -- blank-separated columns shown: name website country stage owner amount close_date
  segment TEXT,             -- only accounts of this segment; NULL or blank: all
  PRIMARY KEY(partner_id, population)
) WITHOUT ROWID, STRICT;
INSERT INTO elg_share_rule VALUES ('*', '*', 'overlapping', 'name website country', NULL);

-- Sets of partners to look at together (map_partner_set): one row a partner of the set.
CREATE TABLE elg_partner_set(
  set_name TEXT NOT NULL,   -- name of the set
  partner_id TEXT NOT NULL, -- a partner of it
  PRIMARY KEY(set_name, partner_id)
) WITHOUT ROWID, STRICT;

-- Co-sell playbooks.
CREATE TABLE elg_playbook(
  play TEXT NOT NULL PRIMARY KEY, -- name
  position INTEGER NOT NULL,-- preference among plays that a pair triggers, 1 first
  trigger TEXT NOT NULL,    -- what sets it off, account x partner
  sequence TEXT NOT NULL,   -- steps
  role TEXT NOT NULL,       -- role the partner earns
  attribution TEXT NOT NULL,-- rule in words
  weight REAL NOT NULL      -- factor on the target score
);
INSERT INTO elg_playbook VALUES
  ('warm_introduction', 1, 'customer of the partner, our prospect or open opportunity',
   'map contacts; ask the partner''s owner; joint introduction within 14 days; first meeting; log the introduction', 'sourcing',
   'introduction at most sourced_days before creation sources the deal; later ones influence it', 1.0),
  ('joint_demo', 2, 'open opportunity on both sides',
   'align owners; agree storyline; joint demonstration; shared follow-up', 'co-selling',
   'a human partner touch before the co-sell cut-off makes it co-sell', 0.9),
  ('competitive_displacement', 3, 'our open opportunity names a competitor, the partner''s integration is present',
   'collect evidence of the integration; partner reference; displacement offer', 'influencing',
   'integration shown or partner reference in the cycle influences the deal', 0.8),
  ('account_expansion', 4, 'customer of both, the partner''s integration not yet adopted',
   'usage review; partner workshop; activate the integration; expansion proposal', 'technical',
   'partner workshop before the expansion deal influences it; an active integration does where integrated_is_influenced says so', 0.7);

-- Partner tiers by rank.
CREATE TABLE elg_tier(
  tier TEXT NOT NULL PRIMARY KEY, -- name
  rank_from INTEGER NOT NULL, -- best rank of the tier
  rank_to INTEGER,          -- worst rank; NULL is open
  investment TEXT           -- what it gets
);
INSERT INTO elg_tier VALUES
  ('strategic', 1, 5, 'dedicated co-sell resources'),
  ('growth', 6, 20, 'self-serve account mapping'),
  ('long tail', 21, NULL, 'marketplace presence and automated attribution');

-- Targets and thresholds of metric_board.
CREATE TABLE elg_target(
  metric TEXT NOT NULL PRIMARY KEY, -- metric of metric_board
  better TEXT NOT NULL,     -- higher, lower or inside
  warn REAL,                -- beyond this it is bad
  low REAL,                 -- the target range from
  high REAL,                -- to; NULL is open
  min_n INTEGER,            -- smallest n with a value; NULL: the setting min_n
  source TEXT               -- whose figure
);
