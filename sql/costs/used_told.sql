-- What was used, as pages tell it: by the ledger, and in sessions whose transcript nobody could read by the request gate. Of a
-- session that both tell of, what the gate told is left out, for it is the same once more.
--
-- returns  rows of brain.used
-- called   v2.gate_turns, count_sessions.sql, find_sessions.sql, list_live_sessions.sql, list_outcomes.sql, read_session.sql;
--          v2.used_between has the same rule, as a join, for it reads many and what lies beside whole quarters of an
--          hour
create or replace function v2.used_told() returns setof brain.used
language sql stable as $$
  select u.*
  from brain.used u
  -- A session's rows are few and have an index: this is asked of each row, and no table of all sessions is made for it.
  where u.told_by <> 'gate' or (
    select true from brain.used l where l.session_id = u.session_id and l.told_by <> 'gate' and l.requests > 0 limit 1) is null;
$$;
