-- When a machine's files were read last. takes $1 text host; returns timestamptz or null. called ImportStore.ReadAt
select max(read_at) from brain.import_files where host = $1;
