-- Lists the learnings whose files nobody looked at since each was written or judged, the newest first.
--
-- takes    $1 int   at most so many      $2 uuid[]   learnings that are passed over
-- returns  id, text, project, since, files, seen (what was kept of an earlier look)
-- called   LearningFilesStore.Unseen
select l.id, l.text, l.project_path, l.valid_from,
  case when jsonb_typeof(l.metadata -> 'files') = 'array' then array(select jsonb_array_elements_text(l.metadata -> 'files')) else '{}' end,
  coalesce(f.files, '{}')
from v2.learnings l left join brain.learning_files f on f.learning_id = l.id
where l.kind not in ('question', 'handoff') and (f.since is null or f.since < l.valid_from)
  and l.id <> all ($2)
order by l.valid_from desc
limit $1;
