-- Segments of the log are used again, as the server does by itself. called ForgottenBytes.EmptyLog
alter system reset wal_recycle
