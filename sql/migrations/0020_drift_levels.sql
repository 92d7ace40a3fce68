-- Where drift stands in a session, carried from turn to turn: what the Cop works with and nothing the brain knows, hence
-- beside the other bookkeeping and without history. Losing a row costs a session its smoothing, no more.
create table brain.drift_levels (
  session_id  uuid        primary key references v2.sessions (id) on delete cascade,
  level       jsonb       not null check (jsonb_typeof(level) = 'object')   -- shape: Brain.Domain/Personas/DriftLevel.cs
);
