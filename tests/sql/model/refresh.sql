.read sql/refresh_fact.sql
.read sql/refresh_influence.sql
.read sql/refresh_deal.sql
.read sql/refresh_account.sql
.read sql/refresh_credit.sql
.read sql/refresh_snapshot.sql
