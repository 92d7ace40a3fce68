-- Reads the price lists by which the ledger's rows may be priced.
--
-- returns  text   JSON, an array of Brain.Domain/Sessions/Usage/PriceList.cs; no row when nobody said any yet
-- called   PriceStore.Known
select lists::text from brain.prices_in_force;
