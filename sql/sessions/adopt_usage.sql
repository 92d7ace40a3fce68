-- Gives a turn that has just begun what its prompt has used already: a slash command becomes a turn only later.
create or replace function v2.adopt_usage(sid uuid, prompt uuid) returns void
language plpgsql as $$
declare
  turn uuid := (select id from v2.turns where session_id = sid and prompt_id = prompt);
  touched uuid[];
begin
  with early as (
    select id, turn_id from v2.cost_ledger where session_id = sid and prompt_id = prompt and turn_id is distinct from turn),
  moved as (update v2.cost_ledger l set turn_id = turn from early where l.id = early.id returning early.turn_id)
  select array_agg(distinct turn_id) into touched from moved;
  if touched is not null then
    perform v2.sum_usage(sid, touched || turn);
  end if;
end $$;
