-- Writes a session's own columns: a new row, or the row as it shall be. Nothing new leaves no version.
create or replace function v2.record_session(sid uuid, at timestamptz, s jsonb, src text) returns void
language plpgsql as $$
declare
  notes jsonb := jsonb_strip_nulls(s -> 'metadata');
  over timestamptz := case when s ->> 'status' <> 'active' then at end;
begin
  update v2.sessions t
  set status = s ->> 'status', project_path = s ->> 'project_path', purpose = s ->> 'purpose', mode = s ->> 'mode',
      budget_cap = (s ->> 'budget_cap')::bigint, lineage = coalesce(s ->> 'lineage', t.lineage),
      parent_session_id = case when s ? 'lineage' then coalesce(t.parent_session_id, v2.parent_session(sid, s, at)) else t.parent_session_id end,
      ended_at = case when over is not null then coalesce(t.ended_at, greatest(over, t.started_at)) end, metadata = t.metadata || notes
  where t.id = sid and (
    (t.status, t.project_path, t.purpose, t.mode, t.budget_cap, t.lineage, t.metadata)
    is distinct from (s ->> 'status', s ->> 'project_path', s ->> 'purpose', s ->> 'mode', (s ->> 'budget_cap')::bigint,
      coalesce(s ->> 'lineage', t.lineage), t.metadata || notes));
  if found or exists (select from v2.sessions where id = sid) then
    return;
  end if;

  insert into v2.sessions (
    id, status, project_path, purpose, mode, budget_cap, lineage, parent_session_id, started_at, ended_at, source, metadata)
  values (
    sid, s ->> 'status', s ->> 'project_path', s ->> 'purpose', s ->> 'mode', (s ->> 'budget_cap')::bigint, s ->> 'lineage',
    v2.parent_session(sid, s, at), at, over, src, notes);
end $$;
