-- Takes the oldest tool calls that wait for their keys: they stay locked until they have them, or the transaction ends.
--
-- takes    $1 int   at most so many
-- returns  queue, call_id, session_id, started_at, tool_kind, target, error, status; all but the first null for one that is gone
-- called   RecallStore.Index
with taken as (
  select q.id, q.call_id from brain.call_key_queue q order by q.id limit $1 for update skip locked)
select t.id, c.id, c.session_id, c.started_at, v2.tool_kind(c.tool_kind, c.tool_name), c.target, c.error, c.status
from taken t left join v2.tool_calls c on c.id = t.call_id;
