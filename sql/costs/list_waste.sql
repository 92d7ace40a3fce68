-- Lists what was done for nothing, each with what it cost, as v2.count_waste found it.
--
-- takes    $1 timestamptz  from then on, or null      $2 timestamptz  before then, or null
--          $3 text         a folder, whose project's sessions alone count, or null
--          $4 int          at most so many of each
-- returns  kind (call, read or server), session, what, times, cost; what cost most first
-- called   CostStore.Wasted
with grouped as (
  select w.kind, w.session_id, case w.kind
      when 'server' then coalesce(a.detail ->> 'server', 'a server whose name was not told')
      when 'read' then left(c.target, 200)
      else c.tool_name || coalesce(': ' || left(c.target, 200), '') end as what,
    count(*) as times, sum(w.cost_usd) as cost
  from brain.waste w
  join v2.sessions s on s.id = w.session_id
  left join v2.tool_calls c on c.id = w.row_id and w.kind <> 'server'
  left join v2.audit_log a on a.id = w.row_id and w.kind = 'server'
  where ($1::timestamptz is null or w.at >= $1) and ($2::timestamptz is null or w.at < $2)
    and ($3::text is null or s.project_key = v2.project_key($3)) and coalesce(c.id, a.id) is not null
  group by 1, 2, 3)
select kind, session_id, what, times, cost
from (select g.*, row_number() over (partition by kind order by cost desc nulls last, times desc) as place from grouped g) p
where place <= $4
order by cost desc nulls last, times desc;
