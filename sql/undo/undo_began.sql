-- When a turn's time began: before anything that its first event wrote. null when the session has no such turn.
create or replace function v2.undo_began(sid uuid, num int) returns timestamptz
language sql stable
return (
  select least(t.created_at, (
    -- A turn that was written before the moment was noted began with the session's count of it.
    select min(v.valid_from) from (
      select s.turn_count, s.valid_from from v2.sessions s where s.id = sid
      union all select h.turn_count, h.valid_from from v2.sessions_history h where h.id = sid) v
    where v.turn_count = num and v.valid_from > t.created_at - interval '1 second'))
  from v2.turns t where t.session_id = sid and t.turn_num = num);
