-- Counts sessions as the first page's heading tells them.
--
-- returns  live, all, dollars of the last 24 hours
-- called   DashboardStore.Counts
select (select count(*) from v2.sessions where status = 'active'), (select count(*) from v2.sessions),
  (select coalesce(sum(usd), 0) from brain.used where told_by <> 'gate' and bucket > public.brain_now() - interval '1 day');
