-- Skills that a project's sessions may be told of: trusted ones that an agent may call, and of a project's own only that project's.
--
-- takes    project   its key
-- returns  rows of v2.skills
-- called   v2.suggest_skills, v2.orient_skills
create or replace function v2.suggestible_skills(project text) returns setof v2.skills
language sql stable as $$
  select s.* from v2.skills s
  where s.status = 'active' and s.trust_level <> 'untested' and s.health <> 'broken' and not s.by_person_only
    and (s.scope <> 'project' or s.project_key = project)
$$;
