-- Keeps what a hook saw that may move a run, and that the person was told of messages that could not be sent. Seen or told
-- again it is one.
--
-- takes    change   with the names of Brain.Domain.Pipelines.PipelinesChange
-- called   v2.record_change
create or replace function v2.record_pipelines(sid uuid, at timestamptz, change jsonb) returns void
language plpgsql as $$
begin
  if change ? 'links' then
    insert into brain.link_reports (pipeline_id, place, event_key, session_id, turn_num, project_path, subject, happened_at)
    select p.id, l.place, l.event_key, sid, l.turn_num, l.project, l.subject, at
    from jsonb_to_recordset(change -> 'links') as l (pipeline_id uuid, place int, event_key text, project text, subject text, turn_num int)
    join v2.pipelines p on p.id = l.pipeline_id
    on conflict do nothing;
  end if;
  if change ? 'told' then
    update v2.notifications set told_at = at
    where id in (select t::uuid from jsonb_array_elements_text(change -> 'told') t) and told_at is null;
  end if;
end $$;
