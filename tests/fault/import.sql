CREATE TABLE Account(Id, Name, Website, BillingCountry, ParentId, Type, CreatedDate, Color__c);
INSERT INTO Account VALUES ('001A0000006Vm9r', 'Acme Corp', 'acme.com', 'US', '', 'Customer', '2023-01-05T10:00:00.000+0000', 'red'),
  ('001A0000006Vm9s', 'Globex', '', '', '001A0000006Vm9rIAC', 'Technology Partner', 'yesterday', '');
CREATE TABLE Opportunity("Opportunity ID", "Account ID", "Opportunity Name", "Stage", "Amount", "Amount Currency", "Close Date", "Created Date");
INSERT INTO Opportunity VALUES ('006A0000006Vm9r', '001A0000006Vm9r', 'Deal', 'Closed Won', '1,234.50', 'USD', '3/25/2024', '1/25/2024');
SELECT elg_init();
-- sweep
SELECT elg_import('salesforce');
SELECT elg_publish('build/fault.db');
