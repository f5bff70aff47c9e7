-- influence.sql: how much each partner did for a deal, by engagement density.

-- One row a deal and partner with qualifying touches: score, share of the deal's influence, touches, before and after creation.
--   score = sum over touch types of sat(sum of weight x 2^(-days before the close / half-life)), one touch a type and day, from
--   influence_window_days before creation to close; nothing after close counts for that deal. share is NULL when nobody has
--   any, never an equal split. neff is the smallest of Kish's effective numbers of touches over the types.
-- Sources: Covant (engagement density), Google Ads (half-life); elg_touch_type holds the weights, elg_setting the rest.
CREATE VIEW influence_score AS
SELECT e.opportunity_id, d.account_id, d.status, d.kind, d.closed_at, e.partner_id, p.name AS partner_name, e.influence AS score,
  e.influence_share AS share, e.touches, l.counted, l.types, l.before_score, l.after_score, l.neff, e.first_touch_at, e.last_touch_at,
  d.reporting_minor
FROM elg_deal_partner e
JOIN elg_deal d ON d.opportunity_id = e.opportunity_id
JOIN (SELECT opportunity_id, partner_id, sum(counted) AS counted, count(*) AS types, sum(before_score) AS before_score,
        sum(after_score) AS after_score, min(neff) AS neff FROM elg_influence_line GROUP BY opportunity_id, partner_id) l
  ON l.opportunity_id = e.opportunity_id AND l.partner_id = e.partner_id
LEFT JOIN read_partner p ON p.partner_id = e.partner_id;

-- The same by type of touch: which kind of engagement carries the score.
CREATE VIEW influence_line AS
SELECT l.opportunity_id, l.partner_id, l.type, y.meaning, y.weight, l.touches, l.counted, l.before_score, l.after_score, l.score, l.neff,
  l.first_at, l.last_at
FROM elg_influence_line l LEFT JOIN elg_touch_type y ON y.type = l.type;

-- Influence of each partner on the deals closed in the last 12 months and those open: mean share, and the share in won and in
-- lost deals side by side. Partners present in won deals and absent in lost ones are worth asking why; it is no proof.
CREATE VIEW influence_by_partner AS
SELECT e.partner_id, p.name AS partner_name, count(*) AS deals, sum(d.status = 'won') AS won, sum(d.status = 'lost') AS lost,
  sum(d.status = 'open') AS open, avg(e.influence_share) AS mean_share,
  avg(CASE WHEN d.status = 'won' THEN e.influence_share END) AS mean_share_won,
  avg(CASE WHEN d.status = 'lost' THEN e.influence_share END) AS mean_share_lost, sum(e.touches) AS touches
FROM elg_deal_partner e
JOIN elg_deal d ON d.opportunity_id = e.opportunity_id
LEFT JOIN elg_period q ON q.period = '12_months'
LEFT JOIN read_partner p ON p.partner_id = e.partner_id
WHERE e.influence IS NOT NULL AND (d.status = 'open' OR (d.closed_at >= q.starts_at AND d.closed_at < q.ends_at))
GROUP BY e.partner_id;
