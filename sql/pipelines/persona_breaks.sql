-- Lists what is late and told by a persona, the newest first.
--
-- takes    $1 uuid   persona      $2 int   at most so many
-- returns  run, pipeline, subject, link, since
-- called   PipelineStore.Late
select r.id, p.name, r.subject, p.definition #>> array['links', (r.awaiting - 1)::text, 'name'], r.broken_at
from v2.pipeline_runs r join v2.pipelines p on p.id = r.pipeline_id
where r.broken_at is not null and p.persona_id = $1
order by r.broken_at desc, r.id
limit $2;
