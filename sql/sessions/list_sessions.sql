-- Lists sessions, the most recently changed first.
--
-- takes    $1 text   a folder of the project, or its key, or null for every project
--          $2 bool   also those that are not active
--          $3 int    at most so many
-- called   SessionStore.List
select id, status, project_path, purpose, mode, started_at, updated_at, turn_count, tokens_total, budget_cap,
  (select c.gone_at from v2.claude_sessions c where c.session_id = s.id) as transcript_gone_at
from v2.sessions s
where ($1::text is null or project_key = v2.project_key($1)) and ($2 or status = 'active')
order by updated_at desc
limit $3;
