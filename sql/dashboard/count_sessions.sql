-- Counts sessions as the first page's heading tells them.
--
-- returns  live, all, dollars of the last 24 hours
-- called   DashboardStore.Counts
select (select count(*) from v2.sessions where status = 'active'), (select count(*) from v2.sessions),
  (select coalesce(sum(u.usd), 0) from v2.used_told() u where u.bucket > (select public.brain_now() - interval '1 day'));
