-- refresh_influence.sql: influence of the partners on the deals of temp.elg_work_deal. Runs after refresh_fact.sql.
--   decayed weight = sum of weight x 2^(-(reference - at) / half-life), one touch a (deal, partner, type, UTC day)
--   score of a type = saturation of its decayed weight; influence of a partner = sum over types; share = part of the deal's sum
-- reference: the close; for an open deal its last touch. Without saturation the shares do not depend on it.

-- step: influence
DELETE FROM elg_influence_line WHERE opportunity_id IN (SELECT opportunity_id FROM temp.elg_work_deal UNION ALL SELECT opportunity_id FROM temp.elg_gone);
INSERT INTO elg_influence_line(opportunity_id, partner_id, type, touches, counted, before_score, after_score, score, neff, first_at, last_at)
SELECT t.opportunity_id, t.partner_id, t.type, sum(t.touches), count(*), total(CASE WHEN t.before THEN t.weight END),
  total(CASE WHEN NOT t.before THEN t.weight END), elg_saturate(total(t.weight),
    (SELECT kind FROM temp.elg_influence_option), (SELECT k FROM temp.elg_influence_option), (SELECT n FROM temp.elg_influence_option)),
  total(t.weight) * total(t.weight) / nullif(total(t.weight * t.weight), 0), min(t.first_at), max(t.last_at)
FROM temp.elg_touch_day t WHERE t.qualifies
GROUP BY t.opportunity_id, t.partner_id, t.type;

-- The sums of each partner, its share of the deal, and its recency for the policy time_decay.
CREATE TEMP TABLE IF NOT EXISTS elg_influence_sum(
  opportunity_id TEXT, partner_id TEXT, influence REAL, share REAL, PRIMARY KEY(opportunity_id, partner_id)) WITHOUT ROWID;
DELETE FROM temp.elg_influence_sum;
INSERT INTO temp.elg_influence_sum
SELECT opportunity_id, partner_id, influence, influence / nullif(sum(influence) OVER (PARTITION BY opportunity_id), 0)
FROM (SELECT l.opportunity_id, l.partner_id, total(l.score) AS influence
      FROM temp.elg_work_deal d CROSS JOIN elg_influence_line l ON l.opportunity_id = d.opportunity_id
      GROUP BY l.opportunity_id, l.partner_id);
CREATE TEMP TABLE IF NOT EXISTS elg_recency(opportunity_id TEXT, partner_id TEXT, recency REAL, PRIMARY KEY(opportunity_id, partner_id)) WITHOUT ROWID;
DELETE FROM temp.elg_recency;
INSERT INTO temp.elg_recency
SELECT t.opportunity_id, t.partner_id, total(t.recency)
FROM temp.elg_touch_day t WHERE t.qualifies
GROUP BY t.opportunity_id, t.partner_id;
UPDATE elg_deal_partner SET (influence, influence_share, recency) = (
  SELECT s.influence, s.share, r.recency FROM temp.elg_influence_sum s JOIN temp.elg_recency r ON r.opportunity_id = s.opportunity_id AND r.partner_id = s.partner_id
  WHERE s.opportunity_id = elg_deal_partner.opportunity_id AND s.partner_id = elg_deal_partner.partner_id)
WHERE touches > 0 AND opportunity_id IN (SELECT opportunity_id FROM temp.elg_reference);
