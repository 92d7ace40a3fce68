-- Lists what was done again for nothing: the same call with the same input, and files read over and over, in one session.
-- What a repeat cost is the mean of its turn's model requests, for each made one more of them.
--
-- takes    $1 timestamptz   since then      $2 int   at most so many of each kind
-- returns  kind (call or file), session, what, how often, dollars of the repeats or null
-- called   DashboardStore.Waste
with calls as (
  select c.session_id, c.turn_id, c.tool_name, c.input_digest, c.target, c.started_at, v2.tool_kind(c.tool_kind, c.tool_name) as kind
  from v2.tool_calls c join v2.sessions s on s.id = c.session_id
  where s.updated_at > $1 and c.started_at > $1 and c.status in ('ok', 'errored')),
again as (
  select 'call' as sort, c.session_id, c.turn_id, c.tool_name || coalesce(' ' || c.target, '') as what, c.input_digest as by, c.started_at,
    row_number() over (partition by c.session_id, c.tool_name, c.input_digest order by c.started_at) as place
  from calls c where c.input_digest is not null and c.kind is distinct from 'read'
  union all
  select 'file', c.session_id, c.turn_id, c.target, c.target, c.started_at,
    row_number() over (partition by c.session_id, c.target order by c.started_at)
  from calls c where c.kind = 'read' and c.target is not null),
priced as (
  select a.*, (select sum(l.cost_usd) / nullif(count(distinct l.request_key), 0) from v2.cost_ledger l where l.turn_id = a.turn_id) as cost
  from again a where a.place > 1)
select sort, session_id, max(left(what, 200)), count(*)::int + 1, sum(cost)
from priced
group by sort, session_id, by
having count(*) >= case sort when 'file' then 2 else 1 end
order by sum(cost) desc nulls last, count(*) desc
limit $2;
