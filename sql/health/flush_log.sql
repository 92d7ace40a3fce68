-- Commits nothing but a mark in the log of changes, so that it is on disk (and wherever else commits must be) before
-- this is done: a server that still takes writes may hang at just that.
--
-- called   DatabaseProbe.Try
select pg_logical_emit_message(true, 'brain', 'probe');
