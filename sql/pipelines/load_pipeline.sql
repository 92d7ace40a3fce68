-- Reads one version of a pipeline.
--
-- takes    $1 uuid   its row
-- returns  jsonb     Brain.Domain.Pipelines.Pipeline; no row when there is none
-- called   PipelineStore.Version
select jsonb_build_object('id', p.id, 'name', p.name, 'version', p.version, 'persona', p.persona_id, 'definition', p.definition)
from v2.pipelines p
where p.id = $1;
