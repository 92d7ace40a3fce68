-- Writes the signs of drift in one decision, where drift stands now, and what was put aside.
--
-- takes    change   with the names of Brain.Domain.Drift.DriftChange
--          src      the agent or door that the rows came by
-- called   v2.record_change
create or replace function v2.record_drift(sid uuid, change jsonb, src text) returns void
language plpgsql as $$
begin
  if change ? 'drifts' then
    insert into v2.drift_events (session_id, turn_id, drift_type, event_key, detail, triggered_checkpoint, source)
    select sid, v2.turn_id(sid, d), d ->> 'drift_type', d ->> 'event_key', d ->> 'detail',
      coalesce((d ->> 'triggered_checkpoint')::boolean, false), src
    from jsonb_array_elements(change -> 'drifts') d
    on conflict do nothing;
  end if;
  if change ? 'parked' then
    perform v2.park_topics(sid, change -> 'parked', src);
  end if;
  if change ? 'drift' then
    insert into brain.drift_levels (session_id, level) values (sid, change -> 'drift')
    on conflict (session_id) do update set level = excluded.level;
  end if;
end $$;
