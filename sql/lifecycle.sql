-- lifecycle.sql: what integrations and partners do after the deal: retention, expansion, depth, satisfaction.
-- Never "ever integrated" against "never": who lives longer has more time to integrate (immortal time), and a null effect
-- reads as less churn. Time at risk is split at the day an integration starts or ends, and events count where they happen.

-- One row a customer as of the last refresh. until: churned, or the instant the model looks from. delivered: a partner delivered
-- the deal that won it; a later deal tells nothing about going live, and only who stays gets one.
CREATE VIEW lifecycle_customer AS
SELECT c.account_id, (SELECT a.name FROM read_account a WHERE a.account_id = c.account_id) AS account_name, c.segment, c.started_at, c.live_at,
  CASE WHEN c.churned_at <= n.as_of THEN c.churned_at END AS churned_at,
  coalesce(CASE WHEN c.churned_at <= n.as_of THEN c.churned_at END, n.as_of) AS until,
  coalesce(c.churned_at <= n.as_of, 0) AS churned, c.cohort, c.delivered
FROM elg_customer c CROSS JOIN fact_now n
WHERE c.started_at <= n.as_of;

-- The products of partners in use at each account, [started_at, ended_at): rows of crm_integration that name the same product (or none)
-- of one partner and overlap or meet are one. Everything that counts integrations counts products.
CREATE VIEW lifecycle_product AS
WITH product AS (
  SELECT account_id, partner_id, product, count(*) AS rows, min(started_at) AS started_at, max(coalesce(ended_at, '9999')) AS until
  FROM read_integration WHERE coalesce(ended_at > started_at, 1) GROUP BY account_id, partner_id, product)
SELECT account_id, partner_id, product, started_at, nullif(until, '9999') AS ended_at FROM product WHERE rows = 1 -- nearly all
UNION ALL
SELECT account_id, partner_id, product, min(started_at), nullif(max(until), '9999')
FROM (
  SELECT account_id, partner_id, product, started_at, until,
    count(apart) OVER (PARTITION BY account_id, partner_id, product ORDER BY started_at, until) AS part
  FROM (
    SELECT i.account_id, i.partner_id, i.product, i.started_at, coalesce(i.ended_at, '9999') AS until,
      CASE WHEN i.started_at > max(coalesce(i.ended_at, '9999')) OVER (PARTITION BY i.account_id, i.partner_id, i.product
        ORDER BY i.started_at, coalesce(i.ended_at, '9999') ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 1 END AS apart
    FROM product p JOIN read_integration i ON i.account_id = p.account_id AND i.partner_id IS p.partner_id AND i.product IS p.product
    WHERE p.rows > 1 AND coalesce(i.ended_at > i.started_at, 1)))
GROUP BY account_id, partner_id, product, part;

-- The life of each customer cut where the number of products in use (lifecycle_product) changes: [from_at, to_at)
-- with depth, 1 in churned where it ends by churn, and the won expansions inside.
CREATE VIEW lifecycle_spell AS
SELECT s.account_id, s.segment, s.cohort, s.depth, s.from_at, s.to_at, julianday(s.to_at) - julianday(s.from_at) AS days,
  s.churned AND s.to_at = s.until AS churned,
  (SELECT count(*) FROM elg_deal d WHERE d.account_id = s.account_id AND d.status = 'won' AND d.kind = 'expansion'
   AND d.closed_at >= s.from_at AND d.closed_at < s.to_at) AS expansions
FROM (
  -- changes of the same instant share its depth; all but the last of them end where they begin, and drop out
  SELECT account_id, segment, cohort, churned, until, at AS from_at,
    lead(at, 1, until) OVER (PARTITION BY account_id ORDER BY at) AS to_at,
    sum(change) OVER (PARTITION BY account_id ORDER BY at) AS depth
  FROM (
    SELECT c.account_id, c.segment, c.cohort, c.churned, c.until, e.change,
      CASE e.change WHEN 0 THEN c.started_at WHEN 1 THEN max(c.started_at, i.started_at) ELSE i.ended_at END AS at
    FROM lifecycle_customer c
    LEFT JOIN lifecycle_product i ON i.account_id = c.account_id AND i.started_at < c.until
      AND coalesce(i.ended_at > c.started_at, 1)
    CROSS JOIN (SELECT 0 AS change UNION ALL SELECT 1 UNION ALL SELECT -1) e
    WHERE CASE e.change WHEN 0 THEN 1 WHEN 1 THEN i.account_id IS NOT NULL
          ELSE i.ended_at > c.started_at AND i.ended_at < c.until END)) s
WHERE s.to_at > s.from_at;

-- Time at risk, churn and expansions by number of integrations and stratum. The rates of the next views are quotients of it.
CREATE VIEW lifecycle_rate AS
SELECT segment, substr(cohort, 1, 4) AS cohort_year, CASE WHEN depth >= s.multi_product THEN 'multi' WHEN depth > 0 THEN 'single' ELSE 'none' END AS depth,
  count(DISTINCT account_id) AS customers, sum(days) / 365.25 AS years, sum(churned) AS churned, sum(expansions) AS expansions
FROM lifecycle_spell CROSS JOIN fact_setting s
GROUP BY 1, 2, 3;

-- Retention, integrated against not: churn per year at risk, and the rate ratio with its interval (claims: 30-50 % lower,
-- Covant). ratio_stratified is Mantel-Haenszel's over segment x start year. flag names a zero cell; there is no silent 0.5.
-- single_ratio: churn rate with less than multi_product integrations against more (claim: 2-3x). expansion_ratio: rate of won
-- expansions with multi_product integrations against less (claim: 2x). TEMP: elg_rate_ratio, elg_mantel_haenszel, elg_cover.
CREATE TEMP VIEW lifecycle_retention AS
SELECT churned_integrated, years_integrated, churned_other, years_other,
  (SELECT elg_rate_ratio(e, y, x) FROM (SELECT churned_integrated AS e, years_integrated AS y, 1 AS x UNION ALL SELECT churned_other, years_other, 0)) AS ratio,
  (SELECT elg_rate_ratio_low(e, y, x, s.confidence) FROM (SELECT churned_integrated AS e, years_integrated AS y, 1 AS x UNION ALL SELECT churned_other, years_other, 0)) AS low,
  (SELECT elg_rate_ratio_high(e, y, x, s.confidence) FROM (SELECT churned_integrated AS e, years_integrated AS y, 1 AS x UNION ALL SELECT churned_other, years_other, 0)) AS high,
  (SELECT elg_rate_ratio_flag(e, y, x) FROM (SELECT churned_integrated AS e, years_integrated AS y, 1 AS x UNION ALL SELECT churned_other, years_other, 0)) AS flag,
  strata, ratio_stratified, stratified_low, stratified_high, churned_multi, years_multi,
  (SELECT elg_rate_ratio(e, y, x) FROM (SELECT churned_single AS e, years_single AS y, 1 AS x UNION ALL SELECT churned_multi, years_multi, 0)) AS single_ratio,
  (SELECT elg_rate_ratio_low(e, y, x, s.confidence) FROM (SELECT churned_single AS e, years_single AS y, 1 AS x UNION ALL SELECT churned_multi, years_multi, 0)) AS single_low,
  (SELECT elg_rate_ratio_high(e, y, x, s.confidence) FROM (SELECT churned_single AS e, years_single AS y, 1 AS x UNION ALL SELECT churned_multi, years_multi, 0)) AS single_high,
  expansions_multi, expansions_other,
  (SELECT elg_rate_ratio(e, y, x) FROM (SELECT expansions_multi AS e, years_multi AS y, 1 AS x UNION ALL SELECT expansions_other, years_single, 0)) AS expansion_ratio,
  (SELECT elg_rate_ratio_low(e, y, x, s.confidence) FROM (SELECT expansions_multi AS e, years_multi AS y, 1 AS x UNION ALL SELECT expansions_other, years_single, 0)) AS expansion_low,
  (SELECT elg_rate_ratio_high(e, y, x, s.confidence) FROM (SELECT expansions_multi AS e, years_multi AS y, 1 AS x UNION ALL SELECT expansions_other, years_single, 0)) AS expansion_high
FROM (
  SELECT total(churned_i) AS churned_integrated, total(years_i) AS years_integrated, total(churned_o) AS churned_other, total(years_o) AS years_other,
    total(churned_m) AS churned_multi, total(years_m) AS years_multi, total(churned_i + churned_o - churned_m) AS churned_single,
    total(years_i + years_o - years_m) AS years_single, coalesce(max(e.multi), 0.0) AS expansions_multi, coalesce(max(e.other), 0.0) AS expansions_other,
    total(years_i > 0 AND years_o > 0) AS strata,
    elg_mantel_haenszel('rate_ratio', churned_i, years_i, churned_o, years_o) AS ratio_stratified,
    elg_mantel_haenszel('rate_ratio_low', churned_i, years_i, churned_o, years_o, s.confidence) AS stratified_low,
    elg_mantel_haenszel('rate_ratio_high', churned_i, years_i, churned_o, years_o, s.confidence) AS stratified_high
  -- what lifecycle_rate sums over the spells, from each customer's integrations at once: elg_cover is the time with so many in use
  FROM fact_setting s CROSS JOIN (SELECT total(multi) AS multi, total(NOT multi) AS other FROM (
      SELECT count(DISTINCT i.account_id || char(31) || coalesce(i.partner_id, '') || char(31) || coalesce(i.product, '')) >= s.multi_product AS multi
      FROM lifecycle_customer c CROSS JOIN fact_setting s CROSS JOIN elg_deal d ON d.account_id = c.account_id AND d.status = 'won'
        AND d.kind = 'expansion' AND d.closed_at >= c.started_at AND d.closed_at < c.until
      LEFT JOIN read_integration i ON i.account_id = d.account_id AND i.started_at <= d.closed_at AND coalesce(i.ended_at > d.closed_at, 1)
      GROUP BY d.rowid)) e
  CROSS JOIN (SELECT total(CASE WHEN depth > 0 THEN churned END) AS churned_i, total(integrated) / 365.25 AS years_i,
      total(CASE WHEN depth > 0 THEN 0 ELSE churned END) AS churned_o, total(days - integrated) / 365.25 AS years_o,
      total(CASE WHEN depth >= multi_product THEN churned END) AS churned_m, total(multi) / 365.25 AS years_m
    FROM (SELECT c.segment, substr(c.started_at, 1, 4) AS year, c.churned, s.multi_product, julianday(c.until) - julianday(c.started_at) AS days,
        count(CASE WHEN coalesce(i.ended_at >= c.until, 1) THEN i.account_id END) AS depth,
        elg_cover(julianday(max(c.started_at, i.started_at)), julianday(min(c.until, coalesce(i.ended_at, c.until)))) AS integrated,
        elg_cover(julianday(max(c.started_at, i.started_at)), julianday(min(c.until, coalesce(i.ended_at, c.until))),
          max(1, s.multi_product)) AS multi
      FROM lifecycle_customer c CROSS JOIN fact_setting s
      LEFT JOIN lifecycle_product i ON i.account_id = c.account_id AND i.started_at < c.until AND coalesce(i.ended_at > c.started_at, 1)
      WHERE c.until > c.started_at
      GROUP BY c.account_id)
    GROUP BY segment, year)) CROSS JOIN fact_setting s;

-- Expansion by depth: won expansions per customer year. The ratio multi to the rest stands in lifecycle_retention.
CREATE VIEW lifecycle_expansion AS
SELECT depth, sum(customers) AS customers, sum(years) AS years, sum(expansions) AS expansions, sum(expansions) / sum(years) AS expansions_per_year,
  sum(churned) AS churned, sum(churned) / sum(years) AS churn_per_year
FROM lifecycle_rate GROUP BY depth;

-- Landmark: customers alive landmark_months (6) after their start, grouped by an integration active on that day, churned
-- within the next landmark_follow_months (12); only customers whose follow-up is complete.
CREATE VIEW lifecycle_landmark AS
SELECT integrated, count(*) AS customers, sum(churned_at IS NOT NULL AND churned_at < end_at) AS churned
FROM (
  SELECT c.churned_at, c.end_at, count(i.account_id) > 0 AS integrated
  FROM (SELECT c.account_id, c.churned_at, n.as_of, datetime(c.started_at, n.landmark) AS at, datetime(c.started_at, n.end) AS end_at
        FROM lifecycle_customer c -- first, so that they are not copied
        CROSS JOIN (SELECT n.as_of, '+' || s.landmark_months || ' months' AS landmark,
                      '+' || (s.landmark_months + s.landmark_follow_months) || ' months' AS end
                    FROM fact_now n CROSS JOIN fact_setting s LIMIT 1) n
        LIMIT -1) c -- the days are computed once
  LEFT JOIN read_integration i ON i.account_id = c.account_id AND i.started_at <= c.at AND coalesce(i.ended_at > c.at, 1)
  WHERE c.end_at <= c.as_of AND (c.churned_at IS NULL OR c.churned_at > c.at)
  GROUP BY c.account_id)
GROUP BY integrated;

-- Retention by partner: churn rate while the partner's integration is active against all other customer time (e.g. -15 %).
-- No ratio below min_n customers churned on either side.
CREATE TEMP VIEW lifecycle_partner AS
SELECT t.partner_id, p.partner_name, t.customers, t.churned AS churned_integrated, t.years AS years_integrated,
  a.churned - t.churned AS churned_other, a.years - t.years AS years_other,
  CASE WHEN min(t.churned, a.churned - t.churned) >= s.min_n THEN (SELECT elg_rate_ratio(e, y, x) FROM (SELECT t.churned AS e, t.years AS y, 1 AS x
    UNION ALL SELECT a.churned - t.churned, max(0, a.years - t.years), 0)) END AS ratio,
  CASE WHEN min(t.churned, a.churned - t.churned) >= s.min_n THEN (SELECT elg_rate_ratio_low(e, y, x, s.confidence) FROM (SELECT t.churned AS e,
    t.years AS y, 1 AS x UNION ALL SELECT a.churned - t.churned, max(0, a.years - t.years), 0)) END AS low,
  CASE WHEN min(t.churned, a.churned - t.churned) >= s.min_n THEN (SELECT elg_rate_ratio_high(e, y, x, s.confidence) FROM (SELECT t.churned AS e,
    t.years AS y, 1 AS x UNION ALL SELECT a.churned - t.churned, max(0, a.years - t.years), 0)) END AS high,
  CASE WHEN min(t.churned, a.churned - t.churned) < s.min_n
    THEN 'n = ' || CAST(min(t.churned, a.churned - t.churned) AS INTEGER) || ', fewer than ' || s.min_n || ' churned' END AS why_null
FROM (
  SELECT partner_id, count(DISTINCT account_id) AS customers, total(days) / 365.25 AS years, total(churned) AS churned FROM (
    SELECT account_id, partner_id, max(0, julianday(to_at) - julianday(max(from_at, coalesce(before, from_at)))) AS days,
      lost AND to_at = until AND coalesce(before < until, 1) AS churned
    FROM (
      SELECT i.account_id, i.partner_id, i.from_at, i.to_at, i.until, i.lost,
        max(i.to_at) OVER (PARTITION BY i.account_id, i.partner_id ORDER BY i.from_at, i.to_at
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM (SELECT c.account_id, i.partner_id, max(c.started_at, i.started_at) AS from_at,
              min(c.until, coalesce(i.ended_at, c.until)) AS to_at, c.until, c.churned AS lost
            FROM lifecycle_customer c JOIN read_integration i ON i.account_id = c.account_id
            WHERE i.started_at < c.until AND coalesce(i.ended_at > c.started_at, 1)) i))
  GROUP BY partner_id) t
CROSS JOIN (SELECT total(churned) AS churned, total(julianday(until) - julianday(started_at)) / 365.25 AS years FROM lifecycle_customer) a
CROSS JOIN fact_setting s
JOIN fact_partner p ON p.partner_id = t.partner_id;

-- Implementation partners: days from start to live, and churn within first_year_days, of customers a partner delivered to
-- against the rest (claims: 30 days sooner; first-year churn 12 -> 4 %). Delivery is known delivery_window_days after close: first-year
-- churn is that of customers still there then, from then on (who left before had no time to be delivered to), and needs a whole year of
-- follow-up.
-- The mean is of those who are live; the board's medians days_to_live_* have the others still waiting (censored, by
-- Kaplan-Meier).
CREATE VIEW lifecycle_implementation AS
SELECT c.delivered, count(*) AS customers, count(c.live_at) AS live, avg(julianday(c.live_at) - julianday(c.started_at)) AS mean_days_to_live,
  total(c.followed) AS followed, total(c.followed AND coalesce(c.days_to_churn < c.first_year_days, 0)) AS churned_first_year
FROM (SELECT c.delivered, c.started_at, c.live_at, s.first_year_days, julianday(c.churned_at) - julianday(c.started_at) AS days_to_churn,
        julianday(n.as_of) - julianday(c.started_at) >= s.first_year_days AND s.first_year_days > s.delivery_days
          AND coalesce(julianday(c.churned_at) - julianday(c.started_at) >= s.delivery_days, 1) AS followed
      FROM lifecycle_customer c CROSS JOIN fact_now n CROSS JOIN fact_setting s) c
GROUP BY c.delivered;

-- ARR retention: of customers with ARR twelve months ago, by an integration active on that day (never "ever": immortal time). Net: ARR today
-- over ARR then; gross: without what grew, each at most what it was. Churned is 0. Both days are converted at the rate of the first, so that
-- no rate looks like growth; unpriced customers have none and are left out. Not on the board: it reads all ARR. TEMP: elg_read_convert.
CREATE TEMP VIEW lifecycle_arr AS
WITH rate AS (
  SELECT currency, rate FROM (SELECT x.currency, x.rate, max(x.valid_from) FROM elg_period p CROSS JOIN read_fx_rate x -- of the row with the greatest
    WHERE p.period = '12_months' AND x.valid_from <= p.starts_at || ' 00:00:00' AND x.currency <> (SELECT currency FROM fact_now) GROUP BY x.currency)
  UNION ALL SELECT currency, '1' FROM fact_now)
SELECT integrated, count(then_minor) AS customers, count(*) - count(then_minor) AS unpriced, sum(then_minor) AS then_minor,
  sum(CASE WHEN then_minor IS NOT NULL THEN now_minor END) AS now_minor, sum(min(then_minor, now_minor)) AS kept_minor,
  sum(CASE WHEN then_minor IS NOT NULL THEN now_minor END) * 1.0 / sum(then_minor) AS net_retention,
  sum(min(then_minor, now_minor)) * 1.0 / sum(then_minor) AS gross_retention
FROM (
  SELECT EXISTS (SELECT 1 FROM read_integration i WHERE i.account_id = b.account_id AND i.started_at <= b.starts_at
      AND coalesce(i.ended_at > b.starts_at, 1)) AS integrated,
    elg_read_convert(b.arr_minor, r.currency, r.rate, n.currency) AS then_minor,
    CASE WHEN c.churned_at <= n.as_of THEN 0 ELSE elg_read_convert(a.arr_minor, q.currency, q.rate, n.currency) END AS now_minor
  FROM fact_now n
  CROSS JOIN (SELECT x.account_id, x.arr_minor, x.currency, max(x.at), p.starts_at FROM elg_period p CROSS JOIN read_arr x -- of the row with the greatest
    WHERE p.period = '12_months' AND x.arr_minor IS NOT NULL AND x.at <= p.starts_at GROUP BY x.account_id) b
  LEFT JOIN (SELECT account_id, arr_minor, currency, max(at) FROM read_arr WHERE arr_minor IS NOT NULL AND at <= (SELECT as_of FROM fact_now) GROUP BY account_id) a
    ON a.account_id = b.account_id
  LEFT JOIN rate r ON r.currency = coalesce(b.currency, n.currency) LEFT JOIN rate q ON q.currency = coalesce(a.currency, n.currency)
  LEFT JOIN read_customer c ON c.account_id = b.account_id
  WHERE b.arr_minor > 0 AND coalesce(c.churned_at > b.starts_at, 1)
  LIMIT -1) -- each is computed once
GROUP BY integrated;

-- Depth on the day a customer reaches month 3, depth_month_early (6), depth_month_late (12), 24: distinct products in use, over customers who reached that
-- day; those who churned before stand beside. Targets: 1.2 at month 6, 2.5 at month 12 (Covant).
CREATE VIEW lifecycle_depth AS
WITH month(month, place) AS (
  SELECT month, min(place) FROM (SELECT 3 AS month, 1 AS place UNION ALL SELECT depth_month_early, 2 FROM fact_setting
    UNION ALL SELECT depth_month_late, 3 FROM fact_setting UNION ALL SELECT 24, 4) GROUP BY month),
life AS ( -- the four days of each customer, computed once; NULL where they have not come
  SELECT account_id, churned_at, CASE WHEN d1 <= as_of THEN d1 END AS d1, CASE WHEN d2 <= as_of THEN d2 END AS d2,
    CASE WHEN d3 <= as_of THEN d3 END AS d3, CASE WHEN d4 <= as_of THEN d4 END AS d4
  FROM (SELECT c.account_id, c.churned_at, n.as_of, datetime(c.started_at, '+3 months') AS d1, datetime(c.started_at, n.early) AS d2,
          datetime(c.started_at, n.late) AS d3, datetime(c.started_at, '+24 months') AS d4
        FROM lifecycle_customer c
        CROSS JOIN (SELECT n.as_of, '+' || s.depth_month_early || ' months' AS early, '+' || s.depth_month_late || ' months' AS late
                    FROM fact_now n CROSS JOIN fact_setting s LIMIT 1) n LIMIT -1)
  LIMIT -1),
used AS ( -- a product is in use on a day when an integration of it is
  SELECT i.account_id,
    max(i.started_at <= d1 AND coalesce(ended_at > d1, 1) AND coalesce(churned_at > d1, 1)) AS u1,
    max(i.started_at <= d2 AND coalesce(ended_at > d2, 1) AND coalesce(churned_at > d2, 1)) AS u2,
    max(i.started_at <= d3 AND coalesce(ended_at > d3, 1) AND coalesce(churned_at > d3, 1)) AS u3,
    max(i.started_at <= d4 AND coalesce(ended_at > d4, 1) AND coalesce(churned_at > d4, 1)) AS u4
  FROM life l CROSS JOIN read_integration i ON i.account_id = l.account_id
  GROUP BY i.account_id, i.partner_id, i.product)
SELECT m.month, CASE m.place WHEN 1 THEN c1 WHEN 2 THEN c2 WHEN 3 THEN c3 ELSE c4 END AS customers,
  CASE m.place WHEN 1 THEN b1 WHEN 2 THEN b2 WHEN 3 THEN b3 ELSE b4 END AS churned_before,
  CASE m.place WHEN 1 THEN u1 WHEN 2 THEN u2 WHEN 3 THEN u3 ELSE u4 END * 1.0
    / nullif(CASE m.place WHEN 1 THEN c1 WHEN 2 THEN c2 WHEN 3 THEN c3 ELSE c4 END, 0) AS mean_depth,
  CASE m.place WHEN 1 THEN w1 WHEN 2 THEN w2 WHEN 3 THEN w3 ELSE w4 END * 1.0 AS with_integration
FROM month m
CROSS JOIN (SELECT count(d1) AS n1, count(d2) AS n2, count(d3) AS n3, count(d4) AS n4,
    count(CASE WHEN coalesce(churned_at > d1, d1 IS NOT NULL) THEN 1 END) AS c1, count(CASE WHEN coalesce(churned_at > d2, d2 IS NOT NULL) THEN 1 END) AS c2,
    count(CASE WHEN coalesce(churned_at > d3, d3 IS NOT NULL) THEN 1 END) AS c3, count(CASE WHEN coalesce(churned_at > d4, d4 IS NOT NULL) THEN 1 END) AS c4,
    total(churned_at <= d1) AS b1, total(churned_at <= d2) AS b2, total(churned_at <= d3) AS b3, total(churned_at <= d4) AS b4 FROM life) l
CROSS JOIN (SELECT total(u1) AS u1, total(u2) AS u2, total(u3) AS u3, total(u4) AS u4, total(u1 > 0) AS w1, total(u2 > 0) AS w2, total(u3 > 0) AS w3,
    total(u4 > 0) AS w4 FROM (SELECT sum(u1) AS u1, sum(u2) AS u2, sum(u3) AS u3, sum(u4) AS u4 FROM used GROUP BY account_id)) u
WHERE CASE m.place WHEN 1 THEN n1 WHEN 2 THEN n2 WHEN 3 THEN n3 ELSE n4 END > 0
ORDER BY m.month;

-- NPS by ecosystem depth (none, single, multi: from multi_product products on) on the day of the answer: 100 x (promoters 9-10 minus detractors 0-6) / answers, with the normal
-- interval of that mean. TEMP: elg_mean_low.
CREATE TEMP VIEW lifecycle_nps AS
SELECT CASE WHEN products >= s.multi_product THEN 'multi' WHEN products > 0 THEN 'single' ELSE 'none' END AS depth, count(*) AS answers, avg(score) AS mean_score,
  avg(points) AS nps, elg_mean_low(points, s.confidence) AS low, elg_mean_high(points, s.confidence) AS high
FROM (
  SELECT a.score, CASE WHEN a.score >= 9 THEN 100.0 WHEN a.score <= 6 THEN -100.0 ELSE 0.0 END AS points,
    count(DISTINCT i.account_id || char(31) || coalesce(i.partner_id, '') || char(31) || coalesce(i.product, '')) AS products
  FROM (SELECT row_number() OVER () AS answer, account_id, at, score FROM read_nps
        WHERE score IS NOT NULL AND at <= (SELECT as_of FROM fact_now)) a
  LEFT JOIN read_integration i ON i.account_id = a.account_id AND i.started_at <= a.at AND coalesce(i.ended_at > a.at, 1)
  GROUP BY a.answer) CROSS JOIN fact_setting s
GROUP BY 1 ORDER BY min(products);
