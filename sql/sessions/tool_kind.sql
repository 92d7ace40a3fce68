-- The kind of a tool call's tool, as Brain.Messages.Sessions.ToolKind has it. Rows that were written before kinds were
-- kept are all Claude Code's, and told by the tool's name: as ClaudeCodeToolKinds has it, as far as anybody asks.
--
-- takes    kind      the row's own, or null
--          name      what the agent calls the tool
-- called   whatever asks for the kind of a stored call
create or replace function v2.tool_kind(kind text, name text) returns text
language sql immutable as $$
  select coalesce(kind, case
    when name in ('Edit', 'MultiEdit', 'NotebookEdit') then 'edit'
    when name = 'Write' then 'write'
    when name in ('Bash', 'Monitor') then 'shell'
    when name = 'PowerShell' then 'other_shell'
    when name in ('Read', 'NotebookRead', 'LS') then 'read'
    when name = 'Glob' then 'find'
    when name = 'Grep' then 'search'
    when name like 'mcp\_\_%' then 'mcp'
    when name in ('EnterWorktree', 'ExitWorktree') then 'worktree'
    else 'unknown' end)
$$;
