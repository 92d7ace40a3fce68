-- Adds up what was used by day, project, model, session, skill, agent and mcp, all of it in one pass: what list_costs_by.sql tells of
-- each, which see.
--
-- takes    $1 .. $4   the span of time, as v2.used_between      $5 text   a folder, or null, as there
--          $6 text    the time zone that days are of            $7 int    at most so many groups of each, or null for all; days are all told
-- returns  by, then as list_costs_by.sql, groups and cost in all being those of their kind
-- called   CostStore.Every
with counted as not materialized (
  select u.*, (u.at at time zone $6)::date as day from v2.used_between($1, $2, $3, $4, $5) u),
grouped as materialized (
  select case grouping(day, model, session_id, skill, agent, mcp_server) when 31 then 'day' when 47 then 'model' when 55 then 'session'
      when 59 then 'skill' when 61 then 'agent' else 'mcp' end as by,
    day, session_id, coalesce(model, skill, agent, mcp_server) as name, brain.total(requests) as requests, brain.total(input) as input,
    brain.total(output) as output, brain.total(cache_write_5m) as cache_write_5m, brain.total(cache_write_1h) as cache_write_1h,
    brain.total(cache_read) as cache_read, sum(usd) as usd, brain.names(array[model]) filter (where unpriced > 0) as unpriced,
    brain.total(requests) filter (where told_by = 'transcript') as transcript,
    brain.total(requests) filter (where told_by = 'telemetry') as telemetry, brain.total(requests) filter (where told_by = 'gate') as gate
  from counted
  group by grouping sets ((day), (model), (session_id), (skill), (agent), (mcp_server))),
every as (
  select by, day, session_id, name, null as label, requests, input, output, cache_write_5m, cache_write_1h, cache_read,
    usd, unpriced, transcript, telemetry, gate
  from grouped
  union all
  select 'project', null, null, coalesce(s.project_key, s.project_path), max(s.project_path), brain.total(g.requests), brain.total(g.input),
    brain.total(g.output), brain.total(g.cache_write_5m), brain.total(g.cache_write_1h), brain.total(g.cache_read), sum(g.usd),
    brain.names(g.unpriced), brain.total(g.transcript), brain.total(g.telemetry), brain.total(g.gate)
  from grouped g join v2.sessions s on s.id = g.session_id
  where g.by = 'session'
  group by coalesce(s.project_key, s.project_path)),
told as materialized (
  select e.*, input + output + cache_write_5m + cache_write_1h + cache_read as tokens from every e
  where requests > 0 or input + output + cache_write_5m + cache_write_1h + cache_read > 0),
placed as (
  select t.*, row_number() over (partition by by order by day desc, usd desc, tokens desc, session_id, name) as place from told t)
select p.by, coalesce(to_char(p.day, 'YYYY-MM-DD'), p.session_id::text, p.name), coalesce(s.purpose, p.label), p.requests, p.input,
  p.output, p.cache_write_5m, p.cache_write_1h, p.cache_read, p.usd, p.unpriced, p.transcript, p.telemetry, p.gate, 0::bigint, a.groups, a.usd
from placed p join (select by, count(*) as groups, sum(usd) as usd from told group by by) a on a.by = p.by left join v2.sessions s on s.id = p.session_id
where p.by = 'day' or p.place <= coalesce($7, p.place)
order by p.by, p.place;
