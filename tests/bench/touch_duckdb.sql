-- The same five models in DuckDB (at is a TIMESTAMP there).
WITH weighted AS (
  SELECT deal, touch, partner, amount, "at", pow(2, (epoch("at") - 1700000000) / (7 * 86400)) AS decay FROM touch
), placed AS (
  SELECT deal, touch, partner, amount, decay,
         first_value(touch) OVER whole AS opening,
         last_value(touch) OVER whole AS closing,
         count(*) OVER whole AS touches,
         sum(decay) OVER whole AS total
    FROM weighted
  WINDOW whole AS (PARTITION BY deal ORDER BY "at", touch ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT deal, touch, partner,
       amount * (touch = opening)::INT AS first,
       amount * (touch = closing)::INT AS last,
       amount / touches AS linear,
       amount * CASE WHEN touches = 1 THEN 1.0
                     WHEN touches = 2 THEN 0.5
                     WHEN touch IN (opening, closing) THEN 0.4
                     ELSE 0.2 / (touches - 2) END AS u_shaped,
       amount * decay / total AS time_decay
  FROM placed
