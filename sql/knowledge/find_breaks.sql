-- Finds what failed after a file was changed in a project's other sessions: of each of its newest changes the next shell
-- line of that session, where it failed.
--
-- takes    $1 text          the project's key
--          $2 uuid          a session whose changes are left out, or null
--          $3 bigint        the key of the file's name
--          $4 timestamptz   only changes before it
-- returns  id, session_id, at, target, error, changed (the path that was changed)
-- called   RecallStore.Breaks
with changed as materialized (
  select k.session_id, k.at, k.call_id
  from brain.call_keys k
  where k.key = $3 and k.project = hashtextextended($1, 0) and k.kind = 'file' and k.at < $4 and k.session_id is distinct from $2
  order by k.at desc limit 24
)
select distinct on (t.id) t.id, t.session_id, t.started_at, t.target, t.error, e.target
from changed k
join v2.tool_calls e on e.id = k.call_id
cross join lateral (
  select c.call_id, c.failed from brain.call_keys c
  where c.session_id = k.session_id and c.kind = 'head' and c.at > k.at and c.at < $4
  order by c.at limit 1) next
join v2.tool_calls t on t.id = next.call_id
where next.failed
order by t.id;
