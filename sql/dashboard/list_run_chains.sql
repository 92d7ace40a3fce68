-- Lists runs with what happened to each link: late ones first, then the open, then the newest.
--
-- takes    $1 int   at most so many
-- returns  json     one Brain.Messages.Pipelines.RunSummary a row, with its links
-- called   DashboardStore.Runs
select (v2.run_summary(r, p) || jsonb_build_object('links', (
  select jsonb_agg(jsonb_build_object('name', l.link ->> 'name', 'within_s', l.link -> 'within_s',
    'reached_at', e.reached, 'broken_at', e.broken, 'healed_at', e.healed, 'skipped_at', e.skipped, 'early_at', e.early) order by l.place)
  from jsonb_array_elements(p.definition -> 'links') with ordinality l (link, place)
  cross join lateral (
    select max(i.at) filter (where i.status = 'reached') as reached, max(i.at) filter (where i.status = 'broken') as broken,
      max(i.at) filter (where i.status = 'healed') as healed, max(i.at) filter (where i.status = 'skipped') as skipped,
      max(i.at) filter (where i.status = 'early') as early
    from v2.invariant_events i where i.run_id = r.id and i.place = l.place) e)))::text
from v2.pipeline_runs r join v2.pipelines p on p.id = r.pipeline_id
order by r.broken_at nulls last, r.status <> 'open', r.started_at desc, r.id
limit $1;
