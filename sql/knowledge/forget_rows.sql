-- Writes rows without what is forgotten, and sees to it that it does not come back.
--
-- takes    tab, changes, run   as v2.redact_rows
--          digests   [{"digest", "replacement"}]: each whole text that went, and what stands there now
-- returns  how many rows were written
-- raises   55P03   the table was not free within lock_timeout; nothing was changed
--          23514   a column may not hold what it should; nothing was changed
-- called   write_forgotten.sql
create or replace function v2.forget_rows(tab text, changes jsonb, run uuid, digests jsonb) returns int
language plpgsql as $$
declare
  done int := v2.redact_rows(tab, changes, run, 'knowledge.forgotten');
begin
  insert into v2.forgotten as f (digest, replacement)
  select distinct on (d.digest) d.digest, d.replacement from jsonb_to_recordset(digests) as d (digest text, replacement text)
  order by d.digest
  on conflict (digest) do update set replacement = excluded.replacement where f.replacement <> excluded.replacement;
  return done;
end $$;
revoke all on function v2.forget_rows(text, jsonb, uuid, jsonb) from public;
