-- Keeps that a session was told of learnings at its start: they are not told again.
--
-- takes    facts    what v2.orientation told
-- called   v2.record_change
create or replace function v2.record_oriented(sid uuid, facts jsonb) returns void
language sql as $$
  insert into brain.heard_facts (session_id, fact_id, turn_num)
  select sid, (l ->> 'id')::uuid, 0 from jsonb_array_elements(facts -> 'learnt') l
  on conflict do nothing;
$$;
