-- Takes the lock of a machine's files for as long as the connection has it. takes $1 text host; returns bool. called ImportStore.Lock
select pg_try_advisory_lock(hashtextextended('brain import ' || $1, 34));
