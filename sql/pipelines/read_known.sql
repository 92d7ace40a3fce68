-- Reads what every session's decisions need of pipelines: what is late, what hooks may move, what could not be sent.
--
-- takes    $1 int   at most so many late runs
-- returns  jsonb    shape: Brain.Postgres/Pipelines/StoredPipelines.cs
-- called   PipelineStore.Known
select jsonb_build_object(
  'late', (
    select coalesce(jsonb_agg(jsonb_build_object(
      'run', r.id, 'pipeline', p.name, 'subject', r.subject, 'link', p.definition #> array['links', (r.awaiting - 1)::text, 'name'],
      'project', r.project_path, 'project_key', r.project_key, 'since', r.broken_at, 'persona', p.persona_id) order by r.broken_at desc, r.id), '[]')
    -- The newest: what nobody cared about for long must not hide them.
    from (select * from v2.pipeline_runs where broken_at is not null order by broken_at desc, id limit $1) r
    join v2.pipelines p on p.id = r.pipeline_id),
  'watched', (
    select coalesce(jsonb_agg(jsonb_build_object('pipeline', p.id, 'name', p.name, 'project', r.project_path, 'project_key', r.project_key, 'definition', p.definition) order by p.name, p.version, r.project_path), '[]')
    from (select distinct pipeline_id, project_path, project_key from v2.pipeline_runs where status = 'open') r
    join v2.pipelines p on p.id = r.pipeline_id
    where p.definition @? '$.links[*].advance'),
  'unsent', (
    select jsonb_build_object(
      'ids', coalesce(jsonb_agg(n.id), '[]'), 'waiting', count(*) filter (where n.status = 'pending'),
      'waiting_error', min(n.error) filter (where n.status = 'pending'), 'failed', count(*) filter (where n.status = 'failed'),
      'failed_error', min(n.error) filter (where n.status = 'failed'))
    from (select * from v2.notifications where status <> 'sent' and error is not null and told_at is null order by id limit 1000) n));
