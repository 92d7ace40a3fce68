-- Adds up what was used, group by group: every currency of tokens, what they cost, and who told of them. Whole quarters of an hour
-- are added up already; what lies beside them is read from the ledger. What only the request gate told of, in sessions whose
-- transcript nobody could read, is in it too. By persona it is what the brain's own chat model was asked, which is in no other group.
--
-- takes    $1 text         day, project, model, session, skill, agent, mcp or persona
--          $2 timestamptz  from then on, or null      $3 timestamptz  before then, or null
--          $4 text         a folder, whose project's sessions alone count, or null
--          $5 text         the time zone that days are of      $6 int   at most so many groups, or null for all
-- returns  name, label, requests, input, output, cache_write_5m, cache_write_1h, cache_read, cost, unpriced, transcript,
--          telemetry, gate, chat, groups in all, cost in all; the newest day first, and else what cost most
-- called   CostStore.By
with quarters as (
  select date_bin('15 minutes', $2::timestamptz + interval '15 minutes' - interval '1 microsecond', '2001-01-01') as first,
    date_bin('15 minutes', $3::timestamptz, '2001-01-01') as until),
counted as (
  select u.session_id, u.model, u.bucket as used_at, u.told_by, u.skill, u.agent, u.mcp_server, u.requests, u.input, u.output,
    u.cache_write_5m, u.cache_write_1h, u.cache_read, u.usd, u.unpriced
  from brain.used u cross join quarters q
  where $1 <> 'persona' and u.bucket >= coalesce(q.first, '-infinity') and u.bucket < coalesce(q.until, 'infinity')
  union all
  select l.session_id, l.model, l.used_at, l.told_by, l.skill, l.agent, l.mcp_server, (l.token_kind = 'output')::int,
    case l.token_kind when 'input' then l.tokens else 0 end, case l.token_kind when 'output' then l.tokens else 0 end,
    case l.token_kind when 'cache_write_5m' then l.tokens else 0 end, case l.token_kind when 'cache_write_1h' then l.tokens else 0 end,
    case l.token_kind when 'cache_read' then l.tokens else 0 end, coalesce(l.cost_usd, 0), case when l.cost_usd is null then l.tokens else 0 end
  from quarters q cross join lateral (
    select * from v2.cost_ledger s where s.used_at >= $2 and s.used_at < q.first and ($3::timestamptz is null or s.used_at < $3)
    union all
    select * from v2.cost_ledger s where s.used_at >= greatest(q.until, q.first) and s.used_at < $3) l
  where $1 <> 'persona'
  union all
  select a.session_id, coalesce(a.detail ->> 'model', 'unknown'), a.at, 'gate', null, null, null, 1, coalesce((a.detail ->> 'input')::bigint, 0),
    coalesce((a.detail ->> 'output')::bigint, 0), coalesce((a.detail ->> 'cache_write')::bigint, 0), 0,
    coalesce((a.detail ->> 'cache_read')::bigint, 0), coalesce((a.detail ->> 'cost_usd')::numeric, 0),
    case when a.detail ->> 'cost_usd' is null then coalesce((a.detail ->> 'input')::bigint, 0) else 0 end
  from v2.audit_log a
  where $1 <> 'persona' and a.action = 'turn.step' and ($2::timestamptz is null or a.at >= $2) and ($3::timestamptz is null or a.at < $3)
    and not exists (select from brain.used l where l.session_id = a.session_id and l.requests > 0)
  union all
  select a.session_id, coalesce(a.detail ->> 'model', 'unknown'), a.at, 'chat', null, null, a.detail ->> 'persona', 1,
    coalesce((a.detail ->> 'input')::bigint, 0), coalesce((a.detail ->> 'output')::bigint, 0), 0, 0, 0,
    coalesce((a.detail ->> 'cost_usd')::numeric, 0),
    case when a.detail ->> 'cost_usd' is null then coalesce((a.detail ->> 'input')::bigint, 0) else 0 end
  from v2.audit_log a
  where $1 = 'persona' and a.action = 'chat.used' and ($2::timestamptz is null or a.at >= $2) and ($3::timestamptz is null or a.at < $3)),
named as (
  select c.*, case $1
    when 'day' then to_char(c.used_at at time zone $5, 'YYYY-MM-DD') when 'project' then coalesce(s.project_key, s.project_path)
    when 'model' then c.model when 'session' then c.session_id::text when 'skill' then c.skill when 'agent' then c.agent
    else c.mcp_server end as name,
    case $1 when 'project' then s.project_path when 'session' then s.purpose end as label
  from counted c left join v2.sessions s on s.id = c.session_id
  where ($4::text is null or s.project_key = v2.project_key($4)) and (s.id is not null or $1 = 'persona'))
select n.name, max(n.label), sum(n.requests)::bigint, sum(n.input)::bigint, sum(n.output)::bigint, sum(n.cache_write_5m)::bigint,
  sum(n.cache_write_1h)::bigint, sum(n.cache_read)::bigint, sum(n.usd), coalesce(array_agg(n.model) filter (where n.unpriced > 0), '{}'),
  coalesce(sum(n.requests) filter (where told_by = 'transcript'), 0)::bigint,
  coalesce(sum(n.requests) filter (where told_by = 'telemetry'), 0)::bigint,
  coalesce(sum(n.requests) filter (where told_by = 'gate'), 0)::bigint, coalesce(sum(n.requests) filter (where told_by = 'chat'), 0)::bigint,
  count(*) over (), sum(sum(n.usd)) over ()
from named n
group by n.name
having sum(n.requests) > 0 or sum(n.input + n.output + n.cache_write_5m + n.cache_write_1h + n.cache_read) > 0
order by case when $1 = 'day' then n.name end desc, sum(n.usd) desc,
  sum(n.input + n.output + n.cache_write_5m + n.cache_write_1h + n.cache_read) desc, n.name
limit $6;
