-- Names the project of a row whose writer did not: its session's, when both are of one folder, or else the folder's.
-- called   the triggers of sessions, learnings, pipeline_runs, skills and link_reports
create or replace function v2.fill_project_key() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.project_path is distinct from old.project_path and new.project_key is not distinct from old.project_key then
    new.project_key := null;
  end if;
  if new.project_key is null and new.project_path is not null then
    if tg_table_name not in ('sessions', 'skills') then
      select s.project_key into new.project_key from v2.sessions s
      where s.id = new.session_id and s.project_path = new.project_path;
    end if;
    new.project_key := coalesce(new.project_key, v2.project_key(new.project_path));
  end if;
  return new;
end $$;
