-- Which skill an agent means by a name, as Claude Code looks them up: the user's own before that of the project, of a project's
-- that of the deepest folder around the session's, and last those of folders that were named by hand. A plugin's is meant only
-- where its plugin is said. Skills of another machine are not meant.
--
-- takes    called    its name, with or without its plugin       folder    the session's, or null
--          machine   the session's, or null where nobody knows
-- returns  id, body_hash, hashed_at: null where machines have different ones and nobody knows which was meant; no row for none
create or replace function v2.find_skill(called text, folder text, machine text) returns table (id uuid, body_hash text, hashed_at timestamptz)
language sql stable rows 1 as $$
  select m.id, m.body_hash, case when m.lowest = m.highest then m.hashed_at end
  from (
    select s.id, s.body_hash, s.hashed_at, s.scope, s.project_path, s.updated_at,
      min(s.body_hash) over (partition by s.scope, s.project_path) as lowest, max(s.body_hash) over (partition by s.scope, s.project_path) as highest
    from v2.skills s
    where s.status = 'active' and lower(s.name) = lower(regexp_replace(called, '^.*:', ''))
      and case when position(':' in called) = 0 then s.plugin is null else lower(s.plugin) = lower(regexp_replace(called, ':[^:]*$', '')) end
      and (s.scope <> 'project' or folder = s.project_path or starts_with(folder, rtrim(s.project_path, '/') || '/'))
      and (machine is null or s.host = machine)) m
  order by array_position(array['user', 'project', 'plugin', 'folder'], m.scope), length(m.project_path) desc, m.updated_at desc
  limit 1
$$;
