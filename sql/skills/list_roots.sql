-- Lists the folders that a person named, and folders in which sessions ran.
--
-- takes    $1 text   the machine
-- returns  folder, named: it was named by a person
-- called   SkillPlaceStore.Places
select p.path, true from brain.skill_places p where p.host = $1 and p.kind = 'folder'
union all
select distinct s.project_path, false from v2.sessions s where starts_with(s.project_path, '/');
