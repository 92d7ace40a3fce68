-- Lists a session's turns, oldest first. takes $1 uuid. called SessionStore.Turns
select turn_num, status, started_at, ended_at, user_message, assistant_response,
  case when ended_at is null then (select count(*)::int from v2.tool_calls c where c.turn_id = t.id) else tool_calls_count end,
  error_note
from v2.turns t
where session_id = $1
order by turn_num;
