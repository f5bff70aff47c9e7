.read tests/sql/model/company.sql
SELECT elg_refresh();
-- sweep
SELECT elg_init();
SELECT elg_refresh();
SELECT * FROM metric_board;
