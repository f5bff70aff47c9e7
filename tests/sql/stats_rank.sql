-- Medians, their intervals, the Hodges-Lehmann shift and ratio.
.mode list
CREATE TABLE sample(v, g);
INSERT INTO sample SELECT value, 1 FROM json_each('[0.80,0.83,1.89,1.04,1.45,1.38,1.91,1.64,0.73,1.46]');
INSERT INTO sample SELECT value, 0 FROM json_each('[1.15,0.88,0.90,0.74,1.21]');
SELECT g, elg_median(v), elg_median_interval_low(v), elg_median_interval_high(v) FROM sample GROUP BY g;
SELECT elg_median_interval_low(v, 0.9) FROM sample WHERE g = 0;
SELECT printf('%.6f %.6f %.6f', elg_hodges_lehmann(v, g), elg_hodges_lehmann_low(v, g), elg_hodges_lehmann_high(v, g)),
       printf('%.6f', elg_hodges_lehmann_low(v, g, 0.5)) FROM sample;
-- The ratio: the middle of the 50 quotients; ten times the exposed ones is ten times the ratio; what is not above 0 is left out.
SELECT printf('%.6f %.6f %.6f', elg_hodges_lehmann_ratio(v, g), elg_hodges_lehmann_ratio_low(v, g), elg_hodges_lehmann_ratio_high(v, g)),
       printf('%.6f', elg_hodges_lehmann_ratio(CASE g WHEN 1 THEN 10 ELSE 1 END * v, g)) FROM sample;
SELECT printf('%.6f', avg(q)) FROM (SELECT a.v / b.v AS q FROM sample a, sample b WHERE a.g AND NOT b.g ORDER BY 1 LIMIT 2 OFFSET 24);
SELECT elg_hodges_lehmann_ratio(column1, column2), quote(elg_hodges_lehmann_ratio(-column1, column2))
  FROM (VALUES (6, 1), (0, 1), (-1, 1), (NULL, 1), (2, 0), (0, 0));
SELECT v, elg_median(v) OVER w, elg_median_interval_low(v, 0.5) OVER w FROM sample
  WINDOW w AS (ORDER BY rowid ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING);
SELECT v, elg_median(v) OVER (ORDER BY v) FROM (SELECT column1 AS v FROM (VALUES (NULL), (3), (1), (2), (2)));
SELECT quote(elg_median(v)), quote(elg_hodges_lehmann(v, g)) FROM sample WHERE 0;
SELECT quote(elg_median(NULL)), elg_median('3.5'), quote(elg_hodges_lehmann(1, 1));
SELECT elg_median(v) FROM (SELECT 1e308 AS v UNION ALL SELECT 1.2e308);
-- The interval of a mean: neighbours of a large number spread as those of 0 do; windows as aggregates.
SELECT printf('%.6f', elg_mean_low(1000000000000 + value) - 1000000000000), printf('%.6f', elg_mean_high(1000000000000 + value) - 1000000000000),
       printf('%.6f %.6f', elg_mean_low(value), elg_mean_high(value)) FROM json_each('[1,2,3,4,10]');
SELECT printf('%.6f', elg_mean_high(2460000 + value, 0.9) OVER (ROWS 1 PRECEDING) - 2460000), quote(elg_mean_low(value) OVER (ROWS CURRENT ROW))
  FROM json_each('[0, 0.001, 0.001, 4]');
SELECT elg_median('soon');
SELECT elg_median_interval_low(1, 1);
SELECT elg_hodges_lehmann(1, 'yes');
