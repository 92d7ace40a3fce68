-- Reads what decides whether the server's log of changes can be emptied. returns superuser, data folder or null, wal_recycle. called ForgottenBytes.EmptyLog
select current_setting('is_superuser')::boolean,
  case when pg_has_role('pg_read_all_settings', 'usage') then current_setting('data_directory') end,
  current_setting('wal_recycle')::boolean
