-- Writes rows without what is forgotten, and sees to it that it does not come back.
--
-- takes    tab, changes, run   as v2.redact_rows
--          digests   [{"digest", "replacement", "scope"?, "words"?}]: each whole text that went, and what stands there now; its
--                    pieces with where they stood and how many words they have, 0 of a sentence; without the key
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
  select distinct on (d.digest) v2.keyed_digest(d.digest), d.replacement
  from jsonb_to_recordset(digests) as d (digest text, replacement text, words int)
  where d.words is null
  order by d.digest
  on conflict (digest) do update set replacement = excluded.replacement where f.replacement <> excluded.replacement;
  insert into brain.forgotten_pieces as p (digest, scope, words, replacement)
  select distinct on (d.digest) v2.keyed_digest(d.digest), v2.keyed_digest(d.scope), d.words, d.replacement
  from jsonb_to_recordset(digests) as d (digest text, scope text, words int, replacement text)
  where d.words is not null
  order by d.digest
  on conflict (digest) do update set replacement = excluded.replacement where p.replacement <> excluded.replacement;
  return done;
end $$;
revoke all on function v2.forget_rows(text, jsonb, uuid, jsonb) from public;
