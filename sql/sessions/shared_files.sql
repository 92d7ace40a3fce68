-- Lists files that two sessions changed within a day, the newest first, at most 3. What the first one goes on from counts as
-- its own.
--
-- Calls are found by their sessions: with an "or" the planner reads all calls that there are.
--
-- called   v2.orient_sessions
create or replace function v2.shared_files(one uuid, other uuid) returns table (target text)
language sql stable as $$
  with mine as (select one as id union all select s.parent_session_id from v2.sessions s where s.id = one and s.parent_session_id <> other),
  changed as (
    select c.session_id, c.target, c.started_at from v2.tool_calls c
    where c.session_id = any (array(select m.id from mine m) || other) and c.status = 'ok' and c.target is not null
      and c.started_at > public.brain_now() - interval '1 day' and v2.tool_kind(c.tool_kind, c.tool_name) in ('write', 'edit'))
  select c.target from changed c
  group by c.target
  having bool_or(c.session_id = other) and bool_or(c.session_id <> other)
  order by max(c.started_at) desc limit 3
$$;
