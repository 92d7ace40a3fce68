-- Adds up lines of transcripts that were passed over.
--
-- takes    $1 uuid   session, or null for all      $2 timestamptz   noted since
-- returns  sessions, torn, too_long, odd
-- called   SessionStore.Passed
select count(distinct session_id)::int, coalesce(sum(torn), 0)::int, coalesce(sum(too_long), 0)::int, coalesce(sum(odd), 0)::int
from brain.passed_lines
where ($1::uuid is null or session_id = $1) and noted_at >= $2;
