-- Counts sessions as the first page's heading tells them.
--
-- returns  live, all, dollars of the last 24 hours
-- called   DashboardStore.Counts
select (select count(*) from v2.sessions where status = 'active'), (select count(*) from v2.sessions),
  (select coalesce(sum(cost_usd), 0) from v2.cost_ledger c
   where c.session_id in (select id from v2.sessions where updated_at > public.brain_now() - interval '1 day')
     and c.used_at > public.brain_now() - interval '1 day');
