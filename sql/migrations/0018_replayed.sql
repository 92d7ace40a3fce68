-- Deliveries that came from a client's spool, so that each counts once however often it is delivered. It is the carrier's
-- bookkeeping and nothing the brain knows, hence a schema of its own. Live events are not noted: their own keys (prompt,
-- tool call) tell a repeat.
create schema if not exists brain;

create table brain.replayed (
  event_id     uuid        primary key,                          -- the client makes it up when the hook runs
  session_id   uuid        not null,
  happened_at  timestamptz not null,
  noted_at     timestamptz not null default public.brain_now()
);
