-- Keeps which project a folder is of. One that was known by its folder alone and is in a repository after all takes with it
-- what was learnt there. A folder whose remote became another one is another project from now on, and what was stays where it was.
--
-- takes    folder   as it was given      project   its key
-- called   v2.record_session, ProjectStore.Know
create or replace function v2.know_project(folder text, project text) returns void
language plpgsql as $$
declare
  was text := v2.project_key(folder);
begin
  if project is null or folder is null or was = project then
    return;
  end if;
  insert into brain.project_folders as k (folder, project_key) values (v2.folder_key(folder), project)
  on conflict on constraint project_folders_pkey do update set project_key = excluded.project_key, known_at = public.brain_now();
  if starts_with(was, '/') then
    update brain.project_folders k set project_key = project where k.project_key = was;
    -- Nobody spoke in these sessions now: when they changed last stays as it is.
    perform set_config('brain.keep_updated_at', 'on', true);
    update v2.sessions t set project_key = project where t.project_key = was;
    update v2.learnings t set project_key = project where t.project_key = was;
    update v2.rules t set project_key = project where t.project_key = was;
    update v2.skills t set project_key = project where t.project_key = was;
    update v2.pipeline_runs t set project_key = project where t.project_key = was;
    update brain.link_reports t set project_key = project where t.project_key = was;
    perform set_config('brain.keep_updated_at', 'off', true);
  end if;
end $$;
