SELECT elg_domain('jane@mail.acme.co.uk');
SELECT group_concat(part, '+') FROM elg_allocate(100, '[1,1,1]');
SELECT printf('%.1f', elg_median(column1)) FROM (VALUES (1), (2), (10));
