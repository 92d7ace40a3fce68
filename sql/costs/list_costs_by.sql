-- Adds up what was used, group by group: every currency of tokens, what they cost, and who told of them. By persona it is what the
-- brain's own chat model was asked, which is in no other group.
--
-- takes    $1 text         day, project, model, session, skill, agent, mcp or persona
--          $2 .. $5        the span of time, as v2.used_between          $6 text   a folder, or null, as there
--          $7 text         the time zone that days are of                $8 int    at most so many groups, or null for all
-- returns  name, label, requests, input, output, cache_write_5m, cache_write_1h, cache_read, cost, unpriced, transcript,
--          telemetry, gate, chat, groups in all, cost in all; the newest day first, and else what cost most
-- called   CostStore.By
with counted as (
  select case when $1 = 'day' then (u.at at time zone $7)::date end as day, case when $1 = 'session' then u.session_id end as session_id,
    case $1 when 'project' then coalesce(s.project_key, s.project_path) when 'model' then u.model when 'skill' then u.skill
      when 'agent' then u.agent when 'mcp' then u.mcp_server end as name, s.project_path as label, u.model, u.told_by,
    u.requests, u.input, u.output, u.cache_write_5m, u.cache_write_1h, u.cache_read, u.usd, u.unpriced
  from v2.used_between($2, $3, $4, $5, $6) u left join v2.sessions s on $1 = 'project' and s.id = u.session_id
  where $1 <> 'persona'
  union all
  select null, null, a.detail ->> 'persona', null, coalesce(a.detail ->> 'model', 'unknown'), 'chat', 1, coalesce(brain.whole(a.detail ->> 'input'), 0),
    coalesce(brain.whole(a.detail ->> 'output'), 0), 0, 0, 0, coalesce(brain.decimal(a.detail ->> 'cost_usd'), 0),
    case when a.detail ->> 'cost_usd' is null then coalesce(brain.whole(a.detail ->> 'input'), 0) else 0 end
  from v2.audit_log a
  where $1 = 'persona' and $6::text is null and a.action = 'chat.used' and ($2::timestamptz is null or a.at >= $2)
    and ($5::timestamptz is null or a.at < $5)),
grouped as materialized (
  select day, session_id, name, max(label) as label, brain.total(requests) as requests, brain.total(input) as input, brain.total(output) as output,
    brain.total(cache_write_5m) as cache_write_5m, brain.total(cache_write_1h) as cache_write_1h, brain.total(cache_read) as cache_read,
    sum(usd) as usd, brain.names(array[model]) filter (where unpriced > 0) as unpriced,
    brain.total(requests) filter (where told_by = 'transcript') as transcript,
    brain.total(requests) filter (where told_by = 'telemetry') as telemetry, brain.total(requests) filter (where told_by = 'gate') as gate,
    brain.total(requests) filter (where told_by = 'chat') as chat,
    brain.total(input + output + cache_write_5m + cache_write_1h + cache_read) as tokens
  from counted
  group by day, session_id, name),
told as materialized (
  select * from grouped where requests > 0 or tokens > 0)
select coalesce(to_char(day, 'YYYY-MM-DD'), session_id::text, name), case when $1 = 'session' then s.purpose else label end,
  requests, input, output, cache_write_5m, cache_write_1h, cache_read, usd, unpriced, transcript, telemetry, gate, chat,
  (select count(*) from told), (select sum(usd) from told)
from (select * from told order by day desc, usd desc, tokens desc, session_id, name limit $8) shown left join v2.sessions s on s.id = session_id
order by day desc, usd desc, tokens desc, session_id, name;
