-- Lists runs, late ones first, then the newest.
--
-- takes    $1 text   of this pipeline, or null      $2 text   that concern this project, or null for every project's
--          $3 bool   ended ones too                 $4 int    at most so many
-- returns  jsonb     one Brain.Messages.Pipelines.RunSummary a row, without its links
-- called   PipelineStore.Runs
select v2.run_summary(r, p)
from v2.pipeline_runs r join v2.pipelines p on p.id = r.pipeline_id
where ($1 is null or p.name = lower($1)) and ($2 is null or r.project_key = v2.project_key($2) or v2.covers(r.project_path, $2)) and ($3 or r.status = 'open')
order by r.broken_at nulls last, r.started_at desc, r.id
limit $4;
