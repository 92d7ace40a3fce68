-- Lists the columns of rows that stay (v2.undo_scope) and may let go of what they point to.
--
-- takes    tab    a table of schema v2
-- returns  name, col   the table and its column that points to tab
create or replace function v2.undo_references(tab text) returns table (name text, col text)
language sql stable as $$
  select s.name, a.attname::text
  from v2.undo_scope() s
  join pg_constraint c on c.contype = 'f' and c.conrelid = to_regclass(format('v2.%I', s.name)) and c.confrelid = to_regclass(format('v2.%I', tab))
  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] and not a.attnotnull
  where s.whose is null
$$;
