-- Gives back what sql/import/try_lock.sql took. called ImportStore.Lock
select pg_advisory_unlock_all();
