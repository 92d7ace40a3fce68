-- Keeps what agents' telemetry tells beside usage, for the record: each happening once, of sessions that are known.
--
-- takes    $1 uuid[]   sessions      $2 text[]  actions     $3 text[]  what makes a repeat the same, or null
--          $4 text[]   details, as JSON objects             $5 timestamptz[]  when    $6 text[]  the agent of each
-- returns  how many were of sessions that nobody knows
-- called   TelemetryStore.Record
with told as (
  select t.*, s.id as known
  from unnest($1, $2, $3, $4, $5, $6) as t (session_id, action, event_key, detail, at, agent) left join v2.sessions s on s.id = t.session_id),
written as (
  insert into v2.audit_log (session_id, action, event_key, detail, at, source)
  select known, action, event_key, detail::jsonb, at, agent from told where known is not null
  on conflict do nothing)
select count(*) from told where known is null;
