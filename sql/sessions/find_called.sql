-- Finds the sessions whose ids begin with some digits, the most recently changed first.
--
-- takes    $1 uuid   the lowest id that begins so      $2 uuid   the highest
--          $3 int    at most so many
-- called   SessionStore.Called
select id, status, project_path, purpose, mode, started_at, updated_at, turn_count, tokens_total, budget_cap,
  (select c.gone_at from v2.claude_sessions c where c.session_id = s.id) as transcript_gone_at
from v2.sessions s
where id between $1 and $2
order by updated_at desc
limit $3;
