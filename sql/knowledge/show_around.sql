-- Reads what was said around a turn, the turn itself too.
--
-- takes    $1 uuid   session    $2 int   turn    $3 int   so many turns before and behind it
-- returns  turn, said; oldest first
-- called   SearchStore.Around
select t.turn_num, concat_ws(E'\n', nullif(t.user_message, ''), nullif(coalesce(t.assistant_response, t.error_note), ''))
from v2.turns t
where t.session_id = $1 and t.turn_num between $2 - $3 and $2 + $3
order by t.turn_num;
