-- Says why nothing of a session can be undone, whatever it is; null when something can.
--
-- takes    num   a turn, or null for the whole session
create or replace function v2.undo_blocker(sid uuid, num int) returns text
language sql stable
return coalesce(
  case when not exists (select from v2.sessions where id = sid) then format('There is no session %s.', sid) end,
  (select format('History before %s is not kept any more (keep_history_days), so what was there before turn %s is not known.',
      to_char(h.kept_from, 'YYYY-MM-DD'), coalesce(num, 1))
   from brain.history_horizon h where v2.undo_began(sid, coalesce(num, 1)) < h.kept_from),
  (select format('A turn is under way: turn %s has not ended yet. Undo when it has.', t.turn_num)
   from v2.turns t join v2.sessions s on s.id = t.session_id
   where s.id = sid and s.status = 'active' and t.turn_num = s.turn_count and t.ended_at is null),
  (select 'Older turns of the session were imported after it, and all were numbered again. What comes after that can be undone.'
   from v2.sessions s
   where s.id = sid and v2.undo_began(sid, coalesce(num, 1)) < (s.metadata ->> 'renumbered_at')::timestamptz),
  (select case when s.turn_count = 0 then 'There is nothing left to undo: the session has no turn.'
      else format('The session has no turn %s: its last is turn %s.', num, s.turn_count) end
   from v2.sessions s
   where s.id = sid and num is not null and not exists (select from v2.turns t where t.session_id = sid and t.turn_num = num)));
