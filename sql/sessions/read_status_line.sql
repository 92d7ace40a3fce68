-- Reads what a session's status line shows, by indexes alone: it is asked for after every answer.
--
-- takes    $1 uuid   session id      $2 int   things that wait are counted so far
--          $3 timestamptz  since when it is today      $4 timestamptz  since when it is this week
-- returns  jsonb     shape: Brain.Messages/Sessions/StatusLine.cs; no row when there is no such session
-- called   StatusLineStore.Read
select jsonb_strip_nulls(jsonb_build_object(
  'purpose', s.purpose, 'provisional', coalesce((s.metadata ->> 'provisional')::boolean, false), 'mode', s.mode,
  'tokens', s.tokens_total + coalesce((s.metadata ->> 'used_before')::bigint, 0), 'budget', s.budget_cap,
  'spend', (
    select jsonb_agg(jsonb_build_object('of', c.of, 'spent_usd', c.spent, 'cap_usd', c.cap)) from (
      select 'session' as of, s.budget_usd as cap, coalesce((s.metadata ->> 'usd_before')::numeric, 0) + (
          select coalesce(greatest(sum(b.usd), sum(b.stepped_usd)), 0) from brain.spend b where b.session_id = s.id) as spent
      where s.budget_usd is not null
      union all
      select g.period, g.cap_usd, (
        select coalesce(sum(greatest(u.usd, u.stepped)), 0) from (
          select sum(b.usd) as usd, sum(b.stepped_usd) as stepped from brain.spend b
          where b.bucket >= case g.period when 'day' then $3 else $4 end group by b.session_id) u)
      from v2.budgets g where g.cap_usd is not null) c),
  'drift', greatest((d.level #>> '{ai,smoothed}')::float8, (d.level #>> '{user,smoothed}')::float8, 0),
  'checkpoint', coalesce(jsonb_typeof(d.level -> 'open') = 'object', false),
  'late_runs', (
    select count(*) from (
      select from v2.pipeline_runs r
      where r.broken_at is not null and (r.project_key = s.project_key or v2.covers(r.project_path, s.project_path)) limit $2) late),
  'learnings', (
    select count(*) from (
      select from v2.learnings l
      where l.status = 'unreviewed' and l.kind not in ('question', 'answer') and l.project_key = s.project_key limit $2) waiting)))
from v2.sessions s
  -- With another purpose drift starts anew.
  left join brain.drift_levels d on d.session_id = s.id and d.level ->> 'purpose' is not distinct from s.purpose
where s.id = $1;
