-- The schema of the brain and its clock.
--
-- brain_now() is the only clock that statements read. A test stops it for its own connection:
--   select set_config('brain.fake_now', '2026-01-01T00:00:00Z', false)
create schema v2;
comment on schema v2 is 'What the brain knows: the truth about sessions, turns, personas and learnings.';

create or replace function public.brain_now() returns timestamptz
language sql volatile
return coalesce(nullif(current_setting('brain.fake_now', true), '')::timestamptz, clock_timestamp());
