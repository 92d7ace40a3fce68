-- Gives a turn that has just begun what its prompt has used already: a slash command becomes a turn only later.
create or replace function v2.adopt_usage(sid uuid, prompt uuid) returns void
language plpgsql as $$
declare
  turn uuid := (select id from v2.turns where session_id = sid and prompt_id = prompt);
  touched uuid[] := array(
    select distinct turn_id from v2.cost_ledger where session_id = sid and prompt_id = prompt and turn_id is distinct from turn);
begin
  if cardinality(touched) > 0 then
    update v2.cost_ledger set turn_id = turn where session_id = sid and prompt_id = prompt and turn_id is distinct from turn;
    perform v2.sum_usage(sid, touched || turn);
  end if;
end $$;
