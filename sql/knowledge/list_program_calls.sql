-- Lists calls of a program on a project, the newest first.
--
-- takes    $1 text     the project's key      $2 bigint   the program's key      $3 int   at most so many
-- returns  target, failed, at, session_id
-- called   RecallStore.Calls
select t.target, k.failed, k.at, k.session_id
from brain.call_keys k
join v2.tool_calls t on t.id = k.call_id
where k.key = $2 and k.project = hashtextextended($1, 0) and k.kind = 'head' and t.target is not null
order by k.at desc
limit $3;
