-- Lists commits of turns that neither landed nor were taken back, the newest first; those of half a year, for git forgets what no
-- branch has.
--
-- takes    $1 text   the project's key      $2 int   at most so many
-- returns  name, when it was made
-- called   RepoStore.Unsettled
select k.sha, k.committed_at
from v2.turn_commits k
where k.project_key = $1 and k.outcome not in ('landed', 'reverted') and k.committed_at > (select public.brain_now() - interval '180 days')
order by k.committed_at desc limit $2;
