-- Lists a session's turns, oldest first. takes $1 uuid. called SessionStore.Turns
select turn_num, status, started_at, ended_at, user_message, assistant_response, tool_calls_count, error_note
from v2.turns
where session_id = $1
order by turn_num;
