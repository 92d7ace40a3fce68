-- Skills that a project's sessions on a machine may be told of: trusted ones that lie there, that an agent may call and in which
-- the scan found no error, and of a project's own only that project's.
--
-- takes    project   its key       machine   as skills call it; null, where nobody knows, is none
-- returns  rows of v2.skills
-- called   v2.suggest_skills, v2.orient_skills, list_suggestible.sql
create or replace function v2.suggestible_skills(project text, machine text) returns setof v2.skills
language sql stable as $$
  select s.* from v2.skills s
  where s.status = 'active' and s.host = machine and s.trust_level <> 'untested' and s.health <> 'broken' and not s.by_person_only
    and not v2.is_suspect(s.scan_findings) and (s.scope <> 'project' or s.project_key = project)
$$;
