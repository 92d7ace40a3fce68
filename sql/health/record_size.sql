-- Notes how large the database is today; later on the same day the newer figure stands.
--
-- called   HistoryStore.RecordSize
insert into brain.database_sizes (day, bytes)
values ((public.brain_now() at time zone 'UTC')::date, pg_database_size(current_database()))
on conflict (day) do update set bytes = excluded.bytes;
