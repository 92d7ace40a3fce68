-- Fills the log's segment and goes on in the next: what was in it before is written over. called ForgottenBytes.EmptyLog
with said as materialized (select pg_logical_emit_message(false, 'brain', '') as at) select pg_switch_wal()::text from said where at is not null
