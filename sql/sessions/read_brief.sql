-- Reads what another agent must know to go on with a session.
--
-- takes    $1 uuid   session
-- returns  jsonb     shape: Brain.Domain/Sessions/SessionBrief.cs; no row when there is no such session
-- called   SessionStore.Brief
select jsonb_build_object(
  'session_id', s.id, 'project', s.project_path, 'agent', s.source, 'mode', s.mode, 'purpose', s.purpose,
  'turns', (
    select coalesce(jsonb_agg(jsonb_build_object('turn', t.turn_num, 'status', t.status, 'asked', left(t.user_message, 600),
      'answered', left(t.assistant_response, 800), 'error', left(t.error_note, 300)) order by t.turn_num desc), '[]')
    from (select * from v2.turns where session_id = s.id order by turn_num desc limit 6) t),
  'files', (
    select coalesce(jsonb_agg(f.target order by f.last desc), '[]')
    from (
      select target, max(started_at) as last from v2.tool_calls
      where session_id = s.id and status = 'ok' and v2.tool_kind(tool_kind, tool_name) in ('write', 'edit') and target is not null
      group by target order by last desc limit 12) f),
  'failed', (
    select coalesce(jsonb_agg(jsonb_build_object('tool', c.tool_name, 'target', c.target, 'why', left(c.error, 300)) order by c.last desc), '[]')
    from (
      select tool_name, target, max(error) as error, max(started_at) as last from v2.tool_calls
      where session_id = s.id and status = 'errored'
      group by tool_name, target order by last desc limit 6) c),
  'rejected', (
    select coalesce(jsonb_agg(jsonb_build_object('tool', c.tool_name, 'target', c.target) order by c.last desc), '[]')
    from (
      select tool_name, target, max(started_at) as last from v2.tool_calls
      where session_id = s.id and status = 'denied'
      group by tool_name, target order by last desc limit 6) c),
  'learnt', (
    select coalesce(jsonb_agg(left(l.text, 300) order by l.created_at desc), '[]')
    from (
      select text, created_at from v2.learnings where session_id = s.id and status <> 'archived'
      order by created_at desc limit 5) l))
from v2.sessions s
where s.id = $1;
