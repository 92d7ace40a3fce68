-- Finds the runs that a word may mean: its id, the first characters of it, or its pipeline's name when it is open and concerns the project.
--
-- takes    $1 text   the word, in small letters      $2 text   the project, or null for every project's
-- returns  id, what it is called; at most 6, the newest first
-- called   PipelineStore.Find
select r.id, p.name || coalesce(' "' || r.subject || '"', '')
from v2.pipeline_runs r join v2.pipelines p on p.id = r.pipeline_id
where (p.name = $1 and r.status = 'open' and ($2 is null or r.project_key = v2.project_key($2) or v2.covers(r.project_path, $2))) or (length($1) >= 4 and $1 ~ '^[0-9a-f-]+$' and replace(r.id::text, '-', '') like replace($1, '-', '') || '%')
order by r.started_at desc
limit 6;
