-- Reads the oldest of what hooks saw that no run has dealt with, and the run that it may move now: one that the same session started
-- first, then one that waits for this very link, then the oldest.
--
-- takes   $1 bigint   only those after this one
-- returns  id, run or null, the link's name, session, at, source: the agent of the session or null; no row when nothing is left
-- called   PipelineStore.NextReport
select l.id, (
    select r.id from v2.pipeline_runs r
    where r.pipeline_id = l.pipeline_id and r.status = 'open' and r.started_at <= l.happened_at
      and (r.project_key = l.project_key or v2.covers(r.project_path, l.project_path))
      and (l.subject is null or lower(r.subject) = lower(l.subject))
      and not exists (
        select from v2.invariant_events e where e.run_id = r.id and e.place = l.place
          -- What came too early comes again when its turn is there.
          and (e.status = 'reached' or (e.status = 'early' and r.awaiting is distinct from l.place)))
    order by (r.session_id is not distinct from l.session_id) desc, (r.awaiting = l.place) desc, r.started_at, r.id
    limit 1),
  p.definition #>> array['links', (l.place - 1)::text, 'name'], l.session_id, l.happened_at,
  (select s.source from v2.sessions s where s.id = l.session_id)
from brain.link_reports l join v2.pipelines p on p.id = l.pipeline_id
where l.handled_at is null and l.id > $1
order by l.id
limit 1;
