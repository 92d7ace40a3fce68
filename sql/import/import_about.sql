-- What an agent's files say of the session itself: when it began and ended as far as hooks did not tell, its first words as
-- its purpose while it has none and nothing of it was undone, and its row in v2.claude_sessions. Nothing new leaves no version.
--
-- takes    s      {project_path, started_at, ended_at, purpose, path, host, cwd, git_branch, version, title}
--          live   hooks told of the session, so that its state and end are theirs
-- called   v2.import_session
create or replace function v2.import_about(sid uuid, s jsonb, item jsonb, live boolean) returns void
language plpgsql as $$
declare
  began timestamptz := (s ->> 'started_at')::timestamptz;
  words text := case when not exists (select from v2.undos where session_id = sid) then s ->> 'purpose' end;
  over timestamptz := greatest(began, (s ->> 'ended_at')::timestamptz);
begin
  update v2.sessions o
  set started_at = least(o.started_at, began), project_path = coalesce(o.project_path, s ->> 'project_path'),
      ended_at = case when live or o.status = 'active' then o.ended_at else greatest(o.ended_at, over) end,
      purpose = coalesce(o.purpose, words),
      metadata = o.metadata || case when o.purpose is null and words is not null then '{"provisional": true}' else '{}'::jsonb end
  where o.id = sid and (began < o.started_at or (o.project_path is null and s ? 'project_path')
    or (not live and o.status <> 'active' and over > o.ended_at) or (o.purpose is null and words is not null));
  if s ? 'path' then
    insert into v2.claude_sessions as c (session_id, path, host, cwd, git_branch, version, title, first_at, source)
    values (sid, s ->> 'path', s ->> 'host', s ->> 'cwd', s ->> 'git_branch', s ->> 'version', s ->> 'title', began, item ->> 'source')
    on conflict (session_id) do update
    set path = excluded.path, host = excluded.host, cwd = coalesce(c.cwd, excluded.cwd), git_branch = coalesce(excluded.git_branch, c.git_branch),
        version = coalesce(excluded.version, c.version), title = coalesce(excluded.title, c.title),
        first_at = least(c.first_at, excluded.first_at), status = 'active', gone_at = null
    where (c.path, c.host, c.git_branch, c.version, c.title, c.first_at, c.status) is distinct from (excluded.path, excluded.host,
      coalesce(excluded.git_branch, c.git_branch), coalesce(excluded.version, c.version), coalesce(excluded.title, c.title),
      least(c.first_at, excluded.first_at), 'active');
  end if;
end $$;
