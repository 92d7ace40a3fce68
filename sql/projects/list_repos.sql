-- Lists clones with how many sessions ran on their projects, those committed to last first.
--
-- takes    $1 boolean   those that are gone too
-- returns  path, name, remote, project_key, branch, last_commit, committed_at, worktrees, dirty, status, sessions
-- called   RepoStore.List
select r.path, r.name, r.remote, r.project_key, r.branch, r.last_commit, r.committed_at, r.worktrees, r.dirty, r.status,
  (select count(*)::int from v2.sessions s where s.project_key = r.project_key)
from v2.github_repos r
where $1 or r.status = 'active'
order by r.status, r.committed_at desc nulls last, r.path
limit 10000;
