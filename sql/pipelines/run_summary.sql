-- A run as people see it, without its links.
create or replace function v2.run_summary(r v2.pipeline_runs, p v2.pipelines) returns jsonb
language sql stable
return jsonb_build_object(
  'id', r.id, 'pipeline', p.name, 'version', p.version, 'status', r.status, 'subject', r.subject, 'project', r.project_path,
  'started_at', r.started_at, 'ended_at', r.ended_at, 'awaiting', p.definition #> array['links', (r.awaiting - 1)::text, 'name'],
  'due_at', r.due_at, 'late_since', r.broken_at, 'tell', (select o.name from v2.personas o where o.id = p.persona_id),
  'links', '[]'::jsonb);
