-- Keeps what a hook saw that may move a run. Seen again it is one report.
--
-- takes    reports   Brain.Domain.Sessions.LinkRow
create or replace function v2.report_links(sid uuid, at timestamptz, reports jsonb) returns void
language sql as $$
  insert into brain.link_reports (pipeline_id, place, event_key, session_id, project_path, subject, happened_at)
  select p.id, l.place, l.event_key, sid, l.project, l.subject, at
  from jsonb_to_recordset(reports) as l (pipeline_id uuid, place int, event_key text, project text, subject text)
  join v2.pipelines p on p.id = l.pipeline_id
  on conflict do nothing
$$;
