-- Writes rows without their secrets, and notes that it was done: how many, never what.
--
-- takes    $1 text     the table
--          $2 jsonb    changes, as v2.redact_rows
--          $3 uuid     the run: one row of the audit log, whose counts grow
-- returns  integer     how many rows were written
-- raises   55P03       the table was not free within lock_timeout; nothing was changed
-- called   RedactionStore.Next
with done as materialized (select v2.redact_rows($1, $2) as rows),
noted as (
  insert into v2.audit_log as a (id, action, event_key, detail, at, source)
  select $3, 'secrets.redacted', $3::text, jsonb_build_object('rows', d.rows), public.brain_now(), 'manual' from done d
  on conflict (id) do update set detail = jsonb_build_object('rows', (a.detail->>'rows')::int + (excluded.detail->>'rows')::int))
select d.rows from done d
