-- Lists what agents changed in files of a name on a project, the newest first.
--
-- takes    $1 text     the project's key      $2 bigint   the name's key      $3 int   at most so many
-- returns  session_id, at, target, turn_num, user_message, purpose
-- called   RecallStore.Edits
select k.session_id, k.at, t.target, u.turn_num, u.user_message, s.purpose
from brain.call_keys k
join v2.sessions s on s.id = k.session_id
join v2.tool_calls t on t.id = k.call_id
left join v2.turns u on u.id = t.turn_id
where k.key = $2 and k.project = hashtextextended($1, 0) and k.kind = 'file' and not k.failed
order by k.at desc
limit $3;
