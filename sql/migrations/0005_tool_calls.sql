-- One row for each tool call, as far as it got. A call is told by its id, so hearing of it twice is one row.
create table v2.tool_calls (
  session_id    uuid not null references v2.sessions (id),
  turn_id       uuid references v2.turns (id),
  tool_use_id   text not null check (length(tool_use_id) between 1 and 400),
  tool_name     text not null check (tool_name <> ''),
  agent_id      text,
  input_digest  text check (input_digest ~ '^[0-9a-f]{64}$'),
  target        text,
  ok            boolean,
  started_at    timestamptz not null,
  duration_ms   double precision check (duration_ms >= 0),
  error         text,
  unique (session_id, tool_use_id)
);
select v2.make_standard(
  'v2.tool_calls', array['started', 'interrupted', 'denied', 'errored', 'ok', 'archived']);
alter table v2.tool_calls
  add constraint tool_calls_ok_check check (
    ok is not distinct from case status when 'ok' then true when 'errored' then false when 'denied' then false end
    or status = 'archived');
create index tool_calls_turn on v2.tool_calls (turn_id);
