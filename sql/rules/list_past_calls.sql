-- Lists tool calls as far as they are kept, newest first, for a rule to be rehearsed on.
--
-- takes    $1 text[]   kinds, or null for any     $2 text   project, or null for every one
--          $3 timestamptz   since when            $4 int    at most so many
-- returns  session_id, started_at, tool_name, kind, target, project_path
-- called   RuleStore.PastCalls
select c.session_id, c.started_at, c.tool_name, v2.tool_kind(c.tool_kind, c.tool_name), c.target, s.project_path
from v2.tool_calls c join v2.sessions s on s.id = c.session_id
where c.started_at > $3 and c.target is not null and ($1::text[] is null or v2.tool_kind(c.tool_kind, c.tool_name) = any ($1))
  and ($2::text is null or s.project_key = v2.project_key($2))
order by c.started_at desc, c.id
limit $4;
