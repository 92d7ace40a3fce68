-- Reads what hooks saw, with the run that each may move: one that the same session started first, then the oldest that waits for the link.
--
-- takes    $1 int   at most so many
-- returns  id, run or null, the link's name, session, at; oldest first
-- called   PipelineStore.Reports
select l.id, (
    select r.id from v2.pipeline_runs r
    where r.pipeline_id = l.pipeline_id and r.status = 'open' and r.started_at <= l.happened_at
      and (r.project_path is null or l.project_path = r.project_path or starts_with(l.project_path, r.project_path || '/'))
      and (l.subject is null or lower(r.subject) = lower(l.subject))
      and not exists (
        select from v2.invariant_events e where e.run_id = r.id and e.place = l.place and e.status = 'reached')
    order by (r.session_id is not distinct from l.session_id) desc, (r.awaiting = l.place) desc, r.started_at, r.id
    limit 1),
  p.definition #>> array['links', (l.place - 1)::text, 'name'], l.session_id, l.happened_at
from brain.link_reports l join v2.pipelines p on p.id = l.pipeline_id
order by l.id
limit $1;
