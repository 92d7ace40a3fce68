-- What of a session's own cap in dollars is used: the larger count of ledger and request gate, for each may lag behind the other, and
-- what those used that it goes on from. The gate goes on from what the ledger had before it. Decisions go by the same
-- (Brain.Domain/Sessions/Usage/SpendStanding.cs).
--
-- takes    sid   a session
-- called   v2.inherit_session, list_live_sessions.sql, list_session_caps.sql, read_session.sql
create or replace function v2.spent_of_cap(sid uuid) returns numeric
language sql stable as $$
  select coalesce(greatest(sum(u.usd) filter (where u.told_by <> 'gate'), coalesce(sum(u.usd) filter (where u.told_by = 'gate'), 0)
      + coalesce((select sum(b.usd) from brain.used_before_gate b where b.session_id = sid), 0)), 0)
    + coalesce((select (s.metadata ->> 'usd_before')::numeric from v2.sessions s where s.id = sid), 0)
  from brain.used u
  where u.session_id = sid;
$$;
