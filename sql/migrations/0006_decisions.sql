-- One row for each decision of a hook that was not a plain allow, with what decided it.
create table v2.decisions (
  session_id    uuid not null references v2.sessions (id),
  turn_id       uuid references v2.turns (id),
  event         text not null check (event <> ''),
  event_key     text not null,
  decision      text not null check (decision in ('allow', 'ask', 'deny', 'block')),
  rule          text not null check (rule <> ''),
  rule_version  text not null check (rule_version <> ''),
  reason        text not null,
  inputs        jsonb not null check (jsonb_typeof(inputs) = 'object'),
  decided_at    timestamptz not null,
  -- The same hook may be delivered twice; it decides the same and counts once.
  unique (session_id, event, event_key, rule)
);
select v2.make_standard('v2.decisions');
create index decisions_recent on v2.decisions (created_at);
