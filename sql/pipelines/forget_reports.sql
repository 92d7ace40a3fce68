-- Forgets what hooks saw and was dealt with before a moment; until then the same call, delivered again, is known.
--
-- takes    $1 timestamptz
-- called   PipelineStore.Forget
delete from brain.link_reports where handled_at < $1;
