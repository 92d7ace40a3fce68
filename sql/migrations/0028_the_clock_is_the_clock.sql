-- The brain's clock is the machine's, whatever a connection sets: brain.fake_now stopped it for any role.
--
-- Whoever owns this function (the role that migrates) can still replace it, and tests do so in databases of their own:
-- tests/Brain.Tests/APostgres.cs.
create or replace function public.brain_now() returns timestamptz
language sql volatile parallel safe
return clock_timestamp();
