-- Writes the moves of several runs in one transaction: all of them, or none when one can't be written.
--
-- takes    $1 jsonb[]   what v2.record_run takes, each of another run
-- raises   what v2.record_run raises
-- called   RunBatchWriter
select v2.record_run(change) from unnest($1) change;
