-- Concentration and network effects.
.mode list
CREATE TABLE credit(partner, minor);
INSERT INTO credit VALUES ('a', 5000), ('b', 3000), ('c', 2000), ('d', NULL);
SELECT elg_hhi(minor), printf('%.6f %.6f', elg_hhi_effective(minor), elg_hhi_normalised(minor)) FROM credit;
SELECT quote(elg_hhi(0)), quote(elg_hhi_normalised(5)), elg_hhi(5), quote(elg_hhi(NULL));
SELECT partner, printf('%.6f', elg_hhi(minor) OVER (ORDER BY partner ROWS 1 PRECEDING)) FROM credit;
-- deals: 100 with p and q, 60 with p, 90 with p, q and r
CREATE TABLE deal_partner(deal, partner, amount);
INSERT INTO deal_partner VALUES (1, 'p', 100), (1, 'q', 100), (2, 'p', 60), (3, 'p', 90), (3, 'q', 90), (3, 'r', 90);
CREATE VIEW shared AS SELECT *, count(*) OVER (PARTITION BY deal) AS partners FROM deal_partner;
SELECT partner, sum(1.0 * amount / partners), elg_spillover(amount, partners) FROM shared GROUP BY partner;
SELECT printf('%.6f', elg_spillover_index(amount, partners)) FROM shared;
SELECT elg_spillover_index(amount, partners) FROM shared WHERE partners = 1;
SELECT a.partner, b.partner, elg_interaction(a.amount, a.partners) FROM shared a JOIN shared b
  ON b.deal = a.deal AND b.partner > a.partner GROUP BY 1, 2;
SELECT elg_hhi(-1);
SELECT elg_hhi('much');
SELECT elg_spillover(1, 0);
SELECT elg_interaction(1, 1.5);
