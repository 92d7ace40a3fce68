-- What agents wrote down themselves: which of their files were read how far, which of their lines is which turn, and what
-- is known of each session of Claude Code beside its turns.
create table v2.claude_sessions (
  session_id      uuid not null unique references v2.sessions (id),
  path            text not null check (path <> ''),   -- its transcript, as it was found
  host            text not null check (host <> ''),   -- the machine that the path is of
  cwd             text,
  git_branch      text,
  version         text,                               -- of Claude Code, as its last line says
  title           text,
  first_at        timestamptz check (isfinite(first_at)),
  gone_at         timestamptz check (isfinite(gone_at)) -- seen to be gone; what was read is kept
);
select v2.make_standard('v2.claude_sessions', array['active', 'gone', 'archived']);
create index claude_sessions_path on v2.claude_sessions (path text_pattern_ops);

-- The brain's bookkeeping, hence in its schema. A file is told by its machine and path; it is read from the start again when
-- its inode or its first bytes are others, or when it is shorter than what was read.
create table brain.import_files (
  host      text        not null,
  path      text        not null,
  agent     text        not null check (agent <> ''),
  kind      text        not null check (kind in ('transcript', 'history', 'memory')),
  inode     numeric     not null,
  head      text        not null,                     -- digest of its first bytes
  bytes     bigint      not null check (bytes >= 0),  -- its size when it was read last
  place     jsonb       not null,                     -- how far it is read: Brain.Domain.Import.ImportPlace
  lines     bigint      not null default 0,
  skipped   bigint      not null default 0,
  read_at   timestamptz not null default public.brain_now(),
  primary key (host, path)
);

-- A prompt is told by the id of its line: a fork copies its parent's lines with their ids, and gives them new prompt ids.
create table brain.prompt_lines (
  line        uuid primary key,
  session_id  uuid not null,
  turn_id     uuid not null references v2.turns (id) on delete cascade
);
create index prompt_lines_turn on brain.prompt_lines (turn_id);

-- One learning a note, whoever reads it how often.
create unique index learnings_origin on v2.learnings ((metadata ->> 'origin')) where metadata ? 'origin';
