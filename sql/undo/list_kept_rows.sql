-- Lists what of a session stays and a person may look for in its undo: the runs that it started, and what it brought of their links.
--
-- takes    $1 uuid   session
-- returns  tab, rows, why   v2.undo_scope; a table of which there is nothing is left out
-- called   UndoStore.Plan
select s.name, count(*)::int, s.why
from (
  select 'pipeline_runs' as name from v2.pipeline_runs r where r.session_id = $1
  union all
  select 'invariant_events' from v2.invariant_events e where e.session_id = $1) mine
join v2.undo_scope() s on s.name = mine.name
group by s.name, s.why
order by s.name desc;
