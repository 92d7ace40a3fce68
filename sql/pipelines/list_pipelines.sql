-- Lists pipelines as they are defined now, or every version of them, or one with its file.
--
-- takes    $1 text   its name, or null for all of them, without their files      $2 bool   versions that no longer hold too
-- returns  jsonb     one Brain.Messages.Pipelines.PipelineSummary a row, by name
-- called   PipelineStore.List
select jsonb_build_object(
  'id', p.id, 'name', p.name, 'version', p.version, 'status', p.status, 'description', p.description, 'tell', o.name,
  'links', (
    select jsonb_agg(jsonb_build_object('name', l -> 'name', 'within_s', l -> 'within_s') order by place)
    from jsonb_array_elements(p.definition -> 'links') with ordinality as link (l, place)),
  'open', runs.open, 'late', runs.late, 'body', case when $1 is not null then p.body end)
from v2.pipelines p
join v2.personas o on o.id = p.persona_id
cross join lateral (
  select count(*) as open, count(r.broken_at) as late
  from v2.pipelines v join v2.pipeline_runs r on r.pipeline_id = v.id and r.status = 'open'
  where v.name = p.name) runs
where (p.status = 'active' or $2) and ($1 is null or p.name = lower($1))
order by p.name, p.version desc;
