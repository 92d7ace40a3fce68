-- Waits until no other silo migrates. takes $1 bigint, $2 text how long at most. raises 55P03 then. called Migrator.Apply
with patience as materialized (select set_config('lock_timeout', $2, true) as was)
select pg_advisory_xact_lock($1) from patience where was is not null;
