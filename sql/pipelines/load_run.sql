-- Reads all that a run's decisions need, at once.
--
-- takes    $1 uuid   run
-- returns  jsonb     shape: Brain.Postgres/Pipelines/StoredRun.cs; no row when there is none
-- called   PipelineStore.Load
select jsonb_build_object(
  'status', r.status, 'subject', r.subject, 'project', r.project_path, 'session', r.session_id, 'started_at', r.started_at, 'ended_at', r.ended_at,
  'pipeline', jsonb_build_object('id', p.id, 'name', p.name, 'version', p.version, 'persona', p.persona_id, 'definition', p.definition),
  'events', (
    select coalesce(jsonb_agg(jsonb_build_object('kind', e.status, 'place', e.place, 'at', e.at, 'due_at', e.due_at) order by e.created_at, e.place), '[]')
    from v2.invariant_events e where e.run_id = r.id))
from v2.pipeline_runs r join v2.pipelines p on p.id = r.pipeline_id
where r.id = $1;
