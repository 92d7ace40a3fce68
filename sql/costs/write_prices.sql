-- Keeps the price lists by which the ledger's rows may be priced from now on.
--
-- takes    $1 jsonb   as read_prices.sql tells them
-- called   PriceStore.Keep
insert into brain.prices_in_force (lists, at) values ($1, public.brain_now())
on conflict (one) do update set lists = excluded.lists, at = excluded.at;
