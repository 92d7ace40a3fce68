-- Reads one turn whole, and those around it by the first letters of what was said.
--
-- takes    $1 uuid   session     $2 int   the turn     $3 int   so many before and behind it     $4 int   letters of those
-- returns  as sessions/list_turns.sql, oldest first; no row of a turn that is not there
-- called   McpStore.Turns
select turn_num, status, started_at, ended_at,
  case when turn_num = $2 or length(user_message) <= $4 then user_message else left(user_message, $4) || ' …' end,
  case when turn_num = $2 or length(assistant_response) <= $4 then assistant_response else left(assistant_response, $4) || ' …' end,
  case when ended_at is null then (select count(*)::int from v2.tool_calls c where c.turn_id = t.id) else tool_calls_count end,
  error_note
from v2.turns t
where session_id = $1 and turn_num between $2::bigint - $3 and $2::bigint + $3
order by turn_num;
