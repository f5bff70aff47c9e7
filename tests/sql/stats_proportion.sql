-- Intervals and tests of proportions: values, NULL, errors.
.mode list
SELECT printf('%.12f %.12f', elg_wilson_low(81, 263), elg_wilson_high(81, 263));
SELECT elg_wilson_low(0, 20), elg_wilson_high(29, 29), printf('%.6f', elg_wilson_high('1', '29', 0.99));
SELECT printf('%.12f %.12f', elg_wilson_corrected_low(81, 263), elg_wilson_corrected_high(81, 263));
SELECT printf('%.4f %.4f', elg_newcombe_low(56, 70, 48, 80), elg_newcombe_high(56, 70, 48, 80));
SELECT printf('%.6f %.6f %.6f', elg_risk_ratio(7, 34, 1, 34), elg_risk_ratio_low(7, 34, 1, 34), elg_risk_ratio_high(7, 34, 1, 34));
SELECT printf('%.6f %.6f', elg_risk_ratio_score_low(7, 34, 1, 34), elg_risk_ratio_score_high(7, 34, 1, 34));
SELECT printf('%.12f %.12f', elg_two_proportion_p(56, 70, 48, 80), elg_fisher_p(56, 70, 48, 80));
-- undefined: no trials, a zero cell
SELECT quote(elg_wilson_low(0, 0)), quote(elg_newcombe_low(1, 2, 0, 0)), quote(elg_risk_ratio(3, 9, 0, 9)),
       quote(elg_risk_ratio_low(0, 9, 3, 9)), quote(elg_risk_ratio_score_high(3, 9, 0, 9)),
       quote(elg_two_proportion_p(0, 5, 0, 5)), quote(elg_fisher_p(0, 0, 1, 5));
-- NULL in, NULL out
SELECT quote(elg_wilson_low(NULL, 5)), quote(elg_wilson_low(1, 5, NULL)), quote(elg_fisher_p(1, 2, NULL, 3));
SELECT elg_wilson_low(5, 3);
SELECT elg_wilson_high(-1, 3);
SELECT elg_wilson_low('one', 3);
SELECT elg_wilson_low(x'00ff', 3);
SELECT elg_wilson_low(9e999, 9e999);
SELECT elg_wilson_low(1, 3, 95);
SELECT elg_newcombe_low(1, 3, 4, 2);
SELECT elg_fisher_p(1.5, 3, 1, 3);
