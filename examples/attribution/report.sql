-- deals: 40 deals, won or lost. touches: what four partners did on them, and in which role. Money in cents.
.import --csv deals.csv deals
.import --csv touches.csv touches
.mode box

.print One deal of $200,000 with three partners: the role split in its three modes, to the cent
SELECT m.mode, coalesce(s.partner, '(direct)') AS partner, s.role, printf('%.4f', s.share) AS percent, s.credit_minor
FROM (SELECT 'mid' AS mode UNION ALL SELECT 'fill' UNION ALL SELECT 'engage') m
CROSS JOIN elg_role_split(20000000, '[{"partner":"acme","role":"sourcing","influence":0.8},
  {"partner":"globex","role":"technical","influence":0.5},{"partner":"initech","role":"influencing","influence":0}]', m.mode) s;

.print
.print All won deals by role: the credits and the direct share add up to the amount of every deal
CREATE TEMP TABLE split AS
SELECT d.deal, d.amount_minor + 0 AS amount_minor, s.partner, s.role, s.credit_minor
FROM (SELECT d.deal, d.amount_minor, elg_partners(t.partner, t.role) AS partners
      FROM deals d JOIN touches t ON t.deal = d.deal WHERE d.outcome = 'won' GROUP BY d.deal) d
CROSS JOIN elg_role_split(d.amount_minor + 0, d.partners, 'mid') s;
SELECT coalesce(partner, '(direct)') AS partner, count(DISTINCT deal) AS deals, sum(credit_minor) AS credit_minor
FROM split GROUP BY partner
UNION ALL SELECT 'all', count(DISTINCT deal), sum(credit_minor) FROM split
UNION ALL SELECT 'amount', count(*), sum(amount_minor) FROM deals WHERE outcome = 'won';

.print
.print The same deals under the touch models
SELECT partner, sum(first_minor) AS first, sum(last_minor) AS last, sum(linear_minor) AS linear, sum(u_minor) AS u,
  sum(decay_minor) AS decay
FROM elg_attribution('SELECT d.deal, d.amount_minor + 0 AS amount_minor, t.touch, t.partner, t.type, t.at
                      FROM deals d JOIN touches t ON t.deal = d.deal WHERE d.outcome = ''won''')
GROUP BY partner ORDER BY partner;

.print
.print From won and lost deals together: what would be lost without a partner (Markov), and its fair share (Shapley)
CREATE TEMP TABLE journey AS
SELECT path, sum(won) AS conversions, sum(NOT won) AS nulls, sum(won * amount_minor) AS value FROM (
  SELECT d.deal, d.outcome = 'won' AS won, d.amount_minor, group_concat(t.partner, ' > ') AS path
  FROM deals d JOIN (SELECT * FROM touches ORDER BY deal, at, touch) t ON t.deal = d.deal GROUP BY d.deal)
GROUP BY path;
SELECT m.channel AS partner, printf('%.3f', m.removal_effect) AS removal_effect, printf('%.3f', m.conversions) AS markov_deals,
  printf('%.1f to %.1f', m.conversions * m.share_low / m.share, m.conversions * m.share_high / m.share) AS interval_95,
  printf('%.3f', s.credit) AS shapley_deals, printf('%.3f', p.credit) AS shao_li_deals
FROM elg_markov('journey', 1, '{"replicates":1000}') m JOIN elg_shapley('journey') s ON s.channel = m.channel
  JOIN elg_shapley('journey', '{"mode":"shao_li"}') p ON p.channel = m.channel ORDER BY m.channel;

.print
.print Do a deal's last two partners say more than the last one? Order 1 has the lower BIC: forty deals do not show it
SELECT markov_order, states, printf('%.1f', log_likelihood) AS log_likelihood, printf('%.1f', bic) AS bic, printf('%.3f', auc) AS auc
FROM elg_markov_order('journey', 2);

.print
.print The chain as a heat map: from the partner in the row to that in the column, or to the end
SELECT from_state, printf('%.2f', total(probability * (channel IS 'acme'))) AS acme, printf('%.2f', total(probability * (channel IS 'globex'))) AS globex,
  printf('%.2f', total(probability * (channel IS 'initech'))) AS initech, printf('%.2f', total(probability * (channel IS 'umbra'))) AS umbra,
  printf('%.2f', total(probability * (to_state = '(conversion)'))) AS won, printf('%.2f', total(probability * (to_state = '(null)'))) AS lost
FROM elg_transitions('journey') GROUP BY from_state ORDER BY from_state;

.print
.print Influence of each partner on one deal at its last touch: weights halve every 30 days
SELECT partner, count(*) AS touches, printf('%.4f', elg_influence(type, weight, at, (SELECT max(at) FROM touches WHERE deal = 'D07'))) AS score,
  printf('%.3f', elg_influence_neff(type, weight, at, (SELECT max(at) FROM touches WHERE deal = 'D07'))) AS effective_touches
FROM (SELECT *, CASE type WHEN 'introduction' THEN 5 WHEN 'joint_call' THEN 4 WHEN 'case_study' THEN 1.5 ELSE 3 END AS weight FROM touches)
WHERE deal = 'D07' GROUP BY partner;
