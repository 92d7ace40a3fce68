-- Keeps the commits that a tool call made, each once.
--
-- takes    commits   Brain.Domain.Projects.CommitRow
-- called   v2.record_change
create or replace function v2.record_commits(sid uuid, at timestamptz, commits jsonb, src text) returns void
language sql as $$
  insert into v2.turn_commits (session_id, turn_id, tool_use_id, project_key, sha, branch, subject, committed_at, source)
  select sid, v2.turn_id(sid, c), c ->> 'tool_use_id', s.project_key, c ->> 'sha', c ->> 'branch', left(c ->> 'subject', 400), at, src
  from jsonb_array_elements(commits) c join v2.sessions s on s.id = sid
  on conflict do nothing;
$$;
