-- Reads the last turns of a session, or of a project, with what is kept of their tool calls.
--
-- takes    $1 uuid   session, or null      $2 text   the project's folder, or null for every project      $3 int   at most so many
-- returns  jsonb     [shape: Brain.Domain/Personas/RuleTrial.cs, TriedTurn], oldest first; 200 calls a turn
-- called   PersonaStore.LastTurns
select coalesce(jsonb_agg(jsonb_build_object(
  'num', t.turn_num, 'session', t.session_id, 'project', t.project_path, 'asked', t.user_message, 'answered', t.assistant_response,
  'calls', (
    select coalesce(jsonb_agg(jsonb_build_object('tool', c.tool_name, 'kind', v2.tool_kind(c.tool_kind, c.tool_name), 'target', c.target) order by c.started_at), '[]')
    from (select * from v2.tool_calls k where k.turn_id = t.id and k.target is not null order by k.started_at limit 200) c))
  order by t.started_at), '[]')
from (
  select u.*, s.project_path from v2.turns u join v2.sessions s on s.id = u.session_id
  where u.ended_at is not null and (u.session_id = $1 or ($1::uuid is null and ($2::text is null or s.project_key = v2.project_key($2))))
  order by u.started_at desc limit $3) t;
