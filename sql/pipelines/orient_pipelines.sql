-- takes    folder   the session's      project   its key
-- returns  [a run's summary]: runs of the project, or of none, whose link is late, the newest first
-- called   v2.orientation
create or replace function v2.orient_pipelines(folder text, project text) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(l.late), '[]')
    from (
      select v2.run_summary(r, p) as late
      from v2.pipeline_runs r join v2.pipelines p on p.id = r.pipeline_id
      where r.broken_at is not null and (r.project_key = project or v2.covers(r.project_path, folder))
      order by r.broken_at desc, r.id limit 5) l);
end $$;
