-- Lists whom a session comes from, what came of it, and the sub-agents that worked in it, those too that called no tool.
--
-- takes    $1 uuid   session
-- returns  json      shape: Brain.Postgres.Dashboard.LineageLink
-- called   DashboardStore.Lineage
with recursive up as (
  select s.id, s.parent_session_id, s.lineage, 0 as step from v2.sessions s where s.id = $1
  union all select p.id, p.parent_session_id, p.lineage, up.step - 1 from up join v2.sessions p on p.id = up.parent_session_id where up.step > -10),
down as (
  select s.id, 0 as step from v2.sessions s where s.id = $1
  union all select c.id, down.step + 1 from down join v2.sessions c on c.parent_session_id = down.id where down.step < 5),
near as (
  select id, step from up where step < 0 union select id, step from down where step > 0 limit 40)
select jsonb_build_object('kind', 'session', 'id', s.id, 'step', n.step, 'how', s.lineage, 'name', coalesce(s.purpose, s.project_path), 'status', s.status,
  'count', s.turn_count)::text
from near n join v2.sessions s on s.id = n.id
union all
select jsonb_build_object('kind', 'agent', 'step', 0, 'name', coalesce(l.agent || ' ', '') || agent_id, 'count', coalesce(c.calls, 0), 'cost', l.cost)::text
from (select c.agent_id, count(*) as calls from v2.tool_calls c where c.session_id = $1 and c.agent_id is not null group by c.agent_id) c
full join (
  select l.agent_id, max(l.agent) as agent, sum(l.cost_usd) as cost from v2.cost_ledger l
  where l.session_id = $1 and l.agent_id is not null group by l.agent_id) l using (agent_id);
