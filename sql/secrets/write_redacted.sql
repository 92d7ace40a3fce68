-- Writes rows without their secrets, and notes that it was done: how many, never what.
--
-- takes    $1 text     the table
--          $2 jsonb    changes, as v2.redact_rows
--          $3 uuid     the run: one row of the audit log, whose counts grow
-- returns  integer     how many rows were written
-- raises   55P03       the table was not free within lock_timeout; nothing was changed
-- called   RedactionStore.Next
select v2.redact_rows($1, $2, $3, 'secrets.redacted')
