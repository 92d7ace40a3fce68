-- Counts what pages show a part of.
--
-- returns  open runs, late runs, all runs, learnings to review, learnings that are kept
-- called   DashboardStore.Totals
select r.open, r.late, r.everything, l.unreviewed, l.kept
from (
  select count(*) filter (where status = 'open') as open, count(broken_at) as late, count(*) as everything from v2.pipeline_runs) r,
  (
  select count(*) filter (where status = 'unreviewed') as unreviewed, count(*) filter (where status = 'active') as kept
  from v2.learnings where kind not in ('question', 'answer')) l;
