-- Writes what a piece of an agent's files tells, of many sessions in one transaction.
--
-- takes    items   as v2.import_session takes them
-- returns  one row for each, in order: what v2.import_session returns
-- called   import/import_now.sql
create or replace function v2.import_sessions(items jsonb[]) returns setof jsonb
language plpgsql as $$
declare
  item jsonb;
begin
  foreach item in array items loop
    return next v2.import_session(item, held => false);
  end loop;
end $$;
