-- Tells which hooks an agent's telemetry said are registered, in the newest session that it said any of, and how many sessions it
-- told of in a while that no hook ever told of.
--
-- takes    $1 text         the agent      $2 timestamptz   not before then
-- returns  session, when, events, strangers, when the newest was heard of first; no row when telemetry told of nothing
-- called   TelemetryStore.HooksTold
with newest as (
  select a.session_id, max(a.created_at) as at from v2.audit_log a
  where a.action = 'hook.registered' and a.created_at >= $2 and a.source = $1 and a.session_id is not null
  group by 1 order by 2 desc limit 1),
strangers as (
  select count(distinct a.event_key) as sessions, max(a.at) as at from v2.audit_log a
  where a.session_id is null and a.action = 'telemetry.stranger' and a.created_at >= $2 and a.source = $1
    and not exists (select from v2.sessions s where s.id::text = a.event_key))
select n.session_id, n.at, array(
    select distinct a.detail ->> 'hook_event' from v2.audit_log a
    where a.session_id = n.session_id and a.action = 'hook.registered' and a.detail ? 'hook_event' order by 1),
  s.sessions, s.at
from strangers s left join newest n on true
where n.session_id is not null or s.sessions > 0;
