-- Numbers a session's turns without gaps after some were brought back or removed, and counts them.
--
-- called   v2.undo_write
create or replace function v2.undo_close_gaps(sid uuid) returns void
language plpgsql as $$
declare
  t record;
begin
  for t in
    select n.id, n.place from (
      select id, turn_num, row_number() over (order by turn_num)::int as place from v2.turns where session_id = sid) n
    where n.turn_num <> n.place order by n.place
  loop
    perform v2.number_turn(sid, t.id, t.place);
  end loop;
  update v2.sessions s set turn_count = n.turns
  from (select count(*)::int as turns from v2.turns where session_id = sid) n
  where s.id = sid and s.turn_count <> n.turns;
end $$;
