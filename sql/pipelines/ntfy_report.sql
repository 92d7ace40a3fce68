-- How messages to people's ntfy do.
--
-- returns  one row: how many wait, how many of those failed at least once, how many were given up and sent in 7 days, and why the
--          newest of those that failed did
-- called   NotificationStore.Report
select
  count(*) filter (where status = 'pending')::int,
  count(*) filter (where status = 'pending' and error is not null)::int,
  count(*) filter (where status = 'failed')::int,
  count(*) filter (where status = 'sent')::int,
  (array_agg(error order by updated_at desc) filter (where status <> 'sent' and error is not null))[1]
from v2.notifications
where status = 'pending' or coalesce(sent_at, updated_at) > public.brain_now() - interval '7 days';
