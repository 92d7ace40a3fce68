-- Lists learnings that wait for a review and matters that were parked, newest first.
--
-- takes    $1 text   the project's folder, or null for every project      $2 int   at most so many
-- called   ReviewStore.Queue
select format('%s: %s', l.kind, l.text) from v2.learnings l
where l.status = 'unreviewed' and l.kind not in ('question', 'answer') and ($1::text is null or l.project_key = v2.project_key($1))
order by l.created_at desc
limit $2;
