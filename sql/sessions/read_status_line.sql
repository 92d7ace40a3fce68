-- Reads what a session's status line shows, by indexes alone: it is asked for after every answer.
--
-- takes    $1 uuid   session id      $2 int   things that wait are counted so far
-- returns  jsonb     shape: Brain.Messages/Sessions/StatusLine.cs, without the caps in dollars, which the silo knows
--          and by what these are found: folder, project's key, the session's own cap, what was used of it before
--          no row when there is no such session
-- called   StatusLineStore.Read
select jsonb_strip_nulls(jsonb_build_object(
  'purpose', s.purpose, 'provisional', coalesce((s.metadata ->> 'provisional')::boolean, false), 'mode', s.mode,
  'tokens', v2.tokens_of_cap(s.id), 'budget', s.budget_cap,
  'drift', greatest((d.level #>> '{ai,smoothed}')::float8, (d.level #>> '{user,smoothed}')::float8, 0),
  'checkpoint', coalesce(jsonb_typeof(d.level -> 'open') = 'object', false),
  'late_runs', (
    select count(*) from (
      select from v2.pipeline_runs r
      where r.broken_at is not null and (r.project_key = s.project_key or v2.covers(r.project_path, s.project_path)) limit $2) late),
  'learnings', (
    select count(*) from (
      select from v2.learnings l
      where l.status = 'unreviewed' and l.kind not in ('question', 'answer') and l.project_key = s.project_key limit $2) waiting))),
  s.project_path, s.project_key, s.budget_usd, coalesce((s.metadata ->> 'usd_before')::numeric, 0)
from v2.sessions s
  -- With another purpose drift starts anew.
  left join brain.drift_levels d on d.session_id = s.id and d.level ->> 'purpose' is not distinct from s.purpose
where s.id = $1;
