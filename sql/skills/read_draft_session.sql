-- Reads what a skill is drafted from: a session's turns that are over, with the calls of their main line.
--
-- takes    $1 uuid   the session      $2 int, $3 int   the first and the last turn      $4 int   at most so many calls of a turn
-- returns  turn_num, status, asked: what a person typed, or null; answered; next: what was typed then; project_path;
--          kinds, tools, statuses, targets: of the calls, oldest first
-- called   SkillBuildStore.Turns
select t.turn_num, t.status, case when not t.metadata ? 'origin' then t.user_message end, left(t.assistant_response, 4000),
  (select n.user_message from v2.turns n where n.session_id = t.session_id and n.turn_num = t.turn_num + 1 and not n.metadata ? 'origin'),
  s.project_path, coalesce(c.kinds, '{}'), coalesce(c.tools, '{}'), coalesce(c.statuses, '{}'), coalesce(c.targets, '{}')
from v2.turns t join v2.sessions s on s.id = t.session_id
left join lateral (
  select array_agg(v2.tool_kind(k.tool_kind, k.tool_name) order by k.started_at, k.id) as kinds, array_agg(k.tool_name order by k.started_at, k.id) as tools,
    array_agg(k.status order by k.started_at, k.id) as statuses, array_agg(coalesce(k.target, '') order by k.started_at, k.id) as targets
  from (
    select * from v2.tool_calls k where k.turn_id = t.id and k.agent_id is null and k.status <> 'archived' order by k.started_at, k.id limit $4) k) c on true
where t.session_id = $1 and t.turn_num between $2 and $3 and t.status <> 'archived'
order by t.turn_num
limit 500;
