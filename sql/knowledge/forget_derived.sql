-- Deletes what was made of rows and can be made again: search rows, embeddings, token states. Whoever makes them finds that they
-- are missing. A table of such rows is named here with the column that leads to the row it was made of; one that is not there yet
-- is passed over.
--
-- takes    tab   the rows' table, history by its own name
--          ids   the rows
-- called   v2.forget_rows
create or replace function v2.forget_derived(tab text, ids uuid[]) returns void
language plpgsql as $$
declare
  derived record;
begin
  for derived in
    select d.name, d.col from (values
      ('v2.search_rows', 'source_id'),
      ('v2.embeddings', 'source_id')) as d (name, col)
    where to_regclass(d.name) is not null
      and exists (select from pg_attribute a where a.attrelid = to_regclass(d.name) and a.attname = d.col and not a.attisdropped)
  loop
    execute format('delete from %s where %I = any ($1)', derived.name::regclass, derived.col) using ids;
  end loop;
end $$;
