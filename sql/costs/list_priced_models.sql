-- Lists the models that the ledger has requests of.
--
-- returns  model
-- called   PriceStore.Models
select distinct model from brain.used where told_by <> 'gate' and (requests, usd, unpriced) <> (0, 0, 0) order by model;
