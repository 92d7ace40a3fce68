-- Reads one session for a person's eyes. takes $1 uuid; no row when there is none. called SessionStore.Find
select id, status, project_path, purpose, mode, started_at, updated_at, turn_count, tokens_total, budget_cap,
  (select c.gone_at from v2.claude_sessions c where c.session_id = s.id) as transcript_gone_at
from v2.sessions s
where id = $1;
