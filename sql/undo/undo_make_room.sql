-- Moves the turns that came since an undo behind those that it took away and that come back, with what personas said of them:
-- a session's turns are numbered in their order, without gaps.
--
-- takes    plan   what v2.undo_apply takes
-- called   v2.undo_write
create or replace function v2.undo_make_room(sid uuid, plan jsonb) returns void
language plpgsql as $$
declare
  first int;
  count int;
  t record;
begin
  select min(h.turn_num), count(*) into first, count
  from jsonb_to_recordset(plan) as p (tab text, id uuid, act text, was_at timestamptz)
  join v2.turns_history h on h.id = p.id and h.valid_from = p.was_at
  where p.tab = 'turns' and p.act = 'bring back';
  for t in select id, turn_num from v2.turns where session_id = sid and turn_num >= first order by turn_num desc loop
    perform v2.number_turn(sid, t.id, t.turn_num + count);
  end loop;
end $$;
