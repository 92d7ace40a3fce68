-- Notes sessions that telemetry tells of and no hook did, each once.
--
-- takes    $1 uuid[]   sessions      $2 timestamptz   when telemetry says it was      $3 text   the agent
-- called   TelemetryStore.Record
insert into v2.audit_log (action, event_key, detail, at, source)
select 'telemetry.stranger', n.id::text, '{}', $2, $3
from (select distinct unnest($1::uuid[]) as id) n
where not exists (select from v2.sessions s where s.id = n.id)
  and not exists (select from v2.audit_log a where a.session_id is null and a.action = 'telemetry.stranger' and a.event_key = n.id::text);
