-- Numbers a session's turns by their time, once older ones were found. Who holds the session's state reads it again.
--
-- takes    live   hooks told of the session: what was changed before is then no more undone by numbers
-- called   v2.import_turns
create or replace function v2.renumber_turns(sid uuid, live boolean) returns void
language plpgsql as $$
declare
  -- Out of the way first: two turns never have one number.
  away int := (select max(turn_num) from v2.turns where session_id = sid);
begin
  with nums as materialized (
    select id, turn_num, row_number() over (order by started_at, turn_num) as num from v2.turns where session_id = sid
  ), comments as (
    update v2.persona_comments c set turn_num = away + n.num from nums n
    where c.session_id = sid and c.turn_num = n.turn_num and n.num <> n.turn_num
  )
  update v2.turns t set turn_num = away + n.num from nums n where t.id = n.id and n.num <> n.turn_num;
  update v2.turns set turn_num = turn_num - away where session_id = sid and turn_num > away;
  update v2.persona_comments set turn_num = turn_num - away where session_id = sid and turn_num > away;
  if live then
    update v2.sessions set metadata = metadata || jsonb_build_object('renumbered_at', public.brain_now()) where id = sid;
  end if;
end $$;
