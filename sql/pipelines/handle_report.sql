-- Notes that what a hook saw is dealt with. takes $1 bigint. called PipelineStore.Handled
update brain.link_reports set handled_at = public.brain_now() where id = $1 and handled_at is null;
