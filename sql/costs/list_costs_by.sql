-- Adds up what was used, group by group: every currency of tokens, what they cost, and who told of them. What only the request
-- gate told of, in sessions whose transcript nobody could read, is in it too.
--
-- takes    $1 text         day, project, model, session, skill, agent or mcp
--          $2 timestamptz  from then on, or null      $3 timestamptz  before then, or null
--          $4 text         a folder, whose project's sessions alone count, or null
--          $5 text         the time zone that days are of
-- returns  name, label, requests, input, output, cache_write_5m, cache_write_1h, cache_read, cost, unpriced, transcript,
--          telemetry, gate; the newest day first, and else what cost most
-- called   CostStore.By
with counted as (
  select l.session_id, l.request_key, l.model, l.token_kind, l.tokens, l.cost_usd, l.used_at, l.told_by, l.skill, l.agent, l.mcp_server
  from v2.cost_ledger l
  where ($2::timestamptz is null or l.used_at >= $2) and ($3::timestamptz is null or l.used_at < $3)
  union all
  select a.session_id, a.event_key, coalesce(a.detail ->> 'model', 'unknown'), k.token_kind, k.tokens, k.cost, a.at, 'gate', null, null, null
  from v2.audit_log a
  cross join lateral (values
    ('input', (a.detail ->> 'input')::bigint, (a.detail ->> 'cost_usd')::numeric), ('output', (a.detail ->> 'output')::bigint, 0),
    ('cache_write_5m', (a.detail ->> 'cache_write')::bigint, 0),
    ('cache_read', (a.detail ->> 'cache_read')::bigint, 0)) as k (token_kind, tokens, cost)
  where a.action = 'turn.step' and ($2::timestamptz is null or a.at >= $2) and ($3::timestamptz is null or a.at < $3)
    and not exists (select from v2.cost_ledger l where l.session_id = a.session_id)),
named as (
  select c.*, case $1
    when 'day' then to_char(c.used_at at time zone $5, 'YYYY-MM-DD') when 'project' then coalesce(s.project_key, s.project_path)
    when 'model' then c.model when 'session' then c.session_id::text when 'skill' then c.skill when 'agent' then c.agent
    else c.mcp_server end as name,
    case $1 when 'project' then s.project_path when 'session' then s.purpose end as label
  from counted c join v2.sessions s on s.id = c.session_id
  where $4::text is null or s.project_key = v2.project_key($4))
select n.name, max(n.label), count(distinct n.request_key), coalesce(sum(tokens) filter (where token_kind = 'input'), 0)::bigint,
  coalesce(sum(tokens) filter (where token_kind = 'output'), 0)::bigint,
  coalesce(sum(tokens) filter (where token_kind = 'cache_write_5m'), 0)::bigint,
  coalesce(sum(tokens) filter (where token_kind = 'cache_write_1h'), 0)::bigint,
  coalesce(sum(tokens) filter (where token_kind = 'cache_read'), 0)::bigint, coalesce(sum(n.cost_usd), 0),
  coalesce(array_agg(distinct n.model) filter (where n.cost_usd is null and n.tokens > 0), '{}'),
  count(distinct n.request_key) filter (where told_by = 'transcript' and token_kind = 'output'),
  count(distinct n.request_key) filter (where told_by = 'telemetry' and token_kind = 'output'), count(distinct n.request_key) filter (where told_by = 'gate')
from named n
group by n.name
order by case when $1 = 'day' then n.name end desc, coalesce(sum(n.cost_usd), 0) desc, sum(n.tokens) desc, n.name;
