-- Writes what a person says a learning is worth; what is said already leaves no new version.
--
-- takes    $1 uuid   the learning      $2 text   status, or null      $3 smallint   importance, 0 for none, or null
--          $4 uuid   what takes its place, or null
-- returns  id; no row when there is no such learning, or what takes its place is none, itself, or put away too: so
--          no two can take the place of each other
-- called   LearningStore.Change
with l as (
  select k.id, coalesce($2, k.status) as status, case when $3 is null then k.importance else nullif($3, 0) end as importance,
    case when $2 is null then k.metadata
      when $4::uuid is null then k.metadata - 'superseded_by'
      else k.metadata || jsonb_build_object('superseded_by', $4) end as metadata
  from v2.learnings k
  where k.id = $1 and ($4::uuid is null or $4 <> $1 and exists (
      select from v2.learnings o where o.id = $4 and o.status in ('active', 'unreviewed') and o.kind not in ('question', 'answer')))
), written as (
  update v2.learnings k set status = l.status, importance = l.importance, metadata = l.metadata
  from l
  where k.id = l.id and (k.status, k.importance, k.metadata) is distinct from (l.status, l.importance, l.metadata)
)
select l.id from l;
