-- Keeps what happened, for the record. What has a key happened once, however often it is told.
--
-- takes    change   its audits and caller: Brain.Domain.Sessions.SessionChange
--          src      the agent or door that the rows came by
-- called   v2.record_change
create or replace function v2.record_audits(sid uuid, at timestamptz, change jsonb, src text) returns void
language plpgsql as $$
begin
  insert into v2.audit_log (session_id, action, event_key, detail, at, source, metadata)
  select sid, a ->> 'action', a ->> 'event_key', a -> 'detail', at, src,
    jsonb_strip_nulls(jsonb_build_object('caller', change -> 'caller'))
  from jsonb_array_elements(change -> 'audits') a
  on conflict do nothing;
end $$;
