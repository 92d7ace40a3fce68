-- Keeps a definition. takes $1 jsonb; returns jsonb or null. called PipelineStore.Define
select v2.define_pipeline($1);
