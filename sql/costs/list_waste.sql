-- Lists what was done for nothing, each with what it cost: the same call again with nothing changed in between, a file read again
-- that nobody had changed, and servers whose tools their session never called. A call costs what a request of its turn costs on
-- the average, for each call makes one.
--
-- takes    $1 timestamptz  from then on, or null      $2 timestamptz  before then, or null
--          $3 text         a folder, whose project's sessions alone count, or null
--          $4 int          at most so many of each
-- returns  kind (call, read or server), session, what, times, cost; what cost most first
-- called   CostStore.Wasted
with turns as materialized (
  select l.turn_id, sum(l.cost_usd) / count(distinct l.request_key) as each
  from v2.cost_ledger l
  where l.turn_id is not null and ($1::timestamptz is null or l.used_at >= $1) and ($2::timestamptz is null or l.used_at < $2)
  group by l.turn_id),
calls as materialized (
  select c.id, c.session_id, c.tool_name, c.target, c.input_digest, c.started_at, v2.tool_kind(c.tool_kind, c.tool_name) as kind, t.each
  from v2.tool_calls c join v2.sessions s on s.id = c.session_id left join turns t on t.turn_id = c.turn_id
  where ($1::timestamptz is null or c.started_at >= $1) and ($2::timestamptz is null or c.started_at < $2)
    and ($3::text is null or s.project_key = v2.project_key($3))),
-- What only looks changes nothing; of all else nobody knows.
marked as (
  select c.*, kind not in ('read', 'find', 'search', 'lookup', 'fetch', 'web_search', 'plan', 'question', 'job') as changes,
    count(*) filter (where kind in ('edit', 'write')) over (partition by session_id, target order by started_at, id) as version
  from calls c),
counted as (
  select m.*,
    case when changes then coalesce((tool_name, input_digest) is distinct from
      (lag(tool_name) over (partition by session_id, changes order by started_at, id),
       lag(input_digest) over (partition by session_id, changes order by started_at, id)), true) else false end as is_other
  from marked m),
placed as (
  select c.*, count(*) filter (where is_other) over (partition by session_id order by started_at, id) as epoch from counted c),
again as (
  select 'call' as waste, session_id, tool_name || coalesce(': ' || left(target, 200), '') as what, each
  from (
    select p.*, row_number() over (partition by session_id, tool_name, input_digest, epoch order by started_at, id) as time
    from placed p where kind not in ('read', 'job', 'plan', 'question') and input_digest is not null) r
  where time > 1),
reread as (
  select 'read', session_id, left(target, 200), each
  from (
    select p.*, row_number() over (partition by session_id, target, input_digest, version order by started_at, id) as time
    from placed p where kind = 'read' and target is not null) r
  where time > 1),
unused as (
  select 'server', a.session_id, coalesce(a.detail ->> 'server', 'a server whose name was not told'), null::numeric
  from v2.audit_log a join v2.sessions s on s.id = a.session_id
  where a.action = 'server.connected' and ($1::timestamptz is null or a.at >= $1) and ($2::timestamptz is null or a.at < $2)
    and ($3::text is null or s.project_key = v2.project_key($3))
    -- Tools are named after their server, with what a name may not have replaced; where it was not told any may be its.
    and not exists (
      select from v2.tool_calls c
      where c.session_id = a.session_id and v2.tool_kind(c.tool_kind, c.tool_name) = 'mcp'
        and (a.detail ->> 'server' is null
          or position(lower(regexp_replace(a.detail ->> 'server', '[^a-zA-Z0-9_-]', '_', 'g')) in lower(c.tool_name)) > 0))),
grouped as (
  select waste, session_id, what, count(*) as times, sum(each) as cost
  from (select * from again union all select * from reread union all select * from unused) u group by 1, 2, 3)
select waste, session_id, what, times, cost
from (select g.*, row_number() over (partition by waste order by cost desc nulls last, times desc) as place from grouped g) p
where place <= $4
order by cost desc nulls last, times desc;
