-- Takes the lock of migrations when no other silo has it. takes $1 bigint. returns boolean. called Migrator.Apply
select pg_try_advisory_xact_lock($1);
