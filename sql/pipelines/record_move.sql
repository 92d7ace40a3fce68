-- Writes one move. takes $1 jsonb. called PipelineStore.Record
select v2.record_run($1);
