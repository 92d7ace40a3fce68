-- The clones on people's machines, as `brain repos sync` found them. project_key is that of sessions, so they join.
create table v2.github_repos (
  path          text not null unique check (length(path) between 1 and 600),     -- the folder, without links
  name          text not null check (length(name) between 1 and 600),
  remote        text check (length(remote) between 1 and 600),                   -- in the one form of Brain.Messages/Projects/GitRemote.cs
  project_key   text not null check (length(project_key) between 1 and 600),
  branch        text check (length(branch) between 1 and 600),                   -- null when none is checked out
  last_commit   text check (last_commit ~ '^[0-9a-f]{40,64}$'),                  -- null before the first
  committed_at  timestamptz check (isfinite(committed_at)),                      -- null where nobody could ask git
  worktrees     text[] not null default '{}',
  dirty         boolean                                                         -- tracked files differ; null where nobody looked
);
select v2.make_standard('v2.github_repos', array['active', 'archived']);
create index github_repos_project_key on v2.github_repos (project_key);
