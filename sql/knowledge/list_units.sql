-- Lists texts that have vectors of a model, newest first: those are asked for most.
--
-- takes    $1 text   model    $2 bigint   below that unit; null for the newest    $3 int   at most so many
-- returns  unit
-- called   SearchStore.Newest
select v.unit_id from brain.search_vectors v
where v.model = $1 and v.part = 0 and ($2::bigint is null or v.unit_id < $2)
order by v.unit_id desc limit $3;
