-- Which skill an agent means by a name: that of the session's project before the user's own, a plugin's and others; of the
-- same place the one that was written last.
--
-- takes    called    its name, with or without its plugin       project   the session's project, its key, or null
-- returns  id, body_hash, hashed_at; no row when there is none
create or replace function v2.find_skill(called text, project text) returns table (id uuid, body_hash text, hashed_at timestamptz)
language sql stable rows 1 as $$
  select s.id, s.body_hash, s.hashed_at from v2.skills s
  where s.status = 'active' and lower(s.name) = lower(regexp_replace(called, '^.*:', ''))
    and (position(':' in called) = 0 or lower(s.plugin) = lower(regexp_replace(called, ':[^:]*$', '')))
    and (s.scope <> 'project' or s.project_key = project)
  order by array_position(array['project', 'user', 'plugin', 'folder'], s.scope), s.updated_at desc
  limit 1
$$;
