-- Keeps which facts a session was told, and takes back what it was told with a prompt whose answer nobody got.
--
-- takes    change   with the names of Brain.Domain.Knowledge.KnowledgeChange
-- called   v2.record_change
create or replace function v2.record_knowledge(sid uuid, change jsonb) returns void
language plpgsql as $$
begin
  delete from brain.heard_facts h where h.session_id = sid and h.turn_num = (change ->> 'unheard_turn')::int;
  insert into brain.heard_facts (session_id, fact_id, turn_num)
  select sid, f.fact, f.turn_num
  from (select distinct on (h.fact) h.fact, h.turn_num from jsonb_to_recordset(change -> 'heard_facts') as h (fact uuid, turn_num int)
    order by h.fact, abs(h.turn_num) desc, h.turn_num) f
  -- What was judged anew since is told anew.
  on conflict (session_id, fact_id) do update set turn_num = excluded.turn_num, heard_at = excluded.heard_at;
end $$;
