-- takes    $1 bool   whether messages that name no topic can be sent
-- returns  seconds until the next message is due, 0 or less when one is due now; null when none waits
-- called   NotificationStore.NextIn
select extract(epoch from min(next_at) - public.brain_now())::float8 from v2.notifications where status = 'pending' and (topic is not null or $1);
