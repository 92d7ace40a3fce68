-- Lists the learnings that changed since a transaction, as a cache goes on from there. What was committed meanwhile by a
-- transaction that began earlier is listed once more rather than never.
--
-- takes    $1 text   where to go on from, as the row before said it; null for all that can be told
-- returns  next (where to go on from), id, and of what is there still: text, kind, status, session_id, project_key,
--          project_path, importance, confidence, news_at, valid_from, files
-- called   LearningNewsStore.Read
select pg_snapshot_xmin(pg_current_snapshot())::text, n.learning_id, l.text, l.kind, l.status, l.session_id, l.project_key, l.project_path,
  l.importance, l.confidence, n.news_at, l.valid_from,
  case when jsonb_typeof(l.metadata -> 'files') = 'array' then array(select jsonb_array_elements_text(l.metadata -> 'files')) else '{}' end
from brain.learning_news n
left join v2.learnings l on l.id = n.learning_id and l.project_key is not null and l.status in ('active', 'unreviewed', 'rejected')
  and l.kind not in ('question', 'answer', 'handoff') and not (l.status = 'unreviewed' and l.metadata ? 'origin')
  -- What was put aside at a checkpoint is its session's own matter until a person says that others shall know it.
  and not (l.kind = 'parked' and l.status <> 'active')
where case when $1::text is null then l.id is not null 
  -- One of another cluster, from which this one was restored, was read the first time.
  else n.changed_in >= $1::xid8 and n.changed_in < pg_snapshot_xmax(pg_current_snapshot()) end;
