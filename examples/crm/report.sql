-- The company's data ends on 2026-06-30: that is its present.
UPDATE elg_setting SET value = '2026-06-30 23:59:59' WHERE name = 'as_of';
