-- motion.sql: the deal layer. Which account to work with which partner, by which play; the review of what runs; activation.

-- The four playbooks (elg_playbook), one row an account x partner x play whose trigger holds:
--   warm_introduction         the partner's customer x our prospect or open opportunity, that of a customer of ours too
--   joint_demo                open on both sides
--   competitive_displacement  our open deal names a competitor, the partner's integration is in use there
--   account_expansion         customer of both, a product of the partner that others use is not in use there, or none is
-- The deal is the account's largest open one; of a displacement the largest that names a competitor.
-- Source: Covant, ecosystem-led growth. under_way: a joint plan of this play (or of none named) runs, or the introduction was
-- already made on the deal.
CREATE VIEW motion_play AS
SELECT x.account_id, a.name AS account_name, a.segment,
  coalesce(CASE b.play WHEN 'competitive_displacement' THEN k.owner ELSE d.owner END, a.owner) AS owner,
  x.partner_id, p.name AS partner_name, b.play, b.position,
  CASE b.play WHEN 'competitive_displacement' THEN k.opportunity_id ELSE d.opportunity_id END AS opportunity_id,
  CASE b.play WHEN 'competitive_displacement' THEN k.reporting_minor ELSE d.reporting_minor END AS reporting_minor,
  CASE b.play WHEN 'competitive_displacement' THEN k.stage ELSE d.stage END AS stage,
  CASE b.play WHEN 'competitive_displacement' THEN k.stage_rank ELSE d.stage_rank END AS stage_rank, b.trigger, b.sequence,
  b.role, b.attribution, b.weight, x.match_score, x.touches, x.last_touch_at, x.their_amount_reporting_minor,
  EXISTS (SELECT 1 FROM read_joint_plan j WHERE j.account_id = x.account_id AND j.partner_id = x.partner_id
          AND j.outcome IS NULL AND coalesce(j.play, b.play) = b.play)
  OR (b.play = 'warm_introduction' AND EXISTS (SELECT 1 FROM elg_deal_partner i
      WHERE i.opportunity_id = d.opportunity_id AND i.partner_id = x.partner_id AND i.intro_at IS NOT NULL)) AS under_way
FROM elg_account_partner x
CROSS JOIN (SELECT p.partner_id, p.name FROM fact_now n CROSS JOIN read_partner p
            WHERE coalesce(p.signed_at <= n.as_of, 1) AND coalesce(p.ended_at > n.as_of, 1) LIMIT -1) p -- few: read once, not for each pair
  ON p.partner_id = x.partner_id
LEFT JOIN read_account a ON a.account_id = x.account_id
LEFT JOIN map_customer c ON c.account_id = x.account_id
LEFT JOIN (SELECT account_id, opportunity_id, owner, stage, stage_rank, max(coalesce(reporting_minor, -1)),
             reporting_minor FROM elg_deal WHERE status = 'open' GROUP BY account_id) d ON d.account_id = x.account_id
LEFT JOIN (SELECT account_id, opportunity_id, owner, stage, stage_rank, max(coalesce(reporting_minor, -1)),
             reporting_minor
           FROM elg_deal WHERE status = 'open' AND competitor IS NOT NULL GROUP BY account_id) k ON k.account_id = x.account_id
LEFT JOIN (SELECT partner_id, count(DISTINCT product) AS products
           FROM read_integration GROUP BY partner_id) g ON g.partner_id = x.partner_id
CROSS JOIN elg_playbook b ON CASE b.play -- after the deals: looked up once a pair
  WHEN 'warm_introduction' THEN x.overlap AND x.their_customer AND (c.account_id IS NULL OR d.opportunity_id IS NOT NULL)
  WHEN 'joint_demo' THEN x.overlap AND x.their_open AND d.opportunity_id IS NOT NULL
  WHEN 'competitive_displacement' THEN x.integrations > 0 AND k.opportunity_id IS NOT NULL
  WHEN 'account_expansion' THEN x.overlap AND x.their_customer AND c.account_id IS NOT NULL
    AND x.integrations < max(1, coalesce(g.products, 0)) END
WHERE x.integrations > 0 OR x.overlap AND (x.their_customer OR x.their_open); -- what every trigger asks of the pair

-- Points of each play of an account x partner. score = play weight x (size + stage + engagement + overlap), points set by target_weight_*:
--   size        min(1, open amount / size_band_large); without an open deal the amount the partner shares
--   stage       usual probability of the open deal's stage (elg_stage)
--   engagement  half recency of the last touch (1 today, 0 from target_engaged_days on), half min(1, touches /
--               target_full_touches)
--   overlap     score of the match, 1 when forced
-- Source: deal size, stage and partner engagement (Covant); the weights are ours.
CREATE VIEW motion_score AS
SELECT account_id, account_name, segment, owner, partner_id, partner_name, play, position, under_way,
  opportunity_id, reporting_minor, stage,
  weight * (size_points + stage_points + engagement_points + overlap_points) AS score, size_points, stage_points, engagement_points,
  overlap_points, weight AS play_weight, last_touch_at, sequence, attribution
FROM (
  SELECT m.account_id, m.account_name, m.segment, m.owner, m.partner_id, m.partner_name, m.play, m.position, m.under_way, m.opportunity_id,
    m.reporting_minor, m.stage, m.weight, m.last_touch_at, m.sequence, m.attribution,
    s.weight_size * min(1.0, coalesce(m.reporting_minor, m.their_amount_reporting_minor, 0) * 1.0 / s.band_large) AS size_points,
    s.weight_stage * coalesce((SELECT g.probability FROM elg_stage g WHERE g.stage = lower(trim(m.stage))), 0) AS stage_points,
    s.weight_engagement * (0.5 * max(0, coalesce(1 - (julianday(n.as_of) - julianday(m.last_touch_at)) / s.engaged_days, 0))
      + 0.5 * min(1.0, m.touches * 1.0 / s.full_touches)) AS engagement_points,
    s.weight_overlap * coalesce(m.match_score, 1) AS overlap_points
  FROM motion_play m CROSS JOIN fact_setting s CROSS JOIN fact_now n);

-- Ranked co-sell targets: one row an account x partner with the best play not under way, best score (motion_score) first. Filter by owner
-- in WHERE.
CREATE VIEW motion_target AS
SELECT account_id, account_name, segment, owner, partner_id, partner_name, play, opportunity_id, reporting_minor, stage,
  round(score, 1) AS score, round(size_points, 1) AS size_points, round(stage_points, 1) AS stage_points,
  round(engagement_points, 1) AS engagement_points, round(overlap_points, 1) AS overlap_points, play_weight,
  last_touch_at, plays, sequence, attribution
FROM (SELECT account_id, account_name, segment, owner, partner_id, partner_name, play, opportunity_id, reporting_minor,
        stage, score, size_points, stage_points, engagement_points, overlap_points, play_weight, last_touch_at, sequence, attribution,
        min(position) AS best, count(*) AS plays
      FROM motion_score WHERE NOT under_way GROUP BY account_id, partner_id)
ORDER BY score DESC, reporting_minor DESC, account_id, partner_id;

-- Account-level co-sell review: one row an open deal with a partner on it, or a running joint plan without a deal.
-- band, by Forecastable: low = from forecast_low_position (4) on, with a joint plan checked in within check_in_days; mid adds those before
-- it from forecast_mid_position (3) on that a partner touched; rest otherwise. The forecast's low figure sums low, its mid figure low and mid. A check-in still to come is none yet.
CREATE VIEW motion_pipeline AS
SELECT account_id, account_name, owner, opportunity_id, stage, stage_rank, marketplace, reporting_minor,
  partners_present, partners_touching,
  plans, play, their_owner, next_step, check_in_at, CAST(days AS INTEGER) AS days_since_check_in,
  plans > 0 AND (days IS NULL OR days > check_in_days) AS stale,
  CASE WHEN opportunity_id IS NULL THEN NULL
       WHEN stage_rank >= forecast_low AND plans > 0 AND days <= check_in_days THEN 'low'
       WHEN stage_rank >= forecast_mid AND stage_rank < forecast_low AND partners_touching > 0 THEN 'mid' ELSE 'rest' END AS band
FROM (
  SELECT d.account_id, a.name AS account_name, coalesce(d.owner, a.owner) AS owner, d.opportunity_id, d.stage,
    d.stage_rank, d.marketplace, d.reporting_minor,
    coalesce((SELECT sum(x.overlap) FROM elg_account_partner x WHERE x.account_id = d.account_id), 0) AS partners_present,
    d.touched_partners AS partners_touching,
    coalesce(j.plans, 0) AS plans, j.play, j.their_owner, j.next_step, j.check_in_at,
    julianday(n.today) - julianday(date(j.check_in_at)) AS days, s.check_in_days, s.forecast_low,
    s.forecast_mid
  FROM elg_deal d CROSS JOIN fact_now n CROSS JOIN fact_setting s
  LEFT JOIN read_account a ON a.account_id = d.account_id
  LEFT JOIN (SELECT account_id, count(*) AS plans, play, their_owner, next_step, max(coalesce(check_in_at, '')), check_in_at
             FROM (SELECT p.account_id, p.play, p.their_owner, p.next_step,
               CASE WHEN p.check_in_at <= n.as_of THEN p.check_in_at END AS check_in_at
                   FROM fact_now n CROSS JOIN read_joint_plan p WHERE p.outcome IS NULL)
             GROUP BY account_id) j ON j.account_id = d.account_id
  WHERE d.status = 'open' AND (d.touched_partners > 0 OR j.plans > 0
    OR EXISTS (SELECT 1 FROM elg_account_partner x WHERE x.account_id = d.account_id AND x.overlap))
  UNION ALL
  SELECT j.account_id, a.name, coalesce(j.our_owner, a.owner), NULL, NULL, NULL, NULL, NULL,
    (SELECT sum(x.overlap) FROM elg_account_partner x WHERE x.account_id = j.account_id), 0, 1, j.play, j.their_owner, j.next_step,
    CASE WHEN j.check_in_at <= n.as_of THEN j.check_in_at END,
    CASE WHEN j.check_in_at <= n.as_of THEN julianday(n.today) - julianday(date(j.check_in_at)) END, s.check_in_days,
    s.forecast_low, s.forecast_mid
  FROM read_joint_plan j CROSS JOIN fact_now n CROSS JOIN fact_setting s
  LEFT JOIN read_account a ON a.account_id = j.account_id
  WHERE j.outcome IS NULL
    AND NOT EXISTS (SELECT 1 FROM elg_deal d WHERE d.account_id = j.account_id AND d.status = 'open'));

-- Every two-sided touch (elg_touch_type: introductions, joint calls), at the account it names or else that of its deal: what pursues an
-- account and activates a partner. Ask for one account: WHERE account_id = 'A1' AND partner_id = 'P1'.
CREATE VIEW motion_joint AS
WITH word(label, type) AS ( -- the types, and the CRM's words for them
  SELECT type, type FROM elg_touch_type
  UNION ALL SELECT label, value FROM elg_alias WHERE kind = 'touch_type' AND label NOT IN (SELECT type FROM elg_touch_type)),
joint(word) AS (
  SELECT w.label FROM word w JOIN elg_touch_type y ON y.type = w.type WHERE y.two_sided
  UNION SELECT lower(trim(t.type)) FROM elg_touch_type y CROSS JOIN read_touchpoint t -- the words that are none
  WHERE y.two_sided AND y.type = (SELECT value FROM read_setting WHERE name = 'touch_type_fallback')
    AND lower(trim(t.type)) NOT IN (SELECT label FROM word))
SELECT t.account_id, t.partner_id, t.at FROM read_touchpoint t
WHERE t.account_id <> '' AND lower(trim(t.type)) IN (SELECT word FROM joint)
UNION ALL
SELECT d.account_id, t.partner_id, t.at FROM elg_deal d CROSS JOIN read_touchpoint t ON t.opportunity_id = d.opportunity_id
WHERE coalesce(t.account_id, '') = '' AND lower(trim(t.type)) IN (SELECT word FROM joint);

-- When each signed partner was activated: by its first two-sided touch since signing. A partner not active yet is
-- censored: days so far, activated 0. Source: Covant, time to ecosystem activation.
CREATE VIEW motion_activated AS
SELECT partner_id, partner_name, signed_at, until, activated_at, activated_at IS NOT NULL AS activated,
  round(julianday(coalesce(activated_at, until)) - julianday(signed_at), 1) AS days
FROM (
  SELECT p.partner_id, p.name AS partner_name, p.signed_at, min(n.as_of, coalesce(p.ended_at, n.as_of)) AS until,
    (SELECT min(at) FROM (
       SELECT min(x.first_joint_at) AS at FROM elg_account_partner x WHERE x.partner_id = p.partner_id AND x.first_joint_at >= p.signed_at
       UNION ALL -- where it had been before the signing too: its touches since
       SELECT min(t.at) FROM elg_account_partner x CROSS JOIN motion_joint t ON t.account_id = x.account_id AND t.partner_id = x.partner_id
       WHERE x.partner_id = p.partner_id AND x.first_joint_at < p.signed_at AND x.last_joint_at >= p.signed_at
         AND t.at >= p.signed_at AND t.at <= n.as_of)) AS activated_at
  FROM read_partner p CROSS JOIN fact_now n WHERE p.signed_at <= n.as_of LIMIT -1); -- each is looked up once

-- Activation of each partner since signing: milestones (accounts mapped day 1, target list day 7, first introduction or joint
-- call day 14) and what day 30, 60 and 90 brought. A milestone of d days is kept on day d after the signing, and missed on the next.
-- mapped_at is the refresh that first saw an overlap, no later than the instant the model looks from; what the very first refresh
-- found after the milestone may have been mapped before it: mapped_at and mapped_on_time are NULL then, and so is a count of none.
-- Source: Covant, the 90-day sequence.
CREATE VIEW motion_activation AS
WITH signed AS (
  SELECT partner_id, signed_at, datetime(signed_at, '+30 days') AS day_30, datetime(signed_at, '+60 days') AS day_60 FROM read_partner
  LIMIT -1) -- each day is computed once
SELECT partner_id, partner_name, signed_at, CASE WHEN mapped_day <= map_days OR NOT at_first THEN mapped_at END AS mapped_at, listed_at,
  activated_at, activated, days,
  CASE WHEN mapped_day <= map_days THEN 1 WHEN NOT at_first AND (mapped_day IS NOT NULL OR day > map_days) THEN 0 END AS mapped_on_time,
  CASE WHEN listed_at IS NOT NULL THEN julianday(date(listed_at)) - julianday(date(signed_at)) <= list_days
    WHEN day > list_days THEN 0 END AS listed_on_time,
  CASE WHEN activated_at IS NOT NULL THEN julianday(date(activated_at)) - julianday(date(signed_at)) <= intro_days
    WHEN day > intro_days THEN 0 END
    AS introduced_on_time,
  CASE WHEN activated_at IS NOT NULL AND julianday(activated_at) - julianday(signed_at) < slow_days THEN 'active'
       WHEN activated_at IS NOT NULL THEN 'active, slow'
       WHEN julianday(until) - julianday(signed_at) >= slow_days THEN 'too slow' ELSE 'waiting' END AS status,
  CASE WHEN julianday(until) >= julianday(signed_at) + 30 AND (accounts_30 > 0 OR NOT at_first OR mapped_day <= 30) THEN accounts_30 END
    AS accounts_mapped_day_30,
  CASE WHEN julianday(until) >= julianday(signed_at) + 60 THEN touched_60 END AS accounts_touched_day_60,
  CASE WHEN julianday(until) >= julianday(signed_at) + 90 THEN deals_90 END AS deals_touched_day_90
FROM (
  SELECT partner_id, partner_name, signed_at, until, activated_at, activated, days, map_days, list_days, intro_days,
    slow_days, mapped_at, at_first,
    listed_at, accounts_30, touched_60, deals_90,
    julianday(date(mapped_at)) - julianday(date(signed_at)) AS mapped_day, julianday(date(until)) - julianday(date(signed_at)) AS day FROM (
  SELECT p.partner_id, p.partner_name, p.signed_at, p.until, p.activated_at, p.activated, p.days,
    s.activation_map_days AS map_days, s.activation_list_days AS list_days, s.activation_intro_days AS intro_days,
    s.activation_slow_days AS slow_days,
    max(min(coalesce((SELECT substr(min(r.started_at), 1, 19) FROM elg_run r
      WHERE r.run_id = (SELECT min(m.run_id) FROM elg_match m WHERE m.partner_id = p.partner_id)),
      (SELECT m.valid_from FROM elg_match m WHERE m.partner_id = p.partner_id ORDER BY m.run_id LIMIT 1)), n.as_of),
        p.signed_at) AS mapped_at,
    coalesce((SELECT min(m.run_id) FROM elg_match m WHERE m.partner_id = p.partner_id) = (SELECT min(run_id) FROM elg_run), 0) AS at_first,
    max(j.listed_at, p.signed_at) AS listed_at,
    coalesce(x.accounts_30, 0) AS accounts_30, coalesce(x.touched_60, 0) AS touched_60,
    (SELECT count(*) FROM elg_deal d
      CROSS JOIN elg_deal_partner e ON e.partner_id = p.partner_id AND e.touched = 1 AND e.opportunity_id = d.opportunity_id
     WHERE d.created_at >= p.signed_at AND d.created_at <= datetime(p.signed_at, '+90 days') AND d.touched) AS deals_90
  FROM motion_activated p CROSS JOIN fact_now n CROSS JOIN fact_setting s
  -- only the pairs that count reach the grouping
  LEFT JOIN (SELECT x.partner_id, sum(x.overlap_since <= p.day_30) AS accounts_30,
               sum(x.first_touch_at >= p.signed_at AND x.first_touch_at <= p.day_60) AS touched_60
             FROM elg_account_partner x NOT INDEXED CROSS JOIN signed p ON p.partner_id = x.partner_id
             WHERE x.overlap_since <= p.day_30 OR (x.first_touch_at >= p.signed_at AND x.first_touch_at <= p.day_60)
             GROUP BY +x.partner_id) x ON x.partner_id = p.partner_id
  LEFT JOIN (SELECT partner_id, min(started_at) AS listed_at FROM read_joint_plan GROUP BY partner_id) j ON j.partner_id = p.partner_id));
