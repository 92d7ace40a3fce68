-- Does a plan and keeps a row of it. The session's row is locked by the caller.
--
-- takes    note   the v2.undos row: scope, turn_num, with_later, direction, undoes, undone_by
--          plan   what v2.undo_apply takes
-- returns  {"undo_id": uuid, "lines": plan}
create or replace function v2.undo_write(sid uuid, note jsonb, plan jsonb) returns jsonb
language plpgsql as $$
declare
  written uuid;
begin
  perform v2.undo_make_room(sid, plan);
  perform v2.undo_apply(sid, plan);
  perform v2.undo_close_gaps(sid);
  insert into v2.undos (session_id, scope, turn_num, with_later, direction, undoes, plan, at, undone_by, source)
  select sid, n.scope, n.turn_num, n.with_later, n.direction, n.undoes, plan, public.brain_now(), n.undone_by, n.undone_by
  from jsonb_to_record(note) as n (scope text, turn_num int, with_later boolean, direction text, undoes uuid, undone_by text)
  returning id into written;
  -- A checkpoint may ask about a turn that is no more.
  update brain.drift_levels set level = level - 'open' - 'held' where session_id = sid;
  update v2.undos set status = 'taken_back' where id = (note ->> 'undoes')::uuid;
  return jsonb_build_object('undo_id', written, 'lines', plan);
end $$;
