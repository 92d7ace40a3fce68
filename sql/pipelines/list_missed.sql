-- Lists open runs whose link is late and that nobody was told of: their reminder was lost with a silo.
--
-- takes    $1 timestamptz   late since before that moment      $2 int   at most so many
-- returns  id, the longest late first
-- called   PipelineStore.Missed
select id from v2.pipeline_runs where due_at < $1 order by due_at limit $2;
