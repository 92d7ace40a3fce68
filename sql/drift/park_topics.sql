-- Keeps matters that were put aside at a checkpoint, as open items. Put aside again they are one.
--
-- takes    parked   Brain.Domain.Drift.ParkedRow
-- called   v2.record_drift
create or replace function v2.park_topics(sid uuid, parked jsonb, src text) returns void
language sql as $$
  insert into v2.learnings (session_id, persona_id, project_path, text, kind, status, source, metadata)
  select sid, (select p.id from v2.personas p where p.id = m.persona_id), s.project_path, m.text, 'parked', 'unreviewed', src,
    jsonb_build_object('key', m.key)
  from jsonb_to_recordset(parked) as m (persona_id uuid, text text, key text) join v2.sessions s on s.id = sid
  where not exists (select from v2.learnings l where l.session_id = sid and l.metadata ->> 'key' = m.key)
$$;
