-- Keeps the clones that were found: new ones, those that changed, and those that are gone, which are put away and not deleted.
-- What is as it was leaves no new version.
--
-- takes    clones  [{"path", "name", "remote"?, "project_key", "branch"?, "last_commit"?, "committed_at"?, "worktrees", "dirty"?}]
--          roots   folders that were looked through: what was known in them and is not there is gone
--          gone    paths that are gone besides
-- returns  added, changed, archived, same
-- called   RepoStore.Sync
create or replace function v2.sync_repos(clones jsonb, roots text[], gone text[], by text, out added int, out changed int, out archived int, out same int)
language plpgsql as $$
begin
  create temporary table seen on commit drop as
  select * from jsonb_to_recordset(clones) as f (
    path text, name text, remote text, project_key text, branch text, last_commit text, committed_at timestamptz, worktrees text[], dirty boolean);
  update v2.github_repos r
  set name = s.name, remote = s.remote, project_key = s.project_key, branch = s.branch, last_commit = s.last_commit,
    committed_at = s.committed_at, worktrees = s.worktrees, dirty = s.dirty, status = 'active'
  from seen s
  where r.path = s.path
    and (r.name, r.remote, r.project_key, r.branch, r.last_commit, r.committed_at, r.worktrees, r.dirty, r.status)
      is distinct from (s.name, s.remote, s.project_key, s.branch, s.last_commit, s.committed_at, s.worktrees, s.dirty, 'active');
  get diagnostics changed = row_count;
  insert into v2.github_repos (path, name, remote, project_key, branch, last_commit, committed_at, worktrees, dirty, source)
  select s.path, s.name, s.remote, s.project_key, s.branch, s.last_commit, s.committed_at, s.worktrees, s.dirty, by
  from seen s
  on conflict (path) do nothing;
  get diagnostics added = row_count;
  update v2.github_repos r set status = 'archived'
  where r.status = 'active' and not exists (select from seen s where s.path = r.path)
    and (r.path = any (gone) or exists (
      select from unnest(roots) o (root) where r.path = o.root or starts_with(r.path, rtrim(o.root, '/') || '/')));
  get diagnostics archived = row_count;
  same := (select count(*) from seen) - added - changed;
  drop table seen;
end $$;
