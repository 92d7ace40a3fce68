-- Reads what a hand-off tells of one turn.
--
-- takes    $1 uuid   session
--          $2 uuid   the turn's prompt, or null for the newest turn that has ended
-- returns  jsonb     shape: Brain.Domain/Review/HandOff.cs; no row when there is no such turn
-- called   SessionStore.HandOff
select jsonb_build_object(
  'session_id', s.id, 'turn', t.turn_num, 'status', t.status, 'ended_at', coalesce(t.ended_at, t.updated_at),
  'project', s.project_path, 'purpose', s.purpose, 'provisional', coalesce((s.metadata ->> 'provisional')::boolean, false),
  'asked', t.user_message, 'answered', t.assistant_response, 'error', t.error_note,
  'tools', (
    select coalesce(jsonb_agg(jsonb_build_object('name', c.tool_name, 'count', c.count, 'failed', c.failed, 'refused', c.refused) order by c.first), '[]')
    from (
      select tool_name, count(*), count(*) filter (where status = 'errored') as failed,
        count(*) filter (where status = 'denied') as refused, min(started_at) as first
      from v2.tool_calls where turn_id = t.id group by tool_name) c),
  'undone', v2.undone_calls(t.id),
  'files', (
    select coalesce(jsonb_agg(f.target order by f.first), '[]')
    from (
      select target, min(started_at) as first
      from v2.tool_calls
      where turn_id = t.id and status = 'ok' and v2.tool_kind(tool_kind, tool_name) in ('write', 'edit')
      group by target order by first limit 20) f))
from v2.turns t join v2.sessions s on s.id = t.session_id
where t.session_id = $1 and (t.prompt_id = $2 or ($2 is null and t.ended_at is not null))
order by t.turn_num desc
limit 1;
