-- Lists what was done for nothing, each with what it cost: the same call again, a file read again that nobody had changed, and
-- servers whose tools no session called. A call costs what a request of its turn costs on the average, for each call makes one.
--
-- takes    $1 timestamptz  from then on, or null      $2 text  a folder, whose project's sessions alone count, or null
--          $3 int          at most so many of each
-- returns  kind (call, read or server), session, what, times, cost; what cost most first
-- called   CostStore.Wasted
with turns as materialized (
  select l.turn_id, sum(l.cost_usd) / count(distinct l.request_key) as each
  from v2.cost_ledger l where l.turn_id is not null and ($1::timestamptz is null or l.used_at >= $1) group by l.turn_id),
calls as materialized (
  select c.*, v2.tool_kind(c.tool_kind, c.tool_name) as kind, t.each,
    lag(c.input_digest) over (partition by c.session_id, c.tool_name order by c.started_at, c.id) as before
  from v2.tool_calls c join v2.sessions s on s.id = c.session_id left join turns t on t.turn_id = c.turn_id
  where ($1::timestamptz is null or c.started_at >= $1) and ($2::text is null or s.project_key = v2.project_key($2))),
again as (
  select 'call' as waste, c.session_id, c.tool_name || coalesce(': ' || left(c.target, 200), '') as what, c.each
  from calls c where c.kind not in ('read', 'mcp') and c.input_digest is not null and c.before = c.input_digest),
reread as (
  select 'read', c.session_id, left(c.target, 200), c.each
  from calls c
  where c.kind = 'read' and c.target is not null
    and exists (
      select from calls b
      where b.session_id = c.session_id and b.target = c.target and b.kind = 'read' and b.started_at < c.started_at
        and b.input_digest is not distinct from c.input_digest
        and not exists (
          select from calls e
          where e.session_id = c.session_id and e.target = c.target and e.kind in ('edit', 'write')
            and e.started_at between b.started_at and c.started_at))),
unused as (
  select 'server', a.session_id, coalesce(a.detail ->> 'server', 'a server whose name was not told'), null::numeric
  from v2.audit_log a join v2.sessions s on s.id = a.session_id
  where a.action = 'server.connected' and ($1::timestamptz is null or a.at >= $1)
    and ($2::text is null or s.project_key = v2.project_key($2))
    and not exists (select from v2.tool_calls c where c.session_id = a.session_id and v2.tool_kind(c.tool_kind, c.tool_name) = 'mcp')),
grouped as (
  select waste, session_id, what, count(*) as times, sum(each) as cost
  from (select * from again union all select * from reread union all select * from unused) u group by 1, 2, 3)
select waste, session_id, what, times, cost
from (select g.*, row_number() over (partition by waste order by cost desc nulls last, times desc) as place from grouped g) p
where place <= $3
order by cost desc nulls last, times desc;
