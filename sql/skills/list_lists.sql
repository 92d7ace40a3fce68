-- Lists the files that a list of skills is kept in.
--
-- takes    $1 text   the machine
-- returns  path, project_path
-- called   SkillPlaceStore.Lists
select p.path, p.project_path from brain.skill_places p where p.host = $1 and p.kind = 'list' order by p.path;
