-- Gives a turn another number, and what personas said of it too.
--
-- called   v2.undo_make_room, v2.undo_close_gaps
create or replace function v2.number_turn(sid uuid, turn uuid, num int) returns void
language plpgsql as $$
begin
  update v2.turns set turn_num = num where id = turn;
  update v2.persona_comments set turn_num = num where session_id = sid and turn_id = turn;
end $$;
