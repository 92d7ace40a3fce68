-- Forgets what a hook saw: no run waits for it. takes $1 bigint. called PipelineStore.Forget
delete from brain.link_reports where id = $1;
