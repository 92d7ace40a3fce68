-- Lists where clones may be that nobody named: those that are known, and folders in which sessions ran.
--
-- returns  path, known: it is the path of a clone
-- called   RepoStore.Places
select r.path, true from v2.github_repos r where r.status = 'active'
union all
select distinct s.project_path, false from v2.sessions s where starts_with(s.project_path, '/');
