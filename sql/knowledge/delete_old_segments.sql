-- Segments of the log that are no longer needed are deleted from now on, not written over later. called ForgottenBytes.EmptyLog
alter system set wal_recycle = off
