-- Gives rows of a session that hang on no turn to the turn that they are of, now that more turns are known: usage that was read
-- before its turn was, and calls of sub-agents whose files came first.
--
-- called   v2.import_session
create or replace function v2.settle_rows(sid uuid) returns void
language plpgsql as $$
declare
  touched uuid[];
begin
  with settled as (
    update v2.cost_ledger l set turn_id = v2.turn_of_usage(sid, l.prompt_id, l.used_at)
    where l.session_id = sid and l.turn_id is null and not l.metadata ? 'undone_turn_id'
      and v2.turn_of_usage(sid, l.prompt_id, l.used_at) is not null
    returning l.turn_id)
  select array_agg(distinct turn_id) into touched from settled;
  if touched is not null then
    perform v2.sum_usage(sid, touched);
  end if;
  with settled as (
    update v2.tool_calls c set turn_id = v2.turn_of_usage(sid, null, c.started_at)
    where c.session_id = sid and c.turn_id is null and v2.turn_of_usage(sid, null, c.started_at) is not null
    returning c.turn_id)
  update v2.turns t set tool_calls_count = t.tool_calls_count + s.added
  from (select turn_id, count(*) as added from settled group by turn_id) s
  where t.id = s.turn_id and t.ended_at is not null;
end $$;
