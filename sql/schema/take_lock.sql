-- Waits until no other silo migrates. takes $1 bigint. called Migrator.Apply
select pg_advisory_xact_lock($1);
