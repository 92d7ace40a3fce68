-- Lists commits of turns that neither landed nor were taken back, the newest first; those of half a year, for git forgets what no
-- branch has.
--
-- takes    $1 text   the project's key      $2 int   at most so many
-- returns  name, since when it may have been made: git knows a time by its second
-- called   RepoStore.Unsettled
select k.sha, coalesce(date_trunc('second', c.started_at), k.committed_at)
from v2.turn_commits k
left join v2.tool_calls c on c.session_id = k.session_id and c.tool_use_id = k.tool_use_id
where k.project_key = $1 and k.outcome not in ('landed', 'reverted') and k.committed_at > (select public.brain_now() - interval '180 days')
order by k.committed_at desc limit $2;
