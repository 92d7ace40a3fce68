-- Writes a session's own columns: a new row, or the row as it shall be. Nothing new leaves no version.
create or replace function v2.record_session(sid uuid, at timestamptz, s jsonb, src text) returns void
language plpgsql as $$
declare
  notes jsonb := jsonb_strip_nulls(s -> 'metadata');
  -- A change of an older version names no project: that of the row, or of the folder, stands.
  told text := (
    select case
      -- Whoever has only the folder to go by knows less than whoever found its repository.
      when t.project_path is not distinct from s ->> 'project_path' and starts_with(coalesce(s ->> 'project_key', '/'), '/')
        and not starts_with(t.project_key, '/') then t.project_key
      else s ->> 'project_key' end
    from (select 1) one left join v2.sessions t on t.id = sid);
  over timestamptz := case when s ->> 'status' <> 'active' then at end;
begin
  -- Where it came from stays, however often it is resumed.
  update v2.sessions t
  set status = s ->> 'status', project_path = s ->> 'project_path', project_key = coalesce(told, t.project_key), purpose = s ->> 'purpose', mode = s ->> 'mode',
      budget_cap = (s ->> 'budget_cap')::bigint, budget_usd = (s ->> 'budget_usd')::numeric,
      lineage = case when t.lineage in ('fork', 'clear') then t.lineage else coalesce(s ->> 'lineage', t.lineage) end,
      parent_session_id = case when s ? 'lineage' then coalesce(t.parent_session_id, v2.parent_session(sid, s, at)) else t.parent_session_id end,
      ended_at = case when over is not null then coalesce(t.ended_at, greatest(over, t.started_at)) end, metadata = t.metadata || notes
  where t.id = sid and (
    (t.status, t.project_path, t.project_key, t.purpose, t.mode, t.budget_cap, t.budget_usd, t.lineage, t.metadata)
    is distinct from (s ->> 'status', s ->> 'project_path', coalesce(told, t.project_key), s ->> 'purpose', s ->> 'mode', (s ->> 'budget_cap')::bigint,
      (s ->> 'budget_usd')::numeric,
      case when t.lineage in ('fork', 'clear') then t.lineage else coalesce(s ->> 'lineage', t.lineage) end, t.metadata || notes));
  if found or exists (select from v2.sessions where id = sid) then
    if told is not null and found then
      perform v2.know_project(s ->> 'project_path', told);
    end if;
    return;
  end if;

  insert into v2.sessions (
    id, status, project_path, project_key, purpose, mode, budget_cap, budget_usd, lineage, parent_session_id, started_at, ended_at, source, metadata)
  values (
    sid, s ->> 'status', s ->> 'project_path', told, s ->> 'purpose', s ->> 'mode', (s ->> 'budget_cap')::bigint, (s ->> 'budget_usd')::numeric, s ->> 'lineage',
    v2.parent_session(sid, s, at), at, over, src, notes);
  perform v2.know_project(s ->> 'project_path', told);
end $$;
