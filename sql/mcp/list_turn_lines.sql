-- Lists the newest turns of a session, or those before one, oldest first: each by its first letters.
--
-- takes    $1 uuid   session     $2 int   only turns before this one, or null     $3 int   at most so many
-- returns  number, typed (by a person), line (at most 400 letters)
-- called   McpStore.TurnLines
select l.turn_num, l.typed, l.line
from (
  select turn_num, user_message is not null as typed, left(coalesce(user_message, assistant_response, error_note, ''), 400) as line
  from v2.turns
  where session_id = $1 and ($2::int is null or turn_num < $2)
  order by turn_num desc
  limit $3) l
order by l.turn_num;
