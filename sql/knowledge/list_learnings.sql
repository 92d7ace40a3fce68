-- Lists learnings, but no persona's answers, which are none: those that wait for a review by their age, all others the most
-- important first, then the newest.
--
-- takes    $1 text   one status, or null for active and unreviewed
--          $2 text   the project's folder, or null for every project; what is for all projects is listed with each
--          $3 uuid   the least id      $4 uuid   the greatest; both null for any, and then every status is listed where they are not
--          $5 int    at most so many
-- returns  id, text, kind, status, source, project, session_id, importance, confidence, created_at, valid_from, files, superseded_by, files_seen
-- called   LearningStore.List
select l.id, l.text, l.kind, l.status, l.source, l.project_path, l.session_id, l.importance, l.confidence, l.created_at, l.valid_from,
  case when jsonb_typeof(l.metadata -> 'files') = 'array' then array(select jsonb_array_elements_text(l.metadata -> 'files')) else '{}' end,
  (l.metadata ->> 'superseded_by')::uuid,
  coalesce((select f.files from brain.learning_files f where f.learning_id = l.id), '{}')
from v2.learnings l
where (case when $3::uuid is not null then l.id between $3 and $4 and ($1::text is null or l.status = $1)
    when $1::text is null then l.status in ('active', 'unreviewed') else l.status = $1 end)
  and l.kind <> 'question' and (l.kind <> 'answer' or $3::uuid is not null) and ($2::text is null or l.project_key is null or l.project_key = v2.project_key($2))
order by case when $1 = 'unreviewed' then l.created_at end, l.importance desc nulls last, l.created_at desc, l.id
limit $5;
