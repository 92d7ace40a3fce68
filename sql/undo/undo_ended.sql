-- When a turn's time was over: as the next turn began, or for the last turn a minute after its session had ended, since the
-- work that a session leaves behind (comments, /done) is its own. null for a turn whose time is not over.
create or replace function v2.undo_ended(sid uuid, num int) returns timestamptz
language sql stable as $$
  select coalesce(
  v2.undo_began(sid, num + 1),
  (select min(v.valid_from) + interval '1 minute'
   from (
     select s.status, s.valid_from from v2.sessions s where s.id = sid
     union all select h.status, h.valid_from from v2.sessions_history h where h.id = sid) v
   where v.status <> 'active' and (select s.status from v2.sessions s where s.id = sid) <> 'active'
     and v.valid_from > coalesce(
       (select max(h.valid_from) from v2.sessions_history h where h.id = sid and h.status = 'active'), '-infinity')))
$$;
