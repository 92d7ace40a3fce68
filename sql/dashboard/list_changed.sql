-- Lists sessions that changed since a moment, or of which something did: what was logged or decided of them, and of the newest
-- turn of live ones the turn itself and its calls. By indexes alone, for it is asked every second while somebody looks.
--
-- takes    $1 timestamptz   after this moment      $2 int   at most so many
--          $3 int           live sessions whose newest turn is looked at, the most recently changed
-- returns  id, when; one row for each change, the newest first
-- called   DashboardStore.Changed
with newest as materialized (
  select t.id, t.session_id, t.updated_at
  from (select s.id from v2.sessions s where s.status = 'active' order by s.updated_at desc limit $3) s
  cross join lateral (
    select t.id, t.session_id, t.updated_at from v2.turns t where t.session_id = s.id order by t.turn_num desc limit 1) t)
select s.id, s.updated_at as at from v2.sessions s where s.updated_at > $1
union select n.session_id, n.updated_at from newest n where n.updated_at > $1
union select n.session_id, c.updated_at from newest n join v2.tool_calls c on c.turn_id = n.id where c.updated_at > $1
union select a.session_id, a.created_at from v2.audit_log a where a.created_at > $1 and a.session_id is not null
union select d.session_id, d.created_at from v2.decisions d where d.created_at > $1
order by at desc limit $2;
