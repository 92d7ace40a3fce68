-- Signs that the agent or the person left the declared purpose, or took the hooks away.
create table v2.drift_events (
  session_id            uuid not null references v2.sessions (id),
  turn_id               uuid references v2.turns (id),
  drift_type            text not null check (drift_type in ('ai', 'user')),
  event_key             text,
  detail                text not null check (detail <> ''),
  triggered_checkpoint  boolean not null default false,
  unique (session_id, event_key)
);
select v2.make_standard('v2.drift_events');
