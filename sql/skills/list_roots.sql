-- Lists the folders that were named by hand and still have skills, and folders in which sessions ran.
--
-- takes    $1 text   the machine
-- returns  folder, named: it was named by hand
-- called   SkillStore.Places
select distinct s.root, true from v2.skills s where s.host = $1 and s.scope = 'folder' and s.status = 'active'
union all
select distinct s.project_path, false from v2.sessions s where starts_with(s.project_path, '/');
