.mode list
.nullvalue NULL
.headers on
SELECT column1 AS text, elg_domain(column1) AS domain, elg_is_freemail(column1) AS freemail,
       elg_is_shared_host(column1) AS shared
FROM (VALUES ('https://www.acme.co.uk:8080/about?x=1'), ('Jane Doe <jane@mail.acme.de>'), ('mailto:jane@gmail.com'),
             ('www.München.de'), ('XN--MNCHEN-3YA.DE'), ('acme.github.io'), ('github.io'), ('co.uk'), ('www.ck'),
             ('linkedin.com/company/acme'), ('10.0.0.1'), ('localhost'), ('acme'), (''), (NULL), (12.5), (x'61636d652e636f6d'),
             (x'00ff80'), ('acme.com' || char(0) || '.de'));
SELECT typeof(elg_domain('acme.com')), typeof(elg_is_freemail('acme.com'));
CREATE TABLE account(id, website);
CREATE INDEX account_domain ON account(elg_domain(website));
INSERT INTO account VALUES (1, 'http://www.acme.com/'), (2, 'acme.com.'), (3, 'acme.de');
PRAGMA trusted_schema = OFF;
SELECT id FROM account WHERE elg_domain(website) = elg_domain('sales@acme.com') ORDER BY id;
SELECT elg_domain(zeroblob(1000000)) IS NULL, elg_domain(hex(zeroblob(500000)) || '.com') IS NULL;
