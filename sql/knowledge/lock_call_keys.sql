-- Keeps sessions from moving to other projects until the transaction ends, for keys name them. called RecallStore.Index
select pg_advisory_xact_lock_shared(hashtextextended('brain.call_keys', 47));
