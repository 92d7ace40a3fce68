-- Tells the time by the database's clock, by which rows are stamped.
--
-- returns  timestamptz
-- called   DashboardStore.Now
select public.brain_now();
