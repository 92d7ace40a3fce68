-- What of a session's cap on tokens is used: the larger count of transcript and request gate, for each may lag behind the other, and
-- what those used that it goes on from. The gate goes on from what the transcript had told before it. Decisions go by the same
-- (Brain.Domain/Sessions/Session.cs).
--
-- takes    sid   a session
-- called   v2.inherit_session, list_live_sessions.sql, read_session.sql, read_status_line.sql
create or replace function v2.tokens_of_cap(sid uuid) returns bigint
language sql stable as $$
  select coalesce((s.metadata ->> 'used_before')::bigint, 0) + greatest(s.tokens_total,
    coalesce((select sum(u.input + u.output) from brain.used u where u.session_id = sid and u.told_by = 'gate'), 0)
      + coalesce((select sum(b.tokens) from brain.used_before_gate b where b.session_id = sid), 0))::bigint
  from v2.sessions s
  where s.id = sid;
$$;
