-- Credit of every touch under five models, plain SQLite: first, last, linear, U (40/20/40; 50/50 for two touches), time
-- decay with a half-life of seven days (only ratios within a deal matter, so any fixed origin serves).
-- One window sorts once: of four phrasings tried (row_number with counts over the whole partition, a GROUP BY joined
-- back, two windows, this one) the fastest.
-- touch(deal, amount, touch, partner, type, at): amount in minor units, the same in every row of a deal.
WITH weighted AS (
  SELECT deal, touch, partner, amount, at, pow(2, (julianday(at) - 2460000) / 7) AS decay FROM touch
), placed AS (
  SELECT deal, touch, partner, amount, decay,
         first_value(touch) OVER whole AS opening,
         last_value(touch) OVER whole AS closing,
         count(*) OVER whole AS touches,
         sum(decay) OVER whole AS total
    FROM weighted
  WINDOW whole AS (PARTITION BY deal ORDER BY at, touch ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT deal, touch, partner,
       amount * (touch = opening) AS first,
       amount * (touch = closing) AS last,
       amount * 1.0 / touches AS linear,
       amount * CASE WHEN touches = 1 THEN 1.0
                     WHEN touches = 2 THEN 0.5
                     WHEN touch IN (opening, closing) THEN 0.4
                     ELSE 0.2 / (touches - 2) END AS u_shaped,
       amount * decay / total AS time_decay
  FROM placed
