-- Counts the segments of the log that are ready to be written next: they are old ones, with what was in them. returns int. called ForgottenBytes.EmptyLog
select count(*)::int from pg_ls_waldir() w
where w.name ~ '^[0-9A-F]{24}$' and w.name > pg_walfile_name(pg_current_wal_lsn())
