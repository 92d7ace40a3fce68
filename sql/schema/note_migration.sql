-- Notes that a file was applied. takes $1 text file, $2 text checksum. called Migrator.Apply
insert into brain.migrations (file, checksum) values ($1, $2)
on conflict (file) do update set checksum = excluded.checksum, applied_at = clock_timestamp();
