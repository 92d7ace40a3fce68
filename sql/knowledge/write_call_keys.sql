-- Writes the keys of tool calls in place of those they had, with the projects of their sessions, and takes the calls off the
-- queue.
--
-- takes    $1 bigint[]       of the queue
--          $2 uuid[]         the calls of each key      $3 text[]     kinds      $4 bigint[]  keys
--          $5 uuid[]         sessions                   $6 timestamptz[]  when each call began
--          $7 boolean[]      whether it failed
-- called   RecallStore.Index
with done as (
  delete from brain.call_key_queue q where q.id = any ($1)
)
insert into brain.call_keys (call_id, kind, key, session_id, at, failed, project)
select k.*, hashtextextended(s.project_key, 0)
from unnest($2, $3, $4, $5, $6, $7) as k (call_id, kind, key, session_id, at, failed)
left join v2.sessions s on s.id = k.session_id
on conflict do nothing;
