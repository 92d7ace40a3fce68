-- Where this server's data lies, for those who may know.
--
-- returns  text   a folder on the server's machine; null for a role that may not ask
-- called   DatabaseProbe.DataFolder
select case when pg_has_role('pg_read_all_settings', 'usage') then current_setting('data_directory') end;
