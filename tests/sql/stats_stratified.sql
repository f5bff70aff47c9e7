-- Mantel-Haenszel and person-time rate ratio.
.mode list
CREATE TABLE ucb(dept, x1, n1, x2, n2);
INSERT INTO ucb VALUES ('A', 512, 825, 89, 108), ('B', 353, 560, 17, 25), ('C', 120, 325, 202, 593),
                       ('D', 138, 417, 131, 375), ('E', 53, 191, 94, 393), ('F', 22, 373, 24, 341);
SELECT printf('%.10f %.10f %.10f', elg_mantel_haenszel('odds_ratio', x1, n1, x2, n2),
              elg_mantel_haenszel('odds_ratio_low', x1, n1, x2, n2),
              elg_mantel_haenszel('odds_ratio_high', x1, n1, x2, n2, 0.95)) FROM ucb;
SELECT printf('%.10f %.10f %.10f', elg_mantel_haenszel('risk_ratio', x1, n1, x2, n2),
              elg_mantel_haenszel('risk_ratio_low', x1, n1, x2, n2),
              elg_mantel_haenszel('risk_ratio_high', x1, n1, x2, n2)) FROM ucb;
SELECT printf('%.10f %.10f %.10f', elg_mantel_haenszel('risk_difference', x1, n1, x2, n2),
              elg_mantel_haenszel('risk_difference_low', x1, n1, x2, n2),
              elg_mantel_haenszel('risk_difference_high', x1, n1, x2, n2)) FROM ucb;
SELECT printf('%.9f %.9f %.9f %.9f', elg_mantel_haenszel('chi2', x1, n1, x2, n2), elg_mantel_haenszel('p', x1, n1, x2, n2),
              elg_mantel_haenszel('chi2_corrected', x1, n1, x2, n2), elg_mantel_haenszel('p_corrected', x1, n1, x2, n2)),
       elg_mantel_haenszel('strata', x1, n1, x2, n2) FROM ucb;
-- zero cells: NULL and a flag; no row: NULL
SELECT quote(elg_mantel_haenszel('risk_ratio', 3, 5, 0, 4)), elg_mantel_haenszel('risk_ratio_flag', 3, 5, 0, 4),
       elg_mantel_haenszel('risk_difference', 3, 5, 0, 4), elg_mantel_haenszel('risk_difference_flag', 3, 5, 0, 0);
SELECT quote(elg_mantel_haenszel('p', x1, n1, x2, n2)), quote(elg_mantel_haenszel('strata', NULL, n1, x2, n2)) FROM ucb WHERE 0;
-- a window of two departments
SELECT dept, printf('%.6f', elg_mantel_haenszel('odds_ratio', x1, n1, x2, n2) OVER (ORDER BY dept ROWS 1 PRECEDING)) FROM ucb;
-- person-time: 41 events in 28,010 exposed years, 15 in 19,017 unexposed
CREATE TABLE spell(events, years, exposed);
INSERT INTO spell VALUES (40, 28000, 1), (1, 10, 1), (15, 19017, 0), (NULL, 5, 0);
SELECT printf('%.6f %.6f %.6f %.6f', elg_rate_ratio(events, years, exposed), elg_rate_ratio_low(events, years, exposed),
              elg_rate_ratio_high(events, years, exposed, 0.95), elg_rate_ratio_p(events, years, exposed)),
       quote(elg_rate_ratio_flag(events, years, exposed)) FROM spell;
SELECT quote(elg_rate_ratio(events, years, exposed)), elg_rate_ratio_flag(events, years, exposed) FROM spell WHERE exposed;
SELECT printf('%.6f', elg_mantel_haenszel('rate_ratio', 41, 28010, 15, 19017));
SELECT elg_mantel_haenszel('relative_risk', 1, 2, 3, 4);
SELECT elg_mantel_haenszel('risk_ratio', 3, 2, 3, 4);
SELECT elg_mantel_haenszel(CASE dept WHEN 'A' THEN 'p' ELSE 'chi2' END, x1, n1, x2, n2) FROM ucb;
SELECT elg_rate_ratio(1, -1, 1);
SELECT elg_rate_ratio(1, 1, 2);
SELECT elg_rate_ratio_low(1, 1, 1, 0);
-- the same as a table
SELECT measure, printf('%.6f %.6f %.6f %.6f %.6f', estimate, low, high, chi2, p), strata, quote(flag) FROM elg_mantel_haenszel('ucb');
SELECT measure, printf('%.6f', high - low) FROM elg_mantel_haenszel('ucb', '{"confidence":0.5}');
SELECT measure, quote(estimate), low IS NULL, strata, flag FROM elg_mantel_haenszel('SELECT 3 AS x1, 5 AS n1, 0 AS x2, 4 AS n2');
SELECT measure, quote(estimate), quote(p), strata, flag FROM elg_mantel_haenszel('SELECT * FROM ucb WHERE 0');
SELECT measure, printf('%.6f %.6f %.6f', estimate, low, high), quote(p), strata, quote(flag)
  FROM elg_mantel_haenszel('SELECT 41 AS events1, 28010 AS time1, 15 AS events2, 19017 AS time2', '{"measure":"rate"}');
SELECT * FROM elg_mantel_haenszel('SELECT 3 AS x1, 2 AS n1, 0 AS x2, 4 AS n2');
SELECT * FROM elg_mantel_haenszel('SELECT -3 AS x1, 2 AS n1, 0 AS x2, 4 AS n2');
SELECT * FROM elg_mantel_haenszel('ucb', '{"measure":"odds"}');
