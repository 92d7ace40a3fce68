-- Keeps that a session was told of learnings at its start, or as it went on: they are not told again. That stands
-- behind the prompt of the turn it has come to, as what a call told does.
--
-- takes    facts    what v2.orientation told
-- called   v2.record_change
create or replace function v2.record_oriented(sid uuid, facts jsonb) returns void
language sql as $$
  insert into brain.heard_facts (session_id, fact_id, turn_num)
  select distinct sid, (l ->> 'id')::uuid, -s.turn_count
  from jsonb_array_elements(facts -> 'learnt') l join v2.sessions s on s.id = sid
  on conflict (session_id, fact_id) do update set turn_num = excluded.turn_num, heard_at = excluded.heard_at;
$$;
